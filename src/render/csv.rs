//! CSV: RFC 4180, UTF-8, a row per unit and customer; and tables as CSV.

use crate::report::{
    Facts, FindingFact, Page, PayerFact, PrimaryFact, SecondaryFact, ServingFact, Table, UnitFact,
};
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    io::{self, Write},
};

/// The columns of the export.
pub const HEADER: [&str; 15] = [
    "unit_id",
    "unit",
    "unit_kind",
    "rank",
    "customer_id",
    "customer",
    "customer_kind",
    "reach",
    "steps",
    "broad_steps",
    "shared_with",
    "services",
    "via",
    "paid_by",
    "satisfaction",
];

/// For whom the cells are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cells {
    /// Any program: exact text, line feeds.
    #[default]
    Exact,
    /// A spreadsheet: a byte order mark, CR LF, and no text that it would run as a formula.
    Excel,
}

impl Cells {
    /// A text cell; ids go in as they are.
    fn text(self, text: &str) -> Cow<'_, str> {
        let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        match self {
            Self::Excel if runs => Cow::Owned(format!("'{text}")),
            Self::Exact | Self::Excel => Cow::Borrowed(text),
        }
    }

    /// A writer of rows.
    pub(super) fn writer(self, out: &mut dyn Write) -> io::Result<::csv::Writer<&mut dyn Write>> {
        let mut builder = ::csv::WriterBuilder::new();
        if self == Self::Excel {
            out.write_all("\u{feff}".as_bytes())?;
            builder.terminator(::csv::Terminator::CRLF);
        }
        Ok(builder.from_writer(out))
    }
}

/// Writes a row per unit and customer.
///
/// # Errors
/// What `out` answers.
pub fn export(facts: &Facts<'_, '_>, cells: Cells, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = cells.writer(out)?;
    write(&mut rows, HEADER)?;
    for unit in facts.units() {
        let paid_by = paid_by(&unit.payers);
        for customer in &unit.primary {
            write(
                &mut rows,
                primary(&unit, &paid_by, customer, cells)
                    .iter()
                    .map(|cell| cell.as_bytes()),
            )?;
        }
        for customer in &unit.secondary {
            write(
                &mut rows,
                secondary(&unit, &paid_by, customer, cells)
                    .iter()
                    .map(|cell| cell.as_bytes()),
            )?;
        }
    }
    rows.flush()
}

type Row<'r> = [Cow<'r, str>; HEADER.len()];

fn primary<'r>(
    unit: &'r UnitFact<'_>,
    paid_by: &PaidBy<'_>,
    customer: &'r PrimaryFact<'_>,
    cells: Cells,
) -> Row<'r> {
    let number = |number: Option<u32>| number.map_or(Cow::Borrowed(""), |n| n.to_string().into());
    let names = customer
        .chain
        .iter()
        .flat_map(|link| link.service_name.into_iter().chain([link.to_name]));
    let via: Vec<&str> = names.collect();
    [
        unit.id.into(),
        cells.text(unit.name),
        unit.kind.into(),
        "primary".into(),
        customer.id.into(),
        cells.text(customer.name),
        customer.kind.into(),
        customer.reach.into(),
        number(customer.steps),
        number(customer.broad_steps),
        customer.shared_with.unwrap_or("").into(),
        customer.services.join(";").into(),
        cells.text(&via.join(" > ")).into_owned().into(),
        payers_of(unit, paid_by, &customer.services).into(),
        score(customer.satisfaction),
    ]
}

fn secondary<'r>(
    unit: &'r UnitFact<'_>,
    paid_by: &PaidBy<'_>,
    customer: &'r SecondaryFact<'_>,
    cells: Cells,
) -> Row<'r> {
    [
        unit.id.into(),
        cells.text(unit.name),
        unit.kind.into(),
        "secondary".into(),
        customer.id.into(),
        cells.text(customer.name),
        customer.kind.into(),
        customer.reach.into(),
        "".into(),
        "".into(),
        customer.shared_with.unwrap_or("").into(),
        customer.services.join(";").into(),
        "".into(),
        payers_of(unit, paid_by, &customer.services).into(),
        score(customer.satisfaction),
    ]
}

/// For each service of a unit the places of those who pay for it among the unit's payers.
type PaidBy<'u> = HashMap<&'u str, Vec<usize>>;

