//! `custmap check`.

mod format;

use super::{
    InvalidMap, Outcome,
    args::{MapArg, ScreenArgs, TodayArg},
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
        github, json, junit, markdown, plain, sarif, short,
    },
    report::{FindingFact, findings_table},
};
use format::{CheckFormat, CheckOutputArgs, ToolFormat};
use std::io::{self, Write};

#[derive(Debug, Args)]
#[command(after_help = "\
Exit status: 0 nothing at or above --deny, 1 something, 2 the map has errors or can't be read.

Examples:
  custmap check examples/xyz.yaml
  custmap check examples/xyz.yaml --deny warning --today 2026-11-21
  custmap check examples/council.yaml --format short")]
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
    output: CheckOutputArgs,
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
        let (format, output) = self.output.output()?;
        let mut map = Map::read(self.map.path()?)?;
        map.organisation = map
            .organisation
            .map(|organisation| screen.shown(organisation));
        let valid = map.organisation.is_ok();
        let found = match &map.organisation {
            Ok(organisation) => {
                let graph = Graph::build(organisation);
                findings(&graph, &self.today.date(), Privacy::Confidential)
            }
            Err(problems) => problems.clone(),
        };
        let sources = &map.sources;
        match format {
            CheckFormat::Tool(format) => {
                output.write(sources, |out| self.report(&found, sources, format, out))?;
            }
            CheckFormat::Listing(Format::Table) if !valid => {
                show_errors(&found, sources, screen.screen(), self.most())?;
            }
            CheckFormat::Listing(format) => {
                self.list(&found, sources, (format, &output), screen)?;
            }
        }
        let denied = found.iter().any(|one| one.severity >= self.deny.severity());
        match (valid, denied) {
            (false, _) => Err(InvalidMap.into()),
            (true, true) => Ok(Outcome::Denied),
            (true, false) => Ok(Outcome::Fine),
        }
    }

    /// How many of one code people are shown.
    fn most(&self) -> usize {
        if self.all { usize::MAX } else { MOST }
    }

    /// Writes what was found for a tool.
    fn report(
        &self,
        found: &[Diagnostic],
        sources: &Sources,
        format: ToolFormat,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match format {
            ToolFormat::Short => short::write(found, sources, out),
            ToolFormat::Github => github::write(found, sources, out),
            ToolFormat::Sarif => sarif::write(found, sources, out),
            ToolFormat::Junit => junit::write(found, sources, self.deny.severity(), out),
        }
    }

    /// Writes what was found as a listing.
    fn list(
        &self,
        found: &[Diagnostic],
        sources: &Sources,
        (format, output): (Format, &Output),
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        let facts = found.iter().map(|one| FindingFact::new(one, sources));
        let facts: Vec<FindingFact<'_>> = facts.collect();
        output.write(sources, |out| match format {
            Format::Table => {
                let style = Style {
                    most: self.most(),
                    width: screen.screen().width,
                };
                diagnostics::findings(found, sources, style, out)
            }
            Format::Plain => plain::findings(&facts, out),
            Format::Json => json::findings(&facts, out),
            Format::Csv => csv::findings(&facts, csv::Cells::Exact, out),
            Format::Markdown => markdown::table(&findings_table(&facts), out),
        })
    }
}
