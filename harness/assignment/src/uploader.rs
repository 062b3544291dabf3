//! Who uploaded a submission to Gradescope, as its `submission_metadata.json` says.

use std::path::Path;

use kata_catalog::Error;
use serde::Deserialize;

/// What is called a submission of nobody's.
const NOBODY: &str = "submission";
/// The longest name of a folder, in bytes, on the systems that we run on.
const LONGEST: usize = 200;

#[derive(Deserialize)]
struct Metadata {
    #[serde(default)]
    users: Vec<User>,
}

#[derive(Deserialize)]
struct User {
    #[serde(default)]
    name: String,
}

/// Whose upload it is, all of a group, as the name of a folder: `grade-all` believes a folder, and notes an archive that says otherwise.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn uploader(path: &Path) -> Result<String, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::of(path, format!("cannot be read: {error}")))?;
    let metadata: Metadata = serde_json::from_str(&text)
        .map_err(|error| Error::of(path, format!("is no metadata of Gradescope's: {error}")))?;
    let names = metadata.users.iter().map(|user| user.name.trim()).filter(|name| !name.is_empty());
    Ok(folder(&names.collect::<Vec<_>>().join(" and ")))
}

/// A name that is one folder, and no hidden one.
fn folder(name: &str) -> String {
    let plain = name.trim_start_matches('.').chars();
    let mut plain: String =
        plain.map(|letter| if letter == '/' || letter.is_control() { '-' } else { letter }).collect();
    while plain.len() > LONGEST {
        plain.pop();
    }
    if plain.trim().is_empty() { NOBODY.to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::uploader;

    fn of(text: &str) -> Result<String, String> {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("submission_metadata.json");
        std::fs::write(&path, text).expect("it can be written");
        uploader(&path).map_err(|error| error.message)
    }

    #[test]
    fn a_student_or_a_group_is_named_whatever_else_is_said() {
        let one = r#"{"id": 1, "users": [{"email": "a@b.c", "id": 7, "name": " Zo\u00eb Müller "}], "assignment": {}}"#;
        assert_eq!(of(one).as_deref(), Ok("Zoë Müller"));
        assert_eq!(of(r#"{"users": [{"name": "李小龍"}, {"name": "A"}]}"#).as_deref(), Ok("李小龍 and A"));
    }

    #[test]
    fn a_name_is_one_folder_whatever_it_is() {
        let named = |name: &str| of(&serde_json::json!({"users": [{"name": name}]}).to_string());
        assert_eq!(named("../../etc\n").as_deref(), Ok("-..-etc"));
        assert_eq!(named(" ").as_deref(), Ok("submission"));
        assert_eq!(of("{}").as_deref(), Ok("submission"));
        assert!(named(&"ü".repeat(500)).is_ok_and(|name| name.len() == 200));
        assert!(of("[").is_err_and(|error| error.starts_with("is no metadata of Gradescope's")));
    }
}
