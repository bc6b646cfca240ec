//! `custmap brief`: the page for a director.

mod changes;
mod gaps;
mod unhappy;

use crate::{
    report::Html,
    run::{Ran, Run},
    trend::git,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use custmap::diag::Code;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
};

/// A council of six directorates, one of which has a part.
const COUNCIL: &str = "\
organisation: {name: Riverside Council, kind: public, currency: GBP, customers_called: residents}
departments:
  - {id: housing, name: Housing}
  - {id: repairs-team, name: Repairs team, part_of: housing}
  - {id: care, name: Adult Care}
  - {id: economy, name: Economy and Skills}
  - {id: data, name: Data}
  - {id: finance, name: Finance}
  - {id: idle, name: Archive}
people:
  - {id: data-officer, name: Data officer, department: data, leaving: 2027-01-31}
  - {id: head-of-repairs, name: Head of Repairs, department: repairs-team}
groups: [{id: planners, name: Planners, members: [care, economy], size: 24}]
services:
  - id: repairs
    name: Repairs
    provided_by: repairs-team
    serves:
      - to: tenants
        satisfaction:
          - {score: 4.9, n: 212, asked: 600, spread: 3, measured: 2026-06}
          - {score: 5.6, n: 300, spread: 3, measured: 2025-06}
    paid_by: [{from: tenants, amount: 14000000}]
  - {id: letting, name: Letting, provided_by: housing, serves: [{to: tenants, satisfaction: {score: 8, n: 50, measured: 2026-06}}], paid_by: [{from: taxpayers, amount: 1000000}]}
  - {id: assessments, name: Assessments, provided_by: care, serves: [{to: applicants, satisfaction: {score: 5.4, n: 96, asked: 310, measured: 2026-05}}], paid_by: [{from: taxpayers, amount: 22000000}]}
  - {id: grants, name: Grants, provided_by: economy, serves: [firms, ministry], paid_by: [{from: firms, amount: 8200000}]}
  - {id: events, name: Events, provided_by: economy, serves: [firms]}
  - {id: register, name: Address register, provided_by: data-officer, serves: [{to: planners, satisfaction: {score: 5.8, n: 17, asked: 24, measured: 2026-06}}]}
  - {id: books, name: Books, provided_by: finance, serves: [{to: care}, {to: housing}], paid_by: []}
beneficiaries:
  - {id: tenants, name: Tenants, relationship: {owner: head-of-repairs}}
  - {id: applicants, name: Applicants for care}
  - {id: firms, name: Small businesses, kind: business}
  - {id: ministry, name: Ministry, kind: government}
  - {id: dreams, name: Dreamers, status: prospect}
payers: [{id: taxpayers, name: Taxpayers}]
";

fn json_of(yaml: &str, flags: &str) -> Value {
    let line = format!("brief org.yaml --today 2026-11-29 --format json {flags}");
    let json = Run::yaml(yaml).line(&line).fine().json();
    assert_eq!(json["custmap"], 2);
    json
}

fn text_of(yaml: &str, flags: &str) -> Ran {
    Run::yaml(yaml).line(&format!("brief org.yaml --today 2026-11-29 --width 100 {flags}")).fine()
}

fn ids<'v>(rows: &'v Value, key: &str) -> Vec<&'v str> {
    rows.as_array().unwrap().iter().map(|row| row[key].as_str().unwrap_or("")).collect()
}

/// The row of a division, counted from what `export` says of the whole map.
fn counted(yaml: &str, units: &[&str]) -> Value {
    let all =
        Run::yaml(yaml).line("export org.yaml --format json --today 2026-11-29").fine().json();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let active: BTreeSet<String> = list(&all["parties"])
        .iter()
        .filter(|party| party["status"] != "active")
        .map(|party| party["id"].as_str().unwrap().to_owned())
        .collect();
    let (mut relationships, mut scores, mut amount) = (0, Vec::new(), None);
    for service in list(&all["services"]) {
        let providers = ids_of(&service["provided_by"]);
        if !providers.iter().any(|one| units.contains(&&**one)) {
            continue;
        }
        for row in list(&service["serves"]) {
            if active.contains(row["to"].as_str().unwrap()) {
                continue;
            }
            relationships += 1;
            scores.extend(row["satisfaction"].as_f64());
        }
        for paid in list(&service["paid_by"]) {
            if let Some(sum) = paid["amount"].as_f64() {
                amount = Some(amount.unwrap_or(0.0) + sum);
            }
        }
    }
    let services = list(&all["services"]);
    let own = |subject: &str| {
        let providers =
            services.iter().find(|one| one["id"] == subject).map(|one| ids_of(&one["provided_by"]));
        units.contains(&subject)
            || providers.is_some_and(|all| all.iter().any(|one| units.contains(&&**one)))
    };
    let gaps = [
        "unit-without-service",
        "no-secondary-customer",
        "no-primary-chain",
        "service-serves-nobody",
    ];
    let gaps = list(&all["findings"])
        .iter()
        .filter(|one| gaps.contains(&one["code"].as_str().unwrap()) && one["severity"] == "warning")
        .filter(|one| own(one["subject"].as_str().unwrap()))
        .count();
    json!({
        "units": units.len(),
        "relationships": relationships,
        "measured": scores.len(),
        "unhappy": scores.iter().filter(|score| **score < 6.0).count(),
        "lowest": scores.iter().copied().min_by(f64::total_cmp),
        "gaps": gaps,
        "amount": amount,
    })
}

