//! The folder a learner works in.
