//! One file per format: from a report to bytes. What escapes a text for a format lives with that format.

pub mod csv;
pub mod json;
