//! A map as an editor sees it, for `refs` and `rename`.

use super::load;
use anyhow::bail;
use custmap::{
    diag::Sources,
    input::{self, MapFormat},
    language::{MapFile, Snapshot},
    model::{Date, Organisation},
    report::{TargetKind, named},
};
use std::path::{Path, PathBuf};

/// The state of the files of a map.
pub(super) fn snapshot(sources: &Sources) -> Snapshot {
    let file = |source: &custmap::diag::Source| MapFile {
        name: source.name.clone(),
        text: source.text.clone(),
        format: MapFormat::of(Path::new(&source.name)),
    };
    let files: Vec<MapFile> = sources.iter().map(|(_, source)| file(source)).collect();
    Snapshot::new(&files, None, Date::today())
}

/// The entry that a word of the command line names.
pub(super) fn entry(
    snapshot: &Snapshot,
    organisation: &Organisation,
    word: &str,
) -> anyhow::Result<usize> {
    let subject = named(organisation, word, TargetKind::Any)?;
    let id = organisation.id_of(subject);
    match snapshot.entry_with_id(id) {
        Some(entry) => Ok(entry),
        None => bail!("`{word}` is a word of the file format\nhelp: name an entry of the map"),
    }
}

/// The map and the word behind it, where the map may be left out.
pub(super) fn map_and_words<const N: usize>(
    words: &[String],
    usage: &str,
) -> anyhow::Result<(PathBuf, [String; N])> {
    let (map, rest) = match words.len() {
        n if n == N + 1 => (Path::new(&words[0]), &words[1..]),
        n if n == N && !load::is_map(&words[0]) => (load::path_or_default(None)?, words),
        _ => bail!("{usage}"),
    };
    let rest: Option<[String; N]> = rest.to_vec().try_into().ok();
    match rest {
        Some(rest) => Ok((map.to_owned(), rest)),
        None => bail!("{usage}"),
    }
}

/// The paths of the files of a map, in the order of its sources.
pub(super) fn paths(map: &Path, sources: &Sources) -> anyhow::Result<Vec<PathBuf>> {
    let all = if map.is_dir() { input::yaml_and_json_files(map)? } else { vec![map.to_owned()] };
    let find = |name: &str| all.iter().find(|path| input::display_name(path) == name).cloned();
    let found: Option<Vec<PathBuf>> =
        sources.iter().map(|(_, source)| find(&source.name)).collect();
    match found {
        Some(paths) => Ok(paths),
        None => {
            bail!("{}: the files of the map have changed; run the command again", map.display())
        }
    }
}
