//! `--wide`, `--excel` and `--delimiter`: CSV as people in HR want it.

use crate::{commands::SMALL, run::Run};
use serde_json::Value;
use snapbox::{assert_data_eq, str};

#[track_caller]
fn wide(yaml: &str, more: &str) -> Vec<Vec<String>> {
    let run = Run::yaml(yaml).line("export org.yaml --format csv --wide");
    run.line(more).fine().csv()
}

/// A row for each unit, with all that belongs to it.
#[test]
fn a_row_a_unit() {
    let run = Run::yaml(SMALL).line("export org.yaml --format csv --wide");
    assert_data_eq!(
        run.fine().stdout,
        str![[r#"
unit_id,unit,unit_kind,level,top_id,top,part_of_id,part_of,purpose,lead_id,lead,site,tags,headcount,description,url,notes,role,since,services,primary,direct,through,broad,shared,secondary,funders_served,payers,amount,satisfaction,measured,direct_ids,direct_names,through_ids,through_names,broad_ids,broad_names,shared_ids,shared_names,secondary_ids,secondary_names,payer_ids,payer_names
sales,Sales,department,1,sales,Sales,,,,head,Head of Sales,,computer,,,,,,,2,3,2,1,0,0,0,0,3,5000,8,1,buyers;firms,Buyers;Firms,families,Their families,,,,,,,buyers;donors;firms,Buyers;Donors;Firms
web,Web shop,department,2,sales,Sales,sales,Sales,,,,,,,,,,,,1,3,2,1,0,0,0,0,2,,8,1,buyers;firms,Buyers;Firms,families,Their families,,,,,,,buyers;firms,Buyers;Firms
head,Head of Sales,person,2,sales,Sales,sales,Sales,,,,,,,,,,,,1,3,1,0,0,2,0,0,1,5000,,0,firms,Firms,,,,,buyers;families,Buyers;Their families,,,donors,Donors
it,IT,department,1,it,IT,,,,,,,computer,,,,,,,1,3,0,0,3,0,1,0,1,,5,1,,,,,buyers;firms;families,Buyers;Firms;Their families,,,users,Computer users,abacus,Abacus
books,Bookkeeping,department,1,books,Bookkeeping,,,,,,,,,,,,,,1,3,0,3,0,0,1,0,1,90000,,0,,,buyers;firms;families,Buyers;Firms;Their families,,,,,sales,Sales,abacus,Abacus
clerk,Clerk,person,2,books,Bookkeeping,books,Bookkeeping,,,,,,,,,,,,0,3,0,0,0,3,1,0,0,,,0,,,,,,,buyers;firms;families,Buyers;Firms;Their families,sales,Sales,,
archive,Archive,department,1,archive,Archive,,,,,,,,,,,,,,0,3,0,0,0,3,0,0,0,,,0,,,,,,,buyers;firms;families,Buyers;Firms;Their families,,,,

"#]]
    );
}

/// What is counted and listed is what JSON has.
#[test]
fn the_same_as_json() {
    for more in ["", "--rank primary", "--customer firms", "--within sales", "--people=only"] {
        let table = wide(SMALL, more);
        let json = Run::yaml(SMALL).line("export org.yaml --format json");
        let json = json.line(more).fine().json();
        let units = json["units"].as_array().unwrap();
        assert_eq!(table.len() - 1, units.len());
        for (row, unit) in table[1..].iter().zip(units) {
            let cell = |head: &str| {
                let at = table[0].iter().position(|it| it == head).unwrap();
                row[at].as_str()
            };
            assert_eq!(cell("unit_id"), unit["id"].as_str().unwrap());
            for reach in ["direct", "through", "broad", "shared"] {
                let ids = ids(&unit["primary"], Some(reach));
                assert_eq!(cell(reach), ids.len().to_string());
                assert_eq!(cell(&format!("{reach}_ids")), ids.join(";"));
            }
            let inside = ids(&unit["secondary"], None);
            assert_eq!(cell("secondary"), inside.len().to_string());
            assert_eq!(cell("secondary_ids"), inside.join(";"));
            assert_eq!(cell("payer_ids"), ids(&unit["payers"], None).join(";"));
        }
    }
}

/// The ids of customers or payers, of one reach.
fn ids(list: &Value, reach: Option<&str>) -> Vec<String> {
    let list = list.as_array().unwrap().iter();
    let wanted = list.filter(|one| reach.is_none_or(|reach| one["reach"] == reach));
    let ids = wanted.map(|one| one["id"].as_str().unwrap().to_owned());
    ids.collect()
}

/// The level and the unit at the top are those of the whole organisation, also within a division.
#[test]
fn the_place_in_the_tree() {
    let yaml = "organisation: {name: X}\n\
        departments: [{id: a, name: A, lead: p}, {id: b, name: B, part_of: a}, {id: c, name: C, part_of: b}]\n\
        people: [{id: p, name: P, department: c}]";
    let places = |more: &str| {
        let run = Run::yaml(yaml).line("export org.yaml --format csv --wide").line(more);
        let rows = run.fine().columns(["unit_id", "level", "top_id", "part_of_id", "lead_id"]);
        rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>()
    };
    let all = ["a 1 a  p", "b 2 a a ", "c 3 a b ", "p 4 a c "];
    assert_eq!(places(""), all);
    assert_eq!(places("--within b"), all[1..]);
    assert_eq!(places("--people=only"), all[3..]);
}

/// For a spreadsheet, names in a list don't run either, and an id that would run is refused.
#[test]
fn excel_goes_with_wide() {
    let yaml = "organisation: {name: X}\ndepartments: [{id: a, name: A, serves: b}]\n\
        beneficiaries: [{id: b, name: '=1+1'}]";
    let run = Run::yaml(yaml).line("export org.yaml --format csv --wide --excel");
    let text = run.fine().stdout;
    assert!(text.starts_with('\u{feff}'));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.contains(",b,'=1+1,"), "{text}");
    let formula = yaml.replace("serves: b", "serves: '=b'").replace("id: b", "id: '=b'");
    for (shape, runs) in [("--excel", true), ("--wide --excel", true), ("", false)] {
        let run = Run::yaml(&formula).line("export org.yaml --format csv").line(shape);
        if runs {
            run.refused().complains("a spreadsheet would run the id `=b` as a formula");
        } else {
            run.fine().says(",=b,=1+1,");
        }
    }
}

/// Another character between cells, in each shape; what holds it is quoted.
#[test]
fn another_delimiter() {
    for (word, delimiter) in [(";", b';'), ("|", b'|'), ("tab", b'\t'), ("\t", b'\t')] {
        for shape in ["", "--wide", "--wide --excel"] {
            let run = || Run::yaml(SMALL).line("export org.yaml --format csv").line(shape);
            let plain = run().fine();
            let ran = run().args(["--delimiter", word]).fine();
            let text = ran.stdout.trim_start_matches('\u{feff}');
            let mut reader = csv::ReaderBuilder::new();
            let reader = reader.delimiter(delimiter).has_headers(false);
            let read = reader.from_reader(text.as_bytes()).into_records();
            let read: Vec<Vec<String>> =
                read.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let plain = crate::run::csv(plain.stdout.trim_start_matches('\u{feff}'));
            assert_eq!(read, plain, "{word} {shape}");
        }
    }
}

/// What would be taken for a part of a cell, or is more than a character, is refused with what to write.
#[test]
fn a_wrong_delimiter_is_refused() {
    for word in ["", "ab", "\"", "a", "5", "é", "\n", "\u{7f}", " ", "tabs"] {
        let run = Run::yaml(SMALL).line("export org.yaml --format csv");
        let ran = run.args(["--delimiter", word]).refused();
        ran.complains("write one character such as ';' or '|', or tab");
    }
}

/// What goes with CSV only says so, before the map is read.
#[test]
fn options_of_csv_go_with_csv() {
    for (format, option) in [
        ("json", "--wide"),
        ("json", "--excel"),
        ("json", "--delimiter ;"),
        ("xlsx", "--wide"),
        ("xlsx", "--excel"),
        ("xlsx", "--delimiter ;"),
        ("nodes-edges -o net", "--wide"),
    ] {
        let run = Run::empty().line("export nowhere.yaml --format").line(format);
        let ran = run.line(option).refused();
        let (name, _) = option.split_once(' ').unwrap_or((option, ""));
        ran.complains(&format!("{name} goes with csv"));
    }
}
