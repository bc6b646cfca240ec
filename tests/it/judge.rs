//! What must hold of whatever is read: a map or problems at their places, one answer by every way of deriving, and
//! every format written. The fuzz targets in `tests/fuzz` try the same.

use crate::naive::{Facts, Naive, PayerRow, PrimaryRow, SecondaryRow, UnitFacts};
use calamine::{Reader as _, Xlsx};
use custmap::{
    analysis::{
        self, ChainDetail, Explanation, Primaries, Primary, PrimaryQuery, Reach, SecondaryReach,
        WaysAsked,
    },
    diag::{Diagnostic, Sources},
    graph::{ChainSearch, Graph, Link},
    id::{ServiceId, Subject, UnitId},
    input::{self, Input, MapFormat},
    model::{Date, Organisation, Provider, Recipient},
    render::{
        self, csv, diagnostics, json,
        table::{Charset, Screen},
        xlsx,
    },
    report::{self, Export, Filter, Limits},
    resolve::resolve,
};
use std::{collections::BTreeSet, io::Cursor};

/// The naive derivation has the same rows in the same order.
#[track_caller]
pub(crate) fn naive_agrees(organisation: &Organisation) {
    let (expected, found) = (Naive::new(organisation).facts(), facts(organisation));
    for (unit, expected) in &expected {
        assert_eq!(expected, &found[unit], "{unit}");
    }
    assert_eq!(expected.len(), found.len());
}

/// A unit asked about alone has the rows that it has among all, with any reaches and with whole chains or not.
#[track_caller]
pub(crate) fn alone_as_among_all(organisation: &Organisation) {
    let graph = Graph::build(organisation);
    for (chains, reaches) in [
        (ChainDetail::Whole, vec![]),
        (ChainDetail::FirstStep, vec![Reach::Through, Reach::Shared]),
    ] {
        let rows = |units: Vec<UnitId>| {
            let query = PrimaryQuery { reaches: reaches.clone(), parties: None, chains };
            Primaries::new(&graph, units, query)
        };
        let units: Vec<UnitId> = organisation.units().map(|(id, _)| id).collect();
        for (unit, among_all) in rows(units) {
            let alone: Vec<Primary> = rows(vec![unit]).flat_map(|(_, own)| own.rows).collect();
            let id = organisation.id_of(Subject::Unit(unit));
            assert_eq!(alone, among_all.rows, "{id}");
        }
    }
}

/// Asked why, a unit comes to a party as its row says, and every other chain of the same cost is reported.
#[track_caller]
pub(crate) fn explanations_agree(organisation: &Organisation) {
    let graph = Graph::build(organisation);
    let query = PrimaryQuery { reaches: Vec::new(), parties: None, chains: ChainDetail::FirstStep };
    let units = organisation.units().map(|(id, _)| id);
    let mut all = graph.chains();
    for (unit, rows) in Primaries::new(&graph, units, query) {
        for (party, profile) in organisation.parties() {
            let id = (&*organisation.unit(unit).header.id, &*profile.header.id);
            let row = rows.rows.iter().find(|row| row.party == party);
            let explanation = analysis::explain(&graph, unit, party, WaysAsked::Least);
            assert_eq!(explanation.as_ref().map(|one| &one.primary), row, "{id:?}");
            let Some(Explanation { primary, ways, .. }) = explanation else {
                continue;
            };
            // Another lane than that of the explanation: which one it is changes nothing.
            all.find([(9, party)]);
            let with = primary.shared.map_or(Provider::Unit(unit), |shared| shared.with);
            let services = match with {
                Provider::Unit(with) => graph.services_of(with),
                Provider::Organisation | Provider::Around(_) => {
                    let mut all: Vec<_> = organisation.services().map(|(id, _)| id).collect();
                    graph.sort_by_id(&mut all);
                    all
                }
            };
            let cost = |service| all.cost_of_service(service, 9);
            let starts = services.iter().filter(|one| cost(**one).is_some());
            let first = *starts.min_by_key(|one| cost(**one)).expect("a start");
            let least: Vec<Link> = all.chain(first, 9).collect();
            assert_eq!(ways.found[0].chain, least, "{id:?}");
            let mut expected = least_chains(&graph, &all, first_steps(organisation, &services), 9);
            let found: Vec<_> = ways.found.iter().map(|way| way.chain.clone()).collect();
            assert_eq!(ways.has_more, expected.len() > found.len(), "{id:?}");
            expected.truncate(found.len());
            assert_eq!(found, expected, "{id:?}");
        }
    }
}

/// Each of some services to each of its recipients.
fn first_steps(organisation: &Organisation, services: &[ServiceId]) -> Vec<Link> {
    let relations = services.iter().flat_map(|&service| {
        let relations = organisation.active_relations(service);
        relations.map(move |relation| Link { service: Some(service), to: relation.to })
    });
    relations.collect()
}

