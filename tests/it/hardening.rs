//! Bytes that nobody meant, into everything that reads: what the fuzz targets of `tests/fuzz` do without end, for a
//! bounded number of cases that are always the same.

use crate::{
    binary_books::{cell, old_cell, old_text, row, wide, xls, xlsb},
    imported::{Source, import},
    judge::judge,
    properties::{Blow, blow, cases},
    returned::{Returned, take_back},
    run::Run,
};
use custmap::{
    import::{Encoding, List, RecordKind},
    input::MapFormat,
};
use proptest::{collection::vec, prelude::*};
use std::io::{Cursor, Read as _, Write as _};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const GRAPH: &str = r#"{"value": [{"id": "a", "displayName": "Ada", "department": "Board", "manager": null},
    {"id": "b", "displayName": "Bo", "department": "Sales", "manager": {"id": "a"}, "emails": [{"value": "b@x.example"}]}]}"#;
const LDIF: &str = "dn: CN=Ada,DC=x\nobjectClass: person\ncn: Ada\n\n\
    dn: CN=Bo,DC=x\nobjectClass: user\ncn:: Qm8=\nmanager: CN=Ada,\n DC=x\nuserAccountControl: 512\n";

/// Sources as people have them, of every kind.
const SOURCES: &[(Source, &str)] = &[
    (
        Source::Table(List::Services, Encoding::Utf8),
        include_str!("../../examples/import/services.csv"),
    ),
    (
        Source::Table(List::People, Encoding::Windows1252),
        include_str!("../../examples/import/staff.csv"),
    ),
    (Source::Staff, include_str!("../../examples/import/staff.csv")),
    (Source::Records(RecordKind::Json), GRAPH),
    (Source::Records(RecordKind::Ldif), LDIF),
    (Source::Accounts, include_str!("../../examples/import/accounts.csv")),
    (Source::Deals, include_str!("../../examples/import/deals.csv")),
    (Source::Exchange, include_str!("../../examples/import/insurer.xml")),
    (Source::Elements, include_str!("../../examples/import/elements.csv")),
    (Source::Catalogue, include_str!("../../examples/import/catalog-info.yaml")),
    (Source::Mapping, include_str!("../../examples/import/services.yaml")),
    (Source::Mapping, include_str!("../../examples/import/gc.yaml")),
];

/// A source of each system whose files an import recognises, and tables with marks and lists in cells: what the fuzz
/// target starts from, with a sign in front that says what it is.
const PRESETS: &[&str] = &[
    include_str!("../fuzz/seeds/imports/staff-bamboohr"),
    include_str!("../fuzz/seeds/imports/staff-workday"),
    include_str!("../fuzz/seeds/imports/staff-successfactors"),
    include_str!("../fuzz/seeds/imports/staff-adp"),
    include_str!("../fuzz/seeds/imports/staff-paylocity"),
    include_str!("../fuzz/seeds/imports/staff-google"),
    include_str!("../fuzz/seeds/imports/staff-entra"),
    include_str!("../fuzz/seeds/imports/staff-active-directory"),
    include_str!("../fuzz/seeds/imports/staff-orgplus"),
    include_str!("../fuzz/seeds/imports/staff-visio"),
    include_str!("../fuzz/seeds/imports/staff-chart"),
    include_str!("../fuzz/seeds/imports/scim"),
    include_str!("../fuzz/seeds/imports/accounts-hubspot"),
    include_str!("../fuzz/seeds/imports/accounts-dynamics"),
    include_str!("../fuzz/seeds/imports/accounts-pipedrive"),
    include_str!("../fuzz/seeds/imports/users-salesforce"),
    include_str!("../fuzz/seeds/imports/deals-hubspot"),
    include_str!("../fuzz/seeds/imports/deals-pipedrive"),
    include_str!("../fuzz/seeds/imports/model-archi"),
    include_str!("../fuzz/seeds/imports/catalogue-api"),
    include_str!("../fuzz/seeds/imports/cross-table"),
    include_str!("../fuzz/seeds/imports/lines"),
];

