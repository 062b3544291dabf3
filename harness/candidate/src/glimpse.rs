//! A quick look at the hidden suite on each save that compiles, for rounds that tell before their end.

use std::path::PathBuf;
use std::sync::Arc;

use kata_catalog::Kata;
use kata_console::Context;
use kata_process::Cancel;
use kata_round::{Feedback, RoundView, SourceFiles, decode_path};

use crate::errand::Errand;
use crate::examiner::{Examiner, Glance, Look};

/// What is to be looked at.
pub(crate) struct Order {
    /// The source of a snapshot.
    pub(crate) source: SourceFiles,
    /// The twist that is known by now.
    pub(crate) twist: Option<String>,
}

/// Begins to look, if the round is one that tells and there is somebody who can judge.
pub(crate) fn begin(
    context: &Context,
    kata: &Kata,
    view: &RoundView,
    examiner: Option<&Arc<dyn Examiner>>,
    tell: impl Fn(u64, Result<Glance, Option<String>>) + Clone + Send + 'static,
) -> Option<Errand<Order>> {
    let (feedback, level) = (view.plan.feedback, view.plan.level);
    let examiner = Arc::clone(examiner.filter(|_| feedback != Feedback::None)?);
    let context = Context { root: context.root.clone(), cwd: context.cwd.clone() };
    let kata = kata.clone();
    let of_fault = tell.clone();
    let work = move |run, cancel: &Cancel, order: Order| {
        let files = order.source.iter().filter_map(|(path, bytes)| Some((decode_path(path)?, bytes.clone())));
        let files: Vec<(PathBuf, Vec<u8>)> = files.collect();
        let look = Look { context: &context, kata: &kata, files, level, feedback, twist: order.twist };
        tell(run, examiner.glance(&look, cancel));
    };
    Some(Errand::begin(work, move |run, why| of_fault(run, Err(Some(why)))))
}
