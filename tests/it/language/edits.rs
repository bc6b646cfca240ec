//! Positions and changes of a text as editors send them.

use super::{MAP, one};
use custmap::language::{
    LineIndex, Position, PositionEncoding, actions, apply, complete, foldings, hints, hover,
    rename_at, symbols,
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
                prop_assert_ne!(&apply(&text, &action.files[0].edits), &text);
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
