//! A register as a workbook for people: names instead of ids, blanks named, ready to be printed.

use super::{BookError, properties};
use crate::{
    model::Datum,
    render::flat::FlatValue,
    report::{Answer, DataRow, Labels, Limits, Rows},
};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use textwrap::core::display_width;

/// What a sheet holds below its head.
const MOST_ROWS: usize = 1_048_000;
/// What a cell holds, in UTF-16.
const MOST_TEXT: usize = 32_767;
/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (6, 30);
/// The height of a line of text, in points.
const LINE_HEIGHT: usize = 15;
/// The highest row, in points: spreadsheets allow no more.
const HIGHEST: usize = 405;
/// The fills of headings, and the ink of what is not stated.
const HEAD_FILL: Color = Color::RGB(0x00e8_eef6);
const BLANK_INK: Color = Color::RGB(0x009b_1c1c);
const LINE_INK: Color = Color::RGB(0x00a7_b4c6);

/// Makes a workbook of the list that an answer is: its lines on top, then its columns that have a heading.
///
/// # Errors
/// Where there is more than a sheet or a cell holds.
pub fn register(answer: &dyn Answer) -> Result<Vec<u8>, BookError> {
    let mut book = Workbook::new();
    let document = answer.document(Limits { rows: 0, ..Limits::NONE });
    let title: Vec<&str> = document.title.iter().map(|line| &**line).collect();
    book.set_properties(&properties(title.first().copied().unwrap_or_default())?);
    let data = answer.data();
    let name = data.main_list().map_or("Register", |rows| rows.name());
    let mut sheet = RegisterSheet::new(&sentence_case(name), &title)?;
    if let Some(rows) = data.main_list() {
        sheet.rows(rows)?;
    }
    book.push_worksheet(sheet.worksheet);
    Ok(book.save_to_buffer()?)
}

struct RegisterSheet {
    worksheet: Worksheet,
    /// The row of the headings.
    head: u32,
    stated: Format,
    score: Format,
    count: Format,
    blank: Format,
}

impl RegisterSheet {
    /// A sheet with lines on top.
    fn new(name: &str, title: &[&str]) -> Result<Self, BookError> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name(name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        worksheet.set_header("&L&A").set_footer("&LPage &P of &N");
        let mut head = 0;
        for line in title {
            let format = Format::new();
            let format = if head == 0 { format.set_bold().set_font_size(14) } else { format };
            write_text(&mut worksheet, (head, 0), line, &format, "the title")?;
            head += 1;
        }
        let cell = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left)
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE_INK)
            .set_indent(1);
        let score = cell.clone().set_num_format("0.0").set_align(FormatAlign::Right);
        let count = cell.clone().set_align(FormatAlign::Right);
        let blank = cell.clone().set_font_color(BLANK_INK).set_italic();
        Ok(Self { worksheet, head: head + 1, stated: cell, score, count, blank })
    }

    fn rows(&mut self, rows: &dyn Rows) -> Result<(), BookError> {
        let labels = rows.labels();
        // What is only for readers repeats other columns.
        let is_shown = |at: &usize| labels[*at].head.is_some() && labels[*at].key.is_some();
        let shown: Vec<usize> = (0..labels.len()).filter(is_shown).collect();
        self.headings(&labels, &shown)?;
        let widths = widths(rows, &labels, &shown)?;
        for (at, width) in widths.iter().enumerate() {
            let width = u16::try_from(*width).unwrap_or(u16::MAX);
            self.worksheet.set_column_width(column(at), width)?;
        }
        let mut at = self.head;
        let mut result = Ok(());
        let passed_on = rows.each(&mut |row: &dyn DataRow| {
            at += 1;
            result = self.row(at, row, &labels, &shown, &widths);
            // The error is kept in `result`: that of the callback only ends the walk.
            result.as_ref().map_err(|_| std::io::Error::other("")).copied()
        });
        result?;
        passed_on.map_err(|error| BookError::Library(error.into()))?;
        let right = column(shown.len().saturating_sub(1));
        self.worksheet.autofilter(self.head, 0, at.max(self.head + 1), right)?;
        self.worksheet.set_freeze_panes(self.head + 1, 1)?;
        self.worksheet.set_repeat_rows(self.head, self.head)?;
        Ok(())
    }

    fn headings(&mut self, labels: &[Labels], shown: &[usize]) -> Result<(), BookError> {
        let format = self.stated.clone().set_bold().set_background_color(HEAD_FILL);
        for (at, label) in shown.iter().enumerate() {
            let (head, _) = labels[*label].head.unwrap_or_default();
            self.worksheet.write_string_with_format(self.head, column(at), head, &format)?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        at: u32,
        row: &dyn DataRow,
        labels: &[Labels],
        shown: &[usize],
        widths: &[usize],
    ) -> Result<(), BookError> {
        if at as usize > MOST_ROWS {
            return Err(BookError::Rows { sheet: "Register", rows: at as usize, most: MOST_ROWS });
        }
        let mut lines = 1;
        for (place, label) in shown.iter().enumerate() {
            let labels = &labels[*label];
            let datum = row.datum(*label);
            let column = column(place);
            if datum.is_empty() {
                self.worksheet.write_string_with_format(at, column, labels.empty, &self.blank)?;
            } else if let Some(number) = number(&datum) {
                let is_score = matches!(datum, Datum::Score(_));
                let format = if is_score { &self.score } else { &self.count };
                self.worksheet.write_number_with_format(at, column, number, format)?;
            } else {
                let text = text_of(datum);
                lines = lines.max(wrapped_lines(&text, widths[place]));
                let what = labels.head.unwrap_or_default().0;
                write_text(&mut self.worksheet, (at, column), &text, &self.stated, what)?;
            }
        }
        // A spreadsheet would find the height when it opens the workbook; a program that prints it does not.
        let height = u32::try_from((lines * LINE_HEIGHT).min(HIGHEST)).unwrap_or_default();
        self.worksheet.set_row_height(at, height)?;
        Ok(())
    }
}

