//! The customers of a unit on its card.

use super::{
    super::{
        Cell, Line, Table,
        customers::owner_cell,
        size::is_colleague,
        way::{CustomersByWay, ways},
        words::{InsideName, count, happy_in_all, inside, names, one_score},
    },
    Card,
};
use crate::{
    analysis::{self, Primary, PrimaryRows, Reach, Secondary, SecondaryReach, roll_up},
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Date, Recipient, Relation},
};
use std::collections::BTreeMap;

const PRIMARY: [(&str, u16); 5] =
    [("Customer", 3), ("How", 4), ("Satisfaction", 3), ("Since", 1), ("Owner", 3)];
const SECONDARY: [(&str, u16); 3] = [("Customer", 3), ("How", 4), ("Lowest satisfaction", 2)];

const FUNDERS: [(&str, u16); 3] = [("Funder", 3), ("How", 4), ("Satisfaction", 2)];

impl Card<'_, '_> {
    /// The customers served directly, a row each; the others, a row for each way.
    pub(super) fn primary(&self, rows: &[Primary]) -> Table {
        let (direct, others): (Vec<&Primary>, Vec<&Primary>) =
            rows.iter().partition(|row| row.reach == Reach::Direct);
        let ways = ways(self.organisation, &others, self.limits.names);
        let rows = direct.into_iter().map(|row| self.direct_row(row));
        Table::plain(&PRIMARY, rows.chain(ways.iter().map(|way| self.way_row(way))).collect())
    }

    /// The parties that a verdict rejects as customers of a unit, with its reason.
    pub(super) fn rejected(&self, unit: UnitId, primary: &PrimaryRows) -> Option<Line> {
        let rejected = primary.rejected.iter().map(|&party| {
            let mut line = self.link(Subject::Party(party));
            let verdict = self.organisation.verdict(unit, party);
            if let Some(because) = verdict.and_then(|verdict| verdict.because.as_deref()) {
                line.push(&format!(" ({because})"));
            }
            line
        });
        let rejected = names(rejected, self.limits.names);
        (!rejected.is_empty()).then(|| {
            let mut line = Line::from("Rejected by a verdict: ");
            line.push_line(&rejected);
            line.push(".");
            line
        })
    }

    fn direct_row(&self, row: &Primary) -> Vec<Cell> {
        let party = self.organisation.party(row.party);
        let own = row
            .services
            .iter()
            .flat_map(|&service| self.organisation.active_relations(service))
            .filter(|relation| relation.to == Recipient::Party(row.party));
        let mut how = Line::from("direct: ");
        how.push_line(&self.service_names(&row.services));
        vec![
            self.link(Subject::Party(row.party)).into(),
            how.into(),
            happy_in_all(&roll_up(self.organisation, own), self.limits.intervals).into(),
            party.since.as_ref().map_or("", Date::as_str).into(),
            self.owner(row.party),
        ]
    }

    /// The customers of one way: by name where that says something about the unit, else how many.
    fn way_row(&self, way: &CustomersByWay<'_>) -> Vec<Cell> {
        let customers = if way.is_informative() {
            let parties = way.rows.iter().map(|row| Subject::Party(row.party));
            names(parties.map(|party| self.link(party)), self.limits.names)
        } else {
            count(way.rows.len(), "customer").into()
        };
        let how = match &*way.how_shared() {
            "" => way.how.clone(),
            shared => format!("{}: {shared}", way.how),
        };
        let mut row = vec![Cell::default(); PRIMARY.len()];
        row[0] = customers.into();
        row[1] = how.into();
        row
    }

    /// The owner of the relationship with a customer; empty for a colleague outside the division.
    fn owner(&self, party: PartyId) -> Cell {
        if is_colleague(self.view, party) {
            return Cell::default();
        }
        let (declared_in, party) = self.view.declared(party);
        owner_cell(declared_in, party)
    }

    /// The payers that it serves, who are no customers (SPEC 3.7).
    pub(super) fn funders(&self, unit: UnitId) -> Table {
        let funders = analysis::funders_served(self.view.graph(), unit).into_iter();
        let rows = funders.map(|row| {
            let mut how = Line::from("direct: ");
            how.push_line(&self.service_names(&row.services));
            let happy = self.lowest_in_words(row.satisfaction, &row.services);
            vec![self.link(Subject::Party(row.party)).into(), how.into(), happy.into()]
        });
        Table::plain(&FUNDERS, rows.collect())
    }

    /// The unit's own customers, a row each; shared ones, a row for each department that they are shared with.
    pub(super) fn secondary(&self, unit: UnitId) -> Table {
        let rows = analysis::secondary(self.view.graph(), unit);
        let mut shared: BTreeMap<UnitId, Vec<Subject>> = BTreeMap::new();
        let mut shown = Vec::new();
        for row in &rows {
            match row.reach {
                SecondaryReach::Direct => shown.push(self.own_row(row)),
                SecondaryReach::Shared(with) => {
                    shared.entry(with).or_default().push(row.customer.into());
                }
            }
        }
        shown.extend(shared.into_iter().map(|(with, customers)| {
            let customers =
                customers.into_iter().map(|customer| InsideName(self.organisation, customer));
            let mut how = Line::from("with ");
            how.push_line(&self.link(Subject::Unit(with)));
            let customers = names(customers, self.limits.names);
            vec![customers.into(), how.into(), Cell::default()]
        }));
        Table::plain(&SECONDARY, shown)
    }

    /// The lowest score that somebody gave some services, as it was measured.
    fn lowest_in_words(&self, lowest: Option<f64>, services: &[ServiceId]) -> String {
        let Some(lowest) = lowest else { return "not measured".to_owned() };
        let relations = services.iter().flat_map(|id| self.organisation.active_relations(*id));
        let mut newest = relations.filter_map(Relation::newest);
        let is_net_promoter = newest.any(|it| it.metric.is_some() && it.of_ten() == Some(lowest));
        one_score(lowest, is_net_promoter)
    }

    fn own_row(&self, row: &Secondary) -> Vec<Cell> {
        let mut how = Line::from("direct: ");
        how.push_line(&self.service_names(&row.services));
        let happy = self.lowest_in_words(row.satisfaction, &row.services);
        vec![inside(self.organisation, row.customer.into()).into(), how.into(), happy.into()]
    }
}
