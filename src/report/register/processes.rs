//! Suppliers, inputs, processes, outputs and customers: a row for each service that a unit itself provides.
//!
//! ```text
//! IT          Helpdesk    ─serves→  Logistics, which uses it for Delivery      (SPEC 3.2)
//! Logistics   Delivery    ─serves→  Retail buyers
//!
//! Unit        Supplier    Input       Process     Customers
//! Logistics   IT          Helpdesk    Delivery    Retail buyers
//! ```

use super::{
    super::{
        Cell, FileLine, Line, Listing,
        anchor::link,
        listing::Column,
        table::NarrowLayout,
        words::{count, names, recipient},
    },
    blanks::{self, Blank},
    scope::Scope,
};
use crate::{
    analysis::View,
    diag::Sources,
    id::{ServiceId, Subject},
    model::{Datum, Organisation, Recipient, Service},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// The columns that a screen shows.
const SHOWN: &[&str] =
    &["unit", "suppliers", "inputs_from", "process", "output", "customers", "Where"];

/// One active service of one unit.
#[derive(Debug)]
pub(super) struct Process<'org> {
    organisation: &'org Organisation,
    unit: Subject,
    id: ServiceId,
    service: &'org Service,
    /// The services that the unit receives and uses for it, by provider.
    inputs: Vec<ServiceId>,
    customers: Vec<Recipient>,
    place: FileLine<'org>,
    /// Whether the row before is of another unit.
    is_first: bool,
    /// Whether the row before is of the same unit and has the same inputs, which are then shown once.
    has_same_inputs: bool,
}

/// The active services of the units that are looked at, in the order of the tree.
pub(super) fn listing<'a>(
    view: View<'a, 'a>,
    scope: &Scope<'a>,
    sources: &'a Sources,
) -> Listing<Process<'a>> {
    let organisation = scope.whole;
    let services = scope.services();
    let active = services.into_iter().filter(|(id, _)| organisation.is_active(*id));
    let mut providers: Vec<_> = active
        .flat_map(|(id, service)| service.provided_by.iter().map(move |by| (*by, id, service)))
        .filter(|(by, ..)| scope.holds_provider(*by))
        .collect();
    providers.sort_by_key(|(by, id, _)| (*by, *id));
    let inputs = inputs(view, providers.iter().map(|(_, id, _)| *id).collect());
    let mut before = None;
    let mut inputs_before: Vec<ServiceId> = Vec::new();
    let mut rows = Vec::with_capacity(providers.len());
    for (by, id, service) in providers {
        let is_first = before.replace(by) != Some(by);
        let inputs = inputs.get(&id).cloned().unwrap_or_default();
        let has_same_inputs = !is_first && !inputs.is_empty() && inputs == inputs_before;
        inputs_before.clone_from(&inputs);
        rows.push(Process {
            organisation,
            unit: by.into(),
            id,
            service,
            inputs,
            customers: organisation.active_relations(id).map(|relation| relation.to).collect(),
            place: FileLine::of(sources, service.header.place),
            is_first,
            has_same_inputs,
        });
    }
    let units = rows.iter().filter(|row| row.is_first).count();
    let mut title =
        format!("{}: suppliers, inputs, processes, outputs, customers (SIPOC)", scope.name);
    if !rows.is_empty() {
        // A service of several providers has a row for each.
        let services: BTreeSet<ServiceId> = rows.iter().map(|row| row.id).collect();
        let counted = [count(units, "unit"), count(services.len(), "service")];
        title = format!("{title} of {}", counted.join(", "));
    }
    let blanks = blanks::summary(rows.iter().map(Process::blanks));
    Listing {
        title: std::iter::once(Line::from(title)).chain(blanks).collect(),
        none: "No unit provides a service yet.",
        when_narrow: NarrowLayout::Blocks,
        ..Listing::new("sipoc", columns(), SHOWN, rows)
    }
}

/// The services that are used for each of some services, by provider in the tree.
fn inputs(view: View<'_, '_>, wanted: BTreeSet<ServiceId>) -> BTreeMap<ServiceId, Vec<ServiceId>> {
    let graph = view.whole_graph();
    let organisation = graph.organisation();
    let mut inputs: BTreeMap<ServiceId, BTreeSet<ServiceId>> = BTreeMap::new();
    let uses = graph.uses_among(wanted);
    for (id, _) in organisation.services() {
        for relation in organisation.active_relations(id) {
            for used_for in uses.of_relation(&relation) {
                // A unit is no supplier of itself: what everybody gets, it gives itself too.
                if used_for != id {
                    inputs.entry(used_for).or_default().insert(id);
                }
            }
        }
    }
    let sorted = inputs.into_iter().map(|(process, inputs)| {
        let mut sorted: Vec<ServiceId> = inputs.into_iter().collect();
        let provider = |id: &ServiceId| organisation.service(*id).provided_by.iter().min().copied();
        sorted.sort_by_key(|id| (provider(id), *id));
        (process, sorted)
    });
    sorted.collect()
}

