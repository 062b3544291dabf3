//! The history as it lies on the disk, and what follows from it: real files, real processes, and a time that the tests choose.

mod advice;
mod damage;
mod formats;
mod kills;
mod migration;
mod recording;
mod standing;
mod support;
mod writers;