/// What comes back to a map, of every kind.
const RETURNED: &[(Returned, &str)] = &[
    (Returned::Survey, include_str!("../../examples/import/survey.csv")),
    (
        Returned::LongSurvey,
        "date,of,service,score\n2026-05-01,HR,Helpdesk,4\n2026-05-02,hr,helpdesk,5\n2026-05-03,HR,Helpdesk,2\n",
    ),
    (
        Returned::Usage,
        "Service,Department,Amount,Opened\nHelpdesk,HR,\"1,200.50\",2026-05-01\nHelpdesk,Sales,7,2026-05-02\n",
    ),
    (Returned::Answers, include_str!("../../examples/answers/accounting.json")),
    (Returned::Answers, include_str!("../../examples/answers/sales.json")),
    (Returned::Sheets { delete: false, overwrite: true }, SHEETS),
    (Returned::Sheets { delete: true, overwrite: false }, SHEETS),
];
/// Some sheets of a workbook: rows that are known, changed, new and gone.
const SHEETS: &str = "
= departments
id,name,part_of,purpose,lead,site,headcount,tags
it,IT,operations,Other,head-of-it,,24,computer; net
hr,HR,,,,,,
,Law,it,,ann,,3,
= people
id,name,department,role
ann,Ann,it,manager
= services
id,name,provided_by,status
helpdesk,Helpdesk,it,
,Advice,Law,planned
= relationships
id,name,to,for,satisfaction.score,satisfaction.n,satisfaction.measured
helpdesk,Helpdesk,hr,,7,12,2026-05
,Advice,everyone,[],,,
= measurements
service,of,score,n,measured
helpdesk,hr,8,12,2026-06
= checks
finding,level
small-sample,off
";

/// Maps as people write them.
const MAPS: [&str; 3] = [
    include_str!("../../examples/xyz.yaml"),
    include_str!("../../examples/we-care.yaml"),
    include_str!("../../examples/council.yaml"),
];

/// What a preset is, and its text behind the sign for that.
fn of_preset(seed: &'static str) -> (Source, &'static str) {
    (Source::of_sign(seed.as_bytes()[0]), &seed[1..])
}

/// A text that was struck some times.
fn struck(text: &str, blows: Vec<Blow>) -> String {
    blows.into_iter().fold(text.to_owned(), |text, blow| blow.strike(&text))
}

/// A workbook with a staff list.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let text = include_str!("../../examples/import/staff.csv");
    for (row, line) in (0..).zip(text.lines().take(12)) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.write(13, 2, 4.5).unwrap();
    sheet.write(13, 3, true).unwrap();
    book.save_to_buffer().unwrap()
}

/// The same with one of its parts struck.
fn struck_inside(book: &[u8], which: usize, blows: &[Blow]) -> Vec<u8> {
    with_part(book, which, |bytes| {
        struck(&String::from_utf8(bytes).unwrap(), blows.to_vec()).into_bytes()
    })
}

