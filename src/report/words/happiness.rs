//! How happy those who are served are, in words; not measured is never shown as good.

use super::{count, thousands};
use crate::{
    analysis::{
        Happy, Interval, IntervalKind, Rolled, ScoreChange, UNHAPPY, interval, is_unhappy,
        one_decimal, population, score_change, whole_net_promoters,
    },
    model::{Date, Metric, Organisation, Relation, Satisfaction},
};

/// Which intervals are shown beside scores (SPEC 6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Intervals {
    /// Those that a spread, or promoters and detractors, were measured for.
    #[default]
    Measured,
    /// The largest possible ones too, where no spread is known.
    AtMost,
}

impl Intervals {
    pub(in crate::report) fn shows(self, interval: &Interval) -> bool {
        interval.kind == IntervalKind::Measured || self == Self::AtMost
    }
}

/// How happy a recipient is: `5.2 of 10 (46 of 60 asked, between 4.6 and 5.8, 2026-05)`, or that nobody has asked.
pub(in crate::report) fn happy(
    organisation: &Organisation,
    relation: Relation<'_>,
    intervals: Intervals,
) -> String {
    let Some(newest) = relation.newest() else {
        return "not measured".to_owned();
    };
    let unhappy = if is_unhappy(newest) { "unhappy: " } else { "" };
    let score = score(newest).unwrap_or_default();
    let population = population(organisation, relation.to);
    let mut parts = Vec::new();
    parts.extend(newest.n.map(|n| answers(n, newest.asked, population)));
    let is_net_promoter = newest.metric == Some(Metric::Nps);
    let interval = interval(newest, population).filter(|it| intervals.shows(it));
    parts.extend(interval.map(|interval| between(interval, is_net_promoter)));
    parts.push(or_no_date(newest.measured.as_ref()));
    parts.extend(
        relation.before().and_then(|before| {
            was(before, newest.of_ten(), score_change(newest, before, population))
        }),
    );
    format!("{unhappy}{score} ({})", parts.join(", "))
}

/// How happy somebody is with all that serves them: the scores in one, and what they rest on.
pub(in crate::report) fn happy_in_all(rolled: &Rolled, intervals: Intervals) -> String {
    let Some(score) = rolled.score else {
        return "not measured".to_owned();
    };
    let answered = match rolled.answers {
        Some(n) => answers(n, rolled.asked, rolled.population),
        None if rolled.measured > 1 => "not weighted: n unknown".to_owned(),
        None => "n unknown".to_owned(),
    };
    let mut parts = vec![answered];
    let interval = rolled.interval.filter(|it| intervals.shows(it));
    parts.extend(interval.map(|interval| between(interval, rolled.is_net_promoter)));
    parts.push(or_no_date(rolled.newest.as_ref()));
    parts
        .extend(rolled.before.as_ref().and_then(|before| was(before, rolled.score, rolled.change)));
    if rolled.measured > 1 {
        let lowest = rolled.lowest.unwrap_or_default();
        // Where the score itself is unhappy, it says so.
        let is_news =
            if rolled.is_net_promoter { net_promoters(score) >= 0.0 } else { score >= UNHAPPY };
        let unhappy = if is_news && rolled.lowest_unhappy.is_some() { ", unhappy" } else { "" };
        let lowest = match (rolled.is_net_promoter, rolled.lowest_is_net_promoter) {
            // The score before it says already what it is.
            (true, _) => whole_net_promoters(net_promoters(lowest)),
            (false, true) => one_score(lowest, true),
            (false, false) => one_decimal(lowest),
        };
        parts.push(format!("lowest {lowest}{unhappy}"));
    }
    if rolled.measured < rolled.relationships {
        parts.push(format!("{} of {} measured", rolled.measured, rolled.relationships));
    }
    if rolled.scales_differ {
        parts.push("different scales brought to 10".to_owned());
    }
    let score = match rolled.is_net_promoter {
        false => of_ten(score),
        true if net_promoters(score) < 0.0 => format!("unhappy: {}", one_score(score, true)),
        true => one_score(score, true),
    };
    format!("{score} ({})", parts.join(", "))
}

