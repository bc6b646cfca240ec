//! The scores of heads, pooled per relationship.

use super::change::{AnswerChange, ChangedFact};
use crate::{
    id::{ServiceId, Subject},
    model::{Date, Organisation, Recipient, Satisfaction},
};
use std::collections::BTreeMap;

/// The source of a measurement that heads made.
pub const HEADS: &str = "heads of units";

/// A score that a head gave.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadScore {
    /// The score, from 0 to 10.
    pub score: f64,
    /// When.
    pub date: Date,
}

/// The scores of all relationships.
pub(super) type HeadScores = BTreeMap<(ServiceId, Recipient), Vec<HeadScore>>;

/// The measurements that scores make, and in sentences those that are only listed.
pub(super) fn pooled(
    organisation: &Organisation,
    scores: &HeadScores,
) -> (Vec<AnswerChange>, Vec<String>) {
    let (mut changes, mut listed) = (Vec::new(), Vec::new());
    for ((service, recipient), given) in scores {
        let Some(change) = measurement(*service, *recipient, given) else {
            continue;
        };
        let mut relations = organisation.relations(*service);
        let relation = relations.find(|relation| relation.to == *recipient);
        let measured = relation.map_or(&[][..], |relation| relation.satisfaction);
        if measured.iter().any(|known| is_same(known, &change)) {
            continue;
        }
        match measured.iter().find(|known| is_larger(known, given.len(), &change.date)) {
            None => changes.push(change),
            Some(larger) => {
                listed.push(listed_sentence(organisation, (*service, *recipient), &change, larger));
            }
        }
    }
    (changes, listed)
}

#[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 heads")]
fn measurement(
    service: ServiceId,
    recipient: Recipient,
    given: &[HeadScore],
) -> Option<AnswerChange> {
    let n = given.len() as f64;
    let date = given.iter().map(|one| &one.date).max()?.clone();
    let score = given.iter().map(|one| one.score).sum::<f64>() / n;
    let squares: f64 = given.iter().map(|one| (one.score - score) * (one.score - score)).sum();
    let spread = (given.len() > 1).then(|| (squares / (n - 1.0)).sqrt());
    let n = given.len() as u64;
    let fact = ChangedFact::Measured { service, recipient, score, n, spread };
    Some(AnswerChange { fact, by: None, date })
}

/// Whether the map has a measurement already: answers that are taken twice change nothing.
fn is_same(known: &Satisfaction, change: &AnswerChange) -> bool {
    let ChangedFact::Measured { score, n, .. } = &change.fact else {
        return false;
    };
    // SPEC 5: scores are written with at most 4 decimals.
    let is_near = |known: f64| (known - score).abs() < 0.000_06;
    known.source.as_deref() == Some(HEADS)
        && known.measured.as_ref() == Some(&change.date)
        && known.n == Some(*n)
        && known.score.is_some_and(is_near)
}

/// Whether a measurement of more people is under 12 months old: then what a few heads say adds nothing to it.
fn is_larger(known: &Satisfaction, heads: usize, date: &Date) -> bool {
    let is_recent = known.measured.as_ref().is_some_and(|it| !it.is_over_a_year_before(date));
    is_recent
        && known.source.as_deref() != Some(HEADS)
        && known.score.is_some()
        && known.n.is_some_and(|n| n > heads as u64)
}

fn listed_sentence(
    organisation: &Organisation,
    (service, recipient): (ServiceId, Recipient),
    change: &AnswerChange,
    larger: &Satisfaction,
) -> String {
    let name = |subject: Subject| organisation.name_of(subject);
    let ChangedFact::Measured { score, n, .. } = &change.fact else {
        return String::new();
    };
    let heads = if *n == 1 { "1 head".to_owned() } else { format!("{n} heads") };
    let when = larger.measured.as_ref().map_or("", Date::as_str);
    format!(
        "{} with {}: {score:.1} of 10 by {heads}, against {:.1} of 10 by {} people in {when}",
        name(recipient.into()),
        name(service.into()),
        larger.of_ten().unwrap_or_default(),
        larger.n.unwrap_or_default(),
    )
}
