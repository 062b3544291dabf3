//! Where a submission comes from, and what of it is read.
//!
//! Only regular `.rs` files under `src/` are part of a submission, with the manifest beside them for review. Hidden files
//! (an editor's locks and backups) and the package's own binaries are left out; a link or a device is refused.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use kata_disk::Digest;
use kata_verdict::Refusal;

use crate::Error;

const FILES: usize = 200;
const BYTES: u64 = 2 * 1024 * 1024;
const ENTRIES: usize = 10_000;
const MANIFEST_BYTES: u64 = 64 * 1024;
const TRIES: usize = 5;

/// Where a submission comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder with a `Cargo.toml` and a `src/`, read anew by each run.
    Workspace(PathBuf),
    /// Files by their path relative to the package: `src/lib.rs`, `src/lot.rs`. A `Cargo.toml` among them is reviewed
    /// like that of a workspace; it may be missing.
    Files(Vec<(PathBuf, Vec<u8>)>),
}

/// A submission as its bytes, and what cannot be taken of it.
#[derive(Debug, Default)]
pub(crate) struct Submission {
    /// By path, with `/`: `src/lot.rs`.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) manifest: Option<Vec<u8>>,
    pub(crate) refusals: Vec<Refusal>,
}

impl Source {
    /// Reads the submission. A workspace is being edited while we read: what moves under our hands is read again.
    pub(crate) fn load(&self) -> Result<Submission, Error> {
        let mut submission = match self {
            Source::Workspace(folder) => load_workspace(folder)?,
            Source::Files(files) => load_files(files),
        };
        submission.check_size();
        Ok(submission)
    }

    /// The Rust files of the submission by their paths, with `/`, in the order of these. Bytes that are no text are replaced.
    ///
    /// # Errors
    ///
    /// Where the submission cannot be read.
    pub fn texts(&self) -> Result<Vec<(String, String)>, Error> {
        let files = self.load()?.files.into_iter();
        Ok(files.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect())
    }

    /// The SHA-256, in hex, of all that a verdict depends on: two submissions with the same one get the same verdict.
    ///
    /// # Errors
    ///
    /// Where the submission cannot be read.
    pub fn digest(&self) -> Result<String, Error> {
        let submission = self.load()?;
        let mut digest = Digest::new();
        digest.part(submission.manifest.as_deref().unwrap_or(b"no manifest"));
        digest.part(&[u8::from(submission.manifest.is_some())]);
        for (name, bytes) in &submission.files {
            digest.part(name.as_bytes());
            digest.part(bytes);
        }
        for refusal in &submission.refusals {
            digest.part(refusal.file.as_bytes());
            digest.part(refusal.message.as_bytes());
        }
        Ok(digest.hex())
    }
}

impl Submission {
    fn refuse(&mut self, file: String, message: &str) {
        self.refusals.push(Refusal { file, line: None, message: message.to_owned() });
    }

    fn refuse_build_script(&mut self) {
        self.refuse("build.rs".to_owned(), "a build script is not run here: an interview is plain std; remove it");
    }

