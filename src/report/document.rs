//! A document: an answer as a person reads it, before it takes a format.

use super::{Cell, Line, Table};

/// What a reader sees of an answer, from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The lines on top. In a document with headings the first one is its title.
    pub title: Vec<Line>,
    /// The blocks below the title.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// The heading of the blocks up to the next one.
    Heading(String),
    /// Paragraphs, a line each. An empty one is space between others.
    Text(Vec<Line>),
    /// Lines to be copied as they are.
    Code(Vec<String>),
    /// Values, each with a label.
    Fields(Vec<(String, Cell)>),
    /// A table.
    Table(Table),
}

impl Document {
    /// A document of a title and nothing else yet.
    pub(super) fn titled(title: impl IntoIterator<Item = impl Into<Line>>) -> Self {
        Self { title: title.into_iter().map(Into::into).collect(), blocks: Vec::new() }
    }

    /// Adds paragraphs, if there are any.
    pub(super) fn text(&mut self, lines: impl IntoIterator<Item = impl Into<Line>>) {
        let all: Vec<Line> = lines.into_iter().map(Into::into).collect();
        if !all.is_empty() {
            self.blocks.push(Block::Text(all));
        }
    }

    /// Adds lines to be copied as they are.
    pub(super) fn code(&mut self, lines: &[String]) {
        self.blocks.push(Block::Code(lines.to_vec()));
    }

    /// Adds a heading.
    pub(super) fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }

    /// Adds values with their labels, if there are any.
    pub(super) fn fields(&mut self, fields: Vec<(String, Cell)>) {
        if !fields.is_empty() {
            self.blocks.push(Block::Fields(fields));
        }
    }

    /// Adds a table, if it has rows.
    pub(super) fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }
}
