//! The folder that a live view watches: while it is there, and while it is away.

use kata_console::files::{self, Change, Files};
use kata_console::{Failure, Place, Snapshot};

use super::events::LiveEvent;
use super::session::Session;

impl Session<'_> {
    /// Sees that the folder is watched while it is there, and says so when it is not.
    pub(super) fn look_after_folder(&mut self) -> Result<(), Failure> {
        let place = Place::of(&self.dir);
        if place == self.place && (place.is_none() || self.files.is_some()) {
            return if place.is_none() && self.picture.trouble.is_none() { self.say_gone() } else { Ok(()) };
        }
        self.place = place;
        self.files = None;
        if place.is_none() {
            self.tryout.cancel();
            return self.say_gone();
        }
        self.clear_trouble();
        match files::watch(&self.dir, self.teller()) {
            Ok(watching) => self.watch_with(watching)?,
            // It went away again between two looks; the next look tells.
            Err(_) if Place::of(&self.dir).is_none() => self.place = None,
            Err(error) => return Err(Failure::Setup(format!("{}: cannot be watched: {error}", self.dir.display()))),
        }
        self.keep_and_try()
    }

    /// An event is not a change: editors touch, rename and restore.
    pub(super) fn on_touched(&mut self) -> Result<(), Failure> {
        let is_same = self.trying.held == Some(Snapshot::of(&self.dir));
        if self.place.is_none() || is_same { Ok(()) } else { self.keep_and_try() }
    }

    fn say_gone(&mut self) -> Result<(), Failure> {
        self.picture.busy = None;
        let gone = format!(
            "{} is gone, or its src/: put it back, and the round goes on here; the clock runs",
            self.dir.display()
        );
        self.complain(&gone)
    }

    /// Once the loop has ended there is nobody left to tell.
    fn teller(&self) -> impl Fn(Change) + Clone + Send + 'static {
        let sender = self.sender.clone();
        move |change| drop(sender.send(LiveEvent::Files(change)))
    }

    fn watch_with(&mut self, watching: files::Watching) -> Result<(), Failure> {
        self.files = Some(watching.files);
        watching.notice.map_or(Ok(()), |notice| self.say(&notice))
    }

    /// A watcher that fails while the folder is there is replaced; while it is away, failing is what it should do.
    pub(super) fn fall_back(&mut self, reason: &str) -> Result<(), Failure> {
        if Place::of(&self.dir).is_none() || matches!(self.files, Some(Files::Polling(_))) {
            return Ok(());
        }
        let reason = format!("the native watcher failed: {reason}");
        match files::poll(&self.dir, self.teller(), &reason) {
            Ok(watching) => {
                self.watch_with(watching)?;
                self.on_touched()
            }
            Err(error) => Err(Failure::Setup(format!("{}: cannot be watched: {error}", self.dir.display()))),
        }
    }
}
