//! `custmap check`.

use super::{
    InvalidMap, Outcome,
    args::{MapArg, OutputArgs, ScreenArgs, TodayArg},
    load::{MOST, Map},
    output::{Format, Output, show_errors},
};
use clap::{Args, ValueEnum};
use custmap::{
    analysis::{Privacy, findings},
    diag::{Diagnostic, Severity, Sources},
    graph::Graph,
    render::{
        csv,
        diagnostics::{self, Style},
        json, markdown, plain,
    },
    report::{FindingFact, findings_table},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Exit status: 0 nothing at or above --deny, 1 something, 2 the map has errors or can't be read.

Examples:
  custmap check examples/xyz.yaml
  custmap check examples/xyz.yaml --deny warning --today 2026-11-21
  custmap check examples/council.yaml --format plain")]
pub(super) struct Check {
    #[command(flatten)]
    map: MapArg,
    /// The mildest level that makes the exit status 1
    #[arg(long, default_value = "error", value_name = "LEVEL")]
    deny: Level,
    #[command(flatten)]
    today: TodayArg,
    /// Show more than 100 of one code
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Level {
    Note,
    Warning,
    Error,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Self::Note => Severity::Note,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
        }
    }
}

impl Check {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let mut map = Map::read(self.map.path()?)?;
        map.organisation = map
            .organisation
            .map(|organisation| screen.shown(organisation));
        let (found, sources, valid) = match &map.organisation {
            Ok(organisation) => {
                let graph = Graph::build(organisation);
                (
                    findings(&graph, &self.today.date(), Privacy::Confidential),
                    &map.sources,
                    true,
                )
            }
            Err(problems) => (problems.clone(), &map.sources, false),
        };
        self.show(&found, sources, &output, screen, valid)?;
        let denied = found.iter().any(|one| one.severity >= self.deny.severity());
        match (valid, denied) {
            (false, _) => Err(InvalidMap.into()),
            (true, true) => Ok(Outcome::Denied),
            (true, false) => Ok(Outcome::Fine),
        }
    }

    fn show(
        &self,
        found: &[Diagnostic],
        sources: &Sources,
        output: &Output,
        screen: &ScreenArgs,
        valid: bool,
    ) -> anyhow::Result<()> {
        let most = if self.all { usize::MAX } else { MOST };
        let format = output.format().unwrap_or(Format::Table);
        if format == Format::Table && !valid {
            return Ok(show_errors(found, sources, screen.screen(), most)?);
        }
        let facts: Vec<FindingFact<'_>> = found
            .iter()
            .map(|one| FindingFact::new(one, sources))
            .collect();
        output.write(sources, |out| match format {
            Format::Table => {
                let style = Style {
                    most,
                    width: screen.screen().width,
                };
                diagnostics::findings(found, sources, style, out)
            }
            Format::Plain => plain::findings(&facts, out),
            Format::Json => json::findings(&facts, out),
            Format::Csv => csv::findings(&facts, out),
            Format::Markdown => markdown::table(&findings_table(&facts), out),
        })
    }
}
