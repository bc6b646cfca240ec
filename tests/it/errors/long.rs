//! No message repeats more than 200 characters of a text of the file (SPEC 7).

use super::Run;

/// Each error that names a text, where the text is long: no output of it has the text any longer than that.
#[test]
fn long_texts_are_cut() {
    let long = "x".repeat(1_000);
    for (code, yaml) in [
        ("unknown-key", "LONG: 1"),
        ("unknown-key", "departments: [{name: A, LONG: 1}]"),
        ("duplicate-key", "organisation: {name: A}\nchecks: {LONG: off, LONG: off}"),
        ("wrong-word", "checks: {LONG: off}"),
        ("wrong-word", "checks: {unused-group: LONG}"),
        ("wrong-word", "beneficiaries: [{name: B, kind: LONG}]"),
        ("wrong-date", "people: [{name: P, since: LONG}]"),
        ("wrong-number", "departments: [{name: A, headcount: LONG}]"),
        (
            "wrong-number",
            "services: [{name: S, provided_by: organisation, paid_by: {from: organisation, amount: LONG}}]",
        ),
        (
            "wrong-number",
            "services: [{name: S, provided_by: organisation, serves: {to: everyone, satisfaction: {score: LONG}}}]",
        ),
        ("unknown-reference", "departments: [{name: A, part_of: LONG}]"),
        (
            "wrong-reference",
            "departments: [{name: A, part_of: LONG}]\ngroups: [{id: LONG, name: G}]",
        ),
        (
            "ambiguous-reference",
            "departments: [{id: LONG1, name: A}, {id: LONG2, name: a}, {name: B, part_of: A}]",
        ),
        (
            "ambiguous-reference",
            "departments: [{id: b, name: LONG}, {id: c, name: LONG}, {name: B, part_of: LONG}]",
        ),
        ("duplicate-id", "departments: [{id: LONG, name: A}, {id: LONG, name: B}]"),
        ("duplicate-id", "departments: [{name: LONG}, {name: LONG}]"),
        ("part-of-circle", "departments: [{id: LONG, name: A, part_of: LONG}]"),
        (
            "part-of-circle",
            "departments: [{id: LONG, name: A, part_of: LONGy}, {id: LONGy, name: B, part_of: LONG}]",
        ),
        ("group-circle", "groups: [{id: LONG, name: A, members: [LONG]}]"),
        (
            "wrong-reference",
            "services: [{id: LONG, name: S, provided_by: organisation}]\nmeasurements: [{service: LONG, of: everyone, score: 1}]",
        ),
        ("syntax", "departments: [{name: !!int LONG}]"),
    ] {
        let organisation =
            if yaml.starts_with("organisation") { "" } else { "organisation: {name: X}\n" };
        let yaml = format!("{organisation}{yaml}\n").replace("LONG", &long);
        for format in ["json", "short", "github", "sarif", "junit"] {
            let run = Run::yaml(&yaml).line("check org.yaml --format").args([format]);
            let ran = run.ran().ends(2);
            let runs = ran.stdout.split(|c| c != 'x').map(str::len);
            assert!(runs.max() <= Some(200), "{code}: {ran}");
            assert!(format != "short" || ran.stdout.contains(code), "{code}: {ran}");
        }
    }
}

/// Neither does a finding.
#[test]
fn findings_cut_long_texts() {
    let long = "x".repeat(1_000);
    let yaml = format!(
        "organisation: {{name: X}}\ndepartments: [{{id: a, name: {long}}}]\n\
         beneficiaries: [{{id: b, name: {long}, reasons: [{{claim: {long}}}]}}]\n"
    );
    let ran = Run::yaml(&yaml).line("check org.yaml --format json").fine();
    let runs = ran.stdout.split(|c| c != 'x').map(str::len);
    assert_eq!(runs.max(), Some(200), "{ran}");
}

/// Nor an error of an imported table or mapping.
#[test]
fn imports_cut_long_texts() {
    let long = "x".repeat(1_000);
    let table = format!("name,manager,{long},{long}\nA,{long},1,2\n");
    let mapping = format!("list: services\n{long}: name\n");
    for line in [
        "import csv table.csv --as departments",
        "import csv table.csv --mapping mapping.yaml",
        "import hris table.csv",
    ] {
        let run = Run::empty().file("table.csv", &table).file("mapping.yaml", &mapping);
        let ran = run.line(line).ran();
        let runs = ran.stderr.split(|c| c != 'x').map(str::len);
        assert!(runs.max() <= Some(200), "{line}: {ran}");
    }
}
