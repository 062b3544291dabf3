//! `cargo xtask` inside a workspace: `.cargo/config.toml`.

use std::path::Path;

use kata_catalog::Root;

use crate::{Error, atomic};

const FIRST_LINE: &str = "# So that `cargo xtask` works in this folder too; mended by each run of it.";

/// Makes `cargo xtask` work inside the workspace, and mends that when the clone was moved. A file that is not ours is
/// left as it is. Cargo splits an alias at spaces unless it is a list; but a list is added to the clone's own alias where the workspace lies in
/// the clone, so there a clone below a folder with a space in its name goes without.
pub(crate) fn mend(workspace: &Path, root: &Root) -> Result<(), Error> {
    let manifest = root.path().join("Cargo.toml");
    let path = workspace.join(".cargo").join("config.toml");
    let old = std::fs::read_to_string(&path).ok();
    let is_ours = old.as_deref().is_none_or(|text| text.starts_with(FIRST_LINE));
    let Some(manifest) = manifest.to_str() else { return Ok(()) };
    let words = ["run", "--quiet", "--manifest-path", manifest, "--package", "xtask", "--"];
    let alias: toml::Value = match manifest.contains(char::is_whitespace) {
        false => words.join(" ").into(),
        true if workspace.starts_with(root.path()) => return Ok(()),
        true => words.map(str::to_owned).to_vec().into(),
    };
    let text = format!("{FIRST_LINE}\n[alias]\nxtask = {alias}\n");
    if !is_ours || old.as_deref() == Some(text.as_str()) {
        return Ok(());
    }
    let dir = workspace.join(".cargo");
    std::fs::create_dir_all(&dir).map_err(|error| Error::of(&dir, error))?;
    atomic::write(&path, text.as_bytes())
}
