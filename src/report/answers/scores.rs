//! The scores of heads, pooled per relationship and round, with those that earlier batches brought.

use super::{
    change::{AnswerChange, ChangedFact, HeadsMeasurement},
    earlier::{EarlierPool, HeadDates},
    statistics::{HEADS, HeadScore, ScoreStatistics, is_one_round},
};
use crate::{
    id::{ServiceId, Subject},
    model::{Date, Organisation, Recipient, Satisfaction},
};
use std::collections::BTreeMap;

/// The scores of all relationships.
pub(super) type HeadScores = BTreeMap<(ServiceId, Recipient), Vec<HeadScore>>;

/// What scores come to.
#[derive(Debug, Default)]
pub(super) struct PooledScores {
    /// The measurements that change or are new.
    pub(super) changes: Vec<AnswerChange>,
    /// Scores that can't be pooled with those in the map: sentences.
    pub(super) unclear: Vec<String>,
    /// Scores that are not written, since more people were asked lately: sentences.
    pub(super) listed: Vec<String>,
}

/// Pools scores for each relationship and round.
pub(super) fn pool_scores(organisation: &Organisation, scores: HeadScores) -> PooledScores {
    let mut pooled = PooledScores::default();
    for ((service, recipient), given) in scores {
        let mut relations = organisation.active_relations(service);
        let relation = relations.find(|relation| relation.to == recipient);
        let known = relation.map_or(&[][..], |relation| relation.satisfaction);
        let mut pooling =
            ScorePooling { organisation, service, recipient, known, pooled: &mut pooled };
        for round in rounds(given) {
            pooling.take(&round);
        }
    }
    pooled
}

/// The scores of each round, the newest round first.
fn rounds(mut given: Vec<HeadScore>) -> Vec<Vec<HeadScore>> {
    // By unit where the dates are equal: the result may not depend on the order of the files.
    given.sort_by(|one, other| other.date.cmp(&one.date).then(one.unit.cmp(&other.unit)));
    let mut rounds: Vec<Vec<HeadScore>> = Vec::new();
    for score in given {
        // Compared with the newest of the round, not with the last one: rounds
        // can't grow into one another.
        match rounds.last_mut().filter(|round| is_one_round(&round[0].date, &score.date)) {
            Some(round) => round.push(score),
            None => rounds.push(vec![score]),
        }
    }
    rounds
}

/// Pools the scores of one relationship.
struct ScorePooling<'p, 'org> {
    organisation: &'org Organisation,
    service: ServiceId,
    recipient: Recipient,
    /// Its measurements in the map.
    known: &'org [Satisfaction],
    pooled: &'p mut PooledScores,
}

impl ScorePooling<'_, '_> {
    /// Takes the scores of one round: with those of heads who answered before, each head once.
    fn take(&mut self, given: &[HeadScore]) {
        let Some(newest) = given.first().map(|score| &score.date) else {
            return;
        };
        let pools = self.known.iter().filter_map(|known| EarlierPool::of(known, newest));
        // A round has one measurement in the map; where there are more, the newest is added to.
        let Some(earlier) = pools.max_by(|one, other| one.date.cmp(&other.date)) else {
            return self.add(ScoreStatistics::of(given), &self.dates(given), None);
        };
        let Some(heads) = &earlier.heads else {
            return self.take_beside_unnamed(given, &earlier);
        };
        let id = |score: &HeadScore| self.organisation.id_of(score.unit.into());
        // The map has a newer answer of this head.
        let is_older = |score: &&HeadScore| heads.get(id(score)).is_some_and(|it| score.date < *it);
        let current: Vec<HeadScore> = given.iter().filter(|it| !is_older(it)).cloned().collect();
        let is_whole = heads.ids().all(|head| current.iter().any(|score| id(score) == head));
        if is_whole {
            // The scores of all who answered before are among these, so nothing has to be guessed.
            return self.add(ScoreStatistics::of(&current), &self.dates(&current), Some(&earlier));
        }
        let (again, fresh): (Vec<HeadScore>, Vec<HeadScore>) =
            current.into_iter().partition(|score| heads.get(id(score)).is_some());
        // Of the same date it is the very answer that is pooled already: nothing to report.
        let differing = again.iter().filter(|score| heads.get(id(score)) != Some(&score.date));
        let names: Vec<&str> =
            differing.map(|score| self.organisation.name_of(score.unit.into())).collect();
        // The map has the mean and not the single scores: the earlier one can't be taken out of it.
        if !names.is_empty() {
            let line = format!(
                "{}: {} answered again; the earlier answer is one of the {} in the map",
                self.described(),
                names.join(", "),
                earlier.n()
            );
            self.pooled.unclear.push(line);
        }
        if !fresh.is_empty() {
            // Those who answered before stay counted, with their dates.
            let dates = heads.clone().with(self.dates(&fresh));
            self.add(earlier.statistics.with(ScoreStatistics::of(&fresh)), &dates, Some(&earlier));
        }
    }

