//! The ways by which a unit comes to its customers outside: direct, through whom, with whom.

use crate::{
    analysis::{Primary, Reach},
    graph::Graph,
    model::{Organisation, Provider, Recipient},
};
use rustc_hash::FxHashMap;

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
        let counts = Reach::ALL.iter().copied().filter_map(|reach| {
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

/// Through whom, or with whom, a unit comes to a customer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum By {
    /// Nobody.
    Itself,
    /// The recipient of the first step, or of the first broad one.
    Through(Recipient),
    /// Whom a customer is shared with.
    PartOf(Provider),
}

/// The ways of some rows of one unit, in the order of the first row of each. Those that read alike are one.
pub(super) fn ways<'r>(graph: &Graph<'_>, rows: &[&'r Primary]) -> Vec<Way<'r>> {
    let mut ways: Vec<Way<'r>> = Vec::new();
    let mut known: FxHashMap<(Reach, By), usize> = FxHashMap::default();
    for &row in rows {
        let by = by(graph, row);
        let at = *known.entry((row.reach, by)).or_insert_with(|| {
            let how = how(graph.organisation(), row.reach, by);
            let alike = ways.iter().position(|way| way.how == how);
            alike.unwrap_or_else(|| {
                let rows = Vec::new();
                ways.push(Way { how, rows });
                ways.len() - 1
            })
        });
        ways[at].rows.push(row);
    }
    ways
}

fn by(graph: &Graph<'_>, row: &Primary) -> By {
    let mut steps = row.chain.iter();
    let step = match row.reach {
        Reach::Direct => None,
        Reach::Through => steps.next(),
        Reach::Broad => steps.find(|step| graph.is_broad_step(**step)),
        Reach::Shared => {
            let shared = row.shared.map(|shared| shared.with);
            return By::PartOf(shared.unwrap_or(Provider::Organisation));
        }
    };
    step.map_or(By::Itself, |step| By::Through(step.to))
}

/// How a unit comes to a customer, in words.
fn how(organisation: &Organisation, reach: Reach, by: By) -> String {
    let how = match by {
        By::Itself => return reach.word().to_owned(),
        By::PartOf(with) => return format!("as part of {}", organisation.name_of(with.into())),
        By::Through(to @ Recipient::Service(_)) => {
            format!("through the service {}", organisation.name_of(to.into()))
        }
        By::Through(to) => format!("through {}", organisation.name_of(to.into())),
    };
    match reach {
        Reach::Broad => format!("broadly, {how}"),
        Reach::Direct | Reach::Through | Reach::Shared => how,
    }
}
