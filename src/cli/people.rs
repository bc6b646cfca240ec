//! `custmap people`.

use super::{
    Outcome,
    args::{MapArg, PrivacyArg},
    load::ValidMap,
    output::{Format, OutputArgs},
    screen::ScreenArgs,
};
use clap::Args;
use custmap::{
    analysis::Privacy,
    graph::Graph,
    render::{csv, json, markdown, plain, table},
    report::{Whom, people, people_table},
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
pub(super) struct People {
    #[command(flatten)]
    map: MapArg,
    /// Only those with many customers, or with unhappy ones
    #[arg(long, conflicts_with = "protect")]
    support: bool,
    /// Only those whom few could replace
    #[arg(long)]
    protect: bool,
    #[command(flatten)]
    privacy: PrivacyArg,
    /// Show every row
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl People {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let map = ValidMap::read(self.map.path()?, screen)?;
        let graph = Graph::build(&map.organisation);
        let whom = match (self.support, self.protect) {
            (true, _) => Whom::Support,
            (_, true) => Whom::Protect,
            (false, false) => Whom::All,
        };
        // For those who asked for it on their screen it is what the command is for; data is passed on.
        let privacy = if output.format() == Some(Format::Json) {
            self.privacy.privacy()
        } else {
            Privacy::Confidential
        };
        let facts = people(&graph, whom, privacy);
        let most = if output.is_screen() && !self.all { SCREENFUL } else { usize::MAX };
        let shown = |most| people_table(&map.organisation, &facts, whom, most);
        output.write(&map.sources, |out| match output.format() {
            None | Some(Format::Table) => table::write(&shown(most), screen.screen(), out),
            Some(Format::Markdown) => markdown::table(&shown(most), out),
            Some(Format::Plain) => plain::table(&shown(usize::MAX), out),
            Some(Format::Csv) => csv::table(&shown(usize::MAX), out),
            Some(Format::Json) => json::people(&facts, out),
        })?;
        Ok(Outcome::Fine)
    }
}
