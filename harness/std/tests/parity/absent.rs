//! What is not as in std, and why.

use std::collections::BTreeSet;

/// Items that differ from std's: the beginning of what the comparison says, and the reason.
pub(crate) const ABSENT: &[(&str, &str)] = &[
    ("sync::Arc: impl AsHandle", "of another operating system"),
    ("sync::Arc: impl AsSocket", "of another operating system"),
    ("thread::JoinHandle: impl AsHandle", "of another operating system"),
    ("thread::JoinHandle: impl AsRawHandle", "of another operating system"),
    ("thread::JoinHandle: impl From<JoinHandle<T>> for OwnedHandle", "of another operating system"),
    ("thread::JoinHandle: impl IntoRawHandle", "of another operating system"),
    ("thread::JoinHandle: impl JoinHandleExt", "names the thread of the operating system, and there is none"),
];

/// Modules, macros and functions at the root of std that a submission cannot name.
const ABSENT_AT_THE_ROOT: &[(&str, &str)] = &[
    ("fs", "a submission that reads files could read the hidden suite"),
    ("net", "a submission stands alone"),
    ("env", "the environment is no part of a submission"),
    ("process", "a submission that ends the process could forge a verdict"),
    ("os", "the way round all of the above"),
    ("path", "its methods ask the file system"),
    ("alloc", "memory is allocated by hand in unsafe code"),
    ("arch", "needs unsafe code"),
    ("is_x86_feature_detected", "differs from machine to machine"),
    ("try", "deprecated, and a keyword by now"),
    ("intrinsics", "needs unsafe code"),
    ("backtrace", "differs from machine to machine"),
    ("option_env", "read at compile time"),
    ("include", "reads files at compile time"),
    ("include_bytes", "reads files at compile time"),
    ("include_str", "reads files at compile time"),
];

/// Why this difference is meant.
pub(crate) fn reason(what: &str) -> Option<&'static str> {
    if what.contains("unsafe fn") {
        return Some("needs unsafe code, which is refused");
    }
    ABSENT.iter().find(|(listed, _)| what.starts_with(listed)).map(|(_, reason)| *reason)
}

/// Whether a line of the list still says something.
pub(crate) fn hits(listed: &str, missing: &BTreeSet<String>) -> bool {
    missing.iter().any(|what| what.starts_with(listed))
}

/// Why this is not at the root.
pub(crate) fn reason_for_root(name: &str) -> Option<&'static str> {
    ABSENT_AT_THE_ROOT.iter().find(|(listed, _)| *listed == name).map(|(_, reason)| *reason)
}
