//! The end of a round: which source counts.

use crate::error::Error;
use crate::event::{Event, Freeze, Reason};
use crate::round::Round;
use crate::stamp::Stamp;
use crate::when::span;

/// How long after the end somebody who watches may need to freeze, on a machine that is busy.
pub(crate) const GRACE_MS: u64 = 5_000;

/// A source that counts, and what to say about it.
struct Counted {
    snapshot: u32,
    note: Option<String>,
}

impl Round {
    /// Ends the round. On time, the source counts as it is. If the time ran out while nobody watched, the source counts if it was not
    /// touched since; else the last snapshot from before the end does, and the source is kept as late work. A round that is over stays as it is.
    ///
    /// Where the disk is full, nothing ends: the source counts once there is room. A source that is gone, or too much, is an error before the
    /// time is up; then the last snapshot counts.
    pub fn freeze(&mut self, reason: Reason) -> Result<Freeze, Error> {
        self.refresh()?;
        if let Some(frozen) = &self.view().frozen {
            return Ok(frozen.what.clone());
        }
        let now = self.now();
        if reason == Reason::TimeUp && !now.is_time_up {
            return Err(Error::not_now(format!("the time is not up yet: {} are left", span(now.left_ms))));
        }
        let over_ms = now.at.elapsed_ms.saturating_sub(self.view().plan.total_ms());
        let counted = match now.is_time_up {
            false => Counted { snapshot: self.save()?.snapshot(), note: None },
            true if over_ms <= GRACE_MS => self.as_it_is()?,
            true => self.as_it_was(&now.at, over_ms)?,
        };
        let reason = if now.is_time_up { Reason::TimeUp } else { reason };
        self.end(counted, reason)
    }

    fn end(&mut self, counted: Counted, reason: Reason) -> Result<Freeze, Error> {
        let mut ended = None;
        self.write(|view, at| {
            if let Some(frozen) = &view.frozen {
                ended = Some(frozen.what.clone());
                return Ok(None);
            }
            let elapsed_ms = at.elapsed_ms.min(view.plan.total_ms());
            let freeze = Freeze { snapshot: counted.snapshot, reason, elapsed_ms, note: counted.note };
            ended = Some(freeze.clone());
            Ok(Some(Event::Frozen(freeze)))
        })?;
        ended.ok_or_else(|| Error::not_now("the round did not end: try `cargo xtask submit` again"))
    }

    /// The source as it is; where there is none to be kept, the last snapshot.
    fn as_it_is(&mut self) -> Result<Counted, Error> {
        let in_time = self.last_in_time();
        Ok(match self.kept()? {
            Ok(snapshot) => Counted { snapshot, note: None },
            Err(error) => {
                let note = format!("the source could not be kept at the end ({error}): snapshot {in_time} counts");
                Counted { snapshot: in_time, note: Some(note) }
            }
        })
    }

    /// The source as it was when the time ran out, `over_ms` before `now`.
    fn as_it_was(&mut self, now: &Stamp, over_ms: u64) -> Result<Counted, Error> {
        let away = format!("the time ran out {} before anybody looked", span(over_ms));
        let in_time = self.last_in_time();
        let touched = self.source().map(|source| source.touched_ms);
        let end_ms = self.end_by_wall(now, over_ms);
        Ok(match (self.kept()?, touched) {
            (Ok(snapshot), _) if snapshot == in_time => Counted { snapshot: in_time, note: Some(away) },
            (Ok(snapshot), Ok(touched)) if touched <= end_ms => {
                let note = format!("{away}; the source was last touched before the end, and counts as it is");
                Counted { snapshot, note: Some(note) }
            }
            (Ok(_), _) => {
                let note = format!("{away}; the source was touched after the end, so snapshot {in_time} counts");
                Counted { snapshot: in_time, note: Some(note) }
            }
            (Err(error), _) => {
                let note = format!("{away}, and the source cannot be read ({error}): snapshot {in_time} counts");
                Counted { snapshot: in_time, note: Some(note) }
            }
        })
    }

    /// When the time ran out by the wall clock: as seen from now, and as seen from the last moment before; the earlier of the two.
    fn end_by_wall(&self, now: &Stamp, over_ms: u64) -> u64 {
        let view = self.view();
        let from_now = now.wall_ms.saturating_sub(over_ms);
        let left = view.plan.total_ms().saturating_sub(view.last.elapsed_ms);
        from_now.min(view.last.wall_ms.saturating_add(left))
    }

    fn last_in_time(&self) -> u32 {
        let mut snapshots = self.view().snapshots.iter().rev();
        snapshots.find(|snapshot| !snapshot.is_late).map_or(0, |snapshot| snapshot.number)
    }
}
