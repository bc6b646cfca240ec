//! One file per format: from a report to bytes. What escapes a text for a format lives with that format.

pub mod csv;
pub mod diagnostics;
pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod plain;
pub mod sarif;
pub mod scalar;
pub mod schema;
pub mod short;
pub mod table;
mod text;

pub use text::clean;
