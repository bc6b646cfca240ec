//! The files of a map that a command changes: their texts, the map that they are with other texts, and how they are
//! written.
//!
//! A command that changes a map does it in four steps. A dry run leaves out the last one.
//!
//! ```text
//! MapFiles::of(path, sources)                       which files there are, and where new entries go
//! files.editors() .. edits .. MapChange::of(editors)    the new texts, comments and order kept
//! files.changed(&change, screen)                    the map with these texts; its errors are shown
//! diff::show_changes(&old, &new, &today, screen)            what it changes, in the words of `custmap diff`
//! files.write(&change)                              all files as one step, if none has changed meanwhile
//! ```

use super::{
    load::{Map, ValidMap},
    output::{self, BackupArg, TextChange},
    screen::ScreenArgs,
};
use anyhow::bail;
use custmap::{
    diag::{FileId, Slice, Sources},
    input::{self, Input, MapFormat, RawValue},
    render::edit::{EditError, MapEditor},
};
use std::path::{Path, PathBuf};

/// The file of a directory to which new entries go.
pub(super) const ADDED: &str = "imported.yaml";
/// How a file begins that is made for new entries.
const HEAD: &str = "# Added by custmap.\n";

/// The files of a map.
pub(super) struct MapFiles<'s> {
    path: &'s Path,
    /// The YAML files; that of new entries is among them, or the last.
    files: Vec<WritableMap<'s>>,
    /// The files of a directory that are not YAML, with their texts.
    others: Vec<(&'s str, &'s str)>,
    home: usize,
}

/// A YAML file of a map.
struct WritableMap<'s> {
    path: PathBuf,
    /// Its text; none of a file that is to be made.
    read: Option<&'s str>,
}

/// New texts for files of a map, in the order of [`MapFiles::editors`]; none where a file stays as it is.
#[derive(Debug, Default)]
pub(super) struct MapChange {
    pub(super) texts: Vec<Option<String>>,
}

impl MapChange {
    /// Finishes editors: each text is read back and compared with what it must say.
    pub(super) fn of(editors: Vec<MapEditor<'_>>) -> Result<Self, EditError> {
        let texts = editors
            .into_iter()
            .map(|editor| if editor.is_unchanged() { Ok(None) } else { editor.finish().map(Some) });
        Ok(Self { texts: texts.collect::<Result<_, _>>()? })
    }
}

impl<'s> MapFiles<'s> {
    /// The files of the map at a path, which was read as `sources`.
    pub(super) fn of(path: &'s Path, sources: &'s Sources) -> anyhow::Result<Self> {
        let is_folder = path.is_dir();
        if !is_folder && (MapFormat::of(path) == MapFormat::Json || path == Path::new("-")) {
            bail!(
                "{}: --merge keeps the text of a YAML file\nhelp: name a YAML map, or write a new file without --merge",
                path.display()
            );
        }
        let paths = if is_folder { input::yaml_files(path)? } else { vec![path.to_owned()] };
        let mut map = Self { path, files: Vec::new(), others: Vec::new(), home: 0 };
        for (_, source) in sources.iter() {
            match paths.iter().find(|path| input::display_name(path) == source.name) {
                Some(path) => {
                    map.files.push(WritableMap { path: path.clone(), read: Some(&source.text) });
                }
                None => map.others.push((&source.name, &source.text)),
            }
        }
        if is_folder {
            map.set_home(path.join(ADDED));
        }
        Ok(map)
    }

    /// Has new entries written to another file: one of the map, or a new one.
    pub(super) fn set_home(&mut self, path: PathBuf) {
        let known = self.files.iter().position(|file| file.path == path);
        self.home = known.unwrap_or_else(|| {
            // A home that was set before and is not there yet is given up.
            self.files.retain(|file| file.read.is_some());
            self.files.push(WritableMap { path, read: None });
            self.files.len() - 1
        });
    }

    /// The file to which new entries go, by its number.
    pub(super) fn home(&self) -> usize {
        self.home
    }

    /// The path of the file to which new entries go, and whether it is to be made.
    pub(super) fn home_file(&self) -> (&Path, bool) {
        let file = &self.files[self.home];
        (&file.path, file.read.is_none())
    }

    /// An editor for each YAML file; one that is to be made has a first comment.
    pub(super) fn editors(&self) -> Result<Vec<MapEditor<'s>>, EditError> {
        self.files.iter().map(|file| MapEditor::new(file.read.unwrap_or(HEAD))).collect()
    }

    /// The names of the YAML files, as messages show them.
    pub(super) fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| input::display_name(&file.path)).collect()
    }

    /// The values of the files that are not YAML.
    pub(super) fn others(&self) -> Vec<RawValue> {
        let read = |text: &&str| input::read_documents(FileId::default(), &Slice::from(*text)).0;
        self.others.iter().flat_map(|(_, text)| read(text)).collect()
    }

    /// The map with other texts, if it has no errors; else these are shown.
    pub(super) fn changed(
        &self,
        change: &MapChange,
        screen: &ScreenArgs,
    ) -> anyhow::Result<ValidMap> {
        let mut input = Input { complete: true, ..Input::default() };
        for (at, file) in self.files.iter().enumerate() {
            let text = change.texts.get(at).and_then(Option::as_deref).or(file.read);
            if let Some(text) = text {
                input.read_more(&input::display_name(&file.path), text, MapFormat::Yaml);
            }
        }
        for (name, text) in &self.others {
            input.read_more(name, text, MapFormat::of(Path::new(name)));
        }
        Map::of(input, self.path).valid(screen)
    }

    /// Writes the files that change: all or none, and only if they still hold what was read of them. Returns notes that
    /// say where their previous versions are.
    pub(super) fn write(
        &self,
        change: &MapChange,
        backup: BackupArg,
    ) -> anyhow::Result<Vec<String>> {
        let changed = change.texts.iter().zip(&self.files).filter_map(|(text, file)| {
            Some(TextChange { file: &file.path, read: file.read, text: text.as_deref()? })
        });
        output::replace_with_notes(&changed.collect::<Vec<_>>(), backup)
    }

    /// Writes the only file of the map to another one, which is made.
    pub(super) fn write_to(&self, change: &MapChange, output: &Path) -> anyhow::Result<()> {
        let changed = change.texts.first().and_then(Option::as_deref);
        let text = changed.or(self.files[0].read).unwrap_or_default();
        output::write_new(output, text)
    }
}
