//! The folder that a live view watches: while it is there, and while it is away.

use kata_console::{Failure, Look, Snapshot};

use super::session::Session;

impl Session<'_> {
    /// Sees that the folder is watched while it is there, and says so when it is not.
    pub(super) fn look_after_folder(&mut self) -> Result<(), Failure> {
        match self.folder.look()? {
            Look::Same if !self.folder.is_there() && self.picture.trouble.is_none() => self.say_gone(),
            Look::Same => Ok(()),
            Look::Gone => {
                self.tryout.cancel();
                self.say_gone()
            }
            Look::Found(notice) => {
                self.clear_trouble();
                notice.map_or(Ok(()), |notice| self.say(&notice))?;
                self.keep_and_try()
            }
        }
    }

    pub(super) fn fall_back(&mut self, reason: &str) -> Result<(), Failure> {
        let Some(notice) = self.folder.fall_back(reason)? else { return Ok(()) };
        self.say(&notice)?;
        self.on_touched()
    }

    /// An event is not a change: editors touch, rename and restore.
    pub(super) fn on_touched(&mut self) -> Result<(), Failure> {
        let is_same = self.trying.held == Some(Snapshot::of(&self.dir));
        if !self.folder.is_there() || is_same { Ok(()) } else { self.keep_and_try() }
    }

    fn say_gone(&mut self) -> Result<(), Failure> {
        self.picture.busy = None;
        let gone = format!(
            "{} is gone, or its src/: put it back, and the round goes on here; the clock runs",
            self.dir.display()
        );
        self.complain(&gone)
    }
}
