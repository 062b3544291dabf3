//! The postman: the one thread that talks to the observer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use shopping_cart_api::{Order, OrderObserver};

/// Where mails are dropped.
pub(crate) struct Letterbox(Sender<Order>);

impl Letterbox {
    /// Hires a postman.
    pub(crate) fn hire(observer: Arc<dyn OrderObserver>) -> Letterbox {
        let (letterbox, orders) = channel::<Order>();
        let deliver = move |order: Order| {
            // A mail that was lost, or an observer that broke down: the order stands.
            let _ = catch_unwind(AssertUnwindSafe(|| observer.order_placed(&order)));
        };
        thread::Builder::new()
            .name("postman".into())
            .spawn(move || orders.into_iter().for_each(deliver))
            .expect("the shop can start a thread");
        Letterbox(letterbox)
    }

    pub(crate) fn drop_in(&self, order: Order) {
        self.0.send(order).expect("the postman comes as long as there is a letterbox");
    }
}
