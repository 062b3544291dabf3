//! One round on disk: how it begins, is opened and followed, and how anything is written to its log.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kata_disk::{Access, Stage, sync_folder};

use crate::clock::{Clock, Reading};
use crate::error::{Error, Kind};
use crate::event::{Entry, Event, FORMAT};
use crate::log::{Log, News};
use crate::objects::Objects;
use crate::phases::Now;
use crate::plan::Plan;
use crate::pulse;
use crate::seat::Seat;
use crate::stamp::{Measured, Stamp, measure};
use crate::view::{RoundView, no_round};
use crate::when::folder_name;
use crate::{chain, source};

/// A round on disk, as one process sees it. Several may have the same round open; each append is decided on the newest state.
pub struct Round {
    pub(crate) workspace: PathBuf,
    dir: PathBuf,
    clock: Arc<dyn Clock>,
    log: Log,
    view: RoundView,
    /// Whether the log was held against the pulse: once is enough, under the lock, when nobody is about to append.
    is_checked: bool,
}

/// `<workspace>/.kata/round`
fn dir_of(workspace: &Path) -> PathBuf {
    workspace.join(".kata").join("round")
}

impl Round {
    /// Whether a round lies in a workspace, finished or not.
    pub fn is_at(workspace: &Path) -> bool {
        dir_of(workspace).join("log.jsonl").exists()
    }

    /// Begins a round in a workspace, with its source as the first snapshot. A finished round that lies there is moved to `.kata/rounds/`;
    /// one that goes on is an error. What could not be begun whole is not there at all.
    pub fn start(workspace: &Path, plan: Plan, clock: Arc<dyn Clock>) -> Result<Round, Error> {
        let now = clock.read();
        clear(workspace, &now)?;
        let kata_dir = workspace.join(".kata");
        let staged = Stage::begin(&kata_dir, Access::Shared).map_err(|error| Error::io(&kata_dir, &error))?;
        let mut round = Round::stage(workspace, staged.path(), plan, clock, &now)?;
        round.save()?;
        let dir = dir_of(workspace);
        let moved = staged.publish(&dir).and_then(|()| sync_folder(&kata_dir));
        // Somebody else may have begun one meanwhile: then their folder is not empty, and theirs it is.
        moved.map_err(|error| {
            RoundView::read(workspace).map_or_else(|_| Error::io(&dir, &error), |view| unfinished(&dir, &view))
        })?;
        round.log.moved_to(&dir);
        round.dir = dir;
        Ok(round)
    }

    fn stage(workspace: &Path, dir: &Path, plan: Plan, clock: Arc<dyn Clock>, now: &Reading) -> Result<Round, Error> {
        let objects = dir.join("objects");
        fs::create_dir(&objects).map_err(|error| Error::io(&objects, &error))?;
        let mut log = Log::at(dir);
        log.create()?;
        let at = Stamp::first(now);
        let entry = Entry { format: FORMAT, seq: 0, at, event: Event::Started { plan }, prev: String::new() };
        let line = seal(&entry, dir)?;
        log.append(&line)?;
        let view = RoundView::of(&line, &log.path())?;
        Ok(Round { workspace: workspace.to_owned(), dir: dir.to_owned(), clock, log, view, is_checked: false })
    }

    /// Opens the round of a workspace.
    pub fn open(workspace: &Path, clock: Arc<dyn Clock>) -> Result<Round, Error> {
        let dir = dir_of(workspace);
        if !Round::is_at(workspace) {
            return Err(no_round(workspace));
        }
        let mut log = Log::at(&dir);
        let news = log.read()?;
        let view = RoundView::of_lines(&news.lines, &log.path())?;
        Ok(Round { workspace: workspace.to_owned(), dir, clock, log, view, is_checked: false })
    }

    /// Takes the seat: the right to show this round. The error says who has it.
    pub fn take_seat(&self) -> Result<Seat, Error> {
        Seat::take(&self.dir, &self.clock.read())
    }

    /// The state as of the last entry that was read.
    pub fn view(&self) -> &RoundView {
        &self.view
    }

    /// The folder of the workspace.
    pub fn workspace(&self) -> &Path {
        &self.workspace
    }

    /// The folder of the round, where `scorecard.json` and `debrief.json` belong.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The contents that its snapshots are made of.
    pub fn objects(&self) -> Objects {
        Objects::at(&self.dir.join("objects"))
    }

    /// Reads what other processes have written since. Returns whether there was anything.
    pub fn refresh(&mut self) -> Result<bool, Error> {
        self.catch_up().map(|news| !news.lines.is_empty())
    }

    /// Where the round is now. It writes nothing.
    pub fn now(&self) -> Now {
        let Measured { stamp, note } = self.measure();
        self.view.now(stamp, note)
    }

    /// Leaves a pulse: call it every few seconds while the round is shown. Where the clocks were odd, the log says so from here on.
    pub fn pulse(&mut self) -> Result<(), Error> {
        if self.measure().note.is_some() {
            self.write(|_, _| Ok(None))?;
        }
        let at = self.measure().stamp;
        pulse::write(&self.pulse_path(), &self.view, &at)
    }

