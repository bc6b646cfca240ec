//! Tables for a terminal: comfy-table draws them, textwrap breaks their lines.

use super::{
    clean,
    walk::{Markup, walk},
};
use crate::{
    diag::Severity,
    report::{Cell, Document, Line, NarrowLayout, Table},
};
use comfy_table::{ColumnConstraint, Width, presets};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Its width in columns.
    pub width: usize,
    /// Whether it shows more than ASCII.
    pub charset: Charset,
}

/// The characters that lines and marks are drawn with. Names are shown as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Any.
    Unicode,
    /// ASCII only.
    Ascii,
}

/// The narrowest table that is drawn, however narrow the screen.
const NARROWEST: usize = 40;
/// The narrowest column.
const COLUMN: usize = 8;
/// The space between two columns.
const GAP: u16 = 2;
/// The deepest level of a tree that is still indented.
const DEEPEST: usize = 6;

/// Writes a document.
pub(super) fn document(document: &Document, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    walk(
        document,
        &mut TerminalText {
            screen,
            width: screen.width.max(NARROWEST),
            is_below_blocks: false,
            out,
        },
    )
}

struct TerminalText<'w> {
    screen: Screen,
    width: usize,
    /// Whether the last rows were written as blocks, which an empty line separates from a text below them.
    is_below_blocks: bool,
    out: &'w mut dyn Write,
}

impl Markup for TerminalText<'_> {
    fn title(&mut self, line: &Line) -> io::Result<()> {
        self.paragraph(line)
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        self.is_below_blocks = false;
        writeln!(self.out, "\n{}", clean(text).to_uppercase())
    }

    fn paragraph(&mut self, line: &Line) -> io::Result<()> {
        if std::mem::take(&mut self.is_below_blocks) && !line.is_empty() {
            writeln!(self.out)?;
        }
        writeln!(self.out, "{}", fill(&clean(line), self.width))
    }

    fn code(&mut self, lines: &[String]) -> io::Result<()> {
        // A line that is to be copied is never broken.
        lines.iter().try_for_each(|line| writeln!(self.out, "    {}", clean(line)))
    }

    fn fields(&mut self, fields: &[(String, Cell)]) -> io::Result<()> {
        self.labelled(fields, self.width / 3)
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        // The heading of a table of findings is their code and level, which blocks would not show.
        let is_of_findings = table.columns.first().is_some_and(|column| column.level.is_some());
        if !is_of_findings && !words_fit(table, self.width) {
            return self.blocks(table);
        }
        draw(table, self.width, self.screen.charset, self.out)
    }
}

/// A word of at most this length is not broken in a column: rows become blocks instead. Longer ones are mostly
/// addresses and ids, for which columns need not be given up.
const WORD: usize = 20;
/// How far the values of a block are indented.
const BLOCK_INDENT: &str = "  ";

impl TerminalText<'_> {
    /// Values behind their labels, in a column that begins at most `most` characters from the left. A longer label is on
    /// the line of its value, or above it where both don't fit on one.
    fn labelled(&mut self, fields: &[(String, Cell)], most: usize) -> io::Result<()> {
        let labels = fields.iter().map(|(label, _)| textwrap::core::display_width(&clean(label)));
        let indent = (labels.max().unwrap_or(0) + usize::from(GAP)).min(most);
        let hanging = " ".repeat(indent);
        for (label, cell) in fields {
            let label = clean(label);
            let length = textwrap::core::display_width(&label);
            let first_value =
                cell.lines.first().map_or(0, |line| textwrap::core::display_width(&clean(line)));
            let is_above = length >= indent && length + 1 + first_value > self.width;
            let mut first = if is_above {
                writeln!(self.out, "{label}")?;
                hanging.clone()
            } else {
                format!("{label}{}", " ".repeat(indent.saturating_sub(length).max(1)))
            };
            for line in &cell.lines {
                writeln!(self.out, "{}", fill_hanging(&clean(line), self.width, &first, &hanging))?;
                first.clone_from(&hanging);
            }
        }
        Ok(())
    }

    /// The rows as blocks; blank cells are left out.
    fn blocks(&mut self, table: &Table) -> io::Result<()> {
        self.is_below_blocks = false;
        for row in &table.rows {
            writeln!(self.out)?;
            let Some((first, rest)) = row.split_first() else { continue };
            for line in first.lines.iter().filter(|line| !line.is_empty()) {
                self.paragraph(line)?;
            }
            let labelled = table.columns.iter().skip(1).zip(rest);
            let stated = labelled.filter(|(_, cell)| !cell.is_blank());
            let fields: Vec<(String, Cell)> = stated
                .map(|(column, cell)| (format!("{BLOCK_INDENT}{}", column.head), cell.clone()))
                .collect();
            // Two fifths: the labels of most tables, and more than half for the values.
            self.labelled(&fields, self.width * 2 / 5)?;
        }
        self.is_below_blocks = true;
        Ok(())
    }
}

