//! Small files made to do harm take neither much memory nor long.

use super::{printed, table};
use crate::run::Run;
use std::time::{Duration, Instant};

/// A constant or a prefix of 1 MB in each of many rows is refused where it gets too much.
#[test]
fn long_constants_are_bounded() {
    let long = "x".repeat(1 << 20);
    let rows = "name\n".to_owned() + &"a\n".repeat(2_000);
    for mapping in [
        format!("as: people\nset: {{notes: {long}}}\n"),
        format!("as: people\nmap: {{name: {{column: name, before: {long}}}}}\n"),
        format!("as: people\nmap: {{name: {{column: name, other: {long}}}}}\n"),
    ] {
        let run = Run::empty().file("t.csv", &rows).file("m.yaml", mapping);
        let ran = run.line("import csv t.csv --mapping m.yaml").refused();
        ran.complains("shorten the texts that the mapping writes in every row");
    }
    let many = vec!["name"; 101].join(", ");
    let run = Run::empty()
        .file("t.csv", &rows)
        .file("m.yaml", format!("as: people\nmap: {{notes: [{many}]}}\n"));
    run.line("import csv t.csv --mapping m.yaml").refused().complains("100 columns at most");
}

/// 100,000 columns are read in time, under one header or two, and messages name the first of them only.
#[test]
fn many_columns_are_read() {
    let start = Instant::now();
    let columns: Vec<String> = (0..100_000).map(|at| format!("c{at}")).collect();
    let columns = columns.join(",");
    let cells = "x,".repeat(99_999) + "x";
    let text = format!("name,{columns}\nAda,{cells}\n");
    let ran = printed(table(&text, "--as people"));
    assert!(ran.stderr.len() < 5_000, "{}", ran.stderr.len());
    let ran = table(&text, "--as services --map name=nam").refused();
    assert!(ran.stderr.len() < 5_000, "{}", ran.stderr.len());
    let upper = ",".repeat(100_000);
    let lower = ",x".repeat(100_000);
    let run = table(format!("name{upper}\n{lower}\nAda,{cells}\n"), "--as people --header-row 1-2");
    printed(run);
    // A minute of a busy machine; quadratic it would be an hour.
    assert!(start.elapsed() < Duration::from_mins(4), "{:?}", start.elapsed());
}

/// Records of which each has a key of its own would make a table of the square of their number.
#[test]
fn records_of_different_keys_are_bounded() {
    let records = |count: usize| {
        let all: Vec<String> = (0..count)
            .map(|at| format!("{{\"id\": \"p{at}\", \"name\": \"P {at}\", \"k{at}\": \"1\"}}"))
            .collect();
        let run = Run::empty().file("staff.json", format!("[{}]", all.join(",")));
        run.line("import hris staff.json")
    };
    records(7_100).refused().complains("too many different keys");
    records(100).ran().ends(0);
}
