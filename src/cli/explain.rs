//! `custmap explain`.

use super::{
    Outcome,
    args::{OutputArgs, ScreenArgs},
    output::Format,
};
use anyhow::bail;
use clap::Args;
use custmap::{
    diag::{Code, Nearest, Sources},
    render::{csv, json, markdown, plain, table},
    report::{Table, codes, explanation},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap explain
  custmap explain no-primary-chain
  custmap explain --format markdown")]
pub(super) struct Explain {
    /// The code; all are listed where it is left out
    code: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

impl Explain {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let shown = match &self.code {
            None => codes(),
            Some(word) => page(word)?,
        };
        output.write(&Sources::default(), |out| match output.format() {
            None | Some(Format::Table) => table::write(&shown, screen.screen(), out),
            Some(Format::Markdown) => markdown::table(&shown, out),
            Some(Format::Plain) => plain::table(&shown, out),
            Some(Format::Csv) => csv::table(&shown, out),
            Some(Format::Json) => json::table(&shown, out),
        })?;
        Ok(Outcome::Fine)
    }
}

/// The page of one code.
fn page(word: &str) -> anyhow::Result<Table> {
    let Some(code) = Code::named(word) else {
        let known = Code::ALL.iter().map(|code| code.word());
        let help = Nearest::default().advice(word, known, "`custmap explain` lists them all");
        bail!("there is no code `{word}`\nhelp: {help}");
    };
    let mut title = Vec::new();
    for paragraph in explanation(code) {
        title.extend([paragraph, String::new()]);
    }
    title.pop();
    Ok(Table {
        title,
        ..Table::default()
    })
}
