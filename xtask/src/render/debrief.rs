//! The debrief: a question, the model answer, the rubric, and what came of it.

use colored::Colorize;
use kata_catalog::Topic;
use kata_console::text::{indent, wrapped};
use kata_workspace::{Debrief, DebriefAnswer};

/// A question.
pub(crate) fn question(index: usize, of: usize, topic: &Topic, width: usize) -> String {
    let head = format!("Question {} of {of}", index + 1);
    format!("\n{}\n{}\n\n", head.bold(), wrapped(&topic.question, width))
}

/// How to answer it.
pub(crate) fn how() -> String {
    format!("{}\n", "Your answer; an empty line ends it:".dimmed())
}

/// An answer that was given before, and not rated yet.
pub(crate) fn answered(answered: &DebriefAnswer, width: usize) -> String {
    let answer: String = answered.answer.lines().map(|line| indent(&wrapped(line, width - 2), 2)).collect();
    format!("{}\n{answer}", "Your answer, of last time:".dimmed())
}

/// The model answer.
pub(crate) fn model(topic: &Topic, width: usize) -> String {
    let answer = indent(&wrapped(&topic.answer, width - 2), 2);
    let rubric = if topic.rubric.is_empty() { "" } else { "\nWas it in yours?\n" };
    format!("\n{}\n{answer}{}", "A model answer".bold(), rubric.bold())
}

/// A point of the rubric, as a question on a line that is answered behind it.
pub(crate) fn point(point: &str, width: usize) -> String {
    let question = indent(&wrapped(&format!("{point}? [y/n]"), width.saturating_sub(4)), 2);
    format!("{} ", question.trim_end())
}

/// How far it is, and what to do next.
pub(crate) fn conclusion(topics: &[Topic], debrief: &Debrief) -> String {
    let (met, of) = debrief.rating();
    let left = topics.iter().filter(|topic| !debrief.is_done(&topic.question, topic.rubric.len())).count();
    let rating = format!("Your rating: {met} of {of} points").bold();
    match left {
        0 => format!(
            "\n{rating}. Every question is answered.\nNext: `cargo xtask reveal` shows accepted designs beside yours.\n"
        ),
        left => format!(
            "\n{rating}, with {left} of {} questions left: `cargo xtask debrief` goes on there.\n",
            topics.len()
        ),
    }
}

/// Every question with its answers, the learner's and the model.
pub(crate) fn human(topics: &[Topic], debrief: &Debrief, width: usize) -> String {
    let pieces =
        topics.iter().enumerate().map(|(index, topic)| piece(index, topic, debrief.to(&topic.question), width));
    pieces.collect::<String>().trim_start().to_owned() + &conclusion(topics, debrief)
}

/// The model answer of a question that was not answered yet stays unseen.
fn piece(index: usize, topic: &Topic, answered: Option<&DebriefAnswer>, width: usize) -> String {
    let head = wrapped(&format!("{}. {}", index + 1, topic.question), width);
    let Some(answered) = answered else {
        return format!("\n{}\n  {}\n", head.bold(), "not answered yet".dimmed());
    };
    let part = |title: &str, text: &str| {
        let text: String = text.lines().map(|line| indent(&wrapped(line, width - 4), 4)).collect();
        format!("  {}\n{text}", title.dimmed())
    };
    let mine = if answered.answer.is_empty() { "(nothing)" } else { &answered.answer };
    let points = answered.rubric.iter().map(|point| {
        let (sign, text) = if point.met { ("✓", point.point.green()) } else { ("○", point.point.normal()) };
        format!("    {sign} {text}\n")
    });
    let points: String = points.collect();
    format!("\n{}\n{}{}{points}", head.bold(), part("you", mine), part("model", &topic.answer))
}
