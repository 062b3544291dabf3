//! What a learner's Cargo.toml may not ask for.

use kata_verdict::Refusal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const TABLES: [&str; 5] =
    ["dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies"];

/// Reviews the learner's Cargo.toml for the kata with this slug. It is never built from, so text that is no TOML is not
/// refused: what can be read of it is.
pub fn review_manifest(text: &str, kata: &str) -> Vec<Refusal> {
    let (manifest, _) = DeTable::parse_recoverable(text);
    let mut review = Review { text, api: format!("{kata}-api"), refusals: Vec::new() };
    review.manifest(manifest.get_ref());
    review.refusals.sort_by_key(|refusal| refusal.line);
    review.refusals
}

struct Review<'a> {
    text: &'a str,
    api: String,
    refusals: Vec<Refusal>,
}

impl Review<'_> {
    fn manifest(&mut self, manifest: &DeTable<'_>) {
        self.tables(manifest);
        for (_, target) in tables(manifest, "target") {
            if let DeValue::Table(target) = target.get_ref() {
                self.tables(target);
            }
        }
        for name in ["patch", "replace"] {
            for (key, _) in tables(manifest, name) {
                self.refuse(
                    key.span().start,
                    format!("`{name}` is refused: an interview is plain std; remove the table"),
                );
            }
        }
        for (key, value) in tables(manifest, "package").filter(|(key, _)| key.get_ref() == "build") {
            if !matches!(value.get_ref(), DeValue::Boolean(false)) {
                self.refuse(
                    key.span().start,
                    "a build script is refused: an interview is plain std; remove the line".to_owned(),
                );
            }
        }
        for (key, value) in tables(manifest, "lib") {
            self.library(key.get_ref(), key.span().start, value.get_ref());
        }
    }

    fn library(&mut self, key: &str, at: usize, value: &DeValue<'_>) {
        let plain = match key {
            "path" => value.as_str() == Some("src/lib.rs"),
            "proc-macro" | "proc_macro" => matches!(value, DeValue::Boolean(false)),
            _ => true,
        };
        if !plain {
            self.refuse(
                at,
                format!("`lib.{key}` is refused: a submission is the plain library of src/lib.rs; remove the line"),
            );
        }
    }

    fn tables(&mut self, parent: &DeTable<'_>) {
        for name in TABLES {
            for (key, value) in tables(parent, name) {
                if !self.is_api(key.get_ref(), value.get_ref()) {
                    let message = format!(
                        "the crate `{}` is refused: an interview is plain std; write the part that you need yourself, and \
                         remove the line",
                        key.get_ref()
                    );
                    self.refuse(key.span().start, message);
                }
            }
        }
    }

    /// The kata's API crate, from the folder beside it.
    fn is_api(&self, key: &str, value: &DeValue<'_>) -> bool {
        let DeValue::Table(table) = value else { return false };
        let package = table.get("package").and_then(|package| package.get_ref().as_str()).unwrap_or(key);
        let from_elsewhere =
            ["git", "version", "registry", "workspace"].iter().any(|source| table.contains_key(*source));
        package.replace('_', "-") == self.api && table.contains_key("path") && !from_elsewhere
    }

    fn refuse(&mut self, at: usize, message: String) {
        let line = 1 + self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|byte| **byte == b'\n').count();
        self.refusals.push(Refusal { file: "Cargo.toml".to_owned(), line: Some(line), message });
    }
}

type Entry<'t, 'i> = (&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>);

/// The entries of the table with this name; none where there is no such table.
fn tables<'t, 'i>(parent: &'t DeTable<'i>, name: &str) -> impl Iterator<Item = Entry<'t, 'i>> {
    let table = parent.get(name).and_then(|value| match value.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    });
    table.into_iter().flat_map(|table| table.iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Option<usize>> {
        review_manifest(text, "parking-lot").into_iter().map(|refusal| refusal.line).collect()
    }

    #[test]
    fn the_scaffolded_manifest_is_fine() {
        let text = "[package]\nname = \"parking-lot\"\nedition = \"2024\"\nbuild = false\n\n[lib]\npath = \"src/lib.rs\"\n\n\
                    [dependencies]\nparking-lot-api = { path = \"api\" }\n\n[workspace]\n\n[lints.rust]\nunused = \"allow\"\n";
        assert_eq!(lines(text), []);
        assert_eq!(lines("[dependencies.parking_lot_api]\npath = \"api\"\n"), []);
        assert_eq!(lines(""), []);
        assert_eq!(lines("this is no [toml"), []);
    }

    #[test]
    fn another_crate_is_refused_at_its_line_in_each_way_of_writing_it() {
        for (text, line) in [
            ("[dependencies]\nparking-lot-api = { path = \"api\" }\nrand = \"0.9\"\n", 3),
            ("[dependencies]\nrand.version = \"0.9\"\n", 2),
            ("dependencies = { rand = \"0.9\" }\n", 1),
            ("[dependencies.rand]\nversion = \"0.9\"\n", 1),
            ("\n[dev-dependencies]\nproptest = \"1\"\n", 3),
            ("[build-dependencies]\ncc = \"1\"\n", 2),
            ("[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n", 2),
            ("[dependencies]\nparking-lot-api = \"1\"\n", 2),
            ("[dependencies]\nparking-lot-api = { path = \"api\", package = \"rand\" }\n", 2),
            ("[dependencies]\nrand = \"0.9\"\n[broken\n", 2),
            ("[patch.crates-io]\nrand = { path = \"x\" }\n", 1),
            ("[package]\nname = \"x\"\nbuild = \"make.rs\"\n", 3),
            ("[lib]\nproc-macro = true\n", 2),
            ("[lib]\npath = \"src/other.rs\"\n", 2),
        ] {
            assert_eq!(lines(text), [Some(line)], "{text}");
        }
    }

    #[test]
    fn the_sentence_says_why() {
        let refusals = review_manifest("[dependencies]\nrand = \"0.9\"\n", "parking-lot");
        assert!(refusals[0].message.contains("`rand`") && refusals[0].message.contains("plain std"), "{refusals:?}");
        assert_eq!(refusals[0].file, "Cargo.toml");
    }
}
