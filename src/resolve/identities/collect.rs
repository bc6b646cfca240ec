//! Collects the identities of all things from their records.

use super::identity::{IdOrigin, Identity, is_reserved};
use crate::{
    diag::{Code, Diagnostic, Place, Slice},
    id::slug,
    input::{EntryKind, RawMap, RawOrganisation, Text},
    resolve::values::Values,
};
use std::ops::Range;

/// The identities so far.
pub(super) struct Collector<'v> {
    identities: Vec<Identity>,
    starts: [usize; EntryKind::ALL.len() + 1],
    /// The units, by their numbers in the file, that say themselves whom they serve or who pays them.
    own: Vec<usize>,
    slugs: SharedIds,
    /// An empty text in place of a name or id that is missing or not known yet.
    none: Slice,
    values: &'v mut Values,
}

/// The identities of a map.
pub(super) struct Collected {
    pub(super) all: Vec<Identity>,
    /// The index at which each kind begins, and the end of the last one.
    pub(super) starts: [usize; EntryKind::ALL.len() + 1],
    /// The units, by their numbers in the file, that have a service of their own.
    pub(super) own: Vec<usize>,
}

impl<'v> Collector<'v> {
    pub(super) fn new(values: &'v mut Values) -> Self {
        Self {
            identities: Vec::new(),
            starts: [0; EntryKind::ALL.len() + 1],
            own: Vec::new(),
            slugs: SharedIds::default(),
            none: Slice::default(),
            values,
        }
    }

    /// All identities with their ids, but for those of units' own services.
    pub(super) fn finish(mut self) -> Collected {
        self.slugs.hand_out(&mut self.identities);
        Collected { all: self.identities, starts: self.starts, own: self.own }
    }

    /// Adds the identities of a whole map.
    pub(super) fn add_all(&mut self, organisation: &mut RawOrganisation, raw: &mut RawMap) {
        // A macro, because the records are of different types with the same keys.
        macro_rules! list {
            ($kind:expr, $records:expr) => {
                for record in $records {
                    self.add($kind, record.id.take(), record.name.take(), record.place);
                }
                self.end($kind);
            };
        }
        let units = raw.departments.len() + raw.people.len();
        let parties = raw.beneficiaries.len() + raw.payers.len();
        self.identities.reserve(1 + units + raw.groups.len() + raw.services.len() + parties);
        list!(EntryKind::Organisation, [organisation]);
        list!(EntryKind::Department, &mut raw.departments);
        list!(EntryKind::Person, &mut raw.people);
        list!(EntryKind::Group, &mut raw.groups);
        list!(EntryKind::Service, &mut raw.services);
        // Here, so that they are the last of their kind: `ServiceId` counts both in one list.
        self.add_own_services(raw);
        list!(EntryKind::Beneficiary, &mut raw.beneficiaries);
        list!(EntryKind::Payer, &mut raw.payers);
    }

    fn end(&mut self, kind: EntryKind) {
        self.starts[kind as usize + 1] = self.identities.len();
    }

    /// Adds the services that units' own `serves` make, behind those of the list.
    fn add_own_services(&mut self, raw: &RawMap) {
        let departments =
            raw.departments.iter().map(|it| it.serves.is_some() || it.paid_by.is_some());
        let people = raw.people.iter().map(|it| it.serves.is_some() || it.paid_by.is_some());
        for (unit, has_own) in departments.chain(people).enumerate() {
            if has_own {
                self.own.push(unit);
                self.identities.push(Identity {
                    kind: EntryKind::Service,
                    id: self.none.clone(),
                    name: self.none.clone(),
                    place: Place::default(),
                    origin: IdOrigin::FromUnit,
                });
            }
        }
        self.end(EntryKind::Service);
    }

    fn add(&mut self, kind: EntryKind, id: Option<Text>, name: Option<Text>, record: Place) {
        let filled = name.filter(|name| !name.value.trim().is_empty());
        let place = id.as_ref().or(filled.as_ref()).map_or(record, |text| text.place);
        let origin = if id.is_some() { IdOrigin::Explicit } else { IdOrigin::FromName };
        if let Some(id) = &id {
            self.check(kind, &id.value, place, origin);
        } else if let Some(filled) = &filled {
            let slug = slug(&filled.value);
            self.check(kind, &slug, place, origin);
            // Slugs are collected in one text, of which all ids become slices: one allocation
            // instead of one for each entry.
            self.slugs.add(self.identities.len(), &[&slug]);
        }
        let value = |text: Option<Text>| text.map_or_else(|| self.none.clone(), |text| text.value);
        let (id, filled) = (value(id), value(filled));
        self.identities.push(Identity { kind, id, name: filled, place, origin });
    }

    /// Reports an id that is blank or reserved.
    fn check(&mut self, kind: EntryKind, id: &str, place: Place, origin: IdOrigin) {
        let (code, message) = if id.trim().is_empty() {
            let message = match origin {
                IdOrigin::Explicit => "an id can't be blank",
                IdOrigin::FromName | IdOrigin::FromUnit => "no id can be made of this name",
            };
            (Code::NoId, message.to_owned())
        } else if is_reserved(id) {
            let message = format!("`{id}` is a word of the file format, not an id");
            (Code::ReservedId, message)
        } else {
            return;
        };
        let word = kind.word();
        let help = format!("give this {word} another id, such as `id: {word}-1`");
        self.values.report(Diagnostic::new(code, place, message).help(help));
    }
}

/// Ids that no file states, as slices of one text.
#[derive(Default)]
pub(super) struct SharedIds {
    text: String,
    /// The index of the thing that has each, and its bytes in the text.
    of: Vec<(usize, Range<usize>)>,
}

impl SharedIds {
    /// Adds the id of the thing at an index, from its parts.
    pub(super) fn add(&mut self, at: usize, parts: &[&str]) {
        let start = self.text.len();
        self.text.extend(parts.iter().copied());
        self.of.push((at, start..self.text.len()));
    }

    /// Gives each thing its id.
    pub(super) fn hand_out(self, identities: &mut [Identity]) {
        let text = Slice::from(self.text);
        for (at, range) in self.of {
            identities[at].id = text.share(&text[range]);
        }
    }
}
