//! Twist: a customer may bring a coupon to the checkout.
//!
//! You write a type that implements [`CouponShop`], and beside `build` a function that builds it:
//!
//! ```text
//! pub fn build_with_coupons(config: Config, ports: Ports, seams: Seams, coupons: Coupons) -> Arc<dyn CouponShop>
//! ```
//!
//! `build` stays as it is: the shops that were sold before have no coupons.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use crate::{CartId, Cents, CheckoutError, IdempotencyKey, Order, Request, Shop};

/// What is printed on a coupon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CouponCode(String);

impl CouponCode {
    /// The code with this text.
    pub fn new(text: impl Into<String>) -> Self {
        CouponCode(text.into())
    }
}

impl From<&str> for CouponCode {
    fn from(text: &str) -> Self {
        CouponCode::new(text)
    }
}

impl fmt::Display for CouponCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a coupon is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// So many per cent, 100 at most, of what the discounts of the [`Config`](crate::Config) have left; rounded down to whole cents.
    pub percent: u8,
    /// The most that it takes off.
    pub at_most: Cents,
    /// The least that the cart must cost **before** any discount: its subtotal.
    pub minimum: Cents,
}

/// The coupons that were printed. Each is good for one order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coupons(pub BTreeMap<CouponCode, Coupon>);

/// A shop that takes coupons. All that [`Shop`] promises goes for it as well, and for
/// [`checkout_with_coupon`](CouponShop::checkout_with_coupon) as for [`checkout`](Shop::checkout).
///
/// * **Total.** First the discounts of the config, then the coupon. [`view`](Shop::view) knows nothing of coupons.
/// * **Once.** A coupon belongs to the checkout that has claimed it, from before the charge on: for ever where an order is placed, and for as
///   long as the outcome is unknown. After any other error it is as good as new. (If the hold of a checkout with unknown
///   outcome expires, its coupon may be free again or not.)
/// * **Keys.** The coupon, or that there is none, is part of the request that a key is compared by.
pub trait CouponShop: Shop {
    /// Buys what is in the cart, with a coupon.
    ///
    /// # Errors
    ///
    /// * [`CouponError::Checkout`], as for [`checkout`](Shop::checkout). `UnknownCart`, `KeyConflict`, `InProgress` and `EmptyCart` come before
    ///   those about the coupon, the others after them. Nor does a key that leads to its order ask for the coupon again.
    /// * [`CouponError::Unknown`]: there is no such coupon.
    /// * [`CouponError::BelowMinimum`]: the cart costs less than the coupon asks for.
    /// * [`CouponError::Used`]: at some instant of the call, the coupon belonged to another checkout. You may as well wait for that call to
    ///   return, and answer then.
    fn checkout_with_coupon(
        &self,
        cart: CartId,
        key: IdempotencyKey,
        request: Request,
        coupon: CouponCode,
    ) -> Result<Order, CouponError>;
}

/// Why there is no order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CouponError {
    /// For a reason that has nothing to do with the coupon.
    Checkout(CheckoutError),
    /// There is no such coupon.
    Unknown(CouponCode),
    /// The cart costs less than the coupon asks for.
    BelowMinimum(Cents),
    /// The coupon belongs to another checkout.
    Used(CouponCode),
}

impl From<CheckoutError> for CouponError {
    fn from(error: CheckoutError) -> Self {
        CouponError::Checkout(error)
    }
}

impl fmt::Display for CouponError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CouponError::Checkout(error) => error.fmt(f),
            CouponError::Unknown(code) => write!(f, "there is no coupon {code}"),
            CouponError::BelowMinimum(minimum) => write!(f, "the coupon is for carts of {minimum} or more"),
            CouponError::Used(code) => write!(f, "the coupon {code} has been used"),
        }
    }
}

impl Error for CouponError {}
