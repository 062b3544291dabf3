//! The katas and solutions on disk.
