//! The picture as it stands on a terminal. Nothing is decided here.

use kata_console::text::{count, wrapped as wrapped_words};
use ratatui_core::layout::{Position, Rect};
use ratatui_core::style::{Color, Modifier, Style};
use ratatui_core::terminal::Frame;
use ratatui_core::text::{Line, Span};

use super::digits::big;
use super::picture::{Hidden, Mode, Picture, Time, Twist, clock};
use super::wrap::wrapped;
use crate::ansi;
use crate::words;

/// Where less is there, nothing can be read.
const SMALLEST: (u16, u16) = (40, 10);
/// Where less is there, the time is shown in small figures.
const ROOMY: (u16, u16) = (60, 20);
const LABEL: usize = 9;

const DIM: Style = Style::new().add_modifier(Modifier::DIM);
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);

/// How far the lower part can be scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The most lines that can be above the screen.
    pub(crate) most: usize,
    /// How many lines fit.
    pub(crate) page: usize,
}

/// Draws all of it.
pub(crate) fn draw(frame: &mut Frame<'_>, picture: &Picture) -> Reach {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let needed = format!(
            "{} left. This window is too small: {} by {} is needed",
            clock(picture.time.left_ms),
            SMALLEST.0,
            SMALLEST.1
        );
        let lines = wrapped(vec![Line::from(needed)], usize::from(area.width));
        put(frame, area, 0, &lines);
        return Reach::default();
    }
    let width = usize::from(area.width);
    let is_roomy = area.width >= ROOMY.0 && area.height >= ROOMY.1;
    let mut head = if is_roomy { roomy(picture, width) } else { compact(picture, width) };
    head.extend(facts(picture).into_iter().map(|line| cut(line, width)));
    let foot = foot(picture, width);
    let used = head.len() + foot.len() + 1;
    let page = usize::from(area.height).saturating_sub(used);
    let below = wrapped(lower(picture, width), width - 2);
    let reach = Reach { most: below.len().saturating_sub(page), page };
    let first = picture.scroll.min(reach.most);
    head.push(rule(width, first, page, below.len()));
    put(frame, area, 0, &head);
    let shown: Vec<Line<'static>> = below.into_iter().skip(first).take(page).collect();
    put(frame, Rect { x: 1, width: area.width - 1, ..area }, head.len(), &shown);
    put(frame, area, usize::from(area.height).saturating_sub(foot.len()), &foot);
    if let Mode::Asking(input) = &picture.mode {
        let column = cursor(&input.before(), width);
        frame.set_cursor_position(Position::new(u16::try_from(column).unwrap_or(0), area.height.saturating_sub(2)));
    }
    reach
}

fn put(frame: &mut Frame<'_>, area: Rect, from: usize, lines: &[Line<'static>]) {
    let rows = usize::from(area.height).saturating_sub(from);
    for (row, line) in lines.iter().take(rows).enumerate() {
        let row = u16::try_from(from + row).unwrap_or(u16::MAX);
        frame.buffer_mut().set_line(area.x, row, line, area.width);
    }
}

/// The name, the time in big figures, the phases.
fn roomy(picture: &Picture, width: usize) -> Vec<Line<'static>> {
    let time = &picture.time;
    let beside = [left(time), phase(time), phases(time)];
    let mut lines = vec![name(picture, width)];
    for (figures, beside) in big(&clock(time.left_ms)).into_iter().zip(beside) {
        let mut spans = vec![Span::raw(" "), Span::styled(format!("{figures:<20}"), colour(time))];
        spans.extend(beside.spans);
        lines.push(Line::from(spans));
    }
    lines.push(Line::default());
    lines
}

/// The same on as few lines as can be.
fn compact(picture: &Picture, width: usize) -> Vec<Line<'static>> {
    let time = &picture.time;
    let indented = |line: Line<'static>| {
        let mut spans = vec![Span::raw(" ")];
        spans.extend(line.spans);
        Line::from(spans)
    };
    vec![name(picture, width), indented(left(time)), indented(phase(time))]
}

fn name(picture: &Picture, width: usize) -> Line<'static> {
    let name = format!(" {} · {}", picture.title, picture.level);
    let used = Line::raw(name.as_str()).width() + Line::raw(picture.place.as_str()).width() + 1;
    let mut spans = vec![Span::styled(name, BOLD)];
    if used + 2 <= width {
        spans.push(Span::styled(format!("{}{}", " ".repeat(width - used), picture.place), DIM));
    }
    Line::from(spans)
}

