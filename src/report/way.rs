//! The ways by which a unit comes to its customers outside: direct, through whom, with whom.

use crate::{
    analysis::{Primary, Reach},
    id::Subject,
    model::{Organisation, Provider, Recipient},
};
use rustc_hash::FxHashMap;

/// Customers of one unit that it comes to in the same way.
pub(super) struct CustomersByWay<'r> {
    /// How, in words: `through Sales`.
    pub(super) how: String,
    /// The customers.
    pub(super) rows: Vec<&'r Primary>,
}

impl CustomersByWay<'_> {
    /// The reach of the customers, which is the same for all.
    pub(super) fn reach(&self) -> Reach {
        self.rows[0].reach
    }

    /// Whether its customers are worth naming: those that everybody has say nothing about one unit.
    pub(super) fn is_informative(&self) -> bool {
        matches!(self.reach(), Reach::Direct | Reach::Through) || self.rows.len() == 1
    }

    /// How the one with whom customers are shared reaches them: `direct`, or `7 direct, 1 through`; nothing
    /// where they aren't shared.
    pub(super) fn how_shared(&self) -> String {
        let shared: Vec<Reach> =
            self.rows.iter().filter_map(|row| Some(row.shared?.reach)).collect();
        let counts = Reach::ALL.iter().copied().filter_map(|reach| {
            let count = shared.iter().filter(|one| **one == reach).count();
            (count > 0).then_some((count, reach.word()))
        });
        match counts.collect::<Vec<_>>().as_slice() {
            [] => String::new(),
            [(_, only)] => (*only).to_owned(),
            several => {
                let texts = several.iter().map(|(n, word)| format!("{n} {word}"));
                texts.collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// Through whom, or with whom, a unit comes to a customer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Via<'r> {
    /// Nobody.
    Itself,
    /// The recipients of the first steps of all chains that are as good: none of them is the way (SPEC 3.3).
    Through(&'r [Recipient]),
    /// The department or organisation with which a customer is shared.
    PartOf(Provider),
}

/// The ways of some rows of one unit, in the order of the first row of each. Those that read alike are one. Of the
/// recipients that a way leads through at most `most` are named.
pub(super) fn ways<'r>(
    organisation: &Organisation,
    rows: &[&'r Primary],
    most: usize,
) -> Vec<CustomersByWay<'r>> {
    let mut ways: Vec<CustomersByWay<'r>> = Vec::new();
    // Words are made once for each way, not once for each customer: thousands can share one.
    let mut known: FxHashMap<(Reach, Via<'r>), usize> = FxHashMap::default();
    for &row in rows {
        let via = via(row);
        let at = *known.entry((row.reach, via)).or_insert_with(|| {
            let how = how(organisation, row.reach, via, most);
            // Different recipients can read alike once only `most` of them are named.
            let alike = ways.iter().position(|way| way.how == how);
            alike.unwrap_or_else(|| {
                ways.push(CustomersByWay { how, rows: Vec::new() });
                ways.len() - 1
            })
        });
        ways[at].rows.push(row);
    }
    ways
}

fn via(row: &Primary) -> Via<'_> {
    match row.reach {
        Reach::Direct => Via::Itself,
        Reach::Through | Reach::Broad => Via::Through(&row.through),
        Reach::Shared => {
            Via::PartOf(row.shared.map_or(Provider::Organisation, |shared| shared.with))
        }
    }
}

/// How a unit comes to a customer, in words.
fn how(organisation: &Organisation, reach: Reach, via: Via<'_>, most: usize) -> String {
    match via {
        Via::Itself => reach.word().to_owned(),
        Via::PartOf(with) => format!("as part of {}", organisation.name_of(with.into())),
        Via::Through(recipients) => {
            let name = |to: &Recipient| {
                let name = organisation.name_of(Subject::from(*to));
                let service = if to.service().is_some() { "the service " } else { "" };
                format!("{service}{name}")
            };
            let how = format!("through {}", either(recipients.iter().map(name).collect(), most));
            if reach == Reach::Broad { format!("broadly, {how}") } else { how }
        }
    }
}

/// Names of which any is meant: `A, B or C`, or the first ones and how many others.
pub(super) fn either(mut names: Vec<String>, most: usize) -> String {
    let others = names.len().saturating_sub(most);
    let last = match others {
        0 => names.pop().unwrap_or_default(),
        1 => "1 other".to_owned(),
        _ => format!("{others} others"),
    };
    names.truncate(most);
    if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) }
}
