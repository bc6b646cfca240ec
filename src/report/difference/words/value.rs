//! What a map has, in words.

use super::super::super::{
    way::either,
    words::{count, thousands},
};
use crate::analysis::{FactValue, Reach, Reached, one_decimal};

/// The most recipients that are named where several ways are equally good.
const MOST: usize = 6;

/// A value in words; `None` where it says only that the entry exists, or is not known.
pub(in crate::report::difference) fn value(value: &FactValue<'_>) -> Option<String> {
    match value {
        FactValue::There => None,
        FactValue::Reached(reached) => Some(how(reached)),
        FactValue::Score(..) => Some(score(value)),
        FactValue::Amount(amount, paid_as) => {
            let words: Vec<&str> = paid_as.iter().map(|one| one.word()).collect();
            let kind = (!words.is_empty()).then(|| format!("as {}", words.join(", ")));
            let parts: Vec<String> = amount.map(grouped).into_iter().chain(kind).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        }
        FactValue::Entry(thing) => Some(thing.name.to_owned()),
        FactValue::Finding(severity, message) => Some(format!("{}: {message}", severity.word())),
        FactValue::Text(text) => Some(text.clone()),
    }
}

/// An amount to the penny, with a comma between thousands.
fn grouped(amount: f64) -> String {
    let text = amount.to_string();
    let (whole, rest) = text.split_once('.').map_or((&*text, None), |(a, b)| (a, Some(b)));
    let pounds = whole.parse::<usize>().map_or_else(|_| whole.to_owned(), thousands);
    rest.map_or(pounds.clone(), |rest| format!("{pounds}.{rest}"))
}

/// How a customer is reached: `through Sales`.
pub(super) fn how(reached: &Reached<'_>) -> String {
    let through = || either(reached.through.iter().map(|to| to.name.to_owned()).collect(), MOST);
    match (reached.reach, reached.shared) {
        (Reach::Direct, _) => "direct".to_owned(),
        (Reach::Through, _) => format!("through {}", through()),
        (Reach::Broad, _) => format!("broadly, through {}", through()),
        (Reach::Shared, Some((with, reach))) => {
            format!("as part of {}: {}", with.name, reach.word())
        }
        (Reach::Shared, None) => "shared".to_owned(),
    }
}

/// How far a customer is: `3 steps, 1 of them broad`.
pub(super) fn steps(value: &FactValue<'_>) -> String {
    let FactValue::Reached(Reached { cost: Some(cost), .. }) = value else {
        return String::new();
    };
    let steps = count(cost.steps as usize, "step");
    match cost.broad_steps {
        0 => steps,
        broad => format!("{steps}, {broad} of them broad"),
    }
}

/// A score, and what it rests on: `7.2 of 10 (n 120, 2026-05)`.
pub(super) fn score(value: &FactValue<'_>) -> String {
    let FactValue::Score(Some(score), n, measured) = value else {
        return "not measured".to_owned();
    };
    let parts: Vec<String> =
        n.map(|n| format!("n {n}")).into_iter().chain(measured.map(str::to_owned)).collect();
    match parts.as_slice() {
        [] => format!("{} of 10", one_decimal(*score)),
        parts => format!("{} of 10 ({})", one_decimal(*score), parts.join(", ")),
    }
}
