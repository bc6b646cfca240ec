//! The library in a few lines: each department of a map, with its primary customers.

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use custmap::{graph::Graph, input, report, resolve::resolve};
use std::{error::Error, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/xyz.yaml");
    let input = input::read(&map)?;
    // What is wrong in the file is not an `Error`: it is a list, each with its place and what to write instead.
    let problems = input.problems;
    let organisation = match resolve(input.raw) {
        Ok(organisation) if problems.is_empty() => organisation,
        Ok(_) => return Err(problems[0].message.as_str().into()),
        Err(more) => return Err(more[0].message.as_str().into()),
    };
    let graph = Graph::build(&organisation);
    let filter = report::Filter {
        people: report::People::Without,
        ..report::Filter::default()
    };
    for unit in report::Facts::new(&graph, &filter).units() {
        let customers: Vec<&str> = unit.primary.iter().map(|customer| customer.name).collect();
        println!("{}: {}", unit.name, customers.join(", "));
    }
    Ok(())
}
