//! Raw records to the checked organisation: names to ids, trees without circles, selectors to members.
//!
//! Every problem is collected and resolving goes on with what is sound, so that one run shows them all.
//! The steps, each in its module: `identities` gives every thing its id, `lookup` finds what a reference
//! names, `tree` puts the units in order, then groups, services and parties are filled in.

mod checks;
mod entry_index;
mod groups;
mod identities;
mod index;
mod lookup;
mod parties;
mod required;
mod resolver;
mod satisfaction;
mod services;
mod texts;
mod tree;
mod units;
mod values;
mod verdicts;
mod words;

pub use entry_index::{EntryIndex, IndexedEntry};
pub use identities::IdOrigin;
pub use words::words;

use crate::{
    diag::{Code, Diagnostic, FileId, Place},
    input::{EntryKind, RawMap, RawMore, RawOrganisation},
    model::{Header, Organisation, OrganisationKind},
};
use identities::Identities;
use lookup::Lookup;
use resolver::Resolver;
use values::Values;

/// Checks a raw map and makes the organisation of it.
///
/// # Errors
/// Every error that the map has, in the order of their places.
pub fn resolve(raw: RawMap) -> Result<Organisation, Vec<Diagnostic>> {
    resolve_with_index(raw).0
}

/// Resolves a raw map, and indexes its entries, which are known also where the map has errors.
#[must_use = "the entries are known in either case"]
pub fn resolve_with_index(mut raw: RawMap) -> (Result<Organisation, Vec<Diagnostic>>, EntryIndex) {
    let mut values = Values::default();
    // First, while the records still hold all their keys: the steps below move values out.
    required::report_missing(&raw, &mut values);
    let mut raw_organisation =
        one_organisation(std::mem::take(&mut raw.organisations), &mut values);
    let mut lookup = Lookup::new(Identities::of(&mut raw_organisation, &mut raw, &mut values));
    // References to units are looked up before the tree is known, so units have two numbers: in the
    // file, and in tree order from `number_units` on.
    let tree = tree::tree(&raw, &lookup, &mut values);
    lookup.number_units(&tree.order);

    let mut resolver = Resolver::new(lookup, values, &raw);
    let (units, own) = resolver.units(&mut raw, &tree);
    let marks = std::mem::take(&mut resolver.marks).into_all();
    let groups = resolver.groups(&mut raw.groups, &units, &marks);
    let services = resolver.services(std::mem::take(&mut raw.services), own);
    let parties = resolver.parties(&mut raw);
    // After the services: a measurement of the list `measurements` belongs to
    // a relationship (SPEC 2).
    resolver.measurements(std::mem::take(&mut raw.measurements), &services);
    // Once, after the measurements of both kinds are there (SPEC 6).
    resolver.relations.pool();
    let verdicts = resolver.verdicts(std::mem::take(&mut raw.verdicts));
    let (checks, allows) = resolver.checks(&raw);
    let more = RawMore { description: raw_organisation.description, ..RawMore::default() };
    let organisation = Organisation {
        header: Header {
            texts: resolver.texts.add(Some(Box::new(more))),
            ..resolver.lookup.header(EntryKind::Organisation, 0)
        },
        kind: resolver
            .values
            .word(raw_organisation.kind, OrganisationKind::ALL)
            .unwrap_or(OrganisationKind::Company),
        customers_called: values::text(raw_organisation.customers_called),
        currency: values::text(raw_organisation.currency),
        sites: values::texts(raw_organisation.sites),
        paid_by: resolver.payments(raw_organisation.paid_by, services::PaidFor::AnyService),
        units,
        // Last of all references: only now is it known which groups
        // anything names (`unused-group`).
        groups: resolver.name_groups(groups),
        services,
        relations: resolver.relations,
        texts: resolver.texts.into_all(),
        marks,
        parties,
        checks,
        verdicts,
        allows,
        real_names: Vec::new(),
    };
    let problems = resolver.values.into_problems();
    // Also where there are errors: an editor completes names in a map that is being written.
    let index = EntryIndex::new(resolver.lookup);
    (if problems.is_empty() { Ok(organisation) } else { Err(problems) }, index)
}

/// The one organisation of the map; reports none and more than one.
fn one_organisation(all: Vec<RawOrganisation>, values: &mut Values) -> RawOrganisation {
    let mut organisations = all.into_iter();
    let first = organisations.next();
    let file = first.as_ref().map(|first| first.place.file);
    // In one file that is a duplicate key, which has been reported.
    for second in organisations.filter(|second| Some(second.place.file) != file) {
        let problem = Diagnostic::new(
            Code::SecondOrganisation,
            second.place,
            "two files of this map have an `organisation`",
        );
        let at = first.as_ref().map_or(second.place, |first| first.place);
        values.report(problem.label("the second one").other(at, "the first one"));
    }
    first.unwrap_or_else(|| {
        let place = Place { file: FileId::default(), offset: 0 };
        values.report(
            Diagnostic::new(Code::NoOrganisation, place, "this map has no `organisation`")
                .help("write at the top: `organisation: {name: The name of yours}`"),
        );
        RawOrganisation {
            place,
            // A name, so that the missing organisation is reported once and not
            // again for its missing name.
            name: Some(crate::input::Text { value: "organisation without a name".into(), place }),
            ..RawOrganisation::default()
        }
    })
}
