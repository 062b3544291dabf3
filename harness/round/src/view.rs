//! The state of a round: a fold over its log.

use std::collections::BTreeMap;
use std::path::Path;

use crate::chain::{Chain, whole_lines};
use crate::clock::{Reading, SIMULATED};
use crate::error::{Error, Kind};
use crate::event::{Asked, Entry, Event, FORMAT, Freeze, Skipped};
use crate::freeze::GRACE_MS;
use crate::plan::{Feedback, Plan};
use crate::stamp::{ClockNote, Stamp, measure};

/// Something with the moment at which it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// When.
    pub at: Stamp,
    /// What.
    pub what: T,
}

/// The source at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// From 1.
    pub number: u32,
    /// When it was kept.
    pub at: Stamp,
    /// The SHA-256 of each file's content, by its path ([`encode_path`](crate::encode_path)).
    pub files: BTreeMap<String, String>,
    /// What was not taken.
    pub skipped: Vec<Skipped>,
    /// Whether it compiles, if that is known.
    pub compiles: Option<bool>,
    /// Whether it was kept after the end.
    pub is_late: bool,
}

/// How the twist came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwistShown {
    /// Its id.
    pub twist: String,
    /// The snapshot of the source as it was then.
    pub snapshot: u32,
    /// When.
    pub at: Stamp,
}

/// A hint that was shown before the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintShown {
    /// The id of the check.
    pub check: String,
    /// How strong: 0 is the weakest.
    pub strength: usize,
    /// When.
    pub at: Stamp,
}

/// A time in which the clock stood still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// When it began.
    pub from: Stamp,
    /// When it ended; None while it lasts, or if the round ended in it.
    pub to: Option<Stamp>,
}

impl Pause {
    /// How long it lasted, in milliseconds; None while it lasts.
    pub fn length_ms(&self) -> Option<u64> {
        self.to.as_ref().map(|to| self.from.real_ms_until(to))
    }
}

/// The state of a round, as its log tells it. To read one needs no seat and no lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundView {
    /// Tells this round from all others: the hash of its first entry.
    pub id: String,
    /// What it was to be.
    pub plan: Plan,
    /// When it began.
    pub started: Stamp,
    /// The moment of the last entry.
    pub last: Stamp,
    /// The source at each save, oldest first; numbered from 1 without a gap.
    pub snapshots: Vec<Snapshot>,
    /// What the candidate asked.
    pub asked: Vec<At<Asked>>,
    /// How the twist came, if it did.
    pub twist: Option<TwistShown>,
    /// The hints that were shown before the end.
    pub hints: Vec<HintShown>,
    /// When the clock stood still.
    pub pauses: Vec<Pause>,
    /// When the candidate went on to a later phase before its time: milliseconds of the round, and the phase's number.
    pub jumps: Vec<(u64, usize)>,
    /// Each time a live view sat down: more than once after a quit or a crash.
    pub sittings: Vec<At<String>>,
    /// Which snapshots were put back.
    pub restored: Vec<At<u32>>,
    /// What was odd about the machine's clocks.
    pub clock_notes: Vec<At<ClockNote>>,
    /// What else a reader of the scorecard should know.
    pub notes: Vec<At<String>>,
    /// How it ended, if it did.
    pub frozen: Option<At<Freeze>>,
    /// The SHA-256 of the scorecard that was stored last.
    pub scorecard: Option<String>,
    /// Whether some entry was written by a simulated clock.
    pub is_simulated: bool,
    /// Whether the log can be trusted.
    pub chain: Chain,
}

