//! Changes of services: added and removed ones, their providers, recipients and payers.

use super::{
    Difference, Fact, FactValue, MapPair, NamedId, Section, Side, details,
    subject_diff::SubjectDiff,
};
use crate::{
    diag::Place,
    id::{ServiceId, Subject},
    model::{Organisation, PaidBy, Payer, Payment},
};

/// Adds the differences of all services.
pub(super) fn compare<'org>(both: &MapPair<'_, 'org>, rows: &mut Vec<Difference<'org>>) {
    for (at, (old, new)) in both.services().into_iter().enumerate() {
        let subjects = (old.map(Subject::Service), new.map(Subject::Service));
        let subject = SubjectDiff::new(both, Section::Services, subjects, at);
        let there = |id: Option<ServiceId>| id.map(|_| FactValue::There);
        rows.extend(subject.compare(Fact::Service, there(old), there(new)));
        let details = |side, id: Option<ServiceId>| {
            let organisation = both.organisation(side);
            id.map(|id| details::service(organisation, organisation.service(id)))
        };
        rows.extend(subject.details(details(Side::Old, old), details(Side::New, new)));
        let (was, is) = (providers(both, Side::Old, old), providers(both, Side::New, new));
        rows.extend(subject.others(Fact::Provider, &was, &is));
        let (was, is) = (recipients(both, Side::Old, old), recipients(both, Side::New, new));
        rows.extend(subject.others(Fact::Recipient, &was, &is));
        let stated = |side, id: Option<ServiceId>| {
            let service = both.organisation(side).service(id?);
            service.paid_by()
        };
        let (was, is) = (stated(Side::Old, old), stated(Side::New, new));
        rows.extend(paid_by(both, &subject, was, is));
    }
    // The organisation's own `paid_by` belongs to its services and comes before them.
    let subject = SubjectDiff::new(
        both,
        Section::Services,
        (Some(Subject::Organisation), Some(Subject::Organisation)),
        0,
    );
    let default = |side| both.view(side).whole_graph().organisation().paid_by.as_deref();
    rows.extend(paid_by(both, &subject, default(Side::Old), default(Side::New)));
}

type Others<'org> = Vec<(NamedId<'org>, Option<Place>)>;

fn providers<'org>(both: &MapPair<'_, 'org>, side: Side, id: Option<ServiceId>) -> Others<'org> {
    let organisation = both.organisation(side);
    let providers = id.map(|id| &organisation.service(id).provided_by).into_iter().flatten();
    providers.map(|one| (both.named(side, *one), None)).collect()
}

fn recipients<'org>(both: &MapPair<'_, 'org>, side: Side, id: Option<ServiceId>) -> Others<'org> {
    let organisation = both.organisation(side);
    let relations = id.map(|id| organisation.all_relations(id)).into_iter().flatten();
    let others = relations.map(|one| (NamedId::of(organisation, one.to), Some(one.place)));
    others.collect()
}

/// Who pays according to the file, if that isn't the same in both maps.
fn paid_by<'org>(
    both: &MapPair<'_, 'org>,
    subject: &SubjectDiff<'org>,
    old: Option<&[Payment]>,
    new: Option<&[Payment]>,
) -> Option<Difference<'org>> {
    // Those who pay are things of the whole organisation, whatever is looked at.
    let text = |side, payments: Option<&[Payment]>, called| {
        let whole = both.view(side).whole_graph().organisation();
        payments.map(|payments| payments_text(whole, payments, called))
    };
    let texts = |called| (text(Side::Old, old, called), text(Side::New, new, called));
    // Compared by id and shown by name: a payer that was only renamed pays as before.
    let (was, is) = texts(Called::ById);
    if was == is {
        return None;
    }
    let (was, is) = texts(Called::ByName);
    subject.compare(Fact::PaidBy, was.map(FactValue::Text), is.map(FactValue::Text))
}

/// How those who pay are called: to be compared, or to be read.
#[derive(Clone, Copy, Debug)]
enum Called {
    ById,
    ByName,
}

fn payments_text(whole: &Organisation, payments: &[Payment], called: Called) -> String {
    let text = |payment: &Payment| {
        let from = match payment.from {
            PaidBy::One(Payer::Organisation) => "the organisation",
            PaidBy::One(payer @ (Payer::Unit(_) | Payer::Party(_))) => match called {
                Called::ById => whole.id_of(payer.into()),
                Called::ByName => whole.name_of(payer.into()),
            },
            PaidBy::Recipients => "recipients",
        };
        let amount = payment.amount.map(|amount| format!(" {amount}"));
        let paid_as = payment.paid_as.map(|paid_as| format!(" as {}", paid_as.word()));
        let (amount, paid_as) = (amount.unwrap_or_default(), paid_as.unwrap_or_default());
        format!("{from}{amount}{paid_as}")
    };
    let mut texts: Vec<String> = payments.iter().map(text).collect();
    texts.sort_unstable();
    if texts.is_empty() {
        texts.push("nobody".to_owned());
    }
    texts.join(", ")
}
