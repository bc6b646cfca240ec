//! Markdown tables (GitHub's), for a pull request or a page.

use super::{
    clean,
    walk::{Markup, walk},
};
use crate::report::{Cell, Document, Line, Table};
use std::io::{self, Write};

/// Writes a document, a blank line between its parts.
pub(super) fn document(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    walk(document, &mut Markdown { out, is_first: true })
}

struct Markdown<'w> {
    out: &'w mut dyn Write,
    is_first: bool,
}

impl Markdown<'_> {
    /// Ends the part before.
    fn part(&mut self) -> io::Result<&mut dyn Write> {
        if !std::mem::replace(&mut self.is_first, false) {
            writeln!(self.out)?;
        }
        Ok(self.out)
    }
}

impl Markup for Markdown<'_> {
    fn title(&mut self, line: &Line) -> io::Result<()> {
        writeln!(self.part()?, "# {}", escape(line))
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.part()?, "## {}", escape(text))
    }

    fn paragraph(&mut self, line: &Line) -> io::Result<()> {
        // The blank line between paragraphs is written in any case.
        if line.is_empty() {
            return Ok(());
        }
        writeln!(self.part()?, "{}", escape(line))
    }

    fn code(&mut self, lines: &[String]) -> io::Result<()> {
        let out = self.part()?;
        lines.iter().try_for_each(|line| writeln!(out, "    {}", clean(line)))
    }

    fn fields(&mut self, fields: &[(String, Cell)]) -> io::Result<()> {
        let out = self.part()?;
        fields
            .iter()
            .try_for_each(|(label, value)| writeln!(out, "- {}: {}", escape(label), cell(value)))
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        rows(table, self.part()?)
    }
}

fn rows(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let heads: Vec<String> =
        table.columns.iter().map(|column| escape(&column.in_capitals())).collect();
    writeln!(out, "| {} |", heads.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(heads.len()))?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn cell(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(|line| escape(line)).collect();
    // A cell of a table has one line and drops blanks at its start.
    format!("{}{}", "&emsp;".repeat(cell.depth.min(6)), lines.join("<br>"))
}

/// A text that Markdown shows as it is: whatever it would read as markup is escaped.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            // GitHub would notify the user of that name.
            '@' => safe.push_str("&#64;"),
            c => safe.push(c),
        }
    }
    safe
}
