//! One walk over a document for every format that is read as a whole; a format only says how it writes each
//! kind of part.

use crate::report::{Block, Cell, Document, Line, Table};
use std::io;

/// How a format writes the parts of a document.
pub(super) trait Markup {
    /// The title of a document with headings.
    fn title(&mut self, line: &Line) -> io::Result<()>;
    /// A heading.
    fn heading(&mut self, text: &str) -> io::Result<()>;
    /// A paragraph.
    fn paragraph(&mut self, line: &Line) -> io::Result<()>;
    /// Lines to be copied as they are.
    fn code(&mut self, lines: &[String]) -> io::Result<()>;
    /// Values with their labels.
    fn fields(&mut self, fields: &[(String, Cell)]) -> io::Result<()>;
    /// A table.
    fn table(&mut self, table: &Table) -> io::Result<()>;
}

/// Writes a document part by part, from top to bottom.
pub(super) fn walk(document: &Document, markup: &mut impl Markup) -> io::Result<()> {
    let mut lines = document.title.iter();
    // Without headings below it, the first line is a sentence above one table and no title.
    if document.blocks.iter().any(|block| matches!(block, Block::Heading(_)))
        && let Some(title) = lines.next()
    {
        markup.title(title)?;
    }
    lines.try_for_each(|line| markup.paragraph(line))?;
    walk_blocks(&document.blocks, markup)
}

/// Writes the parts below the title.
pub(super) fn walk_blocks(blocks: &[Block], markup: &mut impl Markup) -> io::Result<()> {
    for block in blocks {
        match block {
            Block::Heading(text) => markup.heading(text)?,
            Block::Text(lines) => lines.iter().try_for_each(|line| markup.paragraph(line))?,
            Block::Code(lines) => markup.code(lines)?,
            Block::Fields(fields) => markup.fields(fields)?,
            Block::Table(table) => markup.table(table)?,
        }
    }
    Ok(())
}
