//! What a subscription is about: one topic, or all that match a pattern.

use pub_sub_api::Topic;
use pub_sub_api::twists::wildcards::Wildcards;

/// What a subscription is about.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Interest {
    /// This topic.
    Topic(Topic),
    /// Each topic that matches.
    Pattern(Pattern),
}

/// A pattern of topics.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) text: String,
    wildcards: Wildcards,
}

impl Pattern {
    pub(crate) fn new(text: &str, wildcards: &Wildcards) -> Self {
        Pattern { text: text.to_owned(), wildcards: wildcards.clone() }
    }

    fn matches(&self, topic: &Topic) -> bool {
        let Wildcards { separator, any } = self.wildcards;
        let any = any.to_string();
        let pattern: Vec<_> = self.text.split(separator).collect();
        let parts: Vec<_> = topic.as_str().split(separator).collect();
        pattern.len() == parts.len() && pattern.iter().zip(parts).all(|(own, part)| *own == any || *own == part)
    }
}

impl Interest {
    /// Whether it is about this topic.
    pub(crate) fn covers(&self, topic: &Topic) -> bool {
        match self {
            Interest::Topic(own) => own == topic,
            Interest::Pattern(pattern) => pattern.matches(topic),
        }
    }
}
