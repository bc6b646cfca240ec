//! The records of the file as they are written: texts with places, nothing looked up or checked.

mod inside;
mod outside;
mod services;
mod top;

pub use inside::{RawDepartment, RawGroup, RawOrganisation, RawPerson, RawWhere};
pub use outside::{RawParty, RawReason, RawRelationship, RawTurn};
pub use services::{RawPayment, RawRelation, RawSatisfaction, RawService};
pub(super) use top::MapKey;
pub use top::shape;

use super::{
    decode::{Decode, Decoder},
    node::{Node, Value},
    record::record,
};
use crate::diag::{Place, Slice};

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// As it is written.
    pub value: Slice,
    /// Where.
    pub place: Place,
}

/// Every record of a map, each list in the order of the files.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "README names each key")]
pub struct RawMap {
    /// Each `organisation` that a file states; a sound map has one.
    pub organisations: Vec<RawOrganisation>,
    pub departments: Vec<RawDepartment>,
    pub people: Vec<RawPerson>,
    pub groups: Vec<RawGroup>,
    pub services: Vec<RawService>,
    pub beneficiaries: Vec<RawParty>,
    pub payers: Vec<RawParty>,
    /// Finding and level, if one stands behind it.
    pub checks: Vec<(Text, Option<Text>)>,
    pub allow: Vec<RawAllow>,
}

impl RawMap {
    /// Adds the records of another file.
    pub(super) fn append(&mut self, other: Self) {
        append(&mut self.organisations, other.organisations);
        append(&mut self.departments, other.departments);
        append(&mut self.people, other.people);
        append(&mut self.groups, other.groups);
        append(&mut self.services, other.services);
        append(&mut self.beneficiaries, other.beneficiaries);
        append(&mut self.payers, other.payers);
        append(&mut self.checks, other.checks);
        append(&mut self.allow, other.allow);
    }

    /// Adds one item of the list `key`, or the value of a key that is no list.
    pub(super) fn take<'t>(&mut self, key: MapKey, node: Node<'t>, decoder: &mut Decoder<'t>) {
        match key {
            MapKey::Organisation => {
                let place = decoder.place(node.line, node.column);
                let before = decoder.problems.len();
                push(&mut self.organisations, node, decoder);
                let broken = decoder.problems.len() > before;
                if broken && self.organisations.last().is_none_or(|last| last.place != place) {
                    self.organisations.push(RawOrganisation {
                        place,
                        broken,
                        ..RawOrganisation::default()
                    });
                }
            }
            MapKey::Departments => push(&mut self.departments, node, decoder),
            MapKey::People => push(&mut self.people, node, decoder),
            MapKey::Groups => push(&mut self.groups, node, decoder),
            MapKey::Services => push(&mut self.services, node, decoder),
            MapKey::Beneficiaries => push(&mut self.beneficiaries, node, decoder),
            MapKey::Payers => push(&mut self.payers, node, decoder),
            MapKey::Allow => push(&mut self.allow, node, decoder),
            MapKey::Checks => {
                if matches!(node.value, Value::Null) {
                    return;
                }
                let entries = decoder.entries(node, "a mapping of findings to levels");
                for (finding, level) in entries.unwrap_or_default() {
                    let finding = Text::decode(finding, decoder);
                    let level = Text::decode(level, decoder);
                    self.checks.extend(finding.map(|finding| (finding, level)));
                }
            }
        }
    }
}

record! {
    /// Free text about a thing.
    RawMore is "free text"
    /// What it is, in a sentence or two.
    "description" description: Text;
    /// Where to read more: an address.
    "url" url: Text;
    /// Anything else worth writing down.
    "notes" notes: Text;
}

record! {
    /// A finding that is silenced for a thing and its parts.
    RawAllow is "an `allow` (such as `{finding: ..., of: ..., because: ...}`)", and more
    /// The code of the finding.
    "finding" finding: Text, holds Word(Finding);
    /// What it is about, by id or name. A department stands for its parts too.
    "of" of: Text;
    /// Why that is all right.
    "because" because: Text;
}

/// Decodes `node` and adds it to `list` unless it is nothing or wrong.
fn push<'t, T: Decode>(list: &mut Vec<T>, node: Node<'t>, decoder: &mut Decoder<'t>) {
    list.extend(T::decode(node, decoder));
}

/// Adds the records of one more file; those of the first are not copied.
fn append<T>(list: &mut Vec<T>, mut other: Vec<T>) {
    if list.is_empty() {
        *list = other;
    } else {
        list.append(&mut other);
    }
}
