//! Where a command runs: the framework's root and the current folder.

use std::path::{Path, PathBuf};

use kata_catalog::Root;
use kata_workspace::Workspace;

use crate::Failure;

/// Where a command runs.
#[derive(Debug)]
pub struct Context {
    /// The clone.
    pub root: Root,
    /// The current folder; `cargo run` keeps it.
    pub cwd: PathBuf,
}

impl Context {
    /// Finds the root: named in KATA_ROOT, else upwards from here, else where cargo runs this program's package or built it (`built`: what
    /// `env!("CARGO_MANIFEST_DIR")` says there).
    ///
    /// # Errors
    ///
    /// Where there is no current folder, or no root to be found.
    pub fn find(built: &str) -> Result<Context, Failure> {
        let cwd =
            std::env::current_dir().map_err(|error| Failure::Setup(format!("the current folder is gone: {error}")))?;
        if let Some(named) = std::env::var_os("KATA_ROOT").filter(|named| !named.is_empty()) {
            let named = PathBuf::from(named);
            let root = Root::at(&named).ok_or_else(|| {
                Failure::Setup(format!("{}: KATA_ROOT names no folder with katas/ and xtask/", named.display()))
            })?;
            return Ok(Context { root, cwd });
        }
        let root = Root::find(&cwd, fallbacks(built))?;
        Ok(Context { root, cwd })
    }

    /// The workspace at `dir`, or the one that is meant where none is named: the one around the current folder, else the only one below
    /// workspace/.
    ///
    /// # Errors
    ///
    /// Where there is none, or more than one.
    pub fn workspace(&self, dir: Option<&Path>) -> Result<Workspace, Failure> {
        let workspace = match dir {
            Some(dir) => Workspace::open(dir)?,
            None => kata_workspace::find(&self.root, &self.cwd)?,
        };
        // A workspace that cannot be written to can still be judged.
        _ = workspace.point_at(&self.root);
        Ok(workspace)
    }

    /// `path` as it is read from here: relative where it lies below the current folder.
    pub fn shown(&self, path: &Path) -> String {
        let cwd = self.cwd.canonicalize().unwrap_or_else(|_| self.cwd.clone());
        match path.strip_prefix(&cwd) {
            Ok(below) if below.as_os_str().is_empty() => ".".to_owned(),
            Ok(below) => below.display().to_string(),
            Err(_) => path.display().to_string(),
        }
    }

    /// The same as it is typed in a shell.
    pub fn argument(&self, path: &Path) -> String {
        kata_workspace::argument(&self.shown(path))
    }

    /// The flag that names a workspace again, with a blank before it; empty where it is found anyway.
    pub fn flags(&self, workspace: &Workspace) -> String {
        match self.workspace(None) {
            Ok(found) if found.dir() == workspace.dir() => String::new(),
            _ => format!(" --dir {}", self.argument(workspace.dir())),
        }
    }
}

/// Cargo says at run time where it found the package, which is right even when the clone was moved after the build.
fn fallbacks(built: &str) -> Vec<PathBuf> {
    let run = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let built = Some(PathBuf::from(built));
    [run, built].into_iter().flatten().filter_map(|dir| dir.parent().map(Path::to_owned)).collect()
}
