//! The texts that packs are made of, with `@NAMES@` for what differs.

use kata_catalog::{Error, Root};

use crate::read_text;

/// Where they lie in the clone.
const FOLDER: &str = "harness/pack/template";

/// A text with each of these names replaced.
pub(crate) fn filled(root: &Root, path: &str, values: &[(&str, &str)]) -> Result<String, Error> {
    let path = format!("{FOLDER}/{path}");
    let mut text = read_text(root, &path)?;
    for (name, value) in values {
        text = text.replace(&format!("@{name}@"), value);
    }
    match left(&text) {
        Some(name) => Err(Error::of(path, format!("asks for {name}, which nobody knows"))),
        None => Ok(text),
    }
}

/// A name that nothing was put in the place of.
fn left(text: &str) -> Option<&str> {
    let parts: Vec<&str> = text.split('@').collect();
    let is_name = |part: &&&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase());
    parts.get(1..parts.len().saturating_sub(1))?.iter().find(is_name).copied()
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn a_name_that_is_left_over_is_noticed_and_nothing_else_is() {
        assert_eq!(left("uses: actions/checkout@v4, @ and @@, a@b.c"), None);
        assert_eq!(left("the kata @KATA@ here"), Some("KATA"));
    }
}
