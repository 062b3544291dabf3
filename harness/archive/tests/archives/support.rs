//! A student at a desk, and somebody who takes archives apart.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex};

use kata_archive::{Archive, HandIn, MANIFEST, Manifest, ManifestMember, Packed, Submitted, pack, read, write_zip};
use kata_round::{AssignmentRef, Clock, Feedback, Phase, Plan, Reading, Reason, Round, blob_name};
use kata_verdict::Level;
use kata_workspace::Workspace;

/// In the year 2030: whatever a test writes was touched before.
pub(crate) const WALL: u64 = 1_900_000_000_000;
pub(crate) const MINUTE: u64 = 60_000;

pub(crate) const STARTER: &str = "// the starter\n";
pub(crate) const DONE: &str = "pub fn answer() -> u32 {\n    42\n}\n";

pub(crate) struct TestClock(Mutex<Reading>);

impl Clock for TestClock {
    fn read(&self) -> Reading {
        self.0.lock().expect("it is sound").clone()
    }
}

impl TestClock {
    pub(crate) fn pass(&self, ms: u64) {
        let mut now = self.0.lock().expect("it is sound");
        now.wall_ms += ms;
        now.uptime_ms += ms;
    }
}

/// A workspace in a temporary folder, and a clock that stands still until it is moved.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: Arc<TestClock>,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let reading = Reading { wall_ms: WALL, boot: "first".to_owned(), uptime_ms: 500_000 };
        let desk = Desk { folder, clock: Arc::new(TestClock(Mutex::new(reading))) };
        desk.write("Cargo.toml", "[package]\nname = \"mine\"\n");
        desk.write("src/lib.rs", STARTER);
        desk.write(".kata/state.toml", "format = 1\nkata = \"desk\"\nlevel = \"L4\"\ncreated = 1\n");
        desk
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn workspace(&self) -> Workspace {
        Workspace::open(self.path()).expect("a workspace")
    }

    pub(crate) fn begin(&self, plan: Plan) -> Round {
        Round::start(self.path(), plan, self.clock.clone()).expect("a round")
    }

    /// A round with three saves, frozen at its 30th minute, and work after it.
    pub(crate) fn played(plan: Plan) -> Desk {
        let desk = Desk::new();
        let mut round = desk.begin(plan);
        desk.clock.pass(5 * MINUTE);
        desk.write("src/part.rs", "pub struct Part;\n");
        round.save().expect("it is kept");
        round.compiled(2, true).expect("it is noted");
        desk.clock.pass(25 * MINUTE);
        desk.write("src/lib.rs", DONE);
        round.freeze(Reason::Submitted).expect("it is frozen");
        desk.clock.pass(MINUTE);
        desk.write("src/lib.rs", "// after the end\n");
        round.save().expect("it is kept");
        desk
    }

    pub(crate) fn hand_in(&self, student: Option<&str>) -> HandIn {
        HandIn {
            student: student.map(str::to_owned),
            assignment: None,
            packed_ms: self.clock.read().wall_ms,
            versions: [("rustc".to_owned(), "1.95.0".to_owned()), ("xtask".to_owned(), "0.1.0".to_owned())].into(),
        }
    }

    pub(crate) fn pack(&self) -> Archive {
        pack(&self.workspace(), &self.hand_in(Some("Zoë Müller"))).expect("an archive")
    }
}

pub(crate) fn plan() -> Plan {
    let phases = [("clarify", 300), ("design", 600), ("build", 1200), ("twist", 600)];
    Plan {
        kata: "desk".to_owned(),
        level: Level::L4,
        minutes: 45,
        phases: phases.map(|(name, seconds)| Phase { name: name.to_owned(), seconds }).into(),
        feedback: Feedback::None,
        seed: 7,
        twist: None,
        assignment: Some(AssignmentRef { name: "week-3".to_owned(), sha256: "0".repeat(64) }),
        student: Some("Zoe\u{308} Müller".to_owned()),
        versions: [("xtask".to_owned(), "0.1.0".to_owned())].into(),
    }
}

/// Contents by the names of their members.
pub(crate) type Members = BTreeMap<String, Vec<u8>>;

/// The members of an archive, taken out without any care.
pub(crate) fn members(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = rawzip::ZipArchive::from_slice(zip).expect("a zip");
    let mut members = BTreeMap::new();
    for header in archive.entries() {
        let header = header.expect("a header");
        let name = std::str::from_utf8(header.file_path().as_bytes()).expect("a text").to_owned();
        let entry = archive.get_entry(header.wayfinder()).expect("an entry");
        let mut bytes = Vec::new();
        match header.compression_method() {
            rawzip::CompressionMethod::DEFLATE => {
                flate2::read::DeflateDecoder::new(entry.data()).read_to_end(&mut bytes).expect("deflated");
            }
            _ => bytes.extend_from_slice(entry.data()),
        }
        members.insert(name, bytes);
    }
    members
}

/// A zip of these members, as they are.
pub(crate) fn zipped(members: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let packed: Vec<Packed> = members.iter().map(|(name, bytes)| Packed::plain(name, bytes.as_slice())).collect();
    write_zip(&packed, 1_900_000_000).expect("a zip")
}

/// An archive with a change in it, and a manifest that does not know.
pub(crate) fn meddled(archive: &Archive, change: impl FnOnce(&mut Members)) -> Submitted {
    let mut members = members(&archive.bytes);
    change(&mut members);
    read(&zipped(&members)).expect("it can be read")
}

/// The same, with a manifest that was made to fit the members.
pub(crate) fn forged(archive: &Archive, change: impl FnOnce(&mut Members)) -> Submitted {
    let mut members = members(&archive.bytes);
    change(&mut members);
    let mut manifest: Manifest = serde_json::from_slice(&members[MANIFEST]).expect("a manifest");
    let others = members.iter().filter(|(name, _)| *name != MANIFEST);
    manifest.members = others
        .map(|(path, bytes)| ManifestMember { path: path.clone(), bytes: bytes.len() as u64, sha256: blob_name(bytes) })
        .collect();
    members.insert(MANIFEST.to_owned(), serde_json::to_vec(&manifest).expect("a text"));
    read(&zipped(&members)).expect("it can be read")
}

/// Sees that some note holds each of these parts.
#[track_caller]
pub(crate) fn noted(submitted: &Submitted, parts: &[&str]) {
    for part in parts {
        assert!(
            submitted.notes.iter().any(|note| note.contains(part)),
            "{part:?} is missing in {:#?}",
            submitted.notes
        );
    }
}

/// Numbers that look random, the same in each run: SplitMix64.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    pub(crate) fn byte(&mut self) -> u8 {
        u8::try_from(self.next(256)).expect("a byte")
    }

    pub(crate) fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).expect("it is below")
    }
}
