//! Rows that are wrong, doubtful, empty or said twice.

use super::{map, printed, table};
use crate::run::Run;
use std::fmt::Write as _;

/// With `--strict` every wrong row and value is reported with its line, in one run; nothing is written.
#[test]
fn wrong_rows_are_reported_with_their_lines() {
    let text = "name,since\nBaker,2020\nCook\n,2021\n\"Driver\nMiller\",soon\nEditor,1,2\n";
    let ran = table(text, "--as people --strict").refused();
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

/// A row that can't be read is left out, a value that can't be read costs that value; both are shown and counted.
#[test]
fn wrong_rows_and_values_are_left_out() {
    let text = "name,since\nBaker,2020\nCook\n,2021\nDriver,soon\nEditor,1,2\nFarmer,2022\n";
    let ran = table(text, "--as people").ran().ends(0);
    let people = map(&ran.stdout).people;
    let text = |text: &Option<custmap::input::Text>| {
        text.as_ref().map_or("", |text| &*text.value).to_owned()
    };
    let people: Vec<(String, String)> =
        people.iter().map(|one| (text(&one.name), text(&one.since))).collect();
    let wanted = [("Baker", "2020"), ("Driver", ""), ("Farmer", "2022")];
    assert_eq!(people, wanted.map(|(name, since)| (name.to_owned(), since.to_owned())));
    ran.complains("warning[wrong-date]").complains("4 problems shown above");
}

/// A service whose provider can't be read is left out, and so are the references to it; what others say of it is not.
#[test]
fn what_lacks_a_required_value_is_left_out() {
    let text = "name,provided_by,serves\nPay,IT,Books\nBooks,Desk,everyone\n";
    let run = Run::yaml(
        "organisation: {name: X}\ndepartments: [{name: Desk}, {id: d, name: Desk}, {name: IT}]\n",
    )
    .file("t.csv", text);
    let ran = run.line("import csv t.csv --as services --merge org.yaml").ran().ends(0);
    let ran = ran
        .complains("warning[ambiguous-reference]")
        .complains("left out because something that they need was left out: Books");
    let left = ran.left("org.yaml");
    assert!(
        left.contains("name: Pay\n    provided_by: it\n\n") || left.ends_with("provided_by: it\n"),
        "{left}"
    );
}

/// Ids of a column are kept, whatever they look like; the same id for two things is an error at the second.
#[test]
fn ids_are_kept_and_never_mangled() {
    let text = "id,name\n007,Baker\nno,Cook\n1e3,Driver\nA B,Editor\n\"x: #\",Farmer\n";
    let ran = printed(table(text, "--as people"));
    let people = map(&ran.stdout).people;
    let ids = people.iter().map(|one| one.id.as_ref().unwrap().value.to_string());
    assert_eq!(ids.collect::<Vec<_>>(), ["007", "no", "1e3", "A B", "x: #"]);
    let ran = table("id,name\n1,Baker\n1,Cook\n", "--as people --strict").refused();
    ran.complains("error[duplicate-id]")
        .complains("t.csv:3:1")
        .complains("the first one")
        .complains("1 error.");
    let ran = table("id,name\n1,Baker\n1,Cook\n", "--as people").ran().ends(0);
    assert_eq!(map(&ran.stdout).people.len(), 1, "{ran}");
}

/// Rows of one name in different departments are two things with ids of their own; a reference to that name can't be
/// reported.
#[test]
fn names_borne_twice_get_distinct_ids() {
    let text = "name,department\nBaker,A\nBaker,B\nbaker,C\n!!!,A\n";
    let ran = printed(table(text, "--as people"));
    let people = map(&ran.stdout).people;
    let ids = people.iter().map(|one| one.id.as_ref().unwrap().value.to_string());
    assert_eq!(ids.collect::<Vec<_>>(), ["baker", "baker-2", "baker-3", "person"]);
    ran.complains("duplicate names, distinguished by id").complains("Baker (id baker-2)");
    let text = "name,part_of\nIT,A\nIT,B\nDesk,IT\n";
    let ran = table(text, "--as departments --strict").refused();
    ran.complains("error[ambiguous-reference]")
        .complains("t.csv:4:6")
        .complains("of department `it` and of department `it-2`");
}

/// A row with an id that says again what an earlier one says is the same thing; empty rows are counted.
#[test]
fn repeats_and_empty_rows_are_counted() {
    let text = "id,name\n1,Baker\n,\n1,Baker\n\n2,Cook\n";
    let ran = printed(table(text, "--as people"));
    assert_eq!(map(&ran.stdout).people.len(), 2);
    ran.complains("4 rows, 1 empty")
        .complains("people: 1 row describes something that an earlier row describes");
}

/// A name in two lists gives two ids, in two lists; a name that is a reserved word gets another.
#[test]
fn ids_are_one_space_for_all_lists() {
    let ran = printed(table("name,provided_by\nIT,IT\nEveryone,IT\n", "--as services"));
    ran.says("  - id: it\n    name: IT\n    provided_by: department-it\n").says("id: everyone-2");
    let ran = printed(table("name\nXYZ\n", "--as people --organisation XYZ"));
    ran.says("  - id: person-xyz\n    name: XYZ\n");
}

/// A table without rows or without anything, and a second column of a name, are reported as what they are.
#[test]
fn odd_tables_are_reported() {
    table("", "--as people").refused().complains("the file is empty");
    table("name,name\nA,B\n", "--as people")
        .refused()
        .complains("duplicate-column")
        .complains("t.csv:1:6");
    table("title\nA\n", "--as people").refused().complains("which column names a person?");
    table("name\n", "--as people").refused().complains("nothing to import was found");
    let open = table("name,role\nBaker,\"head\nCook,clerk\n", "--as people").refused();
    open.complains("a quote is opened here and never closed").complains("t.csv:2:7");
    Run::empty()
        .line("import csv nowhere.csv --as people")
        .refused()
        .complains("can't read nowhere.csv");
}

/// A circle among the rows is reported at a row, as it is in a map; without `--strict` it costs the lines that make it.
#[test]
fn circles_are_reported_at_their_rows() {
    let ran = table("name,part_of\nA,B\nB,A\n", "--as departments --strict").refused();
    ran.complains("error[part-of-circle]").complains("t.csv:2:");
    printed_with_warnings("name,part_of\nA,B\nB,A\nC,A\n", "--as departments").says("part_of: a");
}

#[track_caller]
fn printed_with_warnings(text: &str, line: &str) -> crate::run::Ran {
    let ran = table(text, line).ran().ends(0);
    map(&ran.stdout);
    ran
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
    // A second where it is linear and the machine has nothing else to do; a quarter of an hour where it is not.
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
    assert_eq!(map(&ran.stdout).services.len(), 500);
}
