//! `custmap people`.

use super::{
    Outcome,
    args::{MapArg, PrivacyArg, WithinArg},
    load::{Graphs, ValidMap},
    output::OutputArgs,
    screen::ScreenArgs,
};
use clap::Args;
use custmap::{
    analysis::Privacy,
    render::Format,
    report::{PeopleFilter, people},
};

/// How many people a screen shows.
const SCREENFUL: usize = 40;

#[derive(Debug, Args)]
#[command(after_help = "\
This shows personal data: who is leaving, and how hard they would be to replace.

Examples:
  custmap people examples/council.yaml
  custmap people examples/xyz.yaml --protect
  custmap people examples/we-care.yaml --support --format markdown")]
pub(super) struct PeopleCommand {
    #[command(flatten)]
    map: MapArg,
    /// Only those with many customers, or with unhappy ones
    #[arg(long, conflicts_with = "protect")]
    support: bool,
    /// Only those whom few could replace
    #[arg(long)]
    protect: bool,
    #[command(flatten)]
    within: WithinArg,
    #[command(flatten)]
    privacy: PrivacyArg,
    /// Show every row
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl PeopleCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let map = ValidMap::read(self.map.path()?, screen)?;
        let division = self.within.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let whom = match (self.support, self.protect) {
            (true, _) => PeopleFilter::Support,
            (_, true) => PeopleFilter::Protect,
            (false, false) => PeopleFilter::All,
        };
        // On a screen it is what the command is for; data is passed on.
        let is_data = output.format().is_some_and(Format::is_data);
        let privacy = if is_data { self.privacy.privacy() } else { Privacy::Confidential };
        let answer = people(graphs.view(), whom, privacy);
        let limits = output.limits(SCREENFUL, self.all, screen);
        output.answer(&answer, &map.sources, limits, screen)?;
        Ok(Outcome::Fine)
    }
}
