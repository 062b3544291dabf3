//! Collections; those that hash do so with keys that a schedule repeats.

pub mod hash_map;
pub mod hash_set;

pub use ::std::collections::{
    BTreeMap, BTreeSet, BinaryHeap, LinkedList, TryReserveError, VecDeque, binary_heap, btree_map, btree_set,
    linked_list, vec_deque,
};
pub use hash_map::HashMap;
pub use hash_set::HashSet;
