//! CS.fsbench_bad: 27 threads use 26 inode locks; the last one is out of bounds under every schedule.
//!
//! outcome: failed

use std::sync::Mutex;
use std::thread;

const BLOCKS: usize = 26;
const INODES: usize = 32;
const THREADS: usize = 27;

struct Disk {
    inodes: [Mutex<usize>; BLOCKS],
    busy: [Mutex<bool>; BLOCKS],
}

impl Disk {
    fn allocate(&self, thread: usize) {
        let mut inode = self.inodes[thread % INODES].lock().unwrap();
        if *inode != 0 {
            return;
        }
        let mut block = (thread % INODES) * 2 % BLOCKS;
        for _ in 0..BLOCKS / 2 {
            let mut busy = self.busy[block].lock().unwrap();
            if !*busy {
                *busy = true;
                *inode = block + 1;
                return;
            }
            block = (block + 1) % BLOCKS;
        }
    }
}

pub fn scenario() {
    let disk =
        Disk { inodes: std::array::from_fn(|_| Mutex::new(0)), busy: std::array::from_fn(|_| Mutex::new(false)) };
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let disk = &disk;
            scope.spawn(move || disk.allocate(thread));
        }
    });
}
