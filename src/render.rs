//! One file per format: from a report to bytes. What escapes a text for a format lives with that format.

pub mod csv;
pub mod diagnostics;
pub mod dot;
pub mod edit;
pub mod github;
pub mod graphml;
pub mod html;
pub mod json;
pub mod junit;
pub mod map;
pub mod markdown;
mod markup;
pub mod mermaid;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod plain;
mod rows;
pub mod sarif;
pub mod schema;
pub mod short;
pub mod svg;
pub mod table;
mod text;
pub mod xlsx;
pub mod yaml;

pub use text::clean;
