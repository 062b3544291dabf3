//! What a stranger sends is refused in words, whatever it is; each zip here is built byte by byte, as no zip program would.

use std::io::Write;

use kata_archive::{
    MAX_ARCHIVE, MAX_LOG, MAX_MANIFEST, MAX_MEMBERS, MAX_OBJECTS, MAX_OBJECTS_BYTES, read, read_folder,
};

use crate::support::{Desk, members, plan, zipped};

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const REGULAR: u32 = 0o100_644;

/// A member of a zip that says whatever it is told to say.
#[derive(Clone)]
struct Raw {
    name: Vec<u8>,
    local_name: Vec<u8>,
    mode: u32,
    flags: u16,
    method: u16,
    data: Vec<u8>,
    size: u32,
    compressed: u32,
    crc: u32,
    /// Where its local header is said to lie; None: where it does.
    offset: Option<u32>,
}

impl Raw {
    fn stored(name: impl AsRef<[u8]>, data: impl Into<Vec<u8>>) -> Raw {
        let data = data.into();
        let size = u32::try_from(data.len()).expect("a small one");
        let crc = rawzip::crc32(&data);
        let name = name.as_ref().to_vec();
        let (local_name, compressed) = (name.clone(), size);
        Raw { name, local_name, mode: REGULAR, flags: 0, method: STORED, data, size, compressed, crc, offset: None }
    }

    fn deflated(name: impl AsRef<[u8]>, content: &[u8]) -> Raw {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(content).expect("memory");
        let plain = Raw::stored(name, content);
        let data = encoder.finish().expect("memory");
        Raw { method: DEFLATED, compressed: u32::try_from(data.len()).expect("a small one"), data, ..plain }
    }
}

