//! The filters: every listing takes them, and they hide rows, never change them.

use super::SMALL;
use crate::run::Run;

/// The rows of the exported CSV, without its heading, that the arguments let through.
#[track_caller]
fn rows(arguments: &[&str]) -> Vec<Vec<String>> {
    let run = Run::yaml(SMALL).line("export org.yaml --format csv");
    let mut rows = run.args(arguments.iter().copied()).fine().csv();
    assert_eq!(rows.remove(0)[0], "unit_id");
    rows
}

/// The rows that `keep` keeps of all.
fn wanted(keep: impl Fn(&[String]) -> bool) -> Vec<Vec<String>> {
    let all = rows(&[]);
    let kept: Vec<_> = all.into_iter().filter(|row| keep(row)).collect();
    assert!(!kept.is_empty(), "the filter is worth a test");
    kept
}

/// `--unit` by id or name, repeated: those units and no others.
#[test]
fn by_unit() {
    assert_eq!(rows(&["--unit", "it"]), wanted(|row| row[0] == "it"));
    assert_eq!(rows(&["--unit", "bookkeeping"]), wanted(|row| row[0] == "books"));
    let two = rows(&["--unit", "it", "--unit", "Clerk"]);
    assert_eq!(two, wanted(|row| ["it", "clerk"].contains(&&*row[0])));
}

/// `--customer` by id or name, of both ranks.
#[test]
fn by_customer() {
    assert_eq!(rows(&["--customer", "firms"]), wanted(|row| row[4] == "firms"));
    assert_eq!(rows(&["--customer", "THEIR FAMILIES"]), wanted(|row| row[4] == "families"));
    assert_eq!(rows(&["--customer", "sales"]), wanted(|row| row[4] == "sales"));
    assert_eq!(rows(&["--customer", "users"]), wanted(|row| row[4] == "users"));
}

/// `--reach`, one or several with commas.
#[test]
fn by_reach() {
    for reach in ["direct", "through", "broad", "shared"] {
        assert_eq!(rows(&["--reach", reach]), wanted(|row| row[7] == reach));
    }
    let two = rows(&["--reach", "direct,broad"]);
    assert_eq!(two, wanted(|row| row[7] == "direct" || row[7] == "broad"));
}

/// `--rank`: outside or inside.
#[test]
fn by_rank() {
    for rank in ["primary", "secondary"] {
        assert_eq!(rows(&["--rank", rank]), wanted(|row| row[3] == rank));
    }
}

/// `--people`: with, only, or without persons.
#[test]
fn by_people() {
    assert_eq!(rows(&["--people"]), rows(&[]));
    assert_eq!(rows(&["--people=with"]), rows(&[]));
    assert_eq!(rows(&["--people=only"]), wanted(|row| row[2] == "person"));
    assert_eq!(rows(&["--people=without"]), wanted(|row| row[2] == "department"));
}

/// Filters of several kinds must all hold.
#[test]
fn filters_add_up() {
    assert_eq!(
        rows(&["--unit", "sales", "--unit", "it", "--rank", "primary", "--reach", "direct"]),
        wanted(|row| row[0] == "sales" && row[3] == "primary" && row[7] == "direct")
    );
    assert!(rows(&["--unit", "archive", "--reach", "direct"]).is_empty());
}

/// JSON takes the same filters and holds the same rows.
#[test]
fn json_takes_the_same_filters() {
    for filter in
        ["--unit it", "--rank secondary", "--reach through", "--people=only", "--customer firms"]
    {
        let run = || Run::yaml(SMALL).line("export org.yaml --today 2026-11-21").line(filter);
        let json = run().line("--format json").fine().json();
        let mut of_json = Vec::new();
        for unit in json["units"].as_array().unwrap() {
            for rank in ["primary", "secondary"] {
                for row in unit[rank].as_array().unwrap() {
                    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
                    of_json.push((text(&unit["id"]), rank.to_owned(), text(&row["id"])));
                }
            }
        }
        let csv = run().line("--format csv").fine().csv();
        let of_csv =
            csv.into_iter().skip(1).map(|row| (row[0].clone(), row[3].clone(), row[4].clone()));
        assert_eq!(of_json, of_csv.collect::<Vec<_>>(), "{filter}");
    }
}

/// `analyze` and `list` take every filter in every format.
#[test]
fn every_listing_takes_them() {
    for command in ["analyze", "list"] {
        for filter in
            ["--unit it", "--customer firms", "--reach direct", "--rank primary", "--people=only"]
        {
            for format in ["table", "plain", "json", "csv", "markdown"] {
                let run = Run::yaml(SMALL).args([command, "org.yaml", "--format", format]);
                run.line(filter).fine();
            }
        }
    }
}

/// `list` shows the relationships of a unit, of a customer, of a rank.
#[test]
fn list_is_filtered() {
    let list = |filter: &str| {
        let rows = Run::yaml(SMALL).line("list org.yaml --format csv").line(filter).fine().csv();
        let names = rows.into_iter().skip(1).map(|row| format!("{} {}", row[0], row[4]));
        names.collect::<Vec<_>>()
    };
    assert_eq!(list("--unit it"), ["it.serves users"]);
    assert_eq!(list("--customer firms"), ["shop firms", "care firms"]);
    assert_eq!(list("--rank secondary"), ["it.serves users", "books.serves sales"]);
    assert_eq!(list("--people=only"), ["care firms"]);
}

/// The table of `analyze` leaves persons out, says so, and shows them when asked to.
#[test]
fn the_table_says_that_people_are_left_out() {
    let run = |more: &str| Run::yaml(SMALL).line("analyze org.yaml").line(more).fine();
    run("").says("2 people left out").says_no("Clerk");
    run("--people").says("Clerk").says_no("left out");
    run("--people=only").says("\nClerk ").says_no("\nBookkeeping ");
}

/// A word that names nothing is refused, with the nearest words; so is a name of several.
#[test]
fn an_unknown_unit_is_refused() {
    for command in ["analyze", "list", "export --format csv"] {
        let run = || Run::yaml(SMALL).line(command).line("org.yaml");
        run().line("--unit bookkeping").refused().complains("help: write `Bookkeeping`");
        run().line("--unit buyers").refused().complains("no department or person");
        run().line("--customer frims").refused().complains("help: write `Firms`");
        run().args(["--unit", ""]).refused();
    }
    Run::yaml(SMALL).line("why org.yaml itt buyers").refused().complains("help: write `IT`");
    Run::yaml(SMALL).line("why org.yaml it buyer").refused().complains("help: write `Buyers`");
    let two = SMALL.replace("name: Clerk", "name: IT");
    let ran = Run::yaml(&two).line("analyze org.yaml --unit IT").refused();
    ran.complains("`clerk` or `it`");
}

/// Words that other traditions use are read as ours; a word that is near gets the known ones.
#[test]
fn synonyms_of_words() {
    let rows = |line: &str| {
        let line = format!("export org.yaml --format csv {line}");
        Run::yaml(super::SMALL).line(&line).fine().stdout
    };
    assert_eq!(rows("--rank external"), rows("--rank primary"));
    assert_eq!(rows("--rank internal"), rows("--rank secondary"));
    assert_eq!(rows("--reach indirect"), rows("--reach through"));
    assert_ne!(rows("--rank primary"), rows("--rank secondary"));
    let ran = Run::yaml(super::SMALL).line("export org.yaml --rank externals").ran().ends(2);
    assert!(ran.stderr.contains("primary, secondary"), "{ran}");
}
