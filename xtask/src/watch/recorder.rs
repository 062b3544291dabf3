//! The recorder: a thread that writes verdicts to the history, so that no save waits for the disk.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use kata_history::Entry;

use super::WatchEvent;
use crate::recording;

/// Takes entries of one practice, the newest of which counts. Dropping it waits until that is on the disk.
pub(crate) struct Recorder {
    entries: Option<Sender<Entry>>,
    writer: Option<JoinHandle<()>>,
}

impl Recorder {
    /// Waits for entries; what cannot be written is told as an event.
    pub(crate) fn begin(events: Sender<WatchEvent>) -> Recorder {
        let (sender, entries) = channel();
        let writer = std::thread::spawn(move || write(&entries, &events));
        Recorder { entries: Some(sender), writer: Some(writer) }
    }

    /// Has an entry written in its own time.
    pub(crate) fn record(&self, entry: Entry) {
        if let Some(entries) = &self.entries {
            // A recorder that panicked has said so on stderr; the watch goes on without.
            drop(entries.send(entry));
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        drop(self.entries.take());
        if let Some(writer) = self.writer.take() {
            _ = writer.join();
        }
    }
}

fn write(entries: &Receiver<Entry>, events: &Sender<WatchEvent>) {
    while let Ok(mut entry) = entries.recv() {
        while let Ok(newer) = entries.try_recv() {
            entry = newer;
        }
        if let Err(failure) = recording::record(&entry) {
            // Once the watch has ended there is nobody left to tell.
            drop(events.send(WatchEvent::NotRecorded(failure.to_string())));
        }
    }
}
