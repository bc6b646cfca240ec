//! The library in a few lines: each department of a map, with its primary customers.

use custmap::{analysis::View, graph::Graph, input, model::Date, report, resolve::resolve};
use std::{error::Error, io::Write as _, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/xyz.yaml");
    let input = input::read(&map)?;
    // Mistakes in the file are no `Error` of Rust's: each is a diagnostic with its place and what to write instead.
    let mut problems = input.problems;
    let organisation = resolve(input.raw).map_err(|more| problems.extend(more));
    let (Ok(organisation), []) = (organisation, problems.as_slice()) else {
        return Err(format!("{} mistakes: {}", problems.len(), problems[0].message).into());
    };
    let graph = Graph::build(&organisation);
    let filter = report::Filter { people: report::People::Without, ..report::Filter::default() };
    let export = report::Export::new(View::whole(&graph), filter, &input.sources, Date::today());
    let mut out = std::io::stdout().lock();
    for unit in export.units() {
        let customers = unit.primary.iter().map(|customer| {
            let name = organisation.name_of(customer.party.into());
            format!("{name} ({})", customer.reach.word())
        });
        let customers: Vec<String> = customers.collect();
        writeln!(out, "{}: {}", organisation.name_of(unit.id.into()), customers.join(", "))?;
    }
    Ok(())
}
