//! What is looked at: the whole organisation, or a division of it as an organisation of its own.
//!
//! Customers are derived for what is looked at; payers are always those of the whole.

use super::{
    Finding, Paid, PartyPayment, Privacy, UnitPayer, findings, findings_about, parties_served,
    payers_of_unit, payments_for_service, stable_sum,
};
use crate::{
    diag::Diagnostic,
    graph::Graph,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Date, Division, Organisation, Party, Unit},
};

/// The whole organisation or a division of it.
#[derive(Clone, Copy, Debug)]
pub struct View<'g, 'org> {
    graph: &'g Graph<'org>,
    division: Option<(&'org Division, &'g Graph<'org>)>,
}

impl<'g, 'org> View<'g, 'org> {
    /// The whole organisation.
    pub fn whole(graph: &'g Graph<'org>) -> Self {
        Self { graph, division: None }
    }

    /// A division, by its own graph and that of the whole.
    pub fn division(
        division: &'org Division,
        graph: &'g Graph<'org>,
        whole: &'g Graph<'org>,
    ) -> Self {
        Self { graph, division: Some((division, whole)) }
    }

    /// The graph of what is looked at.
    pub fn graph(&self) -> &'g Graph<'org> {
        self.graph
    }

    /// The organisation or division that is looked at.
    pub fn organisation(&self) -> &'org Organisation {
        self.graph.organisation()
    }

    /// The graph of the whole organisation.
    pub fn whole_graph(&self) -> &'g Graph<'org> {
        self.division.map_or(self.graph, |(_, whole)| whole)
    }

