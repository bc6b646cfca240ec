//! The same differences in every format; what is confidential is in none.

use super::{BAKERY, changed, compare, differences};
use snapbox::{assert_data_eq, str};

/// A change that touches every section.
const MUCH: [(&str, &str); 7] = [
    ("serves: [council, buyers]", "serves: [buyers, hotels]"),
    ("status: prospect", "status: active"),
    ("score: 7.2, measured: 2025-12", "score: 8.1, measured: 2026-10"),
    ("relationship: {owner: head}", "relationship: {owner: rep}"),
    ("confidence: assumed", "confidence: refuted, source: survey"),
    ("name: Archive", "name: Old papers"),
    ("leaving: 2027", "leaving: 2028, successor: head"),
];

/// The table is a page that an eye can run over, a section for each part of the review, 80 columns wide.
#[test]
fn the_table() {
    let ran = compare(BAKERY, &changed(&MUCH), "--width 80").ran().ends(1);
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{ran}");
    assert_data_eq!(
        ran.stdout,
        str![[r#"
Bakery: old.yaml compared with new.yaml
7 departments with other customers or payers, 0 as before.
Facts: 13 gained, 9 lost, 7 changed.

CUSTOMERS AND PAYERS
WHO                   WHAT CHANGED, AND WHY                          WHERE
────────────────────────────────────────────────────────────────────────────────
- Baking, Logistics,  loses primary customer Council (was as part    old.yaml:17
  Old papers +1         of Bakery: direct)
                      because recipient removed from “Selling”
+ Baking, Logistics,  gains primary customer Hotels (as part of      new.yaml:17
  Old papers +1         Bakery: direct)
                      because recipient added to “Selling”, and 1
                        more
- Sales               loses primary customer Council (was direct)    old.yaml:17
                      because recipient removed from “Selling”
+ Sales               gains primary customer Hotels (direct)         new.yaml:17
                      because recipient added to “Selling”, and 1
                        more
+ Sales               is paid by Hotels                              new.yaml:17
                      because recipient added to “Selling”, and 1
                        more
- IT                  loses primary customer Council (was through    old.yaml:17
                        Sales)
                      because recipient removed from “Selling”
+ IT                  gains primary customer Hotels (through Sales)  new.yaml:17
                      because recipient added to “Selling”, and 1
                        more
- Desk                loses primary customer Council (was as part    old.yaml:17
                        of IT: through)
                      because recipient removed from “Selling”
+ Desk                gains primary customer Hotels (as part of IT:  new.yaml:17
                        through)
                      because recipient added to “Selling”, and 1
                        more

SERVICES
WHO        WHAT CHANGED, AND WHY     WHERE
────────────────────────────────────────────────
- Selling  no longer serves Council  old.yaml:17
+ Selling  serves Hotels             new.yaml:17

SATISFACTION
WHO      WHAT CHANGED, AND WHY                                       WHERE
────────────────────────────────────────────────────────────────────────────────
~ Bread  Cafes: up to 8.1 of 10 (2026-10) (was: 7.2 of 10            new.yaml:16
           (2025-12))

WHO OWNS WHICH RELATIONSHIP, AND WHO LEADS
WHO      WHAT CHANGED, AND WHY                                      WHERE
───────────────────────────────────────────────────────────────────────────────
~ Cafes  relationship owned by Representative (was: Head of Sales)  new.yaml:21

THOSE OUTSIDE
WHO       WHAT CHANGED, AND WHY           WHERE
─────────────────────────────────────────────────────
~ Hotels  status: active (was: prospect)  new.yaml:24

ASSUMPTIONS
WHO      WHAT CHANGED, AND WHY                                       WHERE
────────────────────────────────────────────────────────────────────────────────
~ Cafes  “They come for the crust”: refuted (survey) (was: assumed)  new.yaml:21

DEPARTMENTS, PEOPLE AND GROUPS
WHO           WHAT CHANGED, AND WHY   WHERE
────────────────────────────────────────────────
~ Old papers  renamed (was: Archive)  new.yaml:8

FINDINGS
WHO        WHAT CHANGED, AND WHY                                     WHERE
────────────────────────────────────────────────────────────────────────────────
+ Council  beneficiary-not-served, warning: no service reaches       new.yaml:22
             Council
~ Cafes    little-known-customer, now note: Cafes: 2 of 7 facts      new.yaml:21
             known; missing: since, drivers or pressures, won by,
             kept by, buys from
+ Hotels   little-known-customer, note: Hotels: 0 of 7 facts known;  new.yaml:24
             missing: since, drivers or pressures, won by, kept by,
             buys from, a tested reason, owner
+ Hotels   no-relationship-owner, note: nobody owns the              new.yaml:24
             relationship with Hotels
+ Cafes    refuted-assumption, warning: Cafes: "They come for the    new.yaml:21
             crust" is refuted, and there is no other reason
~ Cafes    single-relationship, now warning: only Representative     new.yaml:21
             owns the relationship with Cafes
- Cafes    no longer untested-assumption, note: Cafes: "They come    old.yaml:21
             for the crust" is assumed, not tested

"#]]
    );
}

/// Markdown for a pull request: names are no markup.
#[test]
fn markdown() {
    let change = [("{id: buyers, name: Retail buyers}", "{id: buyers, name: \"<b>|*Retail*\"}")];
    let ran = compare(BAKERY, &changed(&change), "--format markdown").ran().ends(1);
    assert_data_eq!(
        ran.stdout,
        str![[r#"
# Bakery: old.yaml compared with new.yaml

0 departments with other customers or payers, 7 as before.

Facts: 1 changed.

## Those outside

| WHO | WHAT CHANGED, AND WHY | WHERE |
| --- | --- | --- |
| /~ &lt;b&gt;/|/*Retail/* | renamed (was: Retail buyers) | new.yaml:23 |

"#]]
    );
}

/// A fact a line: section, sign, who, what, why, where.
#[test]
fn plain() {
    let change = [("serves: [sales]", "serves: [sales, legal]")];
    let ran = compare(BAKERY, &changed(&change), "--format plain").ran().ends(1);
    assert_data_eq!(
        ran.stdout,
        str![[r#"
customers	+	IT	gains secondary customer Legal (direct)	recipient added to “ERP”	new.yaml	18
customers	+	Desk	gains secondary customer Legal (as part of IT: direct)	recipient added to “ERP”	new.yaml	18
services	+	ERP	serves Legal		new.yaml	18
findings	~	IT	satisfaction-unknown, now note: IT: 2 relationships were never measured (0 outside, 2 inside)		new.yaml	6

"#]]
    );
}

/// JSON and CSV hold the same facts in the same order, under the same names.
#[test]
fn json_and_csv_agree() {
    let run = |format: &str| {
        compare(BAKERY, &changed(&MUCH), &format!("--format {format}")).ran().ends(1)
    };
    let (json, csv) = (differences(&run("json")), run("csv").csv());
    assert_eq!(json.len() + 1, csv.len());
    for (fact, row) in json.iter().zip(&csv[1..]) {
        for (key, cell) in csv[0].iter().zip(row) {
            let value = match &fact[key.as_str()] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                number => number.to_string().trim_end_matches(".0").to_owned(),
            };
            assert_eq!(&value, cell, "{key} of {fact}");
        }
        assert_eq!(fact.as_object().unwrap().len(), csv[0].len(), "no key without a column");
    }
    let numbers = json.iter().find(|fact| fact["fact"] == "satisfaction").unwrap();
    assert_eq!((&numbers["old_number"], &numbers["new_number"]), (&7.2.into(), &8.1.into()));
}

/// No difference: exit 0, a sentence on the screen, an empty list for programs.
#[test]
fn no_difference() {
    compare(BAKERY, BAKERY, "").fine().says("No difference.");
    compare(BAKERY, BAKERY, "--format markdown").fine().says("No difference.");
    assert_eq!(compare(BAKERY, BAKERY, "--format plain").fine().stdout, "");
    let json = compare(BAKERY, BAKERY, "--format json").fine().json();
    assert_eq!((&json["differences"], &json["not_listed"]), (&serde_json::json!([]), &0.into()));
    assert_eq!(compare(BAKERY, BAKERY, "--format csv").fine().csv().len(), 1);
}

/// `-o` takes the format of its ending, and spares both maps.
#[test]
fn into_a_file() {
    let ran = compare(BAKERY, &changed(&MUCH), "-o review.md").ran().ends(1);
    assert!(ran.left("review.md").starts_with("# Bakery: old.yaml compared with new.yaml\n"));
    for map in ["old.yaml", "new.yaml"] {
        let ran = compare(BAKERY, &changed(&MUCH), &format!("--format json -o {map}")).refused();
        ran.complains("the map itself");
    }
}

/// Who leaves, who follows and how to reach them is reported with `--confidential` only, in every format.
#[test]
fn who_leaves_is_kept() {
    let secret =
        [("leaving: 2027", "leaving: 2028, successor: head"), ("rep@example.org", "r@example.org")];
    let new = changed(&secret);
    for format in ["table", "plain", "json", "csv", "markdown"] {
        let kept = compare(BAKERY, &new, &format!("--people --format {format}")).fine();
        for word in ["2027", "2028", "leav", "successor", "followed", "example.org"] {
            kept.stdout.contains(word).then(|| panic!("{word} in {kept}"));
        }
        let diffed =
            compare(BAKERY, &new, &format!("--confidential --format {format}")).ran().ends(1);
        for word in ["2027", "2028", "Head of Sales", "r@example.org"] {
            let escaped = word.replace('@', "&#64;");
            assert!(
                diffed.stdout.contains(word) || diffed.stdout.contains(&escaped),
                "no {word} in {diffed}"
            );
        }
    }
}

/// With `--anonymous` persons have the same pseudonym in both maps, so that they are the same.
#[test]
fn pseudonyms_match() {
    compare(BAKERY, BAKERY, "--anonymous --people").fine().says("No difference.");
    let new = changed(&[("relationship: {owner: head}", "relationship: {owner: rep}")]);
    let ran = compare(BAKERY, &new, "--anonymous --people --format json").ran().ends(1);
    ran.says("Person ").says_no("Head of Sales").says_no("Representative").says_no("\"rep\"");
}

/// On a terminal as anywhere nothing in a file moves the cursor.
#[test]
fn control_characters_stay_out() {
    let new = changed(&[("name: Archive", "name: \"A\\e[31m\\u202e\"")]);
    for format in ["table", "plain", "markdown"] {
        let ran = compare(BAKERY, &new, &format!("--format {format}")).ran().ends(1);
        ran.says_no("\u{1b}").says_no("\u{202e}");
    }
}

/// Long rows of names are cut with a count, and `--all` shows them.
#[test]
fn long_names_are_counted() {
    let ids: Vec<String> = (0..9).map(|at| format!("{{id: u{at}, name: Unit {at}}}")).collect();
    let map = |serves: &str| {
        format!(
            "organisation: {{name: Many}}\ndepartments: [{}, {{id: z, name: Z}}]\n\
             services: [{{id: s, name: S, provided_by: z, serves: [{serves}]}}]\n",
            ids.join(", ")
        )
    };
    let all: Vec<String> = (0..9).map(|at| format!("u{at}")).collect();
    let (old, new) = (map(""), map(&all.join(", ")));
    let ran = compare(&old, &new, "").ran().ends(1);
    ran.says("gains secondary customers Unit 0, Unit 1, Unit 2 +6 (direct)");
    let ran = compare(&old, &new, "--all").ran().ends(1);
    ran.says("Unit 7, Unit 8").says_no("+6");
}
