//! The one door to syn: parsing that no source can bring down.
//!
//! syn goes down into what is nested by calling itself, and unoptimised it takes up to 100 KiB of stack a level. So whatever
//! works on syntax works on a thread with a large stack (mapped as it is used), and what is nested beyond reason is not
//! parsed at all: rustc will have its own say on that.

use std::panic::resume_unwind;
use std::thread;

use proc_macro2::{Span, TokenStream, TokenTree};

/// Address space, not memory.
const STACK: usize = 256 << 20;

/// How deep parentheses, brackets and braces may be nested. rustc gives up at a few thousand.
const DELIMITERS: usize = 500;

/// How deep `<` may be nested: the dearest of all.
const ANGLES: usize = 100;

/// How many operators that begin an expression (`!`, `-`, `*`, `&`, the bars of a closure) may follow each other.
const PREFIXES: usize = 1_000;

/// Parses a file. What is nested beyond reason is an error.
pub(crate) fn parse(text: &str) -> syn::Result<syn::File> {
    let tokens: TokenStream = text.strip_prefix('\u{feff}').unwrap_or(text).parse()?;
    if is_beyond_reason(&tokens) {
        return Err(syn::Error::new(Span::call_site(), "nested beyond reason"));
    }
    syn::parse2(tokens)
}

/// Runs work on syntax where there is room for it. The thread takes what proc-macro2 keeps of each text with it, so a
/// watch that parses all day does not grow. Where the system has no such thread to give, the work is done here.
pub(crate) fn with_room<T: Send>(work: impl Fn() -> T + Sync) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("review".to_owned()).stack_size(STACK);
        match thread.spawn_scoped(scope, &work) {
            Ok(running) => running.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(),
        }
    })
}

/// Whether tokens are nested so deep that syn had better not follow. This walk does not call itself.
fn is_beyond_reason(tokens: &TokenStream) -> bool {
    let mut levels = vec![Level::new(tokens.clone())];
    while let Some(level) = levels.last_mut() {
        match level.rest.next() {
            None => _ = levels.pop(),
            Some(TokenTree::Group(group)) => {
                level.prefixes = 0;
                levels.push(Level::new(group.stream()));
            }
            Some(token) => level.take(&token),
        }
        let angles: usize = levels.iter().map(|level| level.angles).sum();
        let prefixes = levels.last().map_or(0, |level| level.prefixes);
        if levels.len() > DELIMITERS || angles > ANGLES || prefixes > PREFIXES {
            return true;
        }
    }
    false
}

/// The inside of a pair of delimiters, so far.
struct Level {
    rest: proc_macro2::token_stream::IntoIter,
    /// `<` without their `>`. A comparison leaves one behind, up to the end of its statement.
    angles: usize,
    /// Operators in a row; what a closure binds (`|x|`) does not end a row.
    prefixes: usize,
    before: char,
}

impl Level {
    fn new(tokens: TokenStream) -> Level {
        Level { rest: tokens.into_iter(), angles: 0, prefixes: 0, before: ' ' }
    }

    fn take(&mut self, token: &TokenTree) {
        let TokenTree::Punct(punct) = token else { return };
        match punct.as_char() {
            '<' => self.angles += 1,
            // The end of an arrow is none of an angle.
            '>' if self.before != '-' && self.before != '=' => self.angles = self.angles.saturating_sub(1),
            ';' => (self.angles, self.prefixes) = (0, 0),
            ',' => self.prefixes = 0,
            '!' | '-' | '*' | '&' | '|' => self.prefixes += 1,
            _ => {}
        }
        self.before = punct.as_char();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn nested(open: &str, close: &str, times: usize) -> String {
        format!("struct Seams; fn f() {{ let a: u8 = {}1{}; }}", open.repeat(times), close.repeat(times))
    }

    /// Each of them nested as deep as anybody would, and deeper than anybody can.
    fn shapes(times: usize) -> Vec<String> {
        let pairs = [("(", ")"), ("{", "}"), ("[", "]"), ("!", ""), ("-", ""), ("&", ""), ("|x| ", ""), ("f(", ")")];
        let mut shapes: Vec<_> = pairs.iter().map(|(open, close)| nested(open, close, times)).collect();
        shapes.push(nested("1 + ", "", times));
        shapes.push(nested("if a { 1 } else ", "", times).replace("1; }", "{ 1 }; }"));
        shapes.push(format!("struct Seams; fn f(a: {}u8{}) {{}}", "Box<".repeat(times), ">".repeat(times)));
        shapes.push(format!("struct Seams; fn f() {{ x{} }}", ".a()".repeat(times)));
        shapes
    }

    #[test]
    fn what_is_nested_within_reason_is_parsed() {
        with_room(|| shapes(90).iter().for_each(|text| assert!(parse(text).is_ok(), "{text}")));
    }

    #[test]
    fn no_nesting_brings_the_review_down() {
        for text in shapes(4_000) {
            let files: BTreeMap<_, _> = [("src/lib.rs".to_owned(), text)].into();
            crate::design(&files, &crate::Api::default());
            crate::picture(&files, &crate::Api::default());
            crate::change(&files, &files);
            crate::spy::weave(&files);
        }
    }

    #[test]
    fn long_tables_and_long_functions_are_within_reason() {
        let table = format!("const T: [(i8, i8); 5000] = [{}];", "(-1, !2), ".repeat(5000));
        let function = format!("fn f() {{ {} }}", "if a < b { c = !d; } let x = |y| -y; ".repeat(5000));
        with_room(|| {
            assert!(parse(&table).is_ok());
            assert!(parse(&function).is_ok());
        });
    }
}
