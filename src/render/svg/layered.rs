//! Boxes and arrows in layers from left to right.

use super::{Label, PictureMedium, Px};
use crate::report::{Diagram, ShapeKind};
use askama::Template;
use dugong::{EdgeLabel, GraphLabel, NodeLabel, Point, RankDir, graphlib};
use std::fmt::Write as _;

/// Most letters of a label.
const LETTERS: usize = 28;
/// The height of a box, and the room around its label.
const HEIGHT: f64 = 26.0;
const PADDING: f64 = 22.0;
/// Between two boxes of a layer, between two layers, and around the picture.
const GAP: f64 = 12.0;
const BETWEEN: f64 = 48.0;
const MARGIN: f64 = 6.0;

#[derive(Template)]
#[template(path = "layered.svg", config = "src/render/askama.toml")]
struct Layered<'d> {
    id: &'d str,
    title: &'d str,
    place: PictureMedium,
    width: Px,
    height: Px,
    arrows: Vec<String>,
    /// The boxes of each kind.
    kinds: Vec<(ShapeKind, Vec<Drawn<'d>>)>,
}

/// A box at its place.
struct Drawn<'d> {
    label: Label,
    anchor: Option<&'d str>,
    x: Px,
    y: Px,
    width: Px,
    text_x: Px,
    text_y: Px,
}

type Layout = graphlib::Graph<NodeLabel, EdgeLabel, GraphLabel>;

/// Draws a diagram; `id` is its own on the page. `None` where no layout is found.
pub fn layered(diagram: &Diagram, id: &str, place: PictureMedium) -> Option<String> {
    let labels: Vec<Label> =
        diagram.shapes.iter().map(|shape| Label::new(&shape.name, LETTERS)).collect();
    let layout = lay_out(diagram, &labels)?;
    let arrows = diagram.arrows.iter().filter_map(|arrow| {
        let edge = layout.edge(&arrow.from.to_string(), &arrow.to.to_string(), None)?;
        let mut points = edge.points.clone();
        let from = layout.node(&arrow.from.to_string())?;
        let to = layout.node(&arrow.to.to_string())?;
        meet(&mut points, from, to);
        Some(path(&points))
    });
    let mut kinds: Vec<(ShapeKind, Vec<Drawn<'_>>)> =
        ShapeKind::ALL.map(|kind| (kind, Vec::new())).into();
    for (at, (label, shape)) in labels.into_iter().zip(&diagram.shapes).enumerate() {
        let node = layout.node(&at.to_string())?;
        let (x, y) = (node.x?, node.y?);
        let (_, of_kind) = kinds.iter_mut().find(|(kind, _)| *kind == shape.kind)?;
        of_kind.push(Drawn {
            label,
            // The picture of a unit is on its own card already.
            anchor: shape.anchor.as_deref().filter(|_| shape.kind != ShapeKind::Subject),
            x: Px(x - node.width / 2.0),
            y: Px(y - HEIGHT / 2.0),
            width: Px(node.width),
            text_x: Px(x),
            text_y: Px(y + 4.0),
        });
    }
    kinds.retain(|(_, of_kind)| !of_kind.is_empty());
    let picture = Layered {
        id,
        title: &diagram.title,
        place,
        width: Px(layout.graph().width),
        height: Px(layout.graph().height),
        arrows: arrows.collect(),
        kinds,
    };
    picture.render().ok()
}

/// Where each box and each arrow goes.
fn lay_out(diagram: &Diagram, labels: &[Label]) -> Option<Layout> {
    let mut layout = Layout::new(graphlib::GraphOptions::default());
    layout.set_graph(GraphLabel {
        rankdir: RankDir::LR,
        nodesep: GAP,
        ranksep: BETWEEN,
        edgesep: GAP / 2.0,
        marginx: MARGIN,
        marginy: MARGIN,
        ..GraphLabel::default()
    });
    for (at, label) in labels.iter().enumerate() {
        layout.set_node(
            at.to_string(),
            NodeLabel { width: label.width() + PADDING, height: HEIGHT, ..NodeLabel::default() },
        );
    }
    for arrow in &diagram.arrows {
        let edge = EdgeLabel { minlen: 1, weight: 1.0, ..EdgeLabel::default() };
        layout.set_edge_with_label(arrow.from.to_string(), arrow.to.to_string(), edge);
    }
    // A picture that can't be laid out is left out.
    dugong::layout(&mut layout).ok()?;
    Some(layout)
}

/// Lets an arrow to the right leave a box and come to one in the middle of a side: a tip at a corner is hidden.
fn meet(points: &mut [Point], from: &NodeLabel, to: &NodeLabel) {
    let middle = |node: &NodeLabel, side: f64| {
        let x = node.x? + side * node.width / 2.0;
        Some(Point { x, y: node.y? })
    };
    let ([first, .., last], Some(right), Some(left)) =
        (points, middle(from, 1.0), middle(to, -1.0))
    else {
        return;
    };
    // Only to the right: an arrow that goes back leaves and comes as the layout has it.
    if right.x < left.x {
        (*first, *last) = (right, left);
    }
}

/// A smooth way through some points: level where it leaves one and where it comes to the next.
fn path(points: &[Point]) -> String {
    let mut path = String::new();
    for (at, point) in points.iter().enumerate() {
        let (x, y) = (Px(point.x), Px(point.y));
        // Nothing that writes to a text fails.
        let _ = match at.checked_sub(1).map(|before| &points[before]) {
            None => write!(path, "M{x} {y}"),
            Some(before) => {
                let middle = Px(f64::midpoint(before.x, point.x));
                write!(path, "C{middle} {} {middle} {y} {x} {y}", Px(before.y))
            }
        };
    }
    path
}
