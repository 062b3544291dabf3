//! The folder that a view watches: while it is there, and while it is away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::{self, Change, Files, Watching};
use crate::{Failure, Place};

/// A workspace's folder that is watched while it is there. Call [`look`](WatchedFolder::look) now and then: no watcher tells on every system
/// that it went away, or that another one took its place.
pub struct WatchedFolder {
    dir: PathBuf,
    tell: Arc<dyn Fn(Change) + Send + Sync>,
    place: Option<Place>,
    /// None while it is away.
    files: Option<Files>,
}

/// What a look found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing is new.
    Same,
    /// It is not there any more.
    Gone,
    /// It is there again, or another one is there, and it is watched from now on. What polling has to say for itself comes along.
    Found(Option<String>),
}

impl WatchedFolder {
    /// A folder that was not looked at yet. `tell` is called on a thread of the watcher's.
    pub fn new(dir: &Path, tell: impl Fn(Change) + Send + Sync + 'static) -> WatchedFolder {
        WatchedFolder { dir: dir.to_owned(), tell: Arc::new(tell), place: None, files: None }
    }

    /// Whether it was there at the last look.
    pub fn is_there(&self) -> bool {
        self.place.is_some()
    }

    /// Sees that it is watched while it is there.
    ///
    /// # Errors
    ///
    /// Where it is there, and can be watched in no way.
    pub fn look(&mut self) -> Result<Look, Failure> {
        let place = Place::of(&self.dir);
        if place == self.place && (place.is_none() || self.files.is_some()) {
            return Ok(Look::Same);
        }
        self.place = place;
        self.files = None;
        if place.is_none() {
            return Ok(Look::Gone);
        }
        match files::watch(&self.dir, self.teller()) {
            Ok(watching) => Ok(Look::Found(self.keep(watching))),
            // It went away again between two looks.
            Err(_) if Place::of(&self.dir).is_none() => {
                self.place = None;
                Ok(Look::Gone)
            }
            Err(error) => Err(self.unwatched(&error)),
        }
    }

    /// Replaces a watcher that failed by polling, and says why. None where there is nothing to replace: while the folder is away, failing is what a
    /// watcher should do.
    ///
    /// # Errors
    ///
    /// Where not even polling can watch it.
    pub fn fall_back(&mut self, reason: &str) -> Result<Option<String>, Failure> {
        if Place::of(&self.dir).is_none() || matches!(self.files, Some(Files::Polling(_))) {
            return Ok(None);
        }
        let reason = format!("the native watcher failed: {reason}");
        let watching = files::poll(&self.dir, self.teller(), &reason).map_err(|error| self.unwatched(&error))?;
        Ok(self.keep(watching))
    }

    fn keep(&mut self, watching: Watching) -> Option<String> {
        self.files = Some(watching.files);
        watching.notice
    }

    fn teller(&self) -> impl Fn(Change) + Clone + Send + 'static {
        let tell = self.tell.clone();
        move |change| tell(change)
    }

    fn unwatched(&self, error: &dyn std::fmt::Display) -> Failure {
        Failure::Setup(format!("{}: cannot be watched: {error}", self.dir.display()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_folder_is_found_missed_and_found_again() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let dir = home.path().join("toy");
        let mut folder = WatchedFolder::new(&dir, |_| {});
        let mut look = || (folder.look().expect("it can be watched"), folder.is_there());
        assert_eq!(look(), (Look::Same, false));
        fs::create_dir_all(dir.join("src")).expect("it can be made");
        assert!(matches!(look(), (Look::Found(_), true)));
        assert_eq!(look(), (Look::Same, true));
        fs::rename(&dir, home.path().join("away")).expect("it can be moved");
        assert_eq!(look(), (Look::Gone, false));
        assert_eq!(look(), (Look::Same, false));
        fs::create_dir_all(dir.join("src")).expect("it can be made");
        assert!(matches!(look(), (Look::Found(_), true)), "it is another folder");
        fs::rename(dir.join("src"), home.path().join("src")).expect("it can be moved");
        fs::create_dir(dir.join("src")).expect("it can be made");
        assert!(matches!(look(), (Look::Found(_), true)), "its sources are another folder");
    }

    #[test]
    fn a_watcher_that_fails_is_replaced_by_polling_once_and_only_while_the_folder_is_there() {
        let home = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(home.path().join("src")).expect("it can be made");
        let mut folder = WatchedFolder::new(home.path(), |_| {});
        let mut fall_back = || folder.fall_back("too many files").expect("it can be watched");
        let notice = fall_back().expect("it polls now");
        assert!(notice.ends_with("the native watcher failed: too many files"), "{notice}");
        assert_eq!(fall_back(), None);
        let mut folder = WatchedFolder::new(&home.path().join("missing"), |_| {});
        assert_eq!(folder.fall_back("it is gone").expect("nothing to do"), None);
    }
}
