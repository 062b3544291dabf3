//! The coupons, and who has them.

use std::collections::{BTreeMap, BTreeSet};

use shopping_cart_api::Cents;
use shopping_cart_api::twists::coupons::{Coupon, CouponCode, CouponError, Coupons};

/// The coupons that were printed.
#[derive(Default)]
pub(crate) struct Pad {
    printed: BTreeMap<CouponCode, Coupon>,
    claimed: BTreeSet<CouponCode>,
}

impl Pad {
    pub(crate) fn new(coupons: Coupons) -> Self {
        Pad { printed: coupons.0, claimed: BTreeSet::new() }
    }

    /// What is left to pay with this coupon, if a checkout may claim it.
    pub(crate) fn price(&self, code: &CouponCode, subtotal: Cents, total: Cents) -> Result<Cents, CouponError> {
        let coupon = self.printed.get(code).ok_or_else(|| CouponError::Unknown(code.clone()))?;
        if subtotal < coupon.minimum {
            return Err(CouponError::BelowMinimum(coupon.minimum));
        }
        if self.claimed.contains(code) {
            return Err(CouponError::Used(code.clone()));
        }
        let off = (u128::from(total.get()) * u128::from(coupon.percent) / 100) as u64;
        Ok(total.saturating_sub(Cents::new(off.min(coupon.at_most.get()))))
    }

    pub(crate) fn claim(&mut self, code: &CouponCode) {
        self.claimed.insert(code.clone());
    }

    pub(crate) fn give_back(&mut self, code: &CouponCode) {
        self.claimed.remove(code);
    }
}
