//! What must hold of whatever is imported: problems at their places, or a map that is YAML. The fuzz targets in
//! `tests/fuzz` try the same.

use crate::judge::is_at_its_place;
use custmap::{
    diag::{Diagnostic, FileId, Place, Sources},
    import::{
        self, Draft, Encoding, ImportSummary, List, RecordKind, Sheet, SheetError, TableFile,
        TableFormat, Value, Workbook,
        archimate::{self, ArchimateOptions},
        backstage,
        crm::{CrmImporter, CrmOptions, SoldService},
        hris, record_table,
    },
    input::{self, MapFormat, Text},
    render::map,
    resolve::resolve,
};

/// A table that a mapping may be for.
const TABLE: &str =
    "id,name,who,serves,paid_by\n1,One,IT,Sales;Firms,\n2,Two,,Sales,Firms\n2,Two,Three\n\"";
/// The relationships of a model whose elements are imported.
const RELATIONS: &str =
    "ID,Type,Name,Documentation,Source,Target,Specialization\n1,ServingRelationship,,,a,b,\n";
/// Accounts, and deals of them.
const ACCOUNTS: &str = "Id,Name,Owner,Type,Industry\n1,Acme,Ada,Customer,Retail\n2,Acme,Bo,Lead,\n";
const DEALS: &str = "Account Id,Account,Amount,Close date,Stage\n1,Acme,5 EUR,2026-05-01,Won\n,Acme,7,2026-05-02,Won\n,Bolt,9,2026-05-02,Won\n";

/// What is imported.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// Rows of one list.
    Table(List, Encoding),
    Workbook,
    Staff,
    /// People of a directory.
    Records(RecordKind),
    /// Accounts, with deals in a second file.
    Accounts,
    /// Deals, with accounts in a second file.
    Deals,
    Exchange,
    Elements,
    Catalogue,
    Mapping,
}

impl Source {
    /// What a sign in front of some bytes says they are.
    pub(crate) fn of_sign(sign: u8) -> Self {
        match sign {
            b'a'..=b'f' => Self::Table(List::ALL[usize::from(sign - b'a')], Encoding::Utf8),
            b'1' => Self::Table(List::Services, Encoding::Windows1252),
            b'w' => Self::Workbook,
            b's' => Self::Staff,
            b'j' => Self::Records(RecordKind::Json),
            b'l' => Self::Records(RecordKind::Ldif),
            b'o' => Self::Accounts,
            b'p' => Self::Deals,
            b'x' => Self::Exchange,
            b'y' => Self::Elements,
            b'k' => Self::Catalogue,
            _ => Self::Mapping,
        }
    }
}

/// Imports some bytes as far as it goes.
#[track_caller]
pub(crate) fn import(source: Source, bytes: &[u8]) {
    let mut sources = Sources::default();
    let mut draft = Draft::default();
    let (text, encoding) = match source {
        Source::Workbook => match first_sheet(bytes) {
            Ok(sheet) => (sheet.text.into_bytes(), Encoding::Utf8),
            Err(_) => return,
        },
        Source::Records(kind) => match record_table(kind, &String::from_utf8_lossy(bytes)) {
            Ok(table) => (table.into_bytes(), Encoding::Utf8),
            Err(_) => return,
        },
        Source::Table(_, encoding) => (bytes.to_vec(), encoding),
        _ => (bytes.to_vec(), Encoding::Utf8),
    };
    let mut summary = ImportSummary::default();
    match import::text("source", text, encoding, &mut sources) {
        Ok(text) => {
            let file = sources.add("source", text);
            add(source, file, &mut sources, &mut draft, &mut summary);
        }
        Err(problem) => summary.errors.push(*problem),
    }
    // The command names the organisation after the file where the source doesn't.
    if !draft.organisation.iter().any(|(key, _)| &**key == "name") {
        let name = Text { value: "XYZ".into(), place: Place::default() };
        draft.organisation.insert(0, ("name".into(), Value::Text(name)));
    }
    let rules = import::ReferenceRules {
        inside: vec!["Sales".to_owned()],
        outside: vec!["Farm".to_owned()],
        options: import::NameOptions::Offered,
        ..import::ReferenceRules::default()
    };
    let completed = import::complete(&mut draft, &[], &rules);
    let found = [
        &summary.errors,
        &summary.rejected,
        &summary.doubts,
        &summary.warnings,
        &completed.rejected,
    ];
    let problems: Vec<&Diagnostic> = found.into_iter().flatten().collect();
    // Of a file of several documents nobody knows which lines a lone carriage return ends.
    let lone = |text: &str| text.replace("\r\n", "").contains('\r');
    if !sources.iter().any(|(_, source)| lone(&source.text)) {
        for problem in problems {
            is_at_its_place(problem, &sources);
        }
    }
    let written = map::map(&draft);
    let read = input::read_text("map", &written, MapFormat::Yaml);
    assert!(read.complete, "{:?} in\n{written}", read.problems);
    if completed.errors.is_empty() {
        let errors = resolve(read.raw).err().unwrap_or_default();
        assert_eq!((&read.problems, &errors), (&Vec::new(), &Vec::new()), "{written}");
    }
}

