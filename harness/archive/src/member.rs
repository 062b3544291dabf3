//! Names of members: which a member can have, and which one it is.

use std::path::PathBuf;

use kata_round::decode_path;
use unicode_normalization::UnicodeNormalization;

use crate::limits::MAX_NAME;
use crate::manifest::MANIFEST;
use crate::shown::shown_bytes;

/// Where the log of the round lies in an archive.
pub(crate) const LOG: &str = "round/log.jsonl";

/// Where the contents of the snapshots lie in an archive.
pub(crate) const OBJECTS: &str = "round/objects/";

/// What a member is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    /// `manifest.json`.
    Manifest,
    /// A file of the source, by its path in a workspace.
    Source(PathBuf),
    /// The log of the round.
    Log,
    /// A content of a snapshot, by the hash that its name says.
    Object(String),
    /// A folder.
    Folder,
    /// Nothing that an archive of ours holds.
    Other,
}

/// Takes a name as a stranger wrote it.
///
/// # Errors
///
/// Where it would lead out of a folder or be another file on another machine. What is merely not ours is no error.
pub(crate) fn name(bytes: &[u8]) -> Result<&str, String> {
    let trouble = |what: &str| format!("holds `{}`, {what}", shown_bytes(bytes));
    let name = std::str::from_utf8(bytes).map_err(|_| trouble("a name that is no text in UTF-8"))?;
    if name.len() > MAX_NAME {
        return Err(trouble("a name that is too long"));
    }
    if name.starts_with('/') || name.as_bytes().get(1) == Some(&b':') {
        return Err(trouble("an absolute path"));
    }
    if name.contains('\\') || name.chars().any(char::is_control) {
        return Err(trouble("a name that is another one on another machine"));
    }
    let plain = name.strip_suffix('/').unwrap_or(name);
    if plain.split('/').any(|part| part == "..") {
        return Err(trouble("a path that leads out of its folder"));
    }
    if plain.split('/').any(|part| part.is_empty() || part == ".") {
        return Err(trouble("a path that is not written plainly"));
    }
    Ok(name)
}

/// What a member with this name is.
pub(crate) fn of(name: &str) -> Member {
    if name.ends_with('/') {
        return Member::Folder;
    }
    match name {
        MANIFEST => Member::Manifest,
        LOG => Member::Log,
        _ => match name.strip_prefix(OBJECTS) {
            Some(hash) if is_hash(hash) => Member::Object(hash.to_owned()),
            Some(_) => Member::Other,
            None => decode_path(name).map_or(Member::Other, Member::Source),
        },
    }
}

/// What two names share that are one file on a machine that minds neither case nor composition.
pub(crate) fn key(name: &str) -> String {
    let plain = name.strip_suffix('/').unwrap_or(name);
    plain.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Member, key, name, of};

    #[test]
    fn a_name_that_leads_elsewhere_is_refused() {
        let hostile: [(&[u8], &str); 12] = [
            (b"/etc/passwd", "an absolute path"),
            (b"C:/x.rs", "an absolute path"),
            (b"../x.rs", "leads out of its folder"),
            (b"src/../../x.rs", "leads out of its folder"),
            (b"src/..", "leads out of its folder"),
            (b"src\\x.rs", "another one on another machine"),
            (b"src/a\0.rs", "another one on another machine"),
            (b"src/a\n.rs", "another one on another machine"),
            (b"src//x.rs", "not written plainly"),
            (b"./src/x.rs", "not written plainly"),
            (b"", "not written plainly"),
            (b"src/\xff.rs", "no text in UTF-8"),
        ];
        for (bytes, what) in hostile {
            assert!(name(bytes).is_err_and(|error| error.contains(what)), "{}", bytes.escape_ascii());
        }
        assert!(name(&[b'a'; 600]).is_err_and(|error| error.contains("too long") && error.len() < 300));
    }

    #[test]
    fn what_is_ours_is_known_and_what_is_not_is_nothing() {
        let hash = "0123456789abcdef".repeat(4);
        assert_eq!(of("manifest.json"), Member::Manifest);
        assert_eq!(of("src/a/größe.rs"), Member::Source(PathBuf::from("src/a/größe.rs")));
        assert_eq!(of("Cargo.toml"), Member::Source(PathBuf::from("Cargo.toml")));
        assert_eq!(of("round/log.jsonl"), Member::Log);
        assert_eq!(of(&format!("round/objects/{hash}")), Member::Object(hash.clone()));
        assert_eq!(of("src/"), Member::Folder);
        let upper = format!("round/objects/{}", hash.to_uppercase());
        for other in ["README.md", "src/x.txt", "build.rs", "round/objects/x", &upper, "__MACOSX/src/._lib.rs"] {
            assert_eq!(of(other), Member::Other, "{other}");
        }
    }

    #[test]
    fn names_that_are_one_file_somewhere_share_a_key() {
        assert_eq!(key("src/Lot.rs"), key("src/lot.rs"));
        assert_eq!(key("src/gro\u{308}ße.rs"), key("src/GRÖße.rs"));
        assert_eq!(key("src/lot.rs/"), key("src/lot.rs"));
        assert_ne!(key("src/lot.rs"), key("src/lots.rs"));
    }
}
