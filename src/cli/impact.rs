//! `custmap impact`.

use super::{
    Outcome,
    args::{division, subject},
    completions::words,
    load::{ValidMap, path_or_default},
    output::{Format, OutputArgs},
    screen::ScreenArgs,
};
use anyhow::{Context as _, bail};
use clap::Args;
use custmap::{
    graph::Graph,
    render::{csv, json, markdown, plain, table},
    report::{TargetKind, failures, failures_table, impacted},
};
use std::path::Path;

/// How many failures a screen shows.
const MOST: usize = 20;
/// How many failures times how many things are still worked through for `--all`.
const ALL_LIMIT: usize = 4_000_000_000;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap impact examples/xyz.yaml it
  custmap impact examples/we-care.yaml donors
  custmap impact examples/xyz.yaml --all")]
pub(super) struct Impact {
    /// The map (left out: org.yaml here), and a department, person, service or party by id or name
    #[arg(num_args = 0.., value_names = ["MAP", "WHAT"], add = words::behind_map(&[TargetKind::Failing]))]
    words: Vec<String>,
    /// Accepted as everywhere, and changes nothing: what is hit is hit in the whole organisation
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    /// The failures of every unit, service and payer, those that reach most first
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl Impact {
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
        division(&map.organisation, self.within.as_deref())?;
        match what {
            Some(what) => self.one(&map, what, screen),
            None => self.every(&map, screen),
        }
    }

    fn one(&self, map: &ValidMap, what: &str, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let what = subject(&map.organisation, what, TargetKind::Failing)?;
        let graph = Graph::build(&map.organisation);
        let answer = impacted(&graph, what).context("that can't fail")?;
        let output = self.output.output()?;
        output.write(&map.sources, |out| match output.format() {
            None | Some(Format::Table) => table::write(&answer.table(false), screen.screen(), out),
            Some(Format::Markdown) => markdown::table(&answer.table(false), out),
            Some(Format::Plain) => plain::table(&answer.table(true), out),
            Some(Format::Csv) => csv::table(&answer.table(true), out),
            Some(Format::Json) => json::impact(&answer, out),
        })?;
        Ok(Outcome::Fine)
    }

    fn every(&self, map: &ValidMap, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let organisation = &map.organisation;
        let things = organisation.subjects().count();
        if things.saturating_mul(things) > ALL_LIMIT {
            bail!(
                "this map is too large for --all: {things} things\nhelp: name one: custmap impact MAP WHAT"
            );
        }
        let graph = Graph::build(organisation);
        let all = failures(&graph);
        let output = self.output.output()?;
        let most = if output.is_screen() { MOST } else { usize::MAX };
        let shown = |most| failures_table(organisation, &all, most);
        output.write(&map.sources, |out| match output.format() {
            None | Some(Format::Table) => table::write(&shown(most), screen.screen(), out),
            Some(Format::Markdown) => markdown::table(&shown(most), out),
            Some(Format::Plain) => plain::table(&shown(usize::MAX), out),
            Some(Format::Csv) => csv::table(&shown(usize::MAX), out),
            Some(Format::Json) => json::failures(&all, out),
        })?;
        Ok(Outcome::Fine)
    }
}
