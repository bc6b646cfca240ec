//! The survey for many respondents: each department, group and customer is asked only about what it receives, what was
//! never asked first.
//!
//! ```text
//! dept   In which department do you work?            D1 Accounting, D2 Sales
//! s001   How happy are you with Helpdesk (by IT)?    asked of D1 and D2
//! ```

use super::{ratings::last_measured, sentence::Sentences};
use crate::{
    id::{GroupId, PartyId, ServiceId, Subject, UnitId},
    model::{Date, Department, Organisation, PartyKind, PartyList, Recipient, Relation},
};
use std::collections::{BTreeMap, BTreeSet};

/// Answers of fewer people are not reported, as `import survey` takes them in by default.
const FEWEST_ANONYMOUS: u64 = 5;

/// Whom a survey asks, and how much.
#[derive(Clone, Copy, Debug)]
pub struct QuestionnaireOptions {
    /// The most questions to one respondent.
    pub at_most: usize,
    /// The department whose people are asked, with its parts; `None`: everybody, and customers outside.
    pub unit: Option<UnitId>,
}

/// The questions to many respondents.
#[derive(Debug)]
pub struct Questionnaire<'org> {
    /// The organisation.
    pub organisation: &'org Organisation,
    /// The departments in which a respondent can work.
    pub departments: Vec<RespondentChoice>,
    /// The groups, of persons only, to which a respondent can belong besides.
    pub groups: Vec<RespondentChoice>,
    /// The customers outside that a respondent can be.
    pub customers: Vec<RespondentChoice>,
    /// The questions, what was never asked first.
    pub questions: Vec<ServiceQuestion>,
    /// How many relationships are left for the next time.
    pub left_out: usize,
    /// Where a respondent would be known.
    pub anonymity: AnonymityLimits,
}

/// Something that a respondent can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RespondentChoice {
    /// Its code in the survey.
    pub code: String,
    /// The department, group or customer.
    pub subject: Subject,
    /// Its name, with more words where another choice has the same.
    pub label: String,
}

/// Who is asked a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskedOf {
    /// People of some departments, by their numbers among the choices.
    Departments(BTreeSet<usize>),
    /// Members of a group.
    Group(usize),
    /// Some customers outside.
    Customers(BTreeSet<usize>),
}

/// How happy somebody is with a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceQuestion {
    /// Its code in the survey.
    pub code: String,
    /// The service.
    pub service: ServiceId,
    /// The question.
    pub text: String,
    /// Who is asked.
    pub asked_of: AskedOf,
}

/// Where anonymity can't hold, before anybody is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnonymityLimits {
    /// Departments and groups of fewer than five people, with how many they are.
    pub small: Vec<(String, u64)>,
    /// How many departments and groups have no size in the map.
    pub unknown: usize,
    /// How many relationships are with one person, who is not asked here.
    pub persons: usize,
}

/// When a relationship was measured last: never, then without a date, then the longest ago.
type LastMeasured = (bool, Option<Date>);

/// The survey of an organisation.
pub fn questionnaire(
    organisation: &Organisation,
    options: QuestionnaireOptions,
) -> Questionnaire<'_> {
    let mut received = ReceivedServices::default();
    for (service, _) in organisation.services() {
        received.add(organisation, service, options);
    }
    let left_out = received.keep_at_most(organisation, options.at_most);
    let departments = choices(organisation, "D", received.departments.keys().copied());
    let groups = choices(organisation, "G", received.groups.keys().copied());
    let customers = choices(organisation, "C", received.customers.keys().copied());
    let mut survey = Questionnaire {
        organisation,
        anonymity: anonymity(organisation, departments.iter().chain(&groups), received.persons),
        departments,
        groups,
        customers,
        questions: Vec::new(),
        left_out,
    };
    survey.questions = received.questions(organisation, &survey.groups);
    survey
}

/// What each respondent receives, with when it was measured last.
#[derive(Debug, Default)]
struct ReceivedServices {
    departments: BTreeMap<UnitId, Vec<(LastMeasured, ServiceId)>>,
    groups: BTreeMap<GroupId, Vec<(LastMeasured, ServiceId)>>,
    customers: BTreeMap<PartyId, Vec<(LastMeasured, ServiceId)>>,
    persons: usize,
}

