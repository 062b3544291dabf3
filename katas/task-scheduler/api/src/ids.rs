//! The ids: newtypes, so that a job cannot be taken for a lease.

use std::fmt;

/// What the one who submits calls a job: `nightly-report`. No two jobs that are not over have the same key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobKey(String);

impl JobKey {
    /// The key with this text.
    pub fn new(text: impl Into<String>) -> Self {
        JobKey(text.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for JobKey {
    fn from(text: &str) -> Self {
        JobKey::new(text)
    }
}

impl fmt::Display for JobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The id with this number.
            pub const fn new(number: u64) -> Self {
                $name(number)
            }

            /// Its number.
            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&format!(concat!($letter, "{}"), self.0))
            }
        }
    };
}

number_id! {
    /// What your scheduler calls a job. No two jobs of a scheduler ever have the same id, whatever their keys.
    JobId, "J"
}

number_id! {
    /// What a worker is called. The workers choose their own.
    WorkerId, "W"
}

number_id! {
    /// What one claim is called, and what settles it: no two claims of a scheduler ever have the same, also not two claims of
    /// one occurrence by one worker.
    LeaseId, "L"
}
