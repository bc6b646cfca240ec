//! Changes of a text as an editor sends them, one after the other: the text stays what the changes make it, and whatever
//! it is, everything that an editor asks of it is answered.
#![no_main]

use custmap::{
    input::MapFormat,
    language::{self, LineIndex, MapFile, Position, PositionEncoding, Snapshot},
    model::Date,
};
use libfuzzer_sys::fuzz_target;

const MAP: &str = "\
organisation: {name: Works}
departments:
  - name: IT
  - {name: Sales, part_of: IT}
services:
  - {name: Shop, provided_by: Sales, serves: [Buyers, IT]}
beneficiaries:
  - name: Buyers
";

fuzz_target!(|changes: Vec<(u16, u8, String)>| {
    let today = Date::parse("2026-11-29").expect("a date");
    let state = |text: &str, previous: Option<&Snapshot>| {
        let file =
            MapFile { name: "org.yaml".into(), text: text.into(), format: MapFormat::Yaml };
        Snapshot::new(&[file], previous, today.clone())
    };
    let mut text = MAP.to_owned();
    let mut snapshot = state(&text, None);
    for (start, length, new) in changes {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let start = usize::from(start) % starts.len();
        let end = (start + usize::from(length)).min(starts.len() - 1);
        let lines = LineIndex::new(&text);
        let position = |at: usize| lines.position(&text, starts[at], PositionEncoding::Utf16);
        let (from, to) = (position(start), position(end));
        // A line break of two characters counts as one end of a line.
        let offset = |position: Position| lines.offset(&text, position, PositionEncoding::Utf16);
        let wanted = [&text[..offset(from)], &new, &text[offset(to)..]].concat();
        language::replace(&mut text, from..to, &new, PositionEncoding::Utf16);
        assert_eq!(text, wanted, "piece by piece as in one");
        snapshot = state(&text, Some(&snapshot));
        assert_eq!(snapshot.is_sound(), state(&text, None).is_sound());
    }
    let id = snapshot.file("org.yaml").expect("the file is there");
    for offset in [0, text.len() / 2, text.len()] {
        drop(language::complete(&snapshot, &text, offset));
        drop(language::hover(&snapshot, id, offset));
        for action in language::actions(&snapshot, id, &(offset..offset)) {
            drop(action.edit(&snapshot));
        }
        if let Ok(renamed) = language::rename_at(&snapshot, id, offset, "new-name") {
            for file in renamed.files {
                drop(language::apply(&text, &file.edits));
            }
        }
    }
    drop(language::symbols(&snapshot, id));
    drop(language::foldings(&snapshot, id));
    drop(language::hints(&snapshot, id, &(0..text.len())));
});