fn ids_of(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// Each division has the numbers that an export gives, those with unhappy customers first, then by the lowest score.
#[test]
fn divisions_are_counted() {
    let json = json_of(COUNCIL, "");
    assert_eq!(
        ids(&json["divisions"], "id"),
        ["housing", "care", "data", "idle", "economy", "finance"]
    );
    let parts: BTreeMap<&str, Vec<&str>> = BTreeMap::from([
        ("housing", vec!["housing", "repairs-team", "head-of-repairs"]),
        ("care", vec!["care"]),
        ("data", vec!["data", "data-officer"]),
        ("idle", vec!["idle"]),
        ("economy", vec!["economy"]),
        ("finance", vec!["finance"]),
    ]);
    for row in json["divisions"].as_array().unwrap() {
        let right = counted(COUNCIL, &parts[row["id"].as_str().unwrap()]);
        for (key, value) in right.as_object().unwrap() {
            assert_eq!(&row[key], value, "{key} of {}", row["id"]);
        }
    }
    assert_eq!(json["divisions"][0]["trend"], "down");
    assert_eq!(json["divisions"][1]["trend"], Value::Null, "asked once only");
    let totals = &json["totals"];
    assert_eq!((&totals["departments"], &totals["customers_outside"]), (&json!(7), &json!(4)));
    assert_eq!((&totals["relationships"], &totals["measured"]), (&json!(9), &json!(4)));
    assert_eq!((&totals["unhappy"], &totals["unhappy_customers"]), (&json!(3), &json!(2)));
}

/// The level is the first with 5 to 20 departments, or the one that is asked for; a department without parts stays in
/// each deeper one, and what no department of the level provides is a row of its own.
#[test]
fn the_level_of_divisions() {
    let deeper = json_of(COUNCIL, "--depth 2");
    let ids_found = ids(&deeper["divisions"], "id");
    assert!(ids_found.contains(&"repairs-team") && ids_found.contains(&"care"));
    // What the department above the level provides itself has a row of its own.
    let rows = deeper["divisions"].as_array().unwrap();
    let itself = rows.iter().find(|row| row["id"] == "housing").unwrap();
    assert_eq!((&itself["units"], &itself["relationships"]), (&json!(1), &json!(1)));
    text_of(COUNCIL, "--depth 2").says("Housing itself");
    let mut yaml = "organisation: {name: X}\ndepartments:\n  - {id: all, name: All}\n".to_owned();
    for at in 0..6 {
        writeln!(yaml, "  - {{id: d{at}, name: D{at}, part_of: all, serves: [everyone, c]}}")
            .unwrap();
    }
    yaml.push_str("customers: [{id: c, name: C}]\n");
    assert_eq!(json_of(&yaml, "")["divisions"].as_array().unwrap().len(), 6);
    let few = json_of("organisation: {name: X}\ndepartments: [{id: a, name: A}]\n", "");
    assert_eq!(ids(&few["divisions"], "id"), ["a"], "fewer than five are better than none");
    assert_eq!(json_of("organisation: {name: X}\n", "")["divisions"], json!([]));
    Run::yaml(COUNCIL).line("brief org.yaml --depth 0").refused();
}

/// The worst relationships, the lowest score first, inside and outside, with what is known of them; not those who are
/// happy.
#[test]
fn the_worst_relationships() {
    let json = json_of(COUNCIL, "");
    assert_eq!(ids(&json["worst"], "service"), ["repairs", "assessments", "register"]);
    let worst = &json["worst"][0];
    // t(211) * 3 / sqrt(212) = 1.97129 * 0.20604 = 0.40616.
    let (low, high) = (worst["low"].as_f64().unwrap(), worst["high"].as_f64().unwrap());
    assert!((low - 4.49384).abs() < 1e-3 && (high - 5.30616).abs() < 1e-3, "{low} {high}");
    assert_eq!(
        (&worst["n"], &worst["asked"], &worst["before"]),
        (&json!(212), &json!(600), &json!(5.6))
    );
    assert_eq!(
        (&worst["owner"], &worst["amount"]),
        (&json!("head-of-repairs"), &json!(14_000_000.0))
    );
    assert_eq!(
        (&json["worst"][1]["owner"], &json["worst"][1]["low"]),
        (&Value::Null, &Value::Null)
    );
    let ran = text_of(COUNCIL, "");
    ran.says("1. Tenants with Repairs: 4.9 of 10 (212 of 600 asked, between 4.5 and 5.3")
        .says("surely lower now");
    let happy = COUNCIL.replace("score: 4.9", "score: 6.9").replace("score: 5.4", "score: 6.4");
    let happy = happy.replace("score: 5.8", "score: 6");
    assert_eq!(json_of(&happy, "")["worst"], json!([]));
    text_of(&happy, "").says("Nobody who was asked is unhappy.");
}

/// Where nobody was asked, nobody is unhappy only as far as is known: a zero would look like good news.
#[test]
fn nobody_asked_is_not_nobody_unhappy() {
    let map = "organisation: {name: X}\ndepartments: [{id: a, name: A, serves: [b, c]}]\nbeneficiaries: [{id: b, name: B}, {id: c, name: C}]\n";
    text_of(map, "")
        .says("Not known: nobody was asked.")
        .says_no("Nobody who was asked is unhappy");
    let page = |map: &str| Run::yaml(map).line("brief org.yaml --format html").fine().stdout;
    assert!(
        page(map).contains("Not known") && !page(map).contains("<b>0 of 2</b>"),
        "{}",
        page(map)
    );
    let one = "organisation: {name: X}\ndepartments: [{id: a, name: A}]\nservices: [{name: S, provided_by: a, serves: [{to: b, \
        satisfaction: {score: 8, n: 40, measured: 2026-06}}, c]}]\nbeneficiaries: [{id: b, name: B}, {id: c, name: C}]\n";
    let page = page(one);
    assert!(page.contains("<b>0 of 2</b>") && page.contains("1 of them was never asked"), "{page}");
}

/// At most ten of them.
#[test]
fn ten_of_the_worst() {
    let mut yaml = "organisation: {name: X}\ndepartments: [{id: a, name: A}]\nbeneficiaries: [{id: b, name: B}]\nservices:\n".to_owned();
    for at in 0..13 {
        writeln!(yaml, "  - {{id: s{at:02}, name: S{at}, provided_by: a, serves: {{to: b, satisfaction: {{score: {}.5}}}}}}", at % 6).unwrap();
    }
    let worst = json_of(&yaml, "");
    let scores: Vec<f64> = worst["worst"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["score"].as_f64().unwrap())
        .collect();
    assert_eq!(scores.len(), 10);
    assert!(scores.is_sorted(), "{scores:?}");
}

/// Those who were never asked about anything: outside first, by money, then by services; not who was asked about
/// something.
#[test]
fn whom_nobody_asked() {
    let json = json_of(COUNCIL, "");
    assert_eq!(ids(&json["never_asked"], "id"), ["firms", "ministry", "care", "housing"]);
    assert_eq!(json["never_asked"][0]["services"], json!(["grants", "events"]));
    assert_eq!(json["never_asked"][0]["amount"], 8_200_000.0);
    let society = COUNCIL.replace("kind: government", "kind: society");
    assert!(!ids(&json_of(&society, "")["never_asked"], "id").contains(&"ministry"));
}

/// Persons who alone do something, and services on which several customers outside depend; what one person alone provides
/// is with the person.
#[test]
fn single_points_of_failure() {
    let json = json_of(COUNCIL, "");
    let points = &json["single_points"];
    assert_eq!(ids(points, "id"), ["data-officer", "head-of-repairs", "books"]);
    let two = COUNCIL.replace("provided_by: data-officer", "provided_by: [data-officer, data]");
    assert_eq!(
        ids(&json_of(&two, "")["single_points"], "id"),
        ["head-of-repairs", "register", "books"]
    );
    assert_eq!(
        (&points[0]["kind"], &points[0]["why"]),
        (&json!("person"), &json!(["sole_provider"]))
    );
    assert_eq!((&points[0]["customers"], &points[0]["amount"]), (&json!(3), &json!(30_200_000.0)));
    assert_eq!(points[1]["why"], json!(["no_backup"]));
    assert_eq!(points[2]["kind"], "service");
    let backed =
        COUNCIL.replace("{owner: head-of-repairs}", "{owner: head-of-repairs, backup: care}");
    assert!(!ids(&json_of(&backed, "")["single_points"], "id").contains(&"head-of-repairs"));
}

/// Where there is one customer only, what they depend on is said; a service that carries one of several is not one on
/// which several depend.
#[test]
fn the_only_customer_counts() {
    let one = "organisation: {name: X}\ndepartments: [{id: a, name: A}, {id: b, name: B}]\nservices:\n  - {id: figures, name: Figures, provided_by: a, serves: [b]}\n  - {id: shop, name: Shop, provided_by: b, serves: [c]}\nbeneficiaries: [{id: c, name: C}]\n";
    assert_eq!(ids(&json_of(one, "")["single_points"], "id"), ["figures"]);
    let several = one
        .replace("[{id: c, name: C}]", "[{id: c, name: C}, {id: d, name: D, kind: business}]")
        .replace("departments: [", "departments: [{id: e, name: E, serves: [d]}, ");
    assert_eq!(json_of(&several, "")["single_points"], json!([]));
    text_of(&several, "").says("Nobody does anything alone, and there is no service inside");
}

/// Who pays, each payment once.
#[test]
fn who_pays() {
    let json = json_of(COUNCIL, "");
    let money = json["money"].clone();
    let right = json!({"customers": 22_200_000.0, "third_parties": 23_000_000.0, "organisation": 0.0,
        "without_amount": 0, "assumed": 0, "unknown": 1});
    assert_eq!(money, right);
    text_of(COUNCIL, "")
        .says("WHO PAYS: 45.20 M GBP A YEAR")
        .says("customers 49 %, third parties 51 %");
}

/// At most five steps, each of which says who does what: the most urgent of each kind first.
#[test]
fn what_to_do_next() {
    let json = json_of(COUNCIL, "");
    assert_eq!(
        ids(&json["next"], "text"),
        [
            "Repairs team: agree with Tenants what Repairs improves first, and ask again within six months.",
            "Economy and Skills: ask Small businesses how satisfied they are with Grants.",
            "Data: name a backup for Data officer; at stake: 3 customers outside and 30.20\u{a0}M\u{a0}GBP a year.",
            "Economy and Skills: name who owns the relationship with Small businesses, which pays 8.20\u{a0}M\u{a0}GBP a year.",
            "Archive: write down what it does, and for whom.",
        ]
    );
    assert_eq!(ids(&json["next"], "who"), ["repairs-team", "economy", "data", "economy", "idle"]);
    let nothing = json_of("organisation: {name: X}\n", "");
    assert_eq!(nothing["next"], json!([]));
}

/// What changed since an older map, as a file or a revision: customers, scores, owners, departments.
#[test]
fn what_changed() {
    let old = COUNCIL
        .replace("          - {score: 4.9, n: 212, asked: 600, spread: 3, measured: 2026-06}\n", "")
        .replace("  - {id: idle, name: Archive}\n", "")
        .replace(
            "{to: applicants, satisfaction: {score: 5.4, n: 96, asked: 310, measured: 2026-05}}",
            "applicants",
        )
        .replace("relationship: {owner: head-of-repairs}", "relationship: {owner: housing}")
        .replace("{id: dreams, name: Dreamers, status: prospect}", "{id: walkers, name: Walkers}");
    let run = Run::yaml(COUNCIL).file("old.yaml", &old);
    let json =
        run.line("brief org.yaml --since old.yaml --today 2026-11-29 --format json").fine().json();
    let changes = &json["changes"];
    let right = json!({"since": "old.yaml", "relationships_before": 9, "measured_before": 3,
        "customers_gained": [], "customers_lost": [], "first_measured": 1, "higher": [],
        "lower": ["tenants"], "owners_changed": 1, "departments_added": 1, "departments_removed": 0});
    assert_eq!(changes, &right);
    let run = Run::yaml(COUNCIL).file("old.yaml", &old);
    let ran = run.line("brief org.yaml --since old.yaml --width 100").fine();
    ran.says("Less happy than then: Tenants.")
        .says("are measured (+11)")
        .says("compared with old.yaml");
    let same = Run::yaml(COUNCIL).file("old.yaml", COUNCIL);
    same.line("brief org.yaml --since old.yaml").fine().says("Nothing of what is shown here.");
    assert_eq!(json_of(COUNCIL, "")["changes"], Value::Null);
    // A move that may be chance is no news.
    let near = COUNCIL.replace(
        "          - {score: 4.9, n: 212, asked: 600, spread: 3, measured: 2026-06}\n",
        "",
    );
    let near = near.replace("score: 5.6", "score: 5");
    let run = Run::yaml(COUNCIL).file("old.yaml", near);
    let json = run.line("brief org.yaml --since old.yaml --format json").fine().json();
    assert_eq!(json["changes"]["lower"], json!([]));
    Run::yaml(COUNCIL).line("brief org.yaml --since nowhere").refused().complains("nowhere");
}

/// A division counts its own services only.
#[test]
fn within_a_division() {
    let json = json_of(COUNCIL, "--within housing");
    assert_eq!(json["totals"]["relationships"], 2);
    assert_eq!(ids(&json["worst"], "service"), ["repairs"]);
    assert_eq!(json["money"]["customers"], 14_000_000.0);
    assert!(
        text_of(COUNCIL, "--within housing").stdout.starts_with("Housing within Riverside Council")
    );
}

/// The maps of the examples, the council, and one with every finding that a brief may speak of.
fn maps() -> Vec<String> {
    let examples = ["xyz", "we-care", "council"];
    let examples =
        examples.map(|name| fs::read_to_string(format!("examples/{name}.yaml")).unwrap());
    let mut many =
        "organisation: {name: Many, kind: public, currency: GBP}\ndepartments:\n".to_owned();
    for at in 0..60 {
        let around = if at < 6 { String::new() } else { format!(", part_of: d{}", at % 6) };
        writeln!(many, "  - {{id: d{at}, name: Department {at}{around}}}").unwrap();
    }
    many.push_str("services:\n");
    for at in 0..50 {
        let to = if at % 3 == 0 { format!("c{}", at % 9) } else { format!("d{}", at * 7 % 60) };
        let score = 3 + at % 7;
        let scale = if at % 5 == 0 { ", metric: nps" } else { "" };
        writeln!(many, "  - {{id: s{at}, name: Service {at}, provided_by: d{at}, serves: [{{to: {to}, satisfaction: {{score: {score}, n: 9{scale}}}}}]}}").unwrap();
    }
    many.push_str("  - {id: none, name: For nobody, provided_by: d9}\nbeneficiaries:\n");
    for at in 0..12 {
        writeln!(
            many,
            "  - {{id: c{at}, name: Customer {at}, kind: business, relationship: {{owner: d{at}}}}}"
        )
        .unwrap();
    }
    examples.into_iter().chain([COUNCIL.to_owned(), many]).collect()
}

/// The texts of a JSON value that are more than one word.
fn sentences(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.values().for_each(|value| sentences(value, found)),
        Value::Array(all) => all.iter().for_each(|value| sentences(value, found)),
        Value::String(text) if text.contains(' ') => found.push(text.clone()),
        _ => {}
    }
}

