//! The checks of a graded submission: group by group, misses first, as far as there is room.

use colored::Colorize;
use kata_verdict::{CheckVerdict, Group, Verdict};

use super::check;
use super::verdict::View;

/// How many checks that fail in the same way are named where there is little room.
const NAMED: usize = 3;

/// The checks in the order in which a person should read them; `room` is how many lines there are, None for as many as
/// it takes.
pub(crate) fn human(verdict: &Verdict, view: &View, room: Option<usize>) -> String {
    let groups = Group::ALL.map(|group| verdict.checks.iter().filter(|check| check.info.group == group).collect());
    let groups = groups.iter().filter(|checks: &&Vec<&CheckVerdict>| !checks.is_empty());
    let blocks: Vec<Block> = groups.flat_map(|checks| blocks(checks, verdict, view)).collect();
    let above = if view.lists_all() { String::new() } else { above(verdict) };
    fit(&blocks, room) + &above
}

/// How many misses are not shown because they are above the round's level.
fn above(verdict: &Verdict) -> String {
    let misses = verdict.checks.iter().filter(|check| check.outcome.is_miss() && check.info.level > verdict.level);
    match misses.count() {
        0 => String::new(),
        1 => format!("{}\n", format!("1 miss above {} (a shows all)", verdict.level).dimmed()),
        many => format!("{}\n", format!("{many} misses above {} (a shows all)", verdict.level).dimmed()),
    }
}

/// What is said at once: the headlines of checks that came out in the same way, and why they did.
struct Block {
    headlines: Vec<String>,
    details: String,
    again: String,
}

impl Block {
    /// A line that needs no explanation.
    fn line(headline: String) -> Block {
        Block { headlines: vec![headline], details: String::new(), again: String::new() }
    }
}

fn blocks(checks: &[&CheckVerdict], verdict: &Verdict, view: &View) -> Vec<Block> {
    let mut ordered = checks.to_vec();
    ordered.sort_by_key(|check| rank(check, verdict));
    let mut blocks = vec![Block::line(heading(checks))];
    for check in ordered.into_iter().filter(|check| view.lists_all() || rank(check, verdict) == 0) {
        let block = block(check, verdict, view);
        // What many checks fail for is explained once, below all of them.
        match blocks.iter_mut().find(|known| !block.details.is_empty() && known.details == block.details) {
            Some(known) => known.headlines.extend(block.headlines),
            None => blocks.push(block),
        }
    }
    // Groups stand apart where there is something to read between their headings.
    if let [_, .., last] = blocks.as_mut_slice() {
        last.again += "\n";
    }
    blocks
}

/// Misses that count come first, then those above the round's level, then what passed, then what was not judged.
fn rank(check: &CheckVerdict, verdict: &Verdict) -> u8 {
    match (check.outcome.is_miss(), check.outcome.counts()) {
        (true, _) if check.info.level <= verdict.level => 0,
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 3,
    }
}

fn block(check: &CheckVerdict, verdict: &Verdict, view: &View) -> Block {
    let headline = check::headline(check, verdict.level, view.width());
    // A miss above the round's level is named only, unless it is all that was asked for.
    let explains = check.outcome.is_miss() && (check.info.level <= verdict.level || verdict.checks.len() == 1);
    if !explains {
        return Block::line(headline);
    }
    let details = check::details(check, view.steps(), view.width());
    Block { headlines: vec![headline], details, again: check::again(check, view.flags()) }
}

fn heading(checks: &[&CheckVerdict]) -> String {
    let judged = checks.iter().filter(|check| check.outcome.counts()).count();
    let passed = checks.iter().filter(|check| check.outcome.counts() && !check.outcome.is_miss()).count();
    let left_out = checks.len() - judged;
    let word = checks.first().map(|check| check.info.group.word()).unwrap_or_default();
    let aside = if left_out > 0 { format!(", {left_out} not judged") } else { String::new() };
    format!("{} {}\n", word.bold(), format!("{passed} of {judged}{aside}").dimmed())
}

/// As many blocks in full as there is room for, then headlines, then their number.
fn fit(blocks: &[Block], room: Option<usize>) -> String {
    let Some(mut left) = room else {
        return blocks.iter().map(|block| block.headlines.concat() + &block.details + &block.again).collect();
    };
    let (mut text, mut has_explained) = (String::new(), false);
    for (index, block) in blocks.iter().enumerate() {
        let rest = blocks.len() - index;
        if left <= 1 && rest > 1 {
            let more: usize = blocks[index..].iter().map(|block| block.headlines.len()).sum();
            return text + &format!("… and {more} more (a shows all)\n").dimmed().to_string();
        }
        let headlines = named(&block.headlines);
        let details = format!("{}{}", block.details, block.again);
        left = left.saturating_sub(headlines.lines().count());
        text += &headlines;
        let lines = details.lines().count();
        // The first explanation is always worth its lines; a later one must leave room for the headlines that follow.
        let is_first = !block.details.is_empty() && !has_explained;
        if lines + rest <= left || is_first {
            text += &details;
            left = left.saturating_sub(lines);
            has_explained |= is_first;
        }
    }
    text
}

/// The first few headlines, and how many there are besides.
fn named(headlines: &[String]) -> String {
    let more = headlines.len().saturating_sub(NAMED);
    if more <= 1 {
        return headlines.concat();
    }
    headlines[..NAMED].concat() + &format!("  … and {more} more like these\n").dimmed().to_string()
}
