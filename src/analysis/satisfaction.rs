//! How happy those who are served are, and how sure that is (SPEC 6).

mod quantile;

use crate::{
    graph::Graph,
    id::ServiceId,
    model::{Metric, Organisation, Recipient, Relation, Satisfaction},
};
use quantile::{NORMAL, student};
use std::collections::BTreeSet;

/// A score below this, of 10, is unhappy.
// SPEC 4, `customer-unhappy`.
pub const UNHAPPY: f64 = 6.0;

/// A net promoter score below this is unhappy: 0, on the scale from 0 to 10.
// SPEC 4: an NPS under 0.
const UNHAPPY_NPS: f64 = 5.0;

/// A sample below this says little.
// SPEC 4, `small-sample`.
const SMALL_SAMPLE: u64 = 30;

/// Whether fewer than 30 answered, and not more than half of those who were asked.
pub fn is_small_sample(measured: &Satisfaction) -> bool {
    let Some(n) = measured.n.filter(|n| *n < SMALL_SAMPLE) else {
        return false;
    };
    // SPEC 4: half of a small team says enough of the team, however few that are.
    measured.asked.is_none_or(|asked| 2 * n <= asked)
}

/// The score of 10 below which a measurement means unhappy.
pub(super) fn unhappy_below(measured: &Satisfaction) -> f64 {
    match measured.metric {
        Some(Metric::Nps) => UNHAPPY_NPS,
        None => UNHAPPY,
    }
}

/// Whether a measurement means unhappy.
pub fn is_unhappy(measured: &Satisfaction) -> bool {
    measured.of_ten().is_some_and(|score| score < unhappy_below(measured))
}

/// A score of 10 with one decimal: `7.5`. One just under the threshold of the unhappy isn't rounded up to it, or the
/// text would say that 6.0 is unhappy.
pub fn one_decimal(of_ten: f64) -> String {
    let text = format!("{of_ten:.1}");
    if of_ten < UNHAPPY && text == "6.0" { "5.9".to_owned() } else { text }
}

/// A net promoter score, from -100 to 100, as a whole number: `-12`. One just under 0 is shown as -1, because 0 is not
/// unhappy.
pub fn whole_net_promoters(score: f64) -> String {
    let text = format!("{score:.0}");
    match text.as_str() {
        // The rounding noise of a score that was brought to 10 and back is no unhappiness.
        "-0" if score > -1e-9 => "0".to_owned(),
        "-0" => "-1".to_owned(),
        _ => text,
    }
}

/// The lowest newest score, of 10, that the recipients for which `counts` holds gave some services.
pub fn lowest(
    graph: &Graph<'_>,
    services: &[ServiceId],
    counts: impl Fn(Recipient) -> bool,
) -> Option<f64> {
    let organisation = graph.organisation();
    let relations = services.iter().flat_map(|&service| organisation.active_relations(service));
    let scores = relations.filter_map(|relation| {
        let score = relation.newest()?.of_ten()?;
        counts(relation.to).then_some(score)
    });
    scores.min_by(f64::total_cmp)
}

/// How many relationships there are, how many were measured, how many of those are unhappy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Happy {
    /// Relationships of active services with recipients.
    pub relationships: usize,
    /// The relationships with a score.
    pub measured: usize,
    /// The relationships whose newest score is under 6 of 10, or is a net promoter score under 0.
    pub unhappy: usize,
}

impl Happy {
    fn add(&mut self, relation: &Relation<'_>) {
        self.relationships += 1;
        if let Some(newest) = relation.newest() {
            self.measured += 1;
            self.unhappy += usize::from(is_unhappy(newest));
        }
    }
}

/// Counts the relationships with the outside, and those inside; of a division one can be on both sides, and counts on each.
pub fn happy(organisation: &Organisation) -> (Happy, Happy) {
    let (mut outside, mut inside) = (Happy::default(), Happy::default());
    for (service, _) in organisation.services() {
        // SPEC 3.9: a service served stands for each of its providers outside, which are one relationship.
        let mut once = BTreeSet::new();
        for relation in served_relations(organisation, service) {
            let is_outside = relation.to.party().is_some();
            if once.insert((relation.place, is_outside)) {
                let side = if is_outside { &mut outside } else { &mut inside };
                side.add(&relation);
            }
        }
    }
    (outside, inside)
}

