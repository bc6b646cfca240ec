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
    /// How many relationships have an end that is not in the model.
    pub(super) without_end: usize,
    /// Whether relationships through junctions were left out since there are too many.
    pub(super) is_cut: bool,
}

/// The most steps through junctions: 1,000 relationships into one and as many out of it.
const JUNCTION_STEPS: usize = 1_000_000;

impl<'m> Links<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let elements = model.elements.iter().enumerate();
        let at: HashMap<&str, usize> =
            elements.map(|(at, element)| (&*element.id.value, at)).collect();
        let mut links = Self {
            model,
            into: vec![Vec::new(); model.elements.len()],
            from: vec![Vec::new(); model.elements.len()],
            without_end: 0,
            is_cut: false,
        };
        for (relation, ends) in model.relations.iter().enumerate() {
            if let (Some(&source), Some(&target)) = (at.get(&*ends.source), at.get(&*ends.target)) {
                links.into[target].push(ModelLink { relation, other: source });
                links.from[source].push(ModelLink { relation, other: target });
            } else {
                links.without_end += 1;
            }
        }
        links.pass_junctions();
        links
    }

    /// Joins each relationship that ends at a junction with those of its kind that begin there.
    fn pass_junctions(&mut self) {
        let junctions = (0..self.from.len()).filter(|&element| self.is_junction(element));
        let mut joined = Vec::new();
        // The limit is for the whole model: junctions join each with each, and a hostile file could
        // have any number of them.
        let mut left = JUNCTION_STEPS;
        for junction in junctions {
            for into in &self.into[junction] {
                // Its relationships are followed from the first junction of the chain.
                if self.is_junction(into.other) {
                    continue;
                }
                let kind = &self.model.relations[into.relation].kind;
                // Junctions can lead back to one another.
                let (mut seen, mut open) = (BTreeSet::from([junction]), vec![junction]);
                while let Some(here) = open.pop() {
                    for link in &self.from[here] {
                        let Some(rest) = left.checked_sub(1) else {
                            self.is_cut = true;
                            return;
                        };
                        left = rest;
                        if self.model.relations[link.relation].kind != *kind {
                            continue;
                        }
                        if !self.is_junction(link.other) {
                            joined.push((into.relation, into.other, link.other));
                        } else if seen.insert(link.other) {
                            open.push(link.other);
                        }
                    }
                }
            }
        }
        for (relation, source, target) in joined {
            self.into[target].push(ModelLink { relation, other: source });
            self.from[source].push(ModelLink { relation, other: target });
        }
    }

    /// Whether an element only joins relationships.
    pub(super) fn is_junction(&self, element: usize) -> bool {
        self.is(element, &["Junction", "AndJunction", "OrJunction"])
    }

    /// Whether a relationship is a part of those that were joined at a junction: it begins there, or has an end that is
    /// not in the model.
    pub(super) fn parts(&self) -> Vec<bool> {
        // All count as parts until a link is found that begins at a real element.
        let mut parts = vec![true; self.model.relations.len()];
        for (source, links) in self.from.iter().enumerate() {
            if !self.is_junction(source) {
                for link in links {
                    parts[link.relation] = false;
                }
            }
        }
        parts
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
