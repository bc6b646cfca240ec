//! Takes answers to their facts.

use super::{
    AnsweredFact, HeadAnswers,
    change::{AnswerChange, ChangedFact},
    earlier::answered_before,
    scope::is_asked,
    scores::{HeadScores, pool_scores},
    statistics::HeadScore,
    values::AnswerValues,
    words::{described, in_names, subject},
};
use crate::{
    diag::excerpt,
    graph::Graph,
    id::{ServiceId, Subject, UnitId},
    model::{Date, Organisation, Recipient},
    report::{
        ask::{AskedFact, Heads},
        named::{TargetKind, named},
        words::count,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// How answers are taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct TakeOptions {
    /// Whether comments of heads become notes.
    pub remarks: bool,
}

/// What the answers of all heads come to.
#[derive(Debug, Default)]
pub struct TakenAnswers {
    /// What changes in the map.
    pub changes: Vec<AnswerChange>,
    /// Answers that differ from a map that has changed, or from one another: sentences.
    pub conflicts: Vec<String>,
    /// Answers that can't be taken: sentences with the reason.
    pub refused: Vec<String>,
    /// Remarks, with who made them.
    pub remarks: Vec<String>,
    /// Services that a unit receives and doesn't use.
    pub unused: Vec<String>,
    /// Scores that can't be pooled with those in the map: sentences.
    pub unclear: Vec<String>,
    /// Scores that are not written, since more people were asked lately.
    pub listed: Vec<String>,
    /// Files whose answers a newer file of the same unit replaces.
    pub replaced: Vec<String>,
    /// The units whose head has answered.
    pub answered: BTreeSet<UnitId>,
    /// The units with a lead that has not.
    pub unanswered: Vec<UnitId>,
    /// How many answers say what the map says already.
    pub unchanged: usize,
}

/// How many answers of a file were left out because a newer file of the same unit answers these questions.
fn replaced_note(
    organisation: &Organisation,
    unit: UnitId,
    file: &HeadAnswers,
    replaced: usize,
) -> String {
    let name = organisation.name_of(unit.into());
    let date = file.date.as_str();
    format!("{} ({name}, {date}): {}", file.file, count(replaced, "answer"))
}

/// Takes the answers of heads.
///
/// # Errors
/// Where a file is of another map.
pub fn take_answers(
    graph: &Graph<'_>,
    files: &[HeadAnswers],
    options: TakeOptions,
) -> Result<TakenAnswers, String> {
    let organisation = graph.organisation();
    let mut taken = TakenAnswers::default();
    let by_unit = files_of_each(organisation, files)?;
    let mut proposals: BTreeMap<AskedFact, Vec<ProposedFact>> = BTreeMap::new();
    let mut scores = HeadScores::new();
    let heads = Heads::new(organisation, None);
    for (unit, files) in &by_unit {
        // A unit without a lead has a form only where it was asked for by name.
        let own = (!heads.asked().contains(unit)).then(|| Heads::new(organisation, Some(*unit)));
        let mut answered: BTreeSet<&str> = BTreeSet::new();
        for file in files {
            let mut head = AnswerTaker {
                graph,
                organisation,
                unit: *unit,
                file,
                heads: own.as_ref().unwrap_or(&heads),
                options,
                taken: &mut taken,
                proposals: &mut proposals,
                scores: &mut scores,
            };
            let mut replaced = 0_usize;
            for answer in &file.answers {
                // The files are newest first: what a newer one has answered counts.
                if answered.contains(&*answer.about) {
                    replaced += 1;
                } else {
                    head.take(answer);
                }
            }
            if replaced > 0 {
                taken.replaced.push(replaced_note(organisation, *unit, file, replaced));
            }
            // After the file, so that two answers to one question in the same
            // file are both looked at.
            answered.extend(file.answers.iter().map(|answer| &*answer.about));
        }
    }
    settle_proposals(organisation, proposals, &mut taken);
    let pooled = pool_scores(organisation, scores);
    taken.changes.extend(pooled.changes);
    taken.unclear = pooled.unclear;
    taken.listed = pooled.listed;
    let newest = files.iter().map(|file| &file.date).max();
    let before = newest.map_or_else(BTreeSet::new, |newest| answered_before(organisation, newest));
    // Answers that an earlier batch brought are in the map, and their heads need no reminder.
    let has_answered = |unit: &UnitId| {
        by_unit.contains_key(unit) || before.contains(organisation.id_of((*unit).into()))
    };
    let unanswered = heads.asked().iter().copied().filter(|unit| !has_answered(unit));
    taken.unanswered = unanswered.collect();
    taken.answered = by_unit.into_keys().collect();
    Ok(taken)
}

/// The files of each unit, the newest first; of two as new the later file.
fn files_of_each<'f>(
    organisation: &Organisation,
    files: &'f [HeadAnswers],
) -> Result<BTreeMap<UnitId, Vec<&'f HeadAnswers>>, String> {
    let mut by_unit: BTreeMap<UnitId, Vec<&HeadAnswers>> = BTreeMap::new();
    for file in files {
        let own = &*organisation.header.id;
        if let Some(other) = file.organisation.as_deref().filter(|id| *id != own) {
            return Err(format!(
                "{}: these are answers about another organisation (`{}`, and this map is `{own}`)",
                file.file,
                excerpt(other)
            ));
        }
        let mut units = organisation.units();
        let found = units.find(|(_, unit)| *unit.header.id == *file.unit).map(|(id, _)| id);
        let Some(unit) = found else {
            return Err(format!(
                "{}: the map has no department or person with the id `{}`\n\
                 help: are these answers about another map? If the id has changed, change it in the file too",
                file.file,
                excerpt(&file.unit)
            ));
        };
        // In front, because the sort below is stable: of two files of one day
        // the later one comes first.
        by_unit.entry(unit).or_default().insert(0, file);
    }
    for files in by_unit.values_mut() {
        files.sort_by(|one, other| other.date.cmp(&one.date));
    }
    Ok(by_unit)
}

