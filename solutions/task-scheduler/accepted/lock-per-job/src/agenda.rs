//! When to look at which job, and who waits for that.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};

use task_scheduler_api::{Clock, JobId, Shutdown, Timestamp};

use crate::locked;

/// When to look at which job. An entry is a reminder and no more: what is to be done, the job itself says.
#[derive(Default)]
pub(crate) struct Agenda {
    page: Mutex<Page>,
    /// Something earlier came up, or the agenda was closed: a worker that waits should look again.
    look: Condvar,
    /// A worker has put its entry away while the agenda is closed.
    done: Condvar,
}

#[derive(Default)]
struct Page {
    entries: BTreeSet<Entry>,
    /// Entries that were taken out and not put away yet.
    busy: usize,
    closed: bool,
}

/// Look at this job at this instant.
pub(crate) type Entry = (Timestamp, JobId);

impl Agenda {
    /// Whether nothing can be added any more.
    pub(crate) fn is_closed(&self) -> bool {
        locked(&self.page).closed
    }

    /// Adds an entry. False: the agenda is closed.
    pub(crate) fn add(&self, entry: Entry) -> bool {
        let mut page = locked(&self.page);
        if page.closed {
            return false;
        }
        page.entries.insert(entry);
        // Only the first entry matters to a worker that waits: it wakes up for the others in time.
        if page.entries.first() == Some(&entry) {
            self.look.notify_one();
        }
        true
    }

    /// Takes an entry back.
    pub(crate) fn remove(&self, entry: Entry) {
        let mut page = locked(&self.page);
        page.entries.remove(&entry);
        self.tell_if_closed(&page);
    }

    /// Takes the first entry out if its time has come. Whoever gets one puts it away with [`Agenda::put_away`].
    pub(crate) fn take_due(&self, now: Timestamp) -> Option<Entry> {
        self.take(&mut locked(&self.page), now)
    }

    /// The same, but waits for it. None: the agenda is closed, and nothing is left in it.
    pub(crate) fn wait_for_due(&self, clock: &dyn Clock) -> Option<Entry> {
        let mut page = locked(&self.page);
        loop {
            let now = clock.now();
            if let Some(entry) = self.take(&mut page, now) {
                return Some(entry);
            }
            page = match page.entries.first() {
                None if page.closed => return None,
                None => self.look.wait(page).unwrap_or_else(PoisonError::into_inner),
                Some(&(time, _)) => {
                    self.look.wait_timeout(page, time.since(now)).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// What was taken out has been dealt with.
    pub(crate) fn put_away(&self) {
        let mut page = locked(&self.page);
        page.busy -= 1;
        self.tell_if_closed(&page);
    }

    /// Closes the agenda, and waits until all that is still in it has been dealt with.
    pub(crate) fn close(&self, how: Shutdown, now: Timestamp) {
        let mut page = locked(&self.page);
        if !page.closed {
            page.closed = true;
            page.entries.retain(|&(time, _)| how == Shutdown::Drain && time <= now);
        }
        self.look.notify_all();
        let quiet = self.done.wait_while(page, |page| page.busy > 0 || !page.entries.is_empty());
        drop(quiet.unwrap_or_else(PoisonError::into_inner));
    }

    fn take(&self, page: &mut Page, now: Timestamp) -> Option<Entry> {
        let entry = *page.entries.first().filter(|(time, _)| *time <= now)?;
        page.entries.remove(&entry);
        page.busy += 1;
        // Whoever takes an entry may be away for long, so somebody else has to mind the next one.
        if !page.entries.is_empty() {
            self.look.notify_one();
        }
        Some(entry)
    }

    fn tell_if_closed(&self, page: &Page) {
        if page.closed {
            self.look.notify_all();
            self.done.notify_all();
        }
    }
}
