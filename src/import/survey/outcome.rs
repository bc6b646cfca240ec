//! What a survey says of a map: the measurements, the groups that are too small, and what is used but not declared.

use super::{
    anonymity::{Placed, pool},
    answers::{AnswerKey, Answers},
    recipients::{chain, overlap},
    scale::Scale,
    statistics::{mean, net_promoter, spread},
};
use crate::{
    diag::Place,
    id::{ServiceId, Subject},
    import::Value,
    input::Text,
    model::{Metric, Organisation, Recipient},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

/// A measurement of one relationship.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyMeasurement {
    /// The service.
    pub service: ServiceId,
    /// The recipient.
    pub of: Recipient,
    /// The scale of the answers; the score of a net promoter score goes from -100 to 100.
    pub scale: Scale,
    /// The mean of the answers, or their net promoter score.
    pub score: f64,
    /// How many answered.
    pub n: usize,
    /// How many of them belong to smaller groups.
    pub joined: usize,
    /// The standard deviation of the answers; none of one answer, or of a net promoter score.
    pub spread: Option<f64>,
    /// The numbers of promoters and detractors, of a net promoter score.
    pub promoters: Option<(usize, usize)>,
    /// How many were asked, where that is known.
    pub asked: Option<u64>,
    /// The date of the measurement.
    pub measured: String,
}

/// A group whose answers are too few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooFew {
    /// The service.
    pub service: ServiceId,
    /// The widest recipient that the answers reached.
    pub of: Recipient,
    /// How many answered.
    pub answers: usize,
    /// The date of the answers.
    pub measured: String,
}

/// Somebody who rated a service that does not serve them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDeclared {
    /// The service.
    pub service: ServiceId,
    /// To whom the respondents belong.
    pub by: Subject,
    /// How many answered.
    pub answers: usize,
}

/// What a survey says of a map.
#[derive(Clone, Debug, Default)]
pub struct SurveyOutcome {
    /// The measurements, by service as in the file, date and recipient.
    pub measurements: Vec<SurveyMeasurement>,
    /// The groups whose answers are too few.
    pub too_few: Vec<TooFew>,
    /// Used but not declared, most answers first.
    pub not_declared: Vec<NotDeclared>,
    /// How many rows hold a score.
    pub respondents: usize,
    /// How many cells and rows can't be read.
    pub rejected: usize,
}

/// A stated number of people asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AskedRule {
    /// The recipient; none: each of them.
    pub(super) of: Option<Recipient>,
    /// The number of people asked.
    pub(super) count: u64,
}

/// What figures are made by.
pub(super) struct FigureRules<'o> {
    /// The least number of answers of a published figure.
    pub(super) minimum: usize,
    /// How many were asked, as options say.
    pub(super) asked: &'o [AskedRule],
    /// How many belong to a recipient.
    pub(super) population: &'o dyn Fn(Recipient) -> Option<u64>,
    /// The date of answers that are one measurement.
    pub(super) measured: &'o str,
}

/// Makes the figures of all answers.
pub(super) fn figures(
    organisation: &Organisation,
    answers: &Answers,
    rules: &FigureRules<'_>,
) -> SurveyOutcome {
    let mut maker = FigureMaker {
        organisation,
        answers,
        rules,
        chains: chains(organisation, answers),
        outcome: SurveyOutcome {
            respondents: answers.respondents,
            rejected: answers.rejected.len() + answers.problems.len(),
            ..SurveyOutcome::default()
        },
    };
    for (key, scores) in &answers.scores {
        maker.add(key, scores);
    }
    maker.outcome.not_declared = not_declared(answers, &maker.chains);
    maker.outcome
}

/// The recipients of each service to which each respondent belongs.
type Chains = HashMap<(ServiceId, Subject), Vec<Recipient>>;

fn chains(organisation: &Organisation, answers: &Answers) -> Chains {
    let mut chains = Chains::new();
    for (key, scores) in &answers.scores {
        for (respondent, _) in scores {
            let entry = chains.entry((key.service, *respondent));
            entry.or_insert_with(|| chain(organisation, key.service, *respondent));
        }
    }
    chains
}

/// The recipients who rated a service that does not serve them, most answers first.
fn not_declared(answers: &Answers, chains: &Chains) -> Vec<NotDeclared> {
    let mut counts: BTreeMap<(ServiceId, Subject), usize> = BTreeMap::new();
    for (key, scores) in &answers.scores {
        for (respondent, _) in scores {
            if chains[&(key.service, *respondent)].is_empty() {
                *counts.entry((key.service, *respondent)).or_default() += 1;
            }
        }
    }
    let rows = counts.into_iter();
    let mut rows: Vec<NotDeclared> =
        rows.map(|((service, by), answers)| NotDeclared { service, by, answers }).collect();
    rows.sort_by_key(|it| (Reverse(it.answers), it.service, it.by));
    rows
}

