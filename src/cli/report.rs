//! `custmap report`.

mod watch;

use super::{
    InvalidMap, Outcome,
    args::{MapArg, PrivacyArg, TodayArg, division},
    completions::words,
    load::{Graphs, ValidMap},
    output::{self, Output, SingleFormat},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::{Context as _, bail};
use clap::Args;
use custmap::{
    render::html,
    report::{Cards, SiteSource, TargetKind, site},
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
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    /// Write it anew whenever the map is saved, until Ctrl-C
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

    /// Writes the page and says so; errors are said too, and end nothing.
    fn write_and_say(&self, output: &Output<SingleFormat>, file: &Path, screen: &ScreenArgs) {
        match self.write(output, screen) {
            Ok(()) if screen.verbosity() == Verbosity::Normal => {
                output::note(&format!("wrote {}; watching for changes", file.display()));
            }
            Ok(()) => {}
            Err(error) if error.is::<InvalidMap>() => {}
            Err(error) => output::complain(&format!("{error:#}")),
        }
    }

    fn write(&self, output: &Output<SingleFormat>, screen: &ScreenArgs) -> anyhow::Result<()> {
        let map = ValidMap::read(self.map.path()?, screen)?;
        let division = division(&map.organisation, self.within.as_deref())?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let (today, privacy) = (self.today.date(), self.privacy.privacy());
        let from = SiteSource {
            findings: &view.findings(&today, privacy),
            sources: &map.sources,
            name: &map.name(),
            today: &today,
            privacy,
        };
        let (page, cards) = (site(view, from), Cards::new(view, from));
        output.write(&map.sources, |out| html::site(&page, &cards, out))
    }
}
