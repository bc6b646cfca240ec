//! What to do next: at most five sentences, each of which says who does what.

use super::{
    super::{Line, anchor::link, gaps::is_gap, listing::Column, words::amount},
    relationships::{NeverAsked, WorstRelationship, provider, service_link},
    single_points::SinglePoint,
};
use crate::{
    analysis::{Finding, View, owner_and_backup},
    diag::Code,
    id::{ServiceId, Subject},
    model::{Datum, Name, Organisation, PartyKind, PartyList},
};

/// The most steps of a brief: more are a plan, not a next step.
const MOST: usize = 5;
/// The most steps that name a backup: many persons may be equal, and the list above counts them.
const BACKUPS: usize = 2;

/// A next step.
#[derive(Clone, Debug)]
pub(super) struct NextStep<'org> {
    organisation: &'org Organisation,
    /// The one who takes the step.
    who: Subject,
    what: Line,
}

/// What steps are made from.
pub(super) struct StepSources<'k, 'org> {
    pub(super) worst: &'k [WorstRelationship<'org>],
    pub(super) never_asked: &'k [NeverAsked<'org>],
    pub(super) single_points: &'k [SinglePoint<'org>],
    pub(super) findings: &'k [Finding<'k>],
}

/// At most five steps: first the most urgent of each kind, then the next of each.
pub(super) fn steps<'org>(
    view: View<'_, 'org>,
    sources: &StepSources<'_, 'org>,
) -> Vec<NextStep<'org>> {
    let kinds = [
        ask_the_unhappy(view, sources),
        ask_the_unasked(view, sources),
        name_backups(view, sources),
        name_owners(view),
        find_customers(view, sources),
        find_payers(view),
    ];
    let mut queues = kinds.map(Vec::into_iter);
    let mut steps = Vec::new();
    for _ in 0..MOST {
        for kind in &mut queues {
            steps.extend(kind.next());
        }
    }
    steps.truncate(MOST);
    steps
}

/// Who provides a service, and is to act on it.
fn who(organisation: &Organisation, service: ServiceId) -> Subject {
    provider(organisation, service).map_or(Subject::Organisation, Subject::from)
}

fn ask_the_unhappy<'org>(
    view: View<'_, 'org>,
    sources: &StepSources<'_, 'org>,
) -> Vec<NextStep<'org>> {
    let organisation = view.organisation();
    let step = |one: &WorstRelationship<'org>| {
        let mut what = Line::from("agree with ");
        what.push_line(&link(organisation, one.relation.to.into()));
        what.push(" what ");
        what.push_line(&service_link(organisation, one.service));
        what.push(" improves first, and ask again within six months.");
        NextStep { organisation, who: who(organisation, one.service), what }
    };
    sources.worst.iter().take(MOST).map(step).collect()
}

fn ask_the_unasked<'org>(
    view: View<'_, 'org>,
    sources: &StepSources<'_, 'org>,
) -> Vec<NextStep<'org>> {
    let organisation = view.organisation();
    let step = |one: &NeverAsked<'org>| {
        let service = *one.services.first()?;
        let mut what = Line::from("ask ");
        what.push_line(&link(organisation, one.to.into()));
        what.push(" how satisfied they are with ");
        what.push_line(&service_link(organisation, service));
        let are_persons = one.to.party().is_some_and(|party| {
            let is_outside = organisation.party(party).list == PartyList::Beneficiary;
            is_outside && organisation.party(party).kind == PartyKind::Person
        });
        what.push(if are_persons { "; 30 answers are enough to know." } else { "." });
        Some(NextStep { organisation, who: who(organisation, service), what })
    };
    sources.never_asked.iter().take(MOST).filter_map(step).collect()
}

fn name_backups<'org>(
    view: View<'_, 'org>,
    sources: &StepSources<'_, 'org>,
) -> Vec<NextStep<'org>> {
    let whole = view.whole_graph().organisation();
    let step = |one: &SinglePoint<'org>| {
        let person = one.person()?;
        let around = whole.unit(person).part_of.map_or(Subject::Organisation, Subject::Unit);
        let mut what = Line::from("name a backup for ");
        what.push_line(&link(whole, Subject::Unit(person)));
        match one.stake() {
            Some(stake) => what.push(&format!("; at stake: {stake}.")),
            None => what.push(", whose work nobody else does."),
        }
        Some(NextStep { organisation: whole, who: around, what })
    };
    sources.single_points.iter().filter_map(step).take(BACKUPS).collect()
}

