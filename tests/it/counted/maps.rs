//! Maps that are long in one way: each kind of entry, list and reference of the format.

use std::fmt::Write as _;

/// A kind of map: its name, and the map of a size.
pub(super) type Kind = (&'static str, fn(usize) -> String);

const ORGANISATION: &str = "organisation: {name: X}\n";

/// What most maps end with: the beneficiary `b`.
const BENEFICIARY: &str = "beneficiaries: [{id: b, name: B}]\n";

/// What a map needs so that each unit has a service: `d0` serves the beneficiary.
const SERVICE: &str = "services: [{id: s, name: S, provided_by: d0, serves: b}]\n";

/// A list of entries in flow style, `#` in each replaced by its number.
fn entries(count: usize, entry: &str) -> String {
    let mut list = String::new();
    for at in 0..count {
        writeln!(list, "  - {{{}}}", numbered(entry, at)).unwrap();
    }
    list
}

/// The text with its number for `#`, the next number for `+`, and the one before for `~`.
fn numbered(text: &str, at: usize) -> String {
    let text = text.replace('#', &at.to_string()).replace('+', &(at + 1).to_string());
    text.replace('~', &at.saturating_sub(1).to_string())
}

/// Texts with commas between them, `#` in each replaced by its number.
fn list(count: usize, text: &str) -> String {
    let texts: Vec<String> = (0..count).map(|at| numbered(text, at)).collect();
    texts.join(", ")
}

/// A map of departments `d0`, `d1`, ... with some keys, and whatever else.
fn departments(count: usize, keys: &str, rest: &str) -> String {
    let keys = format!("id: d#, name: D #{keys}");
    format!("{ORGANISATION}departments:\n{}{rest}{BENEFICIARY}", entries(count, &keys))
}

/// A map of departments and a service of each.
fn services(count: usize, keys: &str, service: &str, rest: &str) -> String {
    let service = format!("id: s#, name: S #, {service}");
    departments(count, keys, &format!("services:\n{}{rest}", entries(count, &service)))
}

/// A map of a department, and entries of one list.
fn one_department(list: &str, count: usize, entry: &str, rest: &str) -> String {
    departments(1, "", &format!("{list}:\n{}{rest}", entries(count, entry)))
}

/// A map of one service to beneficiaries `b0`, `b1`, ... with some keys.
fn beneficiaries(count: usize, keys: &str, service: &str, rest: &str) -> String {
    let keys = format!("id: b#, name: B #, kind: business{keys}");
    let service = service.replace("[*]", &format!("[{}]", list(count, "b#")));
    format!(
        "{ORGANISATION}departments: [{{id: d0, name: D}}]\n{rest}services: [{{id: s, name: S, \
         provided_by: d0, {service}}}]\nbeneficiaries:\n{}",
        entries(count, &keys)
    )
}

/// A map of departments with groups, and a service of each department to its group.
fn groups(count: usize, keys: &str, group: &str) -> String {
    let groups = format!("groups:\n{}", entries(count, &format!("id: g#, name: G #, {group}")));
    services(count, keys, "provided_by: d#, serves: [g#, b]", &groups)
}

/// Maps without errors.
pub(super) const KINDS: [Kind; 40] = [
    ("departments", |n| departments(n, "", "")),
    ("a deep tree", |n| {
        departments(n, ", part_of: d~", SERVICE)
            .replace(", part_of: d0}\n  - {id: d1,", "}\n  - {id: d1,")
    }),
    ("people of a department", |n| {
        one_department(
            "people",
            n,
            "id: p#, name: P #, department: d0, role: r, tags: [t]",
            SERVICE,
        )
    }),
    ("one lead of all", |n| {
        let lead = "people: [{id: boss, name: Boss}]\n";
        services(n, ", lead: boss", "provided_by: d#, serves: [boss, b]", lead)
    }),
    ("groups of everyone", |n| groups(n, "", "members: [everyone]")),
    ("groups of all but one", |n| groups(n, ", tags: [t]", "where: {tag: t}, except: [d#]")),
    ("groups of one site each", |n| groups(n, ", site: x#", "where: {site: x#}")),
    ("groups of one tag each", |n| groups(n, ", tags: [t#]", "where: {tag: t#, kind: department}")),
    ("groups of one role each", |n| {
        let people = entries(n, "id: p#, name: P #, role: r#");
        groups(n, "", "where: {role: r#, leads: false}") + "people:\n" + &people
    }),
    ("groups in groups", |n| {
        groups(n, "", "members: [g~]").replacen("members: [g0]", "members: [d0]", 1)
    }),
    ("members of a group", |n| {
        let members = list(n, "d#");
        departments(
            n,
            "",
            &format!(
                "groups: [{{id: g, name: G, members: [{members}]}}]\nservices: [{{name: S, provided_by: d0, serves: [g, b]}}]\n"
            ),
        )
    }),
    ("exceptions of a group", |n| {
        let except = list(n, "d#");
        departments(
            n,
            "",
            &format!(
                "groups: [{{id: g, name: G, members: [everyone], except: [{except}]}}]\nservices: [{{name: S, provided_by: d0, serves: [g, b]}}]\n"
            ),
        )
    }),
    ("tags of a selector", |n| {
        let tags = list(n, "t#");
        departments(
            n,
            ", tags: [t#]",
            &format!(
                "groups: [{{id: g, name: G, where: {{tag: [{tags}]}}}}]\nservices: [{{name: S, provided_by: d0, serves: [g, b]}}]\n"
            ),
        )
    }),
    ("tags of a department", |n| {
        let tags = format!(", tags: [{}]", list(n, "t#"));
        departments(
            1,
            &tags,
            &format!("groups:\n{}{SERVICE}", entries(n, "id: g#, name: G #, where: {tag: t#}")),
        )
    }),
    ("services of a department", |n| {
        one_department("services", n, "id: s#, name: S #, provided_by: d0, serves: [b]", "")
    }),
    ("services of each level", |n| {
        services(n, ", part_of: d~", "provided_by: d#, serves: [d0]", "").replacen(
            ", part_of: d0",
            "",
            1,
        )
    }),
    ("recipients of a service", |n| {
        let all = list(n, "d#");
        departments(
            n,
            "",
            &format!("services: [{{name: S, provided_by: d0, serves: [{all}, b]}}]\n"),
        )
    }),
    ("providers of a service", |n| {
        let all = list(n, "d#");
        departments(n, "", &format!("services: [{{name: S, provided_by: [{all}], serves: [b]}}]\n"))
    }),
    ("parties of a service", |n| beneficiaries(n, "", "serves: [*]", "")),
    ("parties that pay", |n| beneficiaries(n, "", "serves: [*], paid_by: [recipients]", "")),
    ("a chain of services", |n| {
        services(n, "", "provided_by: d#, serves: [d+]", "")
            .replace(&format!("serves: [d{n}]"), "serves: [b]")
    }),
    ("services to services", |n| {
        let services = entries(n, "id: s#, name: S #, provided_by: d0, serves: [s+]");
        let services = services.replace(&format!("serves: [s{n}]"), "serves: [b]");
        departments(1, "", &format!("services:\n{services}"))
    }),
    ("a use of listed services", |n| {
        let used = list(n, "s#");
        let services = entries(n, "id: s#, name: S #, provided_by: d1, serves: [b]");
        departments(
            2,
            "",
            &format!(
                "services:\n  - {{id: x, name: X, provided_by: d0, serves: [{{to: d1, for: [{used}]}}]}}\n{services}"
            ),
        )
    }),
    ("agreements", |n| {
        let outside =
            entries(n, "id: s#, name: S #, provided_by: d1, serves: [{to: b, agreed: {level: x}}]");
        let inside = entries(n, "id: x#, name: X #, provided_by: d0, serves: [d1]");
        departments(2, "", &format!("services:\n{inside}{outside}"))
    }),
    ("payers of a service", |n| {
        let paid = list(n, "{from: p#, amount: #}");
        departments(
            1,
            "",
            &format!(
                "services: [{{name: S, provided_by: d0, serves: b, paid_by: [{paid}]}}]\npayers:\n{}",
                entries(n, "id: p#, name: P #")
            ),
        )
    }),
    ("measurements of a relationship", |n| {
        let years = (1000..1000 + n)
            .map(|year| format!("  - {{service: s, of: b, score: 7, n: 4, measured: {year}}}\n"));
        departments(1, "", &format!("{SERVICE}measurements:\n{}", years.collect::<String>()))
    }),
    ("satisfaction of a relationship", |n| {
        let scores = list(n, "{score: 7, n: 4}");
        departments(
            1,
            "",
            &format!(
                "services: [{{name: S, provided_by: d0, serves: [{{to: b, satisfaction: [{scores}]}}]}}]\n"
            ),
        )
    }),
    ("verdicts", |n| {
        let verdicts = entries(n, "unit: d#, customer: b, verdict: rejected, because: x");
        let direct =
            format!("  - {{id: s, name: S, provided_by: d0, serves: b}}\nverdicts:\n{verdicts}");
        services(n, "", "provided_by: d#, serves: [d0]", &direct)
    }),
    ("findings that are allowed", |n| {
        let allow = entries(n, "finding: unit-without-service, of: d#, because: x");
        departments(n, "", &format!("{SERVICE}allow:\n{allow}"))
    }),
    ("a circle of parties", |n| {
        beneficiaries(n, ", reaches: [b+]", "serves: [b0]", "")
            .replace(&format!("reaches: [b{n}]"), "reaches: [b0]")
    }),
    ("owners of relationships", |n| {
        let owner = "people: [{id: p, name: P, department: d0, leaving: 2027-01-01}]\n";
        beneficiaries(n, ", relationship: {owner: p}", "serves: [*]", owner)
    }),
    ("reasons and drivers", |n| {
        let keys = format!(
            ", drivers: [{}], reasons: [{}]",
            list(n, "x#"),
            list(n, "{claim: c#, confidence: assumed}")
        );
        beneficiaries(1, &keys, "serves: [b0]", "")
    }),
    ("sites of the organisation", |n| {
        let map = departments(n, ", site: x#", SERVICE);
        map.replacen("name: X", &format!("name: X, sites: [{}]", list(n, "x#")), 1)
    }),
    ("anchors", |n| departments(n, ", purpose: &n# x, tags: [*n#]", SERVICE)),
    ("one anchor again and again", |n| departments(n, ", purpose: &n x, tags: [*n]", SERVICE)),
    ("aliases of a list", |n| {
        departments(n, ", tags: *t", SERVICE).replacen(
            "tags: *t",
            &format!("tags: &t [{}]", list(20, "t#")),
            1,
        )
    }),
    ("comments", |n| departments(1, "", &"# x\n".repeat(n * 10)) + SERVICE),
    ("a long text", |n| {
        departments(1, &format!(", purpose: \"{}\"", "long \\u00e9 ".repeat(n * 10)), SERVICE)
    }),
    ("ids from names", |n| {
        let (units, services) =
            (entries(n, "name: D #"), entries(n, "name: D #, provided_by: D 0, serves: b"));
        format!("{ORGANISATION}departments:\n{units}services:\n{services}{BENEFICIARY}")
    }),
    ("one line", |n| {
        let units = list(n, "{id: d#, name: D #}");
        let services = list(n, "{id: s#, name: S #, provided_by: d#, serves: b}");
        format!("{ORGANISATION}departments: [{units}]\nservices: [{services}]\n{BENEFICIARY}")
    }),
];

/// Maps that are refused, and those with findings of all kinds.
pub(super) const WRONG: [Kind; 9] = [
    ("unknown keys", |n| departments(1, &format!(", {}", list(n, "k#: 1")), "")),
    ("unknown references", |n| services(n, "", "provided_by: e#, serves: b", "")),
    ("ids used twice", |n| departments(n, "", "").replace("id: d", "id: d0, x: d")),
    ("names used twice", |n| {
        departments(n, "", "").replace("name: D ", "name: D, purpose: ")
            + &format!("services:\n{}", entries(n, "name: S #, provided_by: D, serves: b"))
    }),
    ("a circle of departments", |n| {
        departments(n, ", part_of: d+", "").replace(&format!("part_of: d{n}"), "part_of: d0")
    }),
    ("a circle of groups", |n| {
        groups(n, "", "members: [g+]").replace(&format!("members: [g{n}]"), "members: [g0]")
    }),
    ("merge keys", |n| departments(n, ", <<: {purpose: x}", "")),
    ("unknown findings", |n| {
        departments(1, "", "") + "checks:\n" + &list(n, "\n  c#: off\n").replace(", ", "")
    }),
    ("services to nobody", |n| services(n, "", "provided_by: d#, serves: []", "")),
];