fn zip(raws: &[Raw]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for raw in raws {
        let offset = raw.offset.unwrap_or(u32::try_from(bytes.len()).expect("a small one"));
        let shared = |name: &[u8]| {
            let mut header = Vec::new();
            header.extend(20_u16.to_le_bytes());
            header.extend(raw.flags.to_le_bytes());
            header.extend(raw.method.to_le_bytes());
            header.extend([0; 4]);
            header.extend(raw.crc.to_le_bytes());
            header.extend(raw.compressed.to_le_bytes());
            header.extend(raw.size.to_le_bytes());
            header.extend(u16::try_from(name.len()).expect("a short one").to_le_bytes());
            header.extend([0; 2]);
            header
        };
        bytes.extend(b"PK\x03\x04");
        bytes.extend(shared(&raw.local_name));
        bytes.extend(&raw.local_name);
        bytes.extend(&raw.data);
        list.extend(b"PK\x01\x02\x14\x03");
        list.extend(shared(&raw.name));
        list.extend([0; 6]);
        list.extend((raw.mode << 16).to_le_bytes());
        list.extend(offset.to_le_bytes());
        list.extend(&raw.name);
    }
    let (start, size) = (bytes.len(), list.len());
    bytes.extend(list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(raws.len()).expect("not too many");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend(u32::try_from(size).expect("a small one").to_le_bytes());
    bytes.extend(u32::try_from(start).expect("a small one").to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

/// The members of an honest archive.
fn honest() -> Vec<Raw> {
    let members = members(&Desk::played(plan()).pack().bytes);
    members.iter().map(|(name, bytes)| Raw::stored(name, bytes.as_slice())).collect()
}

fn with(more: impl IntoIterator<Item = Raw>) -> Vec<Raw> {
    honest().into_iter().chain(more).collect()
}

#[track_caller]
fn refused(raws: &[Raw], with: &str) {
    let error = read(&zip(raws)).expect_err("it should be refused").to_string();
    assert!(error.starts_with("the archive ") && error.contains(with), "{with:?} is missing in: {error}");
    assert!(error.len() < 1000 && !error.chars().any(char::is_control), "{error:?}");
}

fn object(number: usize) -> String {
    format!("round/objects/{number:064x}")
}

#[test]
fn what_is_built_by_hand_is_an_archive_like_any_other() {
    let archive = Desk::played(plan()).pack();
    assert_eq!(read(&zip(&honest())).map(|read| read.files), Ok(archive.submitted.files));
    let folders = ["src/", "round/"].map(|name| Raw { mode: 0o040_755, ..Raw::stored(name, "") });
    let read_again = read(&zip(&with(folders))).expect("folders are nothing");
    assert_eq!(read_again.notes, Vec::<String>::new());
}

#[test]
fn a_name_that_leads_elsewhere_is_refused() {
    for (name, what) in [
        (&b"/etc/cron.d/x"[..], "`/etc/cron.d/x`, an absolute path"),
        (b"../../x.rs", "leads out of its folder"),
        (b"src/../../x.rs", "leads out of its folder"),
        (b"src\\..\\x.rs", "another one on another machine"),
        (b"C:\\x.rs", "an absolute path"),
        (b"src/./x.rs", "not written plainly"),
        (b"src//x.rs", "not written plainly"),
        (b"src/x\0.rs", "`src/x\\u{0}.rs`"),
        (b"src/\x1b[2J.rs", "`src/\\u{1b}[2J.rs`"),
        (b"src/caf\xe9.rs", "`src/caf\\xe9.rs`, a name that is no text in UTF-8"),
        (b"", "not written plainly"),
        (&[b'a'; 60_000], "a name that is too long"),
        ("\u{202e}sr.bil/crs".repeat(100).as_bytes(), "a name that is too long"),
    ] {
        refused(&with([Raw::stored(name, "x")]), what);
    }
}

#[test]
fn what_is_no_plain_file_is_refused_whatever_system_it_says_it_comes_from() {
    for (mode, what) in [
        (0o120_777, "`src/x.rs`, a link"),
        (0o010_644, "a device, a pipe or a socket"),
        (0o020_644, "a device, a pipe or a socket"),
        (0o060_644, "a device, a pipe or a socket"),
        (0o140_644, "a device, a pipe or a socket"),
        (0o040_755, "a folder that is called a file"),
    ] {
        refused(&with([Raw { mode, ..Raw::stored("src/x.rs", "/etc/passwd") }]), what);
        refused(
            &with([Raw { mode, ..Raw::stored("README.md", "/etc/passwd") }]),
            what.split('`').next_back().expect("a part"),
        );
    }
    refused(&with([Raw::stored("src/x.rs/", "x")]), "a file that is called a folder");
}

#[test]
fn two_members_that_are_one_file_somewhere_are_refused() {
    for name in
        ["src/lib.rs", "src/LIB.rs", "SRC/lib.rs", "manifest.json", "Manifest.json", "round/log.jsonl", "cargo.toml"]
    {
        refused(&with([Raw::stored(name, "x")]), "which are one file on some machines");
    }
    let composed = ["src/gr\u{f6}\u{df}e.rs", "src/gro\u{308}\u{df}e.rs"].map(|name| Raw::stored(name, ""));
    refused(&with(composed), "which are one file on some machines");
}

#[test]
fn more_source_than_a_submission_may_have_is_cut_at_its_limit() {
    refused(&with((0..198).map(|number| Raw::stored(format!("src/x{number}.rs"), ""))), "more than 200 source files");
    let half = vec![b' '; 1024 * 1024];
    let two = [Raw::deflated("src/x.rs", &half), Raw::deflated("src/y.rs", &half)];
    refused(&with(two), "bytes that were left for it in `src/y.rs`: nothing of it was taken");
}

#[test]
fn a_bomb_is_cut_at_its_limit_whatever_size_it_says() {
    let much = vec![0; 24 * 1024 * 1024];
    for name in ["src/bomb.rs", "round/objects/0000000000000000000000000000000000000000000000000000000000000000"] {
        let bomb = Raw::deflated(name, &much);
        refused(&with([bomb.clone()]), "nothing of it was taken");
        refused(&with([Raw { size: 10, ..bomb.clone() }]), "is damaged at");
        refused(&with([Raw { size: u32::MAX - 1, ..bomb }]), "nothing of it was taken");
    }
    let others: Vec<Raw> =
        honest().into_iter().filter(|raw| raw.name != b"manifest.json" && raw.name != b"round/log.jsonl").collect();
    let and = |raw: Raw| others.iter().cloned().chain([raw]).collect::<Vec<_>>();
    refused(
        &and(Raw::deflated("manifest.json", &much)),
        &format!("more than {} MiB in `manifest.json`", MAX_MANIFEST >> 20),
    );
    refused(
        &and(Raw::deflated("round/log.jsonl", &much)),
        &format!("more than {} MiB in `round/log.jsonl`", MAX_LOG >> 20),
    );
    let left_out =
        read(&zip(&with([Raw::deflated("README.md", &much)]))).expect("what is left out is not even unpacked");
    assert_eq!(left_out.notes, ["1 that no archive of ours holds were left out: `README.md`"]);
}

#[test]
fn many_small_bombs_in_the_contents_of_snapshots_are_cut_too() {
    let much = vec![0; 1024 * 1024];
    let content = Raw::deflated("x", &much);
    let bombs = |count: usize| {
        (0..count).map(|number| Raw {
            name: object(number).into(),
            local_name: object(number).into(),
            ..content.clone()
        })
    };
    let limit = usize::try_from(MAX_OBJECTS_BYTES >> 20).expect("a small one");
    refused(&with(bombs(limit)), "nothing of it was taken");
    refused(&with((0..MAX_OBJECTS).map(|number| Raw::stored(object(number), ""))), "contents of snapshots");
    // Each of these says it is small, and inflates to as much as it may: the sum is bounded as well.
    let inner = Raw::deflated("x", &vec![0; 2 * 1024 * 1024]).data;
    let submitted = read(&zip(&with((0..200).map(|number| Raw::stored(object(number), inner.as_slice())))))
        .expect("it can be read");
    crate::support::noted(&submitted, &["the contents of snapshots are more than were looked at"]);
}

#[test]
fn a_zip_in_a_zip_is_a_file_like_any_other() {
    let inner = zip(&honest());
    let submitted =
        read(&zip(&with([Raw::stored("src/inner.rs", inner.clone()), Raw::stored("inner.zip", inner.clone())])));
    let submitted = submitted.expect("it can be read");
    assert!(submitted.files.iter().any(|(_, bytes)| *bytes == inner));
    crate::support::noted(&submitted, &["left out: `inner.zip`"]);
}

#[test]
fn members_that_lie_on_top_of_each_other_are_refused() {
    let mut raws = honest();
    raws.push(Raw { offset: Some(0), name: b"src/x.rs".to_vec(), ..raws[0].clone() });
    refused(&raws, "calls `src/x.rs` by two names");
    // One that lies within another: its header is what the other holds.
    let inner = zip(&[Raw::stored("src/y.rs", "inner")]);
    let outer = Raw::stored("src/x.rs", inner);
    let start = u32::try_from(zip(&honest()).windows(4).filter(|four| four == b"PK\x01\x02").count()).expect("a count");
    assert!(start > 0);
    let before: usize = honest().iter().map(|raw| 30 + raw.name.len() + raw.data.len()).sum();
    let within = u32::try_from(before + 30 + outer.name.len()).expect("a small one");
    refused(&with([outer, Raw { offset: Some(within), ..Raw::stored("src/y.rs", "inner") }]), "lie in the same place");
}

#[test]
fn what_is_said_twice_has_to_be_the_same() {
    let plain = Raw::stored("src/x.rs", "content");
    refused(&with([Raw { local_name: b"src/y.rs".to_vec(), ..plain.clone() }]), "calls `src/x.rs` by two names");
    refused(&with([Raw { crc: 1, ..plain.clone() }]), "is damaged at `src/x.rs`");
    refused(&with([Raw { size: 6, ..plain.clone() }]), "is damaged at `src/x.rs`");
    refused(&with([Raw { size: 8, ..plain.clone() }]), "is damaged at `src/x.rs`");
    refused(&with([Raw { compressed: 3, ..plain.clone() }]), "is damaged at `src/x.rs`");
    refused(&with([Raw { compressed: u32::MAX - 1, ..plain.clone() }]), "is damaged");
    refused(&with([Raw { offset: Some(u32::MAX - 1), ..plain.clone() }]), "is damaged");
    refused(&with([Raw { method: DEFLATED, ..plain.clone() }]), "is damaged at `src/x.rs`");
    refused(&with([Raw { method: 12, ..plain.clone() }]), "packed in a way that is not ours");
    refused(&with([Raw { flags: 1, ..plain }]), "which is encrypted");
}

#[test]
fn too_many_members_and_too_large_an_archive_are_refused() {
    refused(
        &with((0..MAX_MEMBERS).map(|number| Raw::stored(format!("x{number}"), ""))),
        "lists more than 5000 members",
    );
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in members(&Desk::played(plan()).pack().bytes) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    for number in 0..MAX_MEMBERS {
        std::fs::write(folder.path().join(format!("src/{number}.txt")), "").expect("a file");
    }
    let error = read_folder(folder.path()).expect_err("it has too many").to_string();
    assert!(error.contains("holds more than 5000 files"), "{error}");
    let large = vec![0; usize::try_from(MAX_ARCHIVE).expect("it fits") + 1];
    let error = read(&large).expect_err("it is too large").to_string();
    assert_eq!(error, "the archive is larger than 32 MiB: hand in the file that `submit` wrote");
}

#[test]
fn what_is_no_archive_of_ours_is_told_so() {
    for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"\x1f\x8b\x08\0tar", &[0; 5000], b"Rar!\x1a\x07\0"] {
        let error = read(bytes).expect_err("it is none").to_string();
        assert!(error.starts_with("the archive is no zip, or only a part of one"), "{error}");
    }
    refused(&[], "has no manifest.json, so `submit` did not write it");
    refused(&[Raw::stored("src/lib.rs", "")], "has no manifest.json, so `submit` did not write it");
    let manifest = |text: &str| [Raw::stored("manifest.json", text)];
    refused(&manifest("{"), "has a manifest.json that cannot be understood");
    refused(&manifest("{\"format\":1}"), "cannot be understood: missing field `student`");
    refused(
        &manifest("{\"format\":2,\"hologram\":1}"),
        "has format 2, and this program reads up to 1: update your clone",
    );
    refused(&manifest(&"[".repeat(100_000)), "cannot be understood");
    let long = format!("{{\"format\":1,\"student\":\"\",\"kata\":\"a\",\"level\":\"{}\"}}", "x\u{1b}".repeat(50_000));
    refused(&manifest(&long), "cannot be understood");
    let nobody = "{\"format\":1,\"student\":\" \",\"kata\":\"a\",\"level\":\"L4\",\"submitted_ms\":0,\"packed_ms\":0,\"members\":[]}";
    refused(&manifest(nobody), "says no name of a student");
}

#[test]
fn a_log_of_a_newer_program_is_told_apart_from_a_damaged_one() {
    let mut members = members(&Desk::played(plan()).pack().bytes);
    members.insert("round/log.jsonl".to_owned(), b"{\"format\":99}\n".to_vec());
    let error = read(&zipped(&members)).expect_err("it is newer").to_string();
    assert!(error.contains("holds a log that is newer than this program"), "{error}");
}