/// Every least chain that begins with one of some steps, by the ids of its steps: some 20 of them at least.
fn least_chains(
    graph: &Graph<'_>,
    search: &ChainSearch<'_, '_>,
    mut steps: Vec<Link>,
    lane: usize,
) -> Vec<Vec<Link>> {
    let organisation = graph.organisation();
    let cost = |step: &Link| search.cost_of_step(*step, lane);
    let Some(least) = steps.iter().filter_map(cost).min() else {
        return vec![Vec::new()];
    };
    let id = |step: &Link| {
        let service = step.service.map_or("", |service| &*organisation.service(service).header.id);
        (service, organisation.id_of(Subject::from(step.to)))
    };
    steps.retain(|step| cost(step) == Some(least));
    steps.sort_by_key(id);
    steps.dedup();
    let mut chains = Vec::new();
    for step in steps {
        let is_last = least.steps == 1;
        let mut next = first_steps(organisation, &graph.services_used_by(step.to));
        if let Some(party) = step.to.party().filter(|party| organisation.is_active_party(*party)) {
            let reached = organisation.party(party).reaches.iter();
            let passed = reached.map(|(to, _)| Link { service: None, to: Recipient::Party(*to) });
            next.extend(passed);
        }
        let rest = if is_last { vec![Vec::new()] } else { least_chains(graph, search, next, lane) };
        chains.extend(rest.into_iter().map(|rest| [vec![step], rest].concat()));
        if chains.len() > 20 {
            break;
        }
    }
    chains
}

/// Costs without chains are those of the rows: each party by itself, and the nearest of all.
#[track_caller]
pub(crate) fn costs_agree(organisation: &Organisation) {
    let graph = Graph::build(organisation);
    let facts = facts(organisation);
    let parties = organisation.parties().map(|(id, _)| id);
    let active: Vec<_> = parties.filter(|id| organisation.is_active_beneficiary(*id)).collect();
    let mut nearest = graph.costs();
    nearest.find(active.iter().map(|party| (0, *party)));
    for (id, unit) in organisation.units() {
        let rows = facts[&*unit.header.id].primary.iter();
        let costs = rows.filter_map(|row| Some((row.broad_steps?, row.steps?)));
        let found = nearest.cost(id, 0).map(|cost| (cost.broad_steps, cost.steps));
        assert_eq!(found, costs.min(), "{}", unit.header.id);
    }
    let counts = analysis::contributors(&graph, active.iter().copied());
    for (party, count) in active.iter().zip(counts) {
        let id = organisation.id_of(Subject::Party(*party));
        let rows = facts.values().flat_map(|facts| &facts.primary);
        let expected = rows.filter(|row| row.id == id && row.steps.is_some()).count();
        assert_eq!(count, expected, "{id}");
    }
}

