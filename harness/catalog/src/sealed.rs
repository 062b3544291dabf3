//! What a students' pack knows of a kata besides what lies there in plain text.
//!
//! A pack has no clarifications and no twists in its `kata.toml`: who looks around in it would read the answers before asking. They lie in
//! `katas/<slug>/interviewer.sealed` instead, as deflated JSON. That keeps nothing from somebody who inflates it; it keeps everybody else
//! from stumbling over it.

use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use crate::{Error, Interview, Kata, Manifest, Question, Reveal, Twist};

/// The file's name, in the folder of a kata.
pub const SEALED: &str = "interviewer.sealed";

/// The newest form of it that this program reads, and the one it writes.
const FORMAT: u32 = 1;

/// As much as is ever inflated.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// What the interviewer of a round knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The version of this form; looked at before anything else.
    pub format: u32,
    /// The questions that are answered, with all that it takes to know them again.
    pub clarifications: Vec<Question>,
    /// How the interviewer understands what is asked.
    pub interview: Interview,
    /// The one twist that everybody gets, if any.
    pub twist: Option<SealedTwist>,
}

/// A twist, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedTwist {
    /// What `kata.toml` says of it.
    pub twist: Twist,
    /// TWIST.md.
    pub brief: String,
    /// The name of its module.
    pub module: String,
    /// The module's source.
    pub api: String,
    /// The signature of its build function.
    pub build: String,
}

impl Sealed {
    /// What the interviewer knows in rounds of `kata` that end with this twist, or with none.
    ///
    /// # Errors
    ///
    /// Where the kata has no such twist, or it is not whole.
    pub fn of(kata: &Kata, twist: Option<&str>) -> Result<Sealed, Error> {
        let Manifest { clarifications, interview, .. } = kata.manifest().clone();
        let twist = twist.map(|id| kata.reveal(id)).transpose()?.map(SealedTwist::of).transpose()?;
        Ok(Sealed { format: FORMAT, clarifications, interview, twist })
    }

    /// The bytes of the file.
    ///
    /// # Errors
    ///
    /// Never but by a fault of ours.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let text = serde_json::to_vec(self).map_err(|error| Error::new(format!("{SEALED}: {error}")))?;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        let sealed = encoder.write_all(&text).and_then(|()| encoder.finish());
        sealed.map_err(|error| Error::new(format!("{SEALED}: {error}")))
    }

    /// What lies beside a kata, if anything.
    pub(crate) fn beside(dir: &Path, shown: &Path) -> Result<Option<Sealed>, Error> {
        let shown = shown.join(SEALED);
        match std::fs::read(dir.join(SEALED)) {
            Ok(bytes) => read(&bytes, &shown).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::of(shown, format!("cannot be read: {error}"))),
        }
    }

    /// Puts into the manifest what a pack's `kata.toml` leaves out.
    pub(crate) fn complete(&self, manifest: &mut Manifest) {
        manifest.clarifications.clone_from(&self.clarifications);
        manifest.interview = self.interview.clone();
        manifest.twists = self.twist.iter().map(|sealed| sealed.twist.clone()).collect();
    }

    /// What the reveal of the twist with this id brings.
    pub(crate) fn reveal(&self, id: &str) -> Option<Reveal> {
        let sealed = self.twist.as_ref().filter(|sealed| sealed.twist.id == id)?;
        let SealedTwist { twist, brief, module, api, build } = sealed.clone();
        Some(Reveal { twist, brief, module, api: api.into_bytes(), build })
    }
}

impl SealedTwist {
    fn of(reveal: Reveal) -> Result<SealedTwist, Error> {
        let Reveal { twist, brief, module, api, build } = reveal;
        let api = String::from_utf8(api)
            .map_err(|error| Error::new(format!("the API of the twist {} is no text: {error}", twist.id)))?;
        Ok(SealedTwist { twist, brief, module, api, build })
    }
}

/// The one field that every version has.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

fn read(bytes: &[u8], shown: &Path) -> Result<Sealed, Error> {
    let damaged = || Error::of(shown, "is damaged: take the file from the pack that you were given once more");
    let mut text = Vec::new();
    DeflateDecoder::new(bytes).take(MAX_BYTES).read_to_end(&mut text).map_err(|_| damaged())?;
    let versioned: Versioned = serde_json::from_slice(&text).map_err(|_| damaged())?;
    if versioned.format > FORMAT {
        let format = versioned.format;
        return Err(Error::of(
            shown,
            format!("has format {format}, and this program reads up to {FORMAT}: use the pack that it came with"),
        ));
    }
    serde_json::from_slice(&text).map_err(|_| damaged())
}
