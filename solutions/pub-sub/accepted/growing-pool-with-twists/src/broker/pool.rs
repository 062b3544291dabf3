//! The threads.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use pub_sub_api::twists::priorities::{Priority, PriorityPubSub};
use pub_sub_api::twists::wildcards::{WildcardPubSub, Wildcards};
use pub_sub_api::*;

use super::core::{Core, Interest, Job, Phase};
use crate::policies::{Failed, Seams};

pub(crate) struct Pool {
    inner: Arc<Inner>,
    wildcards: Option<Wildcards>,
    normal: Priority,
    retention: usize,
}

struct Inner {
    core: Mutex<Core>,
    work: Condvar,
    room: Condvar,
    over: Condvar,
    clock: Arc<dyn Clock>,
    seams: Seams,
}

impl Inner {
    fn core(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sees to it that somebody does what there is to do.
fn staff(inner: &Arc<Inner>, core: &mut Core) {
    if core.has_work() && core.idle == 0 {
        core.workers += 1;
        let inner = inner.clone();
        thread::spawn(move || work(&inner));
    }
    inner.work.notify_all();
    inner.room.notify_all();
}

fn work(inner: &Arc<Inner>) {
    while let ControlFlow::Continue(job) = wait(inner) {
        let Job { delivery, subscriber } = job;
        let result = attempt(&*subscriber, &delivery);
        drop(subscriber);
        settle(inner, delivery, result);
    }
    let mut core = inner.core();
    core.workers -= 1;
    inner.work.notify_all();
    inner.over.notify_all();
}

fn wait(inner: &Arc<Inner>) -> ControlFlow<(), Job> {
    let mut core = inner.core();
    loop {
        if let Some(job) = core.take(inner.clock.now()) {
            staff(inner, &mut core);
            return ControlFlow::Continue(job);
        }
        if core.is_over() {
            return ControlFlow::Break(());
        }
        core.idle += 1;
        core = match core.next_rest().filter(|_| core.phase != Phase::Aborted) {
            None => inner.work.wait(core).unwrap_or_else(PoisonError::into_inner),
            Some(due) => {
                let left = due.since(inner.clock.now());
                inner.work.wait_timeout(core, left).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        core.idle -= 1;
    }
}

fn attempt(subscriber: &dyn Subscriber, delivery: &Delivery) -> Result<(), Failure> {
    catch_unwind(AssertUnwindSafe(|| subscriber.receive(delivery))).unwrap_or_else(|panic| {
        let text = match panic.downcast_ref::<String>() {
            Some(text) => text.as_str(),
            None => panic.downcast_ref().copied().unwrap_or(""),
        };
        Err(Failure::new(text))
    })
}

fn settle(inner: &Arc<Inner>, delivery: Delivery, result: Result<(), Failure>) {
    let id = delivery.subscription;
    let rest = result.as_ref().err().and_then(|failure| {
        let failed = Failed { attempt: delivery.attempt, reason: &failure.reason };
        inner.seams.delivery.rest(&failed)
    });
    let mut core = inner.core();
    match (rest, result) {
        (Some(rest), Err(_)) => core.rest(inner.clock.now() + rest, delivery),
        (None, Err(Failure { reason })) => {
            let Delivery { subscription, topic, offset, message, attempt: attempts, .. } = delivery;
            core.letters.push(DeadLetter { subscription, topic, offset, message, attempts, reason });
            core.settled(id);
        }
        (_, Ok(())) => core.settled(id),
    }
    staff(inner, &mut core);
}

impl Pool {
    pub(crate) fn new(
        config: Config,
        ports: Ports,
        seams: Seams,
        wildcards: Option<Wildcards>,
        normal: Priority,
    ) -> Self {
        let inner = Inner {
            core: Mutex::default(),
            work: Condvar::new(),
            room: Condvar::new(),
            over: Condvar::new(),
            clock: ports.clock,
            seams,
        };
        Pool { inner: Arc::new(inner), wildcards, normal, retention: config.retention }
    }
}

impl PubSub for Pool {
    fn subscribe(&self, topic: Topic, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        let joined = self.inner.core().enter(Interest::Topic(topic), spec);
        self.inner.room.notify_all();
        joined
    }

    fn unsubscribe(&self, id: SubscriptionId) {
        let mut core = self.inner.core();
        core.leave(id);
        staff(&self.inner, &mut core);
    }

    fn publish(&self, topic: Topic, message: Message) -> Result<Offset, PublishError> {
        self.publish_with(topic, message, self.normal)
    }

    fn shutdown(&self, how: Shutdown) {
        let mut core = self.inner.core();
        core.phase = core.phase.max(if how == Shutdown::Abort { Phase::Aborted } else { Phase::Draining });
        staff(&self.inner, &mut core);
        let busy = |core: &mut Core| core.workers > 0;
        let mut core = self.inner.over.wait_while(core, busy).unwrap_or_else(PoisonError::into_inner);
        core.forget();
    }

    fn lag(&self, id: SubscriptionId) -> Result<Lag, ExtensionError> {
        self.inner.core().lag(id)
    }

    fn dead_letters(&self) -> Result<Vec<DeadLetter>, ExtensionError> {
        Ok(self.inner.core().letters.clone())
    }

    fn replay_from(&self, id: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        let mut core = self.inner.core();
        core.replay(id, offset)?;
        staff(&self.inner, &mut core);
        Ok(())
    }
}

impl PriorityPubSub for Pool {
    fn publish_with(&self, topic: Topic, message: Message, priority: Priority) -> Result<Offset, PublishError> {
        let published = self.inner.clock.now();
        let mut core = self.inner.core();
        while core.phase == Phase::Open {
            let policy = &*self.inner.seams.overflow;
            if let Some(offset) = core.publish(&topic, &message, published, priority, self.retention, policy) {
                staff(&self.inner, &mut core);
                return Ok(offset);
            }
            core = self.inner.room.wait(core).unwrap_or_else(PoisonError::into_inner);
        }
        Err(PublishError::ShutDown)
    }
}

impl WildcardPubSub for Pool {
    fn subscribe_pattern(&self, pattern: &str, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        let interest = match &self.wildcards {
            Some(wildcards) => Interest::pattern(pattern, wildcards),
            None => Interest::Topic(pattern.into()),
        };
        let joined = self.inner.core().enter(interest, spec);
        self.inner.room.notify_all();
        joined
    }
}
