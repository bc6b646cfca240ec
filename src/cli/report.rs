//! `custmap report`.

use super::{
    Outcome,
    args::{MapArg, PrivacyArg, ScreenArgs, TodayArg, division},
    load::{Graphs, SoundMap},
    output::{Bytes, Output, Written},
};
use clap::Args;
use custmap::{
    analysis::findings,
    render::html,
    report::{Cards, SiteSource, site},
};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap report examples/xyz.yaml -o map.html
  custmap report examples/council.yaml --within housing -o housing.html
  custmap report examples/we-care.yaml -o map.html --watch")]
pub(super) struct Report {
    #[command(flatten)]
    map: MapArg,
    /// The page: one file that needs no other
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT")]
    within: Option<String>,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    privacy: PrivacyArg,
}

/// The one format of a report.
#[derive(Clone, Copy, Debug)]
struct Page;

impl Written for Page {
    const ENDINGS: &'static str = ".html";

    fn of_ending(ending: &str) -> Option<Self> {
        matches!(ending, "html" | "htm").then_some(Self)
    }

    fn bytes(self) -> Bytes {
        Bytes::Exact
    }
}

impl Report {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = Output::new(Some(Page), self.output.as_deref())?;
        let map = SoundMap::read(self.map.path()?, screen)?;
        let division = division(&map.organisation, self.within.as_deref())?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let (today, privacy) = (self.today.date(), self.privacy.privacy());
        let found = findings(view.whole_graph(), &today, privacy);
        let from = SiteSource {
            findings: &found,
            sources: &map.sources,
            name: &map.name(),
            today: &today,
            privacy,
        };
        let (page, cards) = (site(view, from), Cards::new(view, from));
        output.write(&map.sources, |out| html::site(&page, &cards, out))?;
        Ok(Outcome::Fine)
    }
}
