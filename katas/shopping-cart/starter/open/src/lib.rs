//! My shop.

use std::sync::Arc;

use shopping_cart_api::{
    CartError, CartId, CartView, CheckoutError, Config, CustomerId, IdempotencyKey, Order, OrderId, Ports, Request,
    Shop, Sku,
};

/// The policies that somebody will want to swap: give each role of the brief a field of its name, `Box<dyn …>` of a
/// trait that you design.
pub struct Seams {}

impl Seams {
    /// The policies that the shop opens with. This is the only place that names them.
    pub fn new(_config: &Config) -> Self {
        Seams {}
    }
}

/// The shop behind the web site. The grader and the tests call this.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    let _ = (config, ports, seams);
    Arc::new(MyShop {})
}

/// The shop. Many threads call it at once.
pub struct MyShop {}

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
        todo!("show {cart}")
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
