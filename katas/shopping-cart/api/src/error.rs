//! Why a call was refused. A refused call has changed nothing, but for [`CheckoutError::OutcomeUnknown`].

use std::error::Error;
use std::fmt;

use crate::{CartId, Currency, IdempotencyKey, Sku};

/// Why a cart was not changed or shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CartError {
    /// This shop never opened such a cart.
    UnknownCart(CartId),
    /// The catalog has no price for this SKU.
    UnknownSku(Sku),
    /// The catalog's price is in another currency than the shop's.
    ForeignCurrency(Currency),
    /// The cart has no line with this SKU.
    NotInCart(Sku),
    /// The line would have more units than a line may have.
    OverLimit {
        /// What a line may have: [`Config::line_limit`](crate::Config::line_limit).
        limit: u32,
    },
    /// The subtotal would not fit into [`Cents`](crate::Cents).
    AmountOverflow,
    /// The cart is being checked out.
    InCheckout(CartId),
}

impl fmt::Display for CartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CartError::UnknownCart(cart) => write!(f, "there is no cart {cart}"),
            CartError::UnknownSku(sku) => write!(f, "nobody sells {sku}"),
            CartError::ForeignCurrency(currency) => write!(f, "the price is in {currency}"),
            CartError::NotInCart(sku) => write!(f, "{sku} is not in the cart"),
            CartError::OverLimit { limit } => write!(f, "a line has {limit} units at most"),
            CartError::AmountOverflow => f.write_str("the subtotal is too large"),
            CartError::InCheckout(cart) => write!(f, "cart {cart} is being checked out"),
        }
    }
}

impl Error for CartError {}

/// Why there is no order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckoutError {
    /// This shop never opened such a cart.
    UnknownCart(CartId),
    /// The customer has used this key with another cart or another request.
    KeyConflict(IdempotencyKey),
    /// Another checkout with this key, or of this cart, is not over.
    InProgress,
    /// Nothing is in the cart.
    EmptyCart,
    /// There are not enough units of this SKU.
    OutOfStock(Sku),
    /// The gateway declined, with this reason.
    Declined(String),
    /// The gateway could not take the money for the moment, and trying again did not help.
    Unavailable,
    /// Nobody knows whether the money has been taken. Ask again with the same key.
    OutcomeUnknown,
}

impl fmt::Display for CheckoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckoutError::UnknownCart(cart) => write!(f, "there is no cart {cart}"),
            CheckoutError::KeyConflict(key) => write!(f, "the key {key} was used for something else"),
            CheckoutError::InProgress => f.write_str("another checkout is under way"),
            CheckoutError::EmptyCart => f.write_str("the cart is empty"),
            CheckoutError::OutOfStock(sku) => write!(f, "there is not enough {sku}"),
            CheckoutError::Declined(reason) => write!(f, "the payment was declined: {reason}"),
            CheckoutError::Unavailable => f.write_str("the payment could not be made for the moment"),
            CheckoutError::OutcomeUnknown => f.write_str("it is not known whether the payment was made"),
        }
    }
}

impl Error for CheckoutError {}

/// Why two carts were not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// This shop leaves the extension out.
    Unsupported,
    /// This shop never opened such a cart.
    UnknownCart(CartId),
    /// One of the carts is being checked out.
    InCheckout(CartId),
    /// The subtotal would not fit into [`Cents`](crate::Cents).
    AmountOverflow,
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MergeError::Unsupported => f.write_str("this shop cannot merge carts"),
            MergeError::UnknownCart(cart) => write!(f, "there is no cart {cart}"),
            MergeError::InCheckout(cart) => write!(f, "cart {cart} is being checked out"),
            MergeError::AmountOverflow => f.write_str("the subtotal is too large"),
        }
    }
}

impl Error for MergeError {}
