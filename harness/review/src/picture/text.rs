//! The picture as a tree: from what the outside calls, down to what is held.

use std::collections::BTreeSet;

use crate::picture::{Edge, Kind, Link, Mark, Node, Picture};

impl Picture {
    /// The picture as text. A box that is reached again is named, and not unfolded a second time.
    pub fn text(&self) -> String {
        let mut tree = Tree { picture: self, drawn: BTreeSet::new(), lines: Vec::new() };
        self.roots().for_each(|node| tree.root(node));
        // What is left is held in a circle.
        self.nodes.iter().for_each(|node| tree.root(node));
        format!("{}\n\n{}\n", self.summary(), tree.lines.join("\n"))
    }

    /// `11 types, 2 seams, 3 ports`.
    fn summary(&self) -> String {
        let is_type = |node: &&Node| matches!(node.kind, Kind::Struct | Kind::Enum);
        let types = counted(self.nodes.iter().filter(is_type).count(), "type");
        let seams = counted(self.marked(Mark::Seam), "seam");
        let ports = counted(self.marked(Mark::Port), "port");
        [types, seams, ports].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn marked(&self, mark: Mark) -> usize {
        self.nodes.iter().filter(|node| node.mark == Some(mark)).count()
    }

    /// The boxes to begin with: what the outside calls, then what nobody holds.
    fn roots(&self) -> impl Iterator<Item = &Node> {
        let drivers = self.nodes.iter().filter(|node| node.mark == Some(Mark::Driver));
        let is_free = |node: &&Node| {
            let is_held = self.to(&node.name).any(|edge| edge.link != Link::Implements);
            let implements = self.from(&node.name).any(|edge| edge.link == Link::Implements);
            !is_held && !implements
        };
        drivers.chain(self.nodes.iter().filter(is_free))
    }
}

fn counted(number: usize, noun: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{number} {noun}s")),
    }
}

struct Tree<'p> {
    picture: &'p Picture,
    drawn: BTreeSet<&'p str>,
    lines: Vec<String>,
}

impl<'p> Tree<'p> {
    fn root(&mut self, node: &'p Node) {
        if self.drawn.insert(&node.name) {
            self.lines.push(titled(node));
            self.children(node, "");
        }
    }

    fn children(&mut self, node: &'p Node, margin: &str) {
        let children = self.below(node);
        for (number, (label, child)) in children.iter().enumerate() {
            let is_last = number + 1 == children.len();
            self.child(label, child, margin, is_last);
        }
    }

    fn child(&mut self, label: &Label, node: &'p Node, margin: &str, is_last: bool) {
        let is_new = self.drawn.insert(&node.name);
        let again = if !is_new && !self.below(node).is_empty() { " (above)" } else { "" };
        let branch = if is_last { "└─" } else { "├─" };
        let Label { before, after } = label;
        self.lines.push(format!("{margin}{branch} {before}{}{after}{again}", titled(node)));
        if is_new {
            let margin = format!("{margin}{}", if is_last { "   " } else { "│  " });
            self.children(node, &margin);
        }
    }

    /// What stands below a box: whoever implements it, then what it holds.
    fn below(&self, node: &'p Node) -> Vec<(Label, &'p Node)> {
        let implementors = self.picture.to(&node.name).filter(|edge| edge.link == Link::Implements);
        let held = self.picture.from(&node.name).filter(|edge| edge.link != Link::Implements);
        let implementors = implementors.map(|edge| (Label::before("by "), &edge.from));
        let held = held.map(|edge| (Label::of(edge), &edge.to));
        implementors.chain(held).filter_map(|(label, name)| Some((label, self.picture.node(name)?))).collect()
    }
}

/// What stands round the name of a box.
struct Label {
    before: String,
    after: String,
}

impl Label {
    fn before(text: &str) -> Label {
        Label { before: text.to_owned(), after: String::new() }
    }

    fn of(edge: &Edge) -> Label {
        match &edge.link {
            Link::Offers(role) => Label::before(&format!("{role}: ")),
            Link::Feeds => Label::before("to "),
            Link::Holds(how) if !how.words().is_empty() => {
                Label { before: String::new(), after: format!(" · {}", how.words()) }
            }
            Link::Holds(_) | Link::Implements => Label::before(""),
        }
    }
}

fn titled(node: &Node) -> String {
    match node.mark {
        Some(mark) => format!("{} «{}»", node.name, mark.word()),
        None if node.kind == Kind::Trait => format!("{} «trait»", node.name),
        None => node.name.clone(),
    }
}
