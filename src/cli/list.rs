//! `custmap list`.

use super::{
    Outcome,
    args::{FilterArgs, MapArg},
    load::{Graphs, ValidMap},
    output::{Format, OutputArgs},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use clap::Args;
use custmap::{
    render::{csv, json, markdown, plain, table},
    report::{People, serving, serving_facts},
};

/// How many rows a screen shows.
const SCREENFUL: usize = 100;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap list examples/xyz.yaml
  custmap list examples/xyz.yaml --unit accounting
  custmap list examples/we-care.yaml --rank primary --format csv")]
pub(super) struct List {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    filter: FilterArgs,
    /// Show every row
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl List {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let map = ValidMap::read(self.map.path()?, screen)?;
        let division = self.filter.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let filter = self.filter.filter(view.organisation(), People::With)?;
        let most = match (self.all, output.is_screen()) {
            (false, true) => SCREENFUL,
            _ => usize::MAX,
        };
        let shown = || {
            let mut shown = serving(view, &filter, most);
            if screen.verbosity() == Verbosity::Quiet {
                shown.notes.clear();
            }
            shown
        };
        let facts = || serving_facts(view, &filter, &map.sources);
        output.write(&map.sources, |out| match output.format() {
            None | Some(Format::Table) => table::write(&shown(), screen.screen(), out),
            Some(Format::Markdown) => markdown::table(&shown(), out),
            Some(Format::Plain) => plain::serving(&facts(), out),
            Some(Format::Csv) => csv::serving(&facts(), out),
            Some(Format::Json) => json::serving(&facts(), out),
        })?;
        Ok(Outcome::Fine)
    }
}