/// Counts all relationships, each once.
pub fn happy_overall(organisation: &Organisation) -> Happy {
    let mut counts = Happy::default();
    let services = organisation.services().map(|(id, _)| id);
    for relation in services.flat_map(|service| relations_once(organisation, service)) {
        counts.add(&relation);
    }
    counts
}

/// The relationships of a service with those who receive today, each once: of a division one can be inside and outside.
pub fn relations_once(
    organisation: &Organisation,
    service: ServiceId,
) -> impl Iterator<Item = Relation<'_>> {
    let mut once = BTreeSet::new();
    served_relations(organisation, service).filter(move |relation| once.insert(relation.place))
}

/// The relationships of a service, but for prospects and former customers: these receive nothing today that they could be
/// happy with.
fn served_relations(
    organisation: &Organisation,
    service: ServiceId,
) -> impl Iterator<Item = Relation<'_>> {
    organisation.active_relations(service).filter(|relation| organisation.is_served(relation.to))
}

/// The range in which the mean of a whole population lies at 95 %, from 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The basis of the interval.
    pub kind: IntervalKind,
}

/// What an interval rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalKind {
    /// The spread of the answers, or how many of them are promoters and detractors.
    Measured,
    /// The largest spread that such a mean can have: the true interval is at most as wide.
    AtMost,
}

impl IntervalKind {
    /// Its words in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::AtMost => "at most",
        }
    }
}

/// How many belong to a recipient (SPEC 6): the size of a group, the headcount of a department, else unknown.
pub fn population(organisation: &Organisation, recipient: Recipient) -> Option<u64> {
    match recipient {
        Recipient::Group(group) => {
            let group = organisation.group(group);
            group.size.or(group.headcount)
        }
        Recipient::Unit(unit) => organisation.unit(unit).department()?.headcount(),
        // The map counts units, and a department is one unit of many people: it
        // has no number for everyone.
        Recipient::Everyone | Recipient::Service(_) => None,
        // SPEC 3.9: a department or group outside a division is a party of it, as large as before.
        Recipient::Party(party) => organisation.party(party).size,
    }
}

/// Which part of those asked answered; where nobody says how many were, which part of the population.
#[expect(clippy::cast_precision_loss, reason = "a part needs no more than 52 bits")]
pub fn response_rate(measured: &Satisfaction, population: Option<u64>) -> Option<f64> {
    let of = measured.asked.or(population).filter(|of| *of > 0)?;
    measured.n.map(|n| n as f64 / of as f64)
}

/// The interval of a measurement; none where fewer than two answered, or nobody says how many did.
pub fn interval(measured: &Satisfaction, population: Option<u64>) -> Option<Interval> {
    let Estimate { middle, error, degrees, kind } = estimate(measured, population)?;
    let half = degrees.map_or(NORMAL, student) * error;
    // An interval may reach past the ends of its scale, where no score can be.
    let end = |score: f64| measured.on_ten(score.clamp(measured.lowest, measured.scale));
    Some(Interval { low: end(middle - half), high: end(middle + half), kind })
}

/// Whether a change between two measurements of a relationship is beyond chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreChange {
    /// The difference is too large to be chance in 95 of 100 cases.
    Sure,
    /// Chance alone may have made the difference.
    PerhapsChance,
}

