//! Where a submission comes from.

use std::path::PathBuf;

/// Where a submission comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder with a `Cargo.toml` and a `src/`, read anew by each run.
    Workspace(PathBuf),
    /// Files by their path relative to the package: `src/lib.rs`, `src/lot.rs`. A `Cargo.toml` among them is reviewed
    /// like that of a workspace; it may be missing.
    Files(Vec<(PathBuf, Vec<u8>)>),
}
