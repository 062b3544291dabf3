//! Stage, build, run, verdict.
