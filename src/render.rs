//! One file per format: from a report to bytes. What escapes a text for a format lives with that format.

pub mod csv;
pub mod diagnostics;
pub mod json;
pub mod map;
pub mod markdown;
pub mod plain;
pub mod table;
mod text;

pub use text::clean;
