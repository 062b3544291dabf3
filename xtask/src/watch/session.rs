//! The state of a watch, and the one loop that changes it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use colored::Colorize;
use kata_catalog::Kata;
use kata_console::files::Change;
use kata_console::text::cut;
use kata_console::{Context, Failure, Heard, Keys, Look, Snapshot, WatchedFolder};
use kata_grade::Event;
use kata_verdict::{ExitCode, Verdict};
use kata_workspace::Workspace;

use super::judge::Judge;
use super::recorder::Recorder;
use super::screen::Screen;
use super::{WatchEvent, fit};
use crate::commands::hint;
use crate::render::verdict::View;
use crate::submission::{remember, withhold_twists};
use crate::{grading, recording, render};

/// How often the loop looks whether the folder is still in its place. No watcher tells of that on every system.
const PULSE: Duration = Duration::from_millis(250);

/// A watch that goes on.
pub(crate) struct Session {
    kata: Kata,
    workspace: Workspace,
    dir: PathBuf,
    /// The folder as it is read from where the watch was begun.
    shown: String,
    /// The flags that name it again.
    flags: String,
    sender: Sender<WatchEvent>,
    judge: Judge,
    recorder: Recorder,
    screen: Screen,
    folder: WatchedFolder,
    judged: Snapshot,
    notice: Option<String>,
    frame: Frame,
}

/// What the frame shows.
#[derive(Default)]
struct Frame {
    verdict: Option<Verdict>,
    trouble: Option<String>,
    hint: Option<String>,
    lists_all: bool,
    progress: Progress,
}

/// How far the run in flight is.
#[derive(Default)]
struct Progress {
    text: String,
    done: usize,
    of: usize,
    missed: usize,
}

/// Whether the loop goes on.
enum Flow {
    On,
    End(ExitCode),
}

impl Session {
    /// Starts to watch and to judge.
    pub(crate) fn new(
        context: &Context,
        workspace: &Workspace,
        sender: Sender<WatchEvent>,
    ) -> Result<Session, Failure> {
        let kata = context.root.kata(&workspace.state().kata)?;
        let dir = workspace.dir().to_owned();
        let options = grading::options(context, kata.slug(), true);
        let judge = Judge::begin(options, dir.clone(), workspace.state().level, sender.clone());
        let told = sender.clone();
        // Once the loop has ended there is nobody left to tell.
        let folder = WatchedFolder::new(&dir, move |change| drop(told.send(WatchEvent::Files(change))));
        Ok(Session {
            workspace: workspace.clone(),
            judge,
            recorder: Recorder::begin(sender.clone()),
            shown: context.shown(&dir),
            flags: flags(context, &kata, &dir),
            kata,
            screen: Screen::new(),
            folder,
            judged: Snapshot::of(&dir),
            notice: None,
            frame: Frame::default(),
            dir,
            sender,
        })
    }

    /// Receives until something ends the watch. The terminal is as it was before when this returns.
    pub(crate) fn run(&mut self, events: &Receiver<WatchEvent>) -> Result<ExitCode, Failure> {
        let sender = self.sender.clone();
        let keys = Keys::listen(move |heard| sender.send(WatchEvent::Terminal(heard)).is_ok());
        let ended = self.receive(events);
        self.judge.cancel();
        drop(keys);
        if self.screen.is_terminal() {
            kata_console::print("\n")?;
        }
        ended
    }

    fn receive(&mut self, events: &Receiver<WatchEvent>) -> Result<ExitCode, Failure> {
        self.screen.status(&format!("watching {}", self.shown))?;
        self.look_after_folder()?;
        loop {
            let flow = match events.recv_timeout(PULSE) {
                Ok(event) => self.handle(event)?,
                Err(RecvTimeoutError::Timeout) => Flow::On,
                Err(RecvTimeoutError::Disconnected) => Flow::End(ExitCode::Fault),
            };
            if let Flow::End(code) = flow {
                return Ok(code);
            }
            self.look_after_folder()?;
            if !kata_console::is_heard() {
                return Ok(ExitCode::Interrupted);
            }
        }
    }

