//! Positions and changes of a text as editors send them.

use super::{MAP, next, one, snapshot};
use custmap::language::{
    LineIndex, Position, PositionEncoding, Snapshot, actions, apply, complete, foldings, hints,
    hover, references, rename_at, replace, symbols,
};
use proptest::prelude::*;

/// Columns count UTF-16 units or bytes; what is beyond a line or the text is its end.
#[test]
fn positions_count_lines_and_units() {
    let text = "a😀b\r\né\rx\n";
    let lines = LineIndex::new(text);
    let at = |line, column, encoding| lines.offset(text, Position { line, column }, encoding);
    assert_eq!(at(0, 3, PositionEncoding::Utf16), 5);
    assert_eq!(at(0, 5, PositionEncoding::Utf8), 5);
    assert_eq!(at(0, 2, PositionEncoding::Utf16), 1, "within the pair of units of one letter");
    assert_eq!(at(0, 99, PositionEncoding::Utf16), 6, "before the line break");
    assert_eq!(at(1, 1, PositionEncoding::Utf16), 10);
    assert_eq!(at(2, 0, PositionEncoding::Utf16), 11);
    assert_eq!(at(9, 0, PositionEncoding::Utf16), text.len());
    assert_eq!(lines.position(text, 5, PositionEncoding::Utf16), Position { line: 0, column: 3 });
    assert_eq!(lines.position(text, 3, PositionEncoding::Utf16), Position { line: 0, column: 1 });
    assert_eq!(lines.position(text, 999, PositionEncoding::Utf8), Position { line: 3, column: 0 });
}

proptest! {
    /// Every byte at the start of a character has a position that leads back to it.
    #[test]
    fn positions_lead_back(text in "[a😀é\\n\\r ]{0,30}") {
        let lines = LineIndex::new(&text);
        for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16] {
            for (at, _) in text.char_indices() {
                let position = lines.position(&text, at, encoding);
                let back = lines.offset(&text, position, encoding);
                // A byte of a line break counts as the end of its line.
                prop_assert!(back == at || text[back..=at].trim_matches(['\r', '\n']).is_empty());
            }
        }
    }
}

/// Pieces of maps, sound and broken.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "services:\n",
        "  - name: ",
        "IT",
        "serves: [",
        "]",
        "{",
        "}",
        ": ",
        "- ",
        "\n",
        "    ",
        "&a ",
        "*a",
        "\"",
        "'",
        "# x",
        "it.serves",
        "😀",
        "e\u{301}",
        "\r\n",
        "\t",
        "for: ",
        "|\n",
        "everyone",
    ])
}

/// Lines of maps: whole entries, and parts of them.
fn entry() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "  - name: Archive",
        "  - name: Archive\n    purpose: |\n      keeps\n      - what is old",
        "  - {id: it, name: Twice}",
        "  - name: 'Two\n\n      lines'",
        "    purpose: *nothing",
        "  - &a {name: Anchor}",
        "  - *a",
        "  - nmae: Wrong",
        "    provided_by: [Archive, it]",
        "  # a comment",
        "",
        "groups:",
        "  -",
        "- name: Outside",
        "    - deeper",
        "...",
        "serves: [",
        "  - name: Ünit 😀\n    part_of: Sales",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever a map becomes by changes at any place, everything that an editor asks is answered, and a rename leaves a
    /// text in which the same references name the same entries.
    #[test]
    fn a_changed_text_is_always_answered(
        changes in prop::collection::vec((0..700_usize, 0..700_usize, piece()), 1..6),
    ) {
        let mut text = MAP.to_owned();
        for (start, end, new) in changes {
            let lines = LineIndex::new(&text);
            let place = |at: usize| lines.position(&text, at, PositionEncoding::Utf16);
            let offset = |at: usize| lines.offset(&text, place(at), PositionEncoding::Utf16);
            let (start, end) = (offset(start), offset(start + end % 9));
            text.replace_range(start.min(end)..end.max(start), new);
        }
        let (snapshot, file) = one(&text);
        for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)).step_by(23) {
            let proposals = complete(&snapshot, &text, offset);
            prop_assert!(text.get(proposals.range).is_some());
            let hovered = hover(&snapshot, file, offset);
            prop_assert!(hovered.is_none_or(|one| text.get(one.span).is_some()));
            for action in actions(&snapshot, file, &(offset..offset)) {
                // Not every action that is proposed can be written at its place; one that can changes the text.
                if let Ok(made) = action.edit(&snapshot) {
                    prop_assert_ne!(&apply(&text, &made.edits), &text);
                }
            }
            if let Ok(renamed) = rename_at(&snapshot, file, offset, "Other name") {
                let after = apply(&text, &renamed.files[0].edits);
                prop_assert_eq!(one(&after).0.is_sound(), snapshot.is_sound());
            }
        }
        let is_within = |range: std::ops::Range<usize>| text.get(range).is_some();
        prop_assert!(symbols(&snapshot, file).into_iter().all(|one| is_within(one.range)));
        prop_assert!(foldings(&snapshot, file).into_iter().all(is_within));
        let hinted = hints(&snapshot, file, &(0..text.len()));
        prop_assert!(hinted.iter().all(|hint| hint.at <= text.len()));
    }
}

