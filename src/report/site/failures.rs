//! What happens if something fails, ready to be chosen on the page: for those units and services on which most depends.

use super::super::{
    Line,
    anchor::{NameLink, anchor},
    words::{amount, count, names},
};
use crate::{
    analysis::{
        AffectedPayer, Failing, Impact, View, impacts, parties_affected_by,
        payers_without_broad_steps, services_down,
    },
    id::Subject,
    model::Recipient,
};
use std::cmp::Reverse;

/// The most failures of a page, and the fewest of a large organisation, if it has so many.
const MOST: usize = 120;
const FEWEST: usize = 12;
/// How many units and services all failures of a page may affect together. Each of those that affect most affects nearly
/// all of a large organisation: 120 of them would take ten times as long as reading a map of 100,000 units.
const AFFECTED: usize = 3_000_000;
/// How many names a line has.
const NAMES: usize = 12;

/// The failures of a page.
#[derive(Clone, Debug, Default)]
pub struct SiteFailures {
    /// Those that affect most customers outside, the first of them first.
    pub shown: Vec<SiteFailure>,
    /// How many affect any customer outside.
    pub all: usize,
}

/// What happens if something fails.
#[derive(Clone, Debug)]
pub struct SiteFailure {
    /// Its own anchor.
    pub anchor: String,
    /// What fails, and how much depends on it: `IT: 7 customers outside`.
    pub title: String,
    /// What happens, each line with its label.
    pub lines: Vec<(&'static str, Line)>,
}

/// The failures of what is looked at that affect a customer outside, those that affect most first; what they affect is
/// that of the whole organisation.
pub(super) fn failures(view: View<'_, '_>) -> SiteFailures {
    let graph = view.whole_graph();
    let whole = graph.organisation();
    let units = whole.units().map(|(id, _)| id).filter(|id| view.inside(*id).is_some());
    let services = view.own_services().map(|here| view.service_in_whole(here));
    let services = services.filter(|id| whole.is_active(*id)).map(Failing::Service);
    let failing: Vec<Failing> = units.map(Failing::Unit).chain(services).collect();
    let down = services_down(graph);
    let mut all: Vec<(Failing, u32, usize)> = failing
        .iter()
        .zip(parties_affected_by(graph, &failing))
        .map(|(one, affected)| match *one {
            Failing::Unit(unit) => (*one, affected.near, down[unit.index()]),
            Failing::Service(_) => (*one, affected.near, 1),
        })
        .filter(|(_, affected, _)| *affected > 0)
        .collect();
    // The sort keeps what affects equally many in the order of the tree.
    all.sort_by_key(|(_, affected, down)| Reverse((*affected, *down)));
    let affecting = all.len();
    let affected_by_each = whole.units().len() + whole.services().len();
    all.truncate((AFFECTED / affected_by_each.max(1)).clamp(FEWEST, MOST));
    let failures: Vec<Failing> = all.iter().map(|(failing, ..)| *failing).collect();
    let failure = |((failing, affected, _), impact): ((Failing, u32, usize), Impact)| {
        let subject = match failing {
            Failing::Unit(unit) => Subject::Unit(unit),
            Failing::Service(service) => Subject::Service(service),
        };
        let customers = format!("{} outside", count(affected as usize, "customer"));
        SiteFailure {
            anchor: format!("fails~{}", anchor(whole, subject)),
            title: format!("{}: {customers}", whole.name_of(subject)),
            lines: lines(view, &impact),
        }
    };
    let shown = all.into_iter().zip(impacts(graph, &failures)).map(failure).collect();
    SiteFailures { shown, all: affecting }
}

/// What is affected, and whose money is at stake; lines that would say nothing are left out.
fn lines(view: View<'_, '_>, impact: &Impact) -> Vec<(&'static str, Line)> {
    let whole = view.whole_graph().organisation();
    let affected = |is_outside: bool| {
        let near = impact
            .recipients
            .iter()
            .filter(move |(to, cost)| cost.broad_steps == 0 && to.party().is_some() == is_outside);
        // A service that is affected is named by who provides it.
        let shown = near.filter(|(to, _)| !matches!(to, Recipient::Service(_)));
        names(shown.map(|(to, _)| NameLink(whole, Subject::from(*to))), NAMES)
    };
    let services = |down: bool| {
        let affected = impact.services.iter().filter(move |it| it.down == Some(down));
        names(affected.map(|it| NameLink(whole, Subject::Service(it.service))), NAMES)
    };
    let broadly = impact.recipients.iter().filter(|(_, cost)| cost.broad_steps > 0).count();
    let owned = impact.relationships.iter().map(|party| NameLink(whole, Subject::Party(*party)));
    let lines = [
        ("Customers outside", affected(true)),
        ("Colleagues", affected(false)),
        ("Stops", services(true)),
        ("Goes on weakened", services(false)),
        ("Relationships without their owner", names(owned, NAMES)),
        (
            "Paid a year for it",
            money(view, &payers_without_broad_steps(view.whole_graph(), impact)),
        ),
        ("Paid for other services to those affected", money(view, &impact.exposed)),
        (
            "Through what everybody uses",
            match broadly {
                0 => Line::default(),
                more => format!("{} more", count(more, "recipient")).into(),
            },
        ),
    ];
    lines.into_iter().filter(|(_, line)| !line.is_empty()).collect()
}

/// Who pays how much: `8.20 M GBP (Taxpayers, Tenants)`; nothing where nobody pays.
fn money(view: View<'_, '_>, payers: &[AffectedPayer]) -> Line {
    let whole = view.whole_graph().organisation();
    let known: Vec<f64> = payers.iter().filter_map(|payer| payer.amount).collect();
    if payers.is_empty() {
        return Line::default();
    }
    let mut line: Line = if known.is_empty() {
        "amount not known".into()
    } else {
        amount(whole, known.iter().sum()).into()
    };
    line.push(" (");
    line.push_line(&names(payers.iter().map(|one| NameLink(whole, one.payer.into())), NAMES));
    line.push(")");
    line
}