    fn handle(&mut self, event: WatchEvent) -> Result<Flow, Failure> {
        match event {
            WatchEvent::Files(Change::Touched) => self.on_touched()?,
            WatchEvent::Files(Change::Failed(reason)) => self.fall_back(&reason)?,
            WatchEvent::Terminal(heard) => return self.on_terminal(heard),
            WatchEvent::Opening(text) => self.on_progress(&text)?,
            WatchEvent::Judging(run, event) if run == self.judge.newest() => self.on_judging(event)?,
            WatchEvent::Judged(run, judged) if run == self.judge.newest() => self.on_judged(judged)?,
            // What an overtaken run says is of no interest any more.
            WatchEvent::Judging(..) | WatchEvent::Judged(..) => {}
            WatchEvent::NotRecorded(reason) => self.say_not_recorded(&reason)?,
            WatchEvent::CannotJudge(error) => return Err(grading::failed(error)),
            WatchEvent::Interrupted => return Ok(Flow::End(ExitCode::Interrupted)),
        }
        Ok(Flow::On)
    }

    /// An event is not a change: editors touch, rename and restore.
    fn on_touched(&mut self) -> Result<(), Failure> {
        if !self.folder.is_there() || Snapshot::of(&self.dir) == self.judged {
            return Ok(());
        }
        self.judge_again()
    }

    fn judge_again(&mut self) -> Result<(), Failure> {
        self.judged = Snapshot::of(&self.dir);
        self.frame.hint = None;
        self.judge.judge();
        self.on_progress("judging")
    }

    fn on_terminal(&mut self, heard: Heard) -> Result<Flow, Failure> {
        match heard {
            Heard::Key('q') | Heard::Stop => return Ok(Flow::End(ExitCode::Passed)),
            Heard::Gone => return Ok(Flow::End(ExitCode::Interrupted)),
            Heard::Resized => self.draw()?,
            Heard::Key('r') => self.judge_again()?,
            Heard::Key('a') => {
                self.frame.lists_all = !self.frame.lists_all;
                self.draw()?;
            }
            Heard::Key('h') => {
                let answer = hint::next(&self.kata, &self.workspace, None);
                self.frame.hint = Some(match answer {
                    Ok(answer) => render::hint::human(&answer, kata_console::width()),
                    Err(failure) => format!("{failure}\n"),
                });
                self.draw()?;
            }
            Heard::Key(_) | Heard::Control(_) | Heard::Pasted(_) | Heard::Other(_) => {}
        }
        Ok(Flow::On)
    }

    fn on_progress(&mut self, text: &str) -> Result<(), Failure> {
        let line = text.lines().next().unwrap_or_default();
        self.frame.progress = Progress { text: line.to_owned(), ..Progress::default() };
        self.show_progress()
    }

    fn on_judging(&mut self, event: Event) -> Result<(), Failure> {
        match event {
            Event::Compiling => self.frame.progress.text = "compiling".to_owned(),
            Event::Compiled { checks, .. } => {
                self.frame.progress = Progress { text: "judging".to_owned(), of: checks, ..Progress::default() };
            }
            Event::Checked(check) => {
                let counts = check.outcome.is_miss() && check.info.level <= self.workspace.state().level;
                self.frame.progress.done += 1;
                self.frame.progress.missed += usize::from(counts);
            }
        }
        self.show_progress()
    }

    fn on_judged(&mut self, judged: Result<Verdict, kata_grade::Error>) -> Result<(), Failure> {
        self.frame.progress = Progress::default();
        match judged {
            Ok(mut verdict) => {
                withhold_twists(&mut verdict, &self.workspace);
                // A verdict is worth showing even where it cannot be remembered: the folder may just be moved away.
                self.frame.trouble = remember(&self.workspace, &verdict).err().map(|failure| failure.to_string());
                self.frame.verdict = Some(verdict);
                self.draw()?;
                self.record();
            }
            Err(kata_grade::Error::Cancelled) => {}
            Err(error) => {
                self.frame.trouble = Some(error.to_string());
                self.draw()?;
            }
        }
        Ok(())
    }

