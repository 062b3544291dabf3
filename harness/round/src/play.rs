//! What happens in a round, each as an entry of its log.

use std::collections::BTreeMap;

use crate::error::{Error, Kind};
use crate::event::{Asked, Event};
use crate::round::Round;
use crate::source::{SourceFiles, decode_path};
use crate::stamp::Stamp;
use crate::view::{RoundView, Snapshot};

/// What became of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Save {
    /// It is a snapshot, and on the disk.
    Kept(u32),
    /// The source is what the last snapshot holds.
    Unchanged(u32),
}

impl Save {
    /// The snapshot that holds the source.
    pub fn snapshot(self) -> u32 {
        match self {
            Save::Kept(number) | Save::Unchanged(number) => number,
        }
    }
}

impl Round {
    /// Notes that a live view sat down; `program` with its version.
    pub fn seated(&mut self, program: &str) -> Result<(), Error> {
        let program = program.to_owned();
        self.write(|_, _| Ok(Some(Event::Seated { program }))).map(drop)
    }

    /// Notes that the live view is left. The clock goes on.
    pub fn left(&mut self) -> Result<(), Error> {
        self.write(|_, _| Ok(Some(Event::Left))).map(drop)
    }

    /// Keeps the source as it is now, unless it is what the last snapshot holds. When this returns, it is on the disk.
    pub fn save(&mut self) -> Result<Save, Error> {
        let source = self.source()?;
        let objects = self.objects();
        let (mut files, mut is_any_new) = (BTreeMap::new(), false);
        for (path, content) in &source.files {
            let (name, is_new) = objects.keep(content)?;
            files.insert(path.clone(), name);
            is_any_new |= is_new;
        }
        if is_any_new {
            objects.sync()?;
        }
        let mut save = Save::Unchanged(0);
        self.write(|view, _| {
            save = match view.snapshots.last() {
                Some(last) if last.files == files => Save::Unchanged(last.number),
                _ => Save::Kept(view.next_snapshot()),
            };
            let Save::Kept(snapshot) = save else { return Ok(None) };
            Ok(Some(Event::Saved { snapshot, files, skipped: source.skipped }))
        })?;
        Ok(save)
    }

    /// A save; the inner error is one that a second try would not mend.
    pub(crate) fn kept(&mut self) -> Result<Result<u32, Error>, Error> {
        match self.save() {
            Ok(save) => Ok(Ok(save.snapshot())),
            Err(error) if matches!(error.kind, Kind::Gone | Kind::TooMuch) => Ok(Err(error)),
            Err(error) => Err(error),
        }
    }

    /// Notes whether a snapshot compiles.
    pub fn compiled(&mut self, snapshot: u32, compiles: bool) -> Result<(), Error> {
        self.write(|view, _| {
            let snapshot_known = find(view, snapshot)?;
            let is_news = snapshot_known.compiles != Some(compiles);
            Ok(is_news.then_some(Event::Compiled { snapshot, compiles }))
        })
        .map(drop)
    }

    /// Goes on to the next phase before its time. Returns the phase that it is now, counted from 0.
    pub fn next_phase(&mut self) -> Result<usize, Error> {
        let mut next = 0;
        self.write(|view, at| {
            is_running(view, at)?;
            next = view.phase_at(at.elapsed_ms) + 1;
            match next < view.plan.phases.len() {
                true => Ok(Some(Event::PhaseBegun { phase: next })),
                false => Err(Error::not_now("this is the last phase: `submit` ends the round")),
            }
        })?;
        Ok(next)
    }

    /// Notes a question and what the interviewer said.
    pub fn asked(&mut self, asked: Asked) -> Result<(), Error> {
        self.write(|view, at| {
            is_running(view, at)?;
            Ok(Some(Event::Asked(asked)))
        })
        .map(drop)
    }

