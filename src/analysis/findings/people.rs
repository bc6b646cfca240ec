//! People who leave, and what they leave behind.

use super::{Finder, Statement};
use crate::{
    analysis::relations::owner_and_backup,
    diag::Code,
    id::{Subject, UnitId},
    model::{Provider, Status},
};
use std::collections::BTreeMap;

impl Finder<'_, '_> {
    pub(super) fn people(&mut self) {
        let persons = self.organisation.units().filter_map(|(id, unit)| {
            let person = unit.person()?;
            Some((id, person, self.leaves(person)?))
        });
        let leaving: Vec<_> = persons.collect();
        // The duties of everybody take long to collect, and seldom does anybody leave without a successor.
        if leaving.is_empty() {
            return;
        }
        let mut alone = self.provided_alone();
        let mut owned = self.owned_with_backup();
        for (id, person, date) in leaving {
            // Taken out of the maps: each unit is asked for once, and the lists need no copy.
            let (alone, owned) = (alone.remove(&id), owned.remove(&id));
            let duties = [
                ("leads ", person.leads().iter().copied().map(Subject::Unit).collect()),
                ("alone provides ", alone.unwrap_or_default()),
                ("owns the relationship with ", owned.unwrap_or_default()),
            ];
            let duties: Vec<(&str, Vec<Subject>)> =
                duties.into_iter().filter(|(_, things)| !things.is_empty()).collect();
            let last = duties.len().saturating_sub(1);
            let mut statement = Statement::about(Subject::Unit(id)).text(" ");
            for (at, (verb, things)) in duties.iter().enumerate() {
                let joint = if at == 0 {
                    ""
                } else if at == last {
                    " and "
                } else {
                    ", "
                };
                statement = statement.text(joint).text(verb).things(things.iter().copied());
            }
            if !duties.is_empty() {
                statement = statement.text(", and leaves ").when(date).text(" without a successor");
                self.raise(Code::LeavingWithoutSuccessor, Subject::Unit(id), statement);
            }
        }
    }

    /// For each unit the active services of which it is the only provider.
    fn provided_alone(&self) -> BTreeMap<UnitId, Vec<Subject>> {
        let mut alone: BTreeMap<UnitId, Vec<Subject>> = BTreeMap::new();
        for (id, service) in self.organisation.services() {
            if let [Provider::Unit(unit)] = *service.provided_by
                && self.organisation.is_active(id)
            {
                alone.entry(unit).or_default().push(Subject::Service(id));
            }
        }
        alone
    }

    /// For each unit the parties whose relationship it owns with somebody else as backup.
    fn owned_with_backup(&self) -> BTreeMap<UnitId, Vec<Subject>> {
        let mut owned: BTreeMap<UnitId, Vec<Subject>> = BTreeMap::new();
        for (id, party) in self.organisation.parties() {
            // Without a backup it is `single-relationship`, which raises its level for a person who leaves (SPEC 4).
            if let (Some(owner), Some(_)) = owner_and_backup(party)
                && party.status != Status::Former
            {
                owned.entry(owner).or_default().push(Subject::Party(id));
            }
        }
        owned
    }
}
