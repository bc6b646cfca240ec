//! A line on the page: its names lead to their places.

use crate::report::{End, Line};
use askama::Template;
use std::collections::HashSet;

/// The anchors to which names are linked.
#[derive(Clone, Copy)]
pub(super) struct Anchors<'a> {
    /// Every anchor of the page: a name is linked only where there is one.
    pub(super) all: &'a HashSet<&'a str>,
    /// The anchor of the card or row around the name, which it is not linked to.
    pub(super) here: &'a str,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(all: &'a HashSet<&'a str>) -> Self {
        Self { all, here: "" }
    }

    /// Writes a line in the card or row with this anchor.
    pub(super) fn at(self, here: &'a str) -> Self {
        Self { here, ..self }
    }

    pub(super) fn known(self, anchor: Option<&'a str>) -> Option<&'a str> {
        anchor.filter(|anchor| self.all.contains(anchor) && *anchor != self.here)
    }

    /// A line whose names lead to their places.
    pub(super) fn line<'l>(self, line: &'l Line) -> LineHtml<'l>
    where
        'a: 'l,
    {
        LineHtml { line, anchors: self }
    }
}

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
