//! The answer of `why`: how a unit comes to a customer, with the place of each step in the file.

mod correction;
mod map_text;
mod primary;
mod secondary;
mod step;

use super::{
    Answer, Cell, Data, DataEntry, Document, FileLine, Limits, Line, Listing, Rows, Table,
    listing::Column, words::count,
};
use crate::{
    analysis::{Certainty, View, WaysAsked},
    diag::Sources,
    graph::{Cost, Graph, Link},
    id::{ServiceId, Subject, UnitId},
    model::{Datum, Name, Organisation, Recipient, Record, Unit},
};

/// The heading of ways that tie but for SPEC 3.3: a chain whose last service a party is stated to pay for comes first.
const UNFUNDED: &str = "As short, but nobody outside is stated to pay for their last service:";

/// At most this many relationships are shown whose use may be narrower than the answer takes it to be, unless
/// all ways are asked for.
const MOST_USES: usize = 3;

const HEADS: [(&str, u16); 3] = [("Service", 4), ("Serves", 3), ("Where", 3)];

/// Why somebody is, or isn't, a customer of a unit.
#[derive(Debug)]
pub struct Why<'org> {
    unit: Name<'org>,
    customer: Name<'org>,
    /// The answer in a sentence.
    answer: String,
    /// `primary`, `secondary`, or nothing where it is no customer.
    rank: Option<&'static str>,
    /// How the unit reaches it.
    reach: Option<&'static str>,
    /// How sure that is.
    certainty: Option<Certainty>,
    /// The recipients of the first steps of all ways that are as good as the best one.
    through: Vec<Recipient>,
    /// With whom it is shared.
    shared_with: Option<Name<'org>>,
    /// The ways, the best first: of a colleague each service that is used.
    ways: Vec<WayThere<'org>>,
    /// Whether there are more ways.
    has_more: bool,
    steps: Listing<StepRow<'org>>,
    /// What to write in the map where the answer is wrong, or to make it certain.
    corrections: Listing<Correction<'org>>,
    asked: WaysAsked,
    organisation: &'org Organisation,
}

/// A way to a customer.
#[derive(Clone, Debug)]
struct WayThere<'org> {
    cost: Cost,
    steps: Vec<Step<'org>>,
}

/// A step with its place.
#[derive(Clone, Debug)]
struct Step<'org> {
    organisation: &'org Organisation,
    /// The service; `None`: a party passes on.
    service: Option<ServiceId>,
    /// The service with who provides it.
    label: String,
    to: Recipient,
    place: FileLine<'org>,
}

/// What to write in the map where an answer is wrong, or to make it certain.
#[derive(Clone, Debug)]
struct Correction<'org> {
    /// The condition of the correction: `If Logistics does not use it for Delivery`.
    when: String,
    /// What to do there: `write in place of logistics`.
    edit: String,
    place: FileLine<'org>,
    /// The lines to write; none where something is to be taken out.
    yaml: Vec<String>,
    kind: CorrectionKind,
}

/// What a correction changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CorrectionKind {
    /// A relationship is used for less.
    Use,
    /// Something is taken out.
    Removal,
    /// A verdict rejects the customer.
    Rejection,
    /// A verdict confirms the customer.
    Confirmation,
}

impl Correction<'_> {
    /// What to do and where.
    fn line(&self) -> Line {
        let end = if self.yaml.is_empty() { "." } else { ":" };
        format!("{}, {} at {}{end}", self.when, self.edit, self.place).into()
    }
}

/// A step as a row: which step of which way.
#[derive(Clone, Debug)]
struct StepRow<'org> {
    way: usize,
    at: usize,
    step: Step<'org>,
}

/// The unit that the question is about, with the map.
struct WhyQuery<'g, 'org> {
    view: View<'g, 'org>,
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    /// The department whose division is looked at: uses beyond it are not seen.
    within: Option<&'org Unit>,
    sources: &'org Sources,
    unit: UnitId,
    asked: WaysAsked,
}

