//! `--split-by department`: a directory whose files say what one file would.

use super::facts;
use crate::run::Run;

const TABLE: &str = "name,provided_by,serves,paid_by\nERP,IT,Sales,\nShop,Sales,Buyers,Donors\nDesk,IT,everyone,\nAll,XYZ,Buyers,\n";

fn split(line: &str) -> Run {
    let run = Run::empty().file("t.csv", TABLE);
    run.line("import csv t.csv --as services --organisation XYZ").line(line)
}

/// A file for each department with its services, one for the rest; together they are the map of one file.
#[test]
fn a_directory_says_what_one_file_says() {
    let ran = split("-o map --split-by department").ran().ends(0);
    assert_eq!(ran.folder(), ["map", "t.csv"], "no temporary folder is left");
    let it = ran.left("map/it.yaml");
    assert!(it.contains("id: erp") && it.contains("id: desk") && !it.contains("id: shop"), "{it}");
    let rest = ran.left("map/organisation.yaml");
    assert!(
        rest.contains("name: XYZ") && rest.contains("id: buyers") && rest.contains("id: all"),
        "{rest}"
    );
    let run = Run::empty()
        .file("map/it.yaml", it)
        .file("map/organisation.yaml", rest)
        .file("map/sales.yaml", ran.left("map/sales.yaml"));
    let whole = split("").ran().stdout;
    let parts = run.line("export map --format json").fine().json();
    let whole = facts(&whole);
    for key in ["organisation", "parties"] {
        assert_eq!(parts[key], whole[key]);
    }
    assert_eq!(parts["units"].as_array().unwrap().len(), whole["units"].as_array().unwrap().len());
    ran.complains("map: 2 departments, 4 services, 1 beneficiary, 1 payer in 3 files");
}

/// A directory that is there stays as it is; without `-o` there is nowhere to go.
#[test]
fn a_directory_is_never_overwritten() {
    let run = split("-o map --split-by department").file("map/mine.yaml", "mine");
    let ran = run.refused().complains("already exists");
    assert_eq!(ran.left("map/mine.yaml"), "mine");
    split("--split-by department").refused().complains("--output");
}

/// Departments whose ids differ in signs alone, or are no file names, get files of their own.
#[test]
fn every_department_has_a_file_of_its_own() {
    let table = "id,name\na/b,A\na-b,B\n../x,C\n!!!,D\norganisation-,E\n";
    let run = Run::empty().file("t.csv", table);
    let ran =
        run.line("import csv t.csv --as departments -o map --split-by department").ran().ends(0);
    let files: Vec<_> = ["a-b", "a-b-2", "x", "department", "organisation-2"].into_iter().collect();
    for file in files {
        assert!(ran.left(&format!("map/{file}.yaml")).contains("departments:"), "{file}");
    }
}