    /// Scores beside a measurement of heads that doesn't say which heads.
    fn take_beside_unnamed(&mut self, given: &[HeadScore], earlier: &EarlierPool) {
        // Alike statistics can be those of the same answers, imported before: nothing to report.
        if !earlier.statistics.is_alike(ScoreStatistics::of(given)) {
            self.pooled.unclear.push(format!(
                "{}: the map has a measurement of {} by heads that doesn't say which ones answered",
                self.described(),
                earlier.date.as_str()
            ));
        }
    }

    /// Adds a measurement, or lists it where more people were asked lately.
    fn add(
        &mut self,
        statistics: ScoreStatistics,
        heads: &HeadDates,
        earlier: Option<&EarlierPool>,
    ) {
        let Some(date) = heads.newest().cloned() else {
            return;
        };
        let is_known = earlier.is_some_and(|it| {
            it.statistics.is_alike(statistics) && it.heads.as_ref() == Some(heads)
        });
        // A second import of the same files changes nothing.
        if is_known {
            return;
        }
        let n = statistics.heads();
        if let Some(larger) = self.known.iter().find(|known| is_larger(known, n, &date)) {
            let line = self.listed(statistics, larger);
            return self.pooled.listed.push(line);
        }
        let fact = ChangedFact::Measured(HeadsMeasurement {
            service: self.service,
            recipient: self.recipient,
            score: statistics.mean,
            n,
            spread: statistics.spread,
            answered_by: heads.to_note(),
            replaces: earlier.map(|it| it.place),
        });
        self.pooled.changes.push(AnswerChange { fact, by: None, date });
    }

    fn dates(&self, given: &[HeadScore]) -> HeadDates {
        let id = |score: &HeadScore| self.organisation.id_of(score.unit.into()).to_owned();
        given.iter().map(|score| (id(score), score.date.clone())).collect()
    }

    fn described(&self) -> String {
        let name = |subject: Subject| self.organisation.name_of(subject);
        format!("{} with {}", name(self.recipient.into()), name(self.service.into()))
    }

    fn listed(&self, statistics: ScoreStatistics, larger: &Satisfaction) -> String {
        let heads = match statistics.heads() {
            1 => "1 head".to_owned(),
            n => format!("{n} heads"),
        };
        format!(
            "{}: {:.1} of 10 by {heads}, against {:.1} of 10 by {} people in {}",
            self.described(),
            statistics.mean,
            larger.of_ten().unwrap_or_default(),
            larger.n.unwrap_or_default(),
            larger.measured.as_ref().map_or("", Date::as_str),
        )
    }
}

/// Whether a measurement of more people is under 12 months old: then what a few heads say adds nothing to it.
fn is_larger(known: &Satisfaction, heads: u64, date: &Date) -> bool {
    let is_recent = known.measured.as_ref().is_some_and(|it| !it.is_over_a_year_before(date));
    is_recent
        && known.source.as_deref() != Some(HEADS)
        && known.score.is_some()
        && known.n.is_some_and(|n| n > heads)
}
