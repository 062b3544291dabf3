//! The zip file itself: written so that the same members give the same bytes, and read as what a stranger sent.
//!
//! The list at the end of a zip, its central directory, is what counts. Whatever disagrees with it is refused: a local header with another
//! name, a size or a checksum that is not true, members that lie on top of each other.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rawzip::path::EntryPath;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter, ZipFileHeaderRecord, ZipSliceArchive, ZipSliceEntry};

use crate::contents::{Contents, too_much};
use crate::limits::MAX_MEMBERS;
use crate::member::{self, Member};
use crate::within::read_within;
use crate::{Error, shown};

/// A file to be put into a zip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Its path, with `/`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether it is a program.
    pub is_executable: bool,
}

impl Packed {
    /// A file that is no program.
    pub fn plain(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Packed {
        Packed { name: name.into(), bytes: bytes.into(), is_executable: false }
    }
}

/// A zip of these files in this order, each said to be changed at `modified_s`, in seconds since 1970. The same files give the same bytes.
///
/// # Errors
///
/// Where a name is longer than a zip can say.
pub fn write_zip(files: &[Packed], modified_s: u64) -> Result<Vec<u8>, Error> {
    let modified = UtcDateTime::from_unix(i64::try_from(modified_s).unwrap_or(0));
    let mut zip = ZipArchiveWriter::new(Vec::new());
    for file in files {
        write_member(&mut zip, file, modified)
            .map_err(|problem| Error::new(format!("{}: {problem}", shown(&file.name))))?;
    }
    zip.finish().map_err(|error| Error::new(format!("the archive cannot be written: {error}")))
}

fn write_member(zip: &mut ZipArchiveWriter<Vec<u8>>, file: &Packed, modified: UtcDateTime) -> Result<(), String> {
    let deflated = deflate(&file.bytes).map_err(|error| error.to_string())?;
    // What is deflated already does not get smaller.
    let is_worth_it = deflated.len() < file.bytes.len();
    let method = if is_worth_it { CompressionMethod::DEFLATE } else { CompressionMethod::STORE };
    let mode = if file.is_executable { 0o100_755 } else { 0o100_644 };
    let started = zip
        .new_file(EntryPath::conformant(file.name.as_str()))
        .compression_method(method)
        .last_modified(modified)
        .unix_permissions(mode)
        .start();
    let (mut entry, config) = started.map_err(|error| error.to_string())?;
    let output = if is_worth_it {
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(&file.bytes).map_err(|error| error.to_string())?;
        let (encoder, output) = writer.finish().map_err(|error| error.to_string())?;
        encoder.finish().map_err(|error| error.to_string())?;
        output
    } else {
        let mut writer = config.wrap(&mut entry);
        writer.write_all(&file.bytes).map_err(|error| error.to_string())?;
        writer.finish().map_err(|error| error.to_string())?.1
    };
    entry.finish(output).map(drop).map_err(|error| error.to_string())
}

fn deflate(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Takes the members out of a zip, each only as far as there is room for it.
///
/// # Errors
///
/// In words that follow "the archive".
pub(crate) fn read_zip(bytes: &[u8]) -> Result<Contents, String> {
    let zip = ZipArchive::from_slice(bytes).map_err(|_| NO_ZIP.to_owned())?;
    let mut listed = listed(&zip)?;
    listed.sort_by_key(|entry| entry.range);
    if let Some(pair) = listed.windows(2).find(|pair| pair[0].range.1 > pair[1].range.0) {
        return Err(format!("says that `{}` and `{}` lie in the same place", shown(pair[0].name), shown(pair[1].name)));
    }
    let mut contents = Contents::default();
    for entry in listed {
        let member = member::of(entry.name);
        let bytes = match member {
            Member::Folder | Member::Other => Vec::new(),
            _ => content(&entry, contents.room(&member)?)?,
        };
        contents.put(entry.name, member, bytes);
    }
    Ok(contents)
}

const NO_ZIP: &str = "is no zip, or only a part of one: hand in the file that `submit` wrote, as it is";
const DAMAGED: &str = "is damaged: write it anew with `submit`, and hand in that file as it is";

/// A member that the list at the end names, with nothing against it so far.
struct Listed<'a> {
    name: &'a str,
    method: CompressionMethod,
    entry: ZipSliceEntry<'a>,
    /// Where its bytes lie in the archive.
    range: (u64, u64),
}

fn listed<'a>(zip: &'a ZipSliceArchive<&[u8]>) -> Result<Vec<Listed<'a>>, String> {
    let mut listed = Vec::new();
    let mut keys: BTreeMap<String, &str> = BTreeMap::new();
    for header in zip.entries() {
        let header = header.map_err(|_| DAMAGED.to_owned())?;
        if listed.len() == MAX_MEMBERS {
            return Err(format!("lists more than {MAX_MEMBERS} members"));
        }
        let name = member::name(header.file_path().as_bytes())?;
        allowed(&header, name)?;
        if let Some(other) = keys.insert(member::key(name), name) {
            return Err(format!("holds `{}` and `{}`, which are one file on some machines", shown(other), shown(name)));
        }
        let entry = zip.get_entry(header.wayfinder()).map_err(|_| DAMAGED.to_owned())?;
        if entry.local_header().file_path().as_ref() != name.as_bytes() {
            return Err(format!("calls `{}` by two names", shown(name)));
        }
        let range = entry.compressed_data_range();
        listed.push(Listed { name, method: header.compression_method(), entry, range });
    }
    Ok(listed)
}

/// Refuses what is neither a plain file nor a folder.
fn allowed(header: &ZipFileHeaderRecord<'_>, name: &str) -> Result<(), String> {
    const KIND: u32 = 0o170_000;
    const FILE: u32 = 0o100_000;
    const FOLDER: u32 = 0o040_000;
    let trouble = |what: &str| Err(format!("holds `{}`, {what}", shown(name)));
    // Whoever the header says wrote it: a reader that believes it would make a link of it.
    let kind = (header.external_attributes() >> 16) & KIND;
    match kind {
        0 | FILE if !name.ends_with('/') => {}
        0 | FOLDER if name.ends_with('/') => {}
        FILE | FOLDER => return trouble("a file that is called a folder, or a folder that is called a file"),
        0o120_000 => return trouble("a link: only plain files are taken"),
        _ => return trouble("a device, a pipe or a socket: only plain files are taken"),
    }
    if header.flags().is_encrypted() {
        return trouble("which is encrypted");
    }
    match header.compression_method() {
        CompressionMethod::STORE | CompressionMethod::DEFLATE => Ok(()),
        _ => trouble("packed in a way that is not ours"),
    }
}

/// The bytes of a member, no more of them than `room`, whatever it promises.
fn content(listed: &Listed<'_>, room: u64) -> Result<Vec<u8>, String> {
    let data = listed.entry.data();
    let unpacked: Box<dyn Read + '_> = match listed.method {
        CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(data)),
        _ => Box::new(data),
    };
    let read = read_within(listed.entry.verifying_reader(unpacked), room);
    let read = read.map_err(|_| format!("is damaged at `{}`: write it anew with `submit`", shown(listed.name)))?;
    read.ok_or_else(|| too_much(listed.name, room))
}
