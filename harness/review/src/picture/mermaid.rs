//! The picture as a Mermaid class diagram, for a README or a pull request.

use crate::picture::{Edge, How, Kind, Link, Node, Picture};

impl Picture {
    /// The picture in Mermaid's language.
    pub fn mermaid(&self) -> String {
        let mut lines = vec!["classDiagram".to_owned()];
        lines.extend(self.nodes.iter().map(class));
        lines.extend(self.edges.iter().map(relation));
        lines.join("\n") + "\n"
    }
}

fn class(node: &Node) -> String {
    match stereotype(node) {
        Some(word) => format!("    class {} {{ <<{word}>> }}", node.name),
        None => format!("    class {}", node.name),
    }
}

fn stereotype(node: &Node) -> Option<&'static str> {
    let of_kind = match node.kind {
        Kind::Struct => None,
        Kind::Enum => Some("enumeration"),
        Kind::Trait => Some("trait"),
        Kind::Signature => Some("fn"),
        Kind::Function => Some("function"),
    };
    node.mark.map(|mark| mark.word()).or(of_kind)
}

fn relation(edge: &Edge) -> String {
    let Edge { from, to, link } = edge;
    match link {
        Link::Implements => format!("    {to} <|.. {from}"),
        Link::Feeds => format!("    {from} ..> {to}"),
        Link::Offers(role) => format!("    {from} o-- {to} : {role}"),
        Link::Holds(how) => {
            let arrow = if how.shared { "o--" } else { "*--" };
            format!("    {from} {arrow} {}{to}{}", multiplicity(how), label(how))
        }
    }
}

fn multiplicity(how: &How) -> &'static str {
    match (how.many, how.optional) {
        (true, _) => "\"*\" ",
        (false, true) => "\"0..1\" ",
        (false, false) => "",
    }
}

fn label(how: &How) -> String {
    let words = [how.lock.as_deref(), how.channel.then_some("channel")];
    let words: Vec<_> = words.into_iter().flatten().collect();
    if words.is_empty() { String::new() } else { format!(" : {}", words.join(", ")) }
}
