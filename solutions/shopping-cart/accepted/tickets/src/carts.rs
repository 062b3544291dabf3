//! Carts.

use shopping_cart_api::{CartError, Cents, CustomerId, Line, Price, Sku};

/// One cart.
#[derive(Clone)]
pub(crate) struct Cart {
    pub(crate) customer: CustomerId,
    lines: Vec<Line>,
    /// Whether a checkout is not over.
    pub(crate) in_checkout: bool,
}

impl Cart {
    pub(crate) fn new(customer: CustomerId) -> Self {
        Cart { customer, lines: Vec::new(), in_checkout: false }
    }

    /// The lines, in the order of the SKUs.
    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(crate) fn add(&mut self, sku: Sku, quantity: u32, price: Cents, limit: u32) -> Result<(), CartError> {
        let before = self.lines.iter().find(|line| line.sku == sku);
        let (had, unit_price) = before.map_or((0, price), |line| (line.quantity, line.unit_price));
        let quantity = had.checked_add(quantity).ok_or(CartError::OverLimit { limit })?;
        self.put(Line { sku, quantity, unit_price }, limit)
    }

    pub(crate) fn set_quantity(&mut self, sku: Sku, quantity: u32, limit: u32) -> Result<(), CartError> {
        let Some(at) = self.lines.iter().position(|line| line.sku == sku) else {
            return Err(CartError::NotInCart(sku));
        };
        if quantity == 0 {
            self.lines.remove(at);
            return Ok(());
        }
        let unit_price = self.lines[at].unit_price;
        self.put(Line { sku, quantity, unit_price }, limit)
    }

    fn put(&mut self, line: Line, limit: u32) -> Result<(), CartError> {
        if line.quantity > limit {
            return Err(CartError::OverLimit { limit });
        }
        let mut lines: Vec<Line> = self.lines.iter().filter(|other| other.sku != line.sku).cloned().collect();
        lines.push(line);
        lines.sort_by(|a, b| a.sku.cmp(&b.sku));
        subtotal(&lines).ok_or(CartError::AmountOverflow)?;
        self.lines = lines;
        Ok(())
    }

    /// This cart with the lines of a guest's; None where the subtotal would not fit.
    pub(crate) fn merged(mut self, guest: &Cart, limit: u32) -> Option<Cart> {
        for line in &guest.lines {
            match self.lines.iter_mut().find(|mine| mine.sku == line.sku) {
                Some(mine) => mine.quantity = (mine.quantity + line.quantity).min(limit),
                None => self.lines.push(line.clone()),
            }
        }
        self.lines.sort_by(|a, b| a.sku.cmp(&b.sku));
        subtotal(&self.lines).map(|_| self)
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
    }
}

/// What lines cost together; None where it does not fit.
pub(crate) fn subtotal(lines: &[Line]) -> Option<Cents> {
    lines.iter().try_fold(Cents::ZERO, |sum, line| sum.checked_add(line.unit_price.checked_mul(line.quantity)?))
}

/// The amount of a price of the shop's own currency.
pub(crate) fn amount(
    price: Option<Price>,
    sku: &Sku,
    currency: &shopping_cart_api::Currency,
) -> Result<Cents, CartError> {
    match price {
        None => Err(CartError::UnknownSku(sku.clone())),
        Some(price) if price.currency != *currency => Err(CartError::ForeignCurrency(price.currency)),
        Some(price) => Ok(price.amount),
    }
}
