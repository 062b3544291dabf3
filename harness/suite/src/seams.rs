//! Checks that fit every kata and every role. Each says, with the learner's own lines, what an interviewer would.
//!
//! A function here is the body of a check, or the end of one: the kata's suite builds the subject and drives it, since only it
//! knows the driver. [`Shape`] makes whole checks of those that look at what the source declares. Where one cannot judge it ends the check as skipped, with the reason; that the role is missing is
//! the business of [`declared`](declared()) alone.
//!
//! | check | SOLID | function |
//! | --- | --- | --- |
//! | declared: the role has a field, and its type is a trait of the learner's | D | [`declared`](declared()) |
//! | closed core: no policy is named outside of the composition root | D | [`only_the_root_names_policies`] |
//! | open: nothing private stands in the way of another implementation | O | [`open`](open()) |
//! | live: the policy is asked where the role matters | O | [`live`](live()) |
//! | obeyed: a no, or an unusual answer, is not overruled | O | [`refused`], [`altered`], then the kata's own look |
//! | narrow: each method is called by something, and none is a stub | I | [`narrow`](narrow()) |
//!
//! *Substitutable* and *sole* are about outcomes, so a kata's suite looks at them with the means of [`spies`](crate::spies).

mod declared;
mod live;
mod narrow;
mod obeyed;
mod open;
mod shape;

use kata_spy::Crossing;
use kata_verdict::Remark;

pub use declared::{declared, only_the_root_names_policies};
pub use live::live;
pub use narrow::narrow;
pub use obeyed::{altered, refused};
pub use open::open;
pub use shape::Shape;

/// The lines of these remarks, as notes: but for the first, which is in the message.
fn notes(remarks: &[Remark]) -> Vec<String> {
    remarks.iter().skip(1).map(|remark| format!("{}: {}", remark.at, remark.what)).collect()
}

/// The first of these calls, as notes: `in park(KA-01): choose([L1-01]) = None`.
pub fn lines(crossings: &[Crossing]) -> Vec<String> {
    const MOST: usize = 6;
    let line = |crossing: &Crossing| {
        let entry =
            crossing.entry.as_ref().map_or_else(|| format!("by {}", crossing.task), |entry| format!("in {entry}"));
        format!("{entry}: {}", crossing.line())
    };
    crossings.iter().take(MOST).map(line).collect()
}
