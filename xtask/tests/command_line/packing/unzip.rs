//! Unpacking a zip as a student or Gradescope would.

use std::fs::{self, Permissions};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive};

/// Unpacks `zip` below `target`.
pub(super) fn unzip(zip: &Path, target: &Path) {
    let bytes = fs::read(zip).expect("it is there");
    let archive = ZipArchive::from_slice(&bytes).expect("a zip");
    for header in archive.entries() {
        let header = header.expect("an entry");
        let name = String::from_utf8(header.file_path().as_bytes().to_vec()).expect("UTF-8");
        let entry = archive.get_entry(header.wayfinder()).expect("an entry");
        let mut content = Vec::new();
        match header.compression_method() {
            CompressionMethod::DEFLATE => {
                DeflateDecoder::new(entry.data()).read_to_end(&mut content).expect("deflated");
            }
            _ => content.extend(entry.data()),
        }
        let path = target.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(&path, content).expect("it can be written");
        let mode = (header.external_attributes() >> 16) & 0o777;
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("they can be set");
    }
}
