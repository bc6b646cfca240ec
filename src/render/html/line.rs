//! A line on the page: its names lead to their places.

use super::Anchors;
use crate::report::Line;
use askama::Template;

#[derive(Template)]
#[template(path = "line.html", config = "src/render/askama.toml")]
pub(super) struct LineHtml<'l> {
    pub(super) line: &'l Line,
    pub(super) anchors: Anchors<'l>,
}
