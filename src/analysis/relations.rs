//! Relationships with those outside: how happy they are in all, what is known of them, who owns the relationship.

use super::satisfaction::{Interval, ScoreChange, interval, is_unhappy, population, score_change};
use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::{Confidence, Date, Organisation, Party, Reason, Relation, Satisfaction},
};

/// The satisfaction of a party with all services that serve it directly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rolled {
    /// How many relationships there are.
    pub relationships: usize,
    /// The number of relationships that were measured.
    pub measured: usize,
    /// The mean of the newest scores, of 10; `None` where nothing was measured.
    pub score: Option<f64>,
    /// True if all scores are net promoter scores.
    pub is_net_promoter: bool,
    /// The lowest of the newest scores, of 10.
    pub lowest: Option<f64>,
    /// Whether the lowest is a net promoter score.
    pub lowest_is_net_promoter: bool,
    /// The lowest measurement that means unhappy.
    pub lowest_unhappy: Option<Satisfaction>,
    /// The number of answers in all; `None` where a measurement doesn't state it.
    pub answers: Option<u64>,
    /// The number of people asked in all; `None` where a measurement doesn't state it.
    pub asked: Option<u64>,
    /// How many belong to the recipient, where only one relationship was measured and its recipient says so.
    pub population: Option<u64>,
    /// The newest date.
    pub newest: Option<Date>,
    /// The measurement before the newest, where only one relationship was measured: the trend.
    pub before: Option<Satisfaction>,
    /// Whether the score changed beyond chance since then.
    pub change: Option<ScoreChange>,
    /// The interval of the score, where only one relationship was measured.
    pub interval: Option<Interval>,
    /// Whether the scores of the mean were on different scales.
    pub scales_differ: bool,
}

/// The active relationships that serve parties directly, party by party: for questions about many of them.
#[derive(Debug)]
pub struct RelationsOfParties<'org>(Vec<(PartyId, ServiceId, Relation<'org>)>);

impl<'org> RelationsOfParties<'org> {
    /// The relationships of all parties.
    pub fn new(organisation: &'org Organisation) -> Self {
        let services = organisation.services();
        let of_parties = services.flat_map(|(id, _)| {
            let relations = organisation.active_relations(id);
            relations.filter_map(move |relation| Some((relation.to.party()?, id, relation)))
        });
        let mut sorted: Vec<(PartyId, ServiceId, Relation<'org>)> = of_parties.collect();
        // A stable sort: the relationships of one party stay in the order of the file.
        sorted.sort_by_key(|(party, ..)| *party);
        Self(sorted)
    }

    /// The relationships of one party with their services, as in the file.
    pub fn with_services(
        &self,
        party: PartyId,
    ) -> impl Iterator<Item = (ServiceId, Relation<'org>)> {
        let own = self.0[self.0.partition_point(|(one, ..)| *one < party)..].iter();
        own.take_while(move |(one, ..)| *one == party)
            .map(|(_, service, relation)| (*service, *relation))
    }

    /// The relationships of one party, as in the file.
    pub fn of(&self, party: PartyId) -> impl Iterator<Item = Relation<'org>> {
        self.with_services(party).map(|(_, relation)| relation)
    }
}

