//! A broker under test, and those who talk to it.

use std::sync::Arc;
use std::time::Duration;

use kata_suite::{attempt, call, complain, not_attempted, settle_ready, thread};
use pub_sub_api::{
    Config, DeadLetter, Duplicate, ExtensionError, Lag, Message, Offset, Overflow, Ports, PubSub, PublishError,
    RetryRule, Shutdown, SubscribeError, SubscriberSpec, SubscriptionId,
};

use crate::Subject;
use crate::doubles::{Body, Reader, SuiteClock, takes_it};

/// A broker under test.
#[derive(Clone)]
pub(crate) struct Newsroom {
    pub(crate) broker: Arc<dyn PubSub>,
}

/// A subscription and its subscriber.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) id: SubscriptionId,
    pub(crate) reader: Arc<Reader>,
}

/// So many attempts, with pauses from `first_delay` milliseconds on, twice as long each time up to `max_delay`.
pub(crate) fn retry(max_attempts: u32, first_delay: u64, max_delay: u64) -> Config {
    let (first_delay, max_delay) = (Duration::from_millis(first_delay), Duration::from_millis(max_delay));
    Config { retry: RetryRule { max_attempts, first_delay, factor: 2, max_delay }, ..Config::default() }
}

/// With a memory of so many messages for each topic.
pub(crate) fn retention(retention: usize) -> Config {
    Config { retention, ..Config::default() }
}

/// Lets a second pass, and then whatever can run do so. Nothing that a check begins takes longer, and a broker that wakes up now and
/// then for nothing is never without a timer, so this does not wait for there to be none.
pub(crate) fn settle() {
    settle_ready();
    thread::sleep(Duration::from_secs(1));
    settle_ready();
}

impl Newsroom {
    /// With the default config.
    pub(crate) fn open(build: Subject) -> Newsroom {
        Newsroom::with(build, Config::default())
    }

    /// With this config.
    pub(crate) fn with(build: Subject, config: Config) -> Newsroom {
        Newsroom { broker: (build.build)(config, Ports { clock: Arc::new(SuiteClock) }) }
    }

    /// Subscribes somebody who must be taken, and who takes each message at once.
    pub(crate) fn join(&self, topic: &str, name: &str) -> Member {
        self.join_as(topic, name, takes_it())
    }

    /// Subscribes somebody who must be taken.
    pub(crate) fn join_as(&self, topic: &str, name: &str, body: Body) -> Member {
        self.join_with(topic, name, body, |spec| spec)
    }

    /// Subscribes somebody who must be taken, with a queue of this capacity.
    pub(crate) fn join_queue(
        &self,
        topic: &str,
        name: &str,
        body: Body,
        capacity: usize,
        overflow: Overflow,
    ) -> Member {
        self.join_with(topic, name, body, |spec| spec.queue(capacity, overflow))
    }

    fn join_with(
        &self,
        topic: &str,
        name: &str,
        body: Body,
        terms: impl FnOnce(SubscriberSpec) -> SubscriberSpec,
    ) -> Member {
        let reader = Reader::new(body);
        let spec = terms(SubscriberSpec::new(name, reader.clone()));
        match self.try_join(topic, spec) {
            Ok(id) => Member { id, reader },
            Err(error) => complain(format!("subscribe of {name} to {topic} was refused: {error}")),
        }
    }

    /// Subscribes somebody who may be a duplicate.
    pub(crate) fn join_again(
        &self,
        topic: &str,
        name: &str,
        duplicate: Duplicate,
    ) -> (Arc<Reader>, Result<SubscriptionId, SubscribeError>) {
        let reader = Reader::new(takes_it());
        let spec = SubscriberSpec::new(name, reader.clone()).duplicate(duplicate);
        (reader, self.try_join(topic, spec))
    }

    /// Subscribes.
    pub(crate) fn try_join(&self, topic: &str, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        call(&format!("subscribe({topic}, {})", spec.name), || self.broker.subscribe(topic.into(), spec))
    }

    /// Ends a subscription.
    pub(crate) fn leave(&self, id: SubscriptionId) {
        call(&format!("unsubscribe({id})"), || self.broker.unsubscribe(id));
    }

    /// Publishes.
    pub(crate) fn try_publish(&self, topic: &str, text: &str) -> Result<Offset, PublishError> {
        call(&format!("publish({topic}, {text})"), || self.broker.publish(topic.into(), Message::new(text)))
    }

    /// Publishes what must be taken. The offset.
    pub(crate) fn publish(&self, topic: &str, text: &str) -> u64 {
        match self.try_publish(topic, text) {
            Ok(offset) => offset.get(),
            Err(error) => complain(format!("publish of {text} to {topic} was refused: {error}")),
        }
    }

    /// Publishes several messages that must be taken.
    pub(crate) fn publish_all(&self, topic: &str, texts: &[&str]) {
        for text in texts {
            self.publish(topic, text);
        }
    }

    /// Shuts down.
    pub(crate) fn close(&self, how: Shutdown) {
        call(&format!("shutdown({how:?})"), || self.broker.shutdown(how));
    }

    /// How far a subscription is behind.
    pub(crate) fn lag(&self, id: SubscriptionId) -> Result<Lag, ExtensionError> {
        let lag = call(&format!("lag({id})"), || self.broker.lag(id));
        attempt("lag", lag, |error| *error == ExtensionError::Unsupported)
    }

    /// The dead letters.
    pub(crate) fn letters(&self) -> Vec<DeadLetter> {
        match call("dead_letters()", || self.broker.dead_letters()) {
            Ok(letters) => letters,
            Err(ExtensionError::Unsupported) => not_attempted("dead_letters"),
            Err(error) => complain(format!("dead_letters was refused: {error}")),
        }
    }

    /// Lets a subscription go on at this offset.
    pub(crate) fn replay(&self, id: SubscriptionId, offset: u64) -> Result<(), ExtensionError> {
        let replay = call(&format!("replay_from({id}, {offset})"), || self.broker.replay_from(id, Offset::new(offset)));
        attempt("replay_from", replay, |error| *error == ExtensionError::Unsupported)
    }

    /// Lets so many milliseconds pass, and then whatever can run do so.
    pub(crate) fn wait(&self, millis: u64) {
        thread::sleep(Duration::from_millis(millis));
        settle_ready();
    }
}
