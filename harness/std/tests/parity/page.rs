//! One page of rustdoc's, read as a set of lines: the declaration, methods by signature, implemented traits.

use std::collections::BTreeSet;

/// Traits that nobody outside the compiler can see at work.
const INTERNAL: [&str; 5] = ["Freeze for", "UnsafeUnpin for", "UseCloned for", "StructuralPartialEq for", "Drop for"];

/// The stable part of a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    lines: BTreeSet<String>,
}

impl Page {
    /// Reads a page; None where the whole item is unstable.
    pub(crate) fn read(html: &str) -> Option<Page> {
        let head = html.split("id=\"implementations\"").next().unwrap_or(html);
        let top = head.split("<div class=\"docblock").next().unwrap_or(head);
        if is_unstable(top) {
            return None;
        }
        let mut page = Page::default();
        page.lines.extend(between(head, "<pre class=\"rust item-decl\"><code>", "</code></pre>").map(plain));
        page.read_variants(head);
        page.read_implementations(html);
        page.spell_out_self();
        Some(page)
    }

    /// What is here and not in `other`.
    pub(crate) fn missing_in<'a>(&'a self, other: &'a Page) -> impl Iterator<Item = &'a String> {
        self.lines.difference(&other.lines)
    }

    /// `new() -> Self` is `new() -> Mutex<T>`.
    fn spell_out_self(&mut self) {
        let declared = self.lines.iter().find_map(|line| line.strip_prefix("pub struct "));
        let Some(declared) = declared.map(|text| text.replace(": ?Sized", "")) else { return };
        self.lines = self.lines.iter().map(|line| line.replace("-> Self", &format!("-> {declared}"))).collect();
    }

    fn read_variants(&mut self, head: &str) {
        for section in head.split("<section id=\"variant.").skip(1) {
            let (name, rest) = section.split_once('"').unwrap_or((section, ""));
            let up_to_next = rest.split("<section").next().unwrap_or(rest);
            if !is_unstable(up_to_next) {
                self.lines.insert(format!("variant {name}"));
            }
        }
    }

    fn read_implementations(&mut self, html: &str) {
        let listed = html.split("id=\"implementations\"").nth(1).unwrap_or("");
        let listed = html.split("id=\"trait-implementations\"").nth(1).filter(|_| listed.is_empty()).unwrap_or(listed);
        let own = listed.split("id=\"blanket-implementations\"").next().unwrap_or(listed);
        let mut in_trait = false;
        for section in own.split("<section id=\"").skip(1) {
            let info = section.split_once("</section>").map_or("", |(_, after)| after);
            let info = info.split("<div class=\"docblock").next().unwrap_or(info);
            let stable = !is_unstable(info);
            if let Some(header) = between(section, "<h3 class=\"code-header\">", "</h3>").next() {
                let header = plain(header);
                in_trait = header.contains(" for ");
                if in_trait && stable && !INTERNAL.iter().any(|name| header.contains(name)) {
                    self.lines.insert(without_bounds(&header));
                }
            } else if !in_trait
                && stable
                && let Some(signature) = between(section, "<h4 class=\"code-header\">", "</h4>").next()
            {
                self.lines.insert(plain(signature));
            }
        }
    }
}

fn is_unstable(html: &str) -> bool {
    html.contains("class=\"stab unstable\"")
}

fn between<'a>(html: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(from).skip(1).filter_map(move |rest| rest.split_once(to)).map(|(text, _)| text)
}

/// Text without tags and attributes, on one line, without the names of parameters: those are not part of an interface.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for (index, piece) in html.split('<').enumerate() {
        text += if index == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) };
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&#39;", "'"), ("&nbsp;", " "), ("&quot;", "\"")];
    let text = entities.iter().fold(text, |text, (entity, char)| text.replace(entity, char));
    let text = text.replace("where", " where ").replace('\u{a0}', " ");
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with("#[")).collect();
    let text = without_names(&words.join(" "));
    let text = ["{ /* private fields */ }", "(/* private fields */)", ";"]
        .iter()
        .fold(text, |text, end| text.replace(end, ""));
    let text = without_lifetimes(&text).replace("( ", "(").replace(", )", ")").replace(" ,", ",").replace(",)", ")");
    let text =
        bounds_at_the_end(text.trim_end_matches([',', ' '])).replace("dyn Any + Send + 'static", "dyn Any + Send");
    // Said at the head of the block instead, where all its methods need it.
    text.trim_end_matches(" where T: Sized").to_owned()
}

