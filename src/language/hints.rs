//! Short texts beside the units of a file: whom they reach outside.

use super::snapshot::Snapshot;
use crate::{
    analysis::{ChainDetail, Primaries, PrimaryQuery, Reach, is_unhappy},
    diag::{FileId, count},
    graph::Graph,
    id::UnitId,
    model::Organisation,
};
use std::{collections::HashMap, ops::Range};

/// A short text beside a text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte behind which it is shown.
    pub at: usize,
    /// The short text.
    pub text: String,
}

/// The hints beside the departments and persons of a part of a file: none where the map has errors.
pub fn hints(snapshot: &Snapshot, file: FileId, range: &Range<usize>) -> Vec<Hint> {
    // An old answer beside new text would be wrong without a sign of it.
    let Some(organisation) = snapshot.valid_map().filter(|_| snapshot.is_sound()) else {
        return Vec::new();
    };
    let units: HashMap<u32, UnitId> = organisation
        .units()
        .filter(|(_, unit)| unit.header.place.file == file)
        .map(|(id, unit)| (unit.header.place.offset, id))
        .collect();
    let outline = snapshot.outline(file);
    let mut places: HashMap<UnitId, usize> = HashMap::new();
    for item in &outline.items {
        let is_shown = item.place >= range.start && item.place <= range.end;
        let unit = u32::try_from(item.place).ok().and_then(|place| units.get(&place));
        let end = item.name.as_ref().map(|(_, span)| span.end);
        if let (true, Some(unit), Some(end)) = (is_shown, unit, end) {
            places.insert(*unit, end);
        }
    }
    let graph = Graph::build(organisation);
    let query = PrimaryQuery { reaches: Vec::new(), parties: None, chains: ChainDetail::FirstStep };
    let asked: Vec<UnitId> = places.keys().copied().collect();
    let mut hints = Vec::new();
    for (unit, own) in Primaries::new(&graph, asked, query) {
        // Shared customers are those of the department: they would be the same
        // beside each of its units.
        let reached = own.rows.iter().filter(|row| row.reach != Reach::Shared).count();
        let unhappy = unhappy_outside(&graph, organisation, unit);
        let text = match (reached, unhappy) {
            (0, _) => "reaches nobody outside".to_owned(),
            (reached, 0) => format!("reaches {} outside", count(reached, "customer")),
            (reached, unhappy) => {
                format!("reaches {} outside, {unhappy} unhappy", count(reached, "customer"))
            }
        };
        hints.push(Hint { at: places[&unit], text });
    }
    hints.sort_by_key(|hint| hint.at);
    hints
}

/// How many parties outside are unhappy with a service of the unit.
fn unhappy_outside(graph: &Graph<'_>, organisation: &Organisation, unit: UnitId) -> usize {
    let services = graph.services_of(unit);
    let relations = services.iter().flat_map(|&service| organisation.active_relations(service));
    let mut unhappy: Vec<_> = relations
        .filter(|relation| relation.newest().is_some_and(is_unhappy))
        .filter_map(|relation| relation.to.party())
        .collect();
    unhappy.sort_unstable();
    unhappy.dedup();
    unhappy.len()
}
