//! The currencies that the cells of a table write beside their amounts: a map has one, and nothing is converted.

use super::{Draft, Value};
use crate::{
    diag::{Code, Diagnostic, Place, Severity, count},
    input::Text,
};
use std::collections::BTreeMap;

/// How many amounts there are in each currency, and where the first is.
#[derive(Debug, Default)]
pub(super) struct Currencies(BTreeMap<String, (usize, Place)>);

impl Currencies {
    /// Notes the currency of an amount, if its cell names one.
    pub(super) fn note(&mut self, cell: &Text) {
        if let Some(currency) = currency(&cell.value) {
            self.0.entry(currency).or_insert((0, cell.place)).0 += 1;
        }
    }

    /// Gives the map the one currency of all amounts; where there are others, a warning at the first of the rarest.
    pub(super) fn settle(mut self, draft: &mut Draft) -> Option<Diagnostic> {
        let stated = draft.organisation.iter().find(|(key, _)| &**key == "currency");
        let stated = match stated.map(|(_, value)| value) {
            Some(Value::Text(text)) => Some(text.value.to_string()),
            _ => None,
        };
        let found = self.in_words();
        if let (None, 1) = (&stated, self.0.len()) {
            let (code, (_, place)) = self.0.pop_first()?;
            if code != DOLLAR {
                let value = Value::Text(Text { value: code.into(), place });
                draft.organisation.push(("currency".into(), value));
            }
            return None;
        }
        let is_stated = |code: &String| {
            let code = code.as_str();
            stated
                .as_deref()
                .is_some_and(|stated| stated == code || (code == DOLLAR && stated.ends_with('D')))
        };
        self.0.retain(|code, _| !is_stated(code));
        let rarest = self.0.values().min_by_key(|(count, place)| (*count, *place))?;
        let message = match stated {
            Some(stated) => format!("amounts in {found}, though the map counts in {stated}"),
            None => format!("amounts in several currencies ({found})"),
        };
        let message = format!("{message}: taken as they are, nothing is converted");
        let mut problem = Diagnostic::new(Code::BadRow, rarest.1, message);
        problem.severity = Severity::Warning;
        Some(
            problem
                .help("convert them first, or leave out the rows of the others with --skip-where"),
        )
    }

    fn in_words(&self) -> String {
        let all =
            self.0.iter().map(|(code, (number, _))| format!("{code}: {}", count(*number, "cell")));
        all.collect::<Vec<_>>().join(", ")
    }
}

/// The sign of several currencies.
const DOLLAR: &str = "$";

/// The code of the currency that a cell names beside its number, or `$`.
fn currency(cell: &str) -> Option<String> {
    let has_digit = cell.contains(|c: char| c.is_ascii_digit());
    let sign = cell.chars().find_map(|c| match c {
        '\u{20ac}' => Some("EUR"),
        '\u{a3}' => Some("GBP"),
        '\u{20b9}' => Some("INR"),
        '$' => Some(DOLLAR),
        _ => None,
    });
    let code = || {
        let mut words = cell.split(|c: char| !c.is_ascii_alphabetic());
        words.find(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()))
    };
    sign.or_else(code).filter(|_| has_digit).map(str::to_owned)
}
