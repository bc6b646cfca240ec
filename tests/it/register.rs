//! `register`: interested parties, SIPOC, agreements and the catalogue of services.

mod office;
mod workbook;

use crate::run::{Ran, Run};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A clinic in which something is missing of everything.
const CLINIC: &str = include_str!("../maps/register.yaml");
/// The registers, with the names of their lists.
const REGISTERS: [(&str, &str); 4] = [
    ("interested-parties", "interested_parties"),
    ("sipoc", "sipoc"),
    ("agreements", "agreements"),
    ("catalogue", "catalogue"),
];

#[track_caller]
fn run(more: &str) -> Ran {
    Run::yaml(CLINIC).line("register org.yaml --as").line(more).fine()
}

/// The rows of a register.
#[track_caller]
fn rows(more: &str) -> Vec<Value> {
    let json = run(&format!("{more} --format json")).json();
    assert_eq!(json["custmap"], 2);
    let list = json.as_object().unwrap().values().find_map(Value::as_array);
    list.expect("a list").clone()
}

/// The row whose value under a key is this.
#[track_caller]
fn row<'r>(rows: &'r [Value], key: &str, value: &str) -> &'r Value {
    let found = rows.iter().find(|row| row[key] == value);
    found.unwrap_or_else(|| panic!("no {key} {value} in {rows:?}"))
}

fn values<'r>(rows: &'r [Value], key: &str) -> Vec<&'r str> {
    rows.iter().map(|row| row[key].as_str().unwrap()).collect()
}

/// The line of the map that holds a text.
fn line_of(text: &str) -> usize {
    CLINIC.lines().position(|line| line.contains(text)).unwrap() + 1
}

/// Parties outside, then groups inside, with what the map states and what it doesn't. A former customer is none of
/// them, and `everyone` is one only because it is served.
#[test]
fn interested_parties() {
    let rows = rows("interested-parties");
    let ids = ["patients", "neighbours", "fund", "staff", "nobody-serves", "everyone"];
    assert_eq!(values(&rows, "id"), ids);
    let patients = row(&rows, "id", "patients");
    assert_eq!(patients["expects"], json!(["to be seen quickly", "clear words"]));
    assert_eq!(patients["obligation"], "an act");
    assert_eq!(patients["satisfaction"], 8.0, "the newest, brought to 10");
    assert_eq!(patients["sources"], json!(["discharge survey"]));
    assert_eq!(patients["measured_last"], "2026-05");
    assert_eq!((&patients["owner"], &patients["reviewed"]), (&json!("chief"), &json!("2026-03")));
    assert_eq!(patients["blanks"], json!([]));
    assert_eq!(patients["line"], line_of("id: patients"));
    let neighbours = row(&rows, "id", "neighbours");
    assert_eq!(neighbours["blanks"], json!(["expects", "obligation", "owner", "reviewed"]));
    let staff = row(&rows, "id", "staff");
    assert_eq!((&staff["side"], &staff["kind"]), (&json!("inside"), &json!("group")));
    assert_eq!(staff["blanks"], json!([]), "nothing serves it, so nothing could be measured");
    let everyone = row(&rows, "id", "everyone");
    assert_eq!(everyone["blanks"], json!(["expects", "obligation", "satisfaction", "reviewed"]));
    let none = Run::yaml(
        "organisation: {name: X}\ndepartments: [{id: a, name: A, serves: b}, {id: b, name: B}]",
    );
    let none = none.line("register org.yaml --as interested-parties --format json").fine().json();
    assert_eq!(none["interested_parties"], json!([]), "units are no groups");
}

/// Of one unit only those whom it serves and those who pay for that; within a division colleagues outside too.
#[test]
fn interested_parties_of_a_unit() {
    assert_eq!(values(&rows("interested-parties --unit kitchen"), "id"), ["fund", "everyone"]);
    assert_eq!(values(&rows("interested-parties --unit ward"), "id"), ["patients"]);
    let within = rows("interested-parties --within kitchen");
    let mut ids = values(&within, "id");
    ids.sort_unstable();
    assert_eq!(ids, ["everyone", "fund", "ward"]);
    let ward = row(&within, "id", "ward");
    assert_eq!((&ward["kind"], &ward["side"]), (&json!("department"), &json!("outside")));
    let title = run("interested-parties --within kitchen").stdout;
    assert!(title.starts_with("Kitchen within Clinic: register of"), "{title}");
}

