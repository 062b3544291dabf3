//! Names that a content gives itself: its SHA-256 in lowercase hex.

use std::fmt::Write;

use sha2::{Digest as _, Sha256};

/// The SHA-256 of these bytes, as 64 lowercase hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-256 of several parts: where one ends and the next begins counts too, so no two lists of parts that differ have the same one.
#[derive(Clone, Debug, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// That of no parts.
    pub fn new() -> Digest {
        Digest::default()
    }

    /// Takes in the next part: its length in bytes, as 8 bytes with the smallest first, then the part itself.
    pub fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// The SHA-256 of all parts, as 64 lowercase hexadecimal digits.
    pub fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{Digest, sha256};

    fn of_parts(parts: &[&str]) -> String {
        let mut digest = Digest::new();
        parts.iter().for_each(|part| digest.part(part.as_bytes()));
        digest.hex()
    }

    #[test]
    fn a_digest_is_the_one_that_the_standard_gives_as_an_example() {
        // FIPS 180-4's own.
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn a_digest_of_parts_is_that_of_their_lengths_and_bytes_and_so_tells_where_they_end() {
        assert_eq!(of_parts(&["ab", "c"]), sha256(b"\x02\0\0\0\0\0\0\0ab\x01\0\0\0\0\0\0\0c"));
        assert_ne!(of_parts(&["ab", "c"]), of_parts(&["a", "bc"]));
        assert_eq!(of_parts(&[]), sha256(b""));
        assert_ne!(of_parts(&[""]), of_parts(&[]));
    }
}
