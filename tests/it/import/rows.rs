//! Rows that are wrong, doubtful, empty or said twice.

use super::{map, printed, table};
use crate::run::Run;
use std::fmt::Write as _;

/// Every row that is wrong is told with its line, in one run; nothing is written.
#[test]
fn wrong_rows_are_told_with_their_lines() {
    let text = "name,since\nBaker,2020\nCook\n,2021\n\"Driver\nMiller\",soon\nEditor,1,2\n";
    let ran = table(text, "--as people").refused();
    ran.complains("t.csv:3:1")
        .complains("bad-row")
        .complains("this row has 1 cell, the first row 2")
        .complains("this person has no name")
        .complains("t.csv:4:1")
        .complains("error[wrong-date]")
        .complains("t.csv:6:9")
        .complains("this row has 3 cells")
        .complains("t.csv:7:1")
        .complains("4 errors");
}

/// `--keep-going` leaves out the wrong rows, says so, and takes the rest.
#[test]
fn keep_going_leaves_out_wrong_rows() {
    let text = "name,since\nBaker,2020\nCook\n,2021\nDriver,soon\nEditor,1,2\nFarmer,2022\n";
    let ran = table(text, "--as people --keep-going").ran().ends(0);
    let names = map(&ran.stdout).people;
    let names = names.iter().map(|one| one.name.as_ref().unwrap().value.to_string());
    assert_eq!(names.collect::<Vec<_>>(), ["Baker", "Farmer"]);
    ran.complains("warning[wrong-date]").complains("left out what has 4 problems");
}

/// Ids of a column are kept, whatever they look like; the same id for two things is an error at the second.
#[test]
fn ids_are_kept_and_never_mangled() {
    let text = "id,name\n007,Baker\nno,Cook\n1e3,Driver\nA B,Editor\n\"x: #\",Farmer\n";
    let ran = printed(table(text, "--as people"));
    let people = map(&ran.stdout).people;
    let ids = people.iter().map(|one| one.id.as_ref().unwrap().value.to_string());
    assert_eq!(ids.collect::<Vec<_>>(), ["007", "no", "1e3", "A B", "x: #"]);
    let ran = table("id,name\n1,Baker\n1,Cook\n", "--as people").refused();
    ran.complains("error[duplicate-id]")
        .complains("t.csv:3:1")
        .complains("the first one")
        .complains("1 error.");
    let ran = table("id,name\n1,Baker\n1,Cook\n", "--as people --keep-going").ran().ends(0);
    assert_eq!(map(&ran.stdout).people.len(), 1, "{ran}");
}

/// Two rows of one name are two things with ids of their own; a reference to that name can't be told.
#[test]
fn names_borne_twice_get_distinct_ids() {
    let ran = printed(table("name\nBaker\nBaker\nbaker\n!!!\n", "--as people"));
    let people = map(&ran.stdout).people;
    let ids = people.iter().map(|one| one.id.as_ref().unwrap().value.to_string());
    assert_eq!(ids.collect::<Vec<_>>(), ["baker", "baker-2", "baker-3", "person"]);
    ran.complains("names that several bear").complains("Baker (id baker-2)");
    let text = "name,part_of\nIT,\nIT,\nDesk,IT\n";
    let ran = table(text, "--as departments").refused();
    ran.complains("error[ambiguous-reference]").complains("t.csv:4:6").complains("`it`, `it-2`");
}

/// A row with an id that says again what an earlier one says is the same thing; empty rows are counted.
#[test]
fn repeats_and_empty_rows_are_counted() {
    let text = "id,name\n1,Baker\n,\n1,Baker\n\n2,Cook\n";
    let ran = printed(table(text, "--as people"));
    assert_eq!(map(&ran.stdout).people.len(), 2);
    ran.complains("4 rows, 1 empty").complains("people: 1 row says again what an earlier one says");
}

/// A name in two lists gives two ids, in two lists; a name that is a reserved word gets another.
#[test]
fn ids_are_one_space_for_all_lists() {
    let ran = printed(table("name,provided_by\nIT,IT\nEveryone,IT\n", "--as services"));
    ran.says("  - id: it\n    name: IT\n    provided_by: department-it\n").says("id: everyone-2");
    let ran = printed(table("name\nXYZ\n", "--as people --organisation XYZ"));
    ran.says("  - id: person-xyz\n    name: XYZ\n");
}

/// A table without rows or without anything, and a second column of a name, are told as what they are.
#[test]
fn odd_tables_are_told() {
    table("", "--as people").refused().complains("the table is empty");
    table("name,name\nA,B\n", "--as people")
        .refused()
        .complains("duplicate-column")
        .complains("t.csv:1:6");
    table("title\nA\n", "--as people").refused().complains("which column names a person?");
    printed(table("name\n", "--as people")).complains("0 rows");
    let open = table("name,role\nBaker,\"head\nCook,clerk\n", "--as people").refused();
    open.complains("a quote is opened here and never closed").complains("t.csv:2:7");
    Run::empty()
        .line("import csv nowhere.csv --as people")
        .refused()
        .complains("can't read nowhere.csv");
}

/// A circle among the rows is an error at a row, as it is in a map.
#[test]
fn circles_are_told_at_their_rows() {
    let ran = table("name,part_of\nA,B\nB,A\n", "--as departments").refused();
    ran.complains("error[part-of-circle]").complains("t.csv:2:");
}

/// A million cells take time in proportion: ten times the rows, not a hundred times the work.
#[test]
fn many_rows_stay_linear() {
    let mut text = String::from("name,provided_by,serves\n");
    for row in 0..20_000 {
        writeln!(text, "Same,Unit {},Unit {}", row % 500, row / 2 % 900).unwrap();
    }
    let started = std::time::Instant::now();
    let ran = table(&text, "--as services -q").ran().ends(0);
    assert!(started.elapsed().as_secs() < 30, "it takes a second where it is linear");
    assert_eq!(map(&ran.stdout).services.len(), 20_000);
}