    /// The verdict is shown first: nobody waits for the history.
    fn record(&self) {
        let verdict = self.frame.verdict.as_ref();
        if let Some(entry) = verdict.and_then(|verdict| recording::practice(&self.kata, &self.workspace, verdict)) {
            self.recorder.record(entry);
        }
    }

    fn say_not_recorded(&mut self, reason: &str) -> Result<(), Failure> {
        self.frame.trouble.get_or_insert_with(|| format!("this practice is not in your history: {reason}"));
        self.draw()
    }

    /// Sees that the folder is watched while it is there, and says so when it is not.
    fn look_after_folder(&mut self) -> Result<(), Failure> {
        match self.folder.look()? {
            Look::Same if !self.folder.is_there() && self.frame.trouble.is_none() => self.say_gone(),
            Look::Same => Ok(()),
            Look::Gone => {
                self.judge.cancel();
                self.say_gone()
            }
            Look::Found(notice) => {
                self.frame.trouble = None;
                notice.map_or(Ok(()), |notice| self.take_notice(notice))?;
                self.judge_again()
            }
        }
    }

    fn fall_back(&mut self, reason: &str) -> Result<(), Failure> {
        let Some(notice) = self.folder.fall_back(reason)? else { return Ok(()) };
        self.take_notice(notice)?;
        self.on_touched()
    }

    fn say_gone(&mut self) -> Result<(), Failure> {
        self.frame.verdict = None;
        self.frame.progress = Progress::default();
        self.frame.trouble = Some(format!("{} is gone, or its src/: waiting for it to come back", self.dir.display()));
        self.draw()
    }

    fn take_notice(&mut self, notice: String) -> Result<(), Failure> {
        if self.notice.as_ref() != Some(&notice) {
            self.screen.status(&notice)?;
            self.notice = Some(notice);
        }
        Ok(())
    }

    fn draw(&self) -> Result<(), Failure> {
        self.screen.frame(&fit::fitting(self.screen.size(), |rows| self.frame_in(rows)))?;
        self.show_progress()
    }

    /// The frame, its verdict in about so many lines.
    fn frame_in(&self, rows: Option<usize>) -> String {
        let Frame { verdict, trouble, hint, lists_all, .. } = &self.frame;
        let width = kata_console::width();
        let view = if *lists_all { View::whole(width, &self.flags) } else { View::misses(width, &self.flags, rows) };
        let mut text = format!("{}\n\n", self.header());
        if let Some(verdict) = verdict {
            text += &render::verdict::human(verdict, &view);
        }
        if let Some(hint) = hint {
            text += &format!("\n{hint}");
        }
        if let Some(trouble) = trouble {
            text += &format!("{} {trouble}\n", "!".yellow().bold());
        }
        if let Some(notice) = self.notice.as_ref().filter(|_| self.screen.is_terminal()) {
            text += &format!("{}\n", notice.dimmed());
        }
        text
    }

    fn header(&self) -> String {
        let state = self.workspace.state();
        let what = format!("{} at {}, in {}", state.kata, state.level, self.shown);
        format!("{}  {}", what.bold(), "read BRIEF.md, edit src/".dimmed())
    }

    /// The last line: how far the run in flight is, or which keys there are.
    fn show_progress(&self) -> Result<(), Failure> {
        let Progress { text, done, of, missed } = &self.frame.progress;
        let line = match (text.as_str(), of) {
            ("", _) => "h hint · a all · r again · q quit".dimmed().to_string(),
            // In the last column it would go on in another line, which nothing takes away again.
            (text, 0) => format!("{} …", cut(text, kata_console::width().saturating_sub(3))),
            (text, of) if *missed == 0 => format!("{text}: {done} of {of}"),
            (text, of) => format!("{text}: {done} of {of}, {missed} missed"),
        };
        self.screen.progress(&line)
    }
}

/// What names a workspace again; nothing for the first one that `start` makes of a kata.
fn flags(context: &Context, kata: &Kata, dir: &Path) -> String {
    match dir == context.root.workspaces().join(kata.slug()) {
        true => String::new(),
        false => format!(" --dir {}", context.argument(dir)),
    }
}
