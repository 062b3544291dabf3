//! What a process and all that it started take of the machine, as Linux tells it: memory, and processor time.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often we look.
const EVERY: Duration = Duration::from_millis(50);

/// The most that was seen, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Peak {
    /// Of all processes together. What they share (a library) is counted for each.
    pub(super) all: u64,
    /// Of one.
    pub(super) one: u64,
}

/// A look at a process every now and then.
pub(super) struct Watch {
    until: Sender<()>,
    thread: JoinHandle<Peak>,
}

/// Watches a process and its descendants.
pub(super) fn watch(process: u32) -> Watch {
    let (until, ended) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        let mut peak = Peak::default();
        while matches!(ended.recv_timeout(EVERY), Err(RecvTimeoutError::Timeout)) {
            let held = held(process);
            peak.all = peak.all.max(held.iter().sum());
            peak.one = held.iter().copied().fold(peak.one, u64::max);
        }
        peak
    });
    Watch { until, thread }
}

impl Watch {
    /// Ends it. None where nothing was ever seen: the system does not tell.
    pub(super) fn end(self) -> Option<Peak> {
        drop(self.until);
        self.thread.join().ok().filter(|peak| peak.all > 0)
    }
}

/// The processor time, in seconds, of all children that were waited for, and of theirs; None where the system does not tell.
pub(super) fn processor_seconds() -> Option<f64> {
    /// What the kernel counts in for programs, whatever it ticks in itself.
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, a name in parentheses, may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |number: usize| fields.get(number - 3)?.parse::<f64>().ok();
    Some((ticks(16)? + ticks(17)?) / TICKS_A_SECOND)
}

/// What each descendant of a process holds, and it itself.
fn held(process: u32) -> Vec<u64> {
    let statuses: BTreeMap<u32, (u32, u64)> = all().collect();
    let is_descendant = |mut one: u32| {
        while one != process {
            match statuses.get(&one) {
                Some((parent, _)) if *parent != 0 => one = *parent,
                _ => return false,
            }
        }
        true
    };
    statuses.iter().filter(|(id, _)| is_descendant(**id)).map(|(_, (_, bytes))| *bytes).collect()
}

/// Every process with its parent and what it holds.
fn all() -> impl Iterator<Item = (u32, (u32, u64))> {
    std::fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|entry| {
        let id = entry.file_name().to_str()?.parse().ok()?;
        let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        // What has ended, and is not waited for yet, holds nothing.
        let bytes = field("VmRSS:").unwrap_or(0) * 1024;
        Some((id, (u32::try_from(field("PPid:")?).ok()?, bytes)))
    })
}
