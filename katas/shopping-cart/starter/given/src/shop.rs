//! The shop: carts, stock, keys and orders.

use shopping_cart_api::{
    CartError, CartId, CartView, CheckoutError, Config, CustomerId, IdempotencyKey, Order, OrderId, Ports, Request,
    Shop, Sku,
};

use crate::seams::Seams;

/// The shop. Add the state that it needs; many threads call it at once.
#[allow(dead_code, reason = "drop this line once your methods use the fields")]
pub struct MyShop {
    config: Config,
    ports: Ports,
    seams: Seams,
}

impl MyShop {
    /// A shop without carts.
    pub fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        MyShop { config, ports, seams }
    }
}

impl Shop for MyShop {
    fn open_cart(&self, customer: CustomerId) -> CartId {
        todo!("open a cart for {customer}")
    }

    fn add(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        todo!("put {quantity} {sku} into {cart}, at the price of the catalog")
    }

    fn set_quantity(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        todo!("set the line of {sku} in {cart} to {quantity}")
    }

    fn view(&self, cart: CartId) -> Result<CartView, CartError> {
        todo!("show {cart}, with what `self.seams.promotions` takes off")
    }

    fn checkout(&self, cart: CartId, key: IdempotencyKey, request: Request) -> Result<Order, CheckoutError> {
        todo!("reserve what is in {cart}, charge {}, and place the order, once for {key}", request.payment)
    }

    fn order(&self, order: OrderId) -> Option<Order> {
        todo!("find {order}")
    }

    fn stock(&self, sku: &Sku) -> u32 {
        todo!("count what is on sale of {sku}")
    }
}
