//! `custmap check`.

mod format;

use super::{
    InvalidMap, Outcome,
    args::{MapArg, TodayArg},
    load::{ERRORS_SHOWN, Map},
    output::show_errors,
    screen::ScreenArgs,
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
use format::{CheckFormat, CheckOutputArgs};
use std::io::{self, Write};

#[derive(Debug, Args)]
#[command(after_help = "\
Exit status: 0 nothing at or above --deny, 1 something, 2 the map has errors or can't be read.

Examples:
  custmap check examples/xyz.yaml
  custmap check examples/xyz.yaml --deny warning --today 2026-11-21
  custmap check examples/council.yaml --format short")]
pub(super) struct CheckCommand {
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

impl CheckCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let mut map = Map::read(self.map.path()?)?;
        map.organisation = match map.organisation {
            Ok(organisation) => Ok(screen.shown(organisation)?),
            Err(problems) => Err(problems),
        };
        let valid = map.organisation.is_ok();
        let found = match &map.organisation {
            Ok(organisation) => {
                let graph = Graph::build(organisation);
                let found = findings(&graph, &self.today.date(), Privacy::Confidential);
                found.iter().map(|one| one.diagnostic(organisation)).collect()
            }
            Err(problems) => problems.clone(),
        };
        let format = output.format().unwrap_or(CheckFormat::Table);
        if format == CheckFormat::Table && !valid {
            show_errors(&found, &map.sources, screen.screen(), self.most())?;
        } else {
            output.write(&map.sources, |out| {
                self.write((&found, &map.sources), format, screen, out)
            })?;
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
        if self.all { usize::MAX } else { ERRORS_SHOWN }
    }

    /// Writes what was found.
    fn write(
        &self,
        (found, sources): (&[Diagnostic], &Sources),
        format: CheckFormat,
        screen: &ScreenArgs,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let facts = || -> Vec<FindingFact<'_>> {
            let facts = found.iter().map(|one| FindingFact::new(one, sources));
            facts.collect()
        };
        match format {
            CheckFormat::Table => {
                let style = Style { most: self.most(), width: screen.screen().width };
                diagnostics::findings(found, sources, style, out)
            }
            CheckFormat::Plain => plain::findings(&facts(), out),
            CheckFormat::Json => json::findings(&facts(), out),
            CheckFormat::Csv => csv::findings(&facts(), out),
            CheckFormat::Markdown => markdown::table(&findings_table(&facts()), out),
            CheckFormat::Short => short::write(found, sources, out),
            CheckFormat::Github => github::write(found, sources, out),
            CheckFormat::Sarif => sarif::write(found, sources, out),
            CheckFormat::Junit => junit::write(found, sources, self.deny.severity(), out),
        }
    }
}
