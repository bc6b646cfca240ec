//! `leaving`, `successor` and `email` stay out of every export, report and listing (SPEC part 5).

use crate::run::Run;

/// Everybody leaves, with words that can be found again.
const LEAVING: &str = "\
organisation: {name: XYZ}
departments: [{id: a, name: A, lead: p, serves: b}]
people:
  - {id: p, name: Packer, department: a, email: secret@example.org, leaving: 2031-07-19, serves: b}
  - {id: q, name: Q, department: a, email: hidden@example.org, leaving: 2032-08-20, successor: heir, serves: everyone}
  - {id: heir, name: Heir, serves: a}
beneficiaries: [{id: b, name: B, kind: business, relationship: {owner: p}}]
";

/// What may not be seen: the keys, the addresses, the dates and the word of the finding's message.
const SECRET: [&str; 9] = [
    "leaving\"",
    "successor",
    "email",
    "secret@",
    "hidden@",
    "2031",
    "2032",
    "leaves",
    "Heir takes over",
];

/// No listing shows them, in any format.
#[test]
fn listings_keep_them_to_themselves() {
    for line in ["analyze org.yaml --people --all", "list org.yaml", "why org.yaml q b"] {
        for format in ["table", "plain", "csv", "markdown", "html"] {
            let ran = Run::yaml(LEAVING).line(line).args(["--format", format]).fine();
            for secret in SECRET {
                assert!(!ran.stdout.contains(secret), "{secret} in {line} {format}:\n{ran}");
            }
        }
    }
    for line in [
        "export org.yaml --format csv",
        "export org.yaml --format csv --wide --confidential",
        "list org.yaml --format json",
        "why org.yaml q b --format json",
    ] {
        let ran = Run::yaml(LEAVING).line(line).fine();
        for secret in SECRET {
            assert!(!ran.stdout.contains(secret), "{secret} in {line}:\n{ran}");
        }
    }
}

/// The exported units and parties hold none of them.
#[test]
fn exported_units_have_no_such_keys() {
    for line in ["export org.yaml --format json", "analyze org.yaml --format json"] {
        let mut json = Run::yaml(LEAVING).line(line).fine().json();
        json["findings"] = serde_json::Value::Null;
        let json = json.to_string();
        for secret in SECRET {
            assert!(!json.contains(secret), "{secret} in {line}:\n{json}");
        }
    }
}

/// Nor do the findings that an export holds: they belong to `check`.
#[test]
fn exported_findings_do_not_show_who_leaves() {
    for line in ["export org.yaml --format json", "analyze org.yaml --format json"] {
        let ran = Run::yaml(LEAVING).line(line).fine();
        for secret in ["2031", "leaves on", "leaves in"] {
            assert!(!ran.stdout.contains(secret), "{secret} in {line}:\n{ran}");
        }
    }
}

/// `check` shows who leaves: that is what it is for. No address, though.
#[test]
fn check_shows_who_leaves() {
    let ran = Run::yaml(LEAVING).line("check org.yaml").ran().ends(1);
    ran.says("leaves on 2031-07-19").says_no("secret@");
}

/// No count reveals that somebody is leaving: what is printed is the same as where nobody is.
#[test]
fn counts_do_not_show_who_is_leaving() {
    let map = |leaving: &str| {
        format!(
            "organisation: {{name: XYZ}}
departments: [{{id: a, name: A, lead: p}}]
people: [{{id: p, name: Packer, department: a{leaving}}}]
services: [{{id: s, name: S, provided_by: p, serves: b}}]
beneficiaries: [{{id: b, name: B, kind: business, relationship: {{owner: p}}}}]
allow: [{{finding: leaving-without-successor, of: a}}, {{finding: leaving-without-successor, of: p}}]
"
        )
    };
    for line in [
        "analyze org.yaml",
        "analyze org.yaml --summary",
        "card org.yaml a",
        "export org.yaml --format json",
    ] {
        let printed = |leaving: &str| {
            Run::yaml(&map(leaving)).line(line).line("--today 2026-11-21").fine().stdout
        };
        assert_eq!(printed(", leaving: 2027-03"), printed(""), "{line}");
    }
    let check = |leaving: &str| Run::yaml(&map(leaving)).line("check org.yaml --today 2026-11-21");
    check(", leaving: 2027-03").ran().ends(1).says("single-relationship");
    check("").fine().says("allow-unused");
}

/// Nor does any other output: with departures, successors and addresses in the map, or without them, each command
/// prints the same, but for those that show them.
#[test]
fn no_output_depends_on_them() {
    let map = |p: &str, q: &str| {
        format!(
            "organisation: {{name: XYZ}}
departments: [{{id: a, name: A, lead: p, serves: b}}, {{id: z, name: Z, serves: a}}]
people: [{{id: heir, name: Heir}}, {{id: p, name: Packer, department: a{p}}}, {{id: q, name: Q, department: z{q}}}]
services: [{{id: s, name: S, provided_by: q, serves: b}}]
beneficiaries: [{{id: b, name: B, kind: business, relationship: {{owner: p}}}}, {{id: c, name: C, kind: business, relationship: {{owner: q, backup: p}}}}]
"
        )
    };
    let keys = ", email: x@y.org, leaving: 2027-03";
    let listed = map(keys, &format!("{keys}, successor: heir"));
    let plain = map("", "");
    let lines = [
        "analyze org.yaml --people --all --format json",
        "analyze org.yaml --summary --format json",
        "analyze org.yaml --within z",
        "list org.yaml",
        "refs org.yaml heir --format csv",
        "card org.yaml a --format json",
        "card org.yaml b",
        "customers org.yaml --at-risk --format json",
        "customers org.yaml",
        "people org.yaml --format json",
        "people org.yaml --format csv --protect",
        "impact org.yaml p --format json",
        "impact org.yaml --all --format csv",
        "why org.yaml q b",
        "export org.yaml --format graphml",
        "export org.yaml --format csv --wide",
        "report org.yaml",
    ];
    for line in lines {
        let printed = |yaml: &str| {
            let run = Run::yaml(yaml).line(line);
            let today = ["--today", "2026-11-21"].map(str::to_owned);
            let takes_today = ["analyze", "card", "customers", "export", "report"];
            let is_dated = takes_today.iter().any(|command| line.starts_with(command));
            run.args(today.into_iter().filter(|_| is_dated)).ran().ends(0).stdout
        };
        assert_eq!(printed(&listed), printed(&plain), "{line}");
    }
}

/// `refs` shows whose successor somebody is where that is asked for, and other places in either case.
#[test]
fn refs_show_successors_where_asked() {
    let keys = |more: &str| {
        let run = Run::yaml(LEAVING).line("refs org.yaml heir --format csv").line(more);
        run.fine().columns(["key"]).concat()
    };
    assert_eq!(keys(""), [""]);
    assert_eq!(keys("--confidential"), ["successor", ""]);
    let lead = Run::yaml(LEAVING).line("refs org.yaml p --format csv").fine();
    assert_eq!(lead.columns(["key"]).concat(), ["lead", "", "owner"]);
}
