//! The picture of a design as a drawing. Where each box stands is layout-rs's to say.

use std::collections::BTreeMap;

use kata_review::picture::{Edge, Kind, Link, Mark, Node, Picture};
use layout::adt::dag::NodeHandle;
use layout::backends::svg::SVGWriter;
use layout::core::base::Orientation;
use layout::core::color::Color;
use layout::core::geometry::Point;
use layout::core::style::{LineStyleKind, StyleAttr};
use layout::std_shapes::shapes::{Arrow, Element, LineEndKind, ShapeKind};
use layout::topo::layout::VisualGraph;

use kata_console::Failure;

const FONT_SIZE: usize = 15;

/// The drawing, as the text of an SVG file.
pub(crate) fn drawing(picture: &Picture) -> Result<String, Failure> {
    if picture.nodes.is_empty() {
        return Err(Failure::Setup("there is nothing to draw yet: the submission has no types of its own".to_owned()));
    }
    let drawn = std::panic::catch_unwind(|| draw(picture));
    drawn.map_err(|_| Failure::Fault("the drawing cannot be laid out: --format mermaid does without".to_owned()))
}

fn draw(picture: &Picture) -> String {
    let mut graph = VisualGraph::new(Orientation::TopToBottom);
    let handles: BTreeMap<&str, NodeHandle> =
        picture.nodes.iter().map(|node| (node.name.as_str(), graph.add_node(element(node)))).collect();
    for edge in &picture.edges {
        if let (Some(from), Some(to)) = (handles.get(edge.from.as_str()), handles.get(edge.to.as_str())) {
            // What implements stands below what it implements, and points up.
            let (above, below) = if edge.link == Link::Implements { (*to, *from) } else { (*from, *to) };
            graph.add_edge(arrow(edge), above, below);
        }
    }
    let mut writer = SVGWriter::new();
    graph.do_it(false, false, false, &mut writer);
    on_white(&writer.finalize())
}

/// The library draws in Times, on whatever lies behind.
fn on_white(svg: &str) -> String {
    let paper = "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<defs>";
    svg.replacen("<defs>", paper, 1).replace("Times, serif", "Helvetica, Arial, sans-serif")
}

fn element(node: &Node) -> Element {
    let label = match word(node) {
        Some(word) => format!("«{word}»\n{}", node.name),
        None => node.name.clone(),
    };
    let rounded = if node.kind == Kind::Function { 12 } else { 0 };
    let look = StyleAttr::new(Color::fast("black"), 1, Some(Color::fast(fill(node))), rounded, FONT_SIZE);
    let widest = label.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    let size = Point::new((widest * FONT_SIZE) as f64 * 0.6 + 24., (label.lines().count() * FONT_SIZE) as f64 + 24.);
    Element::create(ShapeKind::new_box(&label), look, Orientation::TopToBottom, size)
}

fn word(node: &Node) -> Option<&'static str> {
    let of_kind = match node.kind {
        Kind::Struct => None,
        Kind::Enum => Some("enum"),
        Kind::Trait => Some("trait"),
        Kind::Signature | Kind::Function => Some("fn"),
    };
    node.mark.map(Mark::word).or(of_kind)
}

fn fill(node: &Node) -> &'static str {
    match node.mark {
        Some(Mark::Driver) => "lightgray",
        Some(Mark::Port) => "lightskyblue",
        Some(Mark::Seam) => "palegreen",
        Some(Mark::Root) => "lemonchiffon",
        None => "white",
    }
}

fn arrow(edge: &Edge) -> Arrow {
    // Lines run through their labels, so they are paler.
    let look = StyleAttr::new(Color::fast("darkgray"), 1, None, 0, FONT_SIZE);
    let (start, end, line) = match &edge.link {
        Link::Implements => (LineEndKind::Arrow, LineEndKind::None, LineStyleKind::Dashed),
        Link::Feeds => (LineEndKind::None, LineEndKind::Arrow, LineStyleKind::Dashed),
        Link::Holds(_) | Link::Offers(_) => (LineEndKind::None, LineEndKind::Arrow, LineStyleKind::Normal),
    };
    Arrow::new(start, end, line, &label(&edge.link), &look, &None, &None)
}

fn label(link: &Link) -> String {
    match link {
        Link::Holds(how) => how.words(),
        Link::Offers(role) => role.clone(),
        Link::Implements | Link::Feeds => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use kata_review::Api;

    use super::*;

    fn drawn(source: &str) -> Result<String, Failure> {
        let api = Api::read(["pub struct Ports { pub clock: Arc<dyn Clock> } pub trait Clock { fn now(&self); }"]);
        drawing(&kata_review::picture(&[("src/lib.rs".to_owned(), source.to_owned())].into(), &api))
    }

    #[test]
    fn every_box_is_drawn_with_its_mark() {
        let svg = drawn(
            "pub struct Seams { pub pricing: Box<dyn Pricing> } pub trait Pricing {} struct Lot { ports: Ports }",
        );
        let svg = svg.expect("it can be drawn");
        for text in
            ["<svg", ">Seams<", ">«root»<", ">Pricing<", ">«seam»<", ">Lot<", ">Clock<", ">«port»<", ">pricing<"]
        {
            assert!(svg.contains(text), "{text} is missing in {svg}");
        }
    }

    #[test]
    fn circles_and_lonely_boxes_can_be_drawn() {
        let sources = [
            "struct Tree { left: Option<Box<Tree>>, right: Option<Box<Tree>> }",
            "struct A { b: Arc<B> } struct B { a: Weak<A>, c: Vec<C> } struct C { a: A, b: Mutex<B> }",
            "struct A; struct B; enum C { D }",
        ];
        for source in sources {
            drawn(source).unwrap_or_else(|failure| panic!("{failure} in {source}"));
        }
    }

    #[test]
    fn the_same_design_is_the_same_drawing() {
        let source = "struct A { b: B, c: Vec<C> } struct B { c: Mutex<C> } struct C; trait D {} impl D for A {} impl D for C {}";
        assert_eq!(drawn(source), drawn(source));
    }

    #[test]
    fn nothing_to_draw_is_said() {
        assert!(matches!(drawn("fn main() {}"), Err(Failure::Setup(message)) if message.contains("nothing to draw")));
    }
}