/// Whether the change between two measurements is beyond chance; `None` where no spread is known, or where one is a
/// net promoter score and the other a mean.
///
/// Means are compared as Welch does, whose test does not assume equal spreads ("The generalization of 'Student's'
/// problem when several different population variances are involved", 1947). Both scores are brought to 0 to 10.
pub fn score_change(
    newest: &Satisfaction,
    before: &Satisfaction,
    population: Option<u64>,
) -> Option<ScoreChange> {
    let of = |measured: &Satisfaction| {
        let found = estimate(measured, population);
        // The largest possible spread would call nearly every change chance.
        let interval = found.filter(|found| found.kind == IntervalKind::Measured)?;
        let error = interval.error * 10.0 / (measured.scale - measured.lowest);
        Some((measured.on_ten(interval.middle), error * error, interval.degrees))
    };
    // SPEC 6: net promoter scores and means are never set against each other.
    if newest.metric != before.metric {
        return None;
    }
    let ((new, new_variance, new_degrees), (old, old_variance, old_degrees)) =
        (of(newest)?, of(before)?);
    let variance = new_variance + old_variance;
    let quantile = match (new_degrees, old_degrees) {
        (Some(n), Some(m)) if variance > 0.0 => {
            student(welch_degrees((new_variance, n), (old_variance, m)))
        }
        _ => NORMAL,
    };
    let is_sure = (new - old).abs() > quantile * variance.sqrt();
    Some(if is_sure { ScoreChange::Sure } else { ScoreChange::PerhapsChance })
}

/// The degrees of freedom of a difference of two means, by the variance and the degrees of each (Welch and
/// Satterthwaite), rounded down: a wider range is the safe side.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at least 1, and a quantile no longer changes beyond 52 bits"
)]
fn welch_degrees(new: (f64, u64), old: (f64, u64)) -> u64 {
    let part = |(variance, degrees): (f64, u64)| variance * variance / degrees as f64;
    let variance = new.0 + old.0;
    (variance * variance / (part(new) + part(old))).floor().max(1.0) as u64
}

/// A score of all, estimated from the answers of some, on the scale of the measurement.
struct Estimate {
    middle: f64,
    /// The standard error of the middle.
    error: f64,
    /// The degrees of freedom of Student's t; `None`: the normal distribution.
    degrees: Option<u64>,
    kind: IntervalKind,
}

fn estimate(measured: &Satisfaction, population: Option<u64>) -> Option<Estimate> {
    // A net promoter score without its counts is treated as a mean on the scale from -100 to 100.
    net_promoters(measured).or_else(|| of_mean(measured, population))
}

/// SPEC 6: `s / sqrt(n) * sqrt((N-n)/(N-1))`, the last factor only where N is known and not below n.
#[expect(clippy::cast_precision_loss, reason = "an interval needs no more than 52 bits")]
fn of_mean(measured: &Satisfaction, population: Option<u64>) -> Option<Estimate> {
    let mean = measured.score?;
    // SPEC 6: one answer has no spread.
    let count = measured.n.filter(|n| *n >= 2)?;
    let n = count as f64;
    // Answers at both ends of the scale are the furthest apart that have this mean.
    let most = || {
        let variance = (measured.scale - mean) * (mean - measured.lowest) * n / (n - 1.0);
        (variance.max(0.0).sqrt(), IntervalKind::AtMost)
    };
    let (spread, kind) =
        measured.spread.map_or_else(most, |spread| (spread, IntervalKind::Measured));
    let finite = population.filter(|all| *all >= count).map(|all| all as f64);
    let correction = finite.map_or(1.0, |all| ((all - n) / (all - 1.0)).sqrt());
    let error = spread / n.sqrt() * correction;
    Some(Estimate { middle: mean, error, degrees: Some(count - 1), kind })
}

/// The adjusted Wald estimate of a net promoter score: 3 answers are added, 3/4 of one at each end (Sauro and Lewis,
/// "Quantifying the User Experience").
#[expect(clippy::cast_precision_loss, reason = "an interval needs no more than 52 bits")]
fn net_promoters(measured: &Satisfaction) -> Option<Estimate> {
    let n = measured.n.filter(|_| measured.metric == Some(Metric::Nps))? as f64 + 3.0;
    let promoters = (measured.promoters? as f64 + 0.75) / n;
    let detractors = (measured.detractors? as f64 + 0.75) / n;
    let difference = promoters - detractors;
    // The variance of an answer that counts as 1, 0 or -1.
    let variance = promoters + detractors - difference * difference;
    Some(Estimate {
        middle: 100.0 * difference,
        error: 100.0 * (variance / n).sqrt(),
        degrees: None,
        kind: IntervalKind::Measured,
    })
}
