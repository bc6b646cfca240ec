//! Changes of a text as an editor sends them, one after the other: the text stays what the changes make it, and whatever
//! it is, everything that an editor asks of it is answered.
#![no_main]

use custmap::{
    input::MapFormat,
    language::{self, PositionEncoding, LineIndex, MapFile, Position, Snapshot},
    model::Date,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|changes: Vec<(u32, u32, u32, u32, String)>| {
    let mut text = String::new();
    for (line, column, to_line, to_column, new) in changes {
        let lines = LineIndex::new(&text);
        let offset = |line: u32, column: u32| {
            lines.offset(&text, Position { line: line % 64, column: column % 64 }, PositionEncoding::Utf16)
        };
        let (start, end) = (offset(line, column), offset(to_line, to_column));
        text.replace_range(start.min(end)..end.max(start), &new);
    }
    let file = MapFile { name: "org.yaml".into(), text: text.as_str().into(), format: MapFormat::Yaml };
    let snapshot = Snapshot::new(&[file], None, Date::parse("2026-11-29").expect("a date"));
    let id = snapshot.file("org.yaml").expect("the file is there");
    for offset in [0, text.len() / 2, text.len()] {
        drop(language::complete(&snapshot, &text, offset));
        drop(language::hover(&snapshot, id, offset));
        drop(language::actions(&snapshot, id, &(offset..offset)));
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
