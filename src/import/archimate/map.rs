//! A model as a draft of a map.

use super::{
    Element, Model,
    links::Links,
    services::{self, ModelService, Services},
    units::Units,
};
use crate::{
    diag::{Code, Diagnostic, count},
    import::{Draft, Entry, ImportSummary, List, Value, keys},
    input::Text,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a model doesn't say and the user does.
#[derive(Debug, Default)]
pub struct ArchimateOptions {
    /// Names or ids of those outside.
    pub outside: Vec<String>,
    /// Names or ids of those inside.
    pub inside: Vec<String>,
    /// The provider of the services for which the model names none.
    pub provider: Option<Text>,
}

impl ArchimateOptions {
    /// The names that nothing in the model has.
    pub(super) fn unknown(&self, model: &Model) -> Vec<&str> {
        let is_known = |name: &str| {
            model.elements.iter().any(|element| {
                let known = element.name.as_ref().map_or("", |name| &name.value);
                *name == *element.id.value || name.eq_ignore_ascii_case(known)
            })
        };
        let all = self.outside.iter().chain(&self.inside).map(String::as_str);
        all.filter(|name| !is_known(name)).collect()
    }
}

/// Adds what a model says to a draft.
pub fn add(
    model: &Model,
    options: &ArchimateOptions,
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let links = Links::of(model);
    let units = Units::find(&links);
    let services = services::find(&links, &units);
    let organisation = organisation(model);
    let mut mapper = ModelMapper { links, units, services, options, organisation, summary };
    if let Some(name) = &model.name {
        draft.organisation.push(("name".into(), Value::Text(name.clone())));
    }
    mapper.add_units(draft);
    mapper.add_services(draft);
    // Last, when each step has marked the relationships that it used.
    mapper.count_rest();
}

/// The actor that is the organisation itself: it has the model's name.
fn organisation(model: &Model) -> Option<usize> {
    let name = model.name.as_ref()?.value.to_lowercase();
    model.elements.iter().position(|element| {
        let own = element.name.as_ref().map(|name| name.value.to_lowercase());
        // Only an actor: a role or a collaboration with the name of the company is not the company.
        &*element.kind == "BusinessActor" && own.is_some_and(|own| own == name)
    })
}

struct ModelMapper<'m> {
    links: Links<'m>,
    units: Units,
    services: Services,
    options: &'m ArchimateOptions,
    organisation: Option<usize>,
    summary: &'m mut ImportSummary,
}

