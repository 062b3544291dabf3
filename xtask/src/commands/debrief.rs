//! `debrief`: the interviewer's questions after a round, one at a time, and what the learner makes of their own answers.

use std::io::BufRead;
use std::path::PathBuf;

use kata_catalog::Topic;
use kata_console::{Context, Failure};
use kata_history::{Rating, Sitting};
use kata_verdict::{ExitCode, Score};
use kata_workspace::{Debrief, DebriefAnswer, RubricPoint, Workspace};

use crate::cli::Format;
use crate::{recording, render, rounds};

/// Answer the interviewer's questions after a round, and rate yourself
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask debrief
  cargo xtask debrief --show
  cargo xtask debrief --show --format json

You write an answer of as many lines as you like, and end it with an empty line. Then you see the model answer, and go through
its rubric point by point: was it in yours? Ctrl-D stops; what you answered is kept, and the next `debrief` goes on there.")]
pub(crate) struct Args {
    /// The workspace [default: the one around the current folder, else the only one below workspace/]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Show what was answered so far beside the model answers, and ask nothing
    #[arg(long)]
    show: bool,
    /// For people, or one JSON object; with --show
    #[arg(long, value_enum, default_value_t, requires = "show")]
    format: Format,
}

/// Asks what is left to ask, or shows what was answered.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let workspace = context.workspace(args.dir.as_deref())?;
    let kata = context.root.kata(&workspace.state().kata)?;
    let topics = &kata.manifest().debrief;
    if topics.is_empty() {
        return Err(Failure::Setup(format!("{} has no debrief", kata.slug())));
    }
    rounds::refuse_while_running(context, &workspace, "the debrief comes after its end")?;
    let mut debrief = workspace.debrief()?;
    if args.show {
        kata_console::print(&match args.format {
            Format::Human => render::debrief::human(topics, &debrief, kata_console::width()),
            Format::Json => kata_console::json(&debrief)?,
        })?;
        return Ok(ExitCode::Passed);
    }
    ask_all(topics, &workspace, &mut debrief)?;
    if let Err(failure) = rate_in_history(&workspace, &debrief) {
        eprintln!("note: the ratings are not in the history: {failure}");
    }
    kata_console::print(&render::debrief::conclusion(topics, &debrief))?;
    Ok(ExitCode::Passed)
}

/// Asks what has no answer yet. Each answer is kept as soon as it is whole.
fn ask_all(topics: &[Topic], workspace: &Workspace, debrief: &mut Debrief) -> Result<(), Failure> {
    let mut typed = std::io::stdin().lock();
    for (index, topic) in topics.iter().enumerate() {
        if debrief.is_done(&topic.question, topic.rubric.len()) {
            continue;
        }
        kata_console::print(&render::debrief::question(index, topics.len(), topic, kata_console::width()))?;
        match debrief.to(&topic.question) {
            Some(answered) => kata_console::print(&render::debrief::answered(answered, kata_console::width()))?,
            None => {
                kata_console::print(&render::debrief::how())?;
                let Some(answer) = paragraph(&mut typed)? else { return Ok(()) };
                debrief.put(DebriefAnswer { question: topic.question.clone(), answer, rubric: Vec::new() });
                workspace.save_debrief(debrief)?;
            }
        }
        kata_console::print(&render::debrief::model(topic, kata_console::width()))?;
        let Some(rubric) = rate(topic, &mut typed)? else { return Ok(()) };
        debrief.rate(&topic.question, rubric);
        workspace.save_debrief(debrief)?;
    }
    Ok(())
}

/// Puts the ratings beside the score that the history has of this round, or of this practice.
fn rate_in_history(workspace: &Workspace, debrief: &Debrief) -> Result<(), Failure> {
    let state = workspace.state();
    let sitting = match rounds::of(workspace)? {
        Some(view) => Sitting::round(&view.plan.kata, workspace.dir(), view.started.wall_ms / 1000, 0),
        None => Sitting::practice(workspace, state.level, 0),
    };
    let ratings = debrief.answers.iter().map(rating).collect();
    let history = recording::history()?;
    let id = history.known_as(&sitting.id, sitting.dir.as_deref());
    history.rate(&id, ratings).map(drop).map_err(Failure::setup)
}

fn rating(answer: &DebriefAnswer) -> Rating {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let met = answer.rubric.iter().filter(|point| point.met).count();
    let score = Score { points: count(met), of: count(answer.rubric.len()) };
    Rating { question: answer.question.clone(), score }
}

/// Lines up to an empty one. None where the input ended before there was any.
fn paragraph(typed: &mut impl BufRead) -> Result<Option<String>, Failure> {
    let mut lines = Vec::new();
    loop {
        match line(typed)? {
            None if lines.is_empty() => return Ok(None),
            None => break,
            Some(text) if text.is_empty() => break,
            Some(text) => lines.push(text),
        }
    }
    Ok(Some(lines.join("\n")))
}

/// Goes through a rubric. None where the input ended before its end.
fn rate(topic: &Topic, typed: &mut impl BufRead) -> Result<Option<Vec<RubricPoint>>, Failure> {
    let mut points = Vec::new();
    for point in &topic.rubric {
        let met = loop {
            kata_console::print(&render::debrief::point(point, kata_console::width()))?;
            let Some(text) = line(typed)? else { return Ok(None) };
            match text.to_lowercase().as_str() {
                "y" | "yes" => break true,
                "n" | "no" => break false,
                _ => {}
            }
        };
        points.push(RubricPoint { point: point.clone(), met });
    }
    Ok(Some(points))
}

/// One line without its end, whatever its encoding. None at the end of the input.
fn line(typed: &mut impl BufRead) -> Result<Option<String>, Failure> {
    let mut bytes = Vec::new();
    let read = typed.read_until(b'\n', &mut bytes);
    let read = read.map_err(|error| Failure::Setup(format!("what you type cannot be read: {error}")))?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_with_an_empty_line_or_with_the_input() {
        let mut typed = "one\ntwo\n\nnext".as_bytes();
        assert_eq!(paragraph(&mut typed).as_ref().map(Option::as_deref), Ok(Some("one\ntwo")));
        assert_eq!(paragraph(&mut typed).as_ref().map(Option::as_deref), Ok(Some("next")));
        assert_eq!(paragraph(&mut typed), Ok(None));
    }

    #[test]
    fn an_empty_line_at_once_is_an_empty_answer() {
        assert_eq!(paragraph(&mut "\n".as_bytes()).as_ref().map(Option::as_deref), Ok(Some("")));
    }

    #[test]
    fn each_point_of_a_rubric_is_asked_for_until_it_is_answered() {
        let rubric = vec!["names the lock".to_owned(), "measures".to_owned()];
        let topic = Topic { question: String::new(), answer: String::new(), rubric };
        let rated = rate(&topic, &mut "perhaps\nYes\nn\n".as_bytes()).expect("it can be read").expect("it is whole");
        assert_eq!(rated.iter().map(|point| point.met).collect::<Vec<_>>(), [true, false]);
        assert_eq!(rate(&topic, &mut "y\n".as_bytes()), Ok(None));
    }
}
