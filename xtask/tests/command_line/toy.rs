//! A framework in miniature, and workspaces of it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

/// How long a command may take before a test gives up.
const LIMIT: Duration = Duration::from_secs(300);

/// What the starter answers, and what would pass.
pub(crate) const UNDONE: Mine = Mine { act: "0", free: "2" };
/// What passes every check but the one that is left out.
pub(crate) const DONE: Mine = Mine { act: "42", free: "1" };

/// A submission: the body of each method.
#[derive(Clone, Copy)]
pub(crate) struct Mine {
    pub(crate) act: &'static str,
    pub(crate) free: &'static str,
}

/// A framework in miniature.
pub(crate) struct Toy {
    root: PathBuf,
    /// Holds what is one test's own.
    own: tempfile::TempDir,
}

impl Toy {
    /// The one that all tests share, so that its suite is built once; with a folder of the test's own for workspaces.
    pub(crate) fn shared() -> Toy {
        static ROOT: OnceLock<PathBuf> = OnceLock::new();
        let root = ROOT.get_or_init(|| {
            let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command-line");
            lay_out(&fixture(), &root);
            root
        });
        Toy { root: root.clone(), own: folder() }
    }

    /// The one at `root`, with a folder of the test's own for workspaces.
    pub(crate) fn at(root: &Path) -> Toy {
        Toy { root: root.to_owned(), own: folder() }
    }

    /// One of the test's own, for what is said of the clone as a whole.
    pub(crate) fn alone() -> Toy {
        let own = folder();
        let root = own.path().join("clone");
        lay_out(&fixture(), &root);
        Toy { root, own }
    }

    /// The root of the framework.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A folder of the test's own.
    pub(crate) fn own(&self) -> PathBuf {
        self.own.path().canonicalize().expect("the folder is there")
    }

    /// Where the test's own history lies.
    pub(crate) fn home(&self) -> PathBuf {
        self.own().join("home")
    }

    /// A program of the test's own, as a script.
    pub(crate) fn program(&self, name: &str, script: &str) -> PathBuf {
        let path = self.own().join(name);
        fs::write(&path, script).expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be made a program");
        path
    }

    /// The command line, run in the test's own folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = xtask();
        command.args(arguments).current_dir(self.own.path()).env("KATA_ROOT", &self.root);
        command.env("KATA_HOME", self.home()).env("TERM", "xterm-256color");
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "KATA_WATCH", "KATA_CLOCK", "KATA_TEST_SECONDS"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the command line to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments))
    }

    /// A workspace with this in it, in the test's own folder.
    pub(crate) fn workspace(&self, mine: Mine) -> Workspace {
        let dir = self.own().join("mine");
        self.run(&["start", "toy", "--no-watch", "--dir", &text(&dir)]).code(0);
        let workspace = Workspace { dir };
        workspace.save(&mine.text());
        workspace
    }
}

impl Mine {
    /// The source.
    pub(crate) fn text(&self) -> String {
        let starter =
            fs::read_to_string(fixture().join("katas/toy/starter/given/src/lib.rs")).expect("the starter is there");
        starter.replacen("        0\n", &format!("        {}\n", self.act), 1).replacen(
            "        2\n",
            &format!("        {}\n", self.free),
            1,
        )
    }
}

/// A workspace.
pub(crate) struct Workspace {
    dir: PathBuf,
}

impl Workspace {
    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        &self.dir
    }

    /// The same as an argument.
    pub(crate) fn dir(&self) -> String {
        text(&self.dir)
    }

    /// Writes the source as an editor does that writes in place.
    pub(crate) fn save(&self, source: &str) {
        fs::write(self.source(), source).expect("it can be written");
    }

    /// Writes the source as an editor does that writes beside and renames over.
    pub(crate) fn save_by_rename(&self, source: &str) {
        let beside = self.dir.join("src/.lib.rs.swp");
        fs::write(&beside, source).expect("it can be written");
        fs::rename(beside, self.source()).expect("it can be renamed");
    }

    /// The source's path.
    pub(crate) fn source(&self) -> PathBuf {
        self.dir.join("src/lib.rs")
    }

    /// Moves the folder away.
    pub(crate) fn move_away(&self) {
        fs::rename(&self.dir, self.dir.with_extension("away")).expect("it can be moved");
    }

    /// Moves it back.
    pub(crate) fn move_back(&self) {
        fs::rename(self.dir.with_extension("away"), &self.dir).expect("it can be moved");
    }
}

/// A command that ran to its end.
#[derive(Debug)]
pub(crate) struct Ran {
    code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Runs a command to its end; one that does not come to it is ended, and fails whatever is expected of it.
    pub(crate) fn of(command: std::process::Command) -> Ran {
        Ran::typing(command, "")
    }

    /// The same with this on its standard input.
    pub(crate) fn typing(command: std::process::Command, typed: &str) -> Ran {
        let mut command = assert_cmd::Command::from_std(command);
        let output = command.timeout(LIMIT).write_stdin(typed).output().expect("it can be run");
        let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Sees that it ended with this code.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Ran {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Sees that it says this on stdout.
    #[track_caller]
    pub(crate) fn says(self, part: &str) -> Ran {
        assert!(self.out.contains(part), "{part:?} is missing in:\n{}", self.out);
        self
    }

    /// Sees that it complains with this on stderr.
    #[track_caller]
    pub(crate) fn complains(self, part: &str) -> Ran {
        assert!(self.err.contains(part), "{part:?} is missing in:\n{}", self.err);
        self
    }
}

/// The command line, which never reaches the home of whoever runs the tests: each of them begins here.
pub(crate) fn xtask() -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.env("KATA_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("home"));
    command
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> String {
    path.to_str().expect("a path of ours is UTF-8").to_owned()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The framework in miniature, as it lies here.
pub(crate) fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/toy")
}

/// Copies a fixture; the suffix `.in` is what keeps cargo away from it here.
pub(crate) fn lay_out(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("it is there").map(|entry| entry.expect("an entry")) {
        let name = entry.file_name();
        let target = to.join(name.to_str().expect("UTF-8").trim_end_matches(".in"));
        if entry.file_type().expect("a type").is_dir() {
            lay_out(&entry.path(), &target);
        } else if fs::read(&target).ok() != fs::read(entry.path()).ok() {
            fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}
