//! A part of the clone that is a workspace of its own: some crates, and whatever of ours they need.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kata_archive::Packed;
use kata_catalog::{Error, Root};
use toml::{Table, Value};

use crate::{Tree, copied, read_text};

/// The tables of a manifest that are about its tests.
const TESTS: [&str; 4] = ["dev-dependencies", "test", "bench", "example"];

/// The profile of a pack in which nothing judges: nothing in it has to run fast.
const PLAIN_PROFILE: &str = "[profile.dev]\ndebug = false\n\n[profile.dev.build-override]\nopt-level = 0\n";

/// Whose settings for compiling a part has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Those of a program that judges nothing.
    Plain,
    /// The clone's own.
    Own,
}

/// A part of the clone, as far as it is put together.
pub(crate) struct Subset<'a> {
    root: &'a Root,
    whole: Table,
    files: Tree,
    /// What the manifests so far depend on.
    used: BTreeSet<String>,
}

impl<'a> Subset<'a> {
    /// Nothing yet.
    pub(crate) fn of(root: &'a Root) -> Result<Subset<'a>, Error> {
        let whole = parsed("Cargo.toml", &read_text(root, "Cargo.toml")?)?;
        Ok(Subset { root, whole, files: Tree::new(), used: BTreeSet::new() })
    }

    /// Adds files that are no crate of the clone.
    pub(crate) fn add(&mut self, files: impl IntoIterator<Item = Packed>) {
        self.files.extend(files);
    }

    /// Adds a manifest, for what it needs.
    pub(crate) fn add_manifest(&mut self, path: &str, text: &str) -> Result<(), Error> {
        let manifest = without_tests(parsed(path, text)?, false);
        self.used.extend(dependencies(&manifest));
        self.files.push(Packed::plain(path, manifest.to_string()));
        Ok(())
    }

    /// Adds a crate of the clone: its manifest and its sources, without its tests.
    pub(crate) fn add_crate(&mut self, folder: &Path) -> Result<(), Error> {
        let path = format!("{}/Cargo.toml", folder.display());
        let is_library = self.root.path().join(folder).join("src/lib.rs").is_file();
        let manifest = without_tests(parsed(&path, &read_text(self.root, &path)?)?, is_library);
        self.used.extend(dependencies(&manifest));
        self.files.push(Packed::plain(path, manifest.to_string()));
        self.files.extend(copied(self.root, &folder.join("src"))?);
        Ok(())
    }

    /// Adds every crate of ours that is needed by what is there.
    pub(crate) fn add_needed(&mut self) -> Result<(), Error> {
        let ours = self.ours();
        let mut done = BTreeSet::new();
        loop {
            let next = self.used.iter().find(|name| ours.contains_key(*name) && !done.contains(*name)).cloned();
            let Some(name) = next else { return Ok(()) };
            self.add_crate(&ours[&name])?;
            done.insert(name);
        }
    }

    /// The whole, with a manifest for it.
    pub(crate) fn finish(mut self, members: &[&str], profile: Profile) -> Result<Tree, Error> {
        let mut workspace = self.shared("workspace")?;
        workspace
            .insert("members".to_owned(), Value::Array(members.iter().map(|member| Value::from(*member)).collect()));
        if let Some(Value::Table(dependencies)) = workspace.get_mut("dependencies") {
            dependencies.retain(|name, _| self.used.contains(name));
        }
        let mut manifest = Table::from_iter([("workspace".to_owned(), Value::Table(workspace))]);
        let profile = match profile {
            Profile::Own => self.shared("profile")?,
            Profile::Plain => match parsed("Cargo.toml", PLAIN_PROFILE)?.remove("profile") {
                Some(Value::Table(table)) => table,
                _ => Table::new(),
            },
        };
        manifest.insert("profile".to_owned(), Value::Table(profile));
        self.files.push(Packed::plain("Cargo.toml", manifest.to_string()));
        self.files.push(Packed::plain(".cargo/config.toml", read_text(self.root, ".cargo/config.toml")?));
        self.files.push(Packed::plain(".gitignore", "/target\n/workspace\n"));
        Ok(self.files)
    }

    /// The version of Rust that the clone asks for.
    pub(crate) fn rust(&self) -> Result<String, Error> {
        let version = self.whole.get("workspace").and_then(|it| it.get("package")?.get("rust-version")?.as_str());
        version.map(str::to_owned).ok_or_else(|| Error::of("Cargo.toml", "says no workspace.package.rust-version"))
    }

    fn shared(&self, name: &str) -> Result<Table, Error> {
        let table = self.whole.get(name).and_then(Value::as_table);
        table.cloned().ok_or_else(|| Error::of("Cargo.toml", format!("has no [{name}]")))
    }

    /// The crates of the clone, with their folders.
    fn ours(&self) -> BTreeMap<String, PathBuf> {
        let all = self.whole.get("workspace").and_then(|it| it.get("dependencies")?.as_table());
        let ours = all.into_iter().flatten();
        ours.filter_map(|(name, value)| Some((name.clone(), value.get("path")?.as_str()?.into()))).collect()
    }
}

fn parsed(path: &str, text: &str) -> Result<Table, Error> {
    text.parse().map_err(|error: toml::de::Error| Error::of(path, error.message().to_owned()))
}

/// A crate in a pack is no place to test it: its tests would need more than the pack has.
fn without_tests(mut manifest: Table, is_library: bool) -> Table {
    for name in TESTS {
        manifest.remove(name);
    }
    for (_, target) in targets_mut(&mut manifest) {
        target.as_table_mut().and_then(|target| target.remove("dev-dependencies"));
    }
    if is_library && let Value::Table(lib) = manifest.entry("lib").or_insert_with(|| Value::Table(Table::new())) {
        lib.insert("test".to_owned(), Value::Boolean(false));
        lib.insert("doctest".to_owned(), Value::Boolean(false));
    }
    manifest
}

fn targets_mut(manifest: &mut Table) -> impl Iterator<Item = (&String, &mut Value)> {
    manifest.get_mut("target").and_then(Value::as_table_mut).into_iter().flatten()
}

/// What a manifest depends on, on any system.
fn dependencies(manifest: &Table) -> BTreeSet<String> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flatten();
    let tables = std::iter::once(manifest).chain(targets.filter_map(|(_, target)| target.as_table()));
    let lists = tables.flat_map(|table| [table.get("dependencies"), table.get("build-dependencies")]);
    lists.flatten().filter_map(Value::as_table).flat_map(|list| list.keys().cloned()).collect()
}
