//! Who is asked for whom: the head of a department answers for its parts that have no head of their own.

use crate::{
    id::UnitId,
    model::{Organisation, Recipient},
};
use std::collections::BTreeSet;

/// The units that are asked, each for itself and for its parts without a head of their own.
#[derive(Debug)]
pub struct Heads {
    /// The units that are asked, in tree order.
    asked: Vec<UnitId>,
    /// For each unit the asked units that answer for it: of a person those that they lead, else the nearest around it.
    answering: Vec<Vec<UnitId>>,
    /// All of them that answer for anybody.
    all: BTreeSet<UnitId>,
}

impl Heads {
    /// The departments that have a lead, and `also` a unit that is asked although it has none.
    pub fn new(organisation: &Organisation, also: Option<UnitId>) -> Self {
        let is_asked = |unit: UnitId| {
            let department = organisation.unit(unit).department();
            also == Some(unit) || department.is_some_and(|it| it.lead.is_some())
        };
        let asked: Vec<UnitId> =
            organisation.units().map(|(id, _)| id).filter(|id| is_asked(*id)).collect();
        let mut answering: Vec<Vec<UnitId>> = Vec::with_capacity(organisation.units().len());
        for (id, unit) in organisation.units() {
            // A unit is before its parts, so the department around it is known already.
            let around = || unit.part_of.map_or(Vec::new(), |up| answering[up.index()].clone());
            let own = match unit.leads() {
                _ if is_asked(id) => vec![id],
                [] => around(),
                led => led.to_vec(),
            };
            answering.push(own);
        }
        let all = answering.iter().flatten().copied().collect();
        Self { asked, answering, all }
    }

    /// The units that are asked, in tree order.
    pub fn asked(&self) -> &[UnitId] {
        &self.asked
    }

    /// The asked units that answer for a recipient inside; of a service those of its providers.
    pub fn of(&self, organisation: &Organisation, recipient: Recipient) -> BTreeSet<UnitId> {
        let of = |unit: UnitId| self.answering[unit.index()].iter().copied();
        match recipient {
            Recipient::Unit(unit) => {
                organisation.parts(unit).map(UnitId::new).flat_map(of).collect()
            }
            Recipient::Group(group) => {
                organisation.group(group).held.units().flat_map(of).collect()
            }
            Recipient::Everyone => self.all.clone(),
            Recipient::Service(service) => {
                let providers = organisation.service(service).provided_by.iter();
                providers.filter_map(|provider| provider.unit()).flat_map(of).collect()
            }
            Recipient::Party(_) => BTreeSet::new(),
        }
    }
}
