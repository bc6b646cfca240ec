//! The options for the format of a table.

use anyhow::{anyhow, bail};
use clap::Args;
use custmap::import::{DateOrder, Encoding, FigureStyle, HeaderRows, TableFormat};

#[derive(Debug, Args)]
#[command(next_help_heading = "How the table is written")]
pub(super) struct TableArgs {
    /// The sign between two cells, or tab [default: , and tab for .tsv]
    #[arg(long, value_name = "SIGN")]
    delimiter: Option<String>,
    /// The encoding: utf-8 or windows-1252 [default: utf-8]
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<String>,
    /// The sheet of a workbook [default: the first that is a table]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row that names the columns, from 1, or two such as 3-4 [default: the first that is no title]
    #[arg(long, value_name = "N")]
    header_row: Option<String>,
    /// Let empty cells of this column take the value above, as in merged cells (may be repeated)
    #[arg(long, value_name = "COLUMN")]
    fill_down: Vec<String>,
    /// Leave out the rows that a workbook hides
    #[arg(long)]
    skip_hidden: bool,
    /// Leave out the rows in which a column holds this value (may be repeated)
    #[arg(long, value_name = "COLUMN=VALUE")]
    skip_where: Vec<String>,
    /// A text that means an empty cell, as n/a, - and none do already (may be repeated)
    #[arg(long, value_name = "TEXT")]
    blank: Vec<String>,
    /// The decimal sign of numbers such as 1,250: , or . [default: as the column shows]
    #[arg(long, value_name = "SIGN", value_parser = [",", "."])]
    decimal: Option<String>,
    /// The order of dates such as 03/09/2025: d/m/y or m/d/y [default: as the column shows]
    #[arg(long, value_name = "ORDER")]
    dates: Option<String>,
}

impl TableArgs {
    /// The format.
    pub(super) fn format(self) -> anyhow::Result<TableFormat> {
        let delimiter = self.delimiter.as_deref().map(TableFormat::delimiter_named);
        let encoding = self.encoding.as_deref().map(Encoding::named);
        if let (Some(word), Some(None)) = (&self.delimiter, delimiter) {
            bail!("--delimiter {word}: write one sign such as ; or the word tab");
        }
        if let (Some(word), Some(None)) = (&self.encoding, encoding) {
            bail!("--encoding {word}: there is no such encoding here\nhelp: utf-8 or windows-1252");
        }
        let header = self.header_row.as_deref().map(|word| (word, word.parse::<HeaderRows>()));
        if let Some((word, Err(()))) = header {
            bail!("--header-row {word}: write the number of the row, or of two rows such as 3-4");
        }
        let dates = self.dates.as_deref().map(|word| (word, word.parse::<DateOrder>()));
        if let Some((word, Err(()))) = dates {
            bail!(
                "--dates {word}: write d/m/y if 03/09/2025 is the third of September, m/d/y if it is the ninth of March"
            );
        }
        let skip_where = self.skip_where.iter().map(|word| match word.split_once('=') {
            Some((column, value)) => Ok((column.trim().to_owned(), value.trim().to_owned())),
            None => Err(anyhow!("--skip-where {word}: write --skip-where COLUMN=VALUE")),
        });
        Ok(TableFormat {
            delimiter: delimiter.flatten(),
            encoding: encoding.flatten(),
            sheet: self.sheet,
            header: header.and_then(|(_, rows)| rows.ok()),
            skip_hidden: self.skip_hidden,
            skip_where: skip_where.collect::<anyhow::Result<_>>()?,
            fill_down: self.fill_down,
            blanks: self.blank,
            figures: FigureStyle::stated(
                self.decimal.and_then(|sign| sign.chars().next()),
                dates.and_then(|(_, order)| order.ok()),
            ),
            ..TableFormat::default()
        })
    }
}
