//! `custmap check`.

mod format;
mod which;

use super::{
    InvalidMap, Outcome,
    args::{MapArg, TodayArg},
    future_dates,
    load::{ERRORS_SHOWN, Graphs, Map},
    output::{Format, FormatOr, OutputArgs, note, show_errors},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use clap::Args;
use custmap::{
    analysis::Privacy,
    diag::{Diagnostic, Sources},
    model::Organisation,
    render::{self, github, junit, sarif, short},
    report::{Limits, checked},
};
use format::ToolFormat;
use std::io::{self, Write};
use which::{Level, WhichFindings};

#[derive(Debug, Args)]
#[command(after_help = "\
Exit status: 0 nothing at or above --deny, 1 something, 2 the map has errors or can't be read.
It counts what --unit, --within and --only select, also what --level or the limit of 100 leaves out.

Examples:
  custmap check examples/xyz.yaml --deny warning --today 2026-11-21
  custmap check examples/council.yaml --within shared-services --level warning
  custmap check examples/council.yaml --only single-relationship --format short")]
pub(super) struct CheckCommand {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    which: WhichFindings,
    /// The mildest level that makes the exit status 1
    #[arg(long, default_value = "error", value_name = "LEVEL")]
    deny: Level,
    #[command(flatten)]
    today: TodayArg,
    /// Show more than 100 of one code
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs<FormatOr<ToolFormat>>,
}

impl CheckCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let map = Map::read(self.map.path()?)?;
        let format = output.format().unwrap_or(FormatOr::Answer(Format::Table));
        let found = match map.organisation {
            Ok(organisation) => {
                let today = self.today.date();
                future_dates::list(&organisation, &map.sources, &today, screen);
                self.findings(&screen.shown(organisation)?)?
            }
            Err(problems) => {
                if format == FormatOr::Answer(Format::Table) {
                    let most = self.limits(screen).rows;
                    show_errors(&problems, &map.sources, screen.screen(), most)?;
                } else {
                    output.write(&map.sources, |out| {
                        self.write(&problems, 0, &map.sources, format, screen, out)
                    })?;
                    note_too_many(problems.len(), format, screen);
                }
                return Err(InvalidMap.into());
            }
        };
        let level = self.which.level();
        let shown: Vec<Diagnostic> =
            found.iter().filter(|one| one.severity >= level).cloned().collect();
        let milder = found.len() - shown.len();
        output.write(&map.sources, |out| {
            self.write(&shown, milder, &map.sources, format, screen, out)
        })?;
        note_too_many(shown.len(), format, screen);
        let denied = found.iter().any(|one| one.severity >= self.deny.severity());
        Ok(if denied { Outcome::Denied } else { Outcome::Fine })
    }

    /// The findings that are asked for, of every level.
    fn findings(&self, organisation: &Organisation) -> anyhow::Result<Vec<Diagnostic>> {
        let codes = self.which.codes()?;
        let division = self.which.division(organisation)?;
        let graphs = Graphs::build(organisation, division.as_ref());
        let view = graphs.view();
        let units = self.which.units(view)?;
        let mut found = view.findings(&self.today.date(), Privacy::Confidential);
        found.retain(|one| codes.is_empty() || codes.contains(&one.code));
        found.retain(|one| {
            units.is_empty() || units.iter().any(|unit| view.is_about_parts_of(one, *unit))
        });
        Ok(view.diagnostics(&found))
    }

    fn limits(&self, screen: &ScreenArgs) -> Limits {
        let rows = if self.all { usize::MAX } else { ERRORS_SHOWN };
        Limits { rows, notes: screen.verbosity() == Verbosity::Normal, ..Limits::NONE }
    }

    /// Writes errors of the file or findings, and how many milder ones are left out.
    fn write(
        &self,
        shown: &[Diagnostic],
        milder: usize,
        sources: &Sources,
        format: FormatOr<ToolFormat>,
        screen: &ScreenArgs,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match format {
            FormatOr::Answer(format) => {
                let answer = checked(shown, milder, sources);
                render::write(&answer, format, screen.screen(), self.limits(screen), out)
            }
            FormatOr::Extra(ToolFormat::Short) => short::write(shown, sources, out),
            FormatOr::Extra(ToolFormat::Github) => github::write(shown, sources, out),
            FormatOr::Extra(ToolFormat::Sarif) => sarif::write(shown, sources, out),
            FormatOr::Extra(ToolFormat::Junit) => {
                junit::write(shown, sources, self.deny.severity(), out)
            }
        }
    }
}

/// Says where code hosts would refuse a file for its number of results.
fn note_too_many(results: usize, format: FormatOr<ToolFormat>, screen: &ScreenArgs) {
    /// What GitHub takes of a run; others take no more.
    const MOST: usize = 25_000;
    let is_sarif = format == FormatOr::Extra(ToolFormat::Sarif);
    if is_sarif && results > MOST && screen.verbosity() == Verbosity::Normal {
        note(&format!(
            "{results} results: code hosts refuse a file with more than 25,000; narrow it with --level, --only or --within"
        ));
    }
}
