//! The whole organisation and its look-ups.

use super::real_name::RealName;
use super::{
    Group, Header, Marks, OrganisationKind, Party, PartyList, Payment, Provider, Recipient,
    Relation, Relations, Service, ServiceStatus, Span, Status, Texts, Unit, Verdict,
};
use crate::{
    diag::{Code, Place, Severity, Slice},
    id::{GroupId, PartyId, ServiceId, Subject, UnitId, fold_name},
};
use rustc_hash::FxHashMap;
use std::{ops::Range, sync::Arc};

/// An organisation: checked, with every reference resolved.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Id, name, place.
    pub header: Header,
    /// company, nonprofit or public.
    pub kind: OrganisationKind,
    /// The organisation's own word for its customers.
    pub customers_called: Option<Slice>,
    /// The currency of every amount.
    pub currency: Option<Slice>,
    /// Its sites, where it lists them.
    pub sites: Vec<Slice>,
    /// The payers of what serves a party, where the service doesn't say.
    pub paid_by: Option<Vec<Payment>>,
    pub(crate) units: Vec<Unit>,
    pub(crate) groups: Vec<Group>,
    pub(crate) services: Vec<Service>,
    pub(crate) relations: Relations,
    pub(crate) texts: Arc<[Texts]>,
    pub(crate) marks: Arc<[Marks]>,
    pub(crate) parties: Vec<Party>,
    /// The level of a finding, where the file sets one; `None`: off.
    pub checks: FxHashMap<Code, Option<Severity>>,
    /// The verdicts, by unit and customer; one for each pair at most.
    pub verdicts: Vec<Verdict>,
    /// What findings are silenced for which thing.
    pub allows: Vec<Allow>,
    /// The real names of persons, where pseudonyms replace them.
    pub(crate) real_names: Vec<RealName>,
}

/// A finding that is silenced for a thing (a unit with its parts).
#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    /// The finding.
    pub finding: Code,
    /// The thing.
    pub of: Subject,
    /// The reason.
    pub because: Option<Slice>,
    /// Where the file says so.
    pub place: Place,
}

