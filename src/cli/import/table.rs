//! The options for the format of a table.

use anyhow::bail;
use clap::Args;
use custmap::import::{Encoding, TableFormat};

#[derive(Debug, Args)]
#[command(next_help_heading = "How the table is written")]
pub(super) struct TableArgs {
    /// The sign between two cells, or tab [default: , and tab for .tsv]
    #[arg(long, value_name = "SIGN")]
    delimiter: Option<String>,
    /// The encoding: utf-8 or windows-1252 [default: utf-8]
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<String>,
    /// The sheet of a workbook [default: the first]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
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
        Ok(TableFormat {
            delimiter: delimiter.flatten(),
            encoding: encoding.flatten(),
            sheet: self.sheet,
        })
    }
}
