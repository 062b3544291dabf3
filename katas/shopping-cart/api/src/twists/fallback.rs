//! Twist: where one bank says no, another one is asked.
//!
//! You write a type that implements [`FallbackShop`], and beside `build` a function that builds it:
//!
//! ```text
//! pub fn build_with_fallback(config: Config, ports: Ports, seams: Seams, fallback: Fallback) -> Arc<dyn FallbackShop>
//! ```
//!
//! `build` stays as it is: the shops that were sold before know one bank.

use std::sync::Arc;

use crate::{PaymentGateway, Shop};

/// The second bank.
#[derive(Clone)]
pub struct Fallback {
    /// Where money is taken if the first gateway declines. It keeps all that [`PaymentGateway`] promises, and knows nothing of the first one,
    /// [`Ports::gateway`](crate::Ports::gateway): a key may be used with both, and names one payment with each.
    pub gateway: Arc<dyn PaymentGateway>,
}

/// A shop with two banks. All that [`Shop`] promises goes for it as well; what it says of the gateway goes for both. It has no methods of its own.
///
/// * **When.** Where the first gateway **declines** a charge, the same amount is charged to the same method with the second. Never while the
///   first one may have taken the money, or may yet; and not because it is unavailable: it is tried again then, as
///   [`Config::retry`](crate::Config::retry) says.
/// * **Once.** An order is paid with one of them. Where both decline, the checkout is declined, with the reason of the second.
/// * **Unknown.** A charge to the second that timed out is settled by looking it up there. While it cannot be told, the outcome is unknown; if
///   the money was taken, the order is placed; if not, the payment is tried again as after `Unavailable`, with either gateway first.
///   What is to be given back is given back by the one that took it.
pub trait FallbackShop: Shop {}
