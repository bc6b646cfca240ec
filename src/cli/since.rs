//! The older version that a brief compares a map with: a file, a revision of the map in git, or its version of a day.

use super::{
    args::WithinArg,
    load::{Graphs, Map, ValidMap},
    screen::ScreenArgs,
};
use anyhow::bail;
use clap::{Args, value_parser};
use custmap::{
    diag::clean,
    input::{History, HistoryError, Revision, Version},
    model::{Date, Division},
    report::{BriefSource, Since},
};
use std::path::{Path, PathBuf};

/// What a brief is asked for.
#[derive(Debug, Default, Args)]
pub(super) struct BriefArgs {
    /// Compare with an older map: a file, a revision in git, or a date (its version of that day)
    #[arg(long, value_name = "OLD|REV|DATE")]
    since: Option<PathBuf>,
    /// The level of the departments that get a row, 1 at the top [default: the one with 5 to 20 of them]
    #[arg(long, value_name = "LEVEL", value_parser = value_parser!(u16).range(1..))]
    depth: Option<u16>,
}

/// An older version of a map.
pub(super) struct OlderMap {
    pub(super) map: ValidMap,
    division: Option<Division>,
    /// What it is called in data: as it was asked for.
    name: String,
    /// What it is called in a sentence.
    called: String,
}

impl BriefArgs {
    /// The older version that is asked for, of the same division.
    pub(super) fn older(
        &self,
        map: &Path,
        within: &WithinArg,
        screen: &ScreenArgs,
    ) -> anyhow::Result<Option<OlderMap>> {
        let Some(since) = self.since.as_deref() else { return Ok(None) };
        let (older, called) = read(since, map)?;
        let valid = older.valid(screen)?;
        let division = within.division(&valid.organisation)?;
        let name = clean(&since.display().to_string()).into_owned();
        Ok(Some(OlderMap { map: valid, division, name, called }))
    }

    /// What a brief is made from; `older` and its graphs are those of [`Self::older`].
    pub(super) fn source<'a, 'org>(
        &self,
        source: BriefSource<'a, 'org>,
        older: Option<(&'a OlderMap, &'a Graphs<'org>)>,
    ) -> BriefSource<'a, 'org> {
        BriefSource {
            depth: self.depth.map(usize::from),
            since: older.map(|(older, graphs)| Since {
                view: graphs.view(),
                name: &older.name,
                called: &older.called,
            }),
            ..source
        }
    }
}

impl OlderMap {
    /// Its graphs.
    pub(super) fn graphs(&self) -> Graphs<'_> {
        Graphs::build(&self.map.organisation, self.division.as_ref())
    }
}

/// The older map, and what it is called in a sentence: a version by its day, a file by its name.
fn read(since: &Path, map: &Path) -> anyhow::Result<(Map, String)> {
    if since.exists() {
        let name = since.file_name().unwrap_or(since.as_os_str());
        return Ok((Map::read(since)?, name.to_string_lossy().into_owned()));
    }
    if let Some(revision) = Revision::parse(since) {
        let day = revision.committed();
        let called = day.unwrap_or_else(|| clean(revision.parts().0).into_owned());
        return Ok((Map::read_revision(since)?, format!("the version of {called}")));
    }
    let word = clean(&since.to_string_lossy()).into_owned();
    if map == Path::new("-") {
        bail!(
            "{word}: no such file, and standard input has no revisions\n\
             help: name the older map as a file or REV:PATH"
        );
    }
    let history = match History::of(map) {
        Err(HistoryError::NoRepository(said)) => {
            bail!("{word}: no such file, and git finds no repository around the map: {said}")
        }
        other => other?,
    };
    let version = match history.at(&word)? {
        Some(version) => version,
        None => version_of_day(&history, &word)?,
    };
    let Some(input) = history.reader()?.read(&version)? else {
        bail!("{word}: the map was not there yet on {}", version.date)
    };
    Ok((Map::of(input, since), format!("the version of {}", version.date)))
}

/// The newest version that a map had on a day; a year or a month counts as its last day.
fn version_of_day(history: &History, word: &str) -> anyhow::Result<Version> {
    let Some(day) = Date::parse(word) else {
        bail!(
            "{word}: no such file, and git knows no revision `{word}` that holds the map\n\
             help: name a file, a tag or a commit, or a date such as 2026-07"
        )
    };
    let is_before = |version: &&Version| {
        Date::parse(&version.date).is_some_and(|date| date.last_day() <= day.last_day())
    };
    match history.versions.iter().find(is_before) {
        Some(version) => Ok(version.clone()),
        None => match history.versions.last() {
            Some(first) => bail!("{word}: the first version of the map is of {}", first.date),
            None => bail!("{word}: git holds no version of the map yet"),
        },
    }
}
