//! A few public tests to start from. The grader has many more; add your own here.

use std::sync::Arc;
use std::thread;

use shopping_cart::{Seams, build};
use shopping_cart_api::kit::World;
use shopping_cart_api::{Cents, ChargeError, CheckoutError, Config, Discount, Request, Shop};

/// Three teas at 4.50 and a cup at 12.00, with ten per cent off.
fn town() -> (Arc<dyn Shop>, World) {
    let config = Config::default().stock("tea", 3).stock("cup", 1).discount(Discount::PercentOff(10));
    let world = World::new();
    world.catalog.set("tea", 450);
    world.catalog.set("cup", 1200);
    let seams = Seams::new(&config);
    (build(config, world.ports(), seams), world)
}

fn request() -> Request {
    Request::new("card-1", "1 Main Street")
}

#[test]
fn the_same_sku_is_one_line_at_one_price() {
    let (shop, world) = town();
    let cart = shop.open_cart("ann".into());
    shop.add(cart, "tea".into(), 1).unwrap();
    world.catalog.set("tea", 999);
    shop.add(cart, "tea".into(), 1).unwrap();
    let view = shop.view(cart).unwrap();
    assert_eq!(view.lines.len(), 1);
    assert_eq!(view.subtotal, Cents::new(900));
    assert_eq!(view.total, Cents::new(810));
}

#[test]
fn a_checkout_takes_the_money_and_the_units() {
    let (shop, world) = town();
    let cart = shop.open_cart("ann".into());
    shop.add(cart, "tea".into(), 2).unwrap();
    let order = shop.checkout(cart, "key-1".into(), request()).unwrap();
    assert_eq!(world.gateway.taken(), Cents::new(810));
    assert_eq!(shop.stock(&"tea".into()), 1);
    assert_eq!(shop.order(order.id), Some(order.clone()));
    assert_eq!(world.observer.wait_for(1), [order]);
}

#[test]
fn a_declined_payment_changes_nothing() {
    let (shop, world) = town();
    let cart = shop.open_cart("ann".into());
    shop.add(cart, "tea".into(), 3).unwrap();
    world.gateway.will(Err(ChargeError::Declined("no funds".into())));
    let declined = shop.checkout(cart, "key-1".into(), request());
    assert_eq!(declined, Err(CheckoutError::Declined("no funds".into())));
    assert_eq!(shop.stock(&"tea".into()), 3);
    assert!(shop.checkout(cart, "key-1".into(), request()).is_ok());
}

#[test]
fn the_same_key_is_the_same_order() {
    let (shop, world) = town();
    let cart = shop.open_cart("ann".into());
    shop.add(cart, "tea".into(), 2).unwrap();
    let order = shop.checkout(cart, "key-1".into(), request());
    assert!(order.is_ok());
    assert_eq!(shop.checkout(cart, "key-1".into(), request()), order);
    assert_eq!(world.gateway.taken(), Cents::new(810));
}

#[test]
fn money_that_was_taken_before_the_time_out_buys_the_order() {
    let (shop, world) = town();
    let cart = shop.open_cart("ann".into());
    shop.add(cart, "tea".into(), 2).unwrap();
    world.gateway.will_time_out_after_charging();
    assert!(shop.checkout(cart, "key-1".into(), request()).is_ok());
    assert_eq!(world.gateway.taken(), Cents::new(810));
}

#[test]
fn two_customers_never_get_the_last_unit_both() {
    for _ in 0..200 {
        let (shop, _world) = town();
        let carts = ["ann", "bob"].map(|customer| {
            let cart = shop.open_cart(customer.into());
            shop.add(cart, "cup".into(), 1).unwrap();
            cart
        });
        let winners = thread::scope(|scope| {
            let shop = &shop;
            let buyers = carts.map(|cart| scope.spawn(move || shop.checkout(cart, "key-1".into(), request())));
            buyers.into_iter().map(|buyer| buyer.join().unwrap()).filter(Result::is_ok).count()
        });
        assert_eq!(winners, 1);
    }
}
