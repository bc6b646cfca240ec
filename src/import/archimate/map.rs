//! A model as a draft of a map.

use super::{Element, Model, links::Links, services::Found, units::Units};
use crate::{
    diag::{Code, Diagnostic, Place},
    import::{Draft, Entry, List, Value, keys},
    input::Text,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a model doesn't say and somebody knows.
#[derive(Debug, Default)]
pub struct Choices {
    /// Names or ids of those outside.
    pub outside: Vec<String>,
    /// Names or ids of those inside.
    pub inside: Vec<String>,
    /// Who provides the services of which the model doesn't say.
    pub provider: Option<Text>,
}

/// What was found in a model, left out, and why.
#[derive(Debug, Default)]
pub struct Told {
    /// In words.
    pub notes: Vec<String>,
    /// What is wrong with elements, each of which is left out.
    pub problems: Vec<Diagnostic>,
    /// Choices that name nobody.
    pub unknown: Vec<String>,
}

/// Adds what a model says to a draft.
#[must_use]
pub fn add(model: &Model, choices: &Choices, draft: &mut Draft) -> Told {
    let links = Links::of(model);
    let mut used = vec![false; model.relations.len()];
    let units = Units::of(&links, &mut used);
    let mut mapper = Mapper {
        units,
        choices,
        used,
        organisation: organisation(model),
        services: Vec::new(),
        provides: BTreeSet::new(),
        receives: BTreeSet::new(),
        told: Told::default(),
        links,
    };
    mapper.services();
    if let Some(name) = &model.name {
        draft.organisation.push(("name".into(), Value::Text(name.clone())));
    }
    mapper.add_units(draft);
    mapper.add_services(draft);
    mapper.count_rest();
    mapper.told
}

/// The actor that is the organisation itself: it bears the model's name.
fn organisation(model: &Model) -> Option<usize> {
    let name = model.name.as_ref()?.value.to_lowercase();
    model.elements.iter().position(|element| {
        let own = element.name.as_ref().map(|name| name.value.to_lowercase());
        &*element.kind == "BusinessActor" && own.is_some_and(|own| own == name)
    })
}

pub(super) struct Mapper<'m> {
    pub(super) links: Links<'m>,
    pub(super) units: Units,
    pub(super) choices: &'m Choices,
    pub(super) used: Vec<bool>,
    pub(super) organisation: Option<usize>,
    pub(super) services: Vec<Found>,
    pub(super) provides: BTreeSet<usize>,
    pub(super) receives: BTreeSet<usize>,
    pub(super) told: Told,
}

