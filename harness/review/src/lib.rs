//! What confinement refuses.
