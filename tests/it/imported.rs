//! What must hold of whatever is imported: problems at their places, or a map that is YAML. The fuzz targets in
//! `tests/fuzz` try the same.

use crate::judge::is_at_its_place;
use custmap::{
    diag::{FileId, Sources},
    import::{
        self, Draft, Letters, List, Table,
        archimate::{self, Choices},
        backstage, hris,
    },
    input::{self, Format},
    render::map,
    resolve::resolve,
};

/// A table that a mapping may be for.
const TABLE: &str =
    "id,name,who,serves,paid_by\n1,One,IT,Sales;Firms,\n2,Two,,Sales,Firms\n2,Two,Three\n\"";
/// The relationships of a model whose elements are imported.
const RELATIONS: &str =
    "ID,Type,Name,Documentation,Source,Target,Specialization\n1,ServingRelationship,,,a,b,\n";

/// What is imported.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// Rows of one list.
    Table(List, Letters),
    Workbook,
    Staff,
    Exchange,
    Elements,
    Catalogue,
    Mapping,
}

/// Imports some bytes as far as it goes.
#[track_caller]
pub(crate) fn import(source: Source, bytes: &[u8]) {
    let mut sources = Sources::default();
    let mut draft = Draft::default();
    let (mut bytes, mut letters) = (bytes.to_vec(), Letters::Utf8);
    match source {
        Source::Workbook => match import::sheet(bytes, None) {
            Ok(text) => bytes = text.into_bytes(),
            Err(_) => return,
        },
        Source::Table(_, said) => letters = said,
        _ => {}
    }
    let mut problems = Vec::new();
    match import::text("source", bytes, letters, &mut sources) {
        Ok(text) => {
            let file = sources.add("source", text);
            problems = add(source, file, &mut sources, &mut draft);
        }
        Err(problem) => problems.push(*problem),
    }
    problems.extend(import::settle(&mut draft, &[]).problems.into_iter().map(|one| one.diagnostic));
    // Of a file of several documents nobody knows which lines a lone carriage return ends.
    let lone = |text: &str| text.replace("\r\n", "").contains('\r');
    if !sources.iter().any(|(_, source)| lone(&source.text)) {
        for problem in &problems {
            is_at_its_place(problem, &sources, Format::Json);
        }
    }
    let written = map::map(&draft).text;
    let read = input::read_text("map", &written, Format::Yaml);
    assert!(read.complete, "{:?} in\n{written}", read.problems);
    // Whether it is sound is for who made the source to see to.
    let _ = resolve(read.raw);
}

type Problems = Vec<custmap::diag::Diagnostic>;

fn add(source: Source, file: FileId, sources: &mut Sources, draft: &mut Draft) -> Problems {
    let beside = sources.add(
        "beside",
        match source {
            Source::Elements => RELATIONS.to_owned(),
            Source::Table(list, _) => format!("as: {}\nsplit: ;\n", list.key()),
            _ => TABLE.to_owned(),
        },
    );
    let text = |file: FileId| &*sources.file(file).text;
    let table = |file| Table { file, text: text(file), delimiter: b',' };
    match source {
        Source::Table(..) => rows(beside, file, sources, draft),
        Source::Mapping => rows(file, beside, sources, draft),
        Source::Workbook | Source::Staff => match hris::staff(&table(file), &[], draft) {
            Ok(staff) => [staff.problems, staff.doubts].concat(),
            Err(problems) => problems,
        },
        Source::Exchange => match archimate::exchange(file, text(file)) {
            Ok(model) => archimate::add(&model, &Choices::default(), draft).problems,
            Err(problem) => vec![*problem],
        },
        Source::Elements => match archimate::tables(&table(file), &table(beside)) {
            Ok(model) => archimate::add(&model, &Choices::default(), draft).problems,
            Err(problems) => problems,
        },
        Source::Catalogue => {
            let (documents, mut problems) = input::read_documents(file, &sources.file(file).text);
            problems.extend(backstage::add(&documents, draft).problems);
            problems
        }
    }
}

/// The rows of a table as a mapping says.
fn rows(mapping: FileId, table: FileId, sources: &Sources, draft: &mut Draft) -> Problems {
    let (raw, mut problems) = input::read_mapping(mapping, &sources.file(mapping).text);
    let (maps, more) = import::mapping::tables(&raw);
    problems.extend(more);
    if !problems.is_empty() {
        return problems;
    }
    draft.begin(&raw, &mut problems);
    let table = Table { file: table, text: &sources.file(table).text, delimiter: b',' };
    match import::rows(&table, &maps, draft) {
        Ok(read) => problems.extend([read.problems, read.doubts].concat()),
        Err(more) => problems.extend(more),
    }
    problems
}
