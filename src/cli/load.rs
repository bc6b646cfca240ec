//! Reading a map for a command: errors are shown, and end it.

use super::{
    InvalidMap,
    output::{self, NO_SUCH_FILE},
    progress,
    screen::ScreenArgs,
    shell_word::shell_word,
};
use anyhow::{anyhow, bail};
use custmap::{
    analysis::View,
    diag::{Diagnostic, FileIdentity, Nearest, Sources, clean, first_of},
    graph::Graph,
    input::{self, Below, Input, ReadError, Revision, RevisionError, SCHEMA_FILE},
    model::{Division, Organisation},
    resolve::resolve,
};
use std::{
    fs,
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
};

/// The map that is read where none is named.
pub(super) const DEFAULT_MAP: &str = "org.yaml";
/// The path of a map, or of the default one if that is there.
pub(super) fn path_or_default(map: Option<&Path>) -> anyhow::Result<&Path> {
    match map {
        Some(path) => Ok(path),
        None if Path::new(DEFAULT_MAP).exists() => Ok(Path::new(DEFAULT_MAP)),
        None => {
            let help = match maps_in(Path::new(".")).first() {
                Some(map) => format!("name one, as in: custmap analyze {}", shell_word(map)),
                None => FIRST_MAP.to_owned(),
            };
            bail!("no map named, and there is no {DEFAULT_MAP} here\nhelp: {help}")
        }
    }
}

/// What to do where there is no map.
const FIRST_MAP: &str = "custmap init -o org.yaml writes a first map";

/// The names of the files in a folder that end like maps, by the alphabet.
fn maps_in(folder: &Path) -> Vec<String> {
    /// A folder with more entries is hardly one of maps, and could be slow to look through.
    const MOST: usize = 1_000;
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(MOST);
    let files = entries.filter(|entry| entry.path().is_file());
    let names = files.filter_map(|entry| entry.file_name().into_string().ok());
    let mut maps: Vec<String> =
        names.filter(|name| ends_like_a_map(name) && name != SCHEMA_FILE).collect();
    maps.sort();
    maps
}

/// Whether a name ends as the files of maps do.
fn ends_like_a_map(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
}

/// An error of reading the map at `path`; where nothing is there, it names what is near.
fn read_error(error: ReadError, path: &Path) -> anyhow::Error {
    let ReadError::Io { path: missing, source } = &error else {
        return error.into();
    };
    // A file of a directory that is gone, or a link that leads nowhere, was not misspelt.
    if source.kind() != io::ErrorKind::NotFound || missing != path {
        return error.into();
    }
    let folder = missing.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let maps = maps_in(folder);
    let name = missing.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let near = Nearest::default().to(&name, maps.iter().map(String::as_str));
    let help = match (near.as_slice(), maps.as_slice()) {
        ([near, ..], _) => format!("is it {}?", clean(near)),
        ([], []) => FIRST_MAP.to_owned(),
        ([], maps) => format!("there is {}", clean(&first_of(maps.iter(), MAPS_NAMED))),
    };
    anyhow!("{error}: {NO_SUCH_FILE}\nhelp: {help}")
}

/// How many maps are named where the one that was asked for is not there.
const MAPS_NAMED: usize = 5;

/// The map and the name that two words are, or the default map and the name that one is. `what` is asked for where the only
/// word is a map.
pub(super) fn map_and_name<'w>(
    words: &'w [String],
    command: &str,
    what: (&str, &str),
) -> anyhow::Result<(&'w Path, &'w str)> {
    let (question, placeholder) = what;
    let usage = || format!("help: custmap {command} MAP {placeholder}");
    match words {
        [map, name] => Ok((Path::new(map), name)),
        [map] if is_map(map) => {
            bail!("{question}\nhelp: custmap {command} {map} {placeholder}")
        }
        [name] => Ok((path_or_default(None)?, name)),
        _ => bail!("{command} takes one name\n{}", usage()),
    }
}

/// Whether a word is a map: it ends like one, or is there while the default map is not. A unit may be called as a folder is.
pub(super) fn is_map(word: &str) -> bool {
    ends_like_a_map(word) || (Path::new(word).exists() && !Path::new(DEFAULT_MAP).exists())
}

/// How many errors of one code are shown.
// SPEC 4 has the same number for findings.
pub(super) const ERRORS_SHOWN: usize = 100;

/// Announces that a file is being read, unless somebody is typing it.
pub(super) fn announce(path: &Path) {
    // A line of progress would mix with what is being typed.
    let typed = path == Path::new("-") && io::stdin().is_terminal();
    if !typed {
        progress::doing(&format!("Reading {}", called(path)));
    }
}

