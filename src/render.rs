//! One file per format: from a report to bytes. What escapes a text for a format lives with that format.

pub mod csv;
pub mod diagnostics;
pub mod dot;
pub mod edit;
mod flat;
pub mod form;
mod format;
pub mod github;
pub mod graphml;
pub mod html;
pub mod json;
pub mod junit;
pub mod map;
pub mod markdown;
mod markup;
pub mod mermaid;
mod number;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod plain;
pub mod questionnaire;
pub mod sarif;
pub mod schema;
pub mod short;
pub mod svg;
pub mod table;
mod walk;
pub mod xlsx;
pub mod yaml;

pub use crate::diag::clean;
pub use format::Format;

use crate::report::{Answer, Limits};
use std::io::{self, Write};
use table::Screen;

/// Writes an answer in a format. `screen` and `limits` are about what a person looks at; data is always whole.
///
/// # Errors
/// The first error of `out`.
pub fn write(
    answer: &dyn Answer,
    format: Format,
    screen: Screen,
    limits: Limits,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Table => table::document(&answer.document(limits), screen, out),
        Format::Markdown => markdown::document(&answer.document(limits), out),
        Format::Html => html::document(&answer.document(limits), out),
        Format::Plain => plain::data(&answer.data(), out),
        Format::Csv => csv::data(&answer.data(), out),
        Format::Json => json::data(&answer.data(), out),
    }
}