/// A packed file with another content of one part.
pub(crate) fn with_part(book: &[u8], which: usize, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut read = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    let which = which % read.len();
    for at in 0..read.len() {
        let mut file = read.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let bytes = if at == which { change(bytes) } else { bytes };
        written.start_file(file.name().unwrap(), SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// Every source as it is gets through: what is tried below is near something sound.
#[test]
fn sources_are_sound() {
    for (source, text) in SOURCES.iter().copied().chain(PRESETS.iter().map(|it| of_preset(it))) {
        import(source, text.as_bytes());
    }
    import(Source::Workbook, &workbook());
    for (kind, text) in RETURNED {
        take_back(*kind, text.as_bytes());
    }
    let mut book = custmap::import::Workbook::open(workbook()).unwrap();
    let name = book.sheets()[0].name.clone();
    assert!(book.sheet(&name).unwrap().text.lines().count() > 10);
}

proptest! {
    #![proptest_config(cases(400))]

    /// A source with mistakes anywhere gives problems at their places, and what is made of the rest is YAML.
    #[test]
    fn broken_sources_give_problems(which in 0..SOURCES.len() + PRESETS.len(), blows in vec(blow(), 1..6)) {
        let (source, text) = match which.checked_sub(SOURCES.len()) {
            None => SOURCES[which],
            Some(preset) => of_preset(PRESETS[preset]),
        };
        import(source, struck(text, blows).as_bytes());
    }

    /// What comes back with mistakes anywhere is refused, or makes a sound map.
    #[test]
    fn broken_returns_leave_a_sound_map(which in 0..RETURNED.len(), blows in vec(blow(), 1..6)) {
        let (kind, text) = RETURNED[which];
        take_back(kind, struck(text, blows).as_bytes());
    }

    /// So do bytes that are no text, or no text of any kind.
    #[test]
    fn any_bytes_can_be_imported(which in 0..SOURCES.len(), bytes in vec(any::<u8>(), 0..300), mark in 0..4_usize) {
        let mark: &[u8] = [&b""[..], b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"][mark];
        import(SOURCES[which].0, &[mark, &bytes].concat());
        import(Source::Workbook, &bytes);
    }
}

proptest! {
    #![proptest_config(cases(200))]

    /// A workbook that was damaged, in its XML or as a file, is read or refused.
    #[test]
    fn broken_workbooks_are_refused(
        which in any::<usize>(), blows in vec(blow(), 1..4), holes in vec((any::<u16>(), any::<u8>()), 1..8)
    ) {
        let book = workbook();
        import(Source::Workbook, &struck_inside(&book, which, &blows));
        let mut damaged = book;
        for (at, byte) in holes {
            let at = usize::from(at) % damaged.len();
            damaged[at] = byte;
        }
        import(Source::Workbook, &damaged);
    }

    /// So is a binary one.
    #[test]
    fn broken_binary_workbooks_are_refused(
        is_old in any::<bool>(), part in any::<usize>(), holes in vec((any::<u16>(), any::<u8>()), 1..8), cut in any::<u16>()
    ) {
        let damage = |mut bytes: Vec<u8>| {
            for (at, byte) in &holes {
                let at = usize::from(*at) % bytes.len().max(1);
                if let Some(hole) = bytes.get_mut(at) {
                    *hole = *byte;
                }
            }
            if cut % 4 == 0 {
                bytes.truncate(usize::from(cut) % bytes.len().max(1));
            }
            bytes
        };
        if is_old {
            let sheet = [old_cell(0x204, [0, 0, 0], &old_text("name")), old_cell(0x204, [1, 0, 0], &old_text("Ada"))];
            import(Source::Workbook, &damage(xls(&[], &sheet)));
        } else {
            let sheet = [row(0, false), cell(6, 0, 0, &wide("name")), row(1, true), cell(7, 0, 1, &[0; 4])];
            import(Source::Workbook, &with_part(&xlsb(&["Ada"], &sheet), part, damage));
        }
    }

    /// A real map with mistakes gives problems at their places, or is derived and written in every format.
    #[test]
    fn broken_examples_give_problems(which in 0..MAPS.len(), blows in vec(blow(), 1..5)) {
        judge(&struck(MAPS[which], blows), MapFormat::Yaml);
    }
}

/// A mapping file that is none, or empty, is an error at its beginning; it lacks what it lacks somewhere.
#[test]
fn issue_a_mapping_that_is_none() {
    for mapping in ["", "x", "[", "as: x\n  y: z"] {
        let run = Run::empty().file("t.csv", "name\nIT\n").file("m.yaml", mapping);
        let ran = run.line("import csv t.csv --mapping m.yaml").refused();
        ran.complains("m.yaml:1:1").complains("what is a row? `as` is missing");
    }
}
