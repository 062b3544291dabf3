//! Puts `static` objects back, so that no execution sees what an earlier one left in them.
//!
//! Without `unsafe`, the only statics that can change are those with an object of `kata_std` inside. At the first use
//! that the process ever makes of such an object its bytes are those of its constant initialiser, which owns no heap.
//! They are kept, and copied back at its first use in each later execution. What the object owned by then is leaked,
//! not dropped: tasks that were stopped may still refer to it.

use std::collections::BTreeMap;
use std::mem::MaybeUninit;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The bytes of each static object before its first use, under their address.
static PRISTINE: Mutex<BTreeMap<usize, Box<[MaybeUninit<u8>]>>> = Mutex::new(BTreeMap::new());

/// Puts the bytes back if they belong to a `static`; keeps them at its first use.
pub(crate) fn refresh(region: (*const u8, usize)) {
    if is_static(region) {
        refresh_static(region, true);
    }
}

/// Keeps the bytes of a `static` that is first used outside an execution.
pub(crate) fn keep_pristine(region: (*const u8, usize)) {
    if is_static(region) {
        refresh_static(region, false);
    }
}

fn refresh_static(region: (*const u8, usize), reset: bool) {
    let (start, len) = (region.0.addr(), region.1);
    let mut pristine = PRISTINE.lock().unwrap_or_else(PoisonError::into_inner);
    // An object inside another one is put back with the outer one, which is always used first. Its bytes at its first
    // use may own heap, so they must not be kept.
    if let Some((&outer, bytes)) = pristine.range(..=start).next_back()
        && start + len <= outer + bytes.len()
        && (outer, bytes.len()) != (start, len)
    {
        return;
    }
    match pristine.get(&start) {
        Some(bytes) if bytes.len() == len => {
            if reset {
                put_back(region.0.cast_mut(), bytes);
            }
        }
        _ => {
            pristine.insert(start, keep(region));
        }
    }
}

#[expect(unsafe_code, reason = "statics are put back byte by byte")]
fn keep((start, len): (*const u8, usize)) -> Box<[MaybeUninit<u8>]> {
    let mut bytes = Box::new_uninit_slice(len);
    // SAFETY: the region is that of a live static object, which a reference held by the caller vouches for, and
    // `bytes` has just been allocated with the same length. MaybeUninit carries padding as it is.
    unsafe { std::ptr::copy_nonoverlapping(start.cast::<MaybeUninit<u8>>(), bytes.as_mut_ptr(), len) };
    bytes
}

#[expect(unsafe_code, reason = "statics are put back byte by byte")]
fn put_back(start: *mut u8, bytes: &[MaybeUninit<u8>]) {
    // SAFETY: all that the region spans is inside UnsafeCells and atomics of a live static object. This is its first
    // use in an execution, so no guard or reference into it is alive on a task that can still run: tasks of earlier
    // executions have ended or were stopped for good. The bytes are those of its constant initialiser, a valid value
    // that owns nothing.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), start.cast::<MaybeUninit<u8>>(), bytes.len()) };
}

/// Whether the region is in the writable data of the program or of a library that is loaded with it.
fn is_static(region: (*const u8, usize)) -> bool {
    static DATA: OnceLock<Vec<(usize, usize)>> = OnceLock::new();
    let address = region.0.addr();
    region.1 > 0 && DATA.get_or_init(writable_data).iter().any(|&(start, end)| start <= address && address < end)
}

#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the loader is asked for the segments of the program")]
fn writable_data() -> Vec<(usize, usize)> {
    unsafe extern "C" fn segment(info: *mut libc::dl_phdr_info, _: usize, found: *mut libc::c_void) -> libc::c_int {
        // SAFETY: the loader passes a valid `info`, whose headers it vouches for, and `found` as we gave it.
        let (info, found) = unsafe { (&*info, &mut *found.cast::<Vec<(usize, usize)>>()) };
        // SAFETY: as above.
        let headers = unsafe { std::slice::from_raw_parts(info.dlpi_phdr, info.dlpi_phnum.into()) };
        for header in headers.iter().filter(|h| h.p_type == libc::PT_LOAD && h.p_flags & libc::PF_W != 0) {
            let start = info.dlpi_addr as usize + header.p_vaddr as usize;
            found.push((start, start + header.p_memsz as usize));
        }
        0
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    // SAFETY: the callback matches the signature, and `found` outlives the call.
    unsafe { libc::dl_iterate_phdr(Some(segment), (&raw mut found).cast()) };
    found
}

#[cfg(target_os = "macos")]
#[expect(unsafe_code, reason = "the loader is asked for the segments of the program")]
fn writable_data() -> Vec<(usize, usize)> {
    unsafe extern "C" {
        static _mh_execute_header: u8;
        fn getsegmentdata(header: *const u8, name: *const libc::c_char, size: *mut libc::c_ulong) -> *mut u8;
    }
    let mut size = 0;
    // SAFETY: the header is the program's own, the name is a C string, and `size` outlives the call.
    let start = unsafe { getsegmentdata(&raw const _mh_execute_header, c"__DATA".as_ptr(), &mut size) }.addr();
    if start == 0 { Vec::new() } else { vec![(start, start + size as usize)] }
}