impl ModelMapper<'_> {
    fn element(&self, at: usize) -> &Element {
        &self.links.model.elements[at]
    }

    fn name(&self, at: usize) -> String {
        let element = self.element(at);
        let name = element.name.as_ref().unwrap_or(&element.id);
        name.value.to_string()
    }

    fn names(&self, all: impl IntoIterator<Item = usize>) -> String {
        let names: Vec<String> = all.into_iter().map(|at| self.name(at)).collect();
        names.join(", ")
    }

    /// Whether one is outside: as chosen, else who is served, provides nothing and is part of nothing.
    fn is_outside(&self, at: usize) -> bool {
        let is = |names: &[String]| {
            let element = self.element(at);
            let name = element.name.as_ref().map_or("", |name| &name.value);
            names.iter().any(|one| **one == *element.id.value || one.eq_ignore_ascii_case(name))
        };
        // What the user says counts, whatever the model looks like.
        if is(&self.options.outside) || is(&self.options.inside) {
            return is(&self.options.outside);
        }
        // One with parts is taken for a department.
        let is_whole = self.units.part_of.contains(&Some(at));
        let alone = self.units.part_of[at].is_none() && !is_whole;
        alone && self.services.recipients.contains(&at) && !self.services.providers.contains(&at)
    }

    /// Whether no relationship says what a role does or gets.
    fn is_idle(&self, at: usize) -> bool {
        let element = self.element(at);
        let mut chosen = self.options.outside.iter().chain(&self.options.inside);
        let name = element.name.as_ref().map_or("", |name| &name.value);
        // An actor is somebody even if nothing else is known of them; a role without a
        // relationship is only a word.
        &*element.kind != "BusinessActor"
            && !self.services.providers.contains(&at)
            && !self.services.recipients.contains(&at)
            && self.units.part_of[at].is_none()
            && !chosen.any(|one| **one == *element.id.value || one.eq_ignore_ascii_case(name))
    }

    fn add_units(&mut self, draft: &mut Draft) {
        let (mut outside, mut idle) = (Vec::new(), Vec::new());
        for at in 0..self.links.model.elements.len() {
            if !self.links.is_active(at)
                || !self.units.is_itself(at)
                // The organisation is no department of its own; it is referred to by its word.
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
            // Directly under the organisation is what an entry without `part_of` is anyway.
            let above = self.units.part_of[at].filter(|above| Some(*above) != self.organisation);
            let part_of =
                above.map(|above| Value::Refer(self.element(above).id.clone(), keys::DEPARTMENTS));
            // In front of the description, as people write it.
            entry.keys.splice(0..0, part_of.map(|above| ("part_of", above)));
            draft.add(List::Departments, entry);
        }
        self.note(
            "treated as external, because they are served and provide nothing (else: --inside NAME)",
            outside,
        );
        self.note(
            "left out, because no relationship says what they do or receive (else: --outside or --inside NAME)",
            idle,
        );
    }

    fn note(&mut self, what: &str, elements: impl IntoIterator<Item = usize>) {
        let names = self.names(elements);
        if !names.is_empty() {
            self.summary.notes.push(format!("{what}: {names}"));
        }
    }

    /// The entry of an element. One without a name is reported.
    fn entry(&mut self, at: usize) -> Option<Entry> {
        let element = &self.links.model.elements[at];
        let Some(name) = &element.name else {
            let message = format!("this {} has no name", element.kind);
            self.summary.rejected.push(Diagnostic::new(Code::BadRow, element.id.place, message));
            return None;
        };
        let mut entry = Entry::new(name.clone()).id(element.id.clone());
        entry.place = element.id.place;
        entry.set("description", element.documentation.clone().map(Value::Text));
        Some(entry)
    }

    /// Adds the services, but for those without a provider.
    fn add_services(&mut self, draft: &mut Draft) {
        let without: BTreeSet<usize> = self
            .services
            .all
            .iter()
            .filter(|service| service.providers.is_empty())
            .map(|service| service.element)
            .collect();
        let left_out = if let Some(provider) = &self.options.provider {
            let what = format!("provided by {} as --provider says", provider.value);
            self.note(&what, without);
            BTreeSet::new()
        } else {
            let what = "services left out, because the model names no provider \
                        (else: --provider NAME, or --provider organisation)";
            self.note(what, without.iter().copied());
            without
        };
        for at in 0..self.services.all.len() {
            let element = self.services.all[at].element;
            if left_out.contains(&element) {
                continue;
            }
            let Some(mut entry) = self.entry(element) else {
                continue;
            };
            let service = &self.services.all[at];
            let serves = self.recipients(service, &left_out);
            let keys = [("provided_by", self.providers(service))].into_iter().chain(serves);
            entry.keys.splice(0..0, keys);
            draft.add(List::Services, entry);
        }
    }

    /// The providers of a service: those of the model, else the chosen one.
    fn providers(&self, service: &ModelService) -> Value {
        let found =
            service.providers.iter().map(|&at| self.reference(at, keys::UNITS, "organisation"));
        let chosen = self
            .options
            .provider
            .iter()
            .filter(|_| service.providers.is_empty())
            .map(|provider| Value::Refer(provider.clone(), keys::UNITS));
        let mut all: Vec<Value> = found.chain(chosen).collect();
        // A single provider is written without brackets.
        match (all.pop(), all.is_empty()) {
            (Some(one), true) => one,
            (last, _) => {
                all.extend(last);
                Value::List(all)
            }
        }
    }

    /// The recipients of a service: units, then services, none of those that are left out.
    fn recipients(
        &self,
        service: &ModelService,
        left_out: &BTreeSet<usize>,
    ) -> Option<(&'static str, Value)> {
        let units =
            service.units.iter().map(|&at| self.reference(at, keys::RECIPIENTS, "everyone"));
        let services = service
            .services
            .iter()
            .filter(|other| !left_out.contains(other))
            .map(|&at| self.reference(at, keys::RECIPIENTS, ""));
        let all: Vec<Value> = units.chain(services).collect();
        (!all.is_empty()).then_some(("serves", Value::List(all)))
    }

    /// A reference to an element. The organisation has a word of its own.
    fn reference(&self, at: usize, lists: &'static [List], organisation: &str) -> Value {
        let mut id = self.element(at).id.clone();
        if Some(at) == self.organisation {
            // `organisation` as a provider, `everyone` as a recipient: the file has no other word
            // for the whole (SPEC part 2).
            id.value = organisation.into();
            return Value::Text(id);
        }
        Value::Refer(id, lists)
    }

    /// Counts what was not understood, by type.
    fn count_rest(&mut self) {
        let model = self.links.model;
        let mut elements: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, element) in model.elements.iter().enumerate() {
            let taken = self.links.is_active(at)
                || self.links.is(at, &["BusinessService"])
                || self.links.is_junction(at);
            *elements.entry(&element.kind).or_default() += usize::from(!taken);
        }
        let mut relations: BTreeMap<&str, usize> = BTreeMap::new();
        let used = self.units.used.iter().zip(&self.services.used);
        let parts = used.zip(self.links.parts());
        for (relation, ((by_units, by_services), is_part)) in model.relations.iter().zip(parts) {
            let is_ignored = !by_units && !by_services && !is_part;
            *relations.entry(&relation.kind).or_default() += usize::from(is_ignored);
        }
        let elements = counted(&elements);
        self.summary.note_list("ignored elements (no units or business services)", &elements);
        let relations = counted(&relations);
        self.summary.note_list("ignored relationships (no service/consumer meaning)", &relations);
        let lost = count(self.links.without_end, "relationship");
        if self.links.without_end > 0 {
            let note = format!("ignored, since an end of them is not in the model: {lost}");
            self.summary.notes.push(note);
        }
        if self.links.is_cut {
            let note = "junctions were not followed, since they join too many relationships";
            self.summary.notes.push(note.to_owned());
        }
    }
}

/// The kinds with their numbers, such as "33 Flow"; without those of which there is none.
fn counted(kinds: &BTreeMap<&str, usize>) -> Vec<String> {
    let left = kinds.iter().filter(|(_, count)| **count > 0);
    left.map(|(kind, count)| format!("{count} {kind}")).collect()
}
