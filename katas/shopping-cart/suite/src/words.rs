//! How results are shown to a learner: short, and in the words of the API.

use std::fmt;

use kata_suite::expect;
use shopping_cart_api::twists::coupons::CouponError;
use shopping_cart_api::{CartError, CartView, CheckoutError, Line, MergeError, Order};

/// Something that has a short form.
pub(crate) trait Brief {
    /// `Ok(O1: 2 tea)`, `Err(EmptyCart)`.
    fn brief(&self) -> String;
}

impl Brief for () {
    fn brief(&self) -> String {
        String::new()
    }
}

impl Brief for Line {
    fn brief(&self) -> String {
        format!("{} {} at {}", self.quantity, self.sku, self.unit_price)
    }
}

impl Brief for Vec<Line> {
    fn brief(&self) -> String {
        let all: Vec<_> = self.iter().map(Brief::brief).collect();
        if all.is_empty() { "nothing".to_owned() } else { all.join(" + ") }
    }
}

impl Brief for Order {
    fn brief(&self) -> String {
        format!("{}: {} for {}", self.id, self.lines.brief(), self.total)
    }
}

impl Brief for CartView {
    fn brief(&self) -> String {
        format!("{} for {}", self.lines.brief(), self.total)
    }
}

impl Brief for CartError {
    fn brief(&self) -> String {
        match self {
            CartError::UnknownCart(cart) => format!("UnknownCart({cart})"),
            CartError::UnknownSku(sku) => format!("UnknownSku({sku})"),
            CartError::ForeignCurrency(currency) => format!("ForeignCurrency({currency})"),
            CartError::NotInCart(sku) => format!("NotInCart({sku})"),
            CartError::OverLimit { limit } => format!("OverLimit({limit})"),
            CartError::AmountOverflow => "AmountOverflow".to_owned(),
            CartError::InCheckout(cart) => format!("InCheckout({cart})"),
        }
    }
}

impl Brief for CheckoutError {
    fn brief(&self) -> String {
        match self {
            CheckoutError::UnknownCart(cart) => format!("UnknownCart({cart})"),
            CheckoutError::KeyConflict(key) => format!("KeyConflict({key})"),
            CheckoutError::InProgress => "InProgress".to_owned(),
            CheckoutError::EmptyCart => "EmptyCart".to_owned(),
            CheckoutError::OutOfStock(sku) => format!("OutOfStock({sku})"),
            CheckoutError::Declined(reason) => format!("Declined({reason})"),
            CheckoutError::Unavailable => "Unavailable".to_owned(),
            CheckoutError::OutcomeUnknown => "OutcomeUnknown".to_owned(),
        }
    }
}

impl Brief for CouponError {
    fn brief(&self) -> String {
        match self {
            CouponError::Checkout(error) => error.brief(),
            CouponError::Unknown(code) => format!("Unknown({code})"),
            CouponError::BelowMinimum(minimum) => format!("BelowMinimum({minimum})"),
            CouponError::Used(code) => format!("Used({code})"),
        }
    }
}

impl Brief for MergeError {
    fn brief(&self) -> String {
        match self {
            MergeError::Unsupported => "Unsupported".to_owned(),
            MergeError::UnknownCart(cart) => format!("UnknownCart({cart})"),
            MergeError::InCheckout(cart) => format!("InCheckout({cart})"),
            MergeError::AmountOverflow => "AmountOverflow".to_owned(),
        }
    }
}

impl<T: Brief, E: Brief> Brief for Result<T, E> {
    fn brief(&self) -> String {
        match self {
            Ok(value) if value.brief().is_empty() => "Ok".to_owned(),
            Ok(value) => format!("Ok({})", value.brief()),
            Err(error) => format!("Err({})", error.brief()),
        }
    }
}

/// A value whose `Debug` form, which is what a timeline shows, is its short form.
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Brief> fmt::Debug for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.brief())
    }
}

/// Complains unless two values are the same, and shows both as the API shows them.
pub(crate) fn expect_same<T: PartialEq + fmt::Display>(seen: T, expected: T, what: impl fmt::Display) {
    expect!(seen == expected, "{what}: got {seen}, expected {expected}");
}

/// Complains unless a call was answered like this.
pub(crate) fn expect_answer<T, E>(seen: &Result<T, E>, expected: &Result<T, E>, what: impl fmt::Display)
where
    T: Brief + PartialEq,
    E: Brief + PartialEq,
{
    expect!(seen == expected, "{what}: got {}, expected {}", seen.brief(), expected.brief());
}
