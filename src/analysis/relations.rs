//! Relationships with those outside: how happy they are in all, what is known of them, who looks after them.

use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::{Confidence, Date, Organisation, Party, Reason, Recipient, Relation, Satisfaction},
};

/// How happy a party is with all that serves it straight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rolled {
    /// How many relationships there are.
    pub relationships: usize,
    /// How many of them were measured.
    pub measured: usize,
    /// Their newest scores in one, of 10; `None` where nothing was measured.
    pub score: Option<f64>,
    /// The lowest of them, of 10.
    pub lowest: Option<f64>,
    /// How many answered in all; `None` where one doesn't say.
    pub answers: Option<u64>,
    /// The newest date.
    pub newest: Option<Date>,
    /// The measurement before the newest, where only one relationship was measured: the trend.
    pub before: Option<Satisfaction>,
    /// Whether the scores were on different scales.
    pub scales_differ: bool,
}

/// The active relationships that serve a party straight.
pub fn relations_with(
    organisation: &Organisation,
    party: PartyId,
) -> impl Iterator<Item = Relation<'_>> {
    let services = organisation.services();
    let relations = services.flat_map(|(id, _)| organisation.relations(id));
    relations.filter(move |relation| relation.to == Recipient::Party(party))
}

/// The active relationships that serve parties directly, party by party: for questions about many of them.
#[derive(Debug)]
pub struct RelationsOfParties<'org> {
    /// For each party where its own begin, and where the last end; none for parties that are not asked for.
    starts: Vec<u32>,
    all: Vec<(ServiceId, Relation<'org>)>,
}

impl<'org> RelationsOfParties<'org> {
    /// The relationships of some parties, each by the ids of the services.
    #[must_use]
    pub fn new(
        organisation: &'org Organisation,
        parties: impl IntoIterator<Item = PartyId>,
    ) -> Self {
        let mut asked = vec![false; organisation.parties().len()];
        for party in parties {
            asked[party.index()] = true;
        }
        let services = organisation.services();
        let relations = services
            .flat_map(|(id, _)| organisation.relations(id).map(move |relation| (id, relation)));
        let of_parties = relations.filter_map(|(id, relation)| {
            let party = relation.to.party().filter(|party| asked[party.index()])?;
            Some((party, id, relation))
        });
        let mut sorted: Vec<(PartyId, ServiceId, Relation<'org>)> = of_parties.collect();
        sorted.sort_by_key(|(party, id, _)| (*party, &organisation.service(*id).about.id));
        let mut starts = vec![0; asked.len() + 1];
        for (party, ..) in &sorted {
            starts[party.index() + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { starts, all: sorted.into_iter().map(|(_, id, relation)| (id, relation)).collect() }
    }

    /// The relationships of one party, each with its service.
    #[must_use]
    pub fn of(&self, party: PartyId) -> &[(ServiceId, Relation<'org>)] {
        let [from, to] = [party.index(), party.index() + 1].map(|at| self.starts[at] as usize);
        &self.all[from..to]
    }
}

/// The newest scores of relationships in one: weighted by answers where all say how many there were, else
/// each the same.
#[must_use]
pub fn roll_up<'org>(relations: impl Iterator<Item = Relation<'org>>) -> Rolled {
    let mut rolled = Rolled::default();
    let mut scores: Vec<(f64, Option<u64>)> = Vec::new();
    let mut scale: Option<f64> = None;
    for relation in relations {
        rolled.relationships += 1;
        let Some(newest) = relation.newest() else {
            continue;
        };
        scores.extend(newest.of_ten().map(|score| (score, newest.n)));
        rolled.scales_differ |= scale.is_some_and(|scale| scale.total_cmp(&newest.scale).is_ne());
        scale = Some(newest.scale);
        rolled.newest = rolled.newest.max(newest.measured.clone());
        rolled.before = relation.before().filter(|_| scores.len() == 1).cloned();
    }
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    rolled.measured = scores.len();
    rolled.lowest = scores.first().map(|(score, _)| *score);
    let answers = scores.iter().try_fold(0_u64, |all, (_, n)| all.checked_add((*n)?));
    rolled.answers = answers.filter(|answers| *answers > 0);
    #[expect(clippy::cast_precision_loss, reason = "weights need no more than 52 bits")]
    let weights: Vec<f64> = match rolled.answers {
        Some(_) => scores.iter().map(|(_, n)| n.unwrap_or(0) as f64).collect(),
        None => vec![1.0; scores.len()],
    };
    let all: f64 = weights.iter().sum();
    let weighted: f64 =
        scores.iter().zip(&weights).map(|((score, _), weight)| score * weight).sum();
    rolled.score = (!scores.is_empty()).then(|| weighted / all);
    rolled
}

/// Whether a reason is still assumed, or called supported without a source.
#[must_use]
pub fn is_untested(reason: &Reason) -> bool {
    match reason.confidence {
        Confidence::Assumed => true,
        Confidence::Supported => reason.source.is_none(),
        Confidence::Refuted => false,
    }
}

/// The seven things worth knowing about a customer: whether each is known, and what it is called.
#[must_use]
pub fn known(party: &Party) -> [(bool, &'static str); 7] {
    let owner = party.relationship.as_ref().and_then(|kept| kept.owner);
    let drives = !party.drivers.is_empty() || !party.pressures.is_empty();
    [
        (party.since.is_some(), "since when"),
        (drives, "what drives or presses it"),
        (party.won_by.is_some(), "why it came"),
        (party.kept_by.is_some(), "why it stays"),
        (!party.buys_from.is_empty(), "what else it uses"),
        (party.reasons.iter().any(|reason| !is_untested(reason)), "a tested reason"),
        (owner.is_some(), "who looks after it"),
    ]
}

/// Those who can look after a party: its owner, and a stand-in who is somebody else.
#[must_use]
pub fn keepers(party: &Party) -> (Option<UnitId>, Option<UnitId>) {
    let kept = party.relationship.as_ref();
    let owner = kept.and_then(|kept| kept.owner);
    let backup = kept.and_then(|kept| kept.backup).filter(|backup| Some(*backup) != owner);
    (owner, backup)
}
