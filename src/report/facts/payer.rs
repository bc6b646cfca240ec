//! The payers of a unit as facts.

use super::service_ids;
use crate::{
    analysis::View,
    id::{Subject, UnitId},
};
use serde::Serialize;

/// A payer of a unit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct PayerFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub basis: &'org str,
    pub services: Vec<&'org str>,
    pub amount: Option<f64>,
    #[serde(rename = "as")]
    pub paid_as: Vec<&'org str>,
}

pub(super) fn payer_facts<'org>(view: View<'_, 'org>, unit: UnitId) -> Vec<PayerFact<'org>> {
    let organisation = view.whole_graph().organisation();
    let rows = view.payers(unit).into_iter();
    rows.map(|row| {
        let subject = Subject::from(row.payer);
        PayerFact {
            id: organisation.id_of(subject),
            name: organisation.name_of(subject),
            basis: row.basis.word(),
            services: service_ids(organisation, &row.services),
            amount: row.amount,
            paid_as: row.paid_as.iter().map(|paid| paid.word()).collect(),
        }
    })
    .collect()
}
