//! A lock that is held while the outside world is called.

use kata_verdict::{Principle, Severity, Site};

use crate::code::Index;
use crate::design::calls::Calls;
use crate::design::guards::held_across;
use crate::design::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "guard-across-port",
    severity: Severity::Major,
    principle: Principle::Substitution,
    title: "a lock outlives the work that it protects",
    why: "A port may be slow, and may call you back: every caller waits for somebody else's payment, or for ever. Decide under \
          the lock, let it go, then call. \"What does your lock cost?\" is asked in each of these interviews.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    held_across(index, &Calls::new(index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    const LOT: &str = "struct L { book: Mutex<Book>, observers: RwLock<Vec<Arc<dyn Observer>>>, ports: Ports }
        struct Crowd { list: Mutex<Vec<Arc<dyn Observer>>> }
        struct M { book: Mutex<Book>, crowd: Crowd, gateway: Arc<dyn Gateway> }
        impl Crowd { fn tell(&self, e: &Event) { let l = self.list.lock().unwrap().clone(); for o in l.iter() { o.notify(e); } } }
        fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> { mutex.lock().unwrap() }
        impl M { fn change<R>(&self, change: impl FnOnce(&mut Book) -> R) -> R { change(&mut self.book()) } }
        impl M { fn apart<R>(&self, work: impl FnOnce() -> R) -> R { { let book = self.book(); } work() } }
        impl M { fn book(&self) -> MutexGuard<'_, Book> { self.book.lock().unwrap() } }\n";

    fn within(of: &str, body: &str) -> String {
        format!("{LOT}impl {of} {{ fn exit(&self, id: u64, e: &Event) {{\n{body}\n}} }}")
    }

    #[test]
    fn a_lock_held_across_a_port_is_found() {
        let cases = [
            (
                "in what runs under the lock of another",
                "M",
                "self.change(|book|\n self.gateway.charge(id, 1) // <<\n );",
            ),
            (
                "through a local variable",
                "M",
                "let book = self.book(); let crowd = self.crowds(id);\n crowd.tell(e); // <<",
            ),
            (
                "a named guard",
                "L",
                "let mut book = self.book.lock().unwrap();\n self.ports.gateway.charge(id, 1); // <<",
            ),
            (
                "without its name",
                "L",
                "let _book = self.book.lock();\n let paid = match self.ports.gateway.charge(id, 1) { // <<\n _ => 1 };",
            ),
            ("over a list", "L", "for o in self.observers.read().unwrap().iter() {\n o.notify(e); // <<\n }"),
            (
                "over a clone of a list, in the head of the loop",
                "L",
                "for o in self.observers.read().unwrap().clone() {\n o.notify(e); // <<\n }",
            ),
            ("in one chain", "L", "self.observers.read().unwrap().iter().for_each(|o|\n o.notify(e) // <<\n );"),
            (
                "in a match",
                "L",
                "match self.book.lock().unwrap().find(id) { Some(t) =>\n { self.ports.gateway.charge(id, 1) } // <<\n None => {} }",
            ),
            (
                "in an if let",
                "L",
                "if let Some(t) = self.book.lock().unwrap().get(id) {\n self.ports.gateway.charge(id, 1); // <<\n }",
            ),
            ("through a helper that locks", "M", "let book = self.book();\n self.gateway.charge(id, 1); // <<"),
            (
                "through a function that locks",
                "M",
                "let book = locked(&self.book);\n self.gateway.charge(id, 1); // <<",
            ),
            ("through a type that tells", "M", "let book = self.book();\n self.crowd.tell(e); // <<"),
            (
                "in a block of its own",
                "M",
                "let book = self.book(); if id == 1 {\n self.gateway.charge(id, 1); // <<\n } drop(book);",
            ),
            (
                "out of a match",
                "L",
                "let b = match self.book.lock() { Ok(b) => b, Err(p) => { log(); p.into_inner() } };\n self.ports.gateway.charge(id, 1); // <<",
            ),
            ("a reborrow", "M", "let book = &mut *self.book.lock().unwrap();\n self.gateway.charge(id, 1); // <<"),
        ];
        let cases = cases.map(|(what, of, body)| (what, within(of, body)));
        check(&RULE, &cases.each_ref().map(|(what, text)| (*what, text.as_str())), &[]);
    }

    #[test]
    fn a_lock_that_was_let_go_or_that_is_of_one_entity_is_not() {
        let cases = [
            ("in what runs after the lock of another", "M", "self.apart(|| self.gateway.charge(id, 1));"),
            ("dropped", "L", "let book = self.book.lock().unwrap(); drop(book); self.ports.gateway.charge(id, 1);"),
            ("out of scope", "L", "{ let book = self.book.lock().unwrap(); } self.ports.gateway.charge(id, 1);"),
            (
                "out of scope in a value",
                "L",
                "let t = { let mut b = self.book.lock().unwrap(); b.find(id) }; self.ports.gateway.charge(id, 1);",
            ),
            ("a temporary", "L", "let t = self.book.lock().unwrap().find(id); self.ports.gateway.charge(id, 1);"),
            ("a clone", "L", "let all = self.observers.read().unwrap().clone(); for o in all { o.notify(e); }"),
            (
                "a copy out of a match",
                "L",
                "let all = match self.observers.read() { Ok(l) => l.to_vec(), Err(p) => p.into_inner().to_vec() }; for o in all { o.notify(e); }",
            ),
            (
                "in the condition of an if",
                "L",
                "if self.book.lock().unwrap().is_empty() { self.ports.gateway.charge(id, 1); }",
            ),
            (
                "in the else of an if let",
                "L",
                "if let Some(t) = self.book.lock().unwrap().get(id) { } else { self.ports.gateway.charge(id, 1); }",
            ),
            ("the clock", "L", "let book = self.book.lock().unwrap(); let now = self.ports.clock.now();"),
            (
                "one ticket's lock",
                "L",
                "let stay = self.stay(id); let open = stay.lock().unwrap(); self.ports.gateway.charge(id, 1);",
            ),
            (
                "one ticket's lock, through a function",
                "M",
                "let stay = self.stay(id); let open = locked(&stay); self.gateway.charge(id, 1);",
            ),
            (
                "on a thread of its own",
                "M",
                "let book = self.book(); thread::spawn(move || self.gateway.charge(id, 1));",
            ),
            ("moved away", "M", "let book = self.book(); finish(book); self.gateway.charge(id, 1);"),
            ("something else that is read", "L", "let text = self.file.read(); self.ports.gateway.charge(id, 1);"),
            ("something else that notifies", "L", "let book = self.book.lock().unwrap(); self.condvar.notify(e);"),
        ];
        let cases = cases.map(|(what, of, body)| (what, within(of, body)));
        check(&RULE, &[], &cases.each_ref().map(|(what, text)| (*what, text.as_str())));
    }
}