/// Why `customer` is, or isn't, a customer of `unit`.
pub fn why<'org>(
    view: View<'_, 'org>,
    sources: &'org Sources,
    unit: UnitId,
    customer: Subject,
    asked: WaysAsked,
) -> Why<'org> {
    let (graph, organisation) = (view.graph(), view.organisation());
    let within = view.within();
    let question = WhyQuery { view, graph, organisation, within, sources, unit, asked };
    // A party is a primary customer or none; everybody else can only be a secondary one.
    let mut why = match customer.party() {
        Some(party) => question.primary(party),
        None => question.secondary(customer),
    };
    let ways = why.ways.iter().enumerate();
    why.steps.rows = ways
        .flat_map(|(way, there)| {
            let steps = there.steps.iter().enumerate();
            steps.map(move |(at, step)| StepRow { way: way + 1, at: at + 1, step: step.clone() })
        })
        .collect();
    why
}

impl<'org> WhyQuery<'_, 'org> {
    fn answer(&self, customer: Subject, answer: String) -> Why<'org> {
        Why {
            unit: Name::of(self.organisation, self.unit),
            customer: Name::of(self.organisation, customer),
            answer,
            rank: None,
            reach: None,
            certainty: None,
            through: Vec::new(),
            shared_with: None,
            ways: Vec::new(),
            has_more: false,
            steps: Listing::new("ways", step_columns(), SHOWN, Vec::new()),
            corrections: Listing::new("corrections", correction_columns(), CORRECTION, Vec::new()),
            asked: self.asked,
            organisation: self.organisation,
        }
    }

    fn name(&self, subject: Subject) -> &'org str {
        self.organisation.name_of(subject)
    }
}

/// The columns of steps that plain text has.
const SHOWN: &[&str] = &["way", "step", "service", "to", "file", "line"];

fn step_columns<'org>() -> Vec<Column<StepRow<'org>>> {
    let column = Column::<StepRow<'org>>::new;
    vec![
        column("way", |it| Datum::count(it.way)),
        column("step", |it| Datum::count(it.at)),
        column("service", |it| it.step.service()),
        column("to", |it| Datum::name(it.step.organisation, it.step.to)),
        column("file", |it| Datum::text(it.step.place.file)),
        column("line", |it| Datum::Count(it.step.place.line.into())),
    ]
}

/// The columns of corrections that plain text has.
const CORRECTION: &[&str] = &["when", "edit", "file", "line", "write"];

fn correction_columns<'org>() -> Vec<Column<Correction<'org>>> {
    let column = Column::<Correction<'org>>::new;
    vec![
        column("when", |it| Datum::text(&it.when)),
        column("edit", |it| Datum::text(&it.edit)),
        column("file", |it| Datum::text(it.place.file)),
        column("line", |it| Datum::Count(it.place.line.into())),
        column("write", |it| Datum::Text(it.yaml.join("\n").into())),
    ]
}

impl<'org> Step<'org> {
    fn link(&self) -> Link {
        Link { service: self.service, to: self.to }
    }

    fn service(&self) -> Datum<'org> {
        self.service.map(|service| Datum::name(self.organisation, service)).into()
    }

    fn record(&self) -> Record<'org> {
        vec![
            ("service", self.service()),
            ("to", Datum::name(self.organisation, self.to)),
            ("file", Datum::text(self.place.file)),
            ("line", Datum::Count(self.place.line.into())),
        ]
    }

    fn cells(&self, depth: usize) -> Vec<Cell> {
        let label = Cell { lines: vec![self.label.clone().into()], depth, ..Cell::default() };
        let to = self.organisation.name_of(self.to.into());
        vec![label, to.into(), self.place.to_string().into()]
    }
}

impl<'org> WayThere<'org> {
    fn record(&self) -> Record<'org> {
        vec![
            ("steps", Datum::Count(self.cost.steps.into())),
            ("broad_steps", Datum::Count(self.cost.broad_steps.into())),
            ("chain", Datum::Records(self.steps.iter().map(Step::record).collect())),
        ]
    }
}