/// How wide each column is, in characters: as wide as its longest line, within limits.
fn widths(rows: &dyn Rows, labels: &[Labels], shown: &[usize]) -> Result<Vec<usize>, BookError> {
    let head = |label: &usize| labels[*label].head.unwrap_or_default().0;
    // The button of the filter takes some of a heading.
    let mut widths: Vec<usize> = shown.iter().map(|label| display_width(head(label)) + 3).collect();
    let measured = rows.each(&mut |row: &dyn DataRow| {
        for (width, label) in widths.iter_mut().zip(shown) {
            let datum = row.datum(*label);
            let text = if datum.is_empty() { labels[*label].empty.into() } else { text_of(datum) };
            let lines = text.lines().map(|line| display_width(line) + 4);
            *width = lines.fold(*width, usize::max);
        }
        Ok(())
    });
    measured.map_err(|error| BookError::Library(error.into()))?;
    let (narrowest, widest) = WIDTHS;
    Ok(widths.into_iter().map(|width| width.clamp(narrowest, widest)).collect())
}

/// How many lines a text takes in a column.
fn wrapped_lines(text: &str, width: usize) -> usize {
    let room = width.saturating_sub(3).max(1);
    text.lines().map(|line| textwrap::wrap(line, room).len().max(1)).sum::<usize>().max(1)
}

/// The name of a list in words: `Interested parties`.
fn sentence_case(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect::<String>().replace('_', " ")
}

/// Writes a text, which is never a formula.
fn write_text(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
    what: &'static str,
) -> Result<(), BookError> {
    if text.len() > MOST_TEXT && text.encode_utf16().count() > MOST_TEXT {
        let id = text.chars().take(60).collect();
        return Err(BookError::Text { sheet: "Register", id, column: what, most: MOST_TEXT });
    }
    worksheet.write_string_with_format(row, column, text, format)?;
    Ok(())
}

/// A value as text: things by their names, several below each other.
fn text_of(datum: Datum<'_>) -> String {
    match datum {
        Datum::Name(name) => name.name.to_owned(),
        Datum::Names(all) => all.iter().map(|name| name.name).collect::<Vec<_>>().join("\n"),
        Datum::Texts(all) => all.join("\n"),
        Datum::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
        other @ (Datum::Empty
        | Datum::Id(_)
        | Datum::Ids(_)
        | Datum::Text(_)
        | Datum::Word(_)
        | Datum::Words(_)
        | Datum::Count(_)
        | Datum::Number(_)
        | Datum::Score(_)
        | Datum::Money { .. }
        | Datum::Share(_)
        | Datum::Date(_)
        | Datum::Record(_)
        | Datum::Records(_)) => FlatValue::from(other).into_text().into_owned(),
    }
}

/// A number that a spreadsheet sorts and counts with.
fn number(datum: &Datum<'_>) -> Option<f64> {
    match FlatValue::from(datum.clone()) {
        #[expect(clippy::cast_precision_loss, reason = "counts of a map are exact up to 2^53")]
        FlatValue::Count(count) => Some(count as f64),
        FlatValue::Number(number) => Some(number),
        FlatValue::Id(_) | FlatValue::Text(_) | FlatValue::Empty => None,
    }
}

/// The library's number of a column; there are few.
fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