impl ReceivedServices {
    fn add(
        &mut self,
        organisation: &Organisation,
        service: ServiceId,
        options: QuestionnaireOptions,
    ) {
        let is_asked = |unit: UnitId| {
            organisation.unit(unit).department().is_some()
                && options.unit.is_none_or(|whole| organisation.is_part(unit, whole))
                && !works_for_provider(organisation, service, unit)
        };
        let mut narrowest: BTreeMap<UnitId, Relation<'_>> = BTreeMap::new();
        let relations = organisation.active_relations(service);
        let asked = relations.filter(|relation| !organisation.holds_nobody(relation.to));
        for relation in asked {
            let held: Vec<UnitId> = match relation.to {
                Recipient::Unit(unit) if organisation.unit(unit).person().is_some() => {
                    self.persons += 1;
                    continue;
                }
                Recipient::Unit(unit) => organisation.parts(unit).map(UnitId::new).collect(),
                Recipient::Group(group) => organisation.group(group).held.units().collect(),
                Recipient::Everyone => organisation.units().map(|(unit, _)| unit).collect(),
                Recipient::Party(party) => {
                    if options.unit.is_none() && can_answer(organisation, party) {
                        let question = (last_measured(relation), service);
                        self.customers.entry(party).or_default().push(question);
                    }
                    continue;
                }
                Recipient::Service(_) => continue,
            };
            let has_departments =
                held.iter().any(|unit| organisation.unit(*unit).department().is_some());
            if let (Recipient::Group(group), false, None) =
                (relation.to, has_departments, options.unit)
            {
                let question = (last_measured(relation), service);
                self.groups.entry(group).or_default().push(question);
            }
            for unit in held.into_iter().filter(|unit| is_asked(*unit)) {
                let known = narrowest.entry(unit).or_insert(relation);
                let size = |to: Recipient| organisation.narrowest_first(to);
                if size(relation.to) < size(known.to) {
                    *known = relation;
                }
            }
        }
        for (unit, relation) in narrowest {
            let question = (last_measured(relation), service);
            self.departments.entry(unit).or_default().push(question);
        }
    }

    /// Keeps what was never asked, then what was asked longest ago. Returns how many relationships go.
    fn keep_at_most(&mut self, organisation: &Organisation, most: usize) -> usize {
        let mut left_out = 0;
        let all = self.departments.values_mut().chain(self.groups.values_mut());
        for services in all.chain(self.customers.values_mut()) {
            services.sort_by_cached_key(|(measured, service)| {
                let name = organisation.service(*service).header.name.to_string();
                (measured.clone(), name, *service)
            });
            left_out += services.len().saturating_sub(most);
            services.truncate(most);
        }
        left_out
    }

    /// The questions of all respondents, each with who is asked.
    fn questions(
        &self,
        organisation: &Organisation,
        groups: &[RespondentChoice],
    ) -> Vec<ServiceQuestion> {
        let mut inside: Found = BTreeMap::new();
        let mut outside: Found = BTreeMap::new();
        let mut drafts: Vec<(LastMeasured, ServiceId, AskedOf)> = Vec::new();
        for (number, services) in self.departments.values().enumerate() {
            collect(&mut inside, number, services);
        }
        for (number, services) in self.customers.values().enumerate() {
            collect(&mut outside, number, services);
        }
        for (number, services) in self.groups.values().enumerate() {
            let of_group = |(measured, service): &(LastMeasured, ServiceId)| {
                (measured.clone(), *service, AskedOf::Group(number))
            };
            drafts.extend(services.iter().map(of_group));
        }
        let of_many = |found: Found, asked_of: fn(BTreeSet<usize>) -> AskedOf| {
            let draft = move |(service, (measured, asked))| (measured, service, asked_of(asked));
            found.into_iter().map(draft).collect::<Vec<_>>()
        };
        drafts.extend(of_many(inside, AskedOf::Departments));
        drafts.extend(of_many(outside, AskedOf::Customers));
        drafts.sort_by(|one, other| {
            let name = |service: ServiceId| &*organisation.service(service).header.name;
            let key = |it: &(LastMeasured, ServiceId, AskedOf)| (it.0.clone(), it.1);
            (&one.0, name(one.1)).cmp(&(&other.0, name(other.1))).then(key(one).cmp(&key(other)))
        });
        written(organisation, drafts, groups)
    }
}

/// The services that somebody is asked about, with who, and when they were measured last.
type Found = BTreeMap<ServiceId, (LastMeasured, BTreeSet<usize>)>;

