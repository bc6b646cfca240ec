//! `custmap customers`.

use super::{
    Outcome,
    args::{IntervalsArg, MapArg, TodayArg, WithinArg, subject},
    completions::words,
    future_dates,
    load::{Graphs, ValidMap},
    output::OutputArgs,
    screen::ScreenArgs,
    vocabulary::one_of,
};
use clap::Args;
use custmap::report::{CustomerChoice, CustomerQuery, ListingSort, TargetKind, customers};

/// How many customers a screen shows.
const SCREENFUL: usize = 40;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap customers examples/xyz.yaml
  custmap customers examples/xyz.yaml --prospects
  custmap customers examples/council.yaml --assumptions --format markdown")]
pub(super) struct CustomersCommand {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    question: QuestionArgs,
    #[command(flatten)]
    within: WithinArg,
    /// Only customers of this unit, and those who pay for its services (may be repeated)
    #[arg(long, value_name = "UNIT", add = words::of(TargetKind::Unit))]
    unit: Vec<String>,
    /// The order of the rows [default: that of the question]
    #[arg(long, value_name = "BY", value_parser = one_of::<ListingSort>())]
    sort: Option<ListingSort>,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    intervals: IntervalsArg,
    /// Show every row
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

/// Which question is asked; at most one.
#[derive(Debug, Args)]
#[command(next_help_heading = "Questions")]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "flags of which clap lets one through")]
struct QuestionArgs {
    /// Who came within 12 months, and why
    #[arg(long)]
    new: bool,
    /// Who has been there longest, and why they stay
    #[arg(long)]
    longest: bool,
    /// Who is unhappy, and with what
    #[arg(long)]
    unhappy: bool,
    /// Whom nobody has asked
    #[arg(long)]
    unmeasured: bool,
    /// Who could be a customer and isn't, what they use instead, and why
    #[arg(long)]
    prospects: bool,
    /// Why they come, and whether anybody tested it
    #[arg(long)]
    assumptions: bool,
    /// Who may be lost, and why
    #[arg(long)]
    at_risk: bool,
}

impl QuestionArgs {
    fn query(&self) -> CustomerQuery {
        let asked = [
            (self.new, CustomerQuery::New),
            (self.longest, CustomerQuery::Longest),
            (self.unhappy, CustomerQuery::Unhappy),
            (self.unmeasured, CustomerQuery::Unmeasured),
            (self.prospects, CustomerQuery::Prospects),
            (self.assumptions, CustomerQuery::Assumptions),
            (self.at_risk, CustomerQuery::AtRisk),
        ];
        asked
            .into_iter()
            .find(|(asked, _)| *asked)
            .map_or(CustomerQuery::Key, |(_, question)| question)
    }
}

impl CustomersCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let map = ValidMap::read(self.map.path()?, screen)?;
        let division = self.within.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let mut units = Vec::new();
        for word in &self.unit {
            units.extend(subject(view.organisation(), word, TargetKind::Unit)?.unit());
        }
        let choice = CustomerChoice { query: self.question.query(), units, sort: self.sort };
        let answer = customers(view, &choice, &self.today.date(), self.intervals.shown());
        let limits = output.limits(SCREENFUL, self.all, screen);
        output.answer(&answer, &map.sources, limits, screen)?;
        future_dates::note(&map.organisation, &map.sources, &self.today.date(), screen);
        Ok(Outcome::Fine)
    }
}
