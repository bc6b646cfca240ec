//! `--merge`: what is new is added, what says more is written by place, nothing is deleted and remarks stay.

use super::map;
use crate::run::{Ran, Run};

const MAP: &str = "\
# Our map: mind the remarks.
organisation:
  name: XYZ   # for short

departments:
  - id: it          # the best
    name: IT
    headcount: 20   # last year
    tags: [computer]
  - {id: hr, name: HR, purpose: People}
  - name: Sales

    # Sales has no id.

# Whom we serve.
services:
- name: Helpdesk
  provided_by: IT
  serves: everyone
";

fn merged(table: &str, line: &str) -> Ran {
    let run = Run::yaml(MAP).file("t.csv", table);
    let ran = run.line("import csv t.csv --merge org.yaml --width 1000").line(line).ran().ends(0);
    assert_eq!(ran.stdout, "", "the map is in its file");
    map(&ran.left("org.yaml"));
    ran
}

/// New entries are behind those of their list, in its style; a list that isn't there is added at the end; every line
/// of the map is still there.
#[test]
fn new_entries_stand_behind_the_others() {
    let ran = merged(
        "name,provided_by,serves\nPayroll,HR,everyone\nShop,Sales,Buyers\n",
        "--as services",
    );
    let added = "- id: payroll\n  name: Payroll\n  provided_by: hr\n  serves: [everyone]\n\
                 - id: shop\n  name: Shop\n  provided_by: sales\n  serves: [buyers]\n\n\
                 # Outside, those who receive. Worth adding: `since`, `won_by`, `kept_by`, `relationship`.\n\
                 beneficiaries:\n  - id: buyers\n    name: Buyers\n";
    assert_eq!(ran.left("org.yaml"), format!("{MAP}{added}"));
    ran.complains("org.yaml: 2 services, 1 beneficiary added");
    let ran = merged("id,name\nlaw,Law\n", "--as departments");
    let text = MAP.replace(
        "    # Sales has no id.\n",
        "    # Sales has no id.\n  - id: law\n    name: Law\n",
    );
    assert_eq!(ran.left("org.yaml"), text);
}

/// An entry of the same id, or without one of the same name, is the same thing: its texts are changed where they
/// stand and its new keys added, in both styles, remarks kept.
#[test]
fn known_entries_are_changed_by_place() {
    let table = "id,name,headcount,purpose,site\nit,IT & more,24,Useful,plant\nhr,HR,,\"People: all\",\nsales,Sales,9,,\n";
    let ran = merged(table, "--as departments").complains("(--overwrite KEY): it: name (IT in the map, IT & more in the source), it: headcount (20 in the map, 24");
    assert!(ran.left("org.yaml").contains("headcount: 20 "), "{ran}");
    let ran = merged(table, "--as departments --overwrite all");
    let text = MAP
        .replace("    name: IT\n", "    name: IT\n    purpose: Useful\n    site: plant\n")
        .replace("headcount: 20 ", "headcount: 24 ")
        .replace("purpose: People}", "purpose: \"People: all\"}")
        .replace("  - name: Sales\n", "  - name: Sales\n    headcount: 9\n");
    assert_eq!(ran.left("org.yaml"), text);
    ran.complains("nothing added")
        .complains(
            "not changed, though the source differs from the map (--overwrite KEY): it: name",
        )
        .complains("changed: it: purpose, it: site, it: headcount, hr: purpose");
    let ran = merged("name,headcount\nsales,7\nit,20\n", "--as departments");
    assert!(ran.left("org.yaml").contains("headcount: 7"), "found by its name");
    let ran = merged("id,name\nhr,People team\n", "--as departments --overwrite name")
        .complains("changed: hr: name");
    assert!(
        ran.left("org.yaml").contains("{id: hr, name: People team, purpose: People}"),
        "nobody names it"
    );
}

