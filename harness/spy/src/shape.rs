//! Values of types that a suite knows, in the arguments and answers of traits that it has never seen.
//!
//! A woven spy is generic: it handles an `A` of which nothing is known, not even that it is `'static`. What it can tell is
//! whether `A`, lifetimes aside, is one of the *shapes* of a type `T` that the suite asked for: `T`, `&T`, `&[T]`,
//! `Option<T>`, … Then its values are copied out, or, in an answer, changed.

use std::any::{Any, TypeId};
use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// The copied values of one argument list or of one answer.
#[derive(Clone, Default)]
pub struct Seen(Vec<Arc<dyn Any + Send + Sync>>);

impl Seen {
    /// The values of this type, in order.
    pub fn all<T: Clone + 'static>(&self) -> Vec<T> {
        self.0.iter().filter_map(|value| value.downcast_ref().cloned()).collect()
    }

    /// The first value of this type.
    pub fn first<T: Clone + 'static>(&self) -> Option<T> {
        self.all().into_iter().next()
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seen({} values)", self.0.len())
    }
}

/// Copies the values out of one shape.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    shape: TypeId,
    read: fn(Erased, &mut Seen),
}

/// A value, without its type. What is generic in woven code is compiled with each submission, so it ends here.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    shape: TypeId,
    at: Erased,
    alive: PhantomData<&'a ()>,
}

impl<'a> Value<'a> {
    /// Of this value.
    pub(crate) fn of<A>(value: &'a A) -> Value<'a> {
        Value { shape: typeid::of::<A>(), at: Erased(std::ptr::from_ref(value).cast()), alive: PhantomData }
    }
}

/// A value that may be changed, without its type.
pub(crate) struct ValueMut<'a> {
    shape: TypeId,
    at: *mut (),
    alive: PhantomData<&'a mut ()>,
}

