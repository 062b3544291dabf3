//! A class is graded: every verdict as `grade` gives it, whatever submissions, signals and disks do.

mod cut_short;
mod desk;
mod handed_in;
mod shards;
mod verdicts;