/// The first sheet of a workbook.
fn first_sheet(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let mut book = Workbook::open(bytes.to_vec())?;
    let name = book.sheets().first().map_or_else(String::new, |sheet| sheet.name.clone());
    book.sheet(&name)
}

fn add(
    source: Source,
    file: FileId,
    sources: &mut Sources,
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let beside = sources.add(
        "beside",
        match source {
            Source::Elements => RELATIONS.to_owned(),
            Source::Accounts => DEALS.to_owned(),
            Source::Deals => ACCOUNTS.to_owned(),
            Source::Table(list, _) => format!("as: {}\nsplit: ;\n", list.key()),
            _ => TABLE.to_owned(),
        },
    );
    let (own, other) = (TableFile::new(file, b','), TableFile::new(beside, b','));
    let format = TableFormat::default();
    let options = ArchimateOptions::default();
    match source {
        Source::Table(..) => rows(beside, file, sources, draft, summary),
        Source::Mapping => rows(file, beside, sources, draft, summary),
        Source::Workbook | Source::Staff | Source::Records(_) => {
            let (table, options) = (own.table(sources), hris::StaffOptions::default());
            let list = hris::StaffList {
                name: "source",
                table: &table,
                format: &format,
                options: &options,
            };
            list.add(&[], draft, summary);
        }
        Source::Accounts | Source::Deals => {
            let service =
                SoldService { id: "s".into(), name: "S".into(), ..SoldService::default() };
            let options = CrmOptions {
                service: Some(service),
                today: "2026-05-31".into(),
                group_by: Some("Industry".into()),
                top: Some(2),
                ..CrmOptions::default()
            };
            let importer = CrmImporter { files: Vec::new(), format, columns: Vec::new(), options };
            let files = [("source".to_owned(), own), ("beside".to_owned(), other)];
            // That nobody paid anything is an answer.
            let _ = importer.add(&files, sources, draft, summary);
        }
        Source::Exchange => match archimate::exchange(file, &sources.file(file).text) {
            Ok(model) => archimate::add(&model, &options, draft, summary),
            Err(problem) => summary.errors.push(*problem),
        },
        Source::Elements => match archimate::tables(&own.table(sources), &other.table(sources)) {
            Ok(model) => archimate::add(&model, &options, draft, summary),
            Err(problems) => summary.errors.extend(problems),
        },
        Source::Catalogue => {
            let (documents, problems) = input::read_documents(file, &sources.file(file).text);
            summary.errors.extend(problems);
            backstage::add(&documents, draft, summary);
        }
    }
}

/// The rows of a table as a mapping says.
fn rows(
    mapping: FileId,
    table: FileId,
    sources: &Sources,
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let (raw, problems) = input::read_mapping(mapping, &sources.file(mapping).text);
    summary.errors.extend(problems);
    let (mappings, problems) = import::mapping::tables(&raw);
    summary.errors.extend(problems);
    if summary.errors.is_empty() {
        draft.begin(&raw, &mut summary.errors);
        let file = TableFile::new(table, b',');
        let format = TableFormat::default();
        import::rows("source", &file.table(sources), &mappings, &format, draft, summary);
    }
}
