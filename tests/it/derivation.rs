//! SPEC part 3, sentence by sentence, on organisations small enough to be checked by hand.

mod payers;
mod uses;
mod verdicts;

use crate::run::Run;
use serde_json::Value;

/// What is exported about one unit.
#[track_caller]
fn unit(yaml: &str, id: &str) -> Value {
    let head =
        if yaml.contains("organisation:") { "" } else { "organisation: {id: org, name: O}\n" };
    let run = Run::yaml(&format!("{head}{yaml}")).line("export org.yaml --format json --unit");
    run.args([id]).fine().json()["units"][0].clone()
}

/// The customers of a rank, each as `id reach`, with steps and broad steps, or with whom it is shared.
#[track_caller]
fn customers(yaml: &str, id: &str, rank: &str) -> Vec<String> {
    let unit = unit(yaml, id);
    let rows = unit[rank].as_array().unwrap().iter();
    let rows = rows.map(|row| {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        let how = match (row["shared_with"].as_str(), row["steps"].as_u64()) {
            (Some(with), _) => format!(" {with}"),
            (None, Some(steps)) => format!(" {steps}/{}", row["broad_steps"]),
            (None, None) => String::new(),
        };
        format!("{} {}{how}", text("id"), text("reach"))
    });
    rows.collect()
}

#[track_caller]
fn primary(yaml: &str, id: &str) -> Vec<String> {
    customers(yaml, id, "primary")
}

#[track_caller]
fn secondary(yaml: &str, id: &str) -> Vec<String> {
    customers(yaml, id, "secondary")
}

/// What a key of the first row about a customer holds, as JSON.
#[track_caller]
fn of_row(yaml: &str, id: &str, customer: &str, key: &str) -> String {
    let unit = unit(yaml, id);
    let mut rows = unit["primary"].as_array().unwrap().iter();
    rows.find(|row| row["id"] == customer).unwrap_or_else(|| panic!("no {customer}"))[key]
        .to_string()
}

/// Its payers as `id amount`.
#[track_caller]
fn payers(yaml: &str, id: &str) -> Vec<String> {
    let unit = unit(yaml, id);
    let rows = unit["payers"].as_array().unwrap().iter();
    rows.map(|row| format!("{} {}", row["id"].as_str().unwrap(), row["amount"])).collect()
}

const B: &str = "beneficiaries: [{id: b, name: B}, {id: c, name: C}]\n";

/// 3.1: a department's customers include its parts'; a part's are not its sister's.
#[test]
fn a_department_has_its_parts_customers() {
    let yaml = format!(
        "{B}departments: [{{id: a, name: A}}, {{id: a1, name: A1, part_of: a, serves: b}}, {{id: a2, name: A2, part_of: a, serves: c}}]"
    );
    assert_eq!(primary(&yaml, "a"), ["b direct 1/0", "c direct 1/0"]);
    assert_eq!(primary(&yaml, "a1"), ["b direct 1/0", "c shared a"]);
}

/// 3.2: serving a department serves its parts, never the department around it.
#[test]
fn a_served_department_works_with_its_parts_only() {
    let units = "departments: [{id: x, name: X, serves: a1}, {id: y, name: Y, serves: a}, {id: a, name: A, serves: c}, {id: a1, name: A1, part_of: a, serves: b}]";
    let yaml = format!("organisation: {{id: org, name: O}}\n{B}{units}");
    assert_eq!(primary(&yaml, "x"), ["b through 2/0", "c shared org"]);
    assert_eq!(primary(&yaml, "y"), ["b through 2/0", "c through 2/0"]);
}

/// 3.2: a served person works with their own services, those of their department itself, and of those they lead.
#[test]
fn a_served_person_works_with_their_department() {
    let people = "people: [{id: p, name: P, department: a}, {id: l, name: L}]\n";
    let units = "departments: [{id: x, name: Ex, serves: p}, {id: y, name: Y, serves: l}, {id: a, name: A, lead: l, serves: b}, {id: a1, name: A1, part_of: a, serves: c}]\n";
    let yaml = format!("organisation: {{id: org, name: O}}\n{B}{people}{units}");
    assert_eq!(primary(&yaml, "x"), ["b through 2/0", "c shared org"]);
    assert_eq!(primary(&yaml, "y"), ["b through 2/0", "c through 2/0"]);
}

/// 3.2: a service as recipient uses itself alone.
#[test]
fn a_served_service_stands_for_itself() {
    let yaml = format!(
        "organisation: {{id: org, name: O}}\n{B}departments: [{{id: x, name: X, serves: s}}, {{id: a, name: A, serves: c}}]\n\
         services: [{{id: s, name: S, provided_by: a, serves: b}}]"
    );
    assert_eq!(primary(&yaml, "x"), ["b through 2/0", "c shared org"]);
    assert_eq!(secondary(&yaml, "x"), ["a direct"], "the service stands for its provider");
}

/// 3.3: a step to a group or everyone is broad where at least half of all services are behind it.
#[test]
fn a_blanket_step_is_broad() {
    let yaml = |group: &str| {
        format!(
            "{B}groups: [{{id: g, name: G, members: [{group}]}}]\n\
             departments: [{{id: x, name: X, serves: g}}, {{id: k, name: K, serves: b}}, {{id: l, name: L, serves: b}}, {{id: m, name: M, serves: b}}]"
        )
    };
    assert_eq!(primary(&yaml("k"), "x")[0], "b through 2/0", "1 of 4 services");
    assert_eq!(primary(&yaml("k, l"), "x")[0], "b broad 2/1", "2 of 4 services");
    let department = "departments: [{id: x, name: X, serves: k}, {id: k, name: K, serves: b}]\n";
    assert_eq!(
        primary(&format!("{B}{department}"), "x")[0],
        "b through 2/0",
        "a department is never broad"
    );
}