fn left(time: &Time) -> Line<'static> {
    let mut spans = vec![
        Span::styled(format!("{} left", clock(time.left_ms)), colour(time)),
        Span::raw(format!(" of {}", clock(time.total_ms))),
    ];
    if time.is_paused {
        spans.push(Span::styled("  the clock stands still", colour(time)));
    }
    Line::from(spans)
}

fn phase(time: &Time) -> Line<'static> {
    let mut spans = vec![Span::styled(time.phase_name().to_owned(), BOLD)];
    spans.push(Span::raw(format!(" for another {}", clock(time.phase_left_ms))));
    Line::from(spans)
}

fn phases(time: &Time) -> Line<'static> {
    let mut spans = Vec::new();
    for (index, name) in time.phases.iter().enumerate() {
        if index > 0 {
            spans.push(Span::styled(" → ", DIM));
        }
        let style = if index == time.phase { BOLD.add_modifier(Modifier::REVERSED) } else { DIM };
        spans.push(Span::styled(name.clone(), style));
    }
    Line::from(spans)
}

fn colour(time: &Time) -> Style {
    let colour = match time.left_ms {
        _ if time.is_paused => Color::Cyan,
        0..=60_000 => Color::Red,
        60_001..=300_000 => Color::Yellow,
        _ => Color::Green,
    };
    BOLD.fg(colour)
}

/// One line for each thing that is known.
fn facts(picture: &Picture) -> Vec<Line<'static>> {
    let mut lines = vec![compile(picture), tests(picture)];
    let saved = count(picture.saved, "snapshot");
    let ago =
        if picture.saved > 0 { format!(", the last {} ago", clock(picture.since_saved_ms)) } else { String::new() };
    lines.push(fact("saved", format!("{saved}{ago}"), Style::new()));
    lines.push(fact("asked", count(picture.asked, "question"), Style::new()));
    lines.push(fact("twist", twist(picture), Style::new()));
    match &picture.hidden {
        Hidden::Silent => {}
        Hidden::Waiting => lines.push(fact("hidden", "waits for a save that compiles".to_owned(), DIM)),
        Hidden::Judging => lines.push(fact("hidden", "judging…".to_owned(), DIM)),
        Hidden::Told(glance) => lines.push(fact("hidden", glance.line(), Style::new())),
        Hidden::Mute(reason) => lines.push(fact("hidden", reason.clone(), Style::new().fg(Color::Yellow))),
    }
    lines
}

fn fact(label: &str, text: String, style: Style) -> Line<'static> {
    Line::from(vec![Span::styled(format!(" {label:<LABEL$}"), DIM), Span::styled(text, style)])
}

/// A line that does not fit ends in an ellipsis; the lower part says all of it.
fn cut(line: Line<'static>, width: usize) -> Line<'static> {
    if line.width() <= width {
        return line;
    }
    let mut first = wrapped(vec![line], width - 1).swap_remove(0);
    first.push_span("…");
    first
}

fn verdict(is_fine: bool) -> Style {
    Style::new().fg(if is_fine { Color::Green } else { Color::Red })
}

fn compile(picture: &Picture) -> Line<'static> {
    match (&picture.compiled, picture.busy) {
        (_, Some(busy @ "compiling")) | (None, Some(busy)) => fact("compile", format!("{busy} …"), DIM),
        (Some(compiled), _) => fact("compile", words::compiled(compiled), verdict(compiled.compiles)),
        (None, None) if picture.trouble.is_some() => fact("compile", "not known".to_owned(), DIM),
        (None, None) => fact("compile", "waits for a save".to_owned(), DIM),
    }
}

fn tests(picture: &Picture) -> Line<'static> {
    match (&picture.tests, picture.busy) {
        (_, Some(busy @ "testing")) => fact("tests", format!("{busy} …"), DIM),
        (Some(tests), None) => fact("tests", words::tested(tests), verdict(tests.are_fine())),
        _ => fact("tests", "–".to_owned(), DIM),
    }
}

fn twist(picture: &Picture) -> String {
    match &picture.twist {
        Twist::None => "none in this round".to_owned(),
        Twist::Ahead(_) => "later".to_owned(),
        Twist::Shown(title, brief) => format!("{title} ({brief})"),
    }
}

