//! `custmap explain`.

use super::{
    Outcome,
    completions::words,
    output::{Format, OutputArgs},
    screen::ScreenArgs,
};
use anyhow::bail;
use clap::Args;
use custmap::{
    diag::{Code, Nearest, Sources},
    render::{csv, json, markdown, plain, table},
    report::{Table, codes, codes_table, explanation},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap explain
  custmap explain no-primary-chain
  custmap explain --format markdown")]
pub(super) struct Explain {
    /// The code; all are listed where it is left out
    #[arg(add = words::codes())]
    code: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

impl Explain {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let (page, rows) = match self.code.as_deref().map(code).transpose()? {
            None => (codes(), codes()),
            Some(code) => (page(code), codes_table(&[code])),
        };
        output.write(&Sources::default(), |out| match output.format() {
            None | Some(Format::Table) => table::write(&page, screen.screen(), out),
            Some(Format::Markdown) => markdown::table(&rows, out),
            Some(Format::Plain) => plain::table(&rows, out),
            Some(Format::Csv) => csv::table(&rows, out),
            Some(Format::Json) => json::table(&rows, out),
        })?;
        Ok(Outcome::Fine)
    }
}

/// The code with this word.
fn code(word: &str) -> anyhow::Result<Code> {
    let Some(code) = Code::named(word) else {
        let known = Code::ALL.iter().map(|code| code.word());
        let help = Nearest::default().advice(word, known, "`custmap explain` lists them all");
        bail!("there is no code `{word}`\nhelp: {help}");
    };
    Ok(code)
}

/// The page of a code, a blank line between paragraphs.
fn page(code: Code) -> Table {
    let paragraphs = explanation(code).join("\n\n");
    Table { title: paragraphs.lines().map(str::to_owned).collect(), ..Table::default() }
}