impl Answer for Why<'_> {
    fn document(&self, _: Limits) -> Document {
        let mut document = Document::titled([self.answer.as_str()]);
        let least = self.ways.first().map(|way| way.cost);
        // The ways are sorted by cost, so the first one is the measure of the others.
        let of = |is_one: fn(Cost, Cost) -> bool| -> Vec<&WayThere<'_>> {
            let found = self.ways.iter().filter(|way| least.is_some_and(|it| is_one(way.cost, it)));
            found.collect()
        };
        document.table(self.table(&of(|way, least| way == least)));
        let others = [
            (UNFUNDED, of(|way, least| way.steps == least.steps && way != least)),
            ("Longer ways:", of(|way, least| way.steps > least.steps)),
        ];
        for (heading, ways) in others.iter().filter(|(_, ways)| !ways.is_empty()) {
            document.text([Line::default(), (*heading).into()]);
            document.table(self.table(ways));
        }
        if self.has_more {
            let shown = count(self.ways.len(), "way");
            document.text([format!("There are more: the best {shown} are shown.")]);
        }
        self.show_corrections(&mut document);
        document
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        data.field("unit", Datum::Name(self.unit));
        data.field("customer", Datum::Name(self.customer));
        data.field("answer", Datum::text(&self.answer));
        data.field("rank", self.rank.map(Datum::Word).into());
        data.field("reach", self.reach.map(Datum::Word).into());
        data.field("certainty", self.certainty.map(|it| Datum::Word(it.word())).into());
        let through = self.through.iter().map(|to| Name::of(self.organisation, *to));
        data.field("through", Datum::Names(through.collect()));
        data.field("shared_with", self.shared_with.map(Datum::Name).into());
        let value = Datum::Records(self.ways.iter().map(WayThere::record).collect());
        let steps: Box<dyn Rows> = Box::new(&self.steps);
        data.entries.push(DataEntry::Nested { key: "ways", value, lists: vec![steps] });
        data.field("has_more", Datum::Flag(self.has_more));
        data.rows(&self.corrections);
        data
    }
}

impl Why<'_> {
    /// The corrections, one below the other.
    fn show_corrections(&self, document: &mut Document) {
        let all = &self.corrections.rows;
        if !all.is_empty() {
            document
                .text([Line::default(), "To correct or confirm this, write in the map:".into()]);
        }
        let uses = all.iter().filter(|one| one.kind == CorrectionKind::Use).count();
        let shown = if self.asked == WaysAsked::Longer { uses } else { uses.min(MOST_USES) };
        for (at, correction) in all.iter().enumerate() {
            // The uses come first.
            if (shown..uses).contains(&at) {
                continue;
            }
            let before = at.checked_sub(1).map(|at| &all[at]);
            // To confirm needs the same lines as to reject, but for the verdict:
            // they are not shown twice.
            if correction.kind == CorrectionKind::Confirmation
                && before.is_some_and(|before| before.kind == CorrectionKind::Rejection)
            {
                let when = &correction.when;
                document.text([format!("{when}, write the same with `verdict: confirmed`.")]);
                continue;
            }
            document.text([correction.line()]);
            if !correction.yaml.is_empty() {
                document.code(&correction.yaml);
            }
            if at + 1 == shown && uses > shown {
                let more = count(uses - shown, "more relationship");
                document.text([format!(
                    "In the same way {more} may be used for less: --all shows them all."
                )]);
            }
        }
    }

    /// Some ways, one below the other. The services that a colleague uses are one list.
    fn table(&self, ways: &[&WayThere<'_>]) -> Table {
        let is_chain = self.rank == Some("primary");
        let mut rows = Vec::new();
        for (at, way) in ways.iter().enumerate() {
            // Chains are alternatives, the services of a colleague are not: all of them are used.
            if is_chain && at > 0 {
                rows.push(vec!["or".into(), Cell::default(), Cell::default()]);
            }
            let steps = way.steps.iter().enumerate();
            rows.extend(steps.map(|(depth, step)| step.cells(if is_chain { depth } else { 0 })));
        }
        Table::plain(&HEADS, rows)
    }
}
