//! Mermaid, for Markdown pages that draw it.

use super::{clean, svg};
use crate::report::{Diagram, ShapeKind};
use std::io::{self, Write};

/// What Mermaid draws by default: not more arrows, nor more letters.
// `maxEdges` and `maxTextSize` of Mermaid; a page that embeds the text can seldom change them.
const ARROWS: usize = 500;
const LETTERS: usize = 50_000;

/// A diagram is larger than Mermaid draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{arrows} arrows and {letters} letters: Mermaid stops at {ARROWS} arrows or {LETTERS} letters"
)]
pub struct TooLarge {
    arrows: usize,
    letters: usize,
}

/// A diagram in Mermaid's words.
///
/// # Errors
/// [`TooLarge`] where Mermaid would not draw it.
pub fn diagram(diagram: &Diagram) -> Result<String, TooLarge> {
    let mut text = Vec::new();
    // Nothing that writes to memory fails.
    let _ = write(diagram, &mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    let (arrows, letters) = (diagram.arrows.len(), text.chars().count());
    if arrows > ARROWS || letters > LETTERS {
        return Err(TooLarge { arrows, letters });
    }
    Ok(text)
}

fn write(diagram: &Diagram, out: &mut dyn Write) -> io::Result<()> {
    let title = serde_json::to_string(&clean(&diagram.title))?;
    writeln!(out, "---\ntitle: {title}\n---\nflowchart LR")?;
    for (at, shape) in diagram.shapes.iter().enumerate() {
        let (open, close) = match shape.kind {
            ShapeKind::Party => ("([", "])"),
            ShapeKind::Group => ("{{", "}}"),
            ShapeKind::Service => ("[", "]"),
            ShapeKind::Subject | ShapeKind::Unit | ShapeKind::More => ("(", ")"),
        };
        let (name, kind) = (escaped(&shape.name), shape.kind.word());
        writeln!(out, "  n{}{open}\"{name}\"{close}:::{kind}", at + 1)?;
    }
    for arrow in &diagram.arrows {
        let (from, to) = (arrow.from + 1, arrow.to + 1);
        if arrow.label.is_empty() {
            writeln!(out, "  n{from} --> n{to}")?;
        } else {
            writeln!(out, "  n{from} -->|\"{}\"| n{to}", escaped(&arrow.label))?;
        }
    }
    // The classes are defined after they are used, which Mermaid allows.
    for kind in ShapeKind::ALL {
        let (fill, line) = svg::box_colours(kind);
        let word = kind.word();
        writeln!(out, "  classDef {word} fill:{fill},stroke:{line},color:#1a202c")?;
    }
    Ok(())
}

/// A text in a label: whatever could end it, be markup, a list, a comment (`%%`), a formula (`$$`) or an icon (`fa:`)
/// is an entity.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = clean(text);
    // Mermaid 11 draws "Unsupported markdown: list" instead of a label such as `1. Reception` or `- Yard`.
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let is_marker = if number > 0 { matches!(c, '.' | ')') } else { matches!(c, '-' | '+') };
        match c {
            c if at == number && is_marker => {
                escaped.extend(["#", &u32::from(c).to_string(), ";"]);
            }
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | '*' | '_' | '~' | '|' | '%' | '$' | ':' => {
                escaped.extend(["#", &u32::from(c).to_string(), ";"]);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