/// No command, no key of the file and no code of a finding is in any text, in any format, with and without a comparison.
#[test]
fn plain_words_only() {
    for map in maps() {
        let old = map.replace("score: 5", "score: 8");
        let brief = |flags: &str| {
            let run = Run::yaml(&map).file("old.yaml", &old);
            run.line(&format!("brief org.yaml --today 2026-11-29 {flags}")).fine().stdout
        };
        let page = Html::read(&brief("--format html --since old.yaml"));
        let visible = page.one("main").words();
        let mut texts = vec![visible];
        for format in ["table", "plain", "markdown", "csv"] {
            texts.push(brief(&format!("--format {format}")));
        }
        texts.push(brief("--since old.yaml --all"));
        sentences(&serde_json::from_str(&brief("--format json")).unwrap(), &mut texts);
        for text in texts {
            for code in Code::ALL {
                assert!(!text.contains(code.word()), "{}: {text}", code.word());
            }
            for word in ["custmap", "satisfaction:", "serves:", "paid_by", "{", "measured:", "`"] {
                assert!(!text.contains(word), "{word}: {text}");
            }
        }
    }
}

/// Every key of a JSON value, at any depth.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            keys(value, found);
        }),
        Value::Array(all) => all.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

/// JSON has exactly the keys that the documentation lists.
#[test]
fn documented_keys_only() {
    let page = fs::read_to_string("docs/reference/commands/brief.md").unwrap();
    let (_, block) = page.split_once("## JSON").unwrap();
    let documented: BTreeSet<&str> = block.split('"').skip(1).step_by(2).collect();
    let mut found = BTreeSet::new();
    for map in maps() {
        let run = Run::yaml(&map).file("old.yaml", COUNCIL);
        let line = "brief org.yaml --today 2026-11-29 --since old.yaml --format json";
        keys(&run.line(line).fine().json(), &mut found);
    }
    let values = [
        "up",
        "down",
        "same",
        "party",
        "group",
        "unit",
        "person",
        "service",
        "sole_provider",
        "no_backup",
        "many_depend",
    ];
    let documented: BTreeSet<String> = documented
        .into_iter()
        .filter(|key| !values.contains(key) || ["service"].contains(key))
        .map(str::to_owned)
        .collect();
    assert_eq!(found, documented);
}

