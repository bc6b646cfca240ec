//! Which units the actors, roles and collaborations of a model become, and what each is part of.

use super::links::Links;
use std::collections::BTreeSet;

const WHOLE: [&str; 2] = ["Composition", "Aggregation"];

/// For each active element, the elements that represent it in the map.
pub(super) struct Units {
    representatives: Vec<Vec<usize>>,
    /// What each is part of.
    pub(super) part_of: Vec<Option<usize>>,
    /// Whether each relationship of the model says who represents whom or is part of what.
    pub(super) used: Vec<bool>,
}

impl Units {
    pub(super) fn find(links: &Links<'_>) -> Self {
        let count = links.model.elements.len();
        let mut used = vec![false; links.model.relations.len()];
        let mut representatives = vec![Vec::new(); count];
        let mut part_of = vec![None; count];
        for element in (0..count).filter(|&element| links.is_active(element)) {
            representatives[element] = representatives_of(links, element, &mut used);
        }
        for element in
            (0..count).filter(|&element| links.is(element, &["BusinessActor", "BusinessRole"]))
        {
            for link in links.into(element, &WHOLE) {
                let whole = links.is(link.other, &["BusinessActor", "BusinessRole"]);
                if whole && link.other != element && part_of[element].is_none() {
                    part_of[element] = Some(link.other);
                    used[link.relation] = true;
                }
            }
        }
        Self { representatives, part_of, used }
    }

    /// The representatives of some active elements, each once, in the order of the model.
    pub(super) fn representatives(
        &self,
        elements: impl IntoIterator<Item = usize>,
    ) -> BTreeSet<usize> {
        elements
            .into_iter()
            .flat_map(|element| self.representatives[element].iter().copied())
            .collect()
    }

    /// Whether an element represents itself.
    pub(super) fn is_itself(&self, element: usize) -> bool {
        self.representatives[element] == [element]
    }
}

/// A role's actors and a collaboration's members, or the element itself where it has none.
fn representatives_of(links: &Links<'_>, element: usize, used: &mut [bool]) -> Vec<usize> {
    let (mut found, mut seen, mut open) =
        (BTreeSet::new(), BTreeSet::from([element]), vec![element]);
    while let Some(here) = open.pop() {
        let below: Vec<_> = if links.is(here, &["BusinessRole"]) {
            let players = links.into(here, &["Assignment"]);
            players.filter(|link| links.is_active(link.other)).collect()
        } else if links.is(here, &["BusinessCollaboration"]) {
            let members = links.from(here, &WHOLE);
            members.filter(|link| links.is_active(link.other)).collect()
        } else {
            Vec::new()
        };
        if below.is_empty() {
            found.insert(here);
        }
        for link in below {
            used[link.relation] = true;
            if seen.insert(link.other) {
                open.push(link.other);
            }
        }
    }
    if found.is_empty() { vec![element] } else { found.into_iter().collect() }
}