impl<'a> ValueMut<'a> {
    /// Of this value.
    pub(crate) fn of<R>(value: &'a mut R) -> ValueMut<'a> {
        ValueMut { shape: typeid::of::<R>(), at: std::ptr::from_mut(value).cast(), alive: PhantomData }
    }
}

/// A reference to a value of a shape, without its type.
#[derive(Clone, Copy)]
struct Erased(*const ());

impl Erased {
    /// # Safety
    ///
    /// What was erased is an `S`, lifetimes aside, and alive.
    #[expect(unsafe_code, reason = "the shape was compared, so the type is known")]
    unsafe fn get<'a, S>(self) -> &'a S {
        // SAFETY: the caller vouches for it.
        unsafe { &*self.0.cast::<S>() }
    }
}

/// The readers of every shape of `T`.
pub(crate) fn readers<T: Clone + Send + Sync + 'static>() -> Vec<Reader> {
    /// A reader of the shape `$shape`, whose values `$values` iterates over by reference.
    macro_rules! reader {
        ($shape:ty, |$value:ident| $values:expr) => {
            Reader {
                shape: TypeId::of::<$shape>(),
                read: |erased, seen| {
                    #[expect(unsafe_code, reason = "`read_into` compares the shape before it calls this")]
                    // SAFETY: `read_into` has compared the shape, and holds the reference as a `Value`.
                    let $value: &$shape = unsafe { erased.get() };
                    for value in $values {
                        seen.0.push(Arc::new(T::clone(value)));
                    }
                },
            }
        };
    }
    vec![
        reader!(T, |value| [value]),
        reader!(&'static T, |value| [*value]),
        reader!(Option<T>, |value| value.iter()),
        reader!(Option<&'static T>, |value| value.iter().copied()),
        reader!(&'static Option<T>, |value| value.iter()),
        reader!(&'static [T], |value| value.iter()),
        reader!(&'static [&'static T], |value| value.iter().copied()),
        reader!(&'static mut [T], |value| value.iter()),
        reader!(Vec<T>, |value| value.iter()),
        reader!(Vec<&'static T>, |value| value.iter().copied()),
        reader!(&'static Vec<T>, |value| value.iter()),
        reader!(&'static mut Vec<T>, |value| value.iter()),
        reader!(BTreeSet<T>, |value| value.iter()),
        reader!(&'static BTreeSet<T>, |value| value.iter()),
        reader!(&'static VecDeque<T>, |value| value.iter()),
    ]
}

/// Copies out what `value` holds, if one of the readers knows its shape.
pub(crate) fn read_into(value: Value<'_>, readers: &[Reader], seen: &mut Seen) {
    for reader in readers.iter().filter(|reader| reader.shape == value.shape) {
        (reader.read)(value.at, seen);
    }
}

/// Changes an answer of one shape in place, given what the call was shown.
#[derive(Clone)]
pub(crate) struct Change {
    shape: TypeId,
    apply: Arc<Apply>,
}

/// Changes what it is pointed to; says whether it did.
type Apply = dyn Fn(*mut (), &Seen) -> bool;

/// The changes for every shape of `T` that an answer can have and that owns its values.
pub(crate) fn changes<T: 'static>(change: impl Fn(&T, &Seen) -> Option<T> + 'static) -> Vec<Change> {
    let change = Arc::new(change);
    let put = move |place: Option<&mut T>, seen: &Seen| match place {
        Some(place) => match change(place, seen) {
            Some(value) => {
                *place = value;
                true
            }
            None => false,
        },
        None => false,
    };
    let put = Arc::new(put);
    let (single, optional, several) = (Arc::clone(&put), Arc::clone(&put), put);
    vec![
        of_shape::<T>(move |answer, seen| single(Some(answer), seen)),
        of_shape::<Option<T>>(move |answer, seen| optional(answer.as_mut(), seen)),
        of_shape::<Vec<T>>(move |answer, seen| several(answer.first_mut(), seen)),
    ]
}

fn of_shape<S: 'static>(apply: impl Fn(&mut S, &Seen) -> bool + 'static) -> Change {
    let apply = move |answer: *mut (), seen: &Seen| {
        #[expect(unsafe_code, reason = "`change` compares the shape before it calls this")]
        // SAFETY: `change` has compared the shape, and holds the only reference as a `ValueMut`. No type that a suite asks for has a
        // lifetime parameter, so what has the shape of an `S` is an `S`.
        let answer = unsafe { &mut *answer.cast::<S>() };
        apply(answer, seen)
    };
    Change { shape: TypeId::of::<S>(), apply: Arc::new(apply) }
}

/// Changes an answer, if one of the changes is for its shape. Says whether one did.
pub(crate) fn change(answer: &ValueMut<'_>, changes: &[Change], seen: &Seen) -> bool {
    let mut fitting = changes.iter().filter(|change| change.shape == answer.shape);
    fitting.any(|change| (change.apply)(answer.at, seen))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen_in<A>(value: &A) -> Vec<u32> {
        let mut seen = Seen::default();
        read_into(Value::of(value), &readers::<u32>(), &mut seen);
        seen.all()
    }

    #[test]
    fn values_are_found_in_every_shape_of_their_type() {
        let list = vec![1_u32, 2];
        let set = BTreeSet::from([1_u32, 2]);
        assert_eq!(seen_in(&7_u32), [7]);
        assert_eq!(seen_in(&&list[0]), [1]);
        assert_eq!(seen_in(&Some(7_u32)), [7]);
        assert_eq!(seen_in(&None::<u32>), [0_u32; 0]);
        assert_eq!(seen_in(&list.as_slice()), [1, 2]);
        assert_eq!(seen_in(&list), [1, 2]);
        assert_eq!(seen_in(&&list), [1, 2]);
        assert_eq!(seen_in(&&set), [1, 2]);
        assert_eq!(seen_in(&list.iter().collect::<Vec<_>>()), [1, 2]);
    }

    #[test]
    fn values_of_another_type_are_left_alone() {
        assert_eq!(seen_in(&7_u64), [0_u32; 0]);
        assert_eq!(seen_in(&"7"), [0_u32; 0]);
    }

    #[test]
    fn an_answer_is_changed_where_its_shape_owns_a_value_of_the_type() {
        let one_more = changes(|value: &u32, _: &Seen| Some(value + 1));
        let (mut plain, mut some, mut none, mut list, mut other) =
            (1_u32, Some(1_u32), None::<u32>, vec![1_u32, 5], "1");
        fn changed<R>(answer: &mut R, changes: &[Change]) -> bool {
            change(&ValueMut::of(answer), changes, &Seen::default())
        }
        assert!(changed(&mut plain, &one_more) && plain == 2);
        assert!(changed(&mut some, &one_more) && some == Some(2));
        assert!(!changed(&mut none, &one_more) && none.is_none());
        assert!(changed(&mut list, &one_more) && list == [2, 5]);
        assert!(!changed(&mut other, &one_more) && other == "1");
    }
}
