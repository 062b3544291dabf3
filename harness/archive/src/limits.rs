//! How much an archive may hold. For sources it is what a snapshot of a round takes: [`kata_round::MAX_FILES`] and
//! [`kata_round::MAX_BYTES`].

/// The bytes of a whole archive, as it is handed in.
pub const MAX_ARCHIVE: u64 = 32 * 1024 * 1024;

/// How many members an archive lists, folders and what is left out included.
pub const MAX_MEMBERS: usize = 5_000;

/// The bytes of the manifest.
pub const MAX_MANIFEST: u64 = 2 * 1024 * 1024;

/// The bytes of the round's log.
pub const MAX_LOG: u64 = 8 * 1024 * 1024;

/// How many contents of snapshots are taken.
pub const MAX_OBJECTS: usize = 4_000;

/// The bytes of all contents of snapshots, deflated as they are kept.
pub const MAX_OBJECTS_BYTES: u64 = 16 * 1024 * 1024;

/// How many bytes of contents are inflated to see whether they are what their names say.
pub(crate) const MAX_INFLATED: u64 = 64 * 1024 * 1024;

/// The bytes of a member's name.
pub(crate) const MAX_NAME: usize = 512;
