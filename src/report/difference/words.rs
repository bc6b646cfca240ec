//! Differences in words: what became of whom, and why.

mod cause;
mod value;

pub(super) use cause::because;
pub(super) use value::value;

use crate::analysis::{Change, Difference, Fact, FactValue};
use value::{how, score};

/// Whether a sentence is about one other thing or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    One,
    Several,
}

/// The difference as a sentence without its subject, which comes before it. `others` are the names of the others involved.
pub(super) fn what(row: &Difference<'_>, others: &str, number: Number) -> String {
    match row.fact {
        Fact::Primary => customer(row, "primary", others, number),
        Fact::Secondary => customer(row, "secondary", others, number),
        Fact::Payer => payer(row, others),
        Fact::Satisfaction => satisfaction(row, others),
        Fact::Detail => detail(row, others),
        Fact::Finding => finding(row),
        Fact::Reason if row.change == Change::Lost => {
            format!("“{}” dropped (was: {})", row.about, text(row.old.as_ref()))
        }
        Fact::Reason => became(row, &format!("“{}”:", row.about), ""),
        Fact::Service | Fact::Party | Fact::Unit | Fact::Group => came(row.about, row.change),
        Fact::Provider => with(row, "provided by", "no longer provided by", others),
        Fact::Recipient => with(row, "serves", "no longer serves", others),
        Fact::Reaches => with(row, "passes on to", "no longer passes on to", others),
        Fact::Members => with(row, "now holds", "no longer holds", others),
        Fact::PaidBy => became(row, "paid by", "no longer says who pays:"),
        Fact::Owner => became(row, "relationship owned by", "no longer owned by"),
        Fact::Backup => became(row, "backup:", "no longer a backup:"),
        Fact::OwnerSince => became(row, "owned since", "no longer stated since when:"),
        Fact::Lead => became(row, "led by", "no longer led by"),
        Fact::Leaving => became(row, "leaves:", "no longer leaves:"),
        Fact::Successor => became(row, "followed by", "no longer followed by"),
        Fact::PartOf => became(row, "part of", "no longer part of"),
    }
}

/// `department added`.
fn came(kind: &str, change: Change) -> String {
    let word = match change {
        Change::Gained => "added",
        Change::Lost => "removed",
        Change::Changed => "changed",
    };
    format!("{kind} {word}").trim_start().to_owned()
}

fn with(row: &Difference<'_>, now: &str, no_more: &str, others: &str) -> String {
    let verb = if row.change == Change::Lost { no_more } else { now };
    format!("{verb} {others}")
}

/// `relationship owned by A (was: B)`.
fn became(row: &Difference<'_>, now: &str, no_more: &str) -> String {
    match row.change {
        Change::Gained => format!("{now} {}", text(row.new.as_ref())),
        Change::Lost => format!("{no_more} {}", text(row.old.as_ref())),
        Change::Changed => {
            format!("{now} {} (was: {})", text(row.new.as_ref()), text(row.old.as_ref()))
        }
    }
}

/// `renamed (was: B)`: the new name comes before it.
fn became_only(row: &Difference<'_>, what: &str) -> String {
    format!("{what} (was: {})", text(row.old.as_ref()))
}

fn text(value: Option<&FactValue<'_>>) -> String {
    value.and_then(value::value).unwrap_or_default()
}

fn customer(row: &Difference<'_>, rank: &str, others: &str, number: Number) -> String {
    let s = if number == Number::Several { "s" } else { "" };
    let way = |value: &Option<FactValue<'_>>| match value {
        Some(FactValue::Reached(reached)) => how(reached),
        _ => String::new(),
    };
    let (old, new) = (way(&row.old), way(&row.new));
    match row.change {
        Change::Gained => format!("gains {rank} customer{s} {others} ({new})"),
        Change::Lost => format!("loses {rank} customer{s} {others} (was {old})"),
        Change::Changed if rank == "secondary" => {
            format!("serves {others} {} (was: {old})", adverb(&new))
        }
        Change::Changed if old == new => {
            let steps =
                |value: &Option<FactValue<'_>>| value.as_ref().map_or(String::new(), value::steps);
            let (old, new) = (steps(&row.old), steps(&row.new));
            format!("reaches {others} in {new} (was: {old})")
        }
        Change::Changed => format!("reaches {others} {} (was: {old})", adverb(&new)),
    }
}

/// How somebody is reached, behind a verb.
fn adverb(how: &str) -> &str {
    if how == "direct" { "directly" } else { how }
}

fn payer(row: &Difference<'_>, others: &str) -> String {
    let amount = |value: &Option<FactValue<'_>>| value.as_ref().and_then(value::value);
    let (old, new) = (amount(&row.old), amount(&row.new));
    let known = |text: Option<String>| text.unwrap_or_else(|| "an unknown amount".to_owned());
    match row.change {
        Change::Gained => match new {
            Some(new) => format!("is paid by {others}: {new}"),
            None => format!("is paid by {others}"),
        },
        Change::Lost => match old {
            Some(old) => format!("is no longer paid by {others} (was: {old})"),
            None => format!("is no longer paid by {others}"),
        },
        Change::Changed => format!("is paid by {others}: {} (was: {})", known(new), known(old)),
    }
}

fn satisfaction(row: &Difference<'_>, others: &str) -> String {
    let number = |value: &Option<FactValue<'_>>| match value {
        Some(FactValue::Score(number, ..)) => *number,
        _ => None,
    };
    let score_or_nothing =
        |value: &Option<FactValue<'_>>| value.as_ref().map_or(String::new(), score);
    let (old, new) = (score_or_nothing(&row.old), score_or_nothing(&row.new));
    match row.change {
        Change::Gained => format!("{others}: measured, {new}"),
        Change::Lost => format!("{others}: no longer measured (was: {old})"),
        Change::Changed => {
            let moved = match (number(&row.old), number(&row.new)) {
                (Some(old), Some(new)) if new > old => "up to",
                (Some(old), Some(new)) if new < old => "down to",
                _ => "again",
            };
            format!("{others}: {moved} {new} (was: {old})")
        }
    }
}

fn detail(row: &Difference<'_>, others: &str) -> String {
    let sentence = match row.about {
        "name" => became_only(row, "renamed"),
        key => became(row, &format!("{key}:"), &format!("no longer {key}:")),
    };
    match others {
        "" => sentence,
        others => format!("{others}: {sentence}"),
    }
}

/// A finding with its level and message, and its former level where that was another one.
fn finding(row: &Difference<'_>) -> String {
    let (code, now) = (row.about, text(row.new.as_ref()));
    let level = |value: &Option<FactValue<'_>>| match value {
        Some(FactValue::Finding(severity, _)) => Some(*severity),
        _ => None,
    };
    match (row.change, level(&row.old)) {
        (Change::Gained, _) => format!("{code}, {now}"),
        (Change::Lost, _) => format!("no longer {code}, {}", text(row.old.as_ref())),
        (Change::Changed, Some(was)) if level(&row.new) != Some(was) => {
            format!("{code}, {now} (was: {})", was.word())
        }
        (Change::Changed, _) => format!("{code}, now {now}"),
    }
}
