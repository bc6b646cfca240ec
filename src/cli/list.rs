//! `custmap list`.

use super::{
    Outcome,
    args::{FilterArgs, MapArg},
    load::{Graphs, ValidMap},
    output::OutputArgs,
    screen::ScreenArgs,
    vocabulary::one_of,
};
use clap::Args;
use custmap::report::{ListingSort, People, relationships};

/// How many rows a screen shows.
const SCREENFUL: usize = 100;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap list examples/xyz.yaml
  custmap list examples/xyz.yaml --unit accounting
  custmap list examples/we-care.yaml --rank primary --format csv")]
pub(super) struct ListCommand {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    filter: FilterArgs,
    /// The order of the rows [default: by provider in the tree, then as in the file]
    #[arg(long, value_name = "BY", value_parser = one_of::<ListingSort>())]
    sort: Option<ListingSort>,
    /// Show every row
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl ListCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let map = ValidMap::read(self.map.path()?, screen)?;
        let division = self.filter.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let filter = self.filter.filter(view.organisation(), People::With)?;
        let answer = relationships(view, &filter, self.sort, &map.sources);
        let limits = output.limits(SCREENFUL, self.all, screen);
        output.answer(&answer, &map.sources, limits, screen)?;
        Ok(Outcome::Fine)
    }
}