/// A change that the answer of one unit makes.
struct ProposedFact {
    unit: UnitId,
    /// The answer, as it is shown.
    answer: String,
    change: AnswerChange,
}

/// Takes over what all who answered agree on.
fn settle_proposals(
    organisation: &Organisation,
    proposals: BTreeMap<AskedFact, Vec<ProposedFact>>,
    taken: &mut TakenAnswers,
) {
    for (fact, proposals) in proposals {
        // These add to a list or take from it: two heads who name different recipients
        // don't contradict each other.
        let is_additive = matches!(
            fact,
            AskedFact::ServiceServes(_)
                | AskedFact::ServiceServesNot(_)
                | AskedFact::ServicePaidBy(_)
        );
        let mut proposals = proposals.into_iter();
        let Some(first) = proposals.next() else {
            continue;
        };
        let others: Vec<ProposedFact> =
            proposals.filter(|other| other.change.fact != first.change.fact).collect();
        if others.is_empty() || is_additive {
            taken.changes.push(first.change);
            for other in others {
                if !taken.changes.iter().any(|known| known.fact == other.change.fact) {
                    taken.changes.push(other.change);
                }
            }
            continue;
        }
        let all = std::iter::once(&first).chain(&others);
        let said: Vec<String> = all
            .map(|one| {
                let unit = organisation.name_of(one.unit.into());
                let answer = in_names(organisation, fact, &one.answer);
                format!("{unit} says \u{201c}{}\u{201d}", excerpt(&answer))
            })
            .collect();
        taken.conflicts.push(format!("{}: {}", described(organisation, fact), said.join(", ")));
    }
}

/// Takes the answers of one unit.
struct AnswerTaker<'t, 'org> {
    graph: &'t Graph<'org>,
    organisation: &'org Organisation,
    unit: UnitId,
    file: &'t HeadAnswers,
    heads: &'t Heads,
    options: TakeOptions,
    taken: &'t mut TakenAnswers,
    proposals: &'t mut BTreeMap<AskedFact, Vec<ProposedFact>>,
    scores: &'t mut HeadScores,
}

impl AnswerTaker<'_, '_> {
    fn take(&mut self, answer: &AnsweredFact) {
        let fact = match AskedFact::find(self.organisation, &answer.about) {
            Ok(fact) => fact,
            Err(unknown) => return self.refuse(answer, &unknown.to_string()),
        };
        if !is_asked(self.graph, self.unit, fact, self.heads) {
            let unit = self.organisation.name_of(self.unit.into());
            return self.refuse(answer, &format!("this is not, or no longer, for {unit} to say"));
        }
        match fact {
            AskedFact::Score(service, recipient) => {
                self.take_score(answer, fact, (service, recipient));
            }
            AskedFact::Purpose(_) if matches!(&*answer.answer, "right" | "wrong") => {
                self.take_check(answer, fact);
            }
            AskedFact::ServiceChecked(_) | AskedFact::PartyChecked(_) => {
                self.take_check(answer, fact);
            }
            AskedFact::Purpose(_)
            | AskedFact::Lead(_)
            | AskedFact::UnitServes(_)
            | AskedFact::ServiceServes(_)
            | AskedFact::ServiceServesNot(_)
            | AskedFact::ServicePaidBy(_)
            | AskedFact::Party(..)
            | AskedFact::Reason(..)
            | AskedFact::Customer(..) => self.take_value(answer, fact),
        }
    }

