//! A line on the page: its names lead to their places.

use super::Anchors;
use crate::report::{End, Line};
use askama::Template;

#[derive(Template)]
#[template(path = "line.html", config = "src/render/askama.toml")]
pub(super) struct LineHtml<'l> {
    pub(super) line: &'l Line,
    pub(super) anchors: Anchors<'l>,
}

/// Somebody who serves or is served, in the matrix and in the list of the flow.
#[derive(Template)]
#[template(path = "end.html", config = "src/render/askama.toml")]
pub(super) struct EndHtml<'e> {
    pub(super) end: &'e End,
    pub(super) anchors: Anchors<'e>,
}
