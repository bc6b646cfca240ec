//! Every file of `examples/` damaged in every way of a table, into the command that reads it, the sheets of a workbook on
//! their way back, and the texts of an editor: some 1,100 cases. Each ends with 0, 1 or 2 in time, says what is wrong in
//! plain words, and leaves the map as it was where it refuses.

use super::{KILLED, Ran, harmless, run};
use crate::{hardening::with_part, run::Run};
use serde_json::{Value, json};
use std::{fmt::Write as _, fs, io::Cursor, path::Path};
use zip::ZipArchive;

/// A file, and the command that reads it as `FILE`, beside `org.yaml` and all files of `examples/import`.
const READERS: [(&str, &str); 35] = [
    ("xyz.yaml", "check FILE"),
    ("xyz.yaml", "analyze FILE --quiet"),
    ("we-care.yaml", "export FILE --format json"),
    ("council.yaml", "check FILE --format csv"),
    ("xyz.yaml", "diff org.yaml FILE"),
    ("xyz.yaml", "rename FILE it information --dry-run"),
    ("xyz.yaml", "sheet FILE -o out.xlsx"),
    ("xyz.yaml", "trend FILE --no-git"),
    ("xyz.yaml", "brief FILE --today 2026-11-29"),
    ("xyz.yaml", "register FILE --as interested-parties"),
    ("we-care.yaml", "register FILE --as catalogue -o out.xlsx"),
    ("xyz.yaml", "ask FILE --each -o forms"),
    ("council.yaml", "ask FILE --survey limesurvey -o out.txt"),
    ("xyz.yaml", "impact FILE --all"),
    ("xyz.yaml", "refs FILE it"),
    ("xyz.yaml", "import csv services.csv --as services --merge FILE"),
    ("xyz.yaml", "import answers sales.json --merge FILE --today 2026-11-29"),
    ("import/services.csv", "import csv FILE --as services"),
    ("import/services.csv", "import csv FILE --as services --merge org.yaml"),
    ("import/hospital.csv", "import csv FILE --mapping hospital.yaml"),
    ("import/hospital.yaml", "import csv hospital.csv --mapping FILE"),
    ("import/gc.yaml", "import csv gc.csv --mapping FILE"),
    ("import/staff.csv", "import hris FILE"),
    ("import/staff.csv", "import hris FILE --people --merge org.yaml"),
    ("import/accounts.csv", "import crm FILE deals.csv --service x"),
    ("import/deals.csv", "import crm accounts.csv FILE --merge org.yaml"),
    ("import/insurer.xml", "import archimate FILE"),
    ("import/elements.csv", "import archimate FILE"),
    ("import/catalog-info.yaml", "import backstage FILE"),
    ("import/survey.csv", "import survey FILE --merge org.yaml --lowest 1 --scale 5"),
    ("import/tickets.csv", "import usage FILE --merge org.yaml"),
    ("import/charges.csv", "import usage FILE --merge org.yaml"),
    ("answers/accounting.json", "import answers FILE --merge org.yaml --today 2026-11-29"),
    ("answers/sales.json", "import answers FILE --dry-run --merge org.yaml --today 2026-11-29"),
    (
        "import/ratings.csv",
        "import survey FILE --merge org.yaml --lowest 1 --scale 5 --measured 2026-10",
    ),
];

/// A way of damaging a file.
type Damage = fn(&[u8]) -> Vec<u8>;