/// How many of some relationships were measured, and what was found: `2 of 3 relationships measured, 1 unhappy`.
pub(in crate::report) fn measured(relationships: usize, measured: usize, unhappy: &str) -> String {
    let (all, some) = (count(relationships, "relationship"), thousands(measured));
    match (relationships, measured) {
        (0, _) => "nobody is served".to_owned(),
        (_, 0) => format!("0 of {all} measured"),
        _ => format!("{some} of {all} measured, {unhappy}"),
    }
}

/// How many relationships with the outside and how many inside were measured, and how many of these are unhappy.
pub(in crate::report) fn happiness((outside, inside): (Happy, Happy)) -> String {
    let side = |counts: Happy| {
        let unhappy = match counts.unhappy {
            0 => "none unhappy".to_owned(),
            unhappy => format!("{} unhappy", thousands(unhappy)),
        };
        measured(counts.relationships, counts.measured, &unhappy)
    };
    format!("outside {}; inside {}", side(outside), side(inside))
}

/// How many answered, and of how many: `46 of 60 asked`, `24 of 40 people` or `n 120`.
fn answers(n: u64, asked: Option<u64>, population: Option<u64>) -> String {
    match (asked, population.filter(|all| *all >= n)) {
        (Some(asked), _) => format!("{n} of {asked} asked"),
        (None, Some(all)) => format!("{n} of {all} people"),
        (None, None) => format!("n {n}"),
    }
}

/// The ends of an interval: `between 4.6 and 5.8`.
fn between(interval: Interval, is_net_promoter: bool) -> String {
    let end = |of_ten: f64| {
        if is_net_promoter {
            whole_net_promoters(net_promoters(of_ten))
        } else {
            one_decimal(of_ten)
        }
    };
    let at_most = match interval.kind {
        IntervalKind::Measured => "",
        IntervalKind::AtMost => " at most",
    };
    format!("between {} and {}{at_most}", end(interval.low), end(interval.high))
}

/// The trend: `was 6.9 in 2025-09, surely lower now`.
fn was(before: &Satisfaction, now: Option<f64>, change: Option<ScoreChange>) -> Option<String> {
    let when = before.measured.as_ref().map(|date| format!(" {}", date.when())).unwrap_or_default();
    let score = score(before)?;
    let (now, then) = (now?, before.of_ten()?);
    let sure = match change {
        None => "",
        Some(ScoreChange::PerhapsChance) => ", perhaps by chance",
        Some(ScoreChange::Sure) if now < then => ", surely lower now",
        Some(ScoreChange::Sure) => ", surely higher now",
    };
    Some(format!("was {}{when}{sure}", score.trim_end_matches(" of 10")))
}

/// A net promoter score, from -100 to 100, by its place on the scale from 0 to 10.
fn net_promoters(of_ten: f64) -> f64 {
    20.0 * of_ten - 100.0
}

/// The score of a measurement: `7.5 of 10`; a net promoter score as it is written (SPEC 6).
pub(in crate::report) fn score(measured: &Satisfaction) -> Option<String> {
    match measured.metric {
        Some(Metric::Nps) => {
            measured.score.map(|score| format!("NPS {}", whole_net_promoters(score)))
        }
        None => measured.of_ten().map(|score| one_score(score, false)),
    }
}

/// A score by its place on the scale from 0 to 10: `7.5 of 10`; a net promoter score as one (SPEC 6).
pub(in crate::report) fn one_score(of_ten: f64, is_net_promoter: bool) -> String {
    if is_net_promoter {
        format!("NPS {}", whole_net_promoters(net_promoters(of_ten)))
    } else {
        format!("{} of 10", one_decimal(of_ten))
    }
}

/// A score of 10, marked where it is an unhappy one.
pub(in crate::report) fn of_ten(score: f64) -> String {
    let unhappy = if score < UNHAPPY { "unhappy: " } else { "" };
    format!("{unhappy}{} of 10", one_decimal(score))
}

fn or_no_date(date: Option<&Date>) -> String {
    date.map_or("no date".to_owned(), |date| date.as_str().to_owned())
}