/// A text as editors count it: lines of UTF-16 units, each with its line break.
fn units_of(text: &str) -> Vec<Vec<u16>> {
    let mut lines = vec![Vec::new()];
    let units: Vec<u16> = text.encode_utf16().collect();
    for (at, unit) in units.iter().enumerate() {
        lines.last_mut().unwrap().push(*unit);
        let is_end = match *unit {
            0x0a => true,
            0x0d => units.get(at + 1) != Some(&0x0a),
            _ => false,
        };
        if is_end {
            lines.push(Vec::new());
        }
    }
    lines
}

/// The same replacement on lines of UTF-16 units. Positions are within the text, and between characters.
fn replace_units(text: &str, from: Position, to: Position, new: &str) -> String {
    let lines = units_of(text);
    let before = |end: Position| -> Vec<u16> {
        let whole = lines[..end.line as usize].iter().flatten();
        whole.chain(&lines[end.line as usize][..end.column as usize]).copied().collect()
    };
    let (head, until) = (before(from), before(to));
    let all: Vec<u16> = lines.iter().flatten().copied().collect();
    let replaced = head.into_iter().chain(new.encode_utf16()).chain(all[until.len()..].to_vec());
    String::from_utf16(&replaced.collect::<Vec<u16>>()).unwrap()
}

/// Whether a byte is the end of a line or within it, and not within its line break.
fn is_position(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && !(text[..at].ends_with('\r') && text[at..].starts_with('\n'))
}

/// Everything that two states of the same texts say.
fn same(state: &Snapshot, alone: &Snapshot) -> Result<(), TestCaseError> {
    prop_assert_eq!(state.is_sound(), alone.is_sound());
    for (file, _) in state.sources.iter() {
        let shown = |of| symbols(of, file).into_iter().map(|one| (one.name, one.list, one.range));
        prop_assert!(shown(state).eq(shown(alone)));
        prop_assert_eq!(foldings(state, file), foldings(alone, file));
    }
    // While a file can't be read, more is known of the state before.
    if alone.is_complete() {
        prop_assert_eq!(&state.diagnostics, &alone.diagnostics);
        prop_assert_eq!(state.entries().count(), alone.entries().count());
        for (new, old) in state.entries().zip(alone.entries()) {
            prop_assert_eq!((new.id, new.name, new.place), (old.id, old.name, old.place));
            let [new, old] = [(state, new.number), (alone, old.number)]
                .map(|(of, number)| references(of, number));
            prop_assert_eq!(new, old);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// A text that is changed piece by piece is the text that the changes make when they are made on UTF-16 units, and
    /// what follows from it after the state before is what follows from it alone.
    #[test]
    fn changes_piece_by_piece_make_the_whole_text(
        changes in prop::collection::vec((0..700_usize, 0..12_usize, piece()), 1..8),
    ) {
        let mut text = MAP.to_owned();
        let mut state = snapshot(&[("org.yaml", &text), ("more.yaml", "people: []\n")]);
        for (start, length, new) in changes {
            let places: Vec<usize> = (0..=text.len()).filter(|at| is_position(&text, *at)).collect();
            let start = start % places.len();
            let end = (start + length).min(places.len() - 1);
            let lines = LineIndex::new(&text);
            let position = |at: usize| lines.position(&text, places[at], PositionEncoding::Utf16);
            let (from, to) = (position(start), position(end));
            let wanted = replace_units(&text, from, to, new);
            replace(&mut text, from..to, new, PositionEncoding::Utf16);
            prop_assert_eq!(&text, &wanted);
            let files = [("org.yaml", &*text), ("more.yaml", "people: []\n")];
            state = next(&files, Some(&state));
            same(&state, &snapshot(&files))?;
        }
    }

    /// Entries that are written, changed, moved and deleted one after the other, so that only they are read again, say what
    /// the whole text says.
    #[test]
    fn entries_that_are_read_again_say_what_the_whole_text_says(
        changes in prop::collection::vec((0..20_usize, 0..3_usize, entry()), 1..6),
    ) {
        let mut lines: Vec<String> = MAP.lines().map(str::to_owned).collect();
        let whole = |lines: &[String]| lines.join("\n") + "\n";
        let mut state = snapshot(&[("org.yaml", &whole(&lines))]);
        for (at, deleted, new) in changes {
            let at = 2 + at % (lines.len() - 2);
            let end = (at + deleted).min(lines.len());
            lines.splice(at..end, new.lines().map(str::to_owned));
            let text = whole(&lines);
            state = next(&[("org.yaml", &text)], Some(&state));
            same(&state, &snapshot(&[("org.yaml", &text)]))?;
        }
    }
}
