//! `custmap analyze`.

use super::{
    Outcome,
    args::{FilterArgs, MapArg, PrivacyArg, TodayArg},
    brief::BriefCommand,
    future_dates,
    load::{Graphs, ValidMap},
    output::{Format, Output, OutputArgs, note},
    screen::ScreenArgs,
    verbosity::Verbosity,
    vocabulary::one_of,
};
use clap::{Args, builder::RangedU64ValueParser};
use custmap::{
    analysis::{Privacy, Reach, View},
    model::Organisation,
    render,
    report::{
        Analysis, Export, Filter, Limits, People, UnitChoice, UnitCondition, UnitSort, select_units,
    },
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
pub(super) struct AnalyzeCommand {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    privacy: PrivacyArg,
    /// Only the first levels of the tree: 1 is directly under the organisation
    #[arg(long, value_name = "LEVELS", value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    depth: Option<usize>,
    /// Only units with a gap (no service or no customer), a warning, unhappy customers, or some that nobody asked (may be repeated)
    #[arg(long, value_name = "WHICH", value_delimiter = ',', value_parser = one_of::<UnitCondition>())]
    only: Vec<UnitCondition>,
    /// The order of the units [default: that of the tree]
    #[arg(long, value_name = "BY", value_parser = one_of::<UnitSort>())]
    sort: Option<UnitSort>,
    /// The same as `custmap brief`
    #[arg(long, conflicts_with_all = ["unit", "customer", "reach", "rank", "people", "shared", "depth", "only", "sort"])]
    summary: bool,
    /// Show customers too that a unit only shares with a department or the organisation around it
    #[arg(long)]
    shared: bool,
    /// Show every unit and every name
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl AnalyzeCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        if self.summary {
            let within = self.filter.within();
            return BriefCommand::new(self.map, within, self.today, self.all, self.output)
                .run(screen);
        }
        let output = self.output.output()?;
        let map = ValidMap::read(self.map.path()?, screen)?;
        let format = output.format().unwrap_or(Format::Table);
        let drawn = matches!(format, Format::Table | Format::Markdown | Format::Html);
        let mut units = map.organisation.units();
        let has_departments = units.any(|(_, unit)| unit.department().is_some());
        // Where there are only persons, a table without them would be empty.
        let people = if drawn && has_departments { People::Without } else { People::With };
        let division = self.filter.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let mut filter = self.filter.filter(view.organisation(), people)?;
        let choice = UnitChoice { depth: self.depth, only: self.only.clone(), sort: self.sort };
        if !choice.is_all() {
            // No count may reveal what is confidential, so what only `check` shows is no gap (SPEC 5).
            let findings = view.findings(&self.today.date(), Privacy::Public);
            filter.selection = Some(select_units(view, &filter, &choice, &findings));
        }
        self.write_units(&map, view, &filter, &output, screen)?;
        future_dates::note(&map.organisation, &map.sources, &self.today.date(), screen);
        Ok(Outcome::Fine)
    }

    fn write_units(
        &self,
        map: &ValidMap,
        view: View<'_, '_>,
        filter: &Filter,
        output: &Output,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        let limits = self.limits(filter, output, screen);
        let large = rows(view.organisation(), filter).min(limits.rows) > DRAWN;
        let asked = output.format().unwrap_or(Format::Table);
        let is_too_large = large && asked == Format::Table;
        if is_too_large && screen.verbosity() == Verbosity::Normal {
            note(&format!("more than {DRAWN} units: a fact a line instead of a table"));
        }
        let format = if is_too_large { Format::Plain } else { asked };
        let export = Export::new(view, filter.clone(), &map.sources, self.today.date())
            .with_privacy(self.privacy.privacy());
        let export = if format == Format::Plain { export.with_first_steps() } else { export };
        let answer = Analysis::new(view, filter, export, map.name());
        output
            .write(&map.sources, |out| render::write(&answer, format, screen.screen(), limits, out))
    }

    /// A screen shows a screenful, unless all is wanted; units that are named show all their names.
    fn limits(&self, filter: &Filter, output: &Output, screen: &ScreenArgs) -> Limits {
        let narrow = screen.screen().width < 100;
        let some = Limits {
            rows: if output.is_screen() { SCREENFUL } else { usize::MAX },
            names: if narrow { 3 } else { 4 },
            shared: self.shared || filter.reaches.contains(&Reach::Shared),
            notes: screen.verbosity() == Verbosity::Normal,
            ..Limits::NONE
        };
        match (self.all, filter.units.is_empty()) {
            (true, _) => Limits { notes: some.notes, ..Limits::NONE },
            (false, true) => some,
            (false, false) => Limits { names: usize::MAX, ..some },
        }
    }
}

/// How many units a filter lets through.
fn rows(organisation: &Organisation, filter: &Filter) -> usize {
    filter.units_shown(organisation).len()
}
