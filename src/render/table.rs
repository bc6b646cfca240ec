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
        writeln!(self.out, "\n{}", fill(&clean(text).to_uppercase(), self.width))
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
        if words_fit(table, self.width) {
            return draw(table, self.width, self.screen.charset, self.out);
        }
        match table.columns.first().and_then(|column| column.level) {
            Some(level) => self.findings(table, level),
            None => self.blocks(table),
        }
    }
}

/// A word of at most this length is not broken in a column: rows become blocks instead. Longer ones are mostly
/// addresses and ids, for which columns need not be given up.
const WORD: usize = 20;
/// How far the values of a block are indented.
const BLOCK_INDENT: &str = "  ";

impl TerminalText<'_> {
    /// Values behind their labels, in a column that begins at most `most` characters from the left. A label that leaves
    /// less than a gap before it is on the line of its value, or above its values where these don't fit there.
    fn labelled(&mut self, fields: &[(String, Cell)], most: usize) -> io::Result<()> {
        let labels = fields.iter().map(|(label, _)| textwrap::core::display_width(&clean(label)));
        let indent = (labels.max().unwrap_or(0) + usize::from(GAP)).min(most);
        let hanging = " ".repeat(indent);
        for (label, cell) in fields {
            let label = clean(label);
            let length = textwrap::core::display_width(&label);
            let margin = &label[..label.len() - label.trim_start().len()];
            let first_value =
                cell.lines.first().map_or(0, |line| textwrap::core::display_width(&clean(line)));
            let gap = usize::from(GAP);
            let fits = length + gap + first_value <= self.width && cell.lines.len() <= 1;
            let is_above = length + gap > indent && !fits;
            let mut first = if is_above {
                writeln!(
                    self.out,
                    "{}",
                    fill_hanging(label.trim_start(), self.width, margin, margin)
                )?;
                hanging.clone()
            } else {
                format!("{label}{}", " ".repeat(indent.saturating_sub(length).max(gap)))
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
                // A number alone doesn't say what it counts.
                let column = table.columns.first().filter(|_| is_number(line));
                let label = column.map(|column| format!("{} ", column.head)).unwrap_or_default();
                writeln!(self.out, "{}", fill(&format!("{label}{}", clean(line)), self.width))?;
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

    /// The findings of one code below their level and code, each with its place on a line of its own.
    fn findings(&mut self, table: &Table, level: Severity) -> io::Result<()> {
        let Some(heading) = table.columns.first() else { return Ok(()) };
        let filled = fill(&heading.in_capitals(), self.width);
        writeln!(self.out, "{}", coloured(&filled, level))?;
        for row in &table.rows {
            for (at, cell) in row.iter().enumerate() {
                let first = if at == 0 { "" } else { BLOCK_INDENT };
                for line in &cell.lines {
                    let filled = fill_hanging(&clean(line), self.width, first, BLOCK_INDENT);
                    writeln!(self.out, "{filled}")?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a text is a number.
fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
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
        match level {
            Some(level) => writeln!(out, "{}", coloured(line, level))?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// A text, the level that it begins with in its colour.
fn coloured(text: &str, level: Severity) -> Cow<'_, str> {
    let Some(rest) = text.strip_prefix(level.word()) else { return text.into() };
    let color = color(level);
    format!("{color}{}{color:#}{rest}", level.word()).into()
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

/// A space that is only a place for a break. No cleaned text contains the marks around it, and they have no width.
const BREAK: &str = "\u{1} \u{1}";

/// A text in lines; a no-break space has done its work then, and becomes a space.
fn wrapped(text: &str, options: textwrap::Options<'_>) -> Vec<String> {
    let indent = textwrap::core::display_width(options.subsequent_indent);
    let first = textwrap::core::display_width(options.initial_indent);
    // What is on one line needs no breaks, though its word be wider than a second line would be.
    let fits = first + textwrap::core::display_width(text) <= options.width;
    let room = if fits { options.width } else { options.width.saturating_sub(indent) };
    let marked = breakable(text, room);
    let lines = textwrap::wrap(&marked, options).into_iter();
    lines.map(|line| line.replace(BREAK, "").replace('\u{1}', "").replace('\u{a0}', " ")).collect()
}

/// A text whose places `file:line:column` that are wider than `room` may break before the numbers, and so needn't break
/// inside them.
fn breakable(text: &str, room: usize) -> Cow<'_, str> {
    let is_wide = |word: &str| textwrap::core::display_width(word) > room;
    if !text.split(' ').any(is_wide) {
        return text.into();
    }
    let words = text.split(' ').map(|word| match place_numbers(word).filter(|_| is_wide(word)) {
        Some(at) => format!("{}{BREAK}{}", &word[..at], &word[at..]),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ").into()
}

/// Where the numbers at the end of a place `file:line:column` begin.
fn place_numbers(word: &str) -> Option<usize> {
    let tail = word.trim_end_matches(|c: char| c.is_ascii_digit() || ":,;.)".contains(c)).len();
    let at = tail + word[tail..].find(':')?;
    word[at + 1..].starts_with(|c: char| c.is_ascii_digit()).then_some(at)
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
    let words: Vec<usize> = (0..count).map(|at| longest_word(table, at).min(needs[at])).collect();
    // Where not every word has its room, the longest are broken, and no more of them than must be.
    let fits = |most: &usize| words.iter().map(|word| word.min(most)).sum::<usize>() <= room;
    let longest = words.iter().copied().max().unwrap_or(0);
    let most = (1..=longest).rev().find(fits).unwrap_or(1);
    let mut widths: Vec<usize> = words.iter().map(|word| *word.min(&most)).collect();
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
