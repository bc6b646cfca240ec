//! DOT, for Graphviz: every name in quotes, whatever it is.

use super::{clean, svg};
use crate::report::{Diagram, ShapeKind};
use std::io::{self, Write};

/// The most arrows of a diagram that Graphviz is to lay out in layers. Beyond it boxes are placed by springs.
// Measured with Graphviz 2.43 on arrows between random boxes: layers take 7 seconds for 180 arrows and a minute for 320,
// springs (`sfdp`) 3 seconds for 5,600.
const LAYERED: usize = 150;

/// Writes a diagram.
///
/// # Errors
/// The errors of `out`.
pub fn diagram(diagram: &Diagram, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph {} {{", quoted(&diagram.title))?;
    // From those who serve on the left to those who are served on the right,
    // as in the other pictures.
    writeln!(out, "  rankdir=LR;")?;
    if diagram.arrows.len() > LAYERED {
        writeln!(out, "  // Layers may take minutes; without this line `dot` tries all the same.")?;
        writeln!(out, "  layout=sfdp; overlap=prism;")?;
    }
    writeln!(
        out,
        "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica,Arial,sans-serif\", fontsize=11];"
    )?;
    writeln!(
        out,
        "  edge [color=\"#718096\", fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, fontcolor=\"#4a5568\"];"
    )?;
    for (at, shape) in diagram.shapes.iter().enumerate() {
        let (fill, line) = svg::box_colours(shape.kind);
        let form = match shape.kind {
            ShapeKind::Party => ", shape=ellipse",
            ShapeKind::Group => ", shape=hexagon, style=filled",
            ShapeKind::More => ", style=\"dashed\"",
            ShapeKind::Subject | ShapeKind::Unit | ShapeKind::Service => "",
        };
        writeln!(
            out,
            "  n{} [label={}, fillcolor=\"{fill}\", color=\"{line}\"{form}];",
            at + 1,
            quoted(&shape.name)
        )?;
    }
    for arrow in &diagram.arrows {
        let (from, to) = (arrow.from + 1, arrow.to + 1);
        if arrow.label.is_empty() {
            writeln!(out, "  n{from} -> n{to};")?;
        } else {
            writeln!(out, "  n{from} -> n{to} [label={}];", quoted(&arrow.label))?;
        }
    }
    writeln!(out, "}}")
}

/// A text in quotes. Outside HTML labels Graphviz reads `\` and `&` as the beginning of something.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in clean(text).chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '&' => quoted.push_str("&amp;"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
