//! `custmap brief`.

use super::{
    Outcome,
    args::{MapArg, TodayArg, WithinArg},
    load::{Graphs, Map, ValidMap},
    output::{Format, OutputArgs},
    screen::ScreenArgs,
};
use anyhow::{Context as _, bail};
use clap::{Args, value_parser};
use custmap::{
    analysis::Privacy,
    diag::clean,
    input::Revision,
    render::html,
    report::{BriefSource, Cards, Limits, Since, SiteSource, brief},
};
use std::{
    env,
    path::{Path, PathBuf},
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
    /// Compare with an older map, or with this revision of the map in git
    #[arg(long, value_name = "OLD|REV")]
    since: Option<PathBuf>,
    /// Tell departments apart at this level, 1 at the top [default: the one with 5 to 20 of them]
    #[arg(long, value_name = "LEVEL", value_parser = value_parser!(u16).range(1..))]
    depth: Option<u16>,
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
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let path = self.map.path()?;
        let old = self.since.as_deref().map(|since| older(since, path, screen)).transpose()?;
        let map = ValidMap::read(path, screen)?;
        let division = self.within.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let old_division = match &old {
            Some(old) => self.within.division(&old.organisation)?,
            None => None,
        };
        let old_graphs =
            old.as_ref().map(|old| Graphs::build(&old.organisation, old_division.as_ref()));
        let old_name = old.as_ref().map(ValidMap::name).unwrap_or_default();
        let called = old.as_ref().map(|old| called(&old.path, &old_name)).unwrap_or_default();
        // SPEC 5: a brief tells nothing of what is confidential.
        let findings = view.findings(&self.today.date(), Privacy::Public);
        let name = map.name();
        let source = BriefSource {
            findings: &findings,
            name: &name,
            depth: self.depth.map(usize::from),
            since: old_graphs.as_ref().map(|graphs| Since {
                view: graphs.view(),
                name: &old_name,
                called: &called,
            }),
        };
        let answer = brief(view, source);
        let sources: Vec<_> = [Some(&map.sources), old.as_ref().map(|old| &old.sources)]
            .into_iter()
            .flatten()
            .collect();
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

/// What the older map is called in a sentence: a version by its day, a file by its name.
fn called(path: &Path, name: &str) -> String {
    let Some(revision) = Revision::parse(path) else {
        return Path::new(name).file_name().unwrap_or(name.as_ref()).to_string_lossy().into_owned();
    };
    match revision.committed() {
        Some(day) => format!("the version of {day}"),
        None => format!("the version {}", clean(revision.parts().0)),
    }
}

/// The older map: a file, `REV:PATH`, or the same map in a revision.
fn older(since: &Path, map: &Path, screen: &ScreenArgs) -> anyhow::Result<ValidMap> {
    let is_revision =
        since.to_str().is_some_and(|word| !since.exists() && !word.contains([':', '.']));
    if !is_revision {
        return Map::read_revision(since)?.valid(screen);
    }
    if map == Path::new("-") {
        bail!("standard input has no revisions\nhelp: name the older map as a file or REV:PATH");
    }
    let here = env::current_dir().context("the current folder can't be found")?;
    let near = map.strip_prefix(&here).unwrap_or(map);
    let word = format!("{}:./{}", since.display(), near.display());
    Map::read_revision(Path::new(&word))?.valid(screen)
}