/// Each service of a unit with what it receives and uses for it. A use that `for` restricts to nothing is no input, a
/// planned service is no process.
#[test]
fn sipoc() {
    let rows = rows("sipoc");
    assert_eq!(values(&rows, "process"), ["care", "results", "meals", "storage"]);
    let care = row(&rows, "process", "care");
    assert_eq!(care["unit"], "ward");
    assert_eq!(care["suppliers"], json!(["laboratory", "kitchen"]));
    assert_eq!(care["inputs"], json!(["results", "meals"]));
    assert_eq!(care["output"], "People go home in better health");
    assert_eq!((&care["customers"], &care["blanks"]), (&json!(["patients"]), &json!([])));
    let meals = row(&rows, "process", "meals");
    assert_eq!(meals["inputs"], json!(["storage"]), "not the results, of which the use is nothing");
    assert_eq!(meals["blanks"], json!(["output"]));
    assert_eq!(meals["line"], line_of("id: meals"));
    let storage = row(&rows, "process", "storage");
    assert_eq!(storage["inputs"], json!(["meals"]), "it is of everyone");
}

/// A unit brings its parts, but a part brings nothing of the unit around it. Suppliers outside a division stay named.
#[test]
fn sipoc_of_a_unit() {
    for filter in ["--unit kitchen", "--within kitchen"] {
        let kitchen = rows(&format!("sipoc {filter}"));
        assert_eq!(values(&kitchen, "process"), ["meals", "storage"], "{filter}");
    }
    assert_eq!(values(&rows("sipoc --unit cellar"), "process"), ["storage"]);
    let ward = rows("sipoc --within ward");
    assert_eq!(ward[0]["suppliers"], json!(["laboratory", "kitchen"]));
    assert_eq!(values(&rows("sipoc --unit cellar --unit ward"), "process"), ["care", "storage"]);
}