/// What says the same is no change, by id or by name; what a list lacks is added to it.
#[test]
fn lists_grow_by_what_they_lack() {
    let table = "id,name,tags\nit,IT,computer;net\nhr,HR,x\n";
    let ran = merged(table, "--as departments --split ;");
    let text = MAP.replace("name: HR, purpose", "name: HR, tags: [x], purpose");
    assert_eq!(ran.left("org.yaml"), text.replace("[computer]", "[computer, net]"));
    ran.complains("changed: it: tags, hr: tags");
    let table = "name,provided_by,serves,paid_by,Score,Asked\nHelpdesk,IT,HR,Sales,7,2026\n";
    let line = "--as services --map serves.satisfaction.score=Score --map serves.satisfaction.measured=Asked";
    let ran = merged(table, line);
    let left = ran.left("org.yaml");
    assert!(
        left.contains("serves: [everyone, {to: hr, satisfaction: {score: 7, measured: 2026}}]"),
        "{left}"
    );
    assert!(left.contains("paid_by: [sales]"), "{left}");
    let same = merged("name,provided_by,serves\nHelpdesk,it,everyone\n", "--as services");
    assert_eq!(same.left("org.yaml"), MAP, "said already");
}

/// Merging a second time changes nothing: the map says it all by then.
#[test]
fn merging_again_changes_nothing() {
    let table = "name,provided_by,serves,paid_by,url\nShop,Sales,Buyers;HR,Buyers,http://x\n";
    let first = merged(table, "--as services --split ;").left("org.yaml");
    let run = Run::yaml(&first).file("t.csv", table);
    let ran = run.line("import csv t.csv --as services --split ; --merge org.yaml").ran().ends(0);
    assert_eq!(ran.left("org.yaml"), first);
    ran.complains("nothing added");
}

/// With `-o` the result goes to another file, and the map stays as it is.
#[test]
fn the_result_may_go_elsewhere() {
    let ran = merged("id,name\nlaw,Law\n", "--as departments -o new.yaml");
    assert_eq!(ran.left("org.yaml"), MAP);
    assert!(ran.left("new.yaml").contains("- id: law"));
}

/// In a directory, entries are changed in the file in which they stand, and new ones go to a file of their own: it is
/// made the first time and grows the second time.
#[test]
fn directories_are_merged_file_by_file() {
    let people = "people:\n  - {id: p, name: P, role: Cook} # a person\n";
    let run = |people_rows: &str| {
        let run = Run::empty().file("m/a.yaml", MAP).file("m/b.yaml", people);
        run.file("t.csv", "id,name\nlaw,Law\n").file("p.csv", people_rows)
    };
    let ran = run("").line("import csv t.csv --as departments --merge m").ran().ends(0);
    assert_eq!((ran.left("m/a.yaml"), ran.left("m/b.yaml")), (MAP.to_owned(), people.to_owned()));
    let added = ran.left("m/imported.yaml");
    assert!(added.contains("departments:\n  - id: law\n    name: Law\n"));
    ran.complains("a second file beside those of the directory: 1 added");
    let run = run("id,name,role\np,P,Baker\nq,Q,Cook\n").file("m/imported.yaml", &added);
    let ran = run.line("import csv p.csv --as people --merge m --overwrite role").ran().ends(0);
    assert_eq!(ran.left("m/b.yaml"), people.replace("Cook", "Baker"));
    assert_eq!(ran.left("m/a.yaml"), MAP);
    let people = "people:\n  - id: q\n    name: Q\n    role: Cook\n";
    assert!(ran.left("m/imported.yaml").starts_with(&added));
    assert!(ran.left("m/imported.yaml").ends_with(people));
    ran.complains("changed: p: role");
}

/// A row never changes another entry than its own: where an anchor shares a value, it is left and reported.
#[test]
fn a_shared_value_is_left() {
    let map = "organisation: {name: X}\npeople:\n  - {id: p1, name: A, email: &e x@y.z}\n  \
               - {id: p2, name: B, email: *e}\n";
    let run = Run::yaml(map).file("t.csv", "id,name,email,role\np2,B,new@y.z,Cook\n");
    let ran = run.line("import csv t.csv --as people --merge org.yaml").ran().ends(0);
    assert_eq!(ran.left("org.yaml"), map.replace("name: B", "name: B, role: Cook"));
    ran.complains("p2: email").complains("changed: p2: role");
}