/// The organisation that a valid text describes.
pub(crate) fn sound(text: &str, format: MapFormat) -> Organisation {
    let input = input::read_text("map", text, format);
    assert_eq!(input.problems, [], "{text}");
    resolve(input.raw).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// All that custmap derives.
pub(crate) fn facts(organisation: &Organisation) -> Facts {
    let graph = Graph::build(organisation);
    let unit_id = |unit: UnitId| organisation.id_of(Subject::Unit(unit)).to_owned();
    let mut all = Facts::new();
    for (unit, _) in organisation.units() {
        let secondary = analysis::secondary(&graph, unit).into_iter();
        let payers = analysis::payers_of_unit(&graph, unit).into_iter();
        let facts = UnitFacts {
            primary: Vec::new(),
            secondary: secondary.map(|row| secondary_row(organisation, &row)).collect(),
            payers: payers.map(|row| payer_row(organisation, &row)).collect(),
        };
        all.insert(unit_id(unit), facts);
    }
    let query = PrimaryQuery { reaches: Vec::new(), parties: None, chains: ChainDetail::Whole };
    let units = organisation.units().map(|(unit, _)| unit);
    for (unit, rows) in Primaries::new(&graph, units, query) {
        let rows = rows.rows.iter().map(|row| primary_row(organisation, row));
        all.get_mut(&unit_id(unit)).unwrap().primary = rows.collect();
    }
    all
}

fn primary_row(organisation: &Organisation, row: &Primary) -> PrimaryRow {
    let id = |subject| organisation.id_of(subject).to_owned();
    let service = |service| id(Subject::Service(service));
    let links = row.chain.iter().map(|link| {
        let by = link.service.map_or(String::new(), service);
        (by, id(Subject::from(link.to)))
    });
    PrimaryRow {
        id: id(Subject::Party(row.party)),
        reach: row.reach.word(),
        broad_steps: row.cost.map(|cost| cost.broad_steps),
        steps: row.cost.map(|cost| cost.steps),
        shared_with: row.shared.map(|shared| id(Subject::from(shared.with))),
        shared_reach: row.shared.map(|shared| shared.reach.word()),
        services: row.services.iter().copied().map(service).collect(),
        chain: links.collect(),
        through: row.through.iter().map(|to| id(Subject::from(*to))).collect(),
        satisfaction: row.satisfaction,
    }
}

fn secondary_row(organisation: &Organisation, row: &analysis::Secondary) -> SecondaryRow {
    let id = |subject| organisation.id_of(subject).to_owned();
    SecondaryRow {
        id: id(Subject::from(row.customer)),
        shared_with: match row.reach {
            SecondaryReach::Direct => None,
            SecondaryReach::Shared(with) => Some(id(Subject::Unit(with))),
        },
        services: row.services.iter().map(|one| id(Subject::Service(*one))).collect(),
        members: row.customer.members(organisation),
        satisfaction: row.satisfaction,
    }
}

fn payer_row(organisation: &Organisation, row: &analysis::UnitPayer) -> PayerRow {
    let id = |subject| organisation.id_of(subject).to_owned();
    PayerRow {
        id: id(Subject::from(row.payer)),
        services: row.services.iter().map(|one| id(Subject::Service(*one))).collect(),
        amount: row.amount,
        basis: row.basis.word(),
        paid_as: row.paid_as.iter().map(|one| one.word()).collect(),
    }
}

/// Reads a text and derives everything, and looks at the places of what is wrong with it.
#[track_caller]
pub(crate) fn judge(text: &str, format: MapFormat) {
    judge_input(input::read_text("map", text, format));
}

#[track_caller]
pub(crate) fn judge_input(input: Input) {
    let Input { sources, raw, mut problems, complete, outside: _, repeated: _ } = input;
    assert!(complete || !problems.is_empty(), "cut short and nothing said");
    match resolve(raw) {
        Ok(organisation) => {
            if problems.is_empty() {
                write_everything(&organisation, &sources);
            }
        }
        Err(more) => {
            assert!(!more.is_empty(), "refused and nothing said");
            problems.extend(more);
        }
    }
    for problem in &problems {
        is_at_its_place(problem, &sources);
    }
    let style = diagnostics::Style { most: usize::MAX, width: 80 };
    diagnostics::snippets(&problems, &sources, style, &mut Vec::new()).unwrap();
}

/// What is wrong says so, at a place that is there.
#[track_caller]
pub(crate) fn is_at_its_place(problem: &Diagnostic, sources: &Sources) {
    let others = problem.others.iter().map(|(place, _)| *place);
    for place in std::iter::once(problem.place).chain(others) {
        let text = &sources.file(place.file).text;
        assert!(text.is_char_boundary(place.offset as usize), "{problem:?} is nowhere in {text:?}");
    }
    assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{problem:?} says nothing");
}

/// Writes all that there is to write, and reads the JSON and CSV again.
pub(crate) fn write_everything(organisation: &Organisation, sources: &Sources) {
    let graph = Graph::build(organisation);
    let found = analysis::findings(
        &graph,
        &Date::parse("2026-11-21").unwrap(),
        analysis::Privacy::Confidential,
    );
    let diagnostics: Vec<Diagnostic> =
        found.iter().map(|one| one.diagnostic(organisation)).collect();
    let (view, filter) = (analysis::View::whole(&graph), Filter::default());
    let export = Export::new(view, filter.clone(), sources, Date::parse("2026-11-21").unwrap())
        .with_privacy(analysis::Privacy::Confidential);
    let mut out = Vec::new();
    json::data(&export.data(), &mut out).unwrap();
    let read: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let units = read["units"].as_array().unwrap();
    assert_eq!(units.len(), organisation.units().len());
    let rows = |unit: &serde_json::Value| {
        let rows = |list: &str| unit[list].as_array().unwrap().len();
        rows("primary") + rows("secondary") + rows("funders_served")
    };
    let rows: usize = units.iter().map(rows).sum();
    for cells in [csv::Cells::Exact, csv::Cells::Excel] {
        out.clear();
        let dialect = csv::Dialect { cells, ..csv::Dialect::default() };
        csv::rows(&export.customers(), dialect, &mut out).unwrap();
        let read = ::csv::Reader::from_reader(&*out).into_records();
        assert_eq!(read.map(Result::unwrap).count(), rows);
    }
    network_holds_together(&report::Network::new(analysis::View::whole(&graph), &filter));
    let book = xlsx::book(&export, None).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.bytes)).unwrap();
    let customers = book.worksheet_range("Customers").unwrap();
    assert_eq!(customers.height(), rows + 1);
    out.clear();
    let answer = report::Analysis::new(view, &filter, export, "map".to_owned());
    let screen = Screen { width: 80, charset: Charset::Unicode };
    for format in render::Format::ALL {
        render::write(&answer, *format, screen, Limits::NONE, &mut out).unwrap();
    }
    let checked = report::checked(&diagnostics, 0, sources);
    render::write(&checked, render::Format::Table, screen, Limits::NONE, &mut out).unwrap();
}

/// Each id once, each end of an edge there.
pub(crate) fn network_holds_together(network: &report::Network<'_>) {
    let nodes = network.nodes.len();
    let ids: BTreeSet<&str> = network.nodes.iter().map(|node| &*node.id).collect();
    assert_eq!(ids.len(), nodes);
    let mut ends = network.edges.iter().map(|edge| edge.source.max(edge.target));
    assert!(ends.all(|end| end < nodes));
}
