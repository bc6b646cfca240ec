//! How happy those who are served are, in words; not measured is never shown as good.

use super::thousands;
use crate::{
    analysis::{Happy, Rolled, UNHAPPY, is_unhappy},
    model::{Date, Metric, Relation, Satisfaction},
};

/// How happy a recipient is: `7.5 of 10 (n 120, 2026-05)`, or that nobody has asked.
pub(in crate::report) fn happy(relation: Relation<'_>) -> String {
    let Some(newest) = relation.newest() else {
        return "not measured".to_owned();
    };
    let unhappy = if is_unhappy(newest) { "unhappy: " } else { "" };
    let score = score(newest).unwrap_or_default();
    let n = newest.n.map(|n| format!("n {n}"));
    let before = relation.before().and_then(was);
    let date = or_no_date(newest.measured.as_ref());
    let about: Vec<String> = n.into_iter().chain([date]).chain(before).collect();
    format!("{unhappy}{score} ({})", about.join(", "))
}

/// How happy somebody is with all that serves them: the scores in one, and what they rest on.
pub(in crate::report) fn happy_in_all(rolled: &Rolled) -> String {
    let Some(score) = rolled.score else {
        return "not measured".to_owned();
    };
    let answers = match rolled.answers {
        Some(answers) => format!("n {answers}"),
        None if rolled.measured > 1 => "not weighted: n unknown".to_owned(),
        None => "n unknown".to_owned(),
    };
    let mut about = vec![answers, or_no_date(rolled.newest.as_ref())];
    about.extend(rolled.before.as_ref().and_then(was));
    if rolled.measured > 1 {
        let lowest = rolled.lowest.unwrap_or_default();
        let unhappy = if rolled.lowest_unhappy.is_some() { ", unhappy" } else { "" };
        let lowest = if rolled.is_net_promoter {
            format!("{:.0}", net_promoters(lowest))
        } else {
            format!("{lowest:.1}")
        };
        about.push(format!("lowest {lowest}{unhappy}"));
    }
    if rolled.measured < rolled.relationships {
        about.push(format!("{} of {} measured", rolled.measured, rolled.relationships));
    }
    if rolled.scales_differ {
        about.push("different scales brought to 10".to_owned());
    }
    let score = match rolled.is_net_promoter {
        false => of_ten(score),
        true if net_promoters(score) < 0.0 => format!("unhappy: NPS {:.0}", net_promoters(score)),
        true => format!("NPS {:.0}", net_promoters(score)),
    };
    format!("{score} ({})", about.join(", "))
}

/// How many of some relationships were measured, and what the measured tell: a sentence.
pub(in crate::report) fn measured(relationships: usize, measured: usize, told: &str) -> String {
    let (all, some) = (thousands(relationships), thousands(measured));
    match (relationships, measured) {
        (0, _) => "nobody is served.".to_owned(),
        (_, 0) => format!("0 of {all} measured."),
        _ => format!("{some} of {all} measured, {told}."),
    }
}

/// How many relationships with the outside and how many inside were measured, and how many of these are unhappy.
pub(in crate::report) fn happiness((outside, inside): (Happy, Happy)) -> String {
    let side = |counts: Happy| {
        let unhappy = format!("{} unhappy", thousands(counts.unhappy));
        measured(counts.relationships, counts.measured, &unhappy)
    };
    format!("Outside: {} Inside: {}", side(outside), side(inside))
}

/// The trend: `was 6.9 in 2025-09`.
fn was(before: &Satisfaction) -> Option<String> {
    let when = before.measured.as_ref().map(Date::when);
    let when = when.map_or(String::new(), |when| format!(" {when}"));
    let score = score(before)?;
    Some(format!("was {}{when}", score.trim_end_matches(" of 10")))
}

/// A net promoter score, from -100 to 100, by its place on the scale from 0 to 10.
fn net_promoters(of_ten: f64) -> f64 {
    20.0 * of_ten - 100.0
}

/// The score of a measurement: `7.5 of 10`; a net promoter score as it is written (SPEC 6).
pub(in crate::report) fn score(measured: &Satisfaction) -> Option<String> {
    match measured.metric {
        Some(Metric::Nps) => measured.score.map(|score| format!("NPS {score:.0}")),
        None => measured.of_ten().map(|score| format!("{score:.1} of 10")),
    }
}

/// A score of 10, marked where it is an unhappy one.
pub(in crate::report) fn of_ten(score: f64) -> String {
    let unhappy = if score < UNHAPPY { "unhappy: " } else { "" };
    format!("{unhappy}{score:.1} of 10")
}

fn or_no_date(date: Option<&Date>) -> String {
    date.map_or("no date".to_owned(), |date| date.as_str().to_owned())
}
