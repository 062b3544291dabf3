//! The submission's own threads, seen from a check.

use kata_engine::unfinished;

use crate::complaint::complain;

/// Complains if a thread of the submission's is left, and says where the first of them waits: `what` was done before, as in
/// `after shutdown(Drain)`.
///
/// # Panics
///
/// When one is left.
pub fn expect_no_thread_left(what: &str) {
    let left = unfinished();
    if let Some(thread) = left.first() {
        let at = thread.at.as_ref().map(|at| format!(" at {at}")).unwrap_or_default();
        let (many, task, waits) = (left.len(), &thread.task, &thread.waits);
        complain(format!("{what} {many} of its threads were left; {task} waits {waits}{at}"));
    }
}