/// What is longer than a line: what is wrong, what was said, what the compiler and the tests say.
fn lower(picture: &Picture, width: usize) -> Vec<Line<'static>> {
    let mut lines = said(picture, width.saturating_sub(3));
    let compiler = picture.compiled.as_ref().filter(|compiled| !compiled.compiles).map(|compiled| &compiled.text);
    let tests = picture.tests.as_ref().filter(|tests| !tests.are_fine()).map(|tests| &tests.text);
    for text in compiler.into_iter().chain(tests) {
        lines.extend(ansi::lines(text));
    }
    if let Hidden::Told(glance) = &picture.hidden {
        lines.extend(ansi::lines(&glance.full));
    }
    while lines.last().is_some_and(|line| line.width() == 0) {
        lines.pop();
    }
    lines
}

/// What is wrong, what was said, and until something was written, what to do.
fn said(picture: &Picture, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut say = |text: &str, style: Style| {
        for part in text.lines() {
            let wrapped = wrapped_words(part, width);
            lines.extend(wrapped.lines().map(|line| Line::styled(line.to_owned(), style)));
        }
        lines.push(Line::default());
    };
    if let Some(trouble) = &picture.trouble {
        say(&format!("! {trouble}"), BOLD.fg(Color::Yellow));
    }
    if let Some(notice) = &picture.notice {
        say(notice, Style::new().fg(Color::Yellow));
    }
    if let Some((question, answer)) = &picture.reply {
        say(&format!("You: {question}\nInterviewer: {answer}"), Style::new().fg(Color::Cyan));
    }
    if picture.saved <= 1 {
        say(&words::advice(&picture.place), DIM);
    }
    lines
}

/// What parts the facts from the rest; it says where one is in what does not fit.
fn rule(width: usize, first: usize, page: usize, of: usize) -> Line<'static> {
    let aside =
        if of > page { format!(" {}–{} of {of} ↑↓ ", first + 1, (first + page).min(of)) } else { String::new() };
    let dashes = width.saturating_sub(aside.chars().count() + 2);
    Line::styled(format!("{}{aside}──", "─".repeat(dashes)), DIM)
}

fn foot(picture: &Picture, width: usize) -> Vec<Line<'static>> {
    let left = clock(picture.time.left_ms);
    let rule = Line::styled("─".repeat(width), DIM);
    match &picture.mode {
        Mode::Keys => vec![rule, keys(picture, width)],
        Mode::Asking(input) => {
            let hidden = cursor_shift(&input.before(), width);
            let text: String = input.text().chars().skip(hidden).collect();
            let question = Line::from(vec![Span::styled(ASK, BOLD), Span::raw(text)]);
            vec![rule, question, Line::styled(" Enter asks · Esc gives up", DIM)]
        }
        Mode::Submitting => {
            vec![rule, Line::styled(format!(" Submit now, {left} before the end?  y yes · any other key: no"), BOLD)]
        }
        Mode::Twisting => {
            vec![rule, Line::styled(" Have the twist before its time?  y yes · any other key: no".to_owned(), BOLD)]
        }
    }
}

fn keys(picture: &Picture, width: usize) -> Line<'static> {
    let pause = if picture.time.is_paused { "go on" } else { "pause" };
    let long = format!(" c clarify · n next phase · t twist · s submit · p {pause} · q quit and keep");
    let short = format!(" c ask n next t twist s submit p {pause} q");
    Line::styled(if Line::raw(long.as_str()).width() <= width { long } else { short }, DIM)
}

const ASK: &str = " Your question: ";

/// How many letters of the question are left of the screen, so that the cursor is on it.
fn cursor_shift(before: &str, width: usize) -> usize {
    let room = width.saturating_sub(ASK.len() + 1);
    let wide = Line::raw(before).width();
    if wide <= room {
        return 0;
    }
    let mut over = wide - room;
    let taken = before.chars().take_while(|letter| {
        let goes_on = over > 0;
        over = over.saturating_sub(Line::raw(letter.to_string()).width());
        goes_on
    });
    taken.count()
}

fn cursor(before: &str, width: usize) -> usize {
    let shown: String = before.chars().skip(cursor_shift(before, width)).collect();
    ASK.len() + Line::raw(shown).width()
}
