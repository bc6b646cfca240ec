//! The ways by which a unit comes to its customers outside: direct, through whom, with whom.

use crate::{
    analysis::{Primary, Reach},
    graph::Graph,
    model::{Provider, Recipient},
};

/// Customers of one unit that it comes to in the same way.
pub(super) struct Way<'r> {
    /// How, in words: `through Sales`.
    pub(super) how: String,
    /// The customers.
    pub(super) rows: Vec<&'r Primary>,
}

impl Way<'_> {
    /// How it reaches them.
    pub(super) fn reach(&self) -> Reach {
        self.rows[0].reach
    }

    /// Whether its customers are worth naming: those that everybody has say nothing about one unit.
    pub(super) fn tells(&self) -> bool {
        matches!(self.reach(), Reach::Direct | Reach::Through) || self.rows.len() == 1
    }

    /// How the one with whom customers are shared reaches them: `direct`, or `7 direct, 1 through`; nothing
    /// where they aren't shared.
    pub(super) fn how_shared(&self) -> String {
        let shared = self.rows.iter().filter_map(|row| Some(row.shared?.reach));
        let shared: Vec<Reach> = shared.collect();
        let counts = Reach::ALL.into_iter().filter_map(|reach| {
            let count = shared.iter().filter(|one| **one == reach).count();
            (count > 0).then_some((count, reach.word()))
        });
        match counts.collect::<Vec<_>>().as_slice() {
            [] => String::new(),
            [(_, only)] => (*only).to_owned(),
            several => {
                let several = several.iter().map(|(n, word)| format!("{n} {word}"));
                several.collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// The ways of some rows of one unit, in the order of the first row of each.
pub(super) fn ways<'r>(graph: &Graph<'_>, rows: &[&'r Primary]) -> Vec<Way<'r>> {
    let mut ways: Vec<Way<'r>> = Vec::new();
    for &row in rows {
        let how = how(graph, row);
        match ways.iter_mut().find(|known| known.how == how) {
            Some(known) => known.rows.push(row),
            None => ways.push(Way {
                how,
                rows: vec![row],
            }),
        }
    }
    ways
}

/// How a unit comes to a customer, in words.
fn how(graph: &Graph<'_>, row: &Primary) -> String {
    let organisation = graph.organisation();
    let through = |to: Option<Recipient>| {
        let name = to.map_or("", |to| organisation.name_of(to.into()));
        match to {
            Some(Recipient::Service(_)) => format!("through the service {name}"),
            _ => format!("through {name}"),
        }
    };
    let mut steps = row.chain.iter().map(|link| link.to);
    match row.reach {
        Reach::Direct => "direct".to_owned(),
        Reach::Through => through(steps.next()),
        Reach::Broad => {
            let broad = steps.find(|to| graph.is_broad(*to));
            format!("broadly, {}", through(broad))
        }
        Reach::Shared => {
            let with = row
                .shared
                .map_or(Provider::Organisation, |shared| shared.with);
            format!("as part of {}", organisation.name_of(with.into()))
        }
    }
}