    fn refuse(&mut self, answer: &AnsweredFact, why: &str) {
        let (about, said) = match AskedFact::find(self.organisation, &answer.about) {
            Ok(fact) => {
                let said = in_names(self.organisation, fact, &answer.answer);
                (described(self.organisation, fact), said)
            }
            Err(_) => (format!("`{}`", excerpt(&answer.about)), answer.answer.clone()),
        };
        self.taken.refused.push(format!(
            "{}: {about}: \u{201c}{}\u{201d}: {why}",
            self.file.file,
            excerpt(&said)
        ));
    }

    fn change(&self, fact: ChangedFact) -> AnswerChange {
        AnswerChange { fact, by: self.file.by.clone(), date: self.file.date.clone() }
    }

    fn take_score(
        &mut self,
        answer: &AnsweredFact,
        fact: AskedFact,
        relationship: (ServiceId, Recipient),
    ) {
        if answer.answer == "unused" {
            let unit = self.organisation.name_of(self.unit.into());
            let service = self.organisation.name_of(relationship.0.into());
            self.taken.unused.push(format!("{unit}: {service}"));
            return;
        }
        let score = answer.answer.parse::<f64>().ok().filter(|it| (0.0..=10.0).contains(it));
        let Some(score) = score else {
            return self.refuse(answer, "a score is a number from 0 to 10");
        };
        let given = self.scores.entry(relationship).or_default();
        given.push(HeadScore { unit: self.unit, score, date: self.file.date.clone() });
        self.remark(fact, answer);
    }

    /// An answer that says that what is written down is right, or not quite.
    fn take_check(&mut self, answer: &AnsweredFact, fact: AskedFact) {
        let subject = subject(fact);
        match &*answer.answer {
            // "Right" was the answer to what the form showed, which is no longer what the map says.
            "right" if self.has_changed(fact, answer) => {
                let now = fact.state(self.graph);
                self.conflict(fact, answer, &now);
            }
            "right" => {
                // Only services and parties have a date of their last review.
                let Some(entry @ (Subject::Service(_) | Subject::Party(_))) = subject else {
                    return self.taken.unchanged += 1;
                };
                // An entry that was checked later than the answer was given stays as it is.
                if self.reviewed(entry).is_some_and(|known| known >= self.file.date) {
                    return self.taken.unchanged += 1;
                }
                let change = self.change(ChangedFact::Reviewed(entry));
                self.propose(fact, answer, change);
            }
            "wrong" => {
                self.remark(fact, answer);
                if answer.because.is_none() && !self.is_corrected(fact, answer) {
                    let unit = self.organisation.name_of(self.unit.into());
                    let what = described(self.organisation, fact);
                    let date = self.file.date.as_str();
                    self.taken.remarks.push(format!(
                        "{what}: not quite right, without saying what ({unit}, {date})"
                    ));
                }
            }
            _ => self.refuse(answer, "the answer is `right` or `wrong`"),
        }
    }

    /// Whether another answer of the file corrects what a check found wrong.
    fn is_corrected(&self, fact: AskedFact, answer: &AnsweredFact) -> bool {
        self.file.answers.iter().filter(|other| !std::ptr::eq(*other, answer)).any(|other| {
            let found = AskedFact::find(self.organisation, &other.about);
            found.is_ok_and(|found| {
                subject(found) == subject(fact) && !matches!(found, AskedFact::Score(..))
            })
        })
    }

    fn reviewed(&self, subject: Subject) -> Option<Date> {
        match subject {
            Subject::Service(service) => self.organisation.service(service).reviewed().cloned(),
            Subject::Party(party) => self.organisation.party(party).reviewed.clone(),
            Subject::Organisation | Subject::Everyone | Subject::Unit(_) | Subject::Group(_) => {
                None
            }
        }
    }

