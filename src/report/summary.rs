//! The organisation in ten lines: what `analyze --summary` shows.

use super::{
    Table,
    size::Size,
    words::{amount, count, people, thousands},
};
use crate::{
    analysis::{self, Happy, View, has_secondary, keepers},
    diag::{Code, Diagnostic, Severity},
    graph::Cost,
    model::{Organisation, Payer, Recipient, Status},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// The organisation in ten lines.
#[must_use]
pub fn summary(view: View<'_, '_>, findings: &[Diagnostic], file: &str) -> Table {
    let mut title = vec![first(view, file), happiness(view.organisation())];
    title.extend(in_short(view, findings));
    Table { title, ..Table::default() }
}

/// All of it behind the first two lines.
pub(super) fn in_short(view: View<'_, '_>, findings: &[Diagnostic]) -> Vec<String> {
    let organisation = view.organisation();
    let units = organisation.units().len();
    let secondary = has_secondary(view.graph()).into_iter();
    let secondary = secondary.filter(|has| *has).count();
    vec![
        format!("Secondary customers: {secondary} of {units} units have one."),
        lines_of_visibility(view),
        parties(organisation),
        looked_after(organisation),
        money(view),
        levels(findings),
        next(findings),
    ]
}

/// Whose summary it is, and how big they are.
fn first(view: View<'_, '_>, file: &str) -> String {
    let organisation = view.organisation();
    let within = view.within().map_or(String::new(), |unit| format!("{} within ", unit.about.name));
    let size = Size::of(organisation);
    format!(
        "{within}{}: {}, {}, {} ({file})",
        organisation.about.name,
        count(size.departments, "department"),
        people(size.people),
        count(size.services, "service"),
    )
}

/// How happy those outside and those inside are.
pub(super) fn happiness(organisation: &Organisation) -> String {
    let (outside, inside) = analysis::happy(organisation);
    let happy = |counts: Happy| {
        let Happy { relationships, measured, unhappy } = counts;
        let [measured, relationships, unhappy] = [measured, relationships, unhappy].map(thousands);
        format!("{measured} of {relationships} measured, {unhappy} unhappy")
    };
    let (outside, inside) = (happy(outside), happy(inside));
    format!("Happy? Outside: {outside}. Inside: {inside}.")
}

/// How many findings of each level there are.
fn levels(findings: &[Diagnostic]) -> String {
    let of = |severity: Severity| {
        let found = findings.iter().filter(|one| one.severity == severity).count();
        count(found, severity.word())
    };
    format!(
        "Findings: {}, {}, {} (custmap check).",
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Note)
    )
}

/// How far the units are from the outside: the front line, what stands behind it, and support.
fn lines_of_visibility(view: View<'_, '_>) -> String {
    let organisation = view.organisation();
    let mut costs = view.graph().costs();
    let parties = organisation.parties().map(|(id, _)| id);
    let active = parties.filter(|id| organisation.is_active_party(*id));
    // One lane for all: whichever party is the nearest.
    costs.find(active.map(|party| (0, party)));
    let [mut front, mut behind, mut support, mut broad, mut none] = [0; 5];
    for (unit, _) in organisation.units() {
        let line = match costs.cost(unit, 0) {
            None => &mut none,
            Some(Cost { broad_steps: 1.., .. }) => &mut broad,
            Some(Cost { steps: 3.., .. }) => &mut support,
            Some(Cost { steps: 2, .. }) => &mut behind,
            Some(_) => &mut front,
        };
        *line += 1;
    }
    format!(
        "To the outside: {front} units in the front line, {behind} one step behind it, {support} in support further back, \
         {broad} only by blanket services, {none} not at all."
    )
}

fn parties(organisation: &Organisation) -> String {
    let of =
        |status: Status| organisation.parties().filter(|(_, party)| party.status == status).count();
    format!(
        "Outside: {} active, {}, {} former.",
        of(Status::Active),
        count(of(Status::Prospect), "prospect"),
        of(Status::Former)
    )
}

fn looked_after(organisation: &Organisation) -> String {
    let active = || organisation.parties().filter(|(_, party)| party.status == Status::Active);
    let owned = active().filter(|(_, party)| keepers(party).0.is_some()).count();
    let backed = active().filter(|(_, party)| matches!(keepers(party), (Some(_), Some(_)))).count();
    format!(
        "Looked after: {owned} of {} active, {backed} of them with a stand-in.",
        active().count()
    )
}

/// How much money comes from those who receive, from third parties, and from inside.
fn money(view: View<'_, '_>) -> String {
    let organisation = view.whole_graph().organisation();
    let [mut receive, mut third, mut own] = [0.0; 3];
    let mut unknown = 0;
    for (id, _) in organisation.services() {
        let recipients: Vec<Recipient> =
            organisation.relations(id).map(|relation| relation.to).collect();
        for paid in analysis::paid(organisation, id) {
            let sum = match paid.payer {
                Payer::Party(party) if recipients.contains(&Recipient::Party(party)) => {
                    &mut receive
                }
                Payer::Party(_) => &mut third,
                Payer::Unit(_) | Payer::Organisation => &mut own,
            };
            *sum += paid.amount.unwrap_or(0.0);
            unknown += usize::from(paid.amount.is_none());
        }
    }
    let sum = |sum| amount(organisation, sum);
    format!(
        "Paid a year: {} by those who receive, {} by third parties, {} from inside; {} without an amount.",
        sum(receive),
        sum(third),
        sum(own),
        count(unknown, "payment")
    )
}

/// What would help most to fill in next: what most findings ask for, the worst level first.
fn next(findings: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.severity, finding.code)).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|((severity, code), found)| (*severity, *found, Reverse(*code)));
    match most {
        None => "Next: nothing is open.".to_owned(),
        Some(((severity, code), found)) => format!(
            "Next: {} of {}: {}.",
            count(found, severity.word()),
            code.word(),
            code.advice()
        ),
    }
}
