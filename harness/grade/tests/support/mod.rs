//! What the tests of the grader share: a framework in miniature, and a grader on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kata_grade::{Grader, Options, Request, Source};
use kata_verdict::{Level, Tier};

/// A submission that the toy's suite accepts.
pub(crate) const GOOD: &str = "
use std::sync::Arc;
use toy_api::{Config, Ports, Toy};

pub struct Seams;

impl Seams {
    pub fn new(_: &Config) -> Seams {
        Seams
    }
}

struct Mine;

impl Toy for Mine {
    fn act(&self) -> u32 {
        42
    }
    fn rest(&self) {}
}

pub fn build(_: Config, _: Ports, _: Seams) -> Arc<dyn Toy> {
    Arc::new(Mine)
}
";

/// The root of the toy framework, laid out once in a test binary.
pub(crate) fn toy_root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let name = std::env::current_exe().unwrap().file_stem().unwrap().to_string_lossy().into_owned();
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/toy"), &root);
        root
    })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name().to_str().unwrap().trim_end_matches(".in"));
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else if fs::read(&target).ok() != fs::read(entry.path()).ok() {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A grader of the toy.
pub(crate) fn toy() -> Grader {
    let options = Options { root: toy_root().to_owned(), kata: "toy".to_owned(), jobs: 0, incremental: false };
    Grader::open(options, &mut |_| {}).unwrap()
}

/// Everything, quickly.
pub(crate) fn everything() -> Request {
    Request::whole(Tier::Quick, Level::L3)
}

/// A submission of these files.
pub(crate) fn files(files: &[(&str, &str)]) -> Source {
    Source::Files(files.iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec())).collect())
}