/// Combines the newest scores of relationships of an organisation: weighted by answers where each score says how many there
/// were, else equally.
pub fn roll_up<'org>(
    organisation: &Organisation,
    relations: impl Iterator<Item = Relation<'org>>,
) -> Rolled {
    let mut rolled = Rolled::default();
    let mut scores: Vec<(f64, &Satisfaction)> = Vec::new();
    for relation in relations {
        rolled.relationships += 1;
        let Some(newest) = relation.newest() else {
            continue;
        };
        scores.extend(newest.of_ten().map(|score| (score, newest)));
        let is_lower = |than: &Satisfaction| newest.of_ten() < than.of_ten();
        if is_unhappy(newest) && rolled.lowest_unhappy.as_ref().is_none_or(is_lower) {
            rolled.lowest_unhappy = Some(newest.clone());
        }
        rolled.newest = rolled.newest.max(newest.measured.clone());
        // Several scores in one have no before and no interval of their own (SPEC 6).
        let is_only = scores.len() == 1;
        let before = relation.before().filter(|_| is_only);
        // SPEC 3.9: a department or group outside a division is as large as in the map; of a customer nobody knows it.
        rolled.population = if is_only { population(organisation, relation.to) } else { None };
        rolled.change = before.and_then(|before| score_change(newest, before, rolled.population));
        rolled.before = before.cloned();
        rolled.interval = if is_only { interval(newest, rolled.population) } else { None };
    }
    // From the lowest, so that the weighted sum does not depend on the order of the file.
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    rolled.measured = scores.len();
    rolled.lowest = scores.first().map(|(score, _)| *score);
    let is_net_promoter = |(_, it): &(f64, &Satisfaction)| it.metric.is_some();
    rolled.lowest_is_net_promoter = scores.first().is_some_and(is_net_promoter);
    rolled.is_net_promoter = !scores.is_empty() && scores.iter().all(is_net_promoter);
    // SPEC 6: net promoter scores are never averaged with others.
    if !rolled.is_net_promoter {
        scores.retain(|score| !is_net_promoter(score));
    }
    rolled.scales_differ = scores.windows(2).any(|two| match two {
        [(_, one), (_, other)] => one.scale.total_cmp(&other.scale).is_ne(),
        _ => false,
    });
    // SPEC 6: weights by answers only where every score says how many there were.
    let answers = scores.iter().try_fold(0_u64, |all, (_, it)| all.checked_add(it.n?));
    rolled.answers = answers.filter(|answers| *answers > 0);
    let asked = scores.iter().try_fold(0_u64, |all, (_, it)| all.checked_add(it.asked?));
    rolled.asked = asked.filter(|asked| *asked > 0);
    #[expect(clippy::cast_precision_loss, reason = "weights need no more than 52 bits")]
    let weights: Vec<f64> = match rolled.answers {
        Some(_) => scores.iter().map(|(_, it)| it.n.unwrap_or(0) as f64).collect(),
        None => vec![1.0; scores.len()],
    };
    let all: f64 = weights.iter().sum();
    let weighted: f64 =
        scores.iter().zip(&weights).map(|((score, ..), weight)| score * weight).sum();
    rolled.score = (!scores.is_empty()).then(|| weighted / all);
    rolled
}

/// Whether a reason is still assumed, or called supported without a source.
pub fn is_untested(reason: &Reason) -> bool {
    match reason.confidence {
        Confidence::Assumed => true,
        // SPEC 4: a reason is tested only if somebody can look the test up.
        Confidence::Supported => reason.source.is_none(),
        Confidence::Refuted => false,
    }
}

/// A thing worth knowing about a customer (SPEC 4, `little-known-customer`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownFact {
    /// Since when it has been a customer.
    Since,
    /// What drives it, or the forces that act on it.
    Drivers,
    /// Why it came.
    WonBy,
    /// Why it stays.
    KeptBy,
    /// The alternatives that it uses instead or beside.
    BuysFrom,
    /// A reason why it comes that somebody tested.
    TestedReason,
    /// Who owns the relationship.
    Owner,
}

impl KnownFact {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Since,
        Self::Drivers,
        Self::WonBy,
        Self::KeptBy,
        Self::BuysFrom,
        Self::TestedReason,
        Self::Owner,
    ];

    /// The key of the file that holds it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Since => "since",
            Self::Drivers => "drivers",
            Self::WonBy => "won_by",
            Self::KeptBy => "kept_by",
            Self::BuysFrom => "buys_from",
            Self::TestedReason => "reasons",
            Self::Owner => "owner",
        }
    }

    /// The fact as its label: the key of the file in words (SPEC 1).
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Since => "since",
            Self::Drivers => "drivers or pressures",
            Self::WonBy => "won by",
            Self::KeptBy => "kept by",
            Self::BuysFrom => "buys from",
            Self::TestedReason => "a tested reason",
            Self::Owner => "owner",
        }
    }

    fn is_known(self, party: &Party) -> bool {
        match self {
            Self::Since => party.since.is_some(),
            Self::Drivers => !party.drivers.is_empty() || !party.pressures.is_empty(),
            Self::WonBy => party.won_by.is_some(),
            Self::KeptBy => party.kept_by.is_some(),
            Self::BuysFrom => !party.buys_from.is_empty(),
            Self::TestedReason => party.reasons.iter().any(|reason| !is_untested(reason)),
            Self::Owner => owner_and_backup(party).0.is_some(),
        }
    }
}

/// The facts worth knowing that the map doesn't have of a party.
pub fn unknown_facts(party: &Party) -> Vec<KnownFact> {
    KnownFact::ALL.into_iter().filter(|fact| !fact.is_known(party)).collect()
}

/// The owner of the relationship with a party, and the backup if that is somebody else.
pub fn owner_and_backup(party: &Party) -> (Option<UnitId>, Option<UnitId>) {
    let kept = party.relationship.as_ref();
    let owner = kept.and_then(|kept| kept.owner);
    // Who is named as their own backup is none.
    let backup = kept.and_then(|kept| kept.backup).filter(|backup| Some(*backup) != owner);
    (owner, backup)
}
