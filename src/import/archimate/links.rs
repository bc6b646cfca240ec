//! The relationships of a model from both ends, and the walk back to who performs something.

use super::Model;
use std::collections::{BTreeSet, HashMap};

/// Elements that do something in the business: on the way from a service to who performs it.
const BEHAVIOUR: [&str; 5] = [
    "BusinessProcess",
    "BusinessFunction",
    "BusinessInteraction",
    "BusinessInterface",
    "BusinessService",
];
/// Elements that perform.
const ACTIVE: [&str; 3] = ["BusinessActor", "BusinessRole", "BusinessCollaboration"];
/// Relationships along which one performs what another is.
const PERFORMS: [&str; 4] = ["Realization", "Assignment", "Composition", "Aggregation"];

/// A relationship between two elements by their numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct ModelLink {
    /// The number of the relationship.
    pub(super) relation: usize,
    /// The element at its other end.
    pub(super) other: usize,
}

/// The relationships of a model by the elements that they join.
pub(super) struct Links<'m> {
    pub(super) model: &'m Model,
    into: Vec<Vec<ModelLink>>,
    from: Vec<Vec<ModelLink>>,
}

impl<'m> Links<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let elements = model.elements.iter().enumerate();
        let at: HashMap<&str, usize> =
            elements.map(|(at, element)| (&*element.id.value, at)).collect();
        let mut links = Self {
            model,
            into: vec![Vec::new(); model.elements.len()],
            from: vec![Vec::new(); model.elements.len()],
        };
        for (relation, ends) in model.relations.iter().enumerate() {
            if let (Some(&source), Some(&target)) = (at.get(&*ends.source), at.get(&*ends.target)) {
                links.into[target].push(ModelLink { relation, other: source });
                links.from[source].push(ModelLink { relation, other: target });
            }
        }
        links
    }

    pub(super) fn is(&self, element: usize, kinds: &[&str]) -> bool {
        kinds.contains(&&*self.model.elements[element].kind)
    }

    pub(super) fn is_active(&self, element: usize) -> bool {
        self.is(element, &ACTIVE)
    }

    /// The relationships of some kinds that end at an element.
    pub(super) fn into(
        &self,
        element: usize,
        kinds: &'m [&str],
    ) -> impl Iterator<Item = ModelLink> {
        let model = self.model;
        let links = self.into[element].iter().copied();
        links.filter(move |link| kinds.contains(&&*model.relations[link.relation].kind))
    }

    /// The relationships of some kinds that begin at an element.
    pub(super) fn from(
        &self,
        element: usize,
        kinds: &'m [&str],
    ) -> impl Iterator<Item = ModelLink> {
        let model = self.model;
        let links = self.from[element].iter().copied();
        links.filter(move |link| kinds.contains(&&*model.relations[link.relation].kind))
    }

    /// Who performs something, in the order of the model; the relationships on the way are marked as used.
    pub(super) fn performers(&self, start: usize, used: &mut [bool]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(here) = open.pop() {
            for link in self.into(here, &PERFORMS) {
                let active = self.is_active(link.other);
                if !active && !self.is(link.other, &BEHAVIOUR) {
                    continue;
                }
                used[link.relation] = true;
                if active {
                    found.insert(link.other);
                } else if seen.insert(link.other) {
                    open.push(link.other);
                }
            }
        }
        found
    }

    /// The services that something realizes.
    pub(super) fn realized(&self, element: usize) -> Vec<ModelLink> {
        let links = self.from(element, &["Realization"]);
        links.filter(|link| self.is(link.other, &["BusinessService"])).collect()
    }
}
