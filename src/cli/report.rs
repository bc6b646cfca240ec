//! `custmap report`.

mod watch;

use super::{
    InvalidMap, Outcome,
    args::{MapArg, PrivacyArg, TodayArg, WithinArg},
    future_dates,
    load::{Graphs, ValidMap},
    output::{self, Output, SingleFormat},
    screen::ScreenArgs,
    since::{BriefArgs, OlderMap},
    verbosity::Verbosity,
};
use anyhow::{Context as _, bail};
use clap::Args;
use custmap::{
    render::html,
    report::{BriefSource, Cards, SiteSource, site},
};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap report examples/xyz.yaml -o map.html
  custmap report examples/council.yaml --within shared-services -o services.html
  custmap report examples/we-care.yaml --anonymous -o map.html")]
pub(super) struct ReportCommand {
    #[command(flatten)]
    map: MapArg,
    /// The page: one file that needs no other
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    brief: BriefArgs,
    #[command(flatten)]
    within: WithinArg,
    /// Write it again whenever the map is saved, until Ctrl-C
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    privacy: PrivacyArg,
}

impl ReportCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = Output::new(Some(SingleFormat), self.output.as_deref())?;
        if output.is_screen() {
            bail!("a page is for a browser, not for a terminal\nhelp: add -o FILE.html");
        }
        if !self.watch {
            self.write(&output, screen)?;
            return Ok(Outcome::Fine);
        }
        let file = output.file().context("--watch writes a file\nhelp: add -o FILE.html")?;
        let path = self.map.path()?;
        let again = || self.write_and_say(&output, file, screen);
        watch::watch(path, Some(file), again)?;
        Ok(Outcome::Fine)
    }

    /// Writes the page and prints a note. An error is printed as well, and does not end the program.
    fn write_and_say(&self, output: &Output<SingleFormat>, file: &Path, screen: &ScreenArgs) {
        match self.write(output, screen) {
            Ok(()) if screen.verbosity() == Verbosity::Normal => {
                output::note(&format!("wrote {}; watching for changes", file.display()));
            }
            Ok(()) => {}
            Err(error) if error.is::<InvalidMap>() => {}
            Err(error) => output::complain(&output::in_words(&error)),
        }
    }

    fn write(&self, output: &Output<SingleFormat>, screen: &ScreenArgs) -> anyhow::Result<()> {
        let path = self.map.path()?;
        let older = self.brief.older(path, &self.within, screen)?;
        let map = ValidMap::read(path, screen)?;
        let division = self.within.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let older_graphs = older.as_ref().map(OlderMap::graphs);
        let view = graphs.view();
        let (today, privacy) = (self.today.date(), self.privacy.privacy());
        let (findings, name) = (view.findings(&today, privacy), map.name());
        let from = SiteSource {
            findings: &findings,
            sources: &map.sources,
            name: &name,
            today: &today,
            privacy,
        };
        future_dates::note(&map.organisation, &map.sources, &today, screen);
        let source = BriefSource::new(&findings, &name);
        let source = self.brief.source(source, older.as_ref().zip(older_graphs.as_ref()));
        let (page, cards) = (site(view, from, source), Cards::new(view, from));
        let old = older.as_ref().map(|older| &older.map.sources);
        let sources: Vec<_> = [Some(&map.sources), old].into_iter().flatten().collect();
        output.write_beside(&sources, |out| html::site(&page, &cards, out))
    }
}
