//! `import hris`: who reports to whom becomes departments with their leads, and orphans and circles are reported.

use super::{map, printed};
use crate::run::Run;
use std::fmt::Write as _;

fn staff(text: &str, line: &str) -> Run {
    Run::empty()
        .file("staff.csv", text)
        .line("import hris staff.csv --width 1000 --people")
        .line(line)
}

const STAFF: &str = "\
Employee ID,Full name,Job title,Manager ID,Dept,Cost centre
1,Director,Director,,Board,10
2,Sales lead,Head,1,Sales,20
3,Seller,Clerk,2,Sales,20
4,Web lead,Head,2,Web,21
5,Web designer,Designer,4,Web,21
";

/// The head of a department is the one of it who reports outside; it is part of that manager's department.
#[test]
fn departments_follow_the_managers() {
    let ran = printed(staff(STAFF, ""));
    ran.says("  - id: board\n    name: Board\n    lead: \"1\"\n")
        .says("  - id: sales\n    name: Sales\n    part_of: board\n    lead: \"2\"\n")
        .says("  - id: web\n    name: Web\n    part_of: sales\n    lead: \"4\"\n")
        .says("  - id: \"5\"\n    name: Web designer\n    department: web\n    role: Designer\n")
        .complains("id from Employee ID, name from Full name, manager from Manager ID")
        .says("name: Sales\n    part_of: board\n    lead: \"2\"\n    headcount: 4\n")
        .complains("columns not used: Cost centre")
        .complains("3 departments, 5 people");
}

/// A list with parents is one of departments; a manager leads there.
#[test]
fn rows_with_a_parent_are_departments() {
    let text = "Unit ID,Unit name,Parent,Manager\nA,Company,,Baker\nB,Sales,A,Cook\nC,Web,Sales,\n";
    let ran = printed(staff(text, ""));
    let map = map(&ran.stdout);
    assert_eq!((map.departments.len(), map.people.len()), (3, 2));
    ran.says("id: B\n    name: Sales\n    part_of: A\n    lead: cook\n")
        .says("id: C\n    name: Web\n    part_of: B\n");
}

/// A manager who is no row is reported at the cell; the row stays, and reports to nobody.
#[test]
fn orphans_are_reported() {
    let ran = staff(&STAFF.replace("4,Web lead,Head,2", "4,Web lead,Head,99"), "").ran().ends(0);
    ran.says("  - id: web\n    name: Web\n    lead: \"4\"\n")
        .complains("unknown-manager")
        .complains("no row is the manager `99`")
        .complains("staff.csv:5:17");
}

/// Each circle is reported once, with its names; none of its lines is kept, the rest is. One's own manager is at the
/// top.
#[test]
fn circles_are_reported_once() {
    let text = "id,name,manager,department\n1,Baker,3,A\n2,Cook,1,B\n3,Driver,2,C\n4,Editor,1,D\n5,Farmer,5,E\n6,Gardener,7,F\n7,Hatter,6,F\n";
    let ran = staff(text, "").ran().ends(0);
    ran.says("name: D\n    part_of: a\n    lead: \"4\"\n")
        .says("name: A\n    lead: \"1\"\n")
        .complains("reporting-circle")
        .complains("a circle: Baker -> Driver -> Cook -> Baker")
        .complains("staff.csv:2:9")
        .complains("a circle: Gardener -> Hatter -> Gardener")
        .complains("2 warnings")
        .complains("their own manager, and so at the top: 1")
        .complains(
            "departments without a lead, because none or several of their people report outside: F",
        );
}

/// Departments whose heads report to one another are parts of neither; several heads are no lead.
#[test]
fn what_is_unclear_is_left_open() {
    let text = "id,name,manager,department\n1,Baker,,A\n2,Cook,4,A\n3,Driver,,B\n4,Editor,1,B\n5,Farmer,2,B\n";
    let ran = printed(staff(text, ""));
    ran.says("name: A\nname".split('\n').next().unwrap())
        .complains(
            "departments whose heads report to one another, so none is part of another: A, B",
        )
        .complains("departments without a lead");
    let map = map(&ran_map(text));
    assert!(map.departments.iter().all(|one| one.part_of.is_none() && one.lead.is_none()));
}

fn ran_map(text: &str) -> String {
    printed(staff(text, "-q")).stdout
}

/// Columns that are called otherwise are named; a field or column that isn't there is reported.
#[test]
fn columns_can_be_named() {
    let text = "key,First,Last,Boss\n1,Baker,A,\n2,Cook,B,1\n";
    staff("key,Boss\n1,\n", "")
        .refused()
        .complains("which column is the name?")
        .complains("key, Boss");
    let other = text.replace(',', ";");
    printed(staff(&other, "")).complains("first from First, last from Last");
    let line = "--map id=key --map name=First --map name=Last --map manager=Boss";
    printed(staff(text, line)).says("id: \"1\"\n    name: Baker A\n");
    let ran = staff(text, "--map id=keys --map boss=Boss").refused();
    ran.complains("no column `keys`").complains("help: write `key`").complains("no `boss`");
}

/// A chain of ten thousand managers is no circle and takes no time.
#[test]
fn a_long_chain_is_no_circle() {
    let mut text = String::from("id,name,manager,department\n0,P0,,D0\n");
    for row in 1..10_000 {
        writeln!(text, "{row},P{row},{},D{}", row - 1, row / 3).unwrap();
    }
    let ran = printed(staff(&text, "-q"));
    assert_eq!(map(&ran.stdout).people.len(), 10_000);
    assert_eq!(ran.stderr, "", "no circle, no orphan");
}

/// Rows that are wrong are reported with their lines; the same id twice is an error.
#[test]
fn wrong_rows_are_reported() {
    let text = "id,name,manager\n1,Baker\n2,,1\n3,Driver,\n3,Editor,\n";
    let ran = staff(text, "--strict").refused();
    ran.complains("staff.csv:2:1")
        .complains("this row has no name")
        .complains("duplicate-id")
        .complains("staff.csv:5:1");
    let ran = staff(text, "").ran().ends(0);
    assert_eq!(map(&ran.stdout).people.len(), 1);
}
