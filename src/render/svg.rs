//! Pictures as SVG: a flow, a matrix, a unit's neighbourhood. Alone in a file, or on the page.
//!
//! Shapes carry classes and, for a file alone, their colours as attributes: on the page the style sheet
//! decides instead, so that a picture follows it into the dark. No shape has a style of its own.

mod flow;
mod layered;
mod matrix;
mod trend;

pub use flow::flow;
pub use layered::layered;
pub use matrix::matrix;
pub use trend::trend;

use super::clean;
use crate::report::{BlockKind, ShapeKind};
use std::fmt;

/// Where a picture is shown: in a file of its own or on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureMedium {
    /// In a file of its own: nothing in it leads anywhere.
    File,
    /// On the page: names lead to their places there.
    Page,
}

impl PictureMedium {
    /// Whether it is a file.
    fn is_file(self) -> bool {
        self == Self::File
    }

    /// What a picture is to a screen reader: one image, or a group of links.
    fn role(self) -> &'static str {
        match self {
            Self::File => "img",
            Self::Page => "group",
        }
    }

    /// The anchor that a name leads to from here.
    fn anchor(self, anchor: Option<&str>) -> Option<&str> {
        anchor.filter(|_| self == Self::Page)
    }
}

/// The widths of letters of a label, in pixels, as the widest of the common fonts has them: a narrow letter, a
/// common one, a capital, and a wide one.
// Estimated and not measured: which font a viewer has is not known when the picture is drawn.
const NARROW: f64 = 4.9;
const COMMON: f64 = 7.5;
const CAPITAL: f64 = 8.8;
const WIDE: f64 = 12.0;

/// A name on a picture, shortened to a number of letters.
struct Label {
    /// The text that is shown.
    shown: String,
    /// The whole name, where it is not shown.
    whole: Option<String>,
}

impl Label {
    fn new(name: &str, most: usize) -> Self {
        let name = clean(name).into_owned();
        let mut shown = String::new();
        let mut width = 0;
        for c in name.chars() {
            width += columns(c);
            // By columns, not characters: a Chinese letter is as wide as two.
            if width > most {
                let kept = shown.trim_end().len();
                shown.truncate(kept);
                shown.push('…');
                break;
            }
            shown.push(c);
        }
        let whole = (shown != name).then_some(name);
        Self { shown, whole }
    }

    /// How wide it is, in pixels.
    fn width(&self) -> f64 {
        self.shown.chars().map(width).sum()
    }
}

/// How many columns a letter takes.
fn columns(letter: char) -> usize {
    textwrap::core::display_width(letter.encode_utf8(&mut [0; 4]))
}

/// How wide a letter is, in pixels.
fn width(letter: char) -> f64 {
    match letter {
        ' ' | '!' | '\'' | '(' | ')' | ',' | '-' | '.' | '/' | ':' | ';' | '[' | ']' | 'I'
        | 'f' | 'i' | 'j' | 'l' | 'r' | 't' | '|' => NARROW,
        '%' | '@' | 'M' | 'W' | 'm' | 'w' | '—' | '…' => WIDE,
        capital if capital.is_uppercase() => CAPITAL,
        common => to_f64(columns(common)) * COMMON,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of shapes are small")]
fn to_f64(n: usize) -> f64 {
    n as f64
}

/// A length in pixels, to a tenth.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Px(f64);

impl Px {
    /// Returns a length that is greater by `more` pixels.
    fn plus(self, more: f64) -> Self {
        Self(self.0 + more)
    }
}

impl fmt::Display for Px {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // Adding zero turns -0 into 0.
        write!(out, "{}", tenths + 0.0)
    }
}

/// The colour of those who serve or are served, in a file of its own.
fn colour(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Units => "#2b5d94",
        BlockKind::Groups => "#6b3fa0",
        BlockKind::Outside => "#2e7d32",
    }
}

/// The fill and the line of a box, in a file of its own.
pub(super) fn box_colours(kind: ShapeKind) -> (&'static str, &'static str) {
    match kind {
        ShapeKind::Subject => ("#bcd7f0", "#1a4971"),
        ShapeKind::Unit => ("#e3eef9", "#2b5d94"),
        ShapeKind::Group => ("#ede4f7", "#6b3fa0"),
        ShapeKind::Service => ("#fff3cd", "#997404"),
        ShapeKind::Party => ("#d7efd9", "#2e7d32"),
        ShapeKind::More => ("#f7fafc", "#718096"),
    }
}

/// How round the corners of a box are: those outside can be seen without colour too.
fn corners(kind: ShapeKind) -> u8 {
    match kind {
        ShapeKind::Party => 13,
        ShapeKind::Subject
        | ShapeKind::Unit
        | ShapeKind::Group
        | ShapeKind::Service
        | ShapeKind::More => 4,
    }
}
