//! `check` for the tools that run it: editors, GitHub, code scanners, build servers.

mod equal;
mod html;
mod junit;
mod recipes;
mod sarif;

use crate::run::{Ran, Run};
use snapbox::{assert_data_eq, str};

/// A map with a warning and a note, and one with two errors.
const GAPS: &str = "\
organisation: {name: Abacus}
departments:
  - {id: it, name: IT, serves: sales}
  - {id: sales, name: Sales, serves: buyers}
  - {id: archive, name: Archive}
beneficiaries: [{id: buyers, name: Buyers, since: 2009, kept_by: a, drivers: [b]}]
checks: {satisfaction-unknown: off, payer-assumed: off}
";
const BROKEN: &str = "\
organisation: {name: Abacus}
departments: [{name: Sales, serves: byers}, {name: Sales}]
beneficiaries: [{name: Buyers}]
";
/// Names that a format might take for its own signs.
const HOSTILE: &str = r#"
organisation: {name: "Abacus"}
departments:
  - {id: a, name: "50 % <b> & \"x\"\n::error::no, \e[31m ]]> 😀\uFFFE"}
"#;

fn check(map: &str, format: &str) -> Ran {
    let run = Run::yaml(map).line("check org.yaml --today 2026-11-21");
    run.args(["--format", format]).ran()
}

/// One line each, which `grep` finds and an editor jumps by.
#[test]
fn short_is_a_line_each() {
    assert_data_eq!(
        check(GAPS, "short").ends(0).stdout,
        str![[r#"
org.yaml:4:10: note[no-secondary-customer]: Sales has no secondary customer (it serves the outside directly)
org.yaml:5:10: warning[unit-without-service]: Archive provides no service

"#]]
    );
    assert_data_eq!(
        check(BROKEN, "short").ends(2).stdout,
        str![[r#"
org.yaml:2:37: error[unknown-reference]: nothing is called `byers`
org.yaml:2:52: error[duplicate-id]: the name makes the id `sales`, which another department has

"#]]
    );
    let hostile = check(HOSTILE, "short").stdout;
    assert_eq!(hostile.lines().count(), 1, "{hostile}");
    assert!(!hostile.contains('\u{1b}'), "{hostile}");
}

/// A workflow command each, with notes as notices.
#[test]
fn github_is_a_command_each() {
    assert_data_eq!(
        check(GAPS, "github").ends(0).stdout,
        str![[r#"
::notice file=org.yaml,line=4,col=10,title=no-secondary-customer::Sales has no secondary customer (it serves the outside directly)%0Ahelp: ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`
::warning file=org.yaml,line=5,col=10,title=unit-without-service::Archive provides no service%0Ahelp: ask the person, or the head of the department, what others would miss without them tomorrow, and who; write that as a service

"#]]
    );
    check(BROKEN, "github")
        .ends(2)
        .says("::error file=org.yaml,line=2,col=37,title=unknown-reference::");
}

/// No name of a map begins a command of its own, and no file name a property.
#[test]
fn github_commands_can_not_be_smuggled_in() {
    let printed = check(HOSTILE, "github").stdout;
    assert!(printed.lines().all(|line| line.starts_with("::warning file=org.yaml,")), "{printed}");
    assert!(printed.contains("50 %25 <b>"), "{printed}");
    let run = Run::empty().file("a,b:c%.yaml", GAPS);
    let run = run.args(["check", "a,b:c%.yaml", "--format", "github"]).ran();
    assert!(run.stdout.contains(" file=a%2Cb%3Ac%25.yaml,line="), "{run}");
}

/// `-o` takes the format from the ending, and data for a tool is never cut.
#[test]
fn written_to_files_whole() {
    let many = (0..150).map(|at| format!("  - {{name: D{at}}}\n"));
    let many = format!("organisation: {{name: X}}\ndepartments:\n{}", many.collect::<String>());
    let run = |line: &str| Run::yaml(&many).line("check org.yaml").line(line).fine();
    assert_eq!(run("-o a.sarif").left("a.sarif").matches("\"ruleId\"").count(), 150);
    assert_eq!(run("-o a.xml").left("a.xml").matches("<testcase").count(), 150);
    for format in ["short", "github"] {
        assert_eq!(run(&format!("--format {format}")).stdout.lines().count(), 150);
    }
    assert!(run("").stdout.contains("50 more of unit-without-service"));
    let own = Run::yaml(GAPS).line("check org.yaml --format sarif -o org.yaml").refused();
    assert_eq!(own.left("org.yaml"), GAPS, "never over the map");
}
