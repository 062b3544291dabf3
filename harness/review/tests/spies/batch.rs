//! All shapes in one program: compiled and run for real, but with one run of rustc.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use kata_review::spy::{Woven, weave};
use kata_verdict::{Holds, SeamField};

use crate::case::Case;

/// A shape after weaving.
pub(crate) struct Staged<'c> {
    pub(crate) case: &'c Case,
    files: BTreeMap<String, String>,
    pub(crate) woven: Woven,
}

impl<'c> Staged<'c> {
    pub(crate) fn of(case: &'c Case) -> Staged<'c> {
        let root = [("src/lib.rs".to_owned(), case.root.to_owned())];
        let others = case.others.iter().map(|(name, text)| (format!("src/{name}"), (*text).to_owned()));
        let files: BTreeMap<_, _> = root.into_iter().chain(others).collect();
        let woven = weave(&files);
        Staged { case, files, woven }
    }

    /// Whether there is a `Spied` for its `Seams`.
    fn is_wrapped(&self) -> bool {
        self.woven.facts.trouble.is_none()
    }

    /// All that is said to the learner of what is not spied.
    pub(crate) fn told(&self) -> Vec<String> {
        let facts = &self.woven.facts;
        let traits = facts.traits.iter().filter_map(|found| found.unspied.clone());
        // A closure can be wrapped, a function pointer cannot.
        let is_wrapped = |field: &&SeamField| field.holds == Holds::Function && !field.ty.starts_with("fn");
        let fields = facts.fields.iter().filter(|field| !is_wrapped(field));
        let fields = fields.map(|field| format!("{}: {}", field.name, field.ty));
        facts.trouble.iter().cloned().chain(traits).chain(fields).collect()
    }

    /// Puts the shape into the module `module` of the program.
    fn write(&self, folder: &Path, module: &str) {
        for (name, text) in &self.files {
            let text = self.woven.files.get(name).unwrap_or(text);
            let name = if name == "src/lib.rs" { "mod.rs" } else { &name["src/".len()..] };
            let path = folder.join(module).join(name);
            fs::create_dir_all(path.parent().expect("it lies in a module")).unwrap();
            // The learner writes paths in one way, the weaver in another.
            let text = text.replace("crate::", &format!("crate::{module}::"));
            fs::write(path, text.replace("crate :: ", &format!("crate::{module}::"))).unwrap();
        }
    }
}

/// What each shape recorded, by its index: `a.choose(3) = Some(3)`.
pub(crate) fn run(all: &[Staged<'_>]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let mut modules = String::new();
    let mut main = "fn main() {\n".to_owned();
    for (index, staged) in all.iter().enumerate().filter(|(_, staged)| staged.case.compiles()) {
        let module = format!("case_{index}");
        staged.write(folder.path(), &module);
        writeln!(modules, "mod {module};").unwrap();
        let seams = match staged.is_wrapped() {
            true => format!("::kata_spy::woven::Spied::spied({module}::Seams::new(), &())"),
            false => format!("{module}::Seams::new()"),
        };
        writeln!(
            main,
            "::kata_spy::control::begin(|| \"main\".into()); {module}::drive({seams});
             for crossing in ::kata_spy::control::crossings() {{
                 println!(\"{index}\\t{{}}.{{}}\", crossing.role, crossing.line());
             }}"
        )
        .unwrap();
    }
    let root = folder.path().join("main.rs");
    fs::write(&root, modules + &main + "}\n").unwrap();
    let mut recorded = vec![Vec::new(); all.len()];
    for line in output(&compile(&root)).lines() {
        let (index, call) = line.split_once('\t').expect("a line is an index and a call");
        recorded[index.parse::<usize>().unwrap()].push(call.to_owned());
    }
    recorded
}

fn output(program: &Path) -> String {
    let output = Command::new(program).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn compile(root: &Path) -> PathBuf {
    let program = root.with_file_name("program");
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--edition=2024", "--crate-name=submission", "-A", "warnings", "--cap-lints=warn"]);
    let library = library();
    let mut spy = std::ffi::OsString::from("kata_spy=");
    spy.push(&library);
    rustc.arg("--extern").arg(spy).arg("-L").arg(library.parent().unwrap().join("deps"));
    let output = rustc.arg("-o").arg(&program).arg(root).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    program
}

/// `kata_spy` as cargo builds it.
fn library() -> PathBuf {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(cargo);
    cargo.args(["build", "-q", "-p", "kata-spy", "--message-format=json"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut libraries = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let files = message["filenames"].as_array()?.clone();
        let is_it = message["target"]["name"].as_str()?.replace('-', "_") == "kata_spy";
        is_it.then(|| {
            files.iter().filter_map(|file| file.as_str()).find(|file| file.ends_with(".rlib")).map(PathBuf::from)
        })?
    });
    libraries.next_back().expect("cargo reports the library that it builds")
}
