//! A service as a fact: what the file says of it, and who pays.

use super::{Facts, date};
use crate::{
    analysis,
    id::{ServiceId, Subject},
    model::{PaidAs, Relation, Satisfaction, Service},
};
use std::collections::BTreeSet;

/// A service, active or not.
#[derive(Debug)]
#[expect(missing_docs, reason = "README names each of them")]
pub struct ServiceFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub status: &'org str,
    pub provided_by: Vec<&'org str>,
    pub serves: Vec<&'org str>,
    pub paid_by: Vec<&'org str>,
    pub amount: Option<f64>,
    pub paid_as: Vec<&'org str>,
    /// How many of those served were ever asked.
    pub measured: usize,
    /// The lowest newest score, from 0 to 10.
    pub satisfaction: Option<f64>,
    pub purpose: Option<&'org str>,
    pub reviewed: Option<&'org str>,
    pub description: Option<&'org str>,
    pub url: Option<&'org str>,
    pub notes: Option<&'org str>,
}

impl<'org> Facts<'_, 'org> {
    /// The services that the filter lets through, as in the file.
    #[must_use]
    pub fn services(&self) -> Vec<ServiceFact<'org>> {
        let organisation = self.org();
        let shown = organisation.services().filter(|(id, service)| {
            let mut recipients = organisation.serves(*id).map(|relation| relation.to);
            self.filter.shows_service(organisation, service)
                && (recipients.any(|to| self.filter.shows_recipient(to))
                    || !self.filter.picks_recipients())
        });
        shown.map(|(id, service)| self.service(id, service)).collect()
    }

    fn service(&self, id: ServiceId, service: &'org Service) -> ServiceFact<'org> {
        let organisation = self.org();
        let free = organisation.texts(&service.about);
        let newest = organisation.serves(id).filter_map(Relation::newest);
        let scores: Vec<f64> = newest.filter_map(Satisfaction::of_ten).collect();
        let whole = self.view.whole_graph().organisation();
        let paid = self.view.paid(id);
        let mut paid_by: Vec<&str> =
            (paid.iter()).map(|paid| whole.id_of(paid.payer.into())).collect();
        paid_by.sort_unstable();
        paid_by.dedup();
        let paid_as: BTreeSet<PaidAs> = paid.iter().filter_map(|paid| paid.paid_as).collect();
        ServiceFact {
            id: &service.about.id,
            name: &service.about.name,
            status: service.status().word(),
            provided_by: (service.provided_by.iter())
                .map(|it| organisation.id_of(Subject::from(*it)))
                .collect(),
            serves: organisation.serves(id).map(|it| organisation.id_of(it.to.into())).collect(),
            paid_by,
            amount: analysis::sum(paid.iter().filter_map(|paid| paid.amount).collect()),
            paid_as: paid_as.into_iter().map(PaidAs::word).collect(),
            measured: scores.len(),
            satisfaction: scores.into_iter().min_by(f64::total_cmp),
            purpose: service.purpose(),
            reviewed: date(service.reviewed()),
            description: free.and_then(|free| free.description.as_deref()),
            url: free.and_then(|free| free.url.as_deref()),
            notes: free.and_then(|free| free.notes.as_deref()),
        }
    }
}