    fn pulse_path(&self) -> PathBuf {
        self.dir.join("pulse.json")
    }

    fn measure(&self) -> Measured {
        let view = &self.view;
        let now = self.clock.read();
        measure(&view.last, || pulse::read(&self.pulse_path(), view).at, !view.is_paused(), &now)
    }

    fn catch_up(&mut self) -> Result<News, Error> {
        let news = self.log.read()?;
        let taken = self.take(&news.lines, news.is_anew);
        taken.inspect_err(|_| self.log.forget())?;
        Ok(news)
    }

    fn take(&mut self, lines: &[Vec<u8>], is_anew: bool) -> Result<(), Error> {
        let path = self.log.path();
        if !is_anew {
            return lines.iter().try_for_each(|line| self.view.take(line, &path));
        }
        let view = RoundView::of_lines(lines, &path)?;
        if view.id != self.view.id {
            return Err(Error::of(
                Kind::Gone,
                &path,
                "is another round's by now: this one was moved or deleted; leave, and look with `cargo xtask round --resume`",
            ));
        }
        self.view = view;
        Ok(())
    }

    /// Appends what `decide` says, on the newest state and at the moment it is given; nothing where it says None. What was odd about the
    /// clocks or the log goes before it. Returns the moment.
    pub(crate) fn write(
        &mut self,
        decide: impl FnOnce(&RoundView, &Stamp) -> Result<Option<Event>, Error>,
    ) -> Result<Stamp, Error> {
        let _lock = self.log.lock()?;
        let news = self.catch_up()?;
        let torn = self.log.mend(&news)?;
        let missing = if self.is_checked { 0 } else { pulse::read(&self.pulse_path(), &self.view).missing };
        let Measured { stamp, note } = self.measure();
        let event = decide(&self.view, &stamp)?;
        for note in [torn_note(torn), missing_note(missing)].into_iter().flatten() {
            // Before the clock's own note the time may not be told by the new clock, so these bear the last moment's.
            self.append(self.view.last.clone(), Event::Noted { note })?;
        }
        self.is_checked = true;
        if let Some(note) = note {
            self.append(stamp.clone(), Event::ClockNoted { note })?;
        }
        if let Some(event) = event {
            self.append(stamp.clone(), event)?;
        }
        Ok(stamp)
    }

    fn append(&mut self, at: Stamp, event: Event) -> Result<(), Error> {
        let chain = &self.view.chain;
        let entry = Entry { format: FORMAT, seq: chain.next_seq(), at, event, prev: chain.head.clone() };
        let line = seal(&entry, &self.log.path())?;
        self.log.append(&line)?;
        self.view.take(&line[..line.len() - 1], &self.log.path())
    }

    /// The source as it is, read for a snapshot.
    pub(crate) fn source(&self) -> Result<source::Source, Error> {
        source::read(&self.workspace)
    }
}

fn torn_note(bytes: usize) -> Option<String> {
    (bytes > 0).then(|| format!("{bytes} bytes of an unfinished entry were left by a crash; they are kept in log.torn"))
}

fn missing_note(entries: usize) -> Option<String> {
    (entries > 0).then(|| format!("the log was found to be {entries} entries shorter than it was"))
}

fn seal(entry: &Entry, path: &Path) -> Result<Vec<u8>, Error> {
    chain::seal(entry).map_err(|error| Error::of(Kind::Io, path, error))
}

/// Makes room for a new round: what is finished or cannot be read is moved aside, and nothing is deleted.
fn clear(workspace: &Path, now: &Reading) -> Result<(), Error> {
    let dir = dir_of(workspace);
    if !dir.exists() {
        return Ok(());
    }
    let name = match RoundView::read(workspace) {
        Ok(view) if view.frozen.is_none() => return Err(unfinished(&dir, &view)),
        Ok(view) => folder_name(view.started.wall_ms),
        Err(error) if matches!(error.kind, Kind::Damaged | Kind::Lost | Kind::NoRound) => {
            format!("unreadable-{}", folder_name(now.wall_ms))
        }
        Err(error) => return Err(error),
    };
    let _seat = Seat::take(&dir, now)?;
    let rounds = workspace.join(".kata").join("rounds");
    fs::create_dir_all(&rounds).map_err(|error| Error::io(&rounds, &error))?;
    let target = (1..).map(|n| if n == 1 { rounds.join(&name) } else { rounds.join(format!("{name}-{n}")) });
    let target = target.take(1000).find(|target| !target.exists()).unwrap_or_else(|| rounds.join(&name));
    fs::rename(&dir, &target).map_err(|error| Error::io(&dir, &error))
}

fn unfinished(dir: &Path, view: &RoundView) -> Error {
    let began = crate::when::utc(view.started.wall_ms);
    let advice = "go on with `cargo xtask round --resume`, or end it with `cargo xtask submit`";
    Error::of(Kind::Unfinished, dir, format!("a round of {} began here at {began}: {advice}", view.plan.kata))
}
