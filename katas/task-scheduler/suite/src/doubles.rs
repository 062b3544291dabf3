//! The outside world of a scheduler under test: a clock, a store, and handlers that write down when they run.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kata_suite::{Log, thread};
use task_scheduler_api::{Clock, Effect, EffectKey, EffectStore, Failure, Handler, Run, StoreError, Timestamp};

/// Virtual time, from an origin that no other clock shows.
pub(crate) struct SuiteClock {
    pub(crate) origin: Timestamp,
    /// Who read it, if somebody wants to know.
    pub(crate) reads: Option<Log<()>>,
}

impl Clock for SuiteClock {
    fn now(&self) -> Timestamp {
        if let Some(reads) = &self.reads {
            reads.push(());
        }
        self.origin + kata_suite::now()
    }
}

/// How the store answers one call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    /// It fails and has applied nothing.
    Refused,
    /// It has applied the effect, but the answer is lost.
    Lost,
    /// It panics and has applied nothing.
    Panics,
}

/// A store that applies effects once for each key, and misbehaves when told to.
#[derive(Default)]
pub(crate) struct Store {
    /// Each call, when it was answered.
    pub(crate) calls: Log<EffectKey>,
    applied: Mutex<BTreeMap<EffectKey, Effect>>,
    script: Mutex<VecDeque<Answer>>,
    pause: Mutex<Duration>,
}

impl Store {
    /// The next calls are answered so; those after that as they should be.
    pub(crate) fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        locked(&self.script).extend(answers);
    }

    /// Each call takes so long.
    pub(crate) fn takes(&self, pause: Duration) {
        *locked(&self.pause) = pause;
    }

    /// What has been applied.
    pub(crate) fn applied(&self) -> BTreeMap<EffectKey, Effect> {
        locked(&self.applied).clone()
    }
}

impl EffectStore for Store {
    fn apply_once(&self, key: &EffectKey, effect: &Effect) -> Result<(), StoreError> {
        let pause = *locked(&self.pause);
        if !pause.is_zero() {
            thread::sleep(pause);
        }
        let answer = locked(&self.script).pop_front();
        self.calls.push(key.clone());
        match answer {
            Some(Answer::Refused) => return Err(StoreError::new("refused")),
            Some(Answer::Panics) => panic!("the store panicked"),
            Some(Answer::Lost) | None => {}
        }
        locked(&self.applied).entry(key.clone()).or_insert_with(|| effect.clone());
        answer.map_or(Ok(()), |_| Err(StoreError::new("lost")))
    }
}

/// What a handler does.
pub(crate) type Body = Box<dyn Fn(&Run) -> Result<Effect, Failure> + Send + Sync>;

/// A handler that writes down each run when it begins.
pub(crate) struct Probe {
    pub(crate) begun: Arc<Log<Run>>,
    pub(crate) body: Body,
}

impl Handler for Probe {
    fn run(&self, run: &Run) -> Result<Effect, Failure> {
        self.begun.push(run.clone());
        (self.body)(run)
    }
}

/// The effect of each run that succeeds.
pub(crate) fn effect(run: &Run) -> Effect {
    Effect::new(format!("{} did its work", run.key))
}

/// Succeeds at once.
pub(crate) fn succeeds() -> Body {
    Box::new(|run| Ok(effect(run)))
}

/// Succeeds after so many milliseconds.
pub(crate) fn takes(millis: u64) -> Body {
    Box::new(move |run| {
        thread::sleep(Duration::from_millis(millis));
        Ok(effect(run))
    })
}

/// Fails always.
pub(crate) fn fails() -> Body {
    Box::new(|run| Err(Failure::new(format!("attempt {} failed", run.attempt))))
}

/// Fails in the first attempts, so many, and then succeeds.
pub(crate) fn fails_first(attempts: u32) -> Body {
    Box::new(move |run| if run.attempt <= attempts { fails()(run) } else { Ok(effect(run)) })
}

/// Takes so many milliseconds in its first run, and none after that.
pub(crate) fn slow_at_first(millis: u64) -> Body {
    let first = AtomicBool::new(true);
    Box::new(move |_| {
        if first.swap(false, Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(millis));
        }
        Ok(Effect::default())
    })
}

/// The locks in here are held for a moment only, and never across a point where another task could run.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
