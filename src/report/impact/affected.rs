//! What fails, and the recipients that a failure affects, as rows of data.

use super::super::{Listing, listing::Column};
use crate::{
    analysis::Failing,
    graph::Cost,
    id::Subject,
    model::{Datum, Organisation, Recipient},
};

/// What fails, as a thing of the map.
pub(super) fn subject(failing: Failing) -> Subject {
    match failing {
        Failing::Unit(unit) => Subject::Unit(unit),
        Failing::Service(service) => Subject::Service(service),
    }
}

/// A recipient with its distance.
pub(super) struct AffectedRecipient<'org> {
    organisation: &'org Organisation,
    to: Recipient,
    cost: Cost,
}

/// A list of recipients with their distances.
pub(super) fn affected_recipients<'org>(
    name: &'static str,
    organisation: &'org Organisation,
    all: impl IntoIterator<Item = (Recipient, Cost)>,
) -> Listing<AffectedRecipient<'org>> {
    let column = Column::<AffectedRecipient<'org>>::new;
    let columns = vec![
        column("id", |it| Datum::name(it.organisation, it.to)),
        column("kind", |it| Datum::Word(kind(it.organisation, it.to))),
        column("step", |it| Datum::Count(it.cost.steps.into())),
        column("broad_steps", |it| Datum::Count(it.cost.broad_steps.into())),
    ];
    let rows = all.into_iter().map(|(to, cost)| AffectedRecipient { organisation, to, cost });
    Listing::new(name, columns, &["id", "kind", "step", "broad_steps"], rows.collect())
}

fn kind(organisation: &Organisation, to: Recipient) -> &'static str {
    match to {
        Recipient::Unit(unit) => organisation.unit(unit).kind_word(),
        Recipient::Group(_) | Recipient::Everyone => "group",
        Recipient::Service(_) => "service",
        Recipient::Party(party) => organisation.party(party).kind.word(),
    }
}
