//! How happy those who are served are.

use crate::{
    graph::Graph,
    id::ServiceId,
    model::{Organisation, Recipient, Satisfaction},
};

/// A score below this, of 10, is unhappy.
pub const UNHAPPY: f64 = 6.0;

/// Whether a measurement tells of somebody unhappy.
pub(super) fn is_unhappy(measured: &Satisfaction) -> bool {
    measured.of_ten().is_some_and(|score| score < UNHAPPY)
}

/// The lowest newest score, of 10, in which some services stand with the recipients that `counts`.
pub fn lowest(
    graph: &Graph<'_>,
    services: &[ServiceId],
    counts: impl Fn(Recipient) -> bool,
) -> Option<f64> {
    let organisation = graph.organisation();
    let relations = services.iter().flat_map(|&service| organisation.relations(service));
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
    /// Those with a score.
    pub measured: usize,
    /// Those whose newest score is under 6 of 10.
    pub unhappy: usize,
}

/// The relationships with the outside and those inside.
#[must_use]
pub fn happy(organisation: &Organisation) -> (Happy, Happy) {
    let (mut outside, mut inside) = (Happy::default(), Happy::default());
    let services = organisation.services();
    for relation in services.flat_map(|(id, _)| organisation.relations(id)) {
        let side = match relation.to.party() {
            Some(party) if !organisation.is_active_party(party) => continue,
            Some(_) => &mut outside,
            None => &mut inside,
        };
        side.relationships += 1;
        if let Some(newest) = relation.newest() {
            side.measured += 1;
            side.unhappy += usize::from(is_unhappy(newest));
        }
    }
    (outside, inside)
}