struct FigureMaker<'o, 'org> {
    organisation: &'org Organisation,
    answers: &'o Answers,
    rules: &'o FigureRules<'o>,
    chains: Chains,
    outcome: SurveyOutcome,
}

impl FigureMaker<'_, '_> {
    /// Makes the figures of the answers to one question.
    fn add(&mut self, key: &AnswerKey, scores: &[(Subject, f64)]) {
        let measured = if key.period.is_empty() { self.rules.measured } else { &key.period };
        let placed = scores.iter().map(|(respondent, score)| Placed {
            chain: &self.chains[&(key.service, *respondent)],
            score: *score,
        });
        let pools = pool(self.organisation, &placed.collect::<Vec<_>>(), self.rules.minimum);
        let recipients: Vec<Recipient> = pools.published.iter().map(|(of, _)| *of).collect();
        for (of, pool) in pools.published {
            let asked = self.asked(key.service, of, &recipients);
            let figure = figure(self.answers.scales[key.scale], &pool.scores);
            self.outcome.measurements.extend(figure.map(|figure| SurveyMeasurement {
                service: key.service,
                of,
                scale: self.answers.scales[key.scale],
                score: figure.score,
                n: pool.scores.len(),
                joined: pool.joined,
                spread: figure.spread,
                promoters: figure.promoters,
                // SPEC 2: n <= asked; a population that is out of date says nothing of this survey.
                asked: asked.filter(|asked| as_count(*asked) >= pool.scores.len()),
                measured: measured.to_owned(),
            }));
        }
        let too_few = pools.too_few.into_iter().map(|(of, answers)| TooFew {
            service: key.service,
            of,
            answers,
            measured: measured.to_owned(),
        });
        self.outcome.too_few.extend(too_few);
    }

    /// How many were asked: as an option says, as the codebook says, or as many as belong to the recipient, unless some
    /// of these were counted with another one.
    fn asked(&self, service: ServiceId, of: Recipient, published: &[Recipient]) -> Option<u64> {
        let rule =
            |wanted: Option<Recipient>| self.rules.asked.iter().find(|rule| rule.of == wanted);
        if let Some(rule) = rule(Some(of)).or_else(|| rule(None)) {
            return Some(rule.count);
        }
        if let Some(asked) = self.answers.asked.get(&(service, of.into())) {
            return Some(*asked);
        }
        let is_shared = |other: &Recipient| *other != of && overlap(self.organisation, *other, of);
        // Of recipients that share units nobody knows how many were asked under which name.
        if published.iter().any(is_shared) { None } else { (self.rules.population)(of) }
    }
}

fn as_count(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// The figure of some answers.
struct AnswerFigure {
    score: f64,
    spread: Option<f64>,
    promoters: Option<(usize, usize)>,
}

fn figure(scale: Scale, scores: &[f64]) -> Option<AnswerFigure> {
    if scale.metric == Some(Metric::Nps) {
        let nps = net_promoter(scores)?;
        let promoters = Some((nps.promoters, nps.detractors));
        return Some(AnswerFigure { score: nps.score, spread: None, promoters });
    }
    Some(AnswerFigure { score: mean(scores)?, spread: spread(scores), promoters: None })
}

impl SurveyMeasurement {
    /// The entry of `measurements` in a map, with the source that is named there.
    pub fn entry(&self, organisation: &Organisation, source: &str) -> Value {
        let text = |value: &str| Value::Text(Text { value: value.into(), place: Place::default() });
        let mut pairs = vec![
            ("service", organisation.id_of(self.service.into()).to_owned()),
            ("of", organisation.id_of(self.of.into()).to_owned()),
        ];
        match self.promoters {
            Some((promoters, detractors)) => pairs.extend([
                ("metric", Metric::Nps.to_string()),
                ("score", rounded(self.score)),
                ("promoters", promoters.to_string()),
                ("detractors", detractors.to_string()),
            ]),
            None => pairs.extend([
                ("score", rounded(self.score)),
                ("lowest", rounded(self.scale.lowest)),
                ("scale", rounded(self.scale.highest)),
            ]),
        }
        pairs.push(("n", self.n.to_string()));
        pairs.extend(self.asked.map(|asked| ("asked", asked.to_string())));
        pairs.extend(self.spread.map(|spread| ("spread", rounded(spread))));
        pairs.push(("measured", self.measured.clone()));
        pairs.push(("source", source.to_owned()));
        Value::Map(pairs.iter().map(|(key, value)| ((*key).into(), text(value))).collect())
    }
}

/// A figure with at most 4 decimals (SPEC 5).
pub fn rounded(figure: f64) -> String {
    let text = format!("{figure:.4}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}
