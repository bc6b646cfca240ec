//! The YAML reader against another one: the same values at the same places, and the same texts refused.
//!
//! The other one is serde-saphyr, which builds on the same parser but makes values by a way of its own. Texts
//! are the examples, cut to pieces and damaged: quotes, brackets, anchors, tags and indentation where none belong.
//!
//! They differ on purpose in what `!!binary` is (bytes stay as they are written here, and are decoded there), and
//! in the words of a refusal.

mod edits;
mod tree;

use self::{
    edits::{PIECES, edits},
    tree::{Tree, read},
};
use custmap::{
    diag::{Code, Place, Slice, Sources},
    input::{RawKind, RawValue, Text, read_documents},
};
use proptest::{prelude::*, test_runner::RngSeed};

/// What one reader says of a text: its value, or the line where it breaks off and why.
type Said<T> = Result<T, (u32, Code)>;

/// Three thousand texts in a normal run, always the same; `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig {
        cases: asked.cases.max(3000),
        rng_seed: RngSeed::Fixed(6),
        failure_persistence: None,
        ..asked
    }
}

fn ours(text: &str) -> Said<Option<RawValue>> {
    let mut sources = Sources::default();
    let text = Slice::from(text);
    let file = sources.add("a.yaml", text.clone());
    let (mut documents, problems) = read_documents(file, &text);
    let broken = |code| matches!(code, Code::Syntax | Code::TooMuch | Code::SeveralDocuments);
    match problems.iter().find(|problem| broken(problem.code)) {
        Some(problem) => Err((position(&text, problem.place).0, problem.code)),
        None => Ok(documents.pop()),
    }
}

/// Whether a text is one document for both: imports read the documents of a file one by one.
fn is_one_document(text: &str) -> bool {
    let mark = |line: &str| line.starts_with("---") || line.starts_with("...");
    let blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with(['#', '%']);
    !text.lines().any(mark) && !text.lines().all(blank)
}

/// The line and column of a place. YAML counts a lone carriage return as the end of a line.
fn position(text: &str, place: Place) -> (u32, u32) {
    let before = text[..place.offset as usize].replace("\r\n", "\n").replace('\r', "\n");
    let line = before.matches('\n').count() + 1;
    let column = before.split('\n').next_back().unwrap_or("").chars().count() + 1;
    (u32::try_from(line).unwrap(), u32::try_from(column).unwrap())
}

/// The first difference, if there is one.
fn difference(text: &str, ours: &RawValue, theirs: &Tree) -> Option<String> {
    let at = (position(text, ours.place), ours.span.clone());
    let other = ((theirs.line, theirs.column), theirs.span.clone());
    if at != other {
        return Some(format!("{ours:?} stands elsewhere: {other:?}"));
    }
    match (&ours.kind, &theirs.kind) {
        (RawKind::Null, tree::Kind::Null) => None,
        (RawKind::Text(one), tree::Kind::Text(other)) if **one == **other => None,
        (RawKind::List(one), tree::Kind::List(other)) if one.len() == other.len() => {
            one.iter().zip(other).find_map(|(one, other)| difference(text, one, other))
        }
        (RawKind::Map(one), tree::Kind::Map(other)) => {
            let other = tree::pairs(other);
            let same_key = |((one, _), (other, _)): (&(Text, _), &(&Tree, _))| {
                let at = position(text, one.place);
                Some(&*one.value) == other.text() && at == (other.line, other.column)
            };
            if one.len() != other.len() || !one.iter().zip(&other).all(|(a, b)| same_key((a, b))) {
                return Some(format!("{one:?} has other keys: {other:?}"));
            }
            let values = one.iter().zip(other);
            values
                .map(|((_, one), (_, other))| difference(text, one, other))
                .find_map(|difference| difference)
        }
        (one, other) => Some(format!("{one:?} is {other:?}")),
    }
}

proptest! {
    #![proptest_config(cases())]

    /// Whatever a file looks like, both read the same from it, or refuse it at the same line.
    #[test]
    fn both_read_the_same(piece in 0..PIECES.len(), edits in edits()) {
        let text = edits.iter().fold(PIECES[piece].clone(), |text, edit| edit.done_to(&text));
        prop_assume!(is_one_document(&text));
        match (ours(&text), read(&text)) {
            (Ok(Some(one)), Ok(other)) => {
                let difference = difference(&text, &one, &other);
                prop_assert!(difference.is_none(), "{}\n{text}", difference.unwrap_or_default());
            }
            (Ok(None), Ok(_)) => prop_assert!(false, "nothing was read of\n{text}"),
            (one, other) => prop_assert_eq!(one.err(), other.err(), "{}", text),
        }
    }
}

/// The pieces are read soundly as they are, so that what is compared isn't all broken.
#[test]
fn pieces_are_sound() {
    let sound = PIECES.iter().filter(|piece| ours(piece).is_ok()).count();
    assert_eq!(sound, PIECES.len());
    assert!(sound > 20);
}
