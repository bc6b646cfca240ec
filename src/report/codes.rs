//! The answer of `explain`: what codes mean, and what to do about them.

use super::{Answer, Data, Document, Limits, Line, Listing, listing::Column};
use crate::{
    diag::{Code, Severity},
    model::Datum,
};

/// The columns that a screen shows.
const SHOWN: &[&str] = &["code", "level", "when", "what_to_do"];

/// Every code.
pub fn codes() -> Listing<Code> {
    Listing {
        title: vec!["Errors of the file, and findings about the organisation.".into()],
        notes: vec!["The page of one: custmap explain CODE".into()],
        ..listing(Code::ALL.to_vec())
    }
}

fn listing(codes: Vec<Code>) -> Listing<Code> {
    let column = Column::<Code>::new;
    let columns = vec![
        column("code", |code| Datum::Word(code.word())).headed("Code", 4),
        column("level", |code| Datum::Word(level(*code))).headed("Level", 2),
        column("when", |code| Datum::text(code.meaning())).headed("When", 8),
        column("what_to_do", |code| Datum::text(code.advice())).headed("What to do", 6),
    ];
    Listing::new("codes", columns, SHOWN, codes)
}

/// What one code means.
#[derive(Debug)]
pub struct CodeExplanation {
    code: Code,
    listing: Listing<Code>,
}

/// The explanation of a code.
pub fn explanation(code: Code) -> CodeExplanation {
    CodeExplanation { code, listing: listing(vec![code]) }
}

impl Answer for CodeExplanation {
    /// Paragraphs with space between them.
    fn document(&self, _: Limits) -> Document {
        let [first, rest @ ..] = paragraphs(self.code);
        let mut document = Document::titled([first]);
        for paragraph in rest {
            document.text([Line::default(), paragraph.into()]);
        }
        document
    }

    fn data(&self) -> Data<'_> {
        self.listing.data()
    }
}

fn paragraphs(code: Code) -> [String; 4] {
    let word = code.word();
    let more = if code.is_finding() {
        format!(
            "To change its level, write `checks: {{{word}: off}}` (or note, warning, error) in the map. \
             To silence it for one thing and its parts, write under `allow`: \
             `- {{finding: {word}, of: ID, because: ...}}`."
        )
    } else {
        "An error of the file: the map can't be used until it is fixed.".to_owned()
    };
    [
        format!("{word} ({})", level(code)),
        code.meaning().to_owned(),
        format!("What to do: {}.", code.advice()),
        more,
    ]
}

fn level(code: Code) -> &'static str {
    // Some findings are silent until `checks` gives them a level (SPEC 4).
    code.level().map_or("off", Severity::word)
}