/// Nothing shows who is leaving, and pseudonyms hide persons.
#[test]
fn nobody_is_exposed() {
    let html = |flags: &str| {
        Run::yaml(COUNCIL).line(&format!("brief org.yaml --format html {flags}")).fine().stdout
    };
    assert!(!html("").contains("2027") && !html("").contains("leav"));
    let staying = COUNCIL.replace(", leaving: 2027-01-31", "");
    assert_eq!(json_of(COUNCIL, ""), json_of(&staying, ""));
    assert!(!html("--anonymous").contains("Data officer"));
}

/// The page asks nobody for anything, allows its style by its hash, and every name leads to a card in it.
#[test]
fn the_page() {
    let html = Run::yaml(COUNCIL).line("brief org.yaml -o brief.html").fine().left("brief.html");
    let page = Html::read(&html);
    let policy = page.all("meta").find(|it| it.attributes.contains_key("http-equiv")).unwrap();
    let policy = &policy.attributes["content"];
    for style in page.all("style") {
        let hash = STANDARD.encode(Sha256::digest(&style.text));
        assert!(
            policy.contains(&format!("'sha256-{hash}'")),
            "write sha256-{hash} into src/render/html.rs"
        );
    }
    assert!(policy.starts_with("default-src 'none'") && page.all("script").next().is_none());
    assert!(page.values("style").next().is_none(), "a style of its own is not allowed");
    let ids: BTreeSet<&str> = page.values("id").collect();
    for link in page.values("href").filter_map(|it| it.strip_prefix('#')) {
        assert!(ids.contains(link), "nothing has the id {link}");
    }
    for id in ["unit-housing", "party-tenants", "unit-data-officer", "party-firms"] {
        assert!(ids.contains(id), "{id} has a card");
    }
    assert!(!ids.contains("party-taxpayers"), "nobody has a card whom the brief does not name");
}

