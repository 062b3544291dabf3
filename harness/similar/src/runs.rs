//! Runs of tokens, and which of them are kept as fingerprints.

use std::collections::VecDeque;

use crate::token::Tokens;

/// How many tokens a run has: a match of fewer is noise.
pub const RUN: usize = 16;

/// Of so many runs in a row, one is kept.
pub const WINDOW: usize = 8;

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of the run that begins at each token; None where there is none, at the end of a file.
pub(crate) fn runs(tokens: &Tokens) -> Vec<Option<u64>> {
    let mut runs = vec![None; tokens.symbols.len()];
    let highest = (1..RUN).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut at = 0;
    while at < tokens.symbols.len() {
        let file = tokens.around(at);
        let mut sum = 0_u64;
        for token in file.clone() {
            if token >= file.start + RUN {
                sum = sum.wrapping_sub(tokens.symbols[token - RUN].wrapping_mul(highest));
            }
            sum = sum.wrapping_mul(BASE).wrapping_add(tokens.symbols[token]);
            if token + 1 >= file.start + RUN {
                runs[token + 1 - RUN] = Some(mixed(sum));
            }
        }
        at = file.end;
    }
    runs
}

/// So that the smallest of a window is any of its runs, whatever it begins with.
fn mixed(sum: u64) -> u64 {
    let sum = (sum ^ (sum >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    sum ^ (sum >> 29)
}

/// Where the fingerprints begin: of each window, its smallest run, the last of several. A run that `counts` not is none.
pub(crate) fn winnow(runs: &[Option<u64>], counts: impl Fn(u64) -> bool) -> Vec<(usize, u64)> {
    let mut kept: Vec<(usize, u64)> = Vec::new();
    // Rising hashes, so that the first one is the smallest of the window.
    let mut window: VecDeque<(usize, u64)> = VecDeque::new();
    for (at, run) in runs.iter().enumerate() {
        window.retain(|(place, _)| place + WINDOW > at);
        if let Some(run) = run.filter(|run| counts(*run)) {
            while window.back().is_some_and(|(_, hash)| *hash >= run) {
                window.pop_back();
            }
            window.push_back((at, run));
        }
        if let Some(least) = window.front().filter(|_| at + 1 >= WINDOW)
            && kept.last() != Some(least)
        {
            kept.push(*least);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(hashes: &[u64]) -> Vec<Option<u64>> {
        hashes.iter().copied().map(Some).collect()
    }

    #[test]
    fn each_window_keeps_its_smallest_run_and_no_run_is_kept_twice() {
        let hashes: Vec<u64> = (0..200).map(|n: u64| mixed(n.wrapping_mul(BASE)) % 50).collect();
        let kept = winnow(&some(&hashes), |_| true);
        for (at, window) in hashes.windows(WINDOW).enumerate() {
            let least = window.iter().min().copied();
            let is_there = kept.iter().any(|(place, hash)| (at..at + WINDOW).contains(place) && Some(*hash) == least);
            assert!(is_there, "the window at {at}");
        }
        assert!(kept.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(kept.len() < hashes.len() / 2, "{} of {}", kept.len(), hashes.len());
    }

    #[test]
    fn what_does_not_count_is_never_kept() {
        let kept = winnow(&some(&[1, 9, 1, 8, 1, 7, 1, 6, 1, 5, 1, 4]), |hash| hash != 1);
        assert!(!kept.is_empty() && kept.iter().all(|(_, hash)| *hash != 1));
        assert_eq!(winnow(&some(&[1; 30]), |_| false), []);
    }
}