fn paid_by<'u>(payers: &'u [PayerFact<'_>]) -> PaidBy<'u> {
    let mut paid_by = PaidBy::new();
    for (at, payer) in payers.iter().enumerate() {
        for service in &payer.services {
            paid_by.entry(*service).or_default().push(at);
        }
    }
    paid_by
}

/// The unit's payers that pay for any of some services, by id.
fn payers_of(unit: &UnitFact<'_>, paid_by: &PaidBy<'_>, services: &[&str]) -> String {
    let places = services.iter().filter_map(|service| paid_by.get(service));
    let places: BTreeSet<usize> = places.flatten().copied().collect();
    let ids: Vec<&str> = places.into_iter().map(|at| unit.payers[at].id).collect();
    ids.join(";")
}

fn score(score: Option<f64>) -> Cow<'static, str> {
    score.map_or(Cow::Borrowed(""), |score| score.to_string().into())
}

/// Writes a table: its headings, then its rows.
///
/// # Errors
/// What `out` answers.
pub fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Cells::Exact.writer(out)?;
    write(
        &mut rows,
        table
            .columns
            .iter()
            .map(|column| column.head.to_lowercase()),
    )?;
    for row in &table.rows {
        write(&mut rows, row.iter().map(|cell| cell.lines.join("; ")))?;
    }
    rows.flush()
}

/// Writes lines of text under one heading, as those of the summary.
///
/// # Errors
/// What `out` answers.
pub fn lines(head: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Cells::Exact.writer(out)?;
    write(&mut rows, [head])?;
    for line in lines {
        write(&mut rows, [line])?;
    }
    rows.flush()
}

/// Writes a page as one table: each row behind the heading of its section, each line of a section alone.
///
/// # Errors
/// What `out` answers.
pub fn page(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let tables = page
        .sections
        .iter()
        .map(|section| section.table.columns.len());
    let cells = tables.max().unwrap_or(0).max(1);
    let mut rows = Cells::Exact.writer(out)?;
    let heads = (1..=cells).map(|at| format!("cell_{at}"));
    write(
        &mut rows,
        std::iter::once("section".to_owned()).chain(heads),
    )?;
    let mut row = |heading: &str, filled: Vec<String>| {
        let blank = vec![String::new(); cells - filled.len()];
        let cells = filled.into_iter().chain(blank);
        write(&mut rows, std::iter::once(heading.to_owned()).chain(cells))
    };
    for line in &page.title {
        row("", vec![line.to_string()])?;
    }
    for section in &page.sections {
        for cells in &section.table.rows {
            row(
                &section.heading,
                cells.iter().map(|cell| cell.lines.join("; ")).collect(),
            )?;
        }
        for note in &section.table.notes {
            row(&section.heading, vec![note.clone()])?;
        }
    }
    rows.flush()
}

/// The columns of `list`.
const SERVING: [&str; 12] = [
    "service_id",
    "service",
    "provided_by",
    "rank",
    "customer_id",
    "customer",
    "paid_by",
    "satisfaction",
    "n",
    "measured",
    "file",
    "line",
];

/// Writes a row per service and recipient.
///
/// # Errors
/// What `out` answers.
pub fn serving(facts: &[ServingFact<'_>], cells: Cells, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = cells.writer(out)?;
    write(&mut rows, SERVING)?;
    for fact in facts {
        let row: [Cow<'_, str>; SERVING.len()] = [
            fact.service.into(),
            cells.text(fact.service_name),
            fact.provided_by.join(";").into(),
            fact.rank.into(),
            fact.to.into(),
            cells.text(fact.to_name),
            fact.paid_by.join(";").into(),
            score(fact.satisfaction),
            fact.n.map_or(Cow::Borrowed(""), |n| n.to_string().into()),
            fact.measured.unwrap_or("").into(),
            cells.text(fact.file),
            fact.line.to_string().into(),
        ];
        write(&mut rows, row.iter().map(|cell| cell.as_bytes()))?;
    }
    rows.flush()
}

/// Writes a row per finding.
///
/// # Errors
/// What `out` answers.
pub fn findings(findings: &[FindingFact<'_>], cells: Cells, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = cells.writer(out)?;
    write(
        &mut rows,
        [
            "severity", "code", "subject", "message", "file", "line", "column", "help",
        ],
    )?;
    let number = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
    for finding in findings {
        let (line, column) = (number(finding.line), number(finding.column));
        let row: [&str; 8] = [
            finding.severity,
            finding.code,
            finding.subject,
            &cells.text(finding.message),
            &cells.text(finding.file.unwrap_or("")),
            &line,
            &column,
            &cells.text(finding.help),
        ];
        write(&mut rows, row)?;
    }
    rows.flush()
}

/// Writes a row; an error of the writer below keeps its kind, so that a closed pipe is known as one.
fn write<W: Write>(
    rows: &mut ::csv::Writer<W>,
    cells: impl IntoIterator<Item = impl AsRef<[u8]>>,
) -> io::Result<()> {
    rows.write_record(cells).map_err(|error| {
        let told = error.to_string();
        if let ::csv::ErrorKind::Io(error) = error.into_kind() {
            error
        } else {
            io::Error::other(told)
        }
    })
}