    fn take_value(&mut self, answer: &AnsweredFact, fact: AskedFact) {
        let (value, changed) = match AnswerValues::new(self.organisation).value(fact, answer) {
            Ok(value) => value,
            Err(why) => return self.refuse(answer, &why),
        };
        let now = fact.state(self.graph);
        // First of all: an answer that is taken over already is no conflict, even if the fact was
        // another when it was asked.
        if Self::says_already(fact, &value, &now) {
            self.taken.unchanged += 1;
        } else if self.has_changed(fact, answer) {
            self.conflict(fact, answer, &now);
        } else {
            let change = self.change(changed);
            self.propose(fact, answer, change);
        }
    }

    /// Whether the map says already what an answer says.
    fn says_already(fact: AskedFact, value: &str, now: &str) -> bool {
        match fact {
            AskedFact::ServiceServes(_)
            | AskedFact::UnitServes(_)
            | AskedFact::ServicePaidBy(_) => now.split(", ").any(|id| id == value),
            AskedFact::ServiceServesNot(_) => now.split(", ").all(|id| id != value),
            AskedFact::Reason(..) => now.starts_with(&format!("{value}: ")),
            AskedFact::Purpose(_)
            | AskedFact::Lead(_)
            | AskedFact::ServiceChecked(_)
            | AskedFact::PartyChecked(_)
            | AskedFact::Party(..)
            | AskedFact::Customer(..)
            | AskedFact::Score(..) => now == value,
        }
    }

    /// Whether a fact is another than when the form was written.
    fn has_changed(&self, fact: AskedFact, answer: &AnsweredFact) -> bool {
        // Without the state at the time of the form there is nothing to compare.
        let Some(was) = &answer.was else { return false };
        let now = fact.state(self.graph);
        // A customer that is reached otherwise now is the same customer.
        let is_inferred = |state: &str| matches!(state, "through" | "broad" | "shared");
        let is_alike =
            matches!(fact, AskedFact::Customer(..)) && is_inferred(was) && is_inferred(&now);
        // A head who names one more recipient says nothing about the others.
        let is_added = matches!(fact, AskedFact::ServiceServes(_) | AskedFact::ServiceServesNot(_));
        now != *was && !is_alike && !is_added
    }

    fn conflict(&mut self, fact: AskedFact, answer: &AnsweredFact, now: &str) {
        let about = described(self.organisation, fact);
        let in_names = |value: &str| match in_names(self.organisation, fact, value) {
            nothing if nothing.is_empty() => "nothing".to_owned(),
            names => names,
        };
        let (said, now) = (in_names(&answer.answer), in_names(now));
        let was = in_names(answer.was.as_deref().unwrap_or(""));
        self.taken.conflicts.push(format!(
            "{}: {about}: the answer is \u{201c}{}\u{201d}; the map said \u{201c}{}\u{201d} and now says \u{201c}{}\u{201d}",
            self.file.file,
            excerpt(&said),
            excerpt(&was),
            excerpt(&now)
        ));
    }

    fn propose(&mut self, fact: AskedFact, answer: &AnsweredFact, change: AnswerChange) {
        let proposal = ProposedFact { unit: self.unit, answer: answer.answer.clone(), change };
        self.proposals.entry(fact).or_default().push(proposal);
    }

    fn remark(&mut self, fact: AskedFact, answer: &AnsweredFact) {
        let Some(because) = &answer.because else {
            return;
        };
        let by = self.file.by.as_deref().unwrap_or("");
        let by = match named(self.organisation, by, TargetKind::Unit) {
            Ok(found) => self.organisation.name_of(found),
            Err(_) => by,
        };
        let unit = self.organisation.name_of(self.unit.into());
        let who = if by.is_empty() { unit } else { by };
        let text = format!("{because} ({who}, {})", self.file.date.as_str());
        self.taken.remarks.push(format!("{}: {text}", described(self.organisation, fact)));
        let header = subject(fact).and_then(|subject| self.organisation.header(subject));
        let notes = header.and_then(|header| self.organisation.texts(header)?.notes.as_deref());
        // The same files can be imported again: a remark becomes one note only.
        let is_known = notes.is_some_and(|notes| notes.contains(&text));
        if let (Some(subject), true, false) = (subject(fact), self.options.remarks, is_known) {
            let change = self.change(ChangedFact::Note(subject, text));
            self.taken.changes.push(change);
        }
    }
}