    /// Notes that the twist is shown, and keeps the source as it is at that moment. Returns the snapshot; of a twist that was shown before,
    /// that of the first time. A source that is gone or too much holds nothing up: then it is the last snapshot. After the end nothing is
    /// noted.
    pub fn twist_shown(&mut self, twist: &str) -> Result<u32, Error> {
        let last = self.view().snapshots.last().map_or(0, |snapshot| snapshot.number);
        let snapshot = self.kept()?.unwrap_or(last);
        let mut since = snapshot;
        self.write(|view, _| {
            if let Some(shown) = &view.twist {
                since = shown.snapshot;
                return Ok(None);
            }
            Ok(view.frozen.is_none().then(|| Event::TwistShown { twist: twist.to_owned(), snapshot }))
        })?;
        Ok(since)
    }

    /// Notes that a hint was shown; `strength` 0 is the weakest. After the end it is nobody's business.
    pub fn hint_shown(&mut self, check: &str, strength: usize) -> Result<(), Error> {
        let event = Event::HintShown { check: check.to_owned(), strength };
        self.write(|view, _| Ok(view.frozen.is_none().then_some(event))).map(drop)
    }

    /// Stops the clock. Where it stands still already, nothing happens.
    pub fn pause(&mut self) -> Result<(), Error> {
        self.write(|view, at| {
            is_not_over(view, at)?;
            Ok((!view.is_paused()).then_some(Event::Paused))
        })
        .map(drop)
    }

    /// Lets the clock go on. Where it does already, nothing happens.
    pub fn resume(&mut self) -> Result<(), Error> {
        self.write(|view, _| {
            let is_needed = view.is_paused() && view.frozen.is_none();
            Ok(is_needed.then_some(Event::Resumed))
        })
        .map(drop)
    }

    /// Notes a sentence for whoever reads the scorecard.
    pub fn note(&mut self, note: &str) -> Result<(), Error> {
        let note = note.to_owned();
        self.write(|_, _| Ok(Some(Event::Noted { note }))).map(drop)
    }

    /// Notes the scorecard that was stored, by the SHA-256 of its bytes in hexadecimal ([`blob_name`](crate::blob_name)).
    pub fn graded(&mut self, scorecard: &str) -> Result<(), Error> {
        let scorecard = scorecard.to_owned();
        self.write(|view, _| match view.frozen {
            Some(_) => Ok(Some(Event::Graded { scorecard })),
            None => Err(Error::not_now("the round is not over: `submit` ends it")),
        })
        .map(drop)
    }

    /// The source as a snapshot holds it, byte by byte.
    pub fn source_of(&self, snapshot: u32) -> Result<SourceFiles, Error> {
        let objects = self.objects();
        let files = &find(self.view(), snapshot)?.files;
        let contents = files.iter().map(|(path, name)| {
            if decode_path(path).is_none() {
                return Err(Error::of(Kind::Damaged, self.dir(), format!("a snapshot names {path:?}, which none may")));
            }
            Ok((path.clone(), objects.read(name)?))
        });
        contents.collect()
    }
}

pub(crate) fn find(view: &RoundView, number: u32) -> Result<&Snapshot, Error> {
    view.snapshot(number).ok_or_else(|| {
        let last = view.snapshots.last().map_or(0, |snapshot| snapshot.number);
        Error::not_now(format!("there is no snapshot {number}: they go from 1 to {last}"))
    })
}

fn is_not_over(view: &RoundView, at: &Stamp) -> Result<(), Error> {
    if view.frozen.is_some() {
        return Err(Error::not_now("the round is over"));
    }
    if at.elapsed_ms >= view.plan.total_ms() {
        return Err(Error::not_now("the time is up: `cargo xtask submit` freezes and grades"));
    }
    Ok(())
}

fn is_running(view: &RoundView, at: &Stamp) -> Result<(), Error> {
    is_not_over(view, at)?;
    match view.is_paused() {
        true => Err(Error::not_now("the clock stands still: go on with `cargo xtask round --resume` first")),
        false => Ok(()),
    }
}
