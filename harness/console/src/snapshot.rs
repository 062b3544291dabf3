//! What a workspace holds at a moment, to tell a real change from a mere event.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The contents of all that is judged, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshot(u64);

impl Snapshot {
    /// Looks at the sources and the manifest. What cannot be read now is as good as not there; a later event tells more.
    pub fn of(dir: &Path) -> Snapshot {
        let mut hasher = DefaultHasher::new();
        std::fs::read(dir.join("Cargo.toml")).unwrap_or_default().hash(&mut hasher);
        let mut files = kata_catalog::read_tree(&dir.join("src"), Path::new("src")).unwrap_or_default();
        // What an editor leaves beside a source for a moment (`4913`, `lot.rs~`) is not judged.
        files.retain(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"));
        files.hash(&mut hasher);
        Snapshot(hasher.finish())
    }
}

/// Which folders are there: their numbers on the file system, since a name can be given to another folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    workspace: (u64, u64),
    sources: (u64, u64),
}

impl Place {
    /// The folders at this moment; None where one of them is missing.
    pub fn of(dir: &Path) -> Option<Place> {
        let number = |path: &Path| {
            std::fs::metadata(path).ok().filter(|data| data.is_dir()).map(|data| (data.dev(), data.ino()))
        };
        Some(Place { workspace: number(dir)?, sources: number(&dir.join("src"))? })
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Snapshot};

    #[test]
    fn only_what_is_judged_makes_a_difference() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| std::fs::write(dir.path().join(path), text).expect("it can be written");
        std::fs::create_dir(dir.path().join("src")).expect("it can be made");
        write("src/lib.rs", "a");
        let first = Snapshot::of(dir.path());
        write("src/lib.rs", "a");
        write("notes.txt", "b");
        write("src/lib.rs~", "b");
        write("src/4913", "b");
        assert_eq!(Snapshot::of(dir.path()), first);
        write("Cargo.toml", "[dependencies]");
        let second = Snapshot::of(dir.path());
        assert_ne!(second, first);
        write("src/lib.rs", "b");
        assert_ne!(Snapshot::of(dir.path()), second);
    }

    #[test]
    fn a_folder_that_takes_the_place_of_another_is_not_the_same() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (sources, aside) = (dir.path().join("src"), dir.path().join("aside"));
        std::fs::create_dir(&sources).expect("it can be made");
        let first = Place::of(dir.path());
        std::fs::rename(&sources, &aside).expect("it can be moved");
        assert_eq!(Place::of(dir.path()), None);
        std::fs::create_dir(&sources).expect("it can be made");
        assert_ne!(Place::of(dir.path()), first);
        assert!(first.is_some());
    }
}
