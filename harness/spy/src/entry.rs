//! Which call of the driver is under way, on which task.

/// The driver's calls that are under way, in the order in which they began.
#[derive(Default)]
pub(crate) struct Entries(Vec<(String, String)>);

impl Entries {
    /// A task begins a call.
    pub(crate) fn begin(&mut self, task: String, what: String) {
        self.0.push((task, what));
    }

    /// A task ends the call that it began last.
    pub(crate) fn end(&mut self, task: &str) {
        if let Some(last) = self.0.iter().rposition(|(other, _)| other == task) {
            self.0.remove(last);
        }
    }

    /// The call that what a task does now belongs to: its own; or, for a thread of the learner's, the only one there is.
    pub(crate) fn of(&self, task: &str) -> Option<String> {
        let own = self.0.iter().rfind(|(other, _)| other == task);
        let only = self.0.first().filter(|_| self.0.len() == 1);
        own.or(only).map(|(_, what)| what.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(calls: &[(&str, &str)]) -> Entries {
        let mut entries = Entries::default();
        calls.iter().for_each(|(task, what)| entries.begin((*task).to_owned(), (*what).to_owned()));
        entries
    }

    #[test]
    fn a_task_works_for_the_call_that_it_began_last() {
        let mut entries = begun(&[("main", "park(A)"), ("driver-1", "park(B)"), ("main", "exit(T1)")]);
        assert_eq!(entries.of("main").as_deref(), Some("exit(T1)"));
        entries.end("main");
        assert_eq!(entries.of("main").as_deref(), Some("park(A)"));
    }

    #[test]
    fn a_thread_of_the_learners_works_for_the_only_call_that_is_under_way() {
        assert_eq!(begun(&[("main", "park(A)")]).of("attendant").as_deref(), Some("park(A)"));
        assert_eq!(begun(&[("main", "park(A)"), ("driver-1", "park(B)")]).of("attendant"), None);
        assert_eq!(begun(&[]).of("attendant"), None);
    }
}
