//! Pieces of maps, and what can happen to them.

use proptest::{prelude::*, sample::Index};
use std::{fs, path::Path, sync::LazyLock};

/// How many lines a piece has.
const LINES: usize = 24;

/// Maps, cut at the lines where an entry begins.
pub(super) static PIECES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pieces = vec![EVERY_STYLE.to_owned()];
    for name in ["xyz.yaml", "we-care.yaml", "council.yaml"] {
        let text = fs::read_to_string(root.join("examples").join(name)).unwrap();
        let mut piece = Vec::new();
        for line in text.lines() {
            let begins = line.starts_with("  - ") || line.starts_with(char::is_alphabetic);
            if begins && piece.len() >= LINES {
                pieces.push(whole(&piece));
                piece.clear();
            }
            piece.push(line);
        }
        pieces.push(whole(&piece));
    }
    pieces
});

/// Lines as a text of its own: items in the middle of a list get a list around them.
fn whole(lines: &[&str]) -> String {
    let first = lines.iter().find(|line| !line.trim_start().starts_with('#'));
    let item = first.is_some_and(|line| line.starts_with("  "));
    format!("{}{}\n", if item { "list:\n" } else { "" }, lines.join("\n"))
}

/// What the examples don't write, if all in one place.
const EVERY_STYLE: &str = r#"? [a, {b: c}]
: complex
? explicit
: &anchor
  - plain text: with # no remark
  - 'it''s' # a remark
  - "tab\tand é\u00e9 \
     goes on"
  - |
    as it
     stands
  - >-
    folded
    lines
again: *anchor
nested: &outer {inner: &inner [*anchor, 1], other: *inner}
more: [*outer, *inner]
*anchor : as a key
*inner : as another
values: [~, null, true, False, 0x1F, 0o7, 1_000, -1.5e3, .inf, .nan, 007, +7, no, 2024-01-01, ""]
tags: [!!str 1, !!int 7, !!int "7", !!float 1, !!bool true, !!null x, ! 1, !own ~, !!map {}, !!seq []]
<<: {a: b}
<<: *outer
a: 1
a: 2
: nothing
"#;

/// What may be put anywhere.
const TOKENS: [&str; 52] = [
    "&a ",
    "*a",
    "&b ",
    "*b ",
    "&a [",
    "- ",
    "  ",
    "\n",
    "\n  ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    ":",
    "\"",
    "'",
    "#",
    " #",
    "|\n",
    ">-\n",
    "!!str ",
    "!!int ",
    "!own ",
    "!!map ",
    "!!seq ",
    "!!null ",
    "!!bool ",
    "!!timestamp ",
    "!",
    "~",
    "null",
    "true",
    "1",
    "0x1F",
    "1_0",
    ".5",
    "é",
    "\t",
    "\r\n",
    "\u{feff}",
    "\\",
    "\\n",
    "? ",
    "<<: ",
    "\u{2028}",
    "\0",
    "%",
    "@",
    "`",
    "name: ",
];

/// One thing that happens to a text.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Delete(Index, usize),
    Insert(Index, &'static str),
    Repeat(Index, usize, Index),
    Indent(Index, &'static str),
    Outdent(Index),
}

/// One to three of them.
pub(super) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (any::<Index>(), 1..8_usize).prop_map(|(at, many)| Edit::Delete(at, many)),
        (any::<Index>(), prop::sample::select(&TOKENS[..]))
            .prop_map(|(at, token)| Edit::Insert(at, token)),
        (any::<Index>(), 1..30_usize, any::<Index>())
            .prop_map(|(at, many, to)| Edit::Repeat(at, many, to)),
        (any::<Index>(), prop::sample::select(&[" ", "\t", "  - "][..]))
            .prop_map(|(at, by)| Edit::Indent(at, by)),
        any::<Index>().prop_map(Edit::Outdent),
    ];
    prop::collection::vec(edit, 1..4)
}

impl Edit {
    pub(super) fn done_to(&self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        if letters.is_empty() {
            return String::new();
        }
        let length = letters.len();
        match self {
            Self::Delete(at, many) => {
                let at = at.index(length);
                letters.drain(at..(at + many).min(length));
            }
            Self::Insert(at, token) => {
                let at = at.index(length);
                letters.splice(at..at, token.chars());
            }
            Self::Repeat(at, many, to) => {
                let (at, to) = (at.index(length), to.index(length));
                let part = letters[at..(at + many).min(length)].to_vec();
                letters.splice(to..to, part);
            }
            Self::Indent(at, by) => {
                let at = line_before(&letters, at.index(length));
                letters.splice(at..at, by.chars());
            }
            Self::Outdent(at) => {
                let at = line_before(&letters, at.index(length));
                let blanks = letters[at..].iter().take_while(|c| **c == ' ').count();
                letters.drain(at..at + blanks);
            }
        }
        letters.into_iter().collect()
    }
}

/// Where the line around a letter begins.
fn line_before(letters: &[char], at: usize) -> usize {
    let before = letters[..at].iter().rposition(|letter| *letter == '\n');
    before.map_or(0, |end| end + 1)
}
