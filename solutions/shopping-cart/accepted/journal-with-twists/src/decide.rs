//! Which facts follow from a wish. Nothing here changes anything.

use shopping_cart_api::twists::coupons::{CouponError, Coupons};
use shopping_cart_api::*;

use crate::fact::{Attempt, Body, Cart, Fact, Key, Now, Owner};
use crate::rules::{Price as Reduced, Promotions};

/// What it takes to decide.
pub(crate) struct Rules<'a> {
    pub(crate) config: &'a Config,
    pub(crate) coupons: &'a Coupons,
    pub(crate) promotions: &'a dyn Promotions,
    pub(crate) now: Timestamp,
}

/// What a checkout begins with.
pub(crate) enum Begun {
    Placed(Order),
    Pay { attempt: Attempt, asked: bool },
    GiveBack { attempt: Attempt, missing: Sku },
}

pub(crate) type Decided<T, E> = Result<(Vec<Fact>, T), E>;

pub(crate) fn subtotal<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Option<Cents> {
    let mut sum = Cents::ZERO;
    for line in lines {
        sum = sum.checked_add(line.unit_price.checked_mul(line.quantity)?)?;
    }
    Some(sum)
}

impl Rules<'_> {
    /// What is over by now.
    pub(crate) fn overdue(&self, state: &Now) -> Vec<Fact> {
        let over = |(owner, key): (&Owner, &Key)| match key {
            Key::Open(attempt, true) if attempt.until <= self.now => Some(Fact::Expired(owner.clone())),
            Key::Done(.., placed) if self.now.since(*placed) >= self.config.key_ttl => {
                Some(Fact::Forgotten(owner.clone()))
            }
            _ => None,
        };
        state.keys.iter().filter_map(over).collect()
    }

    pub(crate) fn open(&self, state: &Now, customer: CustomerId) -> Decided<CartId, std::convert::Infallible> {
        let id = CartId::new(state.carts.len() as u64);
        Ok((vec![Fact::Opened(id, customer)], id))
    }

    fn line(&self, cart: &Cart, id: CartId, line: Line) -> Decided<(), CartError> {
        let limit = self.config.line_limit;
        if line.quantity > limit {
            return Err(CartError::OverLimit { limit });
        }
        let others = cart.lines.values().filter(|other| other.sku != line.sku);
        subtotal(others.chain(Some(&line))).ok_or(CartError::AmountOverflow)?;
        Ok((vec![Fact::Lined(id, line)], ()))
    }

    pub(crate) fn add(
        &self,
        state: &Now,
        id: CartId,
        sku: Sku,
        quantity: u32,
        price: Option<Price>,
    ) -> Decided<(), CartError> {
        let cart = state.carts.get(&id).ok_or(CartError::UnknownCart(id))?;
        let price = price.ok_or_else(|| CartError::UnknownSku(sku.clone()))?;
        if price.currency != self.config.currency {
            return Err(CartError::ForeignCurrency(price.currency));
        }
        let had = cart.lines.get(&sku);
        let quantity = had.map_or(0, |line| line.quantity).saturating_add(quantity);
        let unit_price = had.map_or(price.amount, |line| line.unit_price);
        self.line(cart, id, Line { sku, quantity, unit_price })
    }

    pub(crate) fn set(&self, state: &Now, id: CartId, sku: Sku, quantity: u32) -> Decided<(), CartError> {
        let cart = state.carts.get(&id).ok_or(CartError::UnknownCart(id))?;
        match cart.lines.get(&sku) {
            None => Err(CartError::NotInCart(sku)),
            Some(_) if quantity == 0 => Ok((vec![Fact::Unlined(id, sku)], ())),
            Some(line) => self.line(cart, id, Line { quantity, ..line.clone() }),
        }
    }

    pub(crate) fn price(&self, lines: &[Line]) -> (Cents, Cents) {
        let full = subtotal(lines).unwrap_or_default();
        let Reduced(total) = self.promotions.reduce(lines, Reduced(full));
        (full, total)
    }

    pub(crate) fn merge(&self, state: &Now, guest: CartId, into: CartId) -> Decided<(), MergeError> {
        let find = |id| state.carts.get(&id).ok_or(MergeError::UnknownCart(id));
        let (from, to) = (find(guest)?, find(into)?);
        if from.busy && guest != into {
            return Err(MergeError::InCheckout(guest));
        }
        if guest == into {
            return Ok((vec![], ()));
        }
        let mut merged = to.lines.clone();
        for line in from.lines.values() {
            let mine = merged.entry(line.sku.clone()).or_insert_with(|| Line { quantity: 0, ..line.clone() });
            mine.quantity = (mine.quantity + line.quantity).min(self.config.line_limit);
        }
        subtotal(merged.values()).ok_or(MergeError::AmountOverflow)?;
        let gone = from.lines.keys().map(|sku| Fact::Unlined(guest, sku.clone()));
        Ok((merged.into_values().map(|line| Fact::Lined(into, line)).chain(gone).collect(), ()))
    }

    fn missing(state: &Now, lines: &[Line]) -> Option<Sku> {
        let short = |line: &&Line| state.stock.get(&line.sku).is_none_or(|units| *units < line.quantity);
        lines.iter().find(short).map(|line| line.sku.clone())
    }

    pub(crate) fn begin(&self, state: &Now, body: &Body, key: &IdempotencyKey) -> Decided<Begun, CouponError> {
        let cart = state.carts.get(&body.cart).ok_or(CheckoutError::UnknownCart(body.cart))?;
        let owner = (cart.customer.clone(), key.clone());
        if let Some(known) = state.keys.get(&owner) {
            let (Key::Busy(Attempt { body: used, .. }, _)
            | Key::Open(Attempt { body: used, .. }, _)
            | Key::Done(used, ..)) = known;
            if used != body {
                return Err(CheckoutError::KeyConflict(key.clone()).into());
            }
            return Ok(self.resume(state, known, owner)?);
        }
        if cart.busy {
            return Err(CheckoutError::InProgress.into());
        }
        let lines: Vec<Line> = cart.lines.values().cloned().collect();
        if lines.is_empty() {
            return Err(CheckoutError::EmptyCart.into());
        }
        let (subtotal, mut total) = self.price(&lines);
        if let Some(code) = &body.coupon {
            let coupon = self.coupons.0.get(code).ok_or_else(|| CouponError::Unknown(code.clone()))?;
            if subtotal < coupon.minimum {
                return Err(CouponError::BelowMinimum(coupon.minimum));
            }
            if state.coupons.contains(code) {
                return Err(CouponError::Used(code.clone()));
            }
            let off = u128::from(total.get()) * u128::from(coupon.percent) / 100;
            total = total.saturating_sub(Cents::new(u64::try_from(off).unwrap_or(u64::MAX)).min(coupon.at_most));
        }
        if let Some(sku) = Self::missing(state, &lines) {
            return Err(CheckoutError::OutOfStock(sku).into());
        }
        let charge = ChargeKey::new(format!("{:016x}", state.charges));
        let until = self.now + self.config.hold;
        let attempt = Attempt { owner, body: body.clone(), charge, lines, subtotal, total, until };
        Ok((vec![Fact::Reserved(attempt.clone())], Begun::Pay { attempt, asked: false }))
    }

    fn resume(&self, state: &Now, known: &Key, owner: Owner) -> Decided<Begun, CheckoutError> {
        match known {
            Key::Busy(..) => Err(CheckoutError::InProgress),
            Key::Done(_, order, _) => Ok((vec![], Begun::Placed(state.orders[order].clone()))),
            Key::Open(attempt, true) => {
                Ok((vec![Fact::TakenUp(owner)], Begun::Pay { attempt: attempt.clone(), asked: true }))
            }
            Key::Open(attempt, false) => {
                let attempt = attempt.clone();
                if let Some(missing) = Self::missing(state, &attempt.lines) {
                    return Ok((vec![Fact::TakenUp(owner)], Begun::GiveBack { attempt, missing }));
                }
                let again = Fact::ReservedAgain(owner.clone(), self.now + self.config.hold);
                Ok((vec![again, Fact::TakenUp(owner)], Begun::Pay { attempt, asked: true }))
            }
        }
    }
}
