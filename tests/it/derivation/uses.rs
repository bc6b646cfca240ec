//! SPEC 3.2 and 3.3: restricted uses, what is broad, funded chains, and all first steps that tie.

use super::{of_row, primary};

/// X serves Y, which does one thing for B and another for C.
fn restricted(to: &str) -> String {
    format!(
        "organisation: {{id: org, name: O}}\nbeneficiaries: [{{id: b, name: B}}, {{id: c, name: C}}]\n\
         departments: [{{id: x, name: X}}, {{id: y, name: Y}}, {{id: z, name: Z}}]\n\
         groups: [{{id: g, name: G, members: [y]}}]\n\
         services:\n  - {{id: s, name: S, provided_by: x, serves: [{to}]}}\n  \
         - {{id: yb, name: YB, provided_by: y, serves: b}}\n  - {{id: yc, name: YC, provided_by: y, serves: c}}\n  \
         - {{id: zc, name: ZC, provided_by: z, serves: c}}\n  - {{id: zd, name: ZD, provided_by: z, serves: z}}\n"
    )
}

/// 3.2: with `for` a recipient uses a service only for what is listed; without it for all that it provides.
#[test]
fn a_use_is_restricted_to_what_is_listed() {
    assert_eq!(primary(&restricted("y"), "x"), ["b through 2/0", "c through 2/0"]);
    for to in ["y", "g"] {
        let yaml = restricted(&format!("{{to: {to}, for: [yb]}}"));
        assert_eq!(primary(&yaml, "x"), ["b through 2/0", "c shared org"], "{to}");
    }
}

/// 3.2: an empty list means that it is used for nothing further; a service that the recipient does not use adds nothing.
#[test]
fn a_list_of_nothing_ends_the_chain() {
    for list in ["[]", "[zc]"] {
        let yaml = restricted(&format!("{{to: y, for: {list}}}"));
        assert_eq!(primary(&yaml, "x"), ["b shared org", "c shared org"], "{list}");
    }
    let yaml = restricted("{to: y, for: [zc, yc]}");
    assert_eq!(primary(&yaml, "x"), ["c through 2/0", "b shared org"]);
}

/// 3.2: two services may serve one recipient, one of them for less: each step has its own use.
#[test]
fn each_relationship_has_its_own_use() {
    let yaml = restricted("{to: y, for: [yb]}");
    let other = "  - {id: t, name: T, provided_by: x, serves: [{to: y, for: [yc]}]}\n";
    assert_eq!(primary(&format!("{yaml}{other}"), "x"), ["b through 2/0", "c through 2/0"]);
    assert_eq!(of_row(&format!("{yaml}{other}"), "x", "c", "services"), r#"["t"]"#);
}

/// 3.3: half of all services make a step broad only where at least two units provide them, whether or not the group holds both.
#[test]
fn a_step_is_broad_only_with_two_providers() {
    let yaml = |provided_by: &str| {
        format!(
            "beneficiaries: [{{id: b, name: B}}]\ngroups: [{{id: g, name: G, members: [k]}}]\n\
             departments: [{{id: x, name: X, serves: g}}, {{id: k, name: K}}, {{id: l, name: L, serves: b}}]\n\
             services: [{{id: k1, name: K1, provided_by: k, serves: b}}, {{id: k2, name: K2, provided_by: {provided_by}, serves: b}}]"
        )
    };
    assert_eq!(primary(&yaml("k"), "x"), ["b through 2/0"], "2 of 4 services, all of K");
    assert_eq!(primary(&yaml("[k, l]"), "x"), ["b broad 2/1"], "one of them of L too");
    assert_eq!(primary(&yaml("l"), "x"), ["b through 2/0"], "1 of 4");
}

/// 3.3: everyone is broad as well, unless one unit provides all there is; what is listed counts, not what is held.
#[test]
fn a_step_to_everyone_is_broad_by_its_use() {
    let yaml = |to: &str| {
        format!(
            "beneficiaries: [{{id: b, name: B}}]\ndepartments: [{{id: x, name: X}}, {{id: k, name: K, serves: b}}, {{id: l, name: L, serves: b}}]\n\
             services: [{{id: s, name: S, provided_by: x, serves: [{to}]}}]"
        )
    };
    assert_eq!(primary(&yaml("everyone"), "x"), ["b broad 2/1"]);
    assert_eq!(primary(&yaml("{to: everyone, for: [k.serves]}"), "x"), ["b through 2/0"], "1 of 3");
    let both = yaml("{to: everyone, for: [k.serves, l.serves]}");
    assert_eq!(primary(&both, "x"), ["b broad 2/1"], "2 of 3");
    let alone = "beneficiaries: [{id: b, name: B}]\ndepartments: [{id: x, name: X, serves: [everyone]}]\n\
                 services: [{id: s, name: S, provided_by: x, serves: b}]";
    assert_eq!(primary(alone, "x"), ["b direct 1/0"]);
}

/// X comes to B through M or N; who is paid for what they do for B is given.
fn two_ways(m: &str, n: &str) -> String {
    format!(
        "beneficiaries: [{{id: b, name: B}}]\npayers: [{{id: d, name: D}}]\n\
         departments: [{{id: x, name: X, serves: [m, n]}}, {{id: m, name: M, serves: b{m}}}, {{id: n, name: N, serves: b{n}}}]"
    )
}

const BY_M: &str = r#"[{"service":"x.serves","to":"m"},{"service":"m.serves","to":"b"}]"#;
const BY_N: &str = r#"[{"service":"x.serves","to":"n"},{"service":"n.serves","to":"b"}]"#;

/// 3.3: of chains as long one is preferred whose last service names a party that pays for it.
#[test]
fn a_funded_chain_is_preferred() {
    for party in ["[{from: b}]", "[{from: d, amount: 5}]", "[recipients]"] {
        let yaml = two_ways("", &format!(", paid_by: {party}"));
        assert_eq!(of_row(&yaml, "x", "b", "chain"), BY_N, "{party}");
        assert_eq!(of_row(&yaml, "x", "b", "through"), r#"["n"]"#, "{party}");
    }
    for inside in ["", ", paid_by: []", ", paid_by: [organisation]", ", paid_by: [m]"] {
        assert_eq!(of_row(&two_ways("", inside), "x", "b", "chain"), BY_M, "{inside}");
    }
}

/// 3.3: a shorter chain comes before a funded one.
#[test]
fn a_funded_chain_is_not_preferred_to_a_shorter_one() {
    let yaml = "beneficiaries: [{id: b, name: B}]\n\
         departments: [{id: x, name: X, serves: [m, n]}, {id: m, name: M, serves: b}, {id: n, name: N, serves: o}, {id: o, name: O, serves: b, paid_by: [b]}]";
    assert_eq!(of_row(yaml, "x", "b", "chain"), BY_M);
}

/// 3.3: the recipients of all first steps that tie are named together, of longer chains none; a direct row has none.
#[test]
fn what_ties_is_named_together() {
    let yaml = two_ways("", "");
    assert_eq!(of_row(&yaml, "x", "b", "through"), r#"["m","n"]"#);
    assert_eq!(of_row(&yaml, "m", "b", "through"), "[]");
    let funded = ", paid_by: [b]";
    assert_eq!(of_row(&two_ways(funded, funded), "x", "b", "through"), r#"["m","n"]"#);
    let longer = yaml.replace("name: N, serves: b", "name: N, serves: m");
    assert_eq!(of_row(&longer, "x", "b", "through"), r#"["m"]"#);
}
