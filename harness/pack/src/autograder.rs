//! The autograder for Gradescope, as its documentation has it: a zip with `setup.sh` and `run_autograder` at its top.
//!
//! It holds the hidden suite of the one kata, and no solution. Gradescope unpacks it to `/autograder/source`, runs `setup.sh` once for the
//! image, and `run_autograder` for each submission, in `/autograder/submission`; the outcome is `/autograder/results/results.json`.

use std::path::PathBuf;

use kata_archive::Packed;
use kata_catalog::{Error, Kata};

use crate::lock::lock;
use crate::subset::{Profile, Subset};
use crate::{Order, Tree, kata, place, template};

/// The folder of the zip that holds the part of the clone.
const CLONE: &str = "clone";

/// The bytes of the zip.
pub(crate) fn zip(order: &Order<'_>, kata: &Kata) -> Result<Vec<u8>, Error> {
    let mut subset = Subset::of(order.root)?;
    let rust = subset.rust()?;
    subset.add_crate(&PathBuf::from("xtask"))?;
    let home = PathBuf::from("katas").join(kata.slug());
    for part in ["api", "suite"] {
        subset.add_crate(&home.join(part))?;
    }
    subset.add_needed()?;
    let mut clone = subset.finish(&["xtask", "harness/*", "katas/*/api", "katas/*/suite"], Profile::Own)?;
    let known: Vec<String> = clone.iter().map(|file| file.name.clone()).collect();
    // The crates of the kata are there already, without their tests.
    clone.extend(kata::whole(kata)?.into_iter().filter(|file| !known.contains(&file.name)));
    lock(order.root, &mut clone)?;
    let inner = clone.into_iter().map(|file| Packed { name: format!("{CLONE}/{}", file.name), ..file });
    let mut files: Tree = vec![
        script(order, "setup.sh", &[("RUST", &rust), ("KATA", kata.slug())])?,
        script(order, "run_autograder", &[])?,
        Packed::plain("assignment.toml", order.text),
    ];
    files.extend(inner);
    files[2..].sort_by(|a, b| a.name.cmp(&b.name));
    place::zip(&files, order.now_s)
}

fn script(order: &Order<'_>, name: &str, values: &[(&str, &str)]) -> Result<Packed, Error> {
    let text = template::filled(order.root, &format!("gradescope/{name}"), values)?;
    Ok(Packed { is_executable: true, ..Packed::plain(name, text) })
}