impl RoundView {
    /// Reads the round of a workspace as it is now, without a seat.
    pub fn read(workspace: &Path) -> Result<RoundView, Error> {
        let path = workspace.join(".kata/round/log.jsonl");
        match std::fs::read(&path) {
            Ok(bytes) => RoundView::of(&bytes, &path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(no_round(workspace)),
            Err(error) => Err(Error::io(&path, &error)),
        }
    }

    /// Whether it goes on and nobody is to be told what the hidden suite says: no verdict is given then.
    pub fn is_silent(&self) -> bool {
        self.frozen.is_none() && self.plan.feedback != Feedback::Full
    }

    /// The round that a log tells of, given as its bytes.
    pub fn of_log(log: &[u8]) -> Result<RoundView, Error> {
        RoundView::of(log, Path::new("log.jsonl"))
    }

    pub(crate) fn of(log: &[u8], path: &Path) -> Result<RoundView, Error> {
        let (lines, torn) = whole_lines(log);
        let mut view = RoundView::of_lines(&lines, path)?;
        view.chain.torn_bytes = torn.len();
        Ok(view)
    }

    pub(crate) fn of_lines(lines: &[impl AsRef<[u8]>], path: &Path) -> Result<RoundView, Error> {
        let (first, rest) = lines.split_first().ok_or_else(|| no_beginning(path))?;
        let mut chain = Chain::default();
        let entry = chain.take(first.as_ref()).map_err(|format| Error::newer(path, format, FORMAT))?;
        let Some(Entry { at, event: Event::Started { plan }, .. }) = entry else {
            return Err(no_beginning(path));
        };
        let mut view = RoundView::begun(plan, at, chain);
        rest.iter().try_for_each(|line| view.take(line.as_ref(), path))?;
        Ok(view)
    }

    fn begun(plan: Plan, at: Stamp, chain: Chain) -> RoundView {
        RoundView {
            id: chain.head.clone(),
            plan,
            is_simulated: at.boot.starts_with(SIMULATED),
            started: at.clone(),
            last: at,
            snapshots: Vec::new(),
            asked: Vec::new(),
            twist: None,
            hints: Vec::new(),
            pauses: Vec::new(),
            jumps: Vec::new(),
            sittings: Vec::new(),
            restored: Vec::new(),
            clock_notes: Vec::new(),
            notes: Vec::new(),
            frozen: None,
            scorecard: None,
            chain,
        }
    }

    /// Takes in the next line of the log.
    pub(crate) fn take(&mut self, line: &[u8], path: &Path) -> Result<(), Error> {
        let entry = self.chain.take(line).map_err(|format| Error::newer(path, format, FORMAT))?;
        if let Some(entry) = entry {
            self.doubt(&entry);
            self.is_simulated |= entry.at.boot.starts_with(SIMULATED);
            self.last = entry.at.clone();
            self.happened(entry.at, entry.event);
        }
        Ok(())
    }

    fn happened(&mut self, at: Stamp, event: Event) {
        match event {
            // A second beginning cannot be; the chain of such a log is broken anyway, or was written anew.
            Event::Started { .. } => self.chain.doubts.push("the round begins twice".to_owned()),
            Event::Seated { program } => self.sittings.push(At { at, what: program }),
            Event::Left => {}
            Event::Saved { snapshot, files, skipped } => self.saved(at, snapshot, files, skipped),
            Event::Compiled { snapshot, compiles } => self.compiled(snapshot, compiles),
            Event::PhaseBegun { phase } => self.jumps.push((at.elapsed_ms, phase)),
            Event::Asked(asked) => self.asked.push(At { at, what: asked }),
            Event::TwistShown { twist, snapshot } => {
                self.twist.get_or_insert(TwistShown { twist, snapshot, at });
            }
            Event::HintShown { check, strength } => self.hints.push(HintShown { check, strength, at }),
            Event::Paused => self.pauses.push(Pause { from: at, to: None }),
            Event::Resumed => self.pauses.iter_mut().rev().take(1).for_each(|pause| pause.to = Some(at.clone())),
            Event::Restored { snapshot, .. } => self.restored.push(At { at, what: snapshot }),
            Event::ClockNoted { note } => self.clock_notes.push(At { at, what: note }),
            Event::Noted { note } => self.notes.push(At { at, what: note }),
            Event::Frozen(freeze) => self.ended(at, freeze),
            Event::Graded { scorecard } => self.scorecard = Some(scorecard),
        }
    }

    fn saved(&mut self, at: Stamp, number: u32, files: BTreeMap<String, String>, skipped: Vec<Skipped>) {
        if number != self.next_snapshot() {
            self.chain.doubts.push(format!("snapshot {number} comes where {} should", self.next_snapshot()));
        }
        let is_late = self.frozen.is_some() || at.elapsed_ms > self.plan.total_ms() + GRACE_MS;
        self.snapshots.push(Snapshot { number, at, files, skipped, compiles: None, is_late });
    }

    fn compiled(&mut self, number: u32, compiles: bool) {
        for snapshot in self.snapshots.iter_mut().filter(|snapshot| snapshot.number == number) {
            snapshot.compiles = Some(compiles);
        }
    }

    fn ended(&mut self, at: Stamp, freeze: Freeze) {
        if self.frozen.is_some() {
            return self.chain.doubts.push("the round ends twice".to_owned());
        }
        for snapshot in self.snapshots.iter_mut().filter(|snapshot| snapshot.number == freeze.snapshot) {
            snapshot.is_late = false;
        }
        self.frozen = Some(At { at, what: freeze });
    }

    /// Holds an entry's time against the one before. Whoever writes the chain anew has to get this right as well.
    fn doubt(&mut self, entry: &Entry) {
        let (last, at) = (&self.last, &entry.at);
        let now = Reading { wall_ms: at.wall_ms, boot: at.boot.clone(), uptime_ms: at.uptime_ms };
        let note = match &entry.event {
            Event::ClockNoted { note } => Some(note),
            _ => None,
        };
        let base = match note {
            Some(ClockNote::Restarted { since, .. } | ClockNote::FellBack { since, .. }) => since,
            _ => last,
        };
        let measured = measure(last, || Some(base.clone()), !self.is_paused(), &now);
        let is_time_right = measured.stamp.elapsed_ms == at.elapsed_ms && base.elapsed_ms >= last.elapsed_ms;
        if !is_time_right || measured.note.as_ref() != note {
            let doubt = format!("entry {}: the clocks do not fit the time of the round", entry.seq);
            self.chain.doubts.push(doubt);
        }
    }

    /// Whether the clock stands still.
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    /// A snapshot by its number.
    pub fn snapshot(&self, number: u32) -> Option<&Snapshot> {
        self.snapshots.iter().find(|snapshot| snapshot.number == number)
    }

    /// The number that the next snapshot gets.
    pub(crate) fn next_snapshot(&self) -> u32 {
        self.snapshots.last().map_or(1, |snapshot| snapshot.number.saturating_add(1))
    }

    /// The last snapshot in time that is known to compile, up to the frozen one.
    pub fn last_compiling(&self) -> Option<&Snapshot> {
        self.compiling().next()
    }

    /// The snapshots that compiled, up to the freeze; the newest first.
    pub fn compiling(&self) -> impl Iterator<Item = &Snapshot> {
        let end = self.frozen.as_ref().map_or(u32::MAX, |frozen| frozen.what.snapshot);
        let in_time = self.snapshots.iter().rev().filter(move |snapshot| !snapshot.is_late && snapshot.number <= end);
        in_time.filter(|snapshot| snapshot.compiles == Some(true))
    }

    /// The snapshots of work after the end.
    pub fn late(&self) -> impl Iterator<Item = &Snapshot> {
        self.snapshots.iter().filter(|snapshot| snapshot.is_late)
    }

    /// How much of the round was used up to the end, or up to the last entry; in milliseconds.
    pub fn used_ms(&self) -> u64 {
        let used = self.frozen.as_ref().map_or(self.last.elapsed_ms, |frozen| frozen.what.elapsed_ms);
        used.min(self.plan.total_ms())
    }
}

/// What is left where a log cannot tell of its round.
const LEFT: &str = "your source is as it was, and what its saves held is in objects/ beside it, without names and times. Put the log back from a \
                    backup, if there is one; else `cargo xtask grade` judges the source as a practice, and `cargo xtask round <kata>` begins \
                    another round, in a folder of its own";

/// There is no log: because there was no round, or because the log alone is gone.
pub(crate) fn no_round(workspace: &Path) -> Error {
    let dir = workspace.join(".kata/round");
    if !dir.join("objects").is_dir() {
        return Error::of(Kind::NoRound, workspace, "has no round: begin one with `cargo xtask round <kata>`");
    }
    let what = "is gone, and with it the clock, the questions and the order of the saves of the round here";
    Error::of(Kind::Lost, &dir.join("log.jsonl"), format!("{what}: {LEFT}"))
}

fn no_beginning(path: &Path) -> Error {
    let what = "does not begin with the start of a round, so nothing can be told from it";
    Error::of(Kind::Damaged, path, format!("{what}: {LEFT}"))
}
