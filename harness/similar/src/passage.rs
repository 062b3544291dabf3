//! Passages: where two submissions match, as tokens and as lines.

use std::ops::Range;

use crate::token::Tokens;

/// A stretch of two submissions that is alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// How many tokens it has that count.
    pub tokens: usize,
    /// Where it stands in each of them.
    pub lines: [Lines; 2],
}

/// Some lines of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The path of the file.
    pub file: String,
    /// The first one and the last one, counted from 1.
    pub first: usize,
    /// The last one.
    pub last: usize,
}

/// Two stretches of tokens of the same length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) begins: [usize; 2],
    pub(crate) length: usize,
}

impl Stretch {
    /// Grown from two tokens that are alike, as far as the files go.
    pub(crate) fn grown(pair: [&Tokens; 2], at: [usize; 2]) -> Stretch {
        let files = [pair[0].around(at[0]), pair[1].around(at[1])];
        let alike = |a: usize, b: usize| pair[0].symbols[a] == pair[1].symbols[b];
        let room = (at[0] - files[0].start).min(at[1] - files[1].start);
        let back = (1..=room).take_while(|by| alike(at[0] - by, at[1] - by)).count();
        let room = (files[0].end - at[0]).min(files[1].end - at[1]);
        let on = (0..room).take_while(|by| alike(at[0] + by, at[1] + by)).count();
        Stretch { begins: [at[0] - back, at[1] - back], length: back + on }
    }

    /// Its tokens in one of the two.
    pub(crate) fn range(&self, side: usize) -> Range<usize> {
        self.begins[side]..self.begins[side] + self.length
    }

    /// Its parts of which no token is taken yet, in either: a token matches once.
    pub(crate) fn free(&self, taken: [&[bool]; 2]) -> Vec<Stretch> {
        let mut parts: Vec<Stretch> = Vec::new();
        for by in 0..self.length {
            let at = [self.begins[0] + by, self.begins[1] + by];
            if taken[0][at[0]] || taken[1][at[1]] {
                continue;
            }
            match parts.last_mut() {
                Some(part) if part.begins[0] + part.length == at[0] => part.length += 1,
                _ => parts.push(Stretch { begins: at, length: 1 }),
            }
        }
        parts
    }
}
