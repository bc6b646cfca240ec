//! An organisation whose persons bear pseudonyms: what `--anonymous` shows.
//!
//! A pseudonym is made of the person's id, so that it stays the same from run to run and from map to map.

use super::{Organisation, Provider, Unit, UnitKind};
use crate::{diag::Slice, id::UnitId};

/// What a person is really called: understood on the command line, never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RealName {
    pub(crate) unit: UnitId,
    pub(crate) id: Slice,
    pub(crate) name: Slice,
}

impl Organisation {
    /// The same organisation with a pseudonym for each person, and without their addresses and free texts.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        for at in 0..self.units.len() {
            let unit = &mut self.units[at];
            if unit.person().is_some() {
                self.real_names.push(RealName {
                    unit: UnitId::new(at),
                    id: unit.about.id.clone(),
                    name: unit.about.name.clone(),
                });
                disguise(unit);
            }
        }
        for service in &mut self.services {
            let own = service.about.id.ends_with(".serves");
            if let (true, [Provider::Unit(unit)]) = (own, &*service.provided_by) {
                let about = &self.units[unit.index()].about;
                service.about.id = format!("{}.serves", about.id).into();
                service.about.name.clone_from(&about.name);
            }
        }
        self
    }
}

fn disguise(unit: &mut Unit) {
    let number = number(&unit.about.id);
    unit.about.id = format!("person-{number:08x}").into();
    unit.about.name = format!("Person {number:08x}").into();
    unit.about.texts = None;
    if let UnitKind::Person(person) = &mut unit.kind
        && let Some(details) = &mut person.details
    {
        details.email = None;
    }
}

/// The FNV-1a hash of an id, in 32 bits.
fn number(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
