//! How CSV is written.

use super::ExportFormat;
use anyhow::bail;
use clap::Args;
use custmap::render::csv::{Cells, Dialect};

/// What the options of CSV say.
#[derive(Debug, Args)]
#[command(next_help_heading = "CSV")]
pub(super) struct CsvArgs {
    /// A row per unit, with its customers counted and listed
    #[arg(long)]
    wide: bool,
    /// For a spreadsheet: with byte order mark, and no cell that it would run as a formula
    #[arg(long)]
    excel: bool,
    /// What stands between two cells: a character, or tab [default: ,]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A unit and a customer.
    Long,
    /// A unit.
    Wide,
}

impl CsvArgs {
    /// Refuses what a format doesn't know.
    pub(super) fn go_with(&self, format: ExportFormat) -> anyhow::Result<()> {
        let csv = format == ExportFormat::Csv;
        let tables = csv || format == ExportFormat::NodesEdges;
        let wrong = [
            (self.wide && !csv, "--wide goes with csv"),
            (self.excel && !tables, "--excel goes with csv and nodes-edges"),
            (self.delimiter.is_some() && !tables, "--delimiter goes with csv and nodes-edges"),
        ];
        match wrong.iter().find(|(wrong, _)| *wrong) {
            Some((_, why)) => bail!("{why}\nhelp: leave it out, or add --format csv"),
            None => Ok(()),
        }
    }

    pub(super) fn shape(&self) -> Shape {
        if self.wide { Shape::Wide } else { Shape::Long }
    }

    pub(super) fn dialect(&self) -> Dialect {
        let default = Dialect::default();
        Dialect {
            cells: if self.excel { Cells::Excel } else { Cells::Exact },
            delimiter: self.delimiter.unwrap_or(default.delimiter),
        }
    }
}

/// A letter, a digit or a quotation mark would be taken for a part of a cell.
fn delimiter(word: &str) -> Result<u8, String> {
    match word.as_bytes() {
        b"tab" | b"\t" => Ok(b'\t'),
        [one] if one.is_ascii_punctuation() && *one != b'"' => Ok(*one),
        _ => Err("write one character such as ';' or '|', or tab".to_owned()),
    }
}
