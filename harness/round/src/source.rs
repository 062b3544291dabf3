//! The source of a workspace as a snapshot takes it: regular `.rs` files below `src/`, and `Cargo.toml`.
//!
//! Contents are bytes in any encoding. A name is text in the log; what is no UTF-8 in it is written as `%FF`, and `%` as `%25`, so that
//! every name can be given back as it was.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind};
use crate::event::Skipped;

/// How many files a snapshot takes.
pub const MAX_FILES: usize = 200;

/// How many bytes a snapshot takes.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

const MAX_ENTRIES: usize = 10_000;
const MAX_SKIPPED: usize = 20;
const TRIES: usize = 5;

/// Contents by path, as [`encode_path`] writes it.
pub type SourceFiles = BTreeMap<String, Vec<u8>>;

/// The source of a workspace at one moment.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) files: SourceFiles,
    pub(crate) skipped: Vec<Skipped>,
    /// When a file of it was last touched, in milliseconds since 1970, by the clock of the file system.
    pub(crate) touched_ms: u64,
    entries: usize,
    bytes: u64,
}

/// A path relative to the workspace as text.
pub fn encode_path(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        text.push_str(&chunk.valid().replace('%', "%25"));
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("%{byte:02X}")));
    }
    text
}

/// The path that [`encode_path`] made text of. None where no snapshot has such a path: only `Cargo.toml` and `.rs` files below `src/` are
/// allowed, and nothing leads elsewhere.
pub fn decode_path(text: &str) -> Option<PathBuf> {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    let is_rust = bytes.ends_with(b".rs");
    let path = PathBuf::from(OsString::from_vec(bytes));
    // `components` would tidy up `src//x.rs` and `src/./x.rs`, and then two texts would be one path.
    let is_plain = text.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let is_ours = path == Path::new("Cargo.toml") || path.starts_with("src") && is_rust;
    (is_plain && is_ours && encode_path(&path) == text && !text.contains('\0')).then_some(path)
}

/// The source of a workspace as it is now, as a snapshot would take it: contents by path ([`encode_path`]), and what is not taken.
///
/// # Errors
///
/// Where it cannot be read, or is more than a snapshot takes.
pub fn read_source(workspace: &Path) -> Result<(SourceFiles, Vec<Skipped>), Error> {
    read(workspace).map(|source| (source.files, source.skipped))
}

/// Reads the source. A workspace is being edited while we read: what moves under our hands is read again.
pub(crate) fn read(workspace: &Path) -> Result<Source, Error> {
    let src = workspace.join("src");
    let mut tries = 0;
    loop {
        tries += 1;
        let mut source = Source::default();
        match source.read(workspace) {
            Ok(()) => return source.checked(workspace),
            Err(error) if error.kind() == io::ErrorKind::NotFound && src.is_dir() && tries < TRIES => {}
            Err(error) => return Err(Error::io(&src, &error)),
        }
    }
}

impl Source {
    fn read(&mut self, workspace: &Path) -> io::Result<()> {
        let manifest = workspace.join("Cargo.toml");
        match fs::symlink_metadata(&manifest) {
            Ok(meta) => self.visit(workspace, Path::new("Cargo.toml"), &meta)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        self.visit_folder(workspace, Path::new("src"))
    }

    fn visit(&mut self, workspace: &Path, path: &Path, meta: &Metadata) -> io::Result<()> {
        self.entries += 1;
        let is_wanted = path.as_os_str().as_bytes().ends_with(b".rs") || path == Path::new("Cargo.toml");
        if self.is_over() {
            Ok(())
        } else if meta.is_dir() {
            self.visit_folder(workspace, path)
        } else if meta.is_file() && is_wanted {
            self.take(workspace, path, meta)
        } else if is_wanted {
            let why = if meta.is_symlink() { "a symbolic link" } else { "no regular file" };
            self.skip(path, why);
            Ok(())
        } else {
            Ok(())
        }
    }

    fn visit_folder(&mut self, workspace: &Path, folder: &Path) -> io::Result<()> {
        let mut entries = fs::read_dir(workspace.join(folder))?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        // What editors keep beside a file (`.#lot.rs`) is nobody's source.
        entries.retain(|entry| !entry.file_name().as_bytes().starts_with(b"."));
        for entry in entries {
            match entry.metadata() {
                Ok(meta) => self.visit(workspace, &folder.join(entry.file_name()), &meta)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn take(&mut self, workspace: &Path, path: &Path, meta: &Metadata) -> io::Result<()> {
        let mut content = Vec::new();
        fs::File::open(workspace.join(path))?.take(MAX_BYTES + 1).read_to_end(&mut content)?;
        self.bytes += content.len() as u64;
        self.touched_ms = self.touched_ms.max(touched_ms(meta));
        self.files.insert(encode_path(path), content);
        Ok(())
    }

    fn skip(&mut self, path: &Path, why: &str) {
        if self.skipped.len() < MAX_SKIPPED {
            self.skipped.push(Skipped { path: encode_path(path), why: why.to_owned() });
        }
    }

    fn is_over(&self) -> bool {
        self.entries > MAX_ENTRIES || self.bytes > MAX_BYTES || self.files.len() > MAX_FILES
    }

    fn checked(self, workspace: &Path) -> Result<Source, Error> {
        if self.is_over() {
            return Err(Error::of(
                Kind::TooMuch,
                &workspace.join("src"),
                format!(
                    "holds more than {MAX_FILES} files or 2 MiB of source, so no snapshot was taken: a round needs a handful of files; \
                     merge some, or move data out of the code"
                ),
            ));
        }
        Ok(self)
    }
}

/// When a file was last written, moved or marked: nobody can set the second of the two times at will.
fn touched_ms(meta: &Metadata) -> u64 {
    let ms = |seconds: i64, nanos: i64| u64::try_from(seconds * 1000 + nanos / 1_000_000).unwrap_or(0);
    ms(meta.mtime(), meta.mtime_nsec()).max(ms(meta.ctime(), meta.ctime_nsec()))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn every_name_comes_back_as_it_was() {
        let names: [&[u8]; 5] =
            [b"src/lot.rs", b"src/two words.rs", b"src/100%.rs", b"src/caf\xe9.rs", "src/größe.rs".as_bytes()];
        for name in names {
            let path = Path::new(OsStr::from_bytes(name));
            assert_eq!(decode_path(&encode_path(path)).as_deref(), Some(path));
        }
        assert_eq!(encode_path(Path::new(OsStr::from_bytes(names[3]))), "src/caf%E9.rs");
    }

    #[test]
    fn no_other_path_is_taken_from_a_log() {
        let hostile = [
            "/etc/x.rs",
            "src/../x.rs",
            "../src/x.rs",
            "src/x.txt",
            "tests/x.rs",
            "src/%2e%2e/x.rs",
            "src/%2F..%2Fx.rs",
            "src/x%00.rs",
            "src/x\0.rs",
            "src//x.rs",
            "src/./x.rs",
            "src/%zz.rs",
            "src/%é.rs",
            "",
        ];
        for path in hostile {
            assert_eq!(decode_path(path), None, "{path}");
        }
    }
}
