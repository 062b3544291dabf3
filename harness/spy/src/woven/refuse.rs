//! Answers that have a natural no.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// An answer that may have a natural no.
pub struct Refuse<'a, T>(pub &'a mut T);

/// For answers that have one: nothing, an empty list, `false`.
pub trait RefuseWith {
    /// Makes it a no. True.
    fn refuse(self) -> bool;
}

macro_rules! no {
    ($([$($parameter:tt)*] $answer:ty),* $(,)?) => {$(
        impl<$($parameter)*> RefuseWith for Refuse<'_, $answer> {
            fn refuse(self) -> bool {
                *self.0 = Default::default();
                true
            }
        }
    )*};
}

no! {
    [] bool,
    [T] Option<T>,
    [T] Vec<T>,
    [T] VecDeque<T>,
    [T] BTreeSet<T>,
    [K, V] BTreeMap<K, V>,
    ['a, T] &'a [T],
}

/// For all others.
pub trait RefuseNot {
    /// Leaves it as it is. False.
    fn refuse(self) -> bool;
}

impl<T> RefuseNot for &Refuse<'_, T> {
    fn refuse(self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! refused {
        ($answer:expr) => {{
            let mut answer = $answer;
            let refused = Refuse(&mut answer).refuse();
            (refused, answer)
        }};
    }

    #[test]
    fn a_no_is_nothing_empty_or_false() {
        assert_eq!(refused!(Some(String::new())), (true, None));
        assert_eq!(refused!(vec![1]), (true, vec![]));
        assert_eq!(refused!(true), (true, false));
        assert_eq!(refused!(&[1_u8][..]), (true, &[][..]));
    }

    #[test]
    fn a_number_has_no_natural_no() {
        assert_eq!(refused!(7), (false, 7));
        assert_eq!(refused!(Ok::<u8, String>(1)), (false, Ok(1)));
    }
}
