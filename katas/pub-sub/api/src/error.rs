//! Why a call was refused. A refused call has changed nothing.

use std::error::Error;
use std::fmt;

use crate::SubscriptionId;

/// Why a subscription did not begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubscribeError {
    /// The broker is shut down, or about to be.
    ShutDown,
    /// This subscription has the same name on the same topic.
    AlreadySubscribed(SubscriptionId),
}

impl fmt::Display for SubscribeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SubscribeError::ShutDown => f.write_str("the broker is shut down"),
            SubscribeError::AlreadySubscribed(id) => write!(f, "the name is taken by {id}"),
        }
    }
}

impl Error for SubscribeError {}

/// Why a message was not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishError {
    /// The broker is shut down, or about to be.
    ShutDown,
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the broker is shut down")
    }
}

impl Error for PublishError {}

/// Why an extension did nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionError {
    /// This broker leaves the extension out.
    Unsupported,
    /// There is no such subscription, or it has ended.
    UnknownSubscription(SubscriptionId),
}

impl fmt::Display for ExtensionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExtensionError::Unsupported => f.write_str("this broker leaves the extension out"),
            ExtensionError::UnknownSubscription(id) => write!(f, "{id} is no subscription"),
        }
    }
}

impl Error for ExtensionError {}