/// Names never become markup, and control characters never reach the terminal.
#[test]
fn hostile_names() {
    let yaml = COUNCIL.replace("name: Tenants", "name: \"<b>x</b>\\e[31m|#*\"");
    let html = Run::yaml(&yaml).line("brief org.yaml --format html").fine().stdout;
    assert!(html.contains("&lt;b&gt;x") || html.contains("&#60;b&#62;x"), "{html}");
    assert!(!html.contains("<b>x</b>"));
    let text = text_of(&yaml, "").stdout;
    assert!(!text.contains('\u{1b}'), "{text}");
}

/// An older version is called by its day, an older file by its name; only data say what was asked for.
#[test]
fn what_the_older_version_is_called() {
    let run = Run::yaml(COUNCIL).file("older/old.yaml", COUNCIL);
    let git = |args: &[&str]| git(run.path(), "2026-08-10", args);
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "first"]);
    let run = run.line("brief org.yaml --since HEAD --width 100");
    let ran =
        run.fine().says("compared with the version of 2026-08-10").says("WHAT CHANGED SINCE THEN");
    assert!(!ran.stdout.contains("HEAD"), "{}", ran.stdout);
    let run = Run::yaml(COUNCIL).file("older/old.yaml", COUNCIL);
    let ran = run.line("brief org.yaml --since older/old.yaml --width 100").fine();
    ran.says("compared with old.yaml").says_no("OLD.YAML");
}

