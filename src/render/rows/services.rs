//! A row per service.

use super::Cell;
use crate::report::ServiceFact;

/// The columns of [`service`].
pub(in crate::render) const SERVICES: [&str; 16] = [
    "service_id",
    "service",
    "status",
    "provided_by",
    "serves",
    "paid_by",
    "amount",
    "paid_as",
    "relationships",
    "measured",
    "satisfaction",
    "purpose",
    "reviewed",
    "description",
    "url",
    "notes",
];

/// What is known of a service.
pub(in crate::render) fn service<'r>(service: &'r ServiceFact<'_>) -> Vec<Cell<'r>> {
    vec![
        Cell::id(service.id),
        Cell::text(service.name),
        Cell::id(service.status),
        Cell::ids(service.provided_by.iter().copied()),
        Cell::ids(service.serves.iter().copied()),
        Cell::ids(service.paid_by.iter().copied()),
        Cell::number_if_known(service.amount),
        Cell::ids(service.paid_as.iter().copied()),
        Cell::count(service.serves.len()),
        Cell::count(service.measured),
        Cell::number_if_known(service.satisfaction),
        Cell::text_if_known(service.purpose),
        Cell::id_if_known(service.reviewed),
        Cell::text_if_known(service.description),
        Cell::text_if_known(service.url),
        Cell::text_if_known(service.notes),
    ]
}
