//! What must hold of whatever comes back to a map: it is refused, or what it makes of the map is a valid map. The fuzz
//! target `returns` in `tests/fuzz` tries the same.

use custmap::{
    analysis::population,
    diag::Sources,
    graph::Graph,
    id::Subject,
    import::{
        ExistingEntry, ImportJob, List, Workbook, answers,
        map_sheets::read_workbook,
        survey::{LongForm, Scale, SurveyOptions, survey},
        usage::{UsageOptions, usage},
    },
    input::{self, MapFormat},
    model::{Date, Organisation, PartyList},
    render::{
        edit::MapEditor,
        map::{
            answers::apply,
            merge::Overwrite,
            sheet_merge::{SheetTarget, merge_sheets},
        },
    },
    report::{AnsweredFact, HeadAnswers, TakeOptions, take_answers},
    resolve::resolve,
};
use rust_xlsxwriter::Workbook as NewBook;
use std::{fs, path::Path};

/// The map to which everything comes back.
const MAP: &str = include_str!("../../examples/xyz.yaml");

/// What comes back.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Returned {
    /// An export of a survey with a column for each question.
    Survey,
    /// A survey with a row for each answer.
    LongSurvey,
    /// Tickets or charges.
    Usage,
    /// What a form saved.
    Answers,
    /// Sheets as lines of cells, each below a line `= NAME`; the flags are `--delete` and `--overwrite all`.
    Sheets { delete: bool, overwrite: bool },
}

/// Takes a text back as far as it goes.
#[track_caller]
pub(crate) fn take_back(kind: Returned, text: &[u8]) {
    let organisation = organisation(MAP);
    let mut editor = MapEditor::new(MAP).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("source.csv");
    fs::write(&path, text).unwrap();
    let mut job = ImportJob::new(|_| ());
    match kind {
        Returned::Survey | Returned::LongSurvey => {
            let of_map = |recipient| population(&organisation, recipient);
            let options = survey_options(matches!(kind, Returned::LongSurvey));
            let Ok(outcome) = survey(&[path], &options, &organisation, &of_map, &mut job) else {
                return;
            };
            let entries = outcome.measurements.iter().map(|it| it.entry(&organisation, "survey"));
            let entries: Vec<_> = entries.collect();
            if !entries.is_empty() {
                editor.insert(&[], "measurements", &entries, None).unwrap();
            }
        }
        Returned::Usage => {
            // That no row names anything of the map is an answer.
            let _ = usage(&[path], &UsageOptions::default(), &organisation, &mut job);
        }
        Returned::Answers => {
            let Some(taken) = answers_of(&path, &organisation) else { return };
            let graph = Graph::build(&organisation);
            let Ok(taken) = take_answers(&graph, &[taken], TakeOptions { remarks: true }) else {
                return;
            };
            let mut editors = vec![editor];
            apply(&mut editors, 0, &organisation, &taken.changes);
            editor = editors.remove(0);
        }
        Returned::Sheets { delete, overwrite } => {
            let keys = if overwrite { vec!["all".to_owned()] } else { Vec::new() };
            let text = String::from_utf8_lossy(text);
            match sheets_back(&text, &organisation, delete, &Overwrite(keys)) {
                Some(merged) => editor = merged,
                None => return,
            }
        }
    }
    let finished = editor.finish();
    let written =
        finished.unwrap_or_else(|error| panic!("{error:?} of {}", String::from_utf8_lossy(text)));
    drop(self::organisation(&written));
}

/// The organisation of a map that must be valid.
#[track_caller]
fn organisation(text: &str) -> Organisation {
    let read = input::read_text("map", text, MapFormat::Yaml);
    assert!(read.complete && read.problems.is_empty(), "{:?} in\n{text}", read.problems);
    resolve(read.raw).unwrap_or_else(|errors| panic!("{errors:?} in\n{text}"))
}

fn survey_options(is_long: bool) -> SurveyOptions {
    let long = LongForm { service: "service".into(), score: "score".into() };
    SurveyOptions {
        of: is_long.then(|| "of".into()),
        long: is_long.then_some(long),
        scale: Scale::new(1.0, 5.0),
        minimum: 3,
        ..SurveyOptions::default()
    }
}

fn answers_of(path: &Path, organisation: &Organisation) -> Option<HeadAnswers> {
    let file = answers::read(path).ok()?;
    let answers = file.answers.into_iter().map(|one| AnsweredFact {
        about: one.about,
        was: one.was,
        answer: one.answer,
        because: one.because,
    });
    let is_unit = |by: &String| {
        let named = organisation.subjects().filter_map(Subject::unit);
        named.into_iter().any(|unit| organisation.id_of(Subject::Unit(unit)) == by)
    };
    Some(HeadAnswers {
        file: "source".into(),
        organisation: file.organisation,
        unit: file.unit,
        by: file.by.filter(is_unit),
        date: Date::parse(&file.date?)?,
        answers: answers.collect(),
    })
}

/// The editor of the map after sheets were taken back; none where they are refused.
fn sheets_back<'t>(
    text: &str,
    organisation: &Organisation,
    delete: bool,
    overwrite: &Overwrite,
) -> Option<MapEditor<'t>> {
    let mut sources = Sources::default();
    sources.add("the map", "");
    let mut book = Workbook::open(book_of(text)?).ok()?;
    let tables = read_workbook("map.xlsx", &mut book, &mut sources, &mut Vec::new()).ok()?;
    let existing = existing(organisation);
    let target = SheetTarget {
        existing: &existing,
        others: &[],
        home: 0,
        is_merge: true,
        overwrite,
        is_deleting: delete,
    };
    let mut merged = merge_sheets(&tables, &target, &|| Ok(vec![MapEditor::new(MAP)?])).unwrap();
    merged.errors.is_empty().then(|| merged.editors.remove(0))
}

fn book_of(text: &str) -> Option<Vec<u8>> {
    let mut book = NewBook::new();
    let mut sheets = text.split("\n= ");
    sheets.next();
    for sheet in sheets {
        let (name, rows) = sheet.split_once('\n').unwrap_or((sheet, ""));
        let out = book.add_worksheet().set_name(name.trim()).ok()?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(rows.as_bytes());
        for (row, cells) in (0..).zip(reader.records()) {
            for (column, cell) in (0..).zip(cells.ok()?.iter()) {
                out.write_string(row, column, cell).ok()?;
            }
        }
    }
    book.save_to_buffer().ok()
}

fn existing(organisation: &Organisation) -> Vec<ExistingEntry> {
    let list = |subject| match subject {
        Subject::Organisation | Subject::Everyone => None,
        Subject::Unit(unit) if organisation.unit(unit).department().is_some() => {
            Some(List::Departments)
        }
        Subject::Unit(_) => Some(List::People),
        Subject::Group(_) => Some(List::Groups),
        Subject::Service(_) => Some(List::Services),
        Subject::Party(party) => match organisation.party(party).list {
            PartyList::Beneficiary => Some(List::Beneficiaries),
            PartyList::Payer => Some(List::Payers),
            PartyList::Inside(_) => None,
        },
    };
    let entry = |subject| {
        let (id, name) = (organisation.id_of(subject), organisation.name_of(subject));
        Some(ExistingEntry { list: list(subject)?, id: id.into(), name: name.into() })
    };
    organisation.subjects().filter_map(entry).collect()
}