/// What can't be merged into stays as it is: an invalid map, JSON, a list with an anchor, an id of another list.
#[test]
fn what_cannot_be_merged_stays_as_it_is() {
    for (map, said) in [
        ("organisation: {nam: x}\n", "unknown-key"),
        (
            "organisation: {name: X}\ndepartments: &all\n  - {name: IT}\n",
            "its entries can't be changed by place",
        ),
    ] {
        let run = Run::yaml(map).file("t.csv", "id,name\nlaw,Law\n");
        let ran = run
            .line("import csv t.csv --as departments --merge org.yaml")
            .refused()
            .complains(said);
        assert_eq!(ran.left("org.yaml"), map);
    }
    let map = "organisation: {name: X}\npeople: [{id: law, name: L}]\n";
    let run = Run::yaml(map).file("t.csv", "id,name\nlaw,Law\n");
    let ran = run.line("import csv t.csv --as departments --merge org.yaml").refused();
    assert_eq!(ran.left("org.yaml"), map);
    ran.complains("warning[duplicate-id]").complains("t.csv:2:1");
    let run = Run::empty()
        .file("m.json", r#"{"organisation": {"name": "X"}}"#)
        .file("t.csv", "name\nA\n");
    run.line("import csv t.csv --as people --merge m.json")
        .refused()
        .complains("keeps the text of a YAML file");
}

/// Windows line ends, an end without a line break, a block of text, a dash alone and brackets are no trouble.
#[test]
fn odd_maps_are_merged() {
    let block =
        "organisation: {name: X}\ndepartments:\n  - name: A\n    notes: |\n      one\n\n      two";
    let windows = MAP.replace('\n', "\r\n");
    let folded = "organisation: {name: X}\ndepartments:\n  -\n    name: A\n";
    let brackets = "organisation: {name: X}\ndepartments: [{name: A}]\n";
    for text in [block, &*windows, folded, brackets] {
        let run = Run::yaml(text).file("t.csv", "id,name,purpose\nlaw,Law,\na,A,first\n");
        let ran = run.line("import csv t.csv --as departments --merge org.yaml").ran().ends(0);
        let left = ran.left("org.yaml");
        map(&left);
        assert!(left.contains("id: law"), "{left}");
    }
}

/// A dry run shows what would change in the words of `diff`, in a directory too, and writes nothing.
#[test]
fn a_dry_run_shows_the_differences() {
    let table = "name,provided_by,serves\nPayroll,HR,Sales\n";
    let line = "--as services --dry-run --width 1000";
    let run = Run::yaml(MAP).file("t.csv", table).line("import csv t.csv --merge org.yaml");
    let ran = run.line(line).ran().ends(0);
    assert_eq!(ran.left("org.yaml"), MAP);
    assert!(ran.stdout.contains("+ Payroll  serves Sales"), "{}", ran.stdout);
    ran.complains("nothing was written (--dry-run)");
    let run = Run::empty().file("m/a.yaml", MAP).file("t.csv", table);
    let ran = run.line("import csv t.csv --merge m").line(line).ran().ends(0);
    assert!(ran.stdout.contains("Payroll"), "{}", ran.stdout);
    assert!(!ran.place().join("m/imported.yaml").exists());
    let same = "name,provided_by,serves\nHelpdesk,it,everyone\n";
    let run = Run::yaml(MAP).file("t.csv", same).line("import csv t.csv --merge org.yaml");
    let ran = run.line(line).ran().ends(0);
    assert!(!ran.stdout.contains("SERVICES"), "{}", ran.stdout);
}

/// A byte order mark stays where it was.
#[test]
fn a_byte_order_mark_stays() {
    let run = Run::yaml(&format!("\u{feff}{MAP}")).file("t.csv", "id,name\nlaw,Law\n");
    let ran = run.line("import csv t.csv --as departments --merge org.yaml").ran().ends(0);
    let left = ran.left("org.yaml");
    assert!(left.starts_with("\u{feff}# Our map") && left.contains("name: Law"), "{left}");
    assert_eq!(left.matches('\u{feff}').count(), 1);
}

/// In a map that says `customers` for `beneficiaries`, entries are found and added under that word.
#[test]
fn the_words_of_the_map_stay() {
    let map = "organisation: {name: X}\ncustomers:\n  - {id: acme, name: Acme}\nfunders:\n  - {name: Donors}\n";
    let table = "name,since\nAcme,2020\nBolt,2021\n";
    let run = Run::yaml(map).file("t.csv", table);
    let ran = run.line("import csv t.csv --as beneficiaries --merge org.yaml").ran().ends(0);
    let left = ran.left("org.yaml");
    assert!(left.contains("- {id: acme, name: Acme, since: 2020}"), "{left}");
    assert!(left.contains("name: Bolt") && !left.contains("beneficiaries"), "{left}");
    let run = Run::yaml(map).file("t.csv", "name,since\nDonors,2020\nState,2021\n");
    let ran = run.line("import csv t.csv --as payers --merge org.yaml").ran().ends(0);
    let left = ran.left("org.yaml");
    assert!(left.contains("- {name: Donors, since: 2020}") && !left.contains("payers"), "{left}");
}

/// An entry in a JSON file of a directory can't be changed: what differs is named apart, since no option helps, and
/// what is the same is not.
#[test]
fn json_of_a_directory_stays() {
    let json = r#"{"departments": [{"id": "hr", "name": "HR", "headcount": 5, "site": "A"}]}"#;
    let run = Run::empty()
        .file("map/org.yaml", "organisation: {name: X}\ndepartments: [{id: it, name: IT}]\n");
    let run = run
        .file("map/more.json", json)
        .file("t.csv", "id,name,headcount,site\nhr,HR,7,A\nit,IT,3,B\n");
    let ran = run.line("import csv t.csv --as departments --merge map --width 1000").ran().ends(0);
    assert_eq!(ran.left("map/more.json"), json);
    assert!(!ran.stderr.contains("--overwrite"), "{ran}");
    ran.complains("no YAML file has the entry (change it there): hr: headcount\n");
}

/// `--overwrite` takes a key, or the path of one as in `--map`; a word that is no key is refused.
#[test]
fn overwrite_knows_its_keys() {
    let map = "organisation: {name: X}\ndepartments: [{id: it, name: IT}, {id: hr, name: HR}]\n\
        services: [{id: d, name: Desk, provided_by: it, serves: hr, paid_by: [{from: organisation, amount: 5}]}]\n";
    let run = || {
        Run::yaml(map).file("t.csv", "id,name,provided_by,payer,cost\nd,Desk,it,organisation,7\n")
    };
    let line = "import csv t.csv --as services --map paid_by=payer --map paid_by.amount=cost --merge org.yaml --overwrite";
    for word in ["amount", "paid_by.amount", "all"] {
        let ran = run().line(line).args([word]).ran().ends(0);
        assert!(ran.left("org.yaml").contains("amount: 7"), "{word}: {ran}");
    }
    let ran = run().line(line).args(["nosuch"]).refused().complains("a map has no such key");
    assert_eq!(ran.left("org.yaml"), map);
    let ran = run().line(line).args(["headcount"]).ran().ends(0);
    assert_eq!(ran.left("org.yaml"), map);
}

/// A recipient without a list gets its measurement and a second recipient in one run; the next changes nothing.
#[test]
fn a_single_recipient_becomes_a_list() {
    const MAP: &str = "organisation: {name: X}\ndepartments: [{name: Sales}]\n\
        beneficiaries: [{name: Buyers}, {name: Tourists}]\n\
        services:\n  - name: Shop\n    provided_by: Sales\n    serves: Buyers\n";
    const ROWS: &str = "Name,Provided by,Serves,Score\nShop,Sales,Buyers,8\nShop,Sales,Tourists,\n";
    let line =
        "import csv x.csv --as services --map serves.satisfaction.score=Score --merge org.yaml";
    let merged = |map: &str| Run::yaml(map).file("x.csv", ROWS).line(line).ran().ends(0);
    let once = merged(MAP);
    assert!(!once.stderr.contains("not changed"), "{once}");
    let left = once.left("org.yaml");
    assert!(left.contains("serves: [{to: buyers, satisfaction: {score: 8}}, tourists]"), "{left}");
    assert_eq!(merged(&left).left("org.yaml"), left);
}
