//! The form of one unit.

use super::{
    inferred, missing,
    question::{Answering, FormQuestion, FormSection, NameList, NamedOption},
    ratings::{self, RatedServices},
    written,
};
use crate::{
    graph::Graph,
    id::{Subject, UnitId},
    model::{Organisation, PartyList},
};
use std::collections::HashMap;

/// How many questions of each section a form asks, so that it takes about ten minutes.
const MOST: [usize; 4] = [12, 8, 10, 12];
/// The most names to choose from; where there are more, a name is typed.
const MOST_OPTIONS: usize = 3_000;
/// How many seconds it takes to choose a word, to fill in a blank and to give a score.
const SECONDS: [usize; 3] = [10, 25, 6];

/// The choices for the length of a form.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormOptions {
    /// How many services are rated at most; `None`: as many as fit.
    pub at_most: Option<usize>,
    /// Whether every question is asked.
    pub all: bool,
}

/// The questions to the head of a unit.
#[derive(Debug)]
pub struct Form<'org> {
    /// The organisation.
    pub organisation: &'org Organisation,
    /// The unit.
    pub unit: UnitId,
    /// Who leads it, if anybody does.
    pub lead: Option<UnitId>,
    /// The parts that have questions.
    pub sections: Vec<FormSection<'org>>,
    /// The names to choose from; empty where there are too many.
    pub options: Vec<NamedOption<'org>>,
}

/// The form of a unit.
pub fn form<'org>(
    graph: &Graph<'org>,
    unit: UnitId,
    rated: &RatedServices,
    options: FormOptions,
) -> Form<'org> {
    let organisation = graph.organisation();
    let name = organisation.name_of(unit.into());
    let section = |heading: &str, lead: String, questions: Vec<FormQuestion<'org>>| FormSection {
        heading: heading.to_owned(),
        lead,
        questions,
        left_out: 0,
    };
    let mut sections = vec![
        section(
            "Is this right?",
            format!("What is written down about {name}. Leave it untouched where you don't know."),
            written::questions(graph, unit),
        ),
        section(
            "Do these customers depend on you?",
            "Nobody wrote this down; it follows from who uses your work.".to_owned(),
            inferred::questions(graph, unit),
        ),
        section(
            "What we don't know yet",
            "A few words are enough. Skip what you can't answer.".to_owned(),
            missing::questions(graph, unit),
        ),
        section(
            "How happy are you with those who serve you?",
            "0: not at all, 10: completely. Averaged with the scores of the other heads who receive \
             the same."
                .to_owned(),
            ratings::questions(graph, unit, rated),
        ),
    ];
    for (section, most) in sections.iter_mut().zip(MOST) {
        let is_rating =
            section.questions.iter().any(|one| matches!(one.answering, Answering::Score(_)));
        let most = options.at_most.filter(|_| is_rating).unwrap_or(most);
        if !options.all && section.questions.len() > most {
            section.left_out = section.questions.len() - most;
            section.questions.truncate(most);
        }
    }
    sections.retain(|section| !section.questions.is_empty());
    let lead = organisation.unit(unit).department().and_then(|it| it.lead);
    Form { organisation, unit, lead, sections, options: name_options(organisation) }
}

impl Form<'_> {
    /// How many questions there are.
    pub fn questions(&self) -> usize {
        self.sections.iter().map(|section| section.questions.len()).sum()
    }

    /// How many more questions are left for the next time.
    pub fn left_out(&self) -> usize {
        self.sections.iter().map(|section| section.left_out).sum()
    }

    /// About how many minutes it takes.
    pub fn minutes(&self) -> usize {
        let seconds = |question: &FormQuestion<'_>| match &question.answering {
            Answering::Choice { .. } => SECONDS[0],
            Answering::Fields => SECONDS[1],
            Answering::Score(_) => SECONDS[2],
        };
        let all = self.sections.iter().flat_map(|section| &section.questions);
        all.map(seconds).sum::<usize>().div_ceil(60).max(1)
    }
}

/// Everything that can be chosen; names that several things have get another word.
fn name_options(organisation: &Organisation) -> Vec<NamedOption<'_>> {
    let list = |subject: Subject| match subject {
        Subject::Organisation => Some(NameList::Organisation),
        Subject::Everyone | Subject::Group(_) => Some(NameList::Groups),
        Subject::Unit(unit) if organisation.unit(unit).person().is_some() => Some(NameList::People),
        Subject::Unit(_) => Some(NameList::Departments),
        Subject::Party(party) => {
            let is_inside = matches!(organisation.party(party).list, PartyList::Inside(_));
            (!is_inside).then_some(NameList::Outside)
        }
        Subject::Service(_) => None,
    };
    let chosen = organisation.subjects().filter_map(|it| Some((list(it)?, it)));
    let mut shown: Vec<(NameList, Subject)> = chosen.take(MOST_OPTIONS + 1).collect();
    if shown.len() > MOST_OPTIONS {
        return Vec::new();
    }
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    for (_, subject) in &shown {
        *bearers.entry(organisation.name_of(*subject)).or_default() += 1;
    }
    let label = |subject: Subject| {
        let name = organisation.name_of(subject);
        let around = subject.unit().and_then(|unit| organisation.unit(unit).part_of);
        match around {
            _ if bearers.get(name).is_none_or(|count| *count < 2) => name.to_owned(),
            Some(around) => format!("{name} ({})", organisation.name_of(around.into())),
            None => format!("{name} ({})", organisation.id_of(subject)),
        }
    };
    shown.sort_by_key(|(list, subject)| (*list, organisation.name_of(*subject)));
    let option = |(list, subject): (NameList, Subject)| NamedOption {
        list,
        id: if subject == Subject::Organisation {
            "organisation"
        } else {
            organisation.id_of(subject)
        },
        label: label(subject),
    };
    shown.into_iter().map(option).collect()
}
