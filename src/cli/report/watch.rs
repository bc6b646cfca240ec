//! Waits for a map to change. Editors put a new file in the place of the old one, so its folder is watched.

use anyhow::{Context as _, bail};
use notify_debouncer_full::{
    DebouncedEvent, new_debouncer,
    notify::{EventKind, RecursiveMode},
};
use std::{
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};

/// How long a map has to be left alone until it counts as saved.
const QUIET: Duration = Duration::from_millis(150);
/// The endings of the files of a map that is a folder.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// What is watched.
struct Watched {
    folder: PathBuf,
    /// The map, where it is one file of the folder.
    file: Option<PathBuf>,
    /// The file that is written: writing it is no change of the map.
    output: Option<PathBuf>,
}

/// Calls `write` at once and whenever the map has changed; comes back only where watching fails.
///
/// It watches before it calls for the first time: what is saved meanwhile is not lost.
pub(super) fn watch(
    map: &Path,
    output: Option<&Path>,
    mut write: impl FnMut(),
) -> anyhow::Result<()> {
    if map == Path::new("-") {
        bail!("standard input can't be watched\nhelp: name a file or a folder");
    }
    let watched = Watched::new(map, output)?;
    let (sender, receiver) = mpsc::channel();
    let mut debouncer = new_debouncer(QUIET, None, sender).context("can't watch")?;
    let mode = match watched.file {
        Some(_) => RecursiveMode::NonRecursive,
        None => RecursiveMode::Recursive,
    };
    debouncer
        .watch(&watched.folder, mode)
        .with_context(|| format!("can't watch {}", watched.folder.display()))?;
    write();
    for events in receiver {
        if events.unwrap_or_default().iter().any(|event| watched.is_change(event)) {
            write();
        }
    }
    bail!("watching has ended")
}

impl Watched {
    fn new(map: &Path, output: Option<&Path>) -> anyhow::Result<Self> {
        let whole = |path: &Path| {
            let whole = path.canonicalize();
            whole.with_context(|| format!("can't watch {}", path.display()))
        };
        let map = whole(map)?;
        let output_place = output.and_then(|output| {
            let folder = output
                .parent()
                .filter(|it| !it.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
                .canonicalize()
                .ok()?;
            Some(folder.join(output.file_name()?))
        });
        if map.is_dir() {
            return Ok(Self { folder: map, file: None, output: output_place });
        }
        let folder = map.parent().context("a file is in a folder")?.to_owned();
        Ok(Self { folder, file: Some(map), output: output_place })
    }

    /// Whether an event changes a file of the map; reading one does not.
    fn is_change(&self, event: &DebouncedEvent) -> bool {
        let read = matches!(event.kind, EventKind::Access(_));
        let mut paths = event.paths.iter();
        !read && paths.any(|path| self.is_of_map(path))
    }

    fn is_of_map(&self, path: &Path) -> bool {
        if let Some(file) = &self.file {
            return path == file;
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ENDINGS.contains(&ending))
            && self.output.as_deref() != Some(path)
    }
}