/// All ways.
const DAMAGES: [(&str, Damage); 26] = [
    ("nothing left", |_| Vec::new()),
    ("one byte", |bytes| bytes[..1].to_vec()),
    ("the first half", |bytes| bytes[..bytes.len() / 2].to_vec()),
    ("the second half", |bytes| bytes[bytes.len() / 2..].to_vec()),
    ("all but the end", |bytes| bytes[..bytes.len() - 3].to_vec()),
    ("twice", |bytes| bytes.repeat(2)),
    ("40 times", |bytes| bytes.repeat(40)),
    ("lines turned round", |bytes| join(lines(bytes).into_iter().rev())),
    ("every other line", |bytes| join(lines(bytes).into_iter().step_by(2))),
    ("no line breaks", |bytes| replaced(bytes, b"\n", b" ")),
    ("line breaks of old", |bytes| replaced(bytes, b"\n", b"\r")),
    ("line breaks of Windows", |bytes| replaced(bytes, b"\n", b"\r\n")),
    ("UTF-16", |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    }),
    ("no UTF-8", |bytes| each(bytes, 41, 0xe9)),
    ("null bytes", |bytes| each(bytes, 53, 0)),
    ("escapes", |bytes| each(bytes, 29, 0x1b)),
    ("turned writing", |bytes| replaced(bytes, b"e", "\u{202e}e\u{2066}".as_bytes())),
    ("quotes", |bytes| each(bytes, 67, b'"')),
    ("brackets", |bytes| each(bytes, 37, b'[')),
    ("colons", |bytes| each(bytes, 31, b':')),
    ("tabs", |bytes| replaced(bytes, b" ", b"\t")),
    ("other delimiters", |bytes| replaced(bytes, b",", b";")),
    ("formulas", |bytes| replaced(bytes, b"a", b"=cmd|' /C calc'!A0")),
    ("huge numbers", |bytes| replaced(bytes, b"1", b"999999999999999999999999999999")),
    ("one long word", |bytes| replaced(bytes, b"i", "x".repeat(3_000).as_bytes())),
    ("deep", |bytes| [b"{a: [".repeat(3_000).as_slice(), bytes].concat()),
];

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split(|byte| *byte == b'\n').collect()
}

fn join<'b>(lines: impl Iterator<Item = &'b [u8]>) -> Vec<u8> {
    lines.collect::<Vec<_>>().join(&b'\n')
}

/// With another byte in each of many places.
fn each(bytes: &[u8], step: usize, new: u8) -> Vec<u8> {
    let damaged = bytes.iter().enumerate();
    damaged.map(|(at, byte)| if at % step == step - 1 { new } else { *byte }).collect()
}

/// With other bytes for the first 300 of some.
fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut damaged = Vec::new();
    let mut rest = bytes;
    for _ in 0..300 {
        let Some(at) = rest.windows(old.len()).position(|window| window == old) else { break };
        damaged.extend_from_slice(&rest[..at]);
        damaged.extend_from_slice(new);
        rest = &rest[at + old.len()..];
    }
    damaged.extend_from_slice(rest);
    damaged
}

/// What is wrong with a run.
fn faults(ran: &Ran, is_map_changed: bool) -> Vec<&'static str> {
    let stdout = String::from_utf8_lossy(&ran.stdout);
    let is_in = |words: &str| stdout.contains(words) || ran.stderr.contains(words);
    // Texts that go to programs hold the characters of the file; what goes to people doesn't.
    let is_shown = ran.stderr.chars().all(harmless);
    // Formats for programs hold the errors themselves.
    let said = !stdout.is_empty() || ran.stderr.lines().any(|line| line.starts_with("error"));
    let checks = [
        (ran.code == KILLED, "it took too long, or a signal ended it"),
        (!matches!(ran.code, KILLED | 0..=2), "a status that means nothing"),
        (is_in("panicked") || is_in("overflowed its stack"), "it panicked"),
        (is_in("memory allocation"), "out of memory"),
        (!is_shown, "a control character gets out"),
        (ran.code == 2 && !said, "refused without a word"),
        (ran.stderr.len() > 200_000, "it says too much"),
        (ran.code != 0 && is_map_changed, "refused, but the map was changed"),
    ];
    checks.into_iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, what)| what).collect()
}

#[test]
fn damaged_examples() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let map = fs::read(examples.join("xyz.yaml")).unwrap();
    let (mut wrong, mut count) = (String::new(), 0);
    let mut statuses = [0; 3];
    for (file, line) in READERS {
        let bytes = fs::read(examples.join(file)).unwrap();
        let (_, ending) = file.rsplit_once('.').unwrap();
        let name = format!("damaged.{ending}");
        for (damage, strike) in DAMAGES {
            let folder = tempfile::tempdir().unwrap();
            for beside in ["import", "answers"] {
                for entry in fs::read_dir(examples.join(beside)).unwrap() {
                    let path = entry.unwrap().path();
                    fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
                }
            }
            fs::write(folder.path().join("org.yaml"), &map).unwrap();
            fs::write(folder.path().join(&name), strike(&bytes)).unwrap();
            let line = line.replace("FILE", &name);
            let ran = run(folder.path(), &line.split(' ').collect::<Vec<_>>());
            let left = fs::read(folder.path().join("org.yaml")).unwrap();
            for fault in faults(&ran, left != map) {
                let said: String = ran.stderr.chars().take(400).collect();
                writeln!(wrong, "{line} with {damage}: {fault} ({})\n{said}\n", ran.code).unwrap();
            }
            if let Some(number) = usize::try_from(ran.code).ok().and_then(|at| statuses.get_mut(at))
            {
                *number += 1;
            }
            count += 1;
        }
    }
    assert!(count >= 900, "{count}");
    // Some damage is none to some readers, and most of it is to most.
    assert!(statuses[0] > 20 && statuses[2] > 200, "{statuses:?}");
    assert!(wrong.is_empty(), "{wrong}");
}

