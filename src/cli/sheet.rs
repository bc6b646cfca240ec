//! `custmap sheet`.

use super::{
    Outcome,
    import::target::existing,
    load::{ValidMap, path_or_default},
    output::{self, BackupArg, FileArg},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::bail;
use clap::Args;
use custmap::{
    diag::Sources,
    id::Subject,
    import::map_sheets::{EntryIds, MapSheet, SheetRows, map_rows},
    input::{RawValue, read_documents},
    model::Organisation,
    render::map::sheets::{self, SheetsError},
};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
The workbook has a sheet for each list of the map, with the keys of the file as
headings. Fill it in with a spreadsheet program, and take it back with
  custmap import workbook map.xlsx --merge org.yaml

Examples:
  custmap sheet examples/xyz.yaml -o xyz.xlsx
  custmap sheet examples/council.yaml -o council.xlsx
  custmap sheet examples/xyz.yaml -o all.xlsx --confidential")]
pub(super) struct SheetCommand {
    /// The map: a file or a directory [default: org.yaml]
    map: Option<PathBuf>,
    /// Write who is leaving, their successors, and addresses
    #[arg(long)]
    confidential: bool,
    #[command(flatten)]
    backup: BackupArg,
    #[command(flatten)]
    file: FileArg,
}

impl SheetCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        if screen.is_anonymous() {
            bail!("--anonymous hides nobody in a sheet: it would be taken back under other names");
        }
        let output = self.file.output()?;
        let Some(file) = output.file() else {
            bail!("a workbook needs a file\nhelp: add -o map.xlsx");
        };
        if file.is_file() && !self.backup.backup {
            bail!(
                "{} is there already; it may hold changes\n\
                 help: name another file, or add --backup to keep the old one beside it",
                file.display()
            );
        }
        let map = ValidMap::read(path_or_default(self.map.as_deref())?, screen)?;
        let book = workbook(&map.sources, &map.organisation, self.confidential)?;
        let previous = if self.backup.backup {
            output::write_keeping_previous(file, &map.sources, &book)?
        } else {
            output.write(&map.sources, |out| out.write_all(&book))?;
            None
        };
        if let Some(note) = previous.filter(|_| screen.verbosity() == Verbosity::Normal) {
            output::note(&note);
        }
        Ok(Outcome::Fine)
    }
}

/// The workbook of a map.
pub(super) fn workbook(
    sources: &Sources,
    organisation: &Organisation,
    is_confidential: bool,
) -> Result<Vec<u8>, SheetsError> {
    let roots: Vec<RawValue> =
        sources.iter().flat_map(|(file, source)| read_documents(file, &source.text).0).collect();
    let root_refs: Vec<&RawValue> = roots.iter().collect();
    let existing = existing(organisation);
    let ids = EntryIds::new(&existing, &root_refs);
    let rows = |sheet| SheetRows { sheet, rows: map_rows(sheet, &root_refs, &ids) };
    let sheets: Vec<SheetRows> = MapSheet::ALL.into_iter().map(rows).collect();
    sheets::workbook(&sheets, organisation.name_of(Subject::Organisation), is_confidential)
}