/// Agreements with the outside, then inside, then what promises rest on without one: what the finding has, and no more.
#[test]
fn agreements() {
    let rows = rows("agreements");
    assert_eq!(values(&rows, "service"), ["care", "meals", "results"]);
    let care = &rows[0];
    assert_eq!((&care["to"], &care["side"]), (&json!("patients"), &json!("outside")));
    assert_eq!(
        (&care["level"], &care["target"]),
        (&json!("within an hour"), &json!("90 % in time"))
    );
    assert_eq!((&care["reviewed"], &care["without_agreement"]), (&json!("2026-02"), &json!(1)));
    let meals = &rows[1];
    assert_eq!((&meals["to"], &meals["side"]), (&json!("ward"), &json!("inside")));
    assert_eq!(meals["blanks"], json!(["target", "reviewed"]));
    assert_eq!(meals["without_agreement"], Value::Null, "no promise to the outside");
    let results = &rows[2];
    assert_eq!((&results["to"], &results["agreed"]), (&json!("ward"), &json!(false)));
    assert_eq!((&results["promised"], &results["blanks"]), (&json!(["care"]), &json!(["agreed"])));
    assert_eq!(results["line"], line_of("id: results"));
    let found =
        Run::yaml(CLINIC).line("check org.yaml --only promise-without-agreement --format json");
    let found = found.fine().json();
    let message = found["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("Test results") && !message.contains("Meals"), "{message}");
}

/// Of a unit the agreements in which it is either party.
#[test]
fn agreements_of_a_unit() {
    assert_eq!(values(&rows("agreements --unit kitchen"), "service"), ["meals"]);
    assert_eq!(values(&rows("agreements --unit ward"), "service"), ["care", "meals", "results"]);
    assert_eq!(values(&rows("agreements --within laboratory"), "service"), ["results"]);
    let none = run("agreements --unit cellar").stdout;
    assert!(none.contains("register of agreements\nNothing is agreed yet in which one"), "{none}");
}

/// Every service, planned ones too, with who pays and the score.
#[test]
fn catalogue() {
    let rows = rows("catalogue");
    assert_eq!(values(&rows, "service"), ["care", "results", "scans", "meals", "storage"]);
    let care = row(&rows, "service", "care");
    assert_eq!((&care["satisfaction"], &care["agreed"]), (&json!(8.0), &json!(1)));
    assert_eq!(care["blanks"], json!(["paid_by", "reviewed"]));
    assert_eq!(row(&rows, "service", "scans")["status"], "planned");
    let meals = row(&rows, "service", "meals");
    assert_eq!((&meals["paid_by"], &meals["to"]), (&json!(["fund"]), &json!(["ward", "everyone"])));
    assert_eq!(values(&rows_of_unit("cellar"), "service"), ["storage"]);
}

fn rows_of_unit(unit: &str) -> Vec<Value> {
    rows(&format!("catalogue --unit {unit}"))
}

/// The line on top counts the blanks, and a screen names each; a row that lacks nothing counts nowhere.
#[test]
fn blanks_are_named() {
    let text = run("interested-parties --width 200").stdout;
    let counts = text.lines().nth(1).unwrap();
    let wanted = "Not stated: needs and expectations of 4, obligation of 4, review of 4, owner of 2, \
                  satisfaction of 1.";
    assert_eq!(counts, wanted);
    assert!(text.contains("none stated") && text.contains("never"), "{text}");
    let staff = rows("interested-parties").into_iter().find(|row| row["id"] == "staff").unwrap();
    assert_eq!(staff["blanks"], json!([]));
}

/// Every format has each row; who leaves and who follows is in none, and with `--anonymous` no name of a person.
#[test]
fn nothing_confidential() {
    for (register, list) in REGISTERS {
        let expected = rows(register).len();
        for format in ["table", "plain", "csv", "markdown", "html", "json"] {
            let text = run(&format!("{register} --format {format}")).stdout;
            for secret in ["2031", "secret@", "Heir"] {
                assert!(!text.contains(secret), "{secret} in {register} {format}:\n{text}");
            }
            if format == "plain" {
                assert_eq!(text.lines().count(), expected, "{list}");
            }
            let hidden = run(&format!("{register} --format {format} --anonymous")).stdout;
            assert!(!hidden.contains("Greta") && !hidden.contains("chief"), "{register} {format}");
        }
    }
}

/// What can't be asked is refused with what to write: no register, an unknown one, an unknown unit, a person as a
/// division, filters that would have no effect.
#[test]
fn what_is_refused() {
    let refused = |more: &str| Run::yaml(CLINIC).line("register org.yaml").line(more).refused();
    refused("").complains("--as <REGISTER>");
    refused("--as sipocs").complains("sipoc").complains("catalogue");
    refused("--as sipoc --unit wards").complains("ward");
    refused("--as sipoc --within chief").complains("department");
    refused("--as sipoc --reach direct").complains("--reach");
    refused("--as sipoc --confidential").complains("--confidential");
    refused("--as sipoc -o register.pdf").complains(".xlsx");
    let is_same = |word: &str| run(&format!("{word} --format csv")).stdout;
    assert_eq!(is_same("catalog"), is_same("catalogue"));
}

/// The page of the command lists the columns of each register.
#[test]
fn columns_are_documented() {
    let page = include_str!("../../docs/reference/commands/register.md");
    for (register, _) in REGISTERS {
        let start = format!("| `{register}` | ");
        let row = page.lines().find(|line| line.starts_with(&start)).unwrap();
        let listed: Vec<&str> = row[start.len()..].split('`').skip(1).step_by(2).collect();
        let listed: Vec<&str> =
            listed.into_iter().filter(|word| !["outside", "inside"].contains(word)).collect();
        let csv = run(&format!("{register} --format csv")).csv();
        assert_eq!(csv[0], listed, "{register}");
    }
}

/// On a screen that is too narrow for its columns each row is a block: no word is broken, no line is too long, and every
/// value has its label; a wide screen has a table.
#[test]
fn a_narrow_screen_has_blocks() {
    for (register, _) in REGISTERS {
        for width in ["60", "80"] {
            let ran = run(&format!("{register} --width {width}"));
            let text = ran.stdout;
            let most = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(most <= width.parse().unwrap(), "{register} {width}: {most}");
            assert!(
                text.contains("\n  Where  ") || text.contains(" WHERE\n"),
                "{register}: {text}"
            );
            let words: BTreeSet<&str> = text.split_whitespace().collect();
            let wide = run(&format!("{register} --width 400")).stdout;
            // A table has headings in capitals.
            let lower = |text: &str| text.to_lowercase();
            let known: BTreeSet<String> = wide.split_whitespace().map(lower).collect();
            for word in words.iter().filter(|word| !word.starts_with('\u{2500}')) {
                assert!(known.contains(&lower(word)), "{register} {width}: {word} is broken");
            }
        }
    }
}

/// Nothing is counted that is not there, and no text names a key of the file.
#[test]
fn an_empty_register() {
    for (register, _) in REGISTERS {
        for yaml in [
            "organisation: {name: E}\n",
            "organisation: {name: E}\ndepartments: [{id: a, name: A}]\n",
        ] {
            let text = Run::yaml(yaml).line("register org.yaml --as").line(register).fine().stdout;
            assert!(text.contains(" yet"), "{register}: {text}");
            assert!(!text.contains('0') && !text.contains('`'), "{register}: {text}");
        }
    }
}

/// A service of several providers is one service with a row for each of them.
#[test]
fn shared_services_count_once() {
    let yaml = "organisation: {name: X}\ndepartments: [{id: a, name: A}, {id: b, name: B}]\n\
                services: [{id: s, name: S, provided_by: [a, b], serves: everyone}]\n";
    let ran = Run::yaml(yaml).line("register org.yaml --as sipoc --width 200").fine();
    ran.says("(SIPOC) of 2 units, 1 service\n");
}

/// An input says from whom it comes, whatever the number of suppliers.
#[test]
fn inputs_name_their_suppliers() {
    let ran = Run::yaml(CLINIC).line("register org.yaml --as sipoc --format markdown").fine();
    ran.says("Test results from Laboratory");
    // As data too: two lists of suppliers and inputs would not say which belong together.
    let rows = Run::yaml(CLINIC).line("register org.yaml --as sipoc --format csv").fine();
    let inputs = rows.columns(["inputs_from"]);
    assert!(inputs.iter().any(|[cell]| cell.contains("Test results from Laboratory")), "{rows}");
}

/// What the promise of a unit rests on is in its register, though neither side is a part of it.
#[test]
fn what_a_promise_of_a_unit_rests_on() {
    let yaml = "\
organisation: {name: X}
departments: [{id: top, name: Top, lead: boss}, {id: a, name: A, part_of: top, lead: boss}, {id: b, name: B}]
people: [{id: boss, name: Boss, department: top}]
services:
  - {id: s, name: S, provided_by: a, serves: [{to: c, agreed: {level: fast}}]}
  - {id: t, name: T, provided_by: b, serves: [boss]}
beneficiaries: [{id: c, name: C}]
";
    for flags in ["--within a", "--unit a", ""] {
        let line = format!("register org.yaml --as agreements --format csv {flags}");
        let rows = Run::yaml(yaml).line(&line).fine().columns(["service_id", "without_agreement"]);
        assert_eq!(rows, [["s", "1"], ["t", ""]].map(|row| row.map(str::to_owned)), "{flags}");
    }
}

/// What the file says of who pays for a planned or retired service is in the lists of services; nobody is derived for
/// one, and none of it is money of today.
#[test]
fn payers_of_inactive_services_are_listed() {
    let yaml = "\
organisation: {name: X, kind: public}
departments: [{name: A}]
services:
  - {name: Old, provided_by: A, serves: c, status: retired, paid_by: [{from: State, amount: 500}]}
  - {name: New, provided_by: A, serves: [c, A], status: planned}
beneficiaries: [{id: c, name: C}]
payers: [{name: State}]
";
    let run = |line: &str| Run::yaml(yaml).line(line).fine();
    let register = run("register org.yaml --as catalogue --format csv");
    let mut payers = register.columns(["service_id", "paid_by"]);
    payers.sort_unstable();
    assert_eq!(payers, [["new", ""], ["old", "state"]].map(|row| row.map(str::to_owned)));
    let json = run("export org.yaml --format json").json();
    assert_eq!(json["services"][0]["paid_by"][0]["amount"], 500.0);
    assert_eq!(json["services"][1]["paid_by"].as_array().map(Vec::len), Some(0));
    let brief = run("brief org.yaml --format json").json();
    assert!(!brief.to_string().contains("500"), "{brief}");
}
