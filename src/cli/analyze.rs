//! `custmap analyze`.

use super::{
    Outcome,
    args::{FilterArgs, MapArg, OutputArgs, PrivacyArg, ScreenArgs, Talk, TodayArg},
    load::{Graphs, SoundMap},
    output::{Format, note},
};
use clap::Args;
use custmap::{
    analysis::{Privacy, findings},
    model::Organisation,
    render::{csv, json, markdown, plain, table},
    report::{Facts, Filter, FindingFact, Limits, People, overview, summary},
};

/// How many units a screen shows.
const SCREENFUL: usize = 40;
/// How many rows are drawn as a table; more are written plainly.
const DRAWN: usize = 2_000;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap analyze examples/xyz.yaml
  custmap analyze examples/xyz.yaml --unit it --all
  custmap analyze examples/council.yaml --format markdown -o customers.md")]
pub(super) struct Analyze {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    privacy: PrivacyArg,
    /// The organisation in ten lines
    #[arg(long)]
    summary: bool,
    /// Show every unit and every name
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl Analyze {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let map = SoundMap::read(self.map.path()?, screen)?;
        let format = output.format().unwrap_or(Format::Table);
        let drawn = matches!(format, Format::Table | Format::Markdown);
        let people = if drawn { People::Without } else { People::With };
        let division = self.filter.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let filter = self.filter.filter(view.organisation(), people)?;
        let facts = Facts::new(view, &filter).with_privacy(self.privacy.privacy());
        let found = |privacy| findings(view.whole_graph(), &self.today.date(), privacy);
        let some = Limits {
            units: if output.is_screen() {
                SCREENFUL
            } else {
                usize::MAX
            },
            names: if screen.screen().width < 100 { 3 } else { 4 },
        };
        let limits = match (self.all, filter.units.is_empty()) {
            (true, _) => Limits::NONE,
            (false, true) => some,
            (false, false) => Limits {
                names: usize::MAX,
                ..some
            },
        };
        let large = rows(view.organisation(), &filter).min(limits.units) > DRAWN;
        let format = if format == Format::Table && large {
            if screen.talk() == Talk::Notes {
                note(&format!(
                    "more than {DRAWN} units: a fact a line instead of a table"
                ));
            }
            Format::Plain
        } else {
            format
        };
        if self.summary {
            let lines = summary(view, &found(Privacy::Public), &map.name());
            output.write(&map.sources, |out| match format {
                Format::Markdown => markdown::table(&lines, out),
                Format::Plain => plain::table(&lines, out),
                Format::Json => json::lines("summary", &lines.title, out),
                Format::Csv => csv::lines("summary", &lines.title, out),
                Format::Table => table::write(&lines, screen.screen(), out),
            })?;
            return Ok(Outcome::Fine);
        }
        let shown = || {
            let mut shown = overview(
                view,
                &filter,
                limits,
                &found(Privacy::Confidential),
                &map.name(),
            );
            if screen.talk() == Talk::Quiet {
                shown.notes.clear();
            }
            shown
        };
        output.write(&map.sources, |out| match format {
            Format::Table => table::write(&shown(), screen.screen(), out),
            Format::Markdown => markdown::table(&shown(), out),
            Format::Plain => plain::units(facts.with_first_steps().units(), out),
            Format::Csv => csv::export(&facts, csv::Cells::Exact, out),
            Format::Json => {
                let found = found(self.privacy.privacy());
                let found: Vec<FindingFact<'_>> = found
                    .iter()
                    .map(|one| FindingFact::new(one, &map.sources))
                    .collect();
                json::export(&facts, &found, out)
            }
        })?;
        Ok(Outcome::Fine)
    }
}

/// How many units a filter lets through.
fn rows(organisation: &Organisation, filter: &Filter) -> usize {
    let units = organisation.units();
    units
        .filter(|(id, _)| filter.shows_unit(organisation, *id))
        .count()
}
