//! Each part of a quarterly review: what is reported of it, and what isn't.

use super::{BAKERY, changed, compare, diffed};
use snapbox::{assert_data_eq, str};

/// Who came and went among the customers, in words, with the line that made it so.
#[test]
fn customers_gained_and_lost() {
    let new = changed(&[
        ("serves: [council, buyers]", "serves: [buyers]"),
        (
            "beneficiaries:",
            "  - {id: records, name: Records, provided_by: archive, serves: [legal]}\nbeneficiaries:",
        ),
    ]);
    let ran = compare(BAKERY, &new, "--width 80 --rank secondary").ran().ends(1);
    ran.says("+ Archive  gains secondary customer Legal (direct)")
        .says("because service “Records” added");
    let ran = compare(BAKERY, &new, "--width 80 --unit sales").ran().ends(1);
    assert_data_eq!(
        ran.stdout,
        str![[r#"
Bakery: old.yaml compared with new.yaml
Facts: 2 lost, 1 changed.

CUSTOMERS AND PAYERS
WHO      WHAT CHANGED, AND WHY                        WHERE
─────────────────────────────────────────────────────────────────
- Sales  loses primary customer Council (was direct)  old.yaml:17
         because recipient removed from “Selling”

SERVICES
WHO        WHAT CHANGED, AND WHY     WHERE
────────────────────────────────────────────────
- Selling  no longer serves Council  old.yaml:17

FINDINGS
WHO      WHAT CHANGED, AND WHY                                        WHERE
────────────────────────────────────────────────────────────────────────────────
~ Sales  satisfaction-unknown, now note: Sales: 1 relationship was    new.yaml:4
           never measured (1 outside, 0 inside)

"#]]
    );
}

/// A customer reached through somebody else is reported with both ways.
#[test]
fn another_way() {
    let ran =
        diffed(&[("serves: [sales]}", "serves: [logistics]}")], "--unit it --customer buyers");
    assert_eq!(
        ran,
        ["customers changed primary-customer it buyers through Sales through Logistics"]
    );
}

/// Satisfaction that moved, was measured for the first time, again or no more, each with its date.
#[test]
fn satisfaction_that_moved() {
    let measured = "{to: cafes, satisfaction: {score: 7.2, measured: 2025-12}}";
    let moved = |to: &str| {
        let diffed = diffed(&[(measured, to)], "");
        diffed.into_iter().filter(|one| one.starts_with("satisfaction")).collect::<Vec<_>>()
    };
    let up = "{to: cafes, satisfaction: {score: 4, scale: 5, n: 40, measured: 2026-10}}";
    assert_eq!(
        moved(up),
        [
            "satisfaction changed satisfaction bread cafes 7.2 of 10 (2025-12) 8.0 of 10 (n 40, 2026-10)"
        ]
    );
    assert_eq!(
        moved("cafes"),
        ["satisfaction lost satisfaction bread cafes 7.2 of 10 (2025-12) -"]
    );
    assert_eq!(
        moved("{to: buyers, satisfaction: {score: 9}}"),
        [
            "satisfaction lost satisfaction bread cafes 7.2 of 10 (2025-12) -",
            "satisfaction gained satisfaction bread buyers - 9.0 of 10"
        ]
    );
    let older =
        "{to: cafes, satisfaction: [{score: 7.2, measured: 2025-12}, {score: 1, measured: 2020}]}";
    assert_eq!(
        moved(older),
        [
            "satisfaction changed detail bread cafes score 7.2, lowest 0, scale 10, 2025-12 score 1, lowest 0, scale 10, 2020, score 7.2, lowest 0, scale 10, 2025-12"
        ],
        "what doesn't move the newest is reported too"
    );
}

/// Owners, backups and leads are reported; so are those whom nobody leads now.
#[test]
fn owners_backups_and_leads() {
    let all = diffed(
        &[
            (
                "relationship: {owner: head}",
                "relationship: {owner: rep, backup: head, since: 2026}",
            ),
            ("name: Sales, lead: head", "name: Sales, lead: rep"),
        ],
        "",
    );
    let own = all.iter().filter(|one| one.starts_with("relationships"));
    assert_eq!(
        own.collect::<Vec<_>>(),
        [
            "relationships changed owner cafes - Head of Sales Representative",
            "relationships gained backup cafes - - Head of Sales",
            "relationships gained owner-since cafes - - 2026",
            "relationships changed lead sales - Head of Sales Representative",
        ]
    );
}

/// An assumption that was tested is reported by its claim.
#[test]
fn assumptions_tested() {
    let old = "confidence: assumed";
    let all = diffed(&[(old, "confidence: supported, source: survey, date: 2026-10")], "");
    let own: Vec<&String> = all.iter().filter(|one| one.starts_with("assumptions")).collect();
    assert_eq!(own, ["assumptions changed reason cafes - assumed supported (survey, 2026-10)"]);
    let new = changed(&[("They come for the crust", "They come for the butter")]);
    let ran = compare(BAKERY, &new, "").ran().ends(1);
    ran.says("“They come for the butter”: assumed")
        .says("“They come for the crust” dropped (was: assumed)");
}

/// Services, parties, units and groups that came, went, moved or have another name.
#[test]
fn things_that_came_and_went() {
    let all = diffed(
        &[
            ("  - {id: archive, name: Archive}\n", ""),
            ("{id: desk, name: Desk, part_of: it}", "{id: desk, name: Helpdesk, part_of: sales}"),
            ("members: [sales, legal]", "members: [sales, baking]"),
            ("status: prospect", "status: former"),
            ("  - {id: delivery, name: Delivery, provided_by: logistics, serves: [buyers]}\n", ""),
        ],
        "",
    );
    for line in [
        "units lost unit archive - - -",
        "units changed detail desk - Desk Helpdesk",
        "units changed part-of desk - IT Sales",
        "units gained members board baking - -",
        "units lost members board legal - -",
        "parties changed detail hotels - prospect former",
        "services lost service delivery - - -",
        "services lost provider delivery logistics - -",
        "services lost recipient delivery buyers - -",
    ] {
        assert!(all.iter().any(|one| one == line), "no {line} in {all:#?}");
    }
}

/// A finding that came or went, and one that an `allow` silences: not the same as one that was solved.
#[test]
fn findings_that_came_and_went() {
    let solved = diffed(&[("serves: [council, buyers]", "serves: [buyers]")], "");
    let line = "findings gained finding council - - warning: no service reaches Council";
    assert!(solved.iter().any(|one| one == line), "{solved:#?}");
    let allow =
        "allow: [{finding: unit-without-service, of: archive, because: it is being closed}]\n";
    let ran = compare(BAKERY, &format!("{BAKERY}{allow}"), "--width 100").ran().ends(1);
    ran.says("no longer unit-without-service, warning: Archive provides no service")
        .says("because `allow` of Archive added")
        .says("allow: unit-without-service (it is being closed)");
}

/// A finding that only moved to another line is the same, and so is one about a thing with a new name.
#[test]
fn findings_elsewhere_are_the_same() {
    let moved = format!("# a remark\n\n{BAKERY}");
    compare(BAKERY, &moved, "").fine().says("No difference.");
    let all = diffed(&[("name: Archive", "name: Old papers")], "");
    assert_eq!(all, ["units changed detail archive - Archive Old papers"]);
}

/// Comments, order, quotes and flow or block style make no difference.
#[test]
fn the_same_otherwise_written() {
    let old = "organisation: {name: A}\ndepartments: [{name: X, tags: [a, b]}, {name: Y}]\n\
               services: [{name: S, provided_by: [X, Y], serves: [Z, Y]}]\nbeneficiaries: [{name: Z}]\n";
    let new = "beneficiaries:\n- name: 'Z' # them\nservices:\n- name: S\n  serves: [y, z]\n  provided_by: [y, x]\n\
               departments:\n- name: Y\n- {name: X, tags: [b, a]}\norganisation:\n  name: A\n";
    let ran = compare(old, new, "--people --all").fine();
    assert_data_eq!(
        ran.stdout,
        str![[r#"
A: old.yaml compared with new.yaml
No difference.

"#]]
    );
}

/// An organisation that has another name is the same payer and provider; that it does is reported once.
#[test]
fn an_organisation_may_be_renamed() {
    let all = diffed(&[("organisation: {name: Bakery", "organisation: {name: Bakers")], "");
    assert_eq!(
        all,
        [
            "units changed detail bakers - bakery bakers",
            "units changed detail bakers - Bakery Bakers"
        ]
    );
}

/// Whatever a file says of a thing is compared: no key is passed over.
#[test]
fn every_key_is_compared() {
    for (from, to) in [
        ("currency: GBP", "currency: EUR"),
        ("name: Bakery,", "name: Bakery, kind: public,"),
        ("name: Bakery,", "name: Bakery, customers_called: eaters,"),
        ("name: Bakery,", "name: Bakery, sites: [town],"),
        ("name: Bakery,", "name: Bakery, description: bread,"),
        ("name: Bakery,", "name: Bakery, paid_by: [council],"),
        ("name: IT}", "name: IT, purpose: help}"),
        ("name: IT}", "name: IT, site: town}"),
        ("name: IT}", "name: IT, tags: [x]}"),
        ("name: IT}", "name: IT, headcount: 3}"),
        ("name: IT}", "name: IT, notes: x}"),
        ("name: IT}", "name: IT, url: x}"),
        ("department: sales}", "department: sales, role: clerk}"),
        ("department: sales}", "department: sales, since: 2020}"),
        ("members: [sales, legal]", "members: [sales, legal], size: 4"),
        ("members: [sales, legal]", "members: [sales]"),
        ("name: ERP,", "name: ERP, purpose: x,"),
        ("name: ERP,", "name: ERP, reviewed: 2026,"),
        ("name: ERP,", "name: ERP, status: planned,"),
        ("name: ERP,", "name: ERP, paid_by: [],"),
        ("amount: 90000", "amount: 90001"),
        ("amount: 90000", "amount: 90000, as: fee"),
        ("name: Retail buyers", "name: Retail buyers, since: 2009"),
        ("name: Retail buyers", "name: Retail buyers, kind: society"),
        ("name: Retail buyers", "name: Retail buyers, drivers: [price]"),
        ("name: Retail buyers", "name: Retail buyers, pressures: [rent]"),
        ("name: Retail buyers", "name: Retail buyers, reaches: [cafes]"),
        ("name: Retail buyers", "name: Retail buyers, won_by: {reason: need}"),
        ("name: Retail buyers", "name: Retail buyers, kept_by: x"),
        ("name: Retail buyers", "name: Retail buyers, lost_by: {note: x}"),
        ("name: Retail buyers", "name: Retail buyers, why_not_us: x"),
        ("name: Retail buyers", "name: Retail buyers, could_use: [erp]"),
        ("name: Retail buyers", "name: Retail buyers, buys_from: [x]"),
        ("services:", "checks: {empty-group: off}\nservices:"),
        ("services:", "payers: [{name: Donors}]\nservices:"),
        ("services:", "allow: [{finding: empty-group, of: board}]\nservices:"),
    ] {
        assert_ne!(diffed(&[(from, to)], ""), [""; 0], "{to}");
    }
}

/// Persons are compared where they are asked for; the relationships that they own are reported in any case.
#[test]
fn persons_where_asked_for() {
    let change = [("services:", "services:\n  - {name: Advice, provided_by: rep, serves: legal}")];
    let about = |more: &str| {
        let all = diffed(&change, more).into_iter();
        all.filter(|one| one.starts_with("customers gained secondary-customer rep ")).count()
    };
    assert_eq!((about(""), about("--people"), about("--people=only")), (0, 1, 1));
}

/// One department as an organisation of its own: its colleagues are outside, as in the other listings.
#[test]
fn within_a_department() {
    let change =
        [("provided_by: it, serves: [sales]", "provided_by: desk, serves: [sales, legal]")];
    let all = diffed(&change, "--within it");
    let line = "customers gained primary-customer desk legal - direct";
    assert!(all.iter().any(|one| one == line), "{all:#?}");
    let gone = compare(
        BAKERY,
        &changed(&[("  - {id: legal, name: Legal}\n", ""), (", legal]", "]")]),
        "--within legal",
    );
    gone.ran().ends(2).complains("legal");
}