impl Mapper<'_> {
    pub(super) fn element(&self, at: usize) -> &Element {
        &self.links.model.elements[at]
    }

    pub(super) fn name(&self, at: usize) -> String {
        let element = self.element(at);
        let name = element.name.as_ref().unwrap_or(&element.id);
        name.value.to_string()
    }

    pub(super) fn names(&self, all: impl IntoIterator<Item = usize>) -> String {
        let names: Vec<String> = all.into_iter().map(|at| self.name(at)).collect();
        names.join(", ")
    }

    /// Whether one is outside: as chosen, else who is served, provides nothing and is part of nothing.
    fn is_outside(&self, at: usize) -> bool {
        let is = |chosen: &[String]| {
            let element = self.element(at);
            let name = element.name.as_ref().map_or("", |name| &name.value);
            chosen.iter().any(|one| **one == *element.id.value || one.eq_ignore_ascii_case(name))
        };
        if is(&self.choices.outside) || is(&self.choices.inside) {
            return is(&self.choices.outside);
        }
        let is_whole = self.units.part_of.contains(&Some(at));
        let alone = self.units.part_of[at].is_none() && !is_whole;
        alone && self.receives.contains(&at) && !self.provides.contains(&at)
    }

    /// Whether nothing tells what a role does or gets.
    fn is_idle(&self, at: usize) -> bool {
        let element = self.element(at);
        let chosen = self.choices.outside.iter().chain(&self.choices.inside);
        let mut chosen = chosen.map(String::as_str);
        let name = element.name.as_ref().map_or("", |name| &name.value);
        &*element.kind != "BusinessActor"
            && !self.provides.contains(&at)
            && !self.receives.contains(&at)
            && self.units.part_of[at].is_none()
            && !chosen.any(|one| one == &*element.id.value || one.eq_ignore_ascii_case(name))
    }

    fn add_units(&mut self, draft: &mut Draft) {
        let (mut outside, mut idle) = (Vec::new(), Vec::new());
        for at in 0..self.links.model.elements.len() {
            if !self.links.is_active(at)
                || !self.units.is_itself(at)
                || Some(at) == self.organisation
            {
                continue;
            }
            if self.is_idle(at) {
                idle.push(at);
                continue;
            }
            let Some(mut entry) = self.entry(at) else {
                continue;
            };
            if self.is_outside(at) {
                outside.push(at);
                draft.add(List::Beneficiaries, entry);
                continue;
            }
            let above = self.units.part_of[at].filter(|above| Some(*above) != self.organisation);
            let part_of =
                above.map(|above| Value::Refer(self.element(above).id.clone(), keys::DEPARTMENTS));
            entry.keys.splice(0..0, part_of.map(|above| ("part_of", above)));
            draft.add(List::Departments, entry);
        }
        let mut note = |what: &str, all: Vec<usize>| {
            if !all.is_empty() {
                let names = self.names(all);
                self.told.notes.push(format!("{what}: {names}"));
            }
        };
        note(
            "taken to be outside, for they are served and provide nothing (else: --inside NAME)",
            outside,
        );
        note(
            "left out, for nothing tells what they do or get (else: --outside or --inside NAME)",
            idle,
        );
        self.unknown_choices();
    }

    /// Choices that name nothing in the model.
    fn unknown_choices(&mut self) {
        let chosen = self.choices.outside.iter().chain(&self.choices.inside);
        for one in chosen {
            let known = self.links.model.elements.iter().any(|element| {
                let name = element.name.as_ref().map_or("", |name| &name.value);
                **one == *element.id.value || one.eq_ignore_ascii_case(name)
            });
            if !known {
                self.told.unknown.push(one.clone());
            }
        }
    }

    /// The entry of an element; one without a name is told.
    pub(super) fn entry(&mut self, at: usize) -> Option<Entry> {
        let element = &self.links.model.elements[at];
        let Some(name) = &element.name else {
            let message = format!("this {} has no name", element.kind);
            let place: Place = element.id.place;
            self.told.problems.push(Diagnostic::new(Code::BadRow, place, message));
            return None;
        };
        let mut entry = Entry::new(name.clone()).id(element.id.clone());
        entry.place = element.id.place;
        entry.set("description", element.documentation.clone().map(Value::Text));
        Some(entry)
    }

    /// Counts and names what was not understood.
    fn count_rest(&mut self) {
        let model = self.links.model;
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, element) in model.elements.iter().enumerate() {
            let taken = self.links.is_active(at) || self.links.is(at, &["BusinessService"]);
            *kinds.entry(&element.kind).or_default() += usize::from(!taken);
        }
        self.told
            .notes
            .extend(counted("elements that are no units or services of the business", &kinds));
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (relation, used) in model.relations.iter().zip(&self.used) {
            *kinds.entry(&relation.kind).or_default() += usize::from(!used);
        }
        self.told
            .notes
            .extend(counted("relationships that say nothing of who serves whom", &kinds));
    }
}

/// "left out: 33 Flow, 28 Association".
fn counted(what: &str, kinds: &BTreeMap<&str, usize>) -> Option<String> {
    let told = kinds.iter().filter(|(_, count)| **count > 0);
    let told: Vec<String> = told.map(|(kind, count)| format!("{count} {kind}")).collect();
    (!told.is_empty()).then(|| format!("left out, {what}: {}", told.join(", ")))
}
