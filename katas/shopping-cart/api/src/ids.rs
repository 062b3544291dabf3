//! The ids: newtypes, so that a customer cannot be taken for a key.

use std::fmt;

/// Who shops.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId(String);

/// What is sold: `tea`, `cup`, or whatever the [`Config`](crate::Config) and the [`Catalog`](crate::Catalog) name. There is no fixed list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sku(String);

/// Which money: `EUR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(String);

/// What a customer's app calls one wish to buy, so that it can ask again when the answer got lost. The app makes it up; two customers may
/// well make up the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey(String);

/// How a customer pays: a token of theirs that only the gateway understands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaymentMethod(String);

/// What your shop calls one payment when it talks to the [`PaymentGateway`](crate::PaymentGateway). Your shop makes these up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChargeKey(String);

macro_rules! text_id {
    ($name:ident) => {
        impl $name {
            /// The id with this text.
            pub fn new(text: impl Into<String>) -> Self {
                $name(text.into())
            }

            /// Its text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

text_id!(CustomerId);
text_id!(Sku);
text_id!(Currency);
text_id!(IdempotencyKey);
text_id!(PaymentMethod);
text_id!(ChargeKey);

/// What a cart is called. Your shop makes these up; no two carts of a shop ever have the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CartId(u64);

/// What an order is called. Your shop makes these up; no two orders of a shop ever have the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(u64);

macro_rules! number_id {
    ($name:ident, $letter:literal) => {
        impl $name {
            /// The id with this number.
            pub const fn new(number: u64) -> Self {
                $name(number)
            }

            /// Its number.
            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&format!(concat!($letter, "{}"), self.0))
            }
        }
    };
}

number_id!(CartId, "C");
number_id!(OrderId, "O");
