//! The file system's events, from the native watcher or by polling.

use std::path::Path;
use std::time::Duration;

use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, FileIdCache, NoCache, RecommendedCache, new_debouncer_opt,
};

/// An editor's save is a handful of events within a few milliseconds.
const DEBOUNCE: Duration = Duration::from_millis(50);
const POLL: Duration = Duration::from_millis(250);

/// What a watcher tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Files below the workspace may have changed.
    Touched,
    /// The watcher gave up, for this reason.
    Failed(String),
}

/// A watcher at work, which works as long as it lives; dropping it ends it.
pub enum Files {
    /// The system tells of each change.
    Native(Debouncer<RecommendedWatcher, RecommendedCache>),
    /// We look again and again.
    Polling(Debouncer<PollWatcher, NoCache>),
}

/// What it took to watch.
pub struct Watching {
    /// The watcher.
    pub files: Files,
    /// Why it polls, if it does.
    pub notice: Option<String>,
}

/// Watches a workspace's `src/` and what lies beside it, with the native watcher, or by polling where that fails or is asked for
/// (`KATA_WATCH=poll`). `tell` is called on a thread of the watcher's.
///
/// # Errors
///
/// Where neither can watch the folder.
pub fn watch(dir: &Path, tell: impl Fn(Change) + Clone + Send + 'static) -> Result<Watching, notify::Error> {
    if std::env::var_os("KATA_WATCH").is_some_and(|value| value == "poll") {
        return poll(dir, tell, "KATA_WATCH=poll asks for it");
    }
    match native(dir, tell.clone()) {
        Ok(files) => Ok(Watching { files, notice: None }),
        Err(error) => poll(dir, tell, &format!("the native watcher fails: {error}")),
    }
}

/// Watches by polling, because of `reason`.
///
/// # Errors
///
/// Where the folder is not there.
pub fn poll(
    dir: &Path,
    tell: impl Fn(Change) + Clone + Send + 'static,
    reason: &str,
) -> Result<Watching, notify::Error> {
    // Contents are compared, since two saves within one tick of the file system's clock have the same time.
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
    let mut debouncer = new_debouncer_opt::<_, PollWatcher, _>(DEBOUNCE, None, teller(tell), NoCache::new(), config)?;
    add(&mut debouncer, dir)?;
    let notice = format!("watching by polling, every {} ms: {reason}", POLL.as_millis());
    Ok(Watching { files: Files::Polling(debouncer), notice: Some(notice) })
}

fn native(dir: &Path, tell: impl Fn(Change) + Clone + Send + 'static) -> Result<Files, notify::Error> {
    let cache = RecommendedCache::new();
    let mut debouncer =
        new_debouncer_opt::<_, RecommendedWatcher, _>(DEBOUNCE, None, teller(tell), cache, Config::default())?;
    add(&mut debouncer, dir)?;
    Ok(Files::Native(debouncer))
}

/// Everything below `src/`, and what lies beside it; not `target/`, where a build writes thousands of files.
fn add<T: Watcher, C: FileIdCache>(debouncer: &mut Debouncer<T, C>, dir: &Path) -> Result<(), notify::Error> {
    debouncer.watch(dir, RecursiveMode::NonRecursive)?;
    debouncer.watch(dir.join("src"), RecursiveMode::Recursive)
}

fn teller(tell: impl Fn(Change) + Clone + Send + 'static) -> impl FnMut(DebounceEventResult) + Send + 'static {
    move |result| {
        let told = match result {
            Ok(changes) => changes.iter().any(changes_something).then_some(Change::Touched),
            Err(errors) => errors.first().map(|error| Change::Failed(error.to_string())),
        };
        if let Some(told) = told {
            tell(told);
        }
    }
}

/// Reading is no change, and the judge reads each file.
fn changes_something(change: &DebouncedEvent) -> bool {
    change.need_rescan() || !change.kind.is_access()
}