/// The cards of the page say what is found, without the keys of the file that the advice names.
#[test]
fn cards_without_advice() {
    let html = Run::yaml(COUNCIL).line("brief org.yaml --format html").fine().stdout;
    assert!(html.contains("What to look at"), "{html}");
    assert!(!html.contains("What to do"), "{html}");
    for code in Code::ALL {
        assert!(!html.contains(code.advice()), "{}", code.advice());
    }
}

/// An empty map is no good news, and says one thing once.
#[test]
fn nothing_is_written_down() {
    let empty = "organisation: {name: E}\n";
    let html = Run::yaml(empty).line("brief org.yaml --format html").fine().stdout;
    for text in [text_of(empty, "").stdout, html] {
        assert_eq!(text.matches("Nothing is written down yet.").count(), 1, "{text}");
        assert!(
            text.contains("Write down the departments, what they provide and for whom."),
            "{text}"
        );
        for clear in [
            "Everybody was asked",
            "Nobody does anything alone",
            "Nothing is open",
            "Nobody who",
            "Who pays",
        ] {
            assert!(!text.contains(clear), "{clear}: {text}");
        }
    }
    let units = "organisation: {name: E}\ndepartments: [{id: a, name: A}]\n";
    let ran = text_of(units, "")
        .says("1 department. No customer outside is written down yet.")
        .says_no("0 of")
        .says_no("WHERE IT HURTS");
    assert_eq!(ran.stdout.matches("yet.").count(), 2, "{}", ran.stdout);
    let others = format!("{units}beneficiaries: [{{id: c, name: C, kind: person}}]\n");
    text_of(&others, "--within a").says("1 department. No customer outside is reached.");
}

/// Services on which the same depends share a sentence; one on which more depends has its own.
#[test]
fn equal_services_share_a_sentence() {
    let ran = text_of(COUNCIL, "");
    let lines: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("- ")).collect();
    let single = lines.iter().filter(|line| line.contains("each would affect"));
    let points = json_of(COUNCIL, "")["single_points"].clone();
    let same = points[2]["customers"] == points[3]["customers"]
        && points[2]["amount"] == points[3]["amount"];
    assert_eq!(single.count(), usize::from(same), "{lines:#?}");
}

/// A division shows how many units it has and, where the spread is known, between which scores its lowest one is.
#[test]
fn a_division_has_units_and_an_interval() {
    let json = json_of(COUNCIL, "");
    let housing = &json["divisions"][0];
    assert_eq!(housing["units"], 3);
    assert!((housing["low"].as_f64().unwrap() - 4.49384).abs() < 1e-3, "{housing}");
    assert_eq!(json["divisions"][1]["low"], Value::Null);
    text_of(COUNCIL, "").says("4.9 down (4.5 to 5.3)");
    let html = Run::yaml(COUNCIL).line("brief org.yaml --format html").fine().stdout;
    assert!(html.contains("<small>4.5 to 5.3</small>") && html.contains("<small>3 units</small>"));
}

/// One of a thing is one, and all who provide a service are named.
#[test]
fn one_and_several() {
    let one = "organisation: {name: E}\ndepartments: [{id: a, name: A}]\nservices: [{id: s, name: S, provided_by: a, serves: [{to: c, satisfaction: {score: 5, n: 90}}]}]\nbeneficiaries: [{id: c, name: C}]\n";
    text_of(one, "")
        .says("1 department serves 1 customer outside. 100 % of 1 relationship is measured.");
    let two = one
        .replace("[{id: a, name: A}]", "[{id: a, name: A}, {id: b, name: B}]")
        .replace("provided_by: a", "provided_by: [a, b]");
    text_of(&two, "").says("2 departments serve").says("Provided by A, B.");
}