    /// Someone else's folder may have anything in this place: a link to what is not theirs, a pipe that nobody writes to.
    fn take_manifest(&mut self, folder: &Path, meta: &fs::Metadata) -> io::Result<()> {
        if !meta.is_file() {
            self.refuse("Cargo.toml".to_owned(), "this is not a regular file: put the manifest itself there");
            return Ok(());
        }
        let mut bytes = Vec::new();
        fs::File::open(folder.join("Cargo.toml"))?.take(MANIFEST_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MANIFEST_BYTES {
            self.refuse("Cargo.toml".to_owned(), "more than 64 KiB of manifest: a few lines are enough");
        } else {
            self.manifest = Some(bytes);
        }
        Ok(())
    }

    fn check_size(&mut self) {
        let bytes: usize = self.files.values().map(Vec::len).sum();
        if self.files.len() > FILES {
            self.refuse(
                "src".to_owned(),
                &format!("more than {FILES} source files: a round needs a handful; merge some"),
            );
        }
        if bytes as u64 > BYTES {
            self.refuse(
                "src".to_owned(),
                "more than 2 MiB of source: move data out of the code, or make it up at run time",
            );
        }
    }
}

fn load_files(files: &[(PathBuf, Vec<u8>)]) -> Submission {
    let mut submission = Submission::default();
    for (path, bytes) in files {
        match slashed(path).as_deref() {
            Some("Cargo.toml") => submission.manifest = Some(bytes.clone()),
            Some("build.rs") => submission.refuse_build_script(),
            Some(name) if is_source(name) => _ = submission.files.insert(name.to_owned(), bytes.clone()),
            _ => {}
        }
    }
    submission
}

fn load_workspace(folder: &Path) -> Result<Submission, Error> {
    let mut last = String::new();
    for _ in 0..TRIES {
        match try_load(folder) {
            Ok(submission) => return Ok(submission),
            Err(error) if error.kind() == io::ErrorKind::NotFound => last = error.to_string(),
            Err(error) => return Err(Error::Setup(format!("cannot read the workspace {}: {error}", folder.display()))),
        }
    }
    if !folder.is_dir() {
        return Err(Error::Setup(format!("there is no folder {}: was it moved or renamed?", folder.display())));
    }
    Err(Error::Setup(format!("the files of {} keep moving while they are read: {last}; save again", folder.display())))
}

fn try_load(folder: &Path) -> io::Result<Submission> {
    fs::read_dir(folder)?;
    let mut submission = Submission::default();
    if let Some(meta) = optional(fs::symlink_metadata(folder.join("Cargo.toml")))? {
        submission.take_manifest(folder, &meta)?;
    }
    if optional(fs::symlink_metadata(folder.join("build.rs")))?.is_some() {
        submission.refuse_build_script();
    }
    if let Some(meta) = optional(fs::symlink_metadata(folder.join("src")))? {
        let mut walk = Walk { root: folder, submission: &mut submission, entries: 0, bytes: 0 };
        walk.visit("src".to_owned(), &meta)?;
    }
    Ok(submission)
}

fn optional<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

struct Walk<'a> {
    root: &'a Path,
    submission: &'a mut Submission,
    entries: usize,
    bytes: u64,
}

