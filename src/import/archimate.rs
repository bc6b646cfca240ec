//! An architecture model in `ArchiMate`: Archi's three CSV files, or the Open Exchange XML (2.1 and 3.x).
//!
//! Actors and roles are units, business services services. Who provides a service is found back along what realizes
//! it, is assigned to it or is composed of it; whom it serves, along serving ("used by" in 2.1). A role means the
//! actors that play it, a collaboration for those in it. Everything else is counted and named:
//!
//! ```text
//! Sales (actor) -assigned-> Order handling (process) -realizes-> Ordering (service) -serves-> Customer (role)
//! ```

mod exchange;
mod links;
mod map;
mod services;
mod tables;
mod units;

pub use exchange::exchange;
pub use map::{ArchimateOptions, add};
pub use tables::tables;

use super::{ImportError, ImportJob, Importer, TableFormat, job};
use crate::{
    diag::{Place, Slice, count},
    input::Text,
};
use std::path::{Path, PathBuf};

/// An architecture model as a source.
#[derive(Debug)]
pub struct ArchimateImporter {
    /// The XML, or the table of the elements.
    pub file: PathBuf,
    /// What the user says besides.
    pub options: ArchimateOptions,
}

impl Importer for ArchimateImporter {
    fn word(&self) -> &'static str {
        "archimate"
    }

    fn file(&self) -> &Path {
        &self.file
    }

    fn looks_for(&self) -> &'static str {
        "the elements of a model: a file of Archi (.archimate), Open Exchange XML (in Archi: File, Export), or Archi's elements.csv and relations.csv"
    }

    fn import(&self, job: &mut ImportJob) -> Result<(), ImportError> {
        let Some(model) = self.model(job)? else {
            return Ok(());
        };
        // A name with a slip in it would silently leave somebody on the wrong side.
        let unknown = self.options.unknown(&model);
        if !unknown.is_empty() {
            let names = unknown.join(", ");
            return Err(ImportError::Option(format!("nothing in the model is called {names}")));
        }
        let elements = count(model.elements.len(), "element");
        let relations = count(model.relations.len(), "relationship");
        let name = job::file_name(&self.file);
        job.summary.notes.push(format!("{name}: {elements}, {relations}"));
        add(&model, &self.options, &mut job.draft, &mut job.summary);
        Ok(())
    }
}

impl ArchimateImporter {
    /// Reads the model, from XML or from tables by the file's ending.
    fn model(&self, job: &mut ImportJob) -> Result<Option<Model>, ImportError> {
        // Everything else is tried as XML: tools have several endings for their models.
        let is_table = self.file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
        if !is_table {
            let Some(file) = job.read_xml(&self.file, "model.xml")? else {
                return Ok(None);
            };
            let read = exchange(file, job.text(file));
            return Ok(read.map_err(|problem| job.summary.errors.push(*problem)).ok());
        }
        let format = TableFormat::default();
        let Some(elements) = job.read_table(&self.file, &format)? else {
            return Ok(None);
        };
        let columns = elements.table(&job.sources).columns();
        let is_named = |name: &str| columns.iter().any(|it| it.value.eq_ignore_ascii_case(name));
        let file = self.file.display();
        if !is_named("ID") || !is_named("Type") {
            let wanted = self.looks_for();
            return Err(ImportError::Option(format!(
                "{file}: this is a table without the columns `ID` and `Type` of Archi's elements.csv\n\
                 help: this import looks for {wanted}; custmap import csv reads other tables"
            )));
        }
        let Some(beside) = relations_beside(&self.file) else {
            return Err(ImportError::Option(format!(
                "{file}: Archi calls this file elements.csv, with relations.csv beside it\nhelp: name the file with \
                 `elements` in its name"
            )));
        };
        let Some(relations) = job.read_table(&beside, &format)? else {
            return Ok(None);
        };
        let read = tables(&elements.table(&job.sources), &relations.table(&job.sources));
        Ok(read.map_err(|problems| job.summary.errors.extend(problems)).ok())
    }
}

/// The table of relationships beside that of the elements: `x-elements.csv` and `x-relations.csv`.
fn relations_beside(elements: &Path) -> Option<PathBuf> {
    let name = elements.file_name()?.to_str()?;
    // The last one, because a prefix can hold the word too.
    let at = name.rfind("elements")?;
    let name = format!("{}relations{}", &name[..at], &name[at + "elements".len()..]);
    Some(elements.with_file_name(name))
}

/// A model as it was read.
#[derive(Debug, Default)]
pub struct Model {
    /// Its name.
    pub name: Option<Text>,
    /// Its elements.
    pub elements: Vec<Element>,
    /// Its relationships.
    pub relations: Vec<ModelRelation>,
}

/// An element.
#[derive(Debug)]
pub struct Element {
    /// Its id.
    pub id: Text,
    /// Its type, such as `BusinessActor`.
    pub kind: Slice,
    /// Its name.
    pub name: Option<Text>,
    /// The documentation.
    pub documentation: Option<Text>,
}

/// A relationship.
#[derive(Debug)]
pub struct ModelRelation {
    /// Its type, such as `Serving`, whatever the version calls it.
    pub kind: Slice,
    /// The id of where it begins.
    pub source: Slice,
    /// The id of where it ends.
    pub target: Slice,
    /// Where it is.
    pub place: Place,
}

/// The type of a relationship as `ArchiMate` 3 calls it.
fn kind_of_relation(kind: &str) -> Slice {
    // Some formats write `Relationship` behind the kind, and ArchiMate 2.1 has
    // other names and spellings.
    match kind.trim_end_matches("Relationship") {
        "UsedBy" => "Serving".into(),
        "Realisation" => "Realization".into(),
        "Specialisation" => "Specialization".into(),
        kind => kind.into(),
    }
}