    /// The department whose division is looked at; `None`: the whole.
    pub fn within(&self) -> Option<&'org Unit> {
        self.division.map(|(division, whole)| {
            // A division's first unit is the department itself: units are in tree order.
            let first = division.in_whole(UnitId::new(0));
            whole.organisation().unit(first)
        })
    }

    /// Returns a unit of the view as a unit of the whole organisation.
    pub fn in_whole(&self, unit: UnitId) -> UnitId {
        self.division.map_or(unit, |(division, _)| division.in_whole(unit))
    }

    /// Returns a unit of the whole organisation as a unit of the view; `None` outside the division.
    pub fn inside(&self, unit: UnitId) -> Option<UnitId> {
        match self.division {
            None => Some(unit),
            Some((division, _)) => division.inside(unit),
        }
    }

    /// Where the file's facts of a party are: in the whole organisation, but for a colleague outside a division, who is a
    /// party only here.
    pub fn declared(&self, party: PartyId) -> (&'org Organisation, &'org Party) {
        let whole = self.whole_graph().organisation();
        // A division keeps the numbers of the map's parties and puts the
        // colleagues outside behind them.
        let is_colleague = party.index() >= whole.parties().len();
        let organisation = if is_colleague { self.organisation() } else { whole };
        (organisation, organisation.party(party))
    }

    /// The findings: of a division those of its units and its services only, as things of the whole organisation
    /// (SPEC 3.9).
    pub fn findings(&self, today: &Date, privacy: Privacy) -> Vec<Finding<'org>> {
        let mut found = findings(self.whole_graph(), today, privacy);
        self.keep_own(&mut found);
        found
    }

    /// Removes findings that are not about what is looked at.
    fn keep_own(&self, found: &mut Vec<Finding<'org>>) {
        if self.division.is_some() {
            // SPEC 3.9: findings are found in the whole map and selected; a division
            // alone would raise others.
            found.retain(|one| self.is_about_units(one, |unit| self.inside(unit).is_some()));
        }
    }

    /// The findings of [`Self::findings`] about some things of the whole organisation.
    pub fn findings_about(
        &self,
        things: &[Subject],
        today: &Date,
        privacy: Privacy,
    ) -> Vec<Finding<'org>> {
        let mut found = findings_about(self.whole_graph(), things, today, privacy);
        self.keep_own(&mut found);
        found
    }

    /// Whether a finding is about a unit or a part of it, a service that one of these provides, or a relationship that
    /// one of these owns.
    pub fn is_about_parts_of(&self, finding: &Finding<'_>, unit: UnitId) -> bool {
        let whole = self.whole_graph().organisation();
        let unit = self.in_whole(unit);
        self.is_about_units(finding, |part| whole.is_part(part, unit))
    }

    /// The units that a finding is about, as those of the whole organisation: the unit itself, those who provide the
    /// service, or the owner of a relationship with somebody outside.
    pub fn units_of_finding(&self, finding: &Finding<'_>) -> Vec<UnitId> {
        let whole = self.whole_graph().organisation();
        match finding.subject {
            Subject::Unit(unit) => vec![unit],
            Subject::Service(service) => {
                let providers = whole.service(service).provided_by.iter();
                providers.filter_map(|provider| provider.unit()).collect()
            }
            Subject::Party(_) => finding.other.and_then(Subject::unit).into_iter().collect(),
            Subject::Organisation | Subject::Everyone | Subject::Group(_) => Vec::new(),
        }
    }

    fn is_about_units(&self, finding: &Finding<'_>, is_one: impl Fn(UnitId) -> bool) -> bool {
        self.units_of_finding(finding).into_iter().any(is_one)
    }

    /// Findings as `check` shows them.
    pub fn diagnostics(&self, findings: &[Finding<'_>]) -> Vec<Diagnostic> {
        let whole = self.whole_graph().organisation();
        findings.iter().map(|one| one.diagnostic(whole)).collect()
    }

    /// The services of the view: each as a service of the whole organisation, then as one of the view.
    pub fn services_in_whole(
        &self,
    ) -> impl Iterator<Item = (ServiceId, ServiceId)> + use<'g, 'org> {
        let division = self.division.map(|(division, _)| division);
        let services = self.organisation().services().map(|(here, _)| here);
        services.map(move |here| {
            (division.map_or(here, |division| division.service_in_whole(here)), here)
        })
    }

    /// The services of what is looked at: of a division those that one of its units provides (SPEC 3.9).
    pub fn own_services(&self) -> impl Iterator<Item = ServiceId> + use<'g, 'org> {
        let is_whole = self.division.is_none();
        let services = self.organisation().services().filter(move |(_, service)| {
            is_whole || service.provided_by.iter().any(|provider| provider.unit().is_some())
        });
        services.map(|(id, _)| id)
    }

    /// Returns a service of the view as a service of the whole organisation.
    pub fn service_in_whole(&self, service: ServiceId) -> ServiceId {
        self.division.map_or(service, |(division, _)| division.service_in_whole(service))
    }

    /// Who pays for a service, as things of the whole organisation.
    pub fn payments_for_service(&self, service: ServiceId) -> Vec<Paid> {
        payments_for_service(self.whole_graph(), self.service_in_whole(service))
    }

    /// What each party of the whole organisation pays for the services here (SPEC 3.9).
    pub fn payments_by_party(&self) -> Vec<PartyPayment> {
        let count = self.whole_graph().organisation().parties().len();
        let mut payments = vec![PartyPayment::default(); count];
        let mut amounts = vec![Vec::new(); count];
        for service in self.own_services() {
            for paid in self.payments_for_service(service) {
                let Some(party) = paid.payer.party() else { continue };
                let payment = &mut payments[party.index()];
                // The stronger basis is the smaller one (SPEC 3.6).
                payment.basis = payment.basis.into_iter().chain([paid.basis]).min();
                amounts[party.index()].extend(paid.amount);
            }
            let (whole, in_whole) =
                (self.whole_graph().organisation(), self.service_in_whole(service));
            let is_settled =
                whole.service(in_whole).paid_by().is_some() || whole.has_default_payer();
            for party in parties_served(whole, in_whole) {
                let settled = &mut payments[party.index()].is_settled;
                *settled = Some(settled.unwrap_or(true) && is_settled);
            }
        }
        for (payment, amounts) in payments.iter_mut().zip(amounts) {
            payment.amount = stable_sum(amounts);
        }
        payments
    }

    /// The payers of a unit, as things of the whole organisation.
    pub fn payers_of_unit(&self, unit: UnitId) -> Vec<UnitPayer> {
        payers_of_unit(self.whole_graph(), self.in_whole(unit))
    }
}
