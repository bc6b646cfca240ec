//! Text in HTML and SVG: whatever a map says is text there, never markup, and turns no direction of writing.

use super::clean;
use askama::filters::{Escaper, Html};
use std::fmt::{self, Write};

/// Cleans a text and escapes it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MarkupEscaper;

impl Escaper for MarkupEscaper {
    fn write_escaped_str<W: Write>(&self, out: W, text: &str) -> fmt::Result {
        Html.write_escaped_str(out, &clean(text))
    }
}