/// What `--since` takes: tags with dots in them, commits, days, months and years, from any folder, of a map in any
/// other; a file comes before them all.
#[test]
fn what_since_takes() {
    let old = COUNCIL
        .replace("{id: dreams, name: Dreamers, status: prospect}", "{id: walkers, name: Walkers}")
        .replace(
            "provided_by: economy, serves: [firms]",
            "provided_by: economy, serves: [firms, walkers]",
        );
    let run = Run::empty().file("maps/org.yaml", &old).file("elsewhere/note.txt", "");
    let path = run.path().to_owned();
    let at = |day: &str, args: &[&str]| git(&path, day, args);
    at("2026-06-30", &["init", "--quiet"]);
    at("2026-06-30", &["add", "."]);
    at("2026-06-30", &["commit", "--quiet", "-m", "first"]);
    at("2026-06-30", &["tag", "board-1.2"]);
    let run = run.file("maps/org.yaml", COUNCIL);
    at("2026-09-15", &["commit", "--quiet", "-am", "second"]);
    let map = path.join("maps/org.yaml");
    let brief = |folder: &str, map: &str, since: &str| {
        let mut command = run.command();
        let args = ["brief", map, "--since", since, "--format", "json"];
        let output = command.current_dir(path.join(folder)).args(args).output().unwrap();
        assert!(output.status.success(), "{folder} {map} {since}: {output:?}");
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["changes"]["since"], since);
        json["changes"]["customers_lost"].as_array().unwrap().len()
    };
    for since in ["board-1.2", "HEAD~1", "2026-06", "2026-06-30", "2026-07", "2026-09-14"] {
        assert_eq!(brief("maps", "org.yaml", since), 1, "{since}");
        assert_eq!(brief("elsewhere", map.to_str().unwrap(), since), 1, "{since} of a path");
        assert_eq!(brief("elsewhere", "../maps/org.yaml", since), 1, "{since} beside");
        assert_eq!(brief("", "maps", since), 1, "{since} of a folder");
    }
    for since in ["HEAD", "2026-09-15", "2026-09", "2026", "2031-01"] {
        assert_eq!(brief("maps", "org.yaml", since), 0, "{since}");
    }
    let refused = |since: &str, why: &str| {
        let run = Run::empty().file("maps/org.yaml", COUNCIL);
        for args in [&["init", "--quiet"][..], &["add", "."], &["commit", "--quiet", "-m", "one"]] {
            git(run.path(), "2026-06-30", args);
        }
        run.line("brief maps/org.yaml").args([format!("--since={since}")]).refused().complains(why);
    };
    // Of a map that was renamed since, its older name is followed, over commits that don't touch it too.
    let run = Run::empty().file("old.yaml", &old).file("note.txt", "");
    let path = run.path().to_owned();
    let at = |args: &[&str]| git(&path, "2026-06-30", args);
    at(&["init", "--quiet"]);
    at(&["add", "."]);
    at(&["commit", "--quiet", "-m", "first"]);
    let run = run.file("note.txt", "more");
    at(&["commit", "--quiet", "-am", "another file"]);
    at(&["mv", "old.yaml", "org.yaml"]);
    at(&["commit", "--quiet", "-m", "renamed"]);
    let run = run.file("org.yaml", COUNCIL);
    for since in ["HEAD", "HEAD~1", "HEAD~2", "2026-06"] {
        let line = ["brief", "org.yaml", "--since", since, "--format", "json"];
        let output = run.command().current_dir(&path).args(line).output().unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["changes"]["customers_lost"], json!(["walkers"]), "{since}");
    }
    refused("2026-05", "the first version of the map is of 2026-06-30");
    refused("v9.1", "git knows no revision `v9.1`");
    refused("-x", "no such file");
    Run::yaml(COUNCIL).line("brief org.yaml --since v1.0").refused().complains("no repository");
}

/// The page of the whole map opens with the same brief: each sentence, number and name of it, in the same order.
#[test]
fn it_opens_the_page() {
    let html = |command: &str| {
        let run = Run::yaml(COUNCIL).file("old.yaml", COUNCIL).line(command);
        Html::read(&run.line("--since old.yaml --depth 2 --today 2026-11-29").fine().stdout)
    };
    let (brief, page) = (html("brief org.yaml --format html"), html("report org.yaml"));
    let alone = brief.one("main").words();
    let title = "Riverside Council Whom we serve, whether they are happy, and what to do next · \
                 serves residents · compared with old.yaml ";
    let body = alone.strip_prefix(title).and_then(|rest| rest.strip_suffix(" From org.yaml."));
    assert_eq!(body, Some(&*page.id("brief").words()));
}

/// A level with as many departments as units takes no longer than its size: each service is looked at once.
#[test]
fn a_flat_organisation() {
    let mut yaml = "organisation: {name: X}\ndepartments:\n".to_owned();
    for at in 0..3_000 {
        writeln!(yaml, "  - {{id: d{at}, name: D{at}, serves: [d{}]}}", (at + 1) % 3_000).unwrap();
    }
    let json = json_of(&yaml, "");
    let rows = json["divisions"].as_array().unwrap();
    assert_eq!(rows.len(), 3_000);
    assert!(rows.iter().all(|row| row["relationships"] == 1 && row["units"] == 1));
}

/// Of a division a group that is inside and outside is named once.
#[test]
fn both_sides_are_named_once() {
    let yaml = "\
organisation: {name: Town}
departments: [{id: it, name: IT}, {id: desk, name: Desk, part_of: it}, {id: care, name: Care}]
groups: [{id: users, name: Users, members: [desk, care]}]
services:
  - {id: help, name: Help, provided_by: it, serves: users}
  - {id: mail, name: Mail, provided_by: it, serves: [{to: users, satisfaction: {score: 3, n: 90}}]}
  - {id: keys, name: Keys, provided_by: desk, serves: everyone}
";
    let json = json_of(yaml, "--within it");
    assert_eq!(ids(&json["worst"], "service"), ["mail"]);
    let asked = ids(&json["never_asked"], "id");
    let once: BTreeSet<&str> = asked.iter().copied().collect();
    assert_eq!(asked.len(), once.len(), "{asked:?}");
}

/// That the organisation pays for colleagues says nothing about who pays for those outside: `check` finds as many
/// services without a payer.
#[test]
fn payers_that_nobody_knows() {
    let yaml = "\
organisation: {name: Town, kind: public}
departments: [{id: a, name: A}, {id: b, name: B}]
services:
  - {id: s, name: S, provided_by: a, serves: [b, x]}
  - {id: t, name: T, provided_by: b, serves: [a]}
  - {id: u, name: U, provided_by: b, serves: [x], paid_by: []}
beneficiaries: [{id: x, name: X}]
";
    assert_eq!(json_of(yaml, "")["money"]["unknown"], 1);
    let check = "check org.yaml --only service-without-payer --format json";
    let found = Run::yaml(yaml).line(check).fine().json();
    assert_eq!(found["findings"].as_array().unwrap().len(), 1);
    let covered = yaml.replace("kind: public", "kind: public, paid_by: [organisation]");
    assert_eq!(json_of(&covered, "")["money"]["unknown"], 0);
}

