//! An organisation whose persons bear pseudonyms: what `--anonymous` shows (SPEC 5, Privacy).
//!
//! A pseudonym is a keyed hash of the person's id. With the same key a person gets the same pseudonym from run to run
//! and from map to map; without it the pseudonym of a guessed id can't be computed. Two persons never share one.

use super::{Organisation, Provider, Unit, UnitKind, VerdictAuthor, real_name::RealName};
use crate::{
    diag::Slice,
    id::{UnitId, own_service_id, unit_of_own_service},
};
use siphasher::sip128::{Hasher128 as _, SipHasher24};
use std::{collections::HashSet, fmt, hash::Hasher as _};

/// The bits of a hash that a pseudonym shows: with 100,000 persons, two have the same bits in one of 50,000 maps.
const SHOWN: u32 = 48;

/// The secret of which pseudonyms are made: the key of SipHash-2-4, which nobody can compute without it.
#[derive(Clone, Copy)]
pub struct PseudonymKey([u8; 16]);

impl PseudonymKey {
    /// The least length of a secret, in bytes: what is shorter can be guessed.
    pub const SHORTEST: usize = 16;

    /// The key of a secret of any length; `None` where it is too short to be one.
    pub fn new(secret: &[u8]) -> Option<Self> {
        // A secret may have any length, and its bytes need not be random: hashing makes 16 bytes of it. This hash is
        // not keyed.
        let mut hasher = SipHasher24::new();
        hasher.write(secret);
        (secret.len() >= Self::SHORTEST).then(|| Self(hasher.finish128().as_bytes()))
    }

    /// The `attempt`th choice for a person's pseudonym, in hexadecimal.
    fn pseudonym(self, id: &str, attempt: u32) -> String {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        // A fixed byte order, so that a key gives the same pseudonyms on every machine.
        hasher.write(&attempt.to_le_bytes());
        hasher.write(id.as_bytes());
        let shown = hasher.finish128().h1 >> (u64::BITS - SHOWN);
        format!("{shown:012x}")
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymKey")
    }
}

impl Organisation {
    /// The same organisation with a pseudonym for each person, and without their addresses and free texts.
    pub fn anonymous(mut self, key: PseudonymKey) -> Self {
        for (at, pseudonym) in self.pseudonyms(key) {
            let unit = &mut self.units[at];
            self.real_names.push(RealName {
                unit: UnitId::new(at),
                id: unit.header.id.clone(),
                name: unit.header.name.clone(),
            });
            disguise(unit, &pseudonym);
        }
        self.real_names.sort_by_key(|real| real.unit);
        // Their ids and names contain those of the person (`head-of-it.serves`).
        self.rename_own_services();
        for verdict in &mut self.verdicts {
            // A name that is no unit of the map may be a person's all the same.
            verdict.by = verdict.by.take().filter(|by| matches!(by, VerdictAuthor::Unit(_)));
        }
        self
    }

    /// A pseudonym for each person, by the person's index: none that another thing has as its id.
    fn pseudonyms(&self, key: PseudonymKey) -> Vec<(usize, String)> {
        let mut taken: HashSet<Slice> = self
            .subjects()
            .filter_map(|subject| self.header(subject))
            .map(|header| header.id.clone())
            .collect();
        let persons = self.units.iter().enumerate().filter(|(_, unit)| unit.person().is_some());
        let mut persons: Vec<(usize, &str)> =
            persons.map(|(at, unit)| (at, &*unit.header.id)).collect();
        // By id, so that who gives way does not depend on the order of the file.
        persons.sort_unstable_by_key(|(_, id)| *id);
        let mut found = Vec::with_capacity(persons.len());
        for (at, id) in persons {
            let mut choices = (0..).map(|attempt| key.pseudonym(id, attempt));
            // SPEC 5, Privacy: two persons never get the same one, so a pseudonym that is taken
            // gives way to the next attempt.
            let free = choices.find(|choice| taken.insert(person_id(choice).into()));
            found.extend(free.map(|pseudonym| (at, pseudonym)));
        }
        found
    }

    /// Gives the services that persons' own `serves` make the pseudonyms of those persons.
    fn rename_own_services(&mut self) {
        for service in &mut self.services {
            let own = unit_of_own_service(&service.header.id).is_some();
            if let (true, [Provider::Unit(unit)]) = (own, &*service.provided_by) {
                let header = &self.units[unit.index()].header;
                service.header.id = own_service_id(&header.id).into();
                service.header.name.clone_from(&header.name);
            }
        }
    }
}

fn person_id(pseudonym: &str) -> String {
    format!("person-{pseudonym}")
}

fn disguise(unit: &mut Unit, pseudonym: &str) {
    unit.header.id = person_id(pseudonym).into();
    unit.header.name = format!("Person {pseudonym}").into();
    // Free texts may name the person.
    unit.header.texts = None;
    if let UnitKind::Person(person) = &mut unit.kind
        && let Some(details) = &mut person.details
    {
        details.email = None;
    }
}
