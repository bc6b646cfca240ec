//! `custmap explain`.

use super::{Outcome, completions::words, output::OutputArgs, screen::ScreenArgs};
use anyhow::bail;
use clap::Args;
use custmap::{
    diag::{Code, Nearest, Sources},
    report::{Answer, codes, explanation},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap explain
  custmap explain no-primary-chain
  custmap explain --format markdown")]
pub(super) struct ExplainCommand {
    /// The code; all are listed where it is left out
    #[arg(add = words::codes())]
    code: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

impl ExplainCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let answer: Box<dyn Answer> = match self.code.as_deref().map(code).transpose()? {
            None => Box::new(codes()),
            Some(code) => Box::new(explanation(code)),
        };
        let limits = output.limits(usize::MAX, true, screen);
        output.answer(&*answer, &Sources::default(), limits, screen)?;
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
