//! Names and numbers in words.

use crate::{
    id::GroupId,
    model::{Organisation, Recipient, Relation, Subject, UnitKind},
};

/// `1 thing` or `3 things`.
pub(super) fn count(n: usize, thing: &str) -> String {
    match (n, thing.strip_suffix('y')) {
        (1, _) => format!("1 {thing}"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => {
            format!("{} {stem}ies", thousands(n))
        }
        _ => format!("{} {thing}s", thousands(n)),
    }
}

/// A number with a comma between thousands.
fn thousands(n: usize) -> String {
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

/// An amount of money: `96,000 GBP`, `1.2 M GBP`.
pub(super) fn amount(organisation: &Organisation, amount: f64) -> String {
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
    match &organisation.currency {
        Some(currency) => format!("{number}\u{a0}{currency}"),
        None => number,
    }
}

/// What to call a customer inside: a group with its size, or with whom it holds.
pub(super) fn inside(organisation: &Organisation, subject: Subject) -> String {
    let name = organisation.name_of(subject);
    match subject {
        Subject::Group(group) => format!("{name} ({})", holds(organisation, group)),
        Subject::Everyone => {
            let all = organisation.units().len();
            format!("{name} ({})", count(all, "unit"))
        }
        Subject::Organisation | Subject::Unit(_) | Subject::Service(_) | Subject::Party(_) => {
            name.to_owned()
        }
    }
}

fn holds(organisation: &Organisation, group: GroupId) -> String {
    let group = organisation.group(group);
    if let Some(size) = group.size {
        return format!(
            "{} people",
            thousands(usize::try_from(size).unwrap_or(usize::MAX))
        );
    }
    let units = group.held.units().map(|unit| &organisation.unit(unit).kind);
    let people = units
        .filter(|kind| matches!(kind, UnitKind::Person(_)))
        .count();
    let departments = group.held.len() - people;
    let person = if people == 1 {
        "1 person".to_owned()
    } else {
        format!("{} people", thousands(people))
    };
    match (departments, people) {
        (0, 0) => "nobody".to_owned(),
        (0, _) => person,
        (_, 0) => count(departments, "department"),
        _ => format!("{}, {person}", count(departments, "department")),
    }
}

/// What to call a recipient: inside as above, outside by its name.
pub(super) fn recipient(organisation: &Organisation, recipient: Recipient) -> String {
    inside(organisation, recipient.into())
}

/// How happy a recipient is: `7.5 of 10 (n 120, 2026-05)`, or that nobody has asked.
pub(super) fn happy(relation: &Relation) -> String {
    let Some(newest) = relation.newest() else {
        return "not measured".to_owned();
    };
    let score = newest.of_ten().unwrap_or_default();
    let n = newest.n.map(|n| format!("n {n}"));
    let date = newest
        .measured
        .as_ref()
        .map_or("no date".to_owned(), |date| date.as_str().to_owned());
    let before = relation.before().and_then(|before| {
        let when = before
            .measured
            .as_ref()
            .map_or(String::new(), |date| format!(" {}", date.when()));
        Some(format!("was {:.1}{when}", before.of_ten()?))
    });
    let about: Vec<String> = n.into_iter().chain([date]).chain(before).collect();
    let unhappy = if score < 6.0 { "unhappy: " } else { "" };
    format!("{unhappy}{score:.1} of 10 ({})", about.join(", "))
}