/// The parts of a workbook that hold what somebody types, damaged on its way back to the map.
#[test]
fn damaged_sheets_come_back() {
    const PARTS: [&str; 6] = [
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet5.xml",
    ];
    let map = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/xyz.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::write(file("org.yaml"), &map).unwrap();
    assert_eq!(run(folder.path(), &["sheet", "org.yaml", "-o", "map.xlsx"]).code, 0);
    let book = fs::read(file("map.xlsx")).unwrap();
    let archive = ZipArchive::new(Cursor::new(&book)).unwrap();
    let (mut wrong, mut count) = (String::new(), 0);
    for (part, at) in PARTS.iter().filter_map(|part| Some((part, archive.index_for_name(part)?))) {
        for (damage, strike) in DAMAGES {
            let damaged = with_part(&book, at, |bytes| strike(&bytes));
            fs::write(file("damaged.xlsx"), damaged).unwrap();
            fs::write(file("org.yaml"), &map).unwrap();
            let line = "import workbook damaged.xlsx --merge org.yaml --overwrite all";
            let ran = run(folder.path(), &line.split(' ').collect::<Vec<_>>());
            let left = fs::read(file("org.yaml")).unwrap();
            for fault in faults(&ran, left != map) {
                let said: String = ran.stderr.chars().take(400).collect();
                writeln!(wrong, "{part} with {damage}: {fault} ({})\n{said}\n", ran.code).unwrap();
            }
            count += 1;
        }
    }
    assert!(count >= 100, "{count}");
    assert!(wrong.is_empty(), "{wrong}");
}

/// A message as an editor sends it.
fn message(text: &Value) -> String {
    let text = text.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len())
}

/// A damaged text in an editor: every question about it is answered, and the session ends as agreed.
#[test]
fn damaged_texts_in_an_editor() {
    const QUESTIONS: [&str; 7] = [
        "completion",
        "hover",
        "documentSymbol",
        "foldingRange",
        "inlayHint",
        "codeAction",
        "rename",
    ];
    let map = include_bytes!("../../../examples/xyz.yaml");
    for (damage, strike) in DAMAGES {
        let text = String::from_utf8_lossy(&strike(map)).into_owned();
        let run = Run::empty().file("org.yaml", "").line("lsp");
        let uri = format!("file://{}", run.path().join("org.yaml").display());
        let opened = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        let mut session = vec![
            json!({"id": 0, "method": "initialize", "params": {"capabilities": {}}}),
            json!({"method": "initialized", "params": {}}),
            json!({"method": "textDocument/didOpen", "params": {"textDocument": opened}}),
        ];
        for (id, question) in (1..).zip(QUESTIONS) {
            let position = json!({"line": 20, "character": 9});
            let params = json!({
                "textDocument": {"uri": uri}, "position": position, "newName": "new",
                "range": {"start": position, "end": position}, "context": {"diagnostics": []},
            });
            let method = format!("textDocument/{question}");
            session.push(json!({"id": id, "method": method, "params": params}));
        }
        session.push(json!({"id": 99, "method": "shutdown"}));
        session.push(json!({"method": "exit"}));
        let input: String = session
            .into_iter()
            .map(|mut one| {
                one["jsonrpc"] = "2.0".into();
                message(&one)
            })
            .collect();
        let ran = run.stdin(&input).ran().ends(0);
        for id in (0..=QUESTIONS.len()).chain([99]) {
            assert!(ran.stdout.contains(&format!("\"id\":{id},")), "{damage}: {id} in {ran}");
        }
    }
}
