//! Names and numbers in words.

mod happiness;

pub use happiness::Intervals;
pub(super) use happiness::{happiness, happy, happy_in_all, measured, of_ten, one_score, score};

use super::{Line, anchor::link};
use crate::{
    analysis::Basis,
    diag::{Severity, plural},
    graph::Cost,
    id::{GroupId, Subject},
    model::{Organisation, Recipient, Service, Status, UnitKind},
};
use std::fmt::Display;

/// `1 thing` or `3,000 things`.
pub(super) fn count(n: usize, thing: &str) -> String {
    format!("{} {}", thousands(n), plural(n, thing))
}

/// `1 person` or `3 people`.
pub(super) fn people(n: usize) -> String {
    match n {
        1 => "1 person".to_owned(),
        _ => format!("{} people", thousands(n)),
    }
}

/// A number with a comma between thousands.
pub(super) fn thousands(n: impl Display) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text with a capital at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// An amount of money: `96,000 GBP`, `1.2 M GBP`.
pub(super) fn amount(organisation: &Organisation, amount: f64) -> String {
    money(organisation.currency.as_deref(), amount)
}

/// An amount of money in a currency, if one is known.
pub(super) fn money(currency: Option<&str>, amount: f64) -> String {
    let number = match amount {
        1e12.. => format!("{amount:.1e}"),
        1e9.. => format!("{:.2}\u{a0}bn", amount / 1e9),
        1e6.. => format!("{:.2}\u{a0}M", amount / 1e6),
        _ => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "amounts are not negative, and under a million here"
            )]
            let whole = amount.round() as usize;
            thousands(whole)
        }
    };
    match currency {
        Some(currency) => format!("{number}\u{a0}{currency}"),
        None => number,
    }
}

/// An amount of money, or that it is not known.
pub(super) fn amount_if_known(organisation: &Organisation, sum: Option<f64>) -> String {
    sum.map_or("not known".to_owned(), |sum| amount(organisation, sum))
}

/// A share of all that is paid: `25 %`.
pub(super) fn share_if_known(share: Option<f64>) -> String {
    share.map_or("not known".to_owned(), self::share)
}

/// A part of a whole: `25 %`. Neither is a little shown as nothing, nor nearly all as all.
pub(super) fn share(part: f64) -> String {
    let percent = part * 100.0;
    match percent {
        0.0 | 100.0.. => format!("{percent:.0} %"),
        ..1.0 => "less than 1 %".to_owned(),
        99.5.. => "more than 99 %".to_owned(),
        _ => format!("{percent:.0} %"),
    }
}

/// The sentence about a party that is not active: `Hotels is a prospect, so it is nobody's customer now.`
pub(super) fn nobodys_customer(name: &str, status: Status) -> String {
    let what = match status {
        Status::Prospect => "a prospect",
        Status::Active | Status::Former => "a former customer",
    };
    format!("{name} is {what}, so it is nobody's customer now.")
}

/// The mark behind a payer that is only assumed.
pub(super) fn assumed(basis: Basis) -> &'static str {
    match basis {
        Basis::Assumed => " (assumed)",
        Basis::Stated | Basis::Default => "",
    }
}

/// Who pays, and what if that is known: `Donors: 96,000 GBP`.
pub(super) fn payment(organisation: &Organisation, payer: &str, sum: Option<f64>) -> String {
    match sum {
        Some(sum) => format!("{payer}: {}", amount(organisation, sum)),
        None => payer.to_owned(),
    }
}

/// Those who pay for a service, a line each; where nobody is known to, whether that is declared.
pub(super) fn payers_or_none(lines: Vec<String>, service: &Service) -> Vec<String> {
    let declared = service.paid_by().is_some_and(<[_]>::is_empty);
    if lines.is_empty() { vec![no_payer(declared).to_owned()] } else { lines }
}

/// The text where nobody is known to pay, by whether the file declares that nobody does.
pub(super) fn no_payer(is_declared: bool) -> &'static str {
    if is_declared { "nobody" } else { "payer not stated" }
}

