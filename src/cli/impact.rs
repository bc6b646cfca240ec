//! `custmap impact`.

use super::{
    Outcome,
    args::subject,
    completions::words,
    load::{ValidMap, path_or_default},
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
    /// The map (left out: org.yaml here), and a department, person, service or party by id or name
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
        let (map, what) = match (self.words.as_slice(), self.all) {
            ([map, what], false) => (Some(Path::new(map)), Some(what)),
            ([what], false) => (None, Some(what)),
            ([map], true) => (Some(Path::new(map)), None),
            ([], true) => (None, None),
            ([], false) => bail!(
                "impact of what?\nhelp: name a department, person, service or party, or add --all"
            ),
            _ => bail!("--all takes no name"),
        };
        let map = ValidMap::read(path_or_default(map)?, screen)?;
        match what {
            Some(what) => self.one(&map, what, screen),
            None => self.every(&map, screen),
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