/// A net promoter score is shown as one, and a funder that is served is no customer.
#[test]
fn promoters_and_funders() {
    let yaml = "\
organisation: {name: X, currency: EUR}
departments: [{id: a, name: A}]
services: [{id: s, name: S, provided_by: a, serves: [{to: c, satisfaction: {score: 10, metric: nps, n: 90}}, fund], paid_by: [{from: fund, amount: 4}]}]
beneficiaries: [{id: c, name: C}]
payers: [{id: fund, name: Fund}]
";
    text_of(yaml, "").says("NPS 10").says("LOWEST SCORE").says("third parties 100 %");
    assert_eq!(json_of(yaml, "")["money"]["customers"], 0.0);
}

/// Of more services on which many depend than are listed, the others are counted.
#[test]
fn more_single_points_are_counted() {
    let mut yaml = "organisation: {name: X}\ndepartments: [{id: f, name: F}]\nbeneficiaries: [{id: b, name: B}, {id: c, name: C}]\nservices:\n  - {id: out, name: Out, provided_by: f, serves: [b, c]}\n".to_owned();
    for at in 0..9 {
        writeln!(yaml, "  - {{id: s{at}, name: S{at}, provided_by: organisation, serves: [out]}}")
            .unwrap();
    }
    text_of(&yaml, "")
        .says("- S0 (X), S1 (X), S2 (X) or one of 6 other services: each would affect 2 customers outside")
        .says_no("more.");
    let json = json_of(&yaml, "");
    assert_eq!(ids(&json["single_points"], "id"), ["s0", "s1", "s2", "s3", "s4"]);
    assert_eq!(json["single_points"][4]["equal"], 8);
    // Where money depends on them too, most of it comes first.
    let paid =
        "s7, name: S7, provided_by: organisation, paid_by: [{from: organisation, amount: 9}]";
    let paid = yaml.replace("s7, name: S7, provided_by: organisation", paid);
    let json = json_of(&paid, "");
    assert_eq!(ids(&json["single_points"], "id"), ["s7", "s0", "s1", "s2", "s3"]);
    assert_eq!(json["single_points"][0]["equal"], 0);
    text_of(&paid, "")
        .says("- S7 (X): 2 customers outside and 9 a year")
        .says("other services: each");
}

/// Many persons on whom the same depends share a sentence, which counts those whom it does not name.
#[test]
fn equal_persons_share_a_sentence() {
    let mut yaml = "organisation: {name: X}\ndepartments: [{id: f, name: F}]\nbeneficiaries: [{id: b, name: B}]\nservices:\n  - {id: out, name: Out, provided_by: f, serves: [b]}\n".to_owned();
    for at in 0..7 {
        writeln!(yaml, "  - {{id: s{at}, name: S{at}, provided_by: p{at}, serves: [b]}}").unwrap();
    }
    yaml.push_str("people:\n");
    for at in 0..7 {
        writeln!(yaml, "  - {{id: p{at}, name: P{at}, department: f}}").unwrap();
    }
    text_of(&yaml, "")
        .says("- P0, P1, P2 and 4 others: nobody else does what each of them does")
        .says("name a backup for P1")
        .says_no("P3")
        .says_no("name a backup for P2");
}

/// What a failure affects in the whole organisation is marked so in the brief of a division.
#[test]
fn a_division_marks_what_is_not_its_own() {
    text_of(COUNCIL, "--within data --format markdown").says("a year, of the whole organisation");
    text_of(COUNCIL, "").says_no("of the whole organisation");
}

/// The parts of a whole are 100 together.
#[test]
fn parts_of_a_whole() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A}]
services:
  - {id: s, name: S, provided_by: a, serves: c, paid_by: [{from: c, amount: 48}, {from: f, amount: 902}, {from: organisation, amount: 44}]}
beneficiaries: [{id: c, name: C}]
payers: [{id: f, name: F}]
";
    text_of(yaml, "").says("customers 5 %, third parties 91 %, the organisation 4 %");
    text_of(&yaml.replace("902", "0"), "").says("customers 52 %, the organisation 48 %");
}

/// Of a division the owner of a relationship can be somebody outside; a customer whom nobody serves is named, not counted.
#[test]
fn owners_outside_and_customers_without_service() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: b, name: B}]
people: [{id: ann, name: Ann, department: b}]
services: [{id: s, name: S, provided_by: a, serves: [{to: c, satisfaction: {score: 3, n: 90}}]}]
beneficiaries: [{id: c, name: C, kind: business, relationship: {owner: ann}}, {id: d, name: Blood bank}]
";
    text_of(yaml, "--within a").says("Owner: Ann.").says_no("name who owns");
    assert_eq!(json_of(yaml, "--within a")["worst"][0]["owner"], "ann");
    text_of(yaml, "")
        .says("2 departments serve 1 customer outside.")
        .says("Served by nobody: Blood");
    let page = Run::yaml(yaml).line("brief org.yaml --format html").fine().stdout;
    assert!(!page.contains("</a><span") && !page.contains("unhappy<span"), "words run together");
}