/// `f<F: Fn()>(F)` is `f<F>(F) where F: Fn()`.
fn bounds_at_the_end(text: &str) -> String {
    let Some((head, rest)) = text.split_once('(').filter(|(head, _)| head.contains(" fn ") && head.contains(": "))
    else {
        return text.to_owned();
    };
    // A bound may have parentheses of its own: the parameters begin behind the `>` that is followed by one.
    let (generics, arguments) = match rest.split_once(">(") {
        Some((bound, arguments)) => (format!("{head}({bound}"), arguments),
        None => (head.trim_end_matches('>').to_owned(), rest),
    };
    match generics.split_once('<').and_then(|(name, bound)| Some((name, bound.split_once(": ")?))) {
        Some((name, (parameter, bound))) => format!("{name}<{parameter}>({arguments} where {parameter}: {bound}"),
        None => text.to_owned(),
    }
}

/// The name of a lifetime is its author's choice: each is `'_` but `'static`.
fn without_lifetimes(text: &str) -> String {
    let mut pieces = text.split('\'');
    let mut kept = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let name = piece.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(piece.len());
        let shown = if &piece[..name] == "static" { "static" } else { "_" };
        kept += &format!("'{shown}{}", &piece[name..]);
    }
    kept
}

/// `lock(&self, guard: MutexGuard<T>)` is `lock(&self, MutexGuard<T>)`.
fn without_names(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['(', ',']) {
        let (before, after) = rest.split_at(at + 1);
        kept += before;
        let trimmed = after.trim_start();
        let name = trimmed.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(trimmed.len());
        let is_parameter = name > 0 && trimmed[name..].starts_with(": ") && !trimmed.starts_with("self");
        let is_bound = trimmed[..name].starts_with(char::is_uppercase);
        rest = if is_parameter && !is_bound {
            kept += if before.ends_with(',') { " " } else { "" };
            &trimmed[name + 2..]
        } else {
            after
        };
    }
    kept + rest
}

/// `impl<T: Send> Sync for Mutex<T> where …` is `impl Sync for Mutex<T>`: how a bound is written down differs between
/// a derived, a written and an automatic implementation.
fn without_bounds(header: &str) -> String {
    let header = header.split(" where ").next().unwrap_or(header).trim();
    let Some(rest) = header.strip_prefix("impl<") else { return header.to_owned() };
    let mut depth = 1;
    let end = rest.char_indices().find(|(at, char)| {
        let arrow = rest[..*at].ends_with(['-', '=']);
        depth += match char {
            '<' => 1,
            '>' if !arrow => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map_or_else(|| header.to_owned(), |(at, _)| format!("impl{}", &rest[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::{Page, plain, without_bounds};

    #[test]
    fn names_of_parameters_do_not_count() {
        assert_eq!(plain("pub fn <a>set</a>(&amp;self, value: T) -&gt; bool"), "pub fn set(&self, T) -> bool");
        assert_eq!(plain("pub fn new(t: T, at: <a>Ordering</a>) -&gt; Self"), "pub fn new(T, Ordering) -> Self");
        assert_eq!(plain("pub fn f&lt;T, U&gt;(self: &amp;T)"), "pub fn f<T, U>(self: &T)");
    }

    #[test]
    fn it_does_not_count_where_a_bound_is_written() {
        assert_eq!(plain("pub fn f&lt;F: FnOnce()&gt;(&amp;self, f: F)"), "pub fn f<F>(&self, F) where F: FnOnce()");
        assert_eq!(plain("pub fn f&lt;F: Copy&gt;(f: F) -&gt; F"), "pub fn f<F>(F) -> F where F: Copy");
    }

    #[test]
    fn bounds_of_an_implementation_do_not_count() {
        assert_eq!(without_bounds("impl<T: ?Sized + Send> Sync for Mutex<T>"), "impl Sync for Mutex<T>");
        assert_eq!(
            without_bounds("impl<F: Fn() -> T, T> Send for Lazy<T, F> where T: Send"),
            "impl Send for Lazy<T, F>"
        );
    }

    #[test]
    fn an_unstable_method_does_not_count() {
        let html = "<pre class=\"rust item-decl\"><code>pub struct A;</code></pre><h2 id=\"implementations\">\
            <section id=\"impl-A\" class=\"impl\"><h3 class=\"code-header\">impl A</h3></section>\
            <section id=\"method.a\" class=\"method\"><h4 class=\"code-header\">pub fn a()</h4></section>\
            <section id=\"method.b\" class=\"method\"><h4 class=\"code-header\">pub fn b()</h4></section>\
            <span class=\"item-info\"><div class=\"stab unstable\"></div></span>";
        let page = Page::read(html).expect("a stable page");
        assert_eq!(page.lines.into_iter().collect::<Vec<_>>(), ["pub fn a()", "pub struct A"]);
    }
}