/// Declares the look-ups of one kind of thing.
macro_rules! lookups {
    ($(#[$one_doc:meta])* $one:ident, $(#[$all_doc:meta])* $all:ident, $list:ident, $id:ident, $thing:ident) => {
        $(#[$one_doc])*
        pub fn $one(&self, id: $id) -> &$thing {
            &self.$list[id.index()]
        }

        $(#[$all_doc])*
        pub fn $all(&self) -> impl DoubleEndedIterator<Item = ($id, &$thing)> + ExactSizeIterator {
            self.$list.iter().enumerate().map(|(index, thing)| ($id::new(index), thing))
        }
    };
}

impl Organisation {
    lookups!(
        /// The unit with this number.
        unit,
        /// All units, in tree order.
        units, units, UnitId, Unit
    );
    lookups!(
        /// The group with this number.
        group,
        /// All groups, as in the file.
        groups, groups, GroupId, Group
    );
    lookups!(
        /// The service with this number.
        service,
        /// All services: those of the file's list, then those of units' own `serves`.
        services, services, ServiceId, Service
    );
    lookups!(
        /// The party with this number.
        party,
        /// All parties: beneficiaries, then payers, as in the file.
        parties, parties, PartyId, Party
    );

    /// The parts of a unit: its whole subtree, itself included, as a range of [`UnitId::index`].
    pub fn parts(&self, unit: UnitId) -> Range<usize> {
        unit.index()..self.unit(unit).end as usize
    }

    /// Whether `part` is `whole` or one of its parts.
    pub fn is_part(&self, part: UnitId, whole: UnitId) -> bool {
        self.parts(whole).contains(&part.index())
    }

    /// A value for each unit, made from the unit and the value of the one that it is part of.
    pub fn from_above<T>(&self, value: impl Fn(UnitId, Option<(UnitId, &T)>) -> T) -> Vec<T> {
        let mut values: Vec<T> = Vec::with_capacity(self.units.len());
        // In tree order a unit follows the one that it is part of.
        for (id, unit) in self.units() {
            let above = unit.part_of.map(|up| (up, &values[up.index()]));
            values.push(value(id, above));
        }
        values
    }

    /// The departments that a unit is part of, nearest first.
    pub fn containers(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        std::iter::successors(self.unit(unit).part_of, |up| self.unit(*up).part_of)
    }

    /// The units directly below a department, or directly under the organisation, in tree order.
    pub fn children(&self, parent: Option<UnitId>) -> impl Iterator<Item = UnitId> {
        let range =
            parent.map_or(0..self.units.len(), |unit| unit.index() + 1..self.parts(unit).end);
        let first = (!range.is_empty()).then_some(range.start);
        // From sibling to sibling: the end of a unit's parts is where the next one begins.
        std::iter::successors(first, move |at| {
            let next = self.units[*at].end as usize;
            (next < range.end).then_some(next)
        })
        .map(UnitId::new)
    }

    /// The units that a recipient holds, as the least range around them; `None` for a service or a party.
    pub fn bounding_range(&self, recipient: Recipient) -> Option<Range<usize>> {
        match recipient {
            Recipient::Unit(unit) => Some(self.parts(unit)),
            Recipient::Group(group) => Some(self.group(group).held.bounding_range()),
            Recipient::Everyone => Some(0..self.units.len()),
            Recipient::Service(_) | Recipient::Party(_) => None,
        }
    }

    /// The order of recipients from the narrowest on: by how many units they hold, then by id. Of several recipients that
    /// hold a unit, the first is the one that an answer of the unit is about.
    pub fn narrowest_first(&self, recipient: Recipient) -> (usize, &str) {
        let held = match recipient {
            Recipient::Unit(unit) => self.parts(unit).len(),
            Recipient::Group(group) => self.group(group).held.len(),
            Recipient::Everyone => self.units().len(),
            Recipient::Service(_) | Recipient::Party(_) => 0,
        };
        (held, self.id_of(recipient.into()))
    }

    /// Whether a service is active: only active ones provide or receive.
    pub fn is_active(&self, service: ServiceId) -> bool {
        self.service(service).status() == ServiceStatus::Active
    }

    /// The recipients of a service, as in the file, each once; whether it is active or not.
    pub fn all_relations(
        &self,
        service: ServiceId,
    ) -> impl ExactSizeIterator<Item = Relation<'_>> + DoubleEndedIterator {
        self.relations_of(self.service(service))
    }

    /// The relationships of a service, as in the file.
    pub(super) fn relations_of(
        &self,
        service: &Service,
    ) -> impl ExactSizeIterator<Item = Relation<'_>> + DoubleEndedIterator {
        self.relations.of(service.relations)
    }

    /// The relations of an active service with recipients that can receive; none of another service.
    pub fn active_relations(&self, service: ServiceId) -> impl Iterator<Item = Relation<'_>> {
        let service = self.service(service);
        let span = match service.status() {
            ServiceStatus::Active => service.relations,
            // SPEC 2: only active services provide or receive.
            ServiceStatus::Planned | ServiceStatus::Retired => Span::default(),
        };
        self.relations.of(span).filter(|relation| {
            relation.to.service().is_none_or(|receiver| self.is_active(receiver))
        })
    }

    /// The verdict on a customer of a unit, if somebody gave one.
    pub fn verdict(&self, unit: UnitId, customer: PartyId) -> Option<&Verdict> {
        let pair = |verdict: &Verdict| (verdict.unit, verdict.customer);
        // Resolving sorts verdicts by unit and customer.
        let found = self.verdicts.binary_search_by_key(&(unit, customer), pair);
        found.ok().map(|at| &self.verdicts[at])
    }

    /// Returns true if the status of a party is active.
    pub fn is_active_party(&self, party: PartyId) -> bool {
        self.party(party).status == Status::Active
    }

    /// Whether a recipient receives today: a prospect or a former customer does not.
    pub fn is_served(&self, recipient: Recipient) -> bool {
        recipient.party().is_none_or(|party| self.is_active_party(party))
    }

    /// Whether a recipient is a group without any unit: there is nobody to ask.
    pub fn holds_nobody(&self, recipient: Recipient) -> bool {
        match recipient {
            Recipient::Group(group) => self.group(group).held.is_empty(),
            Recipient::Everyone => self.units().len() == 0,
            Recipient::Unit(_) | Recipient::Service(_) | Recipient::Party(_) => false,
        }
    }

    /// Whether a party can be a primary customer: an active beneficiary. A payer that is served is a funder served
    /// instead (SPEC 3.7).
    pub fn is_active_beneficiary(&self, party: PartyId) -> bool {
        self.is_active_party(party) && self.party(party).list != PartyList::Payer
    }

    /// Whether the organisation names who pays by default for what its services do outside.
    // SPEC 3.6: only the `paid_by: []` of a service says that nobody pays. One of the organisation holds no items, so
    // nobody is known.
    pub fn has_default_payer(&self) -> bool {
        self.paid_by.as_ref().is_some_and(|payments| !payments.is_empty())
    }

    /// The id, name and place of a thing; `None` for everyone.
    pub fn header(&self, subject: Subject) -> Option<&Header> {
        match subject {
            Subject::Organisation => Some(&self.header),
            Subject::Everyone => None,
            Subject::Unit(id) => Some(&self.unit(id).header),
            Subject::Group(id) => Some(&self.group(id).header),
            Subject::Service(id) => Some(&self.service(id).header),
            Subject::Party(id) => Some(&self.party(id).header),
        }
    }

    /// Where a unit is, if it says so itself.
    pub fn site(&self, unit: &Unit) -> Option<&str> {
        self.marks[unit.marks as usize].site.as_deref()
    }

    /// The tags of a unit.
    pub fn tags(&self, unit: &Unit) -> &[Slice] {
        &self.marks[unit.marks as usize].tags
    }

    /// Description, address and notes of a thing, if the file has any of them.
    pub fn texts(&self, header: &Header) -> Option<&Texts> {
        let number = header.texts?.get() as usize;
        // Counted from 1.
        self.texts.get(number - 1)
    }

    /// The person with this real name, where pseudonyms replace names.
    pub fn really_called(&self, word: &str) -> Option<UnitId> {
        let name = fold_name(word);
        let named =
            self.real_names.iter().find(|real| *real.id == *word || fold_name(&real.name) == name);
        named.map(|real| real.unit)
    }

    /// Everything that has an id: the organisation, units, groups, services, parties.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> {
        let units = self.units().map(|(id, _)| Subject::Unit(id));
        let groups = self.groups().map(|(id, _)| Subject::Group(id));
        let services = self.services().map(|(id, _)| Subject::Service(id));
        let parties = self.parties().map(|(id, _)| Subject::Party(id));
        [Subject::Organisation, Subject::Everyone]
            .into_iter()
            .chain(units)
            .chain(groups)
            .chain(services)
            .chain(parties)
    }

    /// The id of a thing; `everyone` for every unit.
    pub fn id_of(&self, subject: Subject) -> &str {
        self.header(subject).map_or("everyone", |header| &header.id)
    }

    /// The id of a thing as two versions of a map share it: that of the organisation may follow from its name.
    pub(crate) fn stable_id_of(&self, subject: Subject) -> &str {
        // A reserved word, so that nothing else can have this id.
        if subject == Subject::Organisation { "organisation" } else { self.id_of(subject) }
    }

    /// The name of a thing; `Everyone` for every unit.
    pub fn name_of(&self, subject: Subject) -> &str {
        self.header(subject).map_or("Everyone", |header| &header.name)
    }
}

impl From<Recipient> for Subject {
    fn from(recipient: Recipient) -> Self {
        match recipient {
            Recipient::Unit(id) => Self::Unit(id),
            Recipient::Group(id) => Self::Group(id),
            Recipient::Everyone => Self::Everyone,
            Recipient::Service(id) => Self::Service(id),
            Recipient::Party(id) => Self::Party(id),
        }
    }
}

impl From<Provider> for Subject {
    fn from(provider: Provider) -> Self {
        match provider {
            Provider::Unit(id) => Self::Unit(id),
            Provider::Organisation => Self::Organisation,
            Provider::Around(group) => Self::Group(group),
        }
    }
}
