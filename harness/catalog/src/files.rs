//! A set of files in memory, by path relative to a package.

use std::io;
use std::path::{Path, PathBuf};

/// Files by their path relative to a package: `src/lib.rs`.
pub type Files = Vec<(PathBuf, Vec<u8>)>;

/// Reads every regular file below `dir`, in the order of their paths; each path begins with `prefix`.
pub fn read_tree(dir: &Path, prefix: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    collect(dir, prefix, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(dir: &Path, prefix: &Path, files: &mut Files) -> io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let path = prefix.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else if kind.is_file() && !is_hidden(&entry.file_name()) {
            files.push((path, std::fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// What editors and file managers leave behind (`.lot.rs.swp`, `.DS_Store`) is nobody's source.
pub(crate) fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
