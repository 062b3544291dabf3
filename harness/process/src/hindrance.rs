//! What a tool says where the machine keeps it from its work: a full disk, no memory, a linker that is not there.

use rustix::process::Signal;

use crate::{Exit, Finished};

/// How tools tell of a fault of the machine, in lower case, and what to do about it.
const FAULTS: &[(&[&str], &str)] = &[
    (
        &[
            "no space left on device",
            "disk quota exceeded",
            "file too large (os error",
            // What is mapped into memory has no other way to say that the disk is full.
            "signal 7 [bus error]",
            "sigbus",
        ],
        "make room on the disk, and try again",
    ),
    (
        &["cannot allocate memory", "signal 9 [killed]", "sigkill"],
        "the machine has too little memory left: close what you can, and try again",
    ),
    (&["too many open files", "resource temporarily unavailable (os error"], "close what you can, and try again"),
    (
        &["permission denied (os error", "read-only file system", "operation not permitted (os error"],
        "make the folder writable for you, and try again",
    ),
    (&["input/output error (os error"], "the disk cannot be read or written there: see to it, and try again"),
    (
        &["is not installed for the toolchain", "could not execute process `"],
        "install Rust from https://rustup.rs, or what is missing with `rustup component add`, and try again",
    ),
    (&["linker `"], "install a C compiler (gcc or clang), and try again"),
];

/// The first line in which a tool speaks of a fault of the machine, with what to do about it; None where it speaks of anything else. What is
/// handed in must not be what the tool quotes from somebody's code.
pub fn hindrance(said: &str) -> Option<String> {
    said.lines().find_map(|line| {
        let lower = line.to_lowercase();
        let (_, advice) = FAULTS.iter().find(|(parts, _)| parts.iter().any(|part| lower.contains(part)))?;
        let said = line.trim().trim_start_matches("error: ").trim_end_matches('.');
        Some(format!("{said}; {advice}"))
    })
}

impl Finished {
    /// What kept a tool from its work that went wrong: in its own words on stderr, or by the signal that ended it.
    pub fn hindrance(&self) -> Option<String> {
        let ended = match self.exit {
            Exit::Signal(signal) if signal == Signal::KILL.as_raw() => "it was ended by SIGKILL",
            Exit::Signal(signal) if signal == Signal::BUS.as_raw() => "it was ended by SIGBUS",
            _ => "",
        };
        hindrance(&self.stderr).or_else(|| hindrance(ended))
    }
}

#[cfg(test)]
mod tests {
    use super::hindrance;

    /// What rustc and cargo of Rust 1.95 said on a disk that was really full, and as some other faults are told.
    #[test]
    fn what_the_machine_does_wrong_is_known_by_its_words() {
        for (said, advice) in [
            ("rustc-LLVM ERROR: IO failure on output stream: No space left on device\n", "make room"),
            (
                "error: failed to write to `target/debug/full.rmeta`: No space left on device (os error 28)\n",
                "make room",
            ),
            (
                "error: could not compile `p` (lib)\n\nCaused by:\n  No space left on device (os error 28)\n",
                "make room",
            ),
            (
                "linking with `cc` failed: exit status: 1\ncollect2: fatal error: ld terminated with signal 7 [Bus error]",
                "room",
            ),
            (
                "error: failed to open: /w/target/round/.cargo-lock\n\nCaused by:\n  Permission denied (os error 13)",
                "writable",
            ),
            ("process didn't exit successfully: `rustc` (signal: 9, SIGKILL: kill)", "memory"),
            ("error: linker `cc` not found", "C compiler"),
            (
                "error: 'rustc' is not installed for the toolchain '1.95'.\nTo install, run `rustup …`",
                "rustup component",
            ),
        ] {
            let told = hindrance(said).unwrap_or_else(|| panic!("not known: {said}"));
            assert!(told.contains(advice) && !told.contains('\n') && !told.starts_with("error"), "{told}");
        }
    }

    #[test]
    fn what_is_wrong_with_the_code_or_its_manifest_is_none() {
        for said in [
            "error: no matching package named `rand` found\n",
            "error: failed to read `api/Cargo.toml`\n\nCaused by:\n  No such file or directory (os error 2)\n",
            "error: could not compile `lot` (lib) due to 1 previous error\n",
            "",
        ] {
            assert_eq!(hindrance(said), None);
        }
    }
}
