//! The coupons, each with a mark that says whether somebody has it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use shopping_cart_api::Cents;
use shopping_cart_api::twists::coupons::{Coupon, CouponCode, CouponError, Coupons};

/// The coupons that were printed.
#[derive(Default)]
pub(crate) struct Drawer(BTreeMap<CouponCode, (Coupon, AtomicBool)>);

impl Drawer {
    pub(crate) fn new(coupons: Coupons) -> Self {
        Drawer(coupons.0.into_iter().map(|(code, coupon)| (code, (coupon, AtomicBool::new(false)))).collect())
    }

    /// Takes a coupon for a checkout, and says what is left to pay.
    pub(crate) fn claim(&self, code: &CouponCode, subtotal: Cents, total: Cents) -> Result<Cents, CouponError> {
        let (coupon, claimed) = self.0.get(code).ok_or_else(|| CouponError::Unknown(code.clone()))?;
        if subtotal < coupon.minimum {
            return Err(CouponError::BelowMinimum(coupon.minimum));
        }
        if claimed.swap(true, Ordering::SeqCst) {
            return Err(CouponError::Used(code.clone()));
        }
        let off = (u128::from(total.get()) * u128::from(coupon.percent) / 100) as u64;
        Ok(total.saturating_sub(Cents::new(off.min(coupon.at_most.get()))))
    }

    pub(crate) fn give_back(&self, code: Option<&CouponCode>) {
        if let Some((_, claimed)) = code.and_then(|code| self.0.get(code)) {
            claimed.store(false, Ordering::SeqCst);
        }
    }
}
