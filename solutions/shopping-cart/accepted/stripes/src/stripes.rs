//! Maps in stripes.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, RwLock};

/// Locks; nobody leaves half of anything behind.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    match mutex.lock() {
        Ok(guard) => guard,
        Err(poisoned) => {
            mutex.clear_poison();
            poisoned.into_inner()
        }
    }
}

/// A map in `N` parts.
pub(crate) struct Stripes<K, V, const N: usize> {
    parts: [RwLock<HashMap<K, V>>; N],
    hasher: RandomState,
}

impl<K, V, const N: usize> Default for Stripes<K, V, N> {
    fn default() -> Self {
        Stripes { parts: std::array::from_fn(|_| RwLock::default()), hasher: RandomState::new() }
    }
}

impl<K: Hash + Eq, V: Clone, const N: usize> Stripes<K, V, N> {
    fn part(&self, key: &K) -> &RwLock<HashMap<K, V>> {
        &self.parts[(self.hasher.hash_one(key) % N as u64) as usize]
    }

    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let part = self.part(key).read().unwrap_or_else(|poisoned| poisoned.into_inner());
        part.get(key).cloned()
    }

    pub(crate) fn put(&self, key: K, value: V) {
        let mut part = self.part(&key).write().unwrap_or_else(|poisoned| poisoned.into_inner());
        part.insert(key, value);
    }
}
