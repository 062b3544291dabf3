//! The file system's events, from the native watcher or by polling.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, FileIdCache, NoCache, RecommendedCache, new_debouncer_opt,
};

use super::WatchEvent;

/// An editor's save is a handful of events within a few milliseconds.
const DEBOUNCE: Duration = Duration::from_millis(50);
const POLL: Duration = Duration::from_millis(250);

/// A watcher at work; dropping it ends it.
pub(crate) enum Files {
    /// The system tells of each change.
    Native(
        #[expect(dead_code, reason = "it works as long as it lives")] Debouncer<RecommendedWatcher, RecommendedCache>,
    ),
    /// We look again and again.
    Polling(#[expect(dead_code, reason = "it works as long as it lives")] Debouncer<PollWatcher, NoCache>),
}

/// What it took to watch.
pub(crate) struct Watching {
    pub(crate) files: Files,
    /// Why it polls, if it does.
    pub(crate) notice: Option<String>,
}

/// Watches a workspace with the native watcher, or by polling where that fails or is asked for.
pub(crate) fn watch(dir: &Path, events: &Sender<WatchEvent>) -> Result<Watching, notify::Error> {
    if std::env::var_os("KATA_WATCH").is_some_and(|value| value == "poll") {
        return poll(dir, events, "KATA_WATCH=poll asks for it");
    }
    match native(dir, events) {
        Ok(files) => Ok(Watching { files, notice: None }),
        Err(error) => poll(dir, events, &format!("the native watcher fails: {error}")),
    }
}

/// Watches by polling, because of `reason`.
pub(crate) fn poll(dir: &Path, events: &Sender<WatchEvent>, reason: &str) -> Result<Watching, notify::Error> {
    // Contents are compared, since two saves within one tick of the file system's clock have the same time.
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
    let mut debouncer = new_debouncer_opt::<_, PollWatcher, _>(DEBOUNCE, None, teller(events), NoCache::new(), config)?;
    add(&mut debouncer, dir)?;
    let notice = format!("watching by polling, every {} ms: {reason}", POLL.as_millis());
    Ok(Watching { files: Files::Polling(debouncer), notice: Some(notice) })
}

fn native(dir: &Path, events: &Sender<WatchEvent>) -> Result<Files, notify::Error> {
    let cache = RecommendedCache::new();
    let mut debouncer =
        new_debouncer_opt::<_, RecommendedWatcher, _>(DEBOUNCE, None, teller(events), cache, Config::default())?;
    add(&mut debouncer, dir)?;
    Ok(Files::Native(debouncer))
}

/// Everything below `src/`, and what lies beside it; not `target/`, where a build writes thousands of files.
fn add<T: Watcher, C: FileIdCache>(debouncer: &mut Debouncer<T, C>, dir: &Path) -> Result<(), notify::Error> {
    debouncer.watch(dir, RecursiveMode::NonRecursive)?;
    debouncer.watch(dir.join("src"), RecursiveMode::Recursive)
}

fn teller(events: &Sender<WatchEvent>) -> impl FnMut(DebounceEventResult) + Send + 'static {
    let events = events.clone();
    move |result| {
        let told = match result {
            Ok(changes) => changes.iter().any(changes_something).then_some(WatchEvent::Touched),
            Err(errors) => errors.first().map(|error| WatchEvent::WatcherFailed(error.to_string())),
        };
        if let Some(told) = told {
            // Once the loop has ended there is nobody left to tell.
            drop(events.send(told));
        }
    }
}

/// Reading is no change, and the judge reads each file.
fn changes_something(change: &DebouncedEvent) -> bool {
    change.need_rescan() || !change.kind.is_access()
}
