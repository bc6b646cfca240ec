//! A line of text in a cell, some words of which name a thing that has a place of its own on the page.

use std::{
    borrow::Borrow,
    fmt,
    ops::{Deref, Range},
};

/// A line of text, and the links in it. Formats without links write the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    links: Vec<TextLink>,
}

/// Words of a line that name a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TextLink {
    words: Range<usize>,
    anchor: String,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'l> {
    /// Its text.
    pub text: &'l str,
    /// The anchor of what it names, if it names something.
    pub anchor: Option<&'l str>,
}

impl Line {
    /// The name of one thing, with its anchor.
    pub(super) fn link(name: &str, anchor: String) -> Self {
        let mut line = Self::default();
        line.push_link(name, anchor);
        line
    }

    /// Adds text that names nothing.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds the name of a thing, with its anchor.
    pub(super) fn push_link(&mut self, name: &str, anchor: String) {
        let start = self.text.len();
        self.text.push_str(name);
        self.links.push(TextLink { words: start..self.text.len(), anchor });
    }

    /// Adds another line behind this one.
    pub(super) fn push_line(&mut self, other: &Self) {
        for piece in other.pieces() {
            match piece.anchor {
                Some(anchor) => self.push_link(piece.text, anchor.to_owned()),
                None => self.push(piece.text),
            }
        }
    }

    /// Its pieces, in order; together they are its text.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::with_capacity(self.links.len() * 2 + 1);
        let mut at = 0;
        for link in &self.links {
            pieces.push(Piece { text: &self.text[at..link.words.start], anchor: None });
            pieces.push(Piece { text: &self.text[link.words.clone()], anchor: Some(&link.anchor) });
            at = link.words.end;
        }
        pieces.push(Piece { text: &self.text[at..], anchor: None });
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }
}

impl Deref for Line {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Borrow<str> for Line {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self { text, links: Vec::new() }
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}
