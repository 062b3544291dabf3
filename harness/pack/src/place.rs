//! How packs get onto the disk: each whole, or not there at all.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use kata_archive::{Packed, write_zip};
use kata_catalog::Error;
use kata_disk::{Access, Stage};

use crate::{Instructor, Order, Students};

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// The students' folder.
    pub students: PathBuf,
    /// The same as one file.
    pub zip: PathBuf,
    /// Its size in bytes.
    pub zip_bytes: usize,
    /// The instructor's folder.
    pub instructor: PathBuf,
}

impl Laid {
    /// Where the packs of an assignment go.
    fn places(name: &str, out: &Path) -> Laid {
        let place = |what: &str| out.join(format!("{name}-{what}"));
        let (students, zip, instructor) = (place("students"), place("students.zip"), place("instructor"));
        Laid { students, zip, zip_bytes: 0, instructor }
    }

    /// Sees that nothing is in the way, before anything is made.
    ///
    /// # Errors
    ///
    /// With what is there.
    pub fn free(name: &str, out: &Path) -> Result<Laid, Error> {
        let places = Laid::places(name, out);
        for place in [&places.students, &places.zip, &places.instructor] {
            if place.symlink_metadata().is_ok() {
                let message =
                    "is there already, and was left as it is: move it away, or name another folder with --out";
                return Err(Error::of(place, message));
            }
        }
        Ok(places)
    }
}

/// Writes both packs below `out`, which is made if it is not there.
///
/// # Errors
///
/// Where something is in the way, which is left as it is, or nothing can be written.
pub fn lay_down(order: &Order<'_>, out: &Path, students: &Students, instructor: &Instructor) -> Result<Laid, Error> {
    let mut laid = Laid::free(&order.assignment.name, out)?;
    fs::create_dir_all(out).map_err(|error| Error::of(out, format!("cannot be made: {error}")))?;
    let _turn = take_turn(out);
    let staged = Stage::begin(out, Access::Private);
    let staged = staged.map_err(|error| Error::of(out, format!("cannot be written to: {error}")))?;
    let at = |name: &str| staged.path().join(name);
    let zip = zipped(&students.files, &order.assignment.name, order.now_s)?;
    laid.zip_bytes = zip.len();
    write_all(&at("students"), &students.files)?;
    write_all(&at("instructor"), &instructor.files)?;
    write(&at("students.zip"), &Packed::plain("students.zip", zip))?;
    let moves = [("students", &laid.students), ("students.zip", &laid.zip), ("instructor", &laid.instructor)];
    for (name, target) in moves {
        fs::rename(at(name), target).map_err(|error| Error::of(target, format!("cannot be made: {error}")))?;
    }
    Ok(laid)
}

/// Waits until nobody else packs into this folder. On a disk that keeps no locks, there is nothing to wait for.
fn take_turn(out: &Path) -> Option<File> {
    let folder = File::open(out).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// A zip of these files, in one folder.
fn zipped(files: &[Packed], folder: &str, now_s: u64) -> Result<Vec<u8>, Error> {
    let files: Vec<Packed> =
        files.iter().map(|file| Packed { name: format!("{folder}/{}", file.name), ..file.clone() }).collect();
    zip(&files, now_s)
}

/// A zip of these files.
pub(crate) fn zip(files: &[Packed], now_s: u64) -> Result<Vec<u8>, Error> {
    write_zip(files, now_s).map_err(|error| Error::new(error.to_string()))
}

/// Writes these files below a folder that is not there yet.
pub(crate) fn write_all(folder: &Path, files: &[Packed]) -> Result<(), Error> {
    files.iter().try_for_each(|file| write(&folder.join(&file.name), file))
}

fn write(path: &Path, file: &Packed) -> Result<(), Error> {
    let written = fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
        .and_then(|()| fs::write(path, &file.bytes))
        .and_then(|()| match file.is_executable {
            true => fs::set_permissions(path, Permissions::from_mode(0o755)),
            false => Ok(()),
        });
    written.map_err(|error| Error::of(path, format!("cannot be written: {error}")))
}