/// What to call a file on the screen.
fn called(path: &Path) -> String {
    match path.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => clean(&path.display().to_string()).into_owned(),
    }
}

/// A map that was read.
pub(super) struct Map {
    /// Its files.
    pub(super) sources: Sources,
    /// The organisation that they describe, or the errors in them.
    pub(super) organisation: Result<Organisation, Vec<Diagnostic>>,
    path: PathBuf,
}

/// A map without errors.
pub(super) struct ValidMap {
    /// Its files.
    pub(super) sources: Sources,
    /// The organisation that they describe.
    pub(super) organisation: Organisation,
    pub(super) path: PathBuf,
}

impl Map {
    /// Reads the map at `path`.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        announce(path);
        Ok(Self::of(input::read(path).map_err(|error| read_error(error, path))?, path))
    }

    /// Reads the map at `path`, or at `REV:PATH` of the git repository here.
    pub(super) fn read_revision(path: &Path) -> anyhow::Result<Self> {
        let Some(revision) = Revision::parse(path) else {
            return Self::read(path);
        };
        announce(path);
        let input = revision.read().map_err(|error| {
            let (rev, path) = revision.parts();
            let RevisionError::UnknownPath { below, others, .. } = &error else {
                return error.into();
            };
            if *below == Below::There {
                return anyhow!("{error}\nhelp: from this folder it is {rev}:./{path}");
            }
            if others.is_empty() {
                return error.into();
            }
            let list = others.join(", ");
            anyhow!(
                "{error}\nhelp: a file that was renamed has its old name there; {rev} has {list}"
            )
        })?;
        Ok(Self::of(input, path))
    }

    /// The map that was read from `path`, or that its files would be with other texts.
    pub(super) fn of(input: Input, path: &Path) -> Self {
        for link in &input.outside {
            output::note(&format!(
                "{} leads out of the directory: what it leads to is not read",
                link.display()
            ));
        }
        let mut problems = input.problems;
        // References to entries behind a broken place would all be reported as unknown.
        let organisation = if input.complete {
            match resolve(input.raw) {
                Ok(organisation) if problems.is_empty() => Ok(organisation),
                Ok(_) => Err(problems),
                Err(more) => {
                    problems.extend(more);
                    Err(problems)
                }
            }
        } else {
            Err(problems)
        };
        progress::doing("Deriving");
        let by_place = |mut problems: Vec<Diagnostic>| {
            problems.sort_by_key(|problem| problem.place);
            problems
        };
        Self {
            sources: input.sources,
            organisation: organisation.map_err(by_place),
            path: path.to_owned(),
        }
    }

    /// Shows the errors of the map, if it has any.
    pub(super) fn show_errors(&self, screen: &ScreenArgs) -> anyhow::Result<()> {
        if let Err(problems) = &self.organisation {
            output::show_errors(problems, &self.sources, screen.screen(), ERRORS_SHOWN)?;
        }
        Ok(())
    }

    /// The map if it is sound; else its errors are shown.
    pub(super) fn valid(self, screen: &ScreenArgs) -> anyhow::Result<ValidMap> {
        self.show_errors(screen)?;
        match self.organisation {
            Ok(organisation) => {
                let mut sources = self.sources;
                // No output may replace the key: old pseudonyms could never be made again.
                sources.add_identities(screen.key_file().and_then(FileIdentity::of_path));
                Ok(ValidMap { sources, organisation: screen.shown(organisation)?, path: self.path })
            }
            Err(_) => Err(InvalidMap.into()),
        }
    }
}

/// The graphs that a command looks at: of the whole, and of the division where one is asked for.
pub(super) struct Graphs<'org> {
    whole: Graph<'org>,
    division: Option<(&'org Division, Graph<'org>)>,
}

impl<'org> Graphs<'org> {
    /// Builds the graphs.
    pub(super) fn build(
        organisation: &'org Organisation,
        division: Option<&'org Division>,
    ) -> Self {
        Self {
            whole: Graph::build(organisation),
            division: division.map(|division| (division, Graph::build(&division.organisation))),
        }
    }

    /// The view of what is looked at.
    pub(super) fn view(&self) -> View<'_, 'org> {
        match &self.division {
            None => View::whole(&self.whole),
            Some((division, graph)) => View::division(division, graph, &self.whole),
        }
    }
}

impl ValidMap {
    /// Reads the map at `path`; its errors are shown.
    pub(super) fn read(path: &Path, screen: &ScreenArgs) -> anyhow::Result<Self> {
        Map::read(path)?.valid(screen)
    }

    /// What to call the map in output.
    pub(super) fn name(&self) -> String {
        called(&self.path)
    }
}
