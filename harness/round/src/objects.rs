//! Contents of files, kept by their hash: the same content is kept once, however many snapshots have it.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::durable;
use crate::error::{Error, Kind};
use crate::source::MAX_BYTES;

/// The contents that a round keeps: `.kata/round/objects`.
#[derive(Clone, Debug)]
pub struct Objects {
    dir: PathBuf,
}

/// The name under which a content is kept: its SHA-256 in hexadecimal.
pub fn blob_name(content: &[u8]) -> String {
    kata_disk::sha256(content)
}

/// What a kept file inflates to, if that is what its name says. It reads no more than 2 MiB, whatever the file promises.
pub fn inflate(name: &str, deflated: &[u8]) -> Result<Vec<u8>, String> {
    let mut content = Vec::new();
    let limit = MAX_BYTES + 1;
    let read = DeflateDecoder::new(deflated).take(limit).read_to_end(&mut content);
    read.map_err(|error| format!("object {name} cannot be read: {error}"))?;
    if content.len() as u64 == limit {
        return Err(format!("object {name} holds more than a snapshot may"));
    }
    match blob_name(&content) == name {
        true => Ok(content),
        false => Err(format!("object {name} is not what its name says: it was changed")),
    }
}

impl Objects {
    /// The contents kept in `dir`.
    pub fn at(dir: &Path) -> Objects {
        Objects { dir: dir.to_owned() }
    }

    /// Their folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// A content by its name.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        let path = self.dir.join(name);
        let is_name = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_name {
            return Err(Error::of(Kind::Damaged, &path, "is no name of an object"));
        }
        let deflated = std::fs::read(&path).map_err(|error| Error::io(&path, &error))?;
        inflate(name, &deflated).map_err(|problem| Error::of(Kind::Damaged, &self.dir, problem))
    }

    /// Keeps a content. Returns its name, and whether it is new. The folder's own entry is on the disk only after [`Objects::sync`].
    pub(crate) fn keep(&self, content: &[u8]) -> Result<(String, bool), Error> {
        let name = blob_name(content);
        let path = self.dir.join(&name);
        if path.exists() {
            return Ok((name, false));
        }
        let deflated = deflate(content).map_err(|error| Error::io(&path, &error))?;
        durable::replace(&path, &deflated)?;
        Ok((name, true))
    }

    pub(crate) fn sync(&self) -> Result<(), Error> {
        durable::sync_folder(&self.dir)
    }
}

fn deflate(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content)?;
    encoder.finish()
}
