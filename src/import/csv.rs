//! Flat tables: one row an entry, by a mapping of columns to keys.

use super::{
    Encoding, ImportError, ImportJob, Importer, NameOptions, ReferenceRules, Splitting,
    TableFormat,
    job::file_name,
    mapping::{MappingFlags, TableMapping, tables},
    rows,
};
use crate::input;
use std::path::{Path, PathBuf};

/// Tables as a source.
#[derive(Debug)]
pub struct CsvImporter {
    /// The files; at least one.
    pub files: Vec<PathBuf>,
    /// The columns.
    pub mapping: MappingSource,
    /// The format of each file.
    pub format: TableFormat,
    /// What becomes of names that no entry has.
    pub rules: ReferenceRules,
}

/// Where a mapping comes from.
#[derive(Debug)]
pub enum MappingSource {
    /// A file.
    File(PathBuf),
    /// Options of the command line.
    Flags(MappingFlags),
}

impl Importer for CsvImporter {
    fn word(&self) -> &'static str {
        "csv"
    }

    fn file(&self) -> &Path {
        self.files.first().map_or(Path::new("-"), PathBuf::as_path)
    }

    fn looks_for(&self) -> &'static str {
        "a table whose first row names the columns, and rows below it"
    }

    fn import(&self, job: &mut ImportJob) -> Result<(), ImportError> {
        job.rules = ReferenceRules { options: NameOptions::Offered, ..self.rules.clone() };
        let (mappings, format) = match &self.mapping {
            MappingSource::Flags(flags) => (vec![flags.table()?], self.format.clone()),
            MappingSource::File(path) => match self.read_mapping(path, job)? {
                Some(read) => read,
                None => return Ok(()),
            },
        };
        let is_splitting = |mapping: &TableMapping| {
            let mut columns = mapping.columns.iter().flat_map(|(.., columns)| columns);
            !mapping.split.is_empty() || columns.any(|column| column.split.is_some())
        };
        if mappings.iter().any(is_splitting) {
            job.rules.splitting = Splitting::Yes;
        }
        for path in &self.files {
            if let Some(file) = job.read_table(path, &format)? {
                let table = file.table(&job.sources);
                let name = file_name(path);
                rows(&name, &table, &mappings, &format, &mut job.draft, &mut job.summary);
            }
        }
        Ok(())
    }
}

impl CsvImporter {
    /// Reads a mapping file. What it states itself begins the draft.
    fn read_mapping(
        &self,
        path: &Path,
        job: &mut ImportJob,
    ) -> Result<Option<(Vec<TableMapping>, TableFormat)>, ImportError> {
        let Some(file) = job.read_text(path, Encoding::Utf8)? else {
            return Ok(None);
        };
        let errors = &mut job.summary.errors;
        let (raw, problems) = input::read_mapping(file, &job.sources.file(file).text);
        errors.extend(problems);
        let (mappings, problems) = tables(&raw);
        errors.extend(problems);
        let format = self.format.or_of_mapping(&raw, errors);
        job.rules.add_of_mapping(&raw, errors);
        if !errors.is_empty() {
            return Ok(None);
        }
        job.draft.begin(&raw, errors);
        Ok(errors.is_empty().then_some((mappings, format)))
    }
}