/// Customers that are organisations and whose relationship nobody owns, those that pay most first.
fn name_owners<'org>(view: View<'_, 'org>) -> Vec<NextStep<'org>> {
    let organisation = view.organisation();
    let payments = view.payments_by_party();
    let money =
        |party: usize| payments.get(party).and_then(|payment| payment.amount).unwrap_or(0.0);
    let mut wanted = Vec::new();
    for service in view.own_services().filter(|id| organisation.is_active(*id)) {
        for relation in organisation.active_relations(service) {
            let Some(party) = relation.to.party() else { continue };
            let profile = organisation.party(party);
            let is_one = matches!(
                profile.kind,
                PartyKind::Business | PartyKind::Government | PartyKind::Nonprofit
            );
            if is_one
                && organisation.is_active_party(party)
                && owner_and_backup(view.declared(party).1).0.is_none()
            {
                wanted.push((money(party.index()), party, service));
            }
        }
    }
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    wanted.dedup_by_key(|(_, party, _)| *party);
    let step = |(sum, party, service): (f64, _, ServiceId)| {
        let mut what = Line::from("name who owns the relationship with ");
        what.push_line(&link(organisation, Subject::Party(party)));
        if sum > 0.0 {
            what.push(&format!(
                ", which pays {} a year",
                amount(view.whole_graph().organisation(), sum)
            ));
        }
        what.push(".");
        NextStep { organisation, who: who(organisation, service), what }
    };
    wanted.into_iter().take(MOST).map(step).collect()
}

/// What the one with a gap does about it.
fn gap_step<'org>(whole: &'org Organisation, finding: &Finding<'_>) -> Option<NextStep<'org>> {
    if let Some(service) = finding.subject.service() {
        let mut what = Line::from("say whom ");
        what.push_line(&service_link(whole, service));
        what.push(" serves, or end it.");
        return Some(NextStep { organisation: whole, who: who(whole, service), what });
    }
    let unit = finding.subject.unit()?;
    let is_person = whole.unit(unit).person().is_some();
    let what = match (finding.code, is_person) {
        (Code::UnitWithoutService, false) => "write down what it does, and for whom.",
        (Code::UnitWithoutService, true) => "write down what they do, and for whom.",
        (Code::NoSecondaryCustomer, false) => "say which colleagues use what it does.",
        (Code::NoSecondaryCustomer, true) => "say which colleagues use what they do.",
        (_, false) => "say which customers outside its work reaches, and through whom.",
        (_, true) => "say which customers outside their work reaches, and through whom.",
    };
    Some(NextStep { organisation: whole, who: Subject::Unit(unit), what: what.into() })
}

fn find_customers<'org>(
    view: View<'_, 'org>,
    sources: &StepSources<'_, 'org>,
) -> Vec<NextStep<'org>> {
    let whole = view.whole_graph().organisation();
    let gaps = sources.findings.iter().filter(|one| is_gap(one));
    gaps.filter_map(|one| gap_step(whole, one)).take(MOST).collect()
}

/// Services for customers outside that nobody is known to pay for.
fn find_payers<'org>(view: View<'_, 'org>) -> Vec<NextStep<'org>> {
    let organisation = view.organisation();
    let is_open = |service: &ServiceId| {
        let mut relations = organisation.active_relations(*service);
        organisation.is_active(*service)
            && organisation.service(*service).paid_by().is_none()
            && view.payments_for_service(*service).is_empty()
            && relations.any(|one| {
                one.to.party().is_some_and(|party| organisation.is_active_beneficiary(party))
            })
    };
    let step = |service: ServiceId| {
        let mut what = Line::from("find out who pays for ");
        what.push_line(&service_link(organisation, service));
        what.push(".");
        NextStep { organisation, who: who(organisation, service), what }
    };
    view.own_services().filter(is_open).take(MOST).map(step).collect()
}

impl NextStep<'_> {
    /// `Housing: agree with Tenants what Repairs improves first, and ask again within six months.`
    pub(super) fn line(&self) -> Line {
        let mut line = link(self.organisation, self.who);
        line.push(": ");
        line.push_line(&self.what);
        line
    }
}

pub(super) fn columns<'org>() -> Vec<Column<NextStep<'org>>> {
    let column = Column::<NextStep<'org>>::new;
    vec![
        column("who", |it| Datum::Id(Name::of(it.organisation, it.who).id)),
        column("text", |it| Datum::Text(it.line().to_string().into())),
    ]
}

pub(super) const SHOWN: &[&str] = &["text"];
