//! People who leave, and what they leave behind.

use super::{Finder, and, parties::hangs_on};
use crate::{
    diag::Code,
    id::{Subject, UnitId},
    model::Provider,
};
use std::collections::BTreeMap;

impl<'org> Finder<'_, 'org> {
    pub(super) fn people(&mut self) {
        let mut alone = self.provided_alone();
        let mut kept = self.kept_with_backup();
        for (unit, about) in self.organisation.units() {
            let Some(person) = about.person() else {
                continue;
            };
            let (alone, kept) = (alone.remove(&unit), kept.remove(&unit));
            let Some(leaving) = self.leaves(person) else {
                continue;
            };
            let leads = person.leads().iter().map(|led| self.name(Subject::Unit(*led)));
            let leads: Vec<&str> = leads.collect();
            let mut parts = Vec::new();
            let mut part = |verb: &str, names: &[&str]| {
                if !names.is_empty() {
                    parts.push(format!("{verb} {}", and(names)));
                }
            };
            part("leads", &leads);
            part("alone provides", &alone.unwrap_or_default());
            part("looks after", &kept.unwrap_or_default());
            if !parts.is_empty() {
                let (name, when) = (&about.about.name, leaving.when());
                let what = hangs_on(&parts);
                let message = format!("{name} {what}, and leaves {when} without a successor");
                self.raise(Code::LeavingWithoutSuccessor, Subject::Unit(unit), message);
            }
        }
    }

    /// For each unit the active services of which it is the only provider.
    fn provided_alone(&self) -> BTreeMap<UnitId, Vec<&'org str>> {
        let mut alone: BTreeMap<UnitId, Vec<&'org str>> = BTreeMap::new();
        for (id, service) in self.organisation.services() {
            if let [Provider::Unit(unit)] = *service.provided_by
                && self.organisation.is_active(id)
            {
                alone.entry(unit).or_default().push(&service.about.name);
            }
        }
        alone
    }

    /// For each unit the parties that it looks after, with somebody else as stand-in.
    fn kept_with_backup(&self) -> BTreeMap<UnitId, Vec<&'org str>> {
        let mut kept: BTreeMap<UnitId, Vec<&'org str>> = BTreeMap::new();
        for (_, party) in self.organisation.parties() {
            if let Some(relationship) = &party.relationship
                && let Some(owner) = relationship.owner
                && relationship.backup.is_some_and(|backup| backup != owner)
            {
                kept.entry(owner).or_default().push(&party.about.name);
            }
        }
        kept
    }
}
