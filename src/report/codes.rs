//! The pages of `explain`.

use super::{Heading, Table};
use crate::diag::{Code, Severity};

/// All codes as a table.
#[must_use]
pub fn codes() -> Table {
    Table {
        title: vec!["Errors of the file, and findings about the organisation.".to_owned()],
        notes: vec!["The page of one: custmap explain CODE".to_owned()],
        ..table(Code::ALL)
    }
}

/// Some codes as a table: what each means and what to do.
#[must_use]
pub fn table(codes: &[Code]) -> Table {
    let row = |code: &Code| {
        let level = level(*code);
        vec![code.word().into(), level.into(), code.meaning().into(), code.advice().into()]
    };
    Table {
        columns: vec![
            Heading::new("CODE", 4),
            Heading::new("LEVEL", 2),
            Heading::new("WHEN", 8),
            Heading::new("WHAT TO DO", 6),
        ],
        rows: codes.iter().map(row).collect(),
        ..Table::default()
    }
}

/// The page of one code: paragraphs.
#[must_use]
pub fn explanation(code: Code) -> Vec<String> {
    let word = code.word();
    let mut page = vec![
        format!("{word} ({})", level(code)),
        code.meaning().to_owned(),
        format!("What to do: {}.", code.advice()),
    ];
    page.push(if code.is_finding() {
        format!(
            "To change its level, write `checks: {{{word}: off}}` (or note, warning, error) in the map. \
             To silence it for one thing and its parts, write under `allow`: \
             `- {{finding: {word}, of: ID, because: ...}}`."
        )
    } else {
        "An error of the file: the map can't be used until it is mended.".to_owned()
    });
    page
}

fn level(code: Code) -> &'static str {
    code.level().map_or("off", Severity::word)
}
