//! Which relationship an answer is about: the recipients of a service to which a respondent belongs.

use crate::{
    id::{ServiceId, Subject},
    model::{Organisation, Recipient},
};

/// The recipients of a service to which a respondent belongs, the narrowest first: by the number of units that they
/// hold, then by id. A party belongs to itself alone, a group first of all to itself.
pub(in crate::import) fn chain(
    organisation: &Organisation,
    service: ServiceId,
    respondent: Subject,
) -> Vec<Recipient> {
    let mut chain: Vec<Recipient> = organisation
        .all_relations(service)
        .map(|relation| relation.to)
        .filter(|recipient| holds(organisation, *recipient, respondent))
        .collect();
    chain.sort_by_key(|recipient| {
        let is_other = Subject::from(*recipient) != respondent || respondent.unit().is_some();
        (is_other, organisation.narrowest_first(*recipient))
    });
    chain.dedup();
    chain
}

/// Whether a recipient holds all units of a respondent, or is the respondent.
fn holds(organisation: &Organisation, recipient: Recipient, respondent: Subject) -> bool {
    if Subject::from(recipient) == respondent {
        return true;
    }
    let holds_unit = |unit| match recipient {
        Recipient::Unit(whole) => organisation.is_part(unit, whole),
        Recipient::Group(group) => organisation.group(group).held.holds(unit),
        Recipient::Everyone => true,
        Recipient::Service(_) | Recipient::Party(_) => false,
    };
    match respondent {
        Subject::Unit(unit) => holds_unit(unit),
        Subject::Group(group) => {
            let mut units = organisation.group(group).held.units().peekable();
            units.peek().is_some() && units.all(holds_unit)
        }
        Subject::Everyone | Subject::Organisation | Subject::Service(_) | Subject::Party(_) => {
            false
        }
    }
}

/// Whether two recipients have a unit in common.
pub(in crate::import) fn overlap(
    organisation: &Organisation,
    one: Recipient,
    other: Recipient,
) -> bool {
    let units = |recipient| -> Option<Vec<std::ops::Range<usize>>> {
        match recipient {
            Recipient::Unit(unit) => Some(vec![organisation.parts(unit)]),
            Recipient::Group(group) => Some(organisation.group(group).held.ranges().to_vec()),
            Recipient::Everyone => Some(std::iter::once(0..organisation.units().len()).collect()),
            Recipient::Service(_) | Recipient::Party(_) => None,
        }
    };
    let (Some(ones), Some(others)) = (units(one), units(other)) else {
        return false;
    };
    ones.iter().any(|a| others.iter().any(|b| a.start < b.end && b.start < a.end))
}
