//! The pages of a module, on either side.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::page::Page;

const KINDS: [&str; 9] = ["struct", "enum", "union", "fn", "constant", "type", "trait", "macro", "static"];

/// The stable items of one module.
pub(crate) struct Module {
    path: String,
    pages: BTreeMap<String, Page>,
    modules: BTreeSet<String>,
    reexports: BTreeSet<String>,
}

impl Module {
    /// Reads the pages of `module` below the folder of a crate.
    pub(crate) fn read(docs: &Path, module: &str) -> Module {
        let folder = docs.join(module);
        let index = text(&folder.join("index.html"));
        let reexports = ids(&index, "reexport.");
        let mut pages = BTreeMap::new();
        let mut modules = BTreeSet::new();
        for name in entries(&folder) {
            if name.contains('!') {
                // A redirection for links of old.
                continue;
            } else if folder.join(&name).join("index.html").is_file() {
                if Page::read(&text(&folder.join(&name).join("index.html"))).is_some() {
                    modules.insert(name);
                }
            } else if let Some(item) = item_of(&name)
                && let Some(page) = Page::read(&text(&folder.join(&name)))
            {
                pages.insert(item.to_owned(), page);
            }
        }
        Module { path: module.replace('/', "::"), pages, modules, reexports }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn pages(&self) -> impl Iterator<Item = (&String, &Page)> {
        self.pages.iter()
    }

    pub(crate) fn page(&self, name: &str) -> Option<&Page> {
        self.pages.get(name)
    }

    /// Whether the item is std's own.
    pub(crate) fn reexports(&self, name: &str) -> bool {
        self.reexports.contains(name)
    }

    /// Modules and items.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.modules.iter().chain(self.pages.keys())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.pages.contains_key(name) || self.modules.contains(name) || self.reexports.contains(name)
    }
}

/// `struct.Mutex.html` is `Mutex`.
fn item_of(file: &str) -> Option<&str> {
    let (kind, rest) = file.split_once('.')?;
    KINDS.contains(&kind).then(|| rest.strip_suffix(".html"))?
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| {
        panic!("{}: {error}; is the documentation installed? `rustup component add rust-docs`", file.display())
    })
}

fn ids(html: &str, prefix: &str) -> BTreeSet<String> {
    let marker = format!("id=\"{prefix}");
    html.split(&marker).skip(1).filter_map(|rest| rest.split_once('"')).map(|(id, _)| id.to_owned()).collect()
}

/// std's pages, as the toolchain brought them.
pub(crate) fn theirs() -> PathBuf {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = Command::new(rustc).args(["--print", "sysroot"]).output().expect("rustc runs");
    let sysroot = String::from_utf8(sysroot.stdout).expect("a path in UTF-8");
    Path::new(sysroot.trim()).join("share/doc/rust/html/std")
}

/// Our pages, made by the rustdoc of the same toolchain.
pub(crate) fn ours() -> PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("target");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(["doc", "--quiet", "--no-deps", "--lib", "-p", "kata-std", "--target-dir"])
            .arg(target)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status();
        assert!(status.expect("cargo runs").success(), "cargo doc -p kata-std failed");
        target.join("doc/kata_std")
    });
    made.clone()
}