/// Whether no column has to break a word, but for long ones where the table is to keep its columns.
fn words_fit(table: &Table, width: usize) -> bool {
    let count = table.columns.len();
    let words = (0..count).map(|at| {
        let word = longest_word(table, at).min(need(table, at));
        match table.when_narrow {
            NarrowLayout::Blocks => word,
            NarrowLayout::Columns => word.min(WORD),
        }
    });
    words.sum::<usize>() + usize::from(GAP) * count.saturating_sub(1) <= width
}

fn draw(table: &Table, width: usize, charset: Charset, out: &mut dyn Write) -> io::Result<()> {
    let widths = widths(table, width);
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING);
    let heads = table.columns.iter().map(|column| {
        |width: usize| -> Vec<String> {
            textwrap::wrap(&column.in_capitals(), width).into_iter().map(Cow::into_owned).collect()
        }
    });
    drawn.set_header(row(heads, &widths));
    let rule = if charset == Charset::Ascii { '-' } else { '─' };
    let style = drawn.style_mut();
    *style = style.header_separator(comfy_table::LineStyle::none().fill(rule));
    for cells in &table.rows {
        let lines = |cell: &Cell| {
            let (lines, depth) = (cell.lines.clone(), cell.depth);
            move |width: usize| -> Vec<String> {
                lines.iter().flat_map(|line| wrap(line, depth, charset)(width)).collect()
            }
        };
        drawn.add_row(row(cells.iter().map(lines), &widths));
    }
    let last = widths.len() - 1;
    for (at, (column, width)) in drawn.column_iter_mut().zip(&widths).enumerate() {
        let gap = if at == last { 0 } else { GAP };
        let width = u16::try_from(width + usize::from(gap)).unwrap_or(u16::MAX);
        column.set_padding((0, gap));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
    }
    for (at, padded) in drawn.lines().enumerate() {
        let line = padded.trim_end();
        let level = table.columns[0].level.filter(|_| at == 0);
        match level.and_then(|level| Some((level, line.strip_prefix(level.word())?))) {
            Some((level, rest)) => {
                let color = color(level);
                writeln!(out, "{color}{}{color:#}{rest}", level.word())?;
            }
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// The colour of a level.
fn color(level: Severity) -> anstyle::Style {
    let color = match level {
        Severity::Error => anstyle::AnsiColor::BrightRed,
        Severity::Warning => anstyle::AnsiColor::Yellow,
        Severity::Note => anstyle::AnsiColor::BrightBlue,
    };
    color.on_default().bold()
}

/// A row: each cell's lines wrapped to the width of its column.
fn row(
    cells: impl Iterator<Item = impl Fn(usize) -> Vec<String>>,
    widths: &[usize],
) -> Vec<String> {
    cells.zip(widths).map(|(cell, width)| cell(*width).join("\n")).collect()
}

/// Wraps a line, what follows the first one indented a little more.
fn wrap(line: &str, depth: usize, charset: Charset) -> impl Fn(usize) -> Vec<String> {
    let line = clean(line).into_owned();
    let deeper = match (depth > DEEPEST, charset) {
        (false, _) => "",
        (true, Charset::Unicode) => "… ",
        (true, Charset::Ascii) => "> ",
    };
    let first = format!("{}{deeper}", "  ".repeat(depth.min(DEEPEST)));
    let rest = format!("{first}  ");
    move |width| {
        let room = width.saturating_sub(COLUMN);
        let fits = first.len() + textwrap::core::display_width(&line) <= width;
        let (first, rest) = if fits || first.len() <= room { (&*first, &*rest) } else { ("", "") };
        let options = breaks(width).initial_indent(first).subsequent_indent(rest);
        wrapped(&line, options)
    }
}

/// Where lines may break: at spaces, so that a date or a code stays in one piece.
fn breaks<'i>(width: usize) -> textwrap::Options<'i> {
    let options = textwrap::Options::new(width).word_separator(textwrap::WordSeparator::AsciiSpace);
    options.word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// A text in lines; a no-break space has done its work then, and becomes a space.
fn wrapped(text: &str, options: textwrap::Options<'_>) -> Vec<String> {
    let lines = textwrap::wrap(text, options).into_iter();
    lines.map(|line| line.replace('\u{a0}', " ")).collect()
}

/// A text filled to a width, its lines separated by line feeds.
pub(super) fn fill(text: &str, width: usize) -> String {
    wrapped(text, breaks(width)).join("\n")
}

/// A text broken to a width, its first line and those behind it indented.
pub fn fill_hanging(text: &str, width: usize, first: &str, rest: &str) -> String {
    wrapped(text, breaks(width).initial_indent(first).subsequent_indent(rest)).join("\n")
}

/// The width of each column: what it needs where all fits; else none less than its longest word, as far
/// as that goes, and each its share of the rest by weight.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let count = table.columns.len();
    let needs: Vec<usize> = (0..count).map(|at| need(table, at)).collect();
    let room = width.saturating_sub(usize::from(GAP) * (count - 1));
    let fair = room / count;
    // Where rows could be blocks instead, every word has its room.
    let least = |at: usize| {
        let word = longest_word(table, at);
        match table.when_narrow {
            NarrowLayout::Blocks => word.min(needs[at]),
            NarrowLayout::Columns => word.min(fair.max(WORD)).min(needs[at]),
        }
    };
    let mut widths: Vec<usize> = (0..count).map(least).collect();
    let weight = |at: usize| usize::from(table.columns[at].weight);
    while widths.iter().sum::<usize>() < room {
        let open = (0..count).filter(|&at| widths[at] < needs[at]);
        // The column with the least width for its weight gets the next character of the screen.
        let Some(poorest) = open.min_by_key(|&at| (widths[at] * 1_000 / weight(at).max(1), at))
        else {
            break;
        };
        widths[poorest] += 1;
    }
    widths
}

/// The width of the longest word of a column, with its indent.
fn longest_word(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    let words = cells.flat_map(|cell| {
        let indent = 2 * (cell.depth.min(DEEPEST) + 1);
        let words = cell.lines.iter().flat_map(|line| line.split(' '));
        words.map(move |word| indent + textwrap::core::display_width(word))
    });
    let head = table.columns[at].head.split(' ').map(textwrap::core::display_width);
    words.chain(head).max().unwrap_or(0)
}

/// The width of the widest line of a column.
fn need(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    let lines = cells.flat_map(|cell| {
        let indent = 2 * cell.depth.min(DEEPEST + 1);
        cell.lines.iter().map(move |line| indent + textwrap::core::display_width(&clean(line)))
    });
    let head = textwrap::core::display_width(&table.columns[at].head);
    lines.max().unwrap_or(0).max(head)
}
