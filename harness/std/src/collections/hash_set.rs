//! `HashSet`, around std's own: only the keys of its hashers differ.

use std::borrow::Borrow;
use std::collections::TryReserveError;
use std::collections::hash_set as inner;
use std::fmt;
use std::ops::{BitAnd, BitOr, BitXor, Sub};

use crate::hash::{BuildHasher, Hash, RandomState};

pub use inner::{Difference, Drain, ExtractIf, Intersection, IntoIter, Iter, SymmetricDifference, Union};

/// A set whose order is the same at each run of a schedule.
pub struct HashSet<T, S = RandomState> {
    set: inner::HashSet<T, S>,
}

impl<T> HashSet<T, RandomState> {
    /// See std.
    #[must_use]
    pub fn new() -> HashSet<T, RandomState> {
        HashSet::default()
    }

    /// See std.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> HashSet<T, RandomState> {
        HashSet::with_capacity_and_hasher(capacity, RandomState::new())
    }
}

impl<T, S> HashSet<T, S> {
    /// See std.
    pub const fn with_hasher(hasher: S) -> HashSet<T, S> {
        HashSet { set: inner::HashSet::with_hasher(hasher) }
    }

    /// See std.
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashSet<T, S> {
        HashSet { set: inner::HashSet::with_capacity_and_hasher(capacity, hasher) }
    }

    /// See std.
    pub fn capacity(&self) -> usize {
        self.set.capacity()
    }

    /// See std.
    pub fn iter(&self) -> Iter<'_, T> {
        self.set.iter()
    }

    /// See std.
    pub fn len(&self) -> usize {
        self.set.len()
    }

    /// See std.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// See std.
    pub fn drain(&mut self) -> Drain<'_, T> {
        self.set.drain()
    }

    /// See std.
    pub fn extract_if<F>(&mut self, pred: F) -> ExtractIf<'_, T, F>
    where
        F: FnMut(&T) -> bool,
    {
        self.set.extract_if(pred)
    }

    /// See std.
    pub fn retain<F>(&mut self, f: F)
    where
        F: FnMut(&T) -> bool,
    {
        self.set.retain(f);
    }

    /// See std.
    pub fn clear(&mut self) {
        self.set.clear();
    }

    /// See std.
    pub fn hasher(&self) -> &S {
        self.set.hasher()
    }
}

impl<T, S> HashSet<T, S>
where
    T: Eq + Hash,
    S: BuildHasher,
{
    /// See std.
    pub fn reserve(&mut self, additional: usize) {
        self.set.reserve(additional);
    }

    /// See std.
    ///
    /// # Errors
    ///
    /// See std.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.set.try_reserve(additional)
    }

    /// See std.
    pub fn shrink_to_fit(&mut self) {
        self.set.shrink_to_fit();
    }

    /// See std.
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.set.shrink_to(min_capacity);
    }

    /// See std.
    pub fn difference<'a>(&'a self, other: &'a HashSet<T, S>) -> Difference<'a, T, S> {
        self.set.difference(&other.set)
    }

    /// See std.
    pub fn symmetric_difference<'a>(&'a self, other: &'a HashSet<T, S>) -> SymmetricDifference<'a, T, S> {
        self.set.symmetric_difference(&other.set)
    }

    /// See std.
    pub fn intersection<'a>(&'a self, other: &'a HashSet<T, S>) -> Intersection<'a, T, S> {
        self.set.intersection(&other.set)
    }

    /// See std.
    pub fn union<'a>(&'a self, other: &'a HashSet<T, S>) -> Union<'a, T, S> {
        self.set.union(&other.set)
    }

    /// See std.
    pub fn contains<Q>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.set.contains(value)
    }

    /// See std.
    pub fn get<Q>(&self, value: &Q) -> Option<&T>
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.set.get(value)
    }

    /// See std.
    pub fn is_disjoint(&self, other: &HashSet<T, S>) -> bool {
        self.set.is_disjoint(&other.set)
    }

    /// See std.
    pub fn is_subset(&self, other: &HashSet<T, S>) -> bool {
        self.set.is_subset(&other.set)
    }

    /// See std.
    pub fn is_superset(&self, other: &HashSet<T, S>) -> bool {
        self.set.is_superset(&other.set)
    }

    /// See std.
    pub fn insert(&mut self, value: T) -> bool {
        self.set.insert(value)
    }

    /// See std.
    pub fn replace(&mut self, value: T) -> Option<T> {
        self.set.replace(value)
    }

    /// See std.
    pub fn remove<Q>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.set.remove(value)
    }

    /// See std.
    pub fn take<Q>(&mut self, value: &Q) -> Option<T>
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.set.take(value)
    }
}

impl<T: Clone, S: Clone> Clone for HashSet<T, S> {
    fn clone(&self) -> Self {
        HashSet { set: self.set.clone() }
    }

    fn clone_from(&mut self, source: &Self) {
        self.set.clone_from(&source.set);
    }
}

impl<T: fmt::Debug, S> fmt::Debug for HashSet<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.set.fmt(f)
    }
}

impl<T, S: Default> Default for HashSet<T, S> {
    fn default() -> HashSet<T, S> {
        HashSet::with_hasher(S::default())
    }
}

impl<'a, T: Eq + Hash + Copy + 'a, S: BuildHasher> Extend<&'a T> for HashSet<T, S> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        self.set.extend(iter);
    }
}

impl<T: Eq + Hash, S: BuildHasher> Extend<T> for HashSet<T, S> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        self.set.extend(iter);
    }
}

impl<T: Eq + Hash, const N: usize> From<[T; N]> for HashSet<T, RandomState> {
    fn from(arr: [T; N]) -> Self {
        HashSet::from_iter(arr)
    }
}

impl<T: Eq + Hash, S: BuildHasher + Default> FromIterator<T> for HashSet<T, S> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> HashSet<T, S> {
        HashSet { set: inner::HashSet::from_iter(iter) }
    }
}

impl<'a, T, S> IntoIterator for &'a HashSet<T, S> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.set.iter()
    }
}

impl<T, S> IntoIterator for HashSet<T, S> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        self.set.into_iter()
    }
}

impl<T: Eq + Hash, S: BuildHasher> PartialEq for HashSet<T, S> {
    fn eq(&self, other: &HashSet<T, S>) -> bool {
        self.set == other.set
    }
}

impl<T: Eq + Hash, S: BuildHasher> Eq for HashSet<T, S> {}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl<T: Eq + Hash + Clone, S: BuildHasher + Default> $trait<&HashSet<T, S>> for &HashSet<T, S> {
            type Output = HashSet<T, S>;

            fn $method(self, rhs: &HashSet<T, S>) -> HashSet<T, S> {
                HashSet { set: (&self.set).$method(&rhs.set) }
            }
        }
    };
}

operator!(BitAnd, bitand);
operator!(BitOr, bitor);
operator!(BitXor, bitxor);
operator!(Sub, sub);
