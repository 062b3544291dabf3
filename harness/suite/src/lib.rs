//! What a hidden suite links.
