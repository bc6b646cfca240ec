//! Organisations to measure on: as large as wanted, the same for the same seed, and never held in memory.

mod dice;
mod item;
mod names;
mod regime;
mod shape;
mod tree;

pub(crate) use item::MapFormat;

use item::{Item, Scribe, text};
use regime::{Regime, Way};
use shape::{Form, Shape};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    ops::Range,
    path::Path,
};

/// What an organisation holds. Each item is made from its number alone.
trait Content {
    /// How many departments.
    fn departments(&self) -> u64;
    /// How many customers outside.
    fn customers(&self) -> u64;
    /// One department.
    fn department(&self, number: u64) -> Item;
    /// The head of a department, if it has one.
    fn person(&self, number: u64) -> Option<Item>;
    /// The services of a department.
    fn services(&self, department: u64) -> Vec<Item>;
    /// The groups.
    fn groups(&self) -> Vec<Item>;
    /// One customer.
    fn customer(&self, number: u64) -> Item;
}

/// What kind of organisation is wanted: the first four as they are, the others made to hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// Every fifth department faces customers, services near and blanket ones.
    Corp,
    /// Teams serve whole departments.
    Hier,
    /// Half of all services go outside, the others to one or two colleagues.
    Sparse,
    /// A value stream without any circle.
    Chain,
    /// Each department serves the next one only.
    Line,
    /// Each department is part of the one before it.
    Deep,
    /// All departments straight under the organisation.
    Flat,
    /// Each department serves everyone.
    Everyone,
    /// Each customer passes on to the next one.
    Passing,
}

/// An organisation to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Of what kind.
    pub(crate) kind: Kind,
    /// How many units: departments and people.
    pub(crate) units: u64,
    /// How many customers outside.
    pub(crate) customers: u64,
    /// Another seed, another organisation.
    pub(crate) seed: u64,
}

impl Plan {
    /// Writes the map into one file.
    pub(crate) fn write(self, format: MapFormat, out: impl Write) -> io::Result<()> {
        write(&*self.content(), format, out, (0, 1))
    }

    /// Writes the map into a directory of a given number of files of about the same size.
    pub(crate) fn write_directory(
        self,
        format: MapFormat,
        files: u64,
        path: &Path,
    ) -> io::Result<()> {
        fs::create_dir_all(path)?;
        let content = self.content();
        for part in 0..files {
            let name = format!("part-{part:04}.{}", format.extension());
            let out = BufWriter::new(File::create(path.join(name))?);
            write(&*content, format, out, (part, files))?;
        }
        Ok(())
    }

    fn content(self) -> Box<dyn Content> {
        let real = |way| Box::new(Regime::new(way, self.units, self.customers, self.seed)) as _;
        let odd = |form| Box::new(Shape::new(form, self.units, self.customers)) as _;
        match self.kind {
            Kind::Corp => real(Way::Corp),
            Kind::Hier => real(Way::Hier),
            Kind::Sparse => real(Way::Sparse),
            Kind::Chain => real(Way::Chain),
            Kind::Line => odd(Form::Line),
            Kind::Deep => odd(Form::Deep),
            Kind::Flat => odd(Form::Flat),
            Kind::Everyone => odd(Form::Everyone),
            Kind::Passing => odd(Form::Passing),
        }
    }
}

/// Writes one of several parts; the first also holds what is there once.
fn write(
    content: &dyn Content,
    format: MapFormat,
    out: impl Write,
    (part, parts): (u64, u64),
) -> io::Result<()> {
    let share = |all: u64| -> Range<u64> { all * part / parts..all * (part + 1) / parts };
    let departments = share(content.departments());
    let mut scribe = Scribe::new(out, format);
    if part == 0 {
        scribe.one("organisation", organisation())?;
        scribe.list("groups", content.groups().into_iter())?;
        scribe.list("payers", names::payers().into_iter())?;
    }
    let list = departments.clone().map(|number| content.department(number));
    scribe.list("departments", list)?;
    let people = departments.clone().filter_map(|number| content.person(number));
    scribe.list("people", people)?;
    let services = departments.flat_map(|number| content.services(number));
    scribe.list("services", services)?;
    let customers = share(content.customers()).map(|number| content.customer(number));
    scribe.list("beneficiaries", customers)?;
    scribe.end()
}

fn organisation() -> Item {
    vec![("name", text("Measured Works")), ("kind", text("company")), ("currency", text("GBP"))]
}