fn collect(found: &mut Found, number: usize, services: &[(LastMeasured, ServiceId)]) {
    for (measured, service) in services {
        let known = found.entry(*service).or_insert_with(|| (measured.clone(), BTreeSet::new()));
        known.0 = known.0.clone().min(measured.clone());
        known.1.insert(number);
    }
}

/// Questions with their codes, numbered within those to people inside, groups and customers, and texts that differ.
fn written(
    organisation: &Organisation,
    drafts: Vec<(LastMeasured, ServiceId, AskedOf)>,
    groups: &[RespondentChoice],
) -> Vec<ServiceQuestion> {
    let sentences = Sentences::new(organisation);
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    let question = |(_, service, asked_of): (LastMeasured, ServiceId, AskedOf)| {
        let prefix = match asked_of {
            AskedOf::Departments(_) => "s",
            AskedOf::Group(_) => "g",
            AskedOf::Customers(_) => "c",
        };
        let number = numbers.entry(prefix).or_default();
        *number += 1;
        let code = format!("{prefix}{number:03}");
        let name = one_line(&organisation.service(service).header.name);
        let providers = one_line(&sentences.providers(service));
        let by = if providers == name || providers.is_empty() {
            String::new()
        } else {
            format!(" (by {providers})")
        };
        let who = match &asked_of {
            AskedOf::Departments(_) => String::new(),
            AskedOf::Group(group) => format!(", as one of {}", groups[*group].label),
            AskedOf::Customers(_) => ", as a customer or partner".to_owned(),
        };
        let text = format!("How happy are you with {name}{by}{who}?");
        // A tool without codes tells questions apart by their texts.
        let same = texts.entry(text.to_lowercase()).or_default();
        *same += 1;
        let text = if *same > 1 { format!("{text} ({same})") } else { text };
        ServiceQuestion { code, service, text, asked_of }
    };
    drafts.into_iter().map(question).collect()
}

/// Whether people of a unit work for a provider of a service, or provide it through a part.
fn works_for_provider(organisation: &Organisation, service: ServiceId, unit: UnitId) -> bool {
    let providers = &organisation.service(service).provided_by;
    let mut units = providers.iter().filter_map(|provider| provider.unit());
    let are_all_parts = providers.iter().all(|provider| {
        provider.unit().is_some_and(|provider| organisation.is_part(provider, unit))
    });
    are_all_parts || units.any(|provider| organisation.is_part(unit, provider))
}

/// Whether a party is somebody outside who can be asked.
fn can_answer(organisation: &Organisation, party: PartyId) -> bool {
    let profile = organisation.party(party);
    organisation.is_active_party(party)
        && !matches!(profile.list, PartyList::Inside(_))
        && profile.kind != PartyKind::Society
}

fn choices<T: Into<Subject>>(
    organisation: &Organisation,
    prefix: &str,
    subjects: impl Iterator<Item = T>,
) -> Vec<RespondentChoice> {
    let mut labels: BTreeMap<String, usize> = BTreeMap::new();
    let choice = |(at, subject): (usize, T)| {
        let subject = subject.into();
        let name = one_line(organisation.name_of(subject));
        let around = subject.unit().and_then(|unit| organisation.unit(unit).part_of);
        let is_taken = labels.contains_key(&name.to_lowercase());
        let label = match around.filter(|_| is_taken) {
            Some(around) => format!("{name} ({})", one_line(organisation.name_of(around.into()))),
            None => name,
        };
        let same = labels.entry(label.to_lowercase()).or_default();
        *same += 1;
        let label = if *same > 1 { format!("{label} ({same})") } else { label };
        RespondentChoice { code: format!("{prefix}{}", at + 1), subject, label }
    };
    subjects.enumerate().map(choice).collect()
}

fn anonymity<'c>(
    organisation: &Organisation,
    choices: impl Iterator<Item = &'c RespondentChoice>,
    persons: usize,
) -> AnonymityLimits {
    let mut limits = AnonymityLimits { persons, ..AnonymityLimits::default() };
    for choice in choices {
        let size = match choice.subject {
            Subject::Unit(unit) => {
                organisation.unit(unit).department().and_then(Department::headcount)
            }
            Subject::Group(group) => organisation.group(group).size,
            Subject::Organisation | Subject::Everyone | Subject::Service(_) | Subject::Party(_) => {
                None
            }
        };
        match size {
            Some(size) if size < FEWEST_ANONYMOUS => {
                limits.small.push((choice.label.clone(), size));
            }
            Some(_) => {}
            None => limits.unknown += 1,
        }
    }
    limits
}

/// A text without line breaks and tabs.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