impl Process<'_> {
    /// The purpose of the service, else its description.
    fn output(&self) -> Option<&str> {
        let description = || self.organisation.texts(&self.service.header)?.description.as_deref();
        self.service.purpose().or_else(description)
    }

    /// Who provides its inputs, each once, in the order of these.
    fn suppliers(&self) -> Vec<Subject> {
        let providers =
            self.inputs.iter().flat_map(|id| &self.organisation.service(*id).provided_by);
        let mut suppliers: Vec<Subject> = Vec::new();
        for supplier in providers.map(|provider| Subject::from(*provider)) {
            if !suppliers.contains(&supplier) {
                suppliers.push(supplier);
            }
        }
        suppliers
    }

    /// The suppliers, a line each.
    fn suppliers_cell(&self) -> Cell {
        let suppliers = self.suppliers().into_iter().map(|one| link(self.organisation, one));
        self.unless_above(suppliers.collect())
    }

    /// The inputs as text, each with those from whom it comes.
    fn inputs_from(&self) -> Vec<Cow<'_, str>> {
        let name = |subject: Subject| self.organisation.name_of(subject);
        let input = |id: &ServiceId| {
            let providers = self.organisation.service(*id).provided_by.iter();
            let providers: Vec<&str> = providers.map(|one| name((*one).into())).collect();
            Cow::Owned(format!("{} from {}", name((*id).into()), providers.join(", ")))
        };
        self.inputs.iter().map(input).collect()
    }

    /// The inputs, a line each with those from whom it comes: `Helpdesk from IT`.
    fn inputs_cell(&self) -> Cell {
        let input = |id: &ServiceId| {
            let mut line = link(self.organisation, (*id).into());
            line.push(" from ");
            let providers = self.organisation.service(*id).provided_by.iter();
            let providers = providers.map(|one| link(self.organisation, (*one).into()));
            line.push_line(&names(providers, usize::MAX));
            line
        };
        self.unless_above(self.inputs.iter().map(input).collect())
    }

    /// The lines about inputs; the same as those of the row before are shown there.
    fn unless_above(&self, lines: Vec<Line>) -> Cell {
        match lines.is_empty() {
            true => "not stated".into(),
            false if self.has_same_inputs => "as above".into(),
            false => lines.into(),
        }
    }

    fn blanks(&self) -> Vec<Blank> {
        let blank = [
            (self.inputs.is_empty(), Blank { key: "inputs", phrase: "input" }),
            (self.output().is_none(), Blank { key: "output", phrase: "output" }),
            (self.customers.is_empty(), Blank { key: "customers", phrase: "customers" }),
        ];
        blank.into_iter().filter_map(|(is_blank, blank)| is_blank.then_some(blank)).collect()
    }
}

fn columns<'org>() -> Vec<Column<Process<'org>>> {
    let column = Column::<Process<'org>>::new;
    vec![
        column("unit", |it| Datum::name(it.organisation, it.unit)).headed("Unit", 3).shown(|it| {
            if it.is_first { it.organisation.name_of(it.unit).into() } else { Cell::default() }
        }),
        column("unit_name", |it| Datum::text(it.organisation.name_of(it.unit))),
        column("suppliers", |it| Datum::names(it.organisation, it.suppliers()))
            .headed("Supplier", 3)
            .or("not stated")
            .shown(Process::suppliers_cell),
        column("inputs", |it| Datum::names(it.organisation, it.inputs.iter().copied())),
        // Which input comes from whom, two lists don't say.
        column("inputs_from", |it| Datum::Texts(it.inputs_from()))
            .headed("Input", 4)
            .or("not stated")
            .shown(Process::inputs_cell),
        column("process", |it| Datum::name(it.organisation, it.id)).headed("Process", 3),
        column("process_name", |it| Datum::text(&it.service.header.name)),
        column("output", |it| it.output().map(Datum::text).into())
            .headed("Output", 4)
            .or("not stated"),
        column("customers", |it| Datum::names(it.organisation, it.customers.iter().copied()))
            .headed("Customer", 4)
            .or("nobody stated")
            .shown(customers_cell),
        column("blanks", |it| Datum::Words(blanks::keys(&it.blanks()))),
        // Readers get one column, data two.
        column("file", |it| Datum::text(it.place.file)).headed("File", 4),
        column("line", |it| Datum::Count(it.place.line.into())).headed("Line", 1),
        Column::for_readers("Where", 3, |it| Datum::Text(it.place.to_string().into())),
    ]
}

fn customers_cell(row: &Process<'_>) -> Cell {
    if row.customers.is_empty() {
        return "nobody stated".into();
    }
    let all = row.customers.iter().map(|customer| recipient(row.organisation, *customer));
    all.collect::<Vec<_>>().into()
}
