//! `custmap impact`.

use super::{
    Outcome,
    args::subject,
    completions::words,
    load::{ValidMap, map_and_name, path_or_default},
    output::OutputArgs,
    screen::ScreenArgs,
};
use anyhow::{Context as _, bail};
use clap::Args;
use custmap::{
    graph::Graph,
    report::{Limits, TargetKind, failures, impacted},
};
use std::path::Path;

/// How many failures a screen shows.
const SCREENFUL: usize = 20;
/// How many names a cell has.
const NAMES: usize = 6;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap impact examples/xyz.yaml it
  custmap impact examples/we-care.yaml donors
  custmap impact examples/xyz.yaml --all")]
pub(super) struct ImpactCommand {
    /// The map (default: org.yaml), and a department, person, service or party by id or name
    #[arg(num_args = 0.., value_names = ["MAP", "WHAT"], add = words::behind_map(&[TargetKind::Failing]))]
    words: Vec<String>,
    /// The failures of every unit, service and payer, those that reach most first
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl ImpactCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        match (self.words.as_slice(), self.all) {
            ([], false) => bail!(
                "impact of what?\nhelp: name a department, person, service or party, or add --all"
            ),
            (words, false) => {
                let (map, what) = map_and_name(words, "impact", ("impact of what?", "WHAT"))?;
                self.one(&ValidMap::read(map, screen)?, what, screen)
            }
            (words @ ([] | [_]), true) => {
                let map = path_or_default(words.first().map(Path::new))?;
                self.every(&ValidMap::read(map, screen)?, screen)
            }
            _ => bail!("--all takes no name"),
        }
    }

    fn one(&self, map: &ValidMap, what: &str, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let subject = subject(&map.organisation, what, TargetKind::Failing)?;
        let graph = Graph::build(&map.organisation);
        let answer = impacted(&graph, subject)
            .with_context(|| format!("`{what}` is nothing that can fail"))?;
        let limits = Limits { names: NAMES, ..output.limits(usize::MAX, true, screen) };
        output.answer(&*answer, &map.sources, limits, screen)?;
        Ok(Outcome::Fine)
    }

    fn every(&self, map: &ValidMap, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let organisation = &map.organisation;
        let output = self.output.output()?;
        let graph = Graph::build(organisation);
        let limits = output.limits(SCREENFUL, false, screen);
        output.answer(&failures(&graph), &map.sources, limits, screen)?;
        Ok(Outcome::Fine)
    }
}
