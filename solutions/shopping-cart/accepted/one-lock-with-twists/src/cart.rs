//! One cart: its lines, and the rules about them.

use std::collections::BTreeMap;

use shopping_cart_api::{CartError, Cents, Currency, CustomerId, IdempotencyKey, Line, MergeError, Price, Sku};

/// What a line may be.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) currency: Currency,
    pub(crate) line_limit: u32,
}

/// One cart.
#[derive(Clone)]
pub(crate) struct Cart {
    pub(crate) customer: CustomerId,
    lines: BTreeMap<Sku, Line>,
    /// The key of a checkout that is not over.
    pub(crate) checkout: Option<IdempotencyKey>,
}

impl Cart {
    pub(crate) fn new(customer: CustomerId) -> Self {
        Cart { customer, lines: BTreeMap::new(), checkout: None }
    }

    pub(crate) fn lines(&self) -> Vec<Line> {
        self.lines.values().cloned().collect()
    }

    pub(crate) fn subtotal(&self) -> Option<Cents> {
        subtotal(self.lines.values())
    }

    pub(crate) fn add(
        &mut self,
        sku: Sku,
        quantity: u32,
        price: Option<Price>,
        rules: &Rules,
    ) -> Result<(), CartError> {
        let price = price.ok_or_else(|| CartError::UnknownSku(sku.clone()))?;
        if price.currency != rules.currency {
            return Err(CartError::ForeignCurrency(price.currency));
        }
        let line = self.lines.get(&sku).cloned();
        let mut line = line.unwrap_or(Line { sku, quantity: 0, unit_price: price.amount });
        let limit = rules.line_limit;
        line.quantity = line.quantity.checked_add(quantity).ok_or(CartError::OverLimit { limit })?;
        self.put(line, rules)
    }

    pub(crate) fn set_quantity(&mut self, sku: Sku, quantity: u32, rules: &Rules) -> Result<(), CartError> {
        let Some(line) = self.lines.get(&sku) else { return Err(CartError::NotInCart(sku)) };
        if quantity == 0 {
            self.lines.remove(&sku);
            return Ok(());
        }
        self.put(Line { quantity, ..line.clone() }, rules)
    }

    /// Puts a line in place of the one with its SKU, if the cart is still sound with it.
    fn put(&mut self, line: Line, rules: &Rules) -> Result<(), CartError> {
        if line.quantity > rules.line_limit {
            return Err(CartError::OverLimit { limit: rules.line_limit });
        }
        let others = self.lines.values().filter(|other| other.sku != line.sku);
        subtotal(others.chain([&line])).ok_or(CartError::AmountOverflow)?;
        self.lines.insert(line.sku.clone(), line);
        Ok(())
    }

    /// Takes out what was ordered; what came in meanwhile stays.
    pub(crate) fn take_out(&mut self, ordered: &[Line]) {
        for line in ordered {
            let Some(mine) = self.lines.get_mut(&line.sku) else { continue };
            mine.quantity = mine.quantity.saturating_sub(line.quantity);
            if mine.quantity == 0 {
                self.lines.remove(&line.sku);
            }
        }
    }

    /// This cart with the lines of another one.
    pub(crate) fn with(mut self, guest: &Cart, rules: &Rules) -> Result<Cart, MergeError> {
        for line in guest.lines.values() {
            let mine = self.lines.entry(line.sku.clone()).or_insert(Line { quantity: 0, ..line.clone() });
            mine.quantity = mine.quantity.saturating_add(line.quantity).min(rules.line_limit);
        }
        self.subtotal().ok_or(MergeError::AmountOverflow)?;
        Ok(self)
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
    }
}

fn subtotal<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Option<Cents> {
    lines.into_iter().try_fold(Cents::ZERO, |sum, line| sum.checked_add(line.unit_price.checked_mul(line.quantity)?))
}