/// 3.3: fewest broad steps come before fewest steps.
#[test]
fn a_longer_chain_is_better_than_a_broad_one() {
    let yaml = format!(
        "{B}departments: [{{id: x, name: X, serves: [everyone, y]}}, {{id: y, name: Y, serves: z}}, {{id: z, name: Z, serves: b}}]"
    );
    assert_eq!(primary(&yaml, "x")[0], "b through 3/0");
}

/// 3.3: of chains as short, the one of the smallest ids by code point, service before recipient.
#[test]
fn of_equal_chains_the_smallest_ids_are_shown() {
    let yaml = format!(
        "{B}departments: [{{id: x, name: X}}, {{id: m, name: M, serves: b}}, {{id: k, name: K, serves: b}}]\n\
         services: [{{id: s2, name: S, provided_by: x, serves: [k]}}, {{id: s1, name: T, provided_by: x, serves: [m, k]}}, {{id: Z, name: Z, provided_by: x, serves: [m]}}]"
    );
    let chain = unit(&yaml, "x")["primary"][0]["chain"].to_string();
    assert_eq!(
        chain, r#"[{"service":"Z","to":"m"},{"service":"m.serves","to":"b"}]"#,
        "`Z` is before `s1`"
    );
}

/// 3.3: an active party passes on, each a step; no chain goes through a party that isn't active.
#[test]
fn a_party_passes_on() {
    let yaml = "beneficiaries: [{id: b, name: B, reaches: [c]}, {id: c, name: C, reaches: [d, b]}, {id: d, name: D}, {id: e, name: E, status: former}]\n\
                departments: [{id: a, name: A, serves: [b, e]}]";
    assert_eq!(primary(yaml, "a"), ["b direct 1/0", "c through 2/0", "d through 3/0"]);
}

/// 3.4: shared with the nearest department that has a chain, else with the organisation.
#[test]
fn shared_is_with_the_nearest() {
    let yaml = format!(
        "organisation: {{id: org, name: O}}\n{B}departments: [{{id: a, name: A, serves: [b]}}, {{id: a1, name: A1, part_of: a}}, {{id: a2, name: A2, part_of: a1}}, {{id: z, name: Z, serves: c}}]"
    );
    assert_eq!(primary(&yaml, "a2"), ["b shared a", "c shared org"]);
    assert_eq!(unit(&yaml, "a2")["primary"][0]["shared_reach"], "direct");
}

/// 3.5: direct before shared; one led comes before the department around; only what that itself provides.
#[test]
fn secondary_customers_are_direct_or_shared() {
    let yaml = "departments: [{id: a, name: A, serves: z}, {id: a1, name: A1, part_of: a, serves: y}, {id: a2, name: A2, part_of: a}, {id: y, name: Y}, {id: z, name: Z}, {id: w, name: W, lead: p, serves: y}]\n\
                people: [{id: p, name: P, department: a2, serves: z}]";
    assert_eq!(secondary(yaml, "a"), ["y direct", "z direct"]);
    assert_eq!(secondary(yaml, "a1"), ["y direct", "z shared a"]);
    assert_eq!(secondary(yaml, "a2"), ["z direct"]);
    assert_eq!(secondary(yaml, "p"), ["z direct", "y shared w"]);
}

/// 3.5: what holds nobody outside the unit is no customer; a part that is served by another is.
#[test]
fn ones_own_parts_are_no_customers() {
    let yaml = "departments: [{id: a, name: A, serves: [a, a1]}, {id: a1, name: A1, part_of: a, serves: a}]";
    assert_eq!(secondary(yaml, "a"), [""; 0]);
    assert_eq!(secondary(yaml, "a1"), ["a direct"]);
}

/// 3.6: in a company each party that is served pays, and the organisation for what is inside.
#[test]
fn a_company_is_paid_by_whom_it_serves() {
    let yaml = |organisation: &str, key: &str| {
        format!(
            "organisation: {{id: org, name: O{organisation}}}\n{B}payers: [{{id: d, name: D}}]\ndepartments: [{{id: a, name: A, serves: [b, c, k]{key}}}, {{id: k, name: K}}]"
        )
    };
    assert_eq!(payers(&yaml("", ""), "a"), ["b null", "c null", "org null"]);
    assert_eq!(payers(&yaml(", kind: nonprofit", ""), "a"), ["org null"]);
    assert_eq!(payers(&yaml(", kind: public, paid_by: [d]", ""), "a"), ["d null", "org null"]);
    assert_eq!(
        payers(&yaml(", kind: public, paid_by: recipients", ""), "a"),
        ["b null", "c null", "org null"]
    );
    assert_eq!(payers(&yaml("", ", paid_by: []"), "a"), [""; 0]);
    let stated = ", paid_by: [{from: d, amount: 10}, {from: d, amount: 5.5}, recipients]";
    assert_eq!(payers(&yaml("", stated), "a"), ["b null", "c null", "d 15.5"]);
}

/// The first article: IT's customers are the customers of everyone who works at XYZ, through those it serves.
#[test]
fn everyone_has_a_customer() {
    let yaml = "departments: [{id: it, name: IT, serves: everyone}, {id: sales, name: Sales, serves: buyers}]\nbeneficiaries: [{id: buyers, name: Buyers}]";
    assert_eq!(primary(yaml, "it"), ["buyers broad 2/1"]);
    assert_eq!(secondary(yaml, "it"), ["everyone direct"]);
}