impl Walk<'_> {
    fn visit(&mut self, name: String, meta: &fs::Metadata) -> io::Result<()> {
        self.entries += 1;
        let is_rust = name.ends_with(".rs");
        if self.is_over() {
            // What is beyond the limits is not even read; the limits themselves are refused afterwards.
            Ok(())
        } else if meta.is_dir() {
            self.visit_folder(&name)
        } else if meta.is_file() && is_source(&name) {
            self.take(name)
        } else if meta.is_symlink() && (is_rust || self.leads_to_folder(&name)) {
            self.submission.refuse(name, "a symbolic link is not followed: put the file itself there");
            Ok(())
        } else if !meta.is_file() && is_rust {
            self.submission.refuse(name, "this is not a regular file: put the source itself there");
            Ok(())
        } else {
            Ok(())
        }
    }

    fn is_over(&self) -> bool {
        self.entries > ENTRIES || self.bytes > BYTES || self.submission.files.len() > FILES
    }

    fn leads_to_folder(&self, name: &str) -> bool {
        self.root.join(name).is_dir()
    }

    fn visit_folder(&mut self, name: &str) -> io::Result<()> {
        let mut entries = fs::read_dir(self.root.join(name))?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let Some(own) = entry.file_name().to_str().map(str::to_owned) else { continue };
            if !own.starts_with('.') {
                // An entry that went away since is an editor's temporary file more often than not.
                if let Some(meta) = optional(entry.metadata())? {
                    self.visit(format!("{name}/{own}"), &meta)?;
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, name: String) -> io::Result<()> {
        let mut bytes = Vec::new();
        fs::File::open(self.root.join(&name))?.take(BYTES + 1).read_to_end(&mut bytes)?;
        self.bytes += bytes.len() as u64;
        self.submission.files.insert(name, bytes);
        Ok(())
    }
}

/// Whether a path names a source of the library. `src/main.rs` and `src/bin/` are programs of their own.
fn is_source(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.'));
    name.starts_with("src/")
        && name.ends_with(".rs")
        && !hidden
        && name != "src/main.rs"
        && !name.starts_with("src/bin/")
}

fn slashed(path: &Path) -> Option<String> {
    let parts = path.components().map(|part| match part {
        Component::Normal(part) => part.to_str(),
        _ => None,
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn workspace(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "// nothing").unwrap();
        }
        folder
    }

    fn load(folder: &tempfile::TempDir) -> Submission {
        Source::Workspace(folder.path().to_owned()).load().unwrap()
    }

    #[test]
    fn only_the_sources_of_the_library_are_taken() {
        let folder = workspace(&[
            "Cargo.toml",
            "src/lib.rs",
            "src/lot/floor.rs",
            "src/.#lot.rs",
            "src/lot.rs~",
            "src/notes.txt",
            "src/main.rs",
            "src/bin/try.rs",
            "tests/sample.rs",
        ]);
        symlink("nowhere", folder.path().join("src/.#lib.rs")).unwrap();
        let submission = load(&folder);
        assert_eq!(submission.files.keys().collect::<Vec<_>>(), ["src/lib.rs", "src/lot/floor.rs"]);
        assert_eq!(submission.refusals, []);
        assert!(submission.manifest.is_some());
    }

    #[test]
    fn links_devices_and_build_scripts_are_refused_by_name() {
        let folder = workspace(&["Cargo.toml", "build.rs", "src/lib.rs", "elsewhere/mod.rs"]);
        symlink("/dev/zero", folder.path().join("src/zero.rs")).unwrap();
        symlink(folder.path().join("elsewhere"), folder.path().join("src/lot")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("src/pipe.rs")).unwrap();
        let refused: Vec<_> = load(&folder).refusals.into_iter().map(|refusal| refusal.file).collect();
        assert_eq!(refused, ["build.rs", "src/lot", "src/pipe.rs", "src/zero.rs"]);
    }

    #[test]
    fn a_manifest_that_is_a_link_or_never_ends_is_refused() {
        for target in ["/dev/zero", "/", "nowhere", "src/lib.rs"] {
            let folder = workspace(&["src/lib.rs"]);
            symlink(target, folder.path().join("Cargo.toml")).unwrap();
            assert!(load(&folder).refusals[0].message.contains("not a regular file"), "{target}");
        }
        let folder = workspace(&["Cargo.toml", "src/lib.rs"]);
        fs::write(folder.path().join("Cargo.toml"), vec![b'#'; 65 * 1024]).unwrap();
        assert!(load(&folder).refusals[0].message.contains("64 KiB"));
    }

    #[test]
    fn the_digest_tells_submissions_apart_by_what_is_judged() {
        let digest = |files: &[(&str, &str)]| {
            let files = files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()));
            Source::Files(files.collect()).digest().unwrap()
        };
        let plain = digest(&[("src/lib.rs", "fn a() {}"), ("src/b.rs", "")]);
        assert_eq!(plain.len(), 64);
        assert_eq!(digest(&[("src/b.rs", ""), ("notes.txt", "mine"), ("src/lib.rs", "fn a() {}")]), plain);
        for other in [
            &[("src/lib.rs", "fn a() {} ")][..],
            &[("src/lib.rs", "fn a() {}"), ("src/c.rs", "")],
            &[("src/lib.rs", ""), ("src/b.rs", "fn a() {}")],
            &[("src/lib.rs", "fn a() {}"), ("src/b.rs", ""), ("Cargo.toml", "")],
            &[("src/lib.rs", "fn a() {}"), ("src/b.rs", ""), ("build.rs", "")],
        ] {
            assert_ne!(digest(other), plain, "{other:?}");
        }
        let folder = workspace(&["src/lib.rs"]);
        let as_files = digest(&[("src/lib.rs", "// nothing")]);
        assert_eq!(Source::Workspace(folder.path().to_owned()).digest().unwrap(), as_files);
    }

    #[test]
    fn too_much_source_is_refused() {
        let many: Vec<_> = (0..=FILES).map(|n| format!("src/m{n}.rs")).collect();
        let folder = workspace(&many.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(load(&folder).refusals[0].message.contains("200 source files"));
        let folder = workspace(&["src/lib.rs"]);
        fs::write(folder.path().join("src/data.rs"), vec![b' '; 3 << 20]).unwrap();
        assert!(load(&folder).refusals[0].message.contains("2 MiB"));
    }

    #[test]
    fn a_workspace_that_is_not_there_is_a_matter_of_setup() {
        let gone = Source::Workspace(PathBuf::from("/nonexistent/parking-lot")).load();
        assert!(matches!(gone, Err(Error::Setup(message)) if message.contains("/nonexistent/parking-lot")));
    }

    #[test]
    fn files_given_as_bytes_follow_the_same_rules() {
        let files = ["src/lib.rs", "src/../../x.rs", "tests/a.rs", "Cargo.toml", "build.rs"];
        let source = Source::Files(files.iter().map(|file| (PathBuf::from(file), Vec::new())).collect());
        let submission = source.load().unwrap();
        assert_eq!(submission.files.keys().collect::<Vec<_>>(), ["src/lib.rs"]);
        assert_eq!(submission.refusals[0].file, "build.rs");
    }
}