/// At most this many names: `a, b, c +2`.
pub(super) fn names(all: impl IntoIterator<Item = impl Into<Line>>, most: usize) -> Line {
    let mut line = Line::default();
    let mut more = 0_usize;
    for (at, name) in all.into_iter().enumerate() {
        if at >= most {
            more += 1;
            continue;
        }
        line.push(if at > 0 { ", " } else { "" });
        line.push_line(&name.into());
    }
    if more > 0 {
        line.push(&format!(" +{more}"));
    }
    line
}

/// How far something is: `2 steps`, or `2 steps, one of them broad`; a word such as ` away` comes behind the steps.
pub(super) fn steps(cost: Cost, word: &str) -> String {
    let broad = match cost {
        Cost { broad_steps: 0, .. } => "",
        Cost { broad_steps: 1, steps: 1, .. } => ", a broad one",
        Cost { broad_steps: 1, .. } => ", one of them broad",
        Cost { broad_steps, steps, .. } if broad_steps == steps => ", all of them broad",
        Cost { .. } => ", several of them broad",
    };
    format!("{}{word}{broad}", count(cost.steps as usize, "step"))
}

/// How many findings of each level there are: `3 warnings, 8 notes (custmap check)`.
pub(super) fn levels(counts: &[(Severity, usize)]) -> String {
    let found = counts.iter().filter(|(_, found)| *found > 0);
    let found: Vec<String> =
        found.map(|(severity, found)| count(*found, severity.word())).collect();
    match found.as_slice() {
        [] => "no findings (custmap check)".to_owned(),
        found => format!("{} (custmap check)", found.join(", ")),
    }
}

/// How to see the rows that a screen leaves out.
pub(super) const SEE_ALL: &str = "--all shows them all";

/// The note below a table that shows `most` of `all` rows, if that leaves any out, and how to see them.
pub(super) fn left_out(most: usize, all: usize, see_all: &str) -> Option<String> {
    (all > most).then(|| format!("Showing {} of {}: {see_all}.", thousands(most), thousands(all)))
}

/// What to call a customer inside: a group with its size, or with whom it holds.
pub(super) fn inside(organisation: &Organisation, subject: Subject) -> Line {
    let mut line = link(organisation, subject);
    match subject {
        Subject::Group(group) => line.push(&format!(" ({})", holds(organisation, group))),
        Subject::Everyone => {
            let all = organisation.units().len();
            line.push(&format!(" ({})", count(all, "unit")));
        }
        Subject::Organisation | Subject::Unit(_) | Subject::Service(_) | Subject::Party(_) => {}
    }
    line
}

/// What to call a customer inside, to be written where it is shown.
// How many a group holds takes a walk over them, and of long lists most names are only counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct InsideName<'org>(pub(super) &'org Organisation, pub(super) Subject);

impl From<InsideName<'_>> for Line {
    fn from(InsideName(organisation, subject): InsideName<'_>) -> Self {
        inside(organisation, subject)
    }
}

fn holds(organisation: &Organisation, group: GroupId) -> String {
    let group = organisation.group(group);
    if let Some(size) = group.size {
        return people(usize::try_from(size).unwrap_or(usize::MAX));
    }
    let units = group.held.units().map(|unit| &organisation.unit(unit).kind);
    let persons = units.filter(|kind| matches!(kind, UnitKind::Person(_))).count();
    let departments = group.held.len() - persons;
    match (departments, persons) {
        (0, 0) => "nobody".to_owned(),
        (0, _) => people(persons),
        (_, 0) => count(departments, "department"),
        _ => format!("{}, {}", count(departments, "department"), people(persons)),
    }
}

/// What to call a recipient: inside as above, outside by its name, with the status of who is no customer now.
pub(super) fn recipient(organisation: &Organisation, recipient: Recipient) -> Line {
    let mut line = inside(organisation, recipient.into());
    if let Some(party) = recipient.party().filter(|party| !organisation.is_active_party(*party)) {
        line.push(&format!(" ({})", organisation.party(party).status.word()));
    }
    line
}
