//! What carts cost in the end.

use shopping_cart_api::{Cents, Discount, Line};

/// What a cart costs in the end.
pub trait Promotions: Send + Sync {
    /// The price of these lines, which cost `subtotal` without any promotion. Never more than that.
    fn total(&self, lines: &[Line], subtotal: Cents) -> Cents;
}

/// One discount after the other.
pub(crate) struct Steps(pub(crate) Vec<Discount>);

impl Promotions for Steps {
    fn total(&self, _lines: &[Line], subtotal: Cents) -> Cents {
        self.0.iter().fold(subtotal, |price, discount| match discount {
            Discount::PercentOff(percent) => less_percent(price, *percent),
            Discount::AmountOff(amount) => price.saturating_sub(*amount),
        })
    }
}

fn less_percent(price: Cents, percent: u8) -> Cents {
    // Full hundreds first, then the rest: no product leaves 64 bits.
    let (hundreds, rest) = (price.get() / 100, price.get() % 100);
    let off = hundreds * u64::from(percent) + rest * u64::from(percent) / 100;
    Cents::new(price.get() - off)
}
