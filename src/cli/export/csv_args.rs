//! How CSV is written.

use super::ExportFormat;
use anyhow::bail;
use clap::Args;
use custmap::{
    import::TableFormat,
    model::Organisation,
    render::csv::{Cells, Dialect, runs_as_formula},
};

/// What the options of CSV say.
#[derive(Debug, Args)]
#[command(next_help_heading = "CSV")]
pub(super) struct CsvArgs {
    /// One row per unit, with its customers counted and listed
    #[arg(long)]
    wide: bool,
    /// For a spreadsheet: with byte order mark, and no cell that it would run as a formula
    #[arg(long)]
    excel: bool,
    /// The character between two cells, or tab [default: ,]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CsvLayout {
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

    /// Refuses an id that a spreadsheet would run: unlike a name it can't be changed on the way (SPEC 5).
    pub(super) fn refuse_formulas(&self, organisation: &Organisation) -> anyhow::Result<()> {
        let mut ids = organisation.subjects().map(|subject| organisation.id_of(subject));
        match ids.find(|id| self.excel && runs_as_formula(id)) {
            Some(id) => bail!(
                "a spreadsheet would run the id `{id}` as a formula\nhelp: give it another id in the map, or leave out --excel"
            ),
            None => Ok(()),
        }
    }

    pub(super) fn shape(&self) -> CsvLayout {
        if self.wide { CsvLayout::Wide } else { CsvLayout::Long }
    }

    pub(super) fn dialect(&self) -> Dialect {
        let default = Dialect::default();
        Dialect {
            cells: if self.excel { Cells::Excel } else { Cells::Exact },
            delimiter: self.delimiter.unwrap_or(default.delimiter),
        }
    }
}

fn delimiter(word: &str) -> Result<u8, &'static str> {
    TableFormat::delimiter_named(word).ok_or("write one character such as ';' or '|', or tab")
}
