//! `custmap brief`.

use super::{
    Outcome,
    args::{MapArg, TodayArg, WithinArg},
    future_dates,
    load::{Graphs, ValidMap},
    output::{Format, OutputArgs},
    screen::ScreenArgs,
    since::{BriefArgs, OlderMap},
};
use clap::Args;
use custmap::{
    analysis::Privacy,
    render::html,
    report::{BriefSource, Cards, Limits, SiteSource, brief},
};

/// How many divisions a screen shows.
const SCREENFUL: usize = 12;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap brief examples/council.yaml
  custmap brief examples/xyz.yaml --since HEAD
  custmap brief examples/council.yaml -o brief.html")]
pub(super) struct BriefCommand {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    brief: BriefArgs,
    #[command(flatten)]
    within: WithinArg,
    #[command(flatten)]
    today: TodayArg,
    /// Show every department
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl BriefCommand {
    /// The brief at the level that fits, compared with nothing.
    pub(super) fn new(
        map: MapArg,
        within: WithinArg,
        today: TodayArg,
        all: bool,
        output: OutputArgs,
    ) -> Self {
        Self { map, brief: BriefArgs::default(), within, today, all, output }
    }

    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let path = self.map.path()?;
        let older = self.brief.older(path, &self.within, screen)?;
        let map = ValidMap::read(path, screen)?;
        let division = self.within.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let older_graphs = older.as_ref().map(OlderMap::graphs);
        // SPEC 5: a brief reveals nothing that is confidential.
        let findings = view.findings(&self.today.date(), Privacy::Public);
        future_dates::note(&map.organisation, &map.sources, &self.today.date(), screen);
        let name = map.name();
        let source = BriefSource::new(&findings, &name);
        let answer =
            brief(view, self.brief.source(source, older.as_ref().zip(older_graphs.as_ref())));
        let old = older.as_ref().map(|older| &older.map.sources);
        let sources: Vec<_> = [Some(&map.sources), old].into_iter().flatten().collect();
        if output.format() == Some(Format::Html) {
            let from = SiteSource {
                findings: &findings,
                sources: &map.sources,
                name: &name,
                today: &self.today.date(),
                privacy: Privacy::Public,
            };
            let cards = Cards::new(view, from);
            output.write_beside(&sources, |out| html::brief(&answer, &cards, out))?;
        } else {
            let limits: Limits = output.limits(SCREENFUL, self.all, screen);
            output.answer_beside(&answer, &sources, limits, screen)?;
        }
        Ok(Outcome::Fine)
    }
}
