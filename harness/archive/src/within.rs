//! Reading no more than there is room for.

use std::io::{self, Read};

/// All that a reader gives, unless it is more than `room` bytes: then None, and no more of it was read than that and one byte.
pub(crate) fn read_within(reader: impl Read, room: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let read = reader.take(room.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > room {
        return Ok(None);
    }
    read.map(|_| Some(bytes))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, repeat};

    use super::read_within;

    #[test]
    fn what_never_ends_is_cut() {
        assert_eq!(read_within(repeat(7), 1000).expect("it can be read"), None);
        assert_eq!(read_within(repeat(7).take(1000), 1000).expect("it can be read"), Some(vec![7; 1000]));
        assert_eq!(read_within(repeat(7).take(1), 0).expect("it can be read"), None);
    }
}
