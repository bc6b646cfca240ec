//! What can't be compared, and what is said then.

use super::{BAKERY, changed, compare};
use crate::run::Run;

/// The errors of both maps are shown at their places, in one run.
#[test]
fn errors_of_both_maps() {
    let ran = compare("organisation: {nam: X}", "organisation: {name: X}\nteams: []", "").refused();
    ran.complains("old.yaml:1:16").complains("new.yaml:2:1");
    compare(BAKERY, "", "").refused().complains("no-organisation");
    compare("", BAKERY, "").refused().complains("no-organisation");
}

/// A map that isn't there is named; nothing is compared.
#[test]
fn a_map_that_is_not_there() {
    let ran = Run::yaml(BAKERY).line("diff gone.yaml org.yaml").refused();
    ran.complains("gone.yaml");
    Run::yaml(BAKERY).line("diff").ran().ends(2).complains("OLD");
}

/// Standard input can be one of the maps, on either side, and not both.
#[test]
fn standard_input() {
    Run::yaml(BAKERY).line("diff - org.yaml").stdin(BAKERY).fine().says("No difference.");
    Run::yaml(BAKERY).line("diff org.yaml -").stdin(BAKERY).fine().says("No difference.");
    Run::yaml(BAKERY).line("diff - -").stdin(BAKERY).refused().complains("standard input");
}

/// A filter may name what is in one map only; what is in neither is refused.
#[test]
fn a_name_of_either_map() {
    let new =
        changed(&[("{id: archive, name: Archive}", "{id: papers, name: Papers, serves: legal}")]);
    for unit in ["archive", "papers", "Papers"] {
        let ran = compare(BAKERY, &new, &format!("--unit {unit}")).ran().ends(1);
        ran.says_no("- Council").says_no("department with");
    }
    compare(BAKERY, &new, "--unit paper").refused().complains("`Papers`");
    compare(BAKERY, &new, "--customer nobody").refused();
    compare(BAKERY, &new, "--unit it").fine().says("No difference.");
    compare(BAKERY, &new, "--customer legal --reach direct").ran().ends(1).says("Legal");
    compare(BAKERY, &new, "--customer legal --reach through").ran().says_no("gains");
}

/// Two organisations with nothing in common are compared, too.
#[test]
fn nothing_in_common() {
    let other = "organisation: {name: Zoo}\ndepartments: [{name: Keepers, serves: [visitors]}]\n\
                 beneficiaries: [{name: Visitors}]\n";
    for (old, new) in [(BAKERY, other), (other, BAKERY)] {
        let ran = compare(old, new, "").ran().ends(1);
        ran.says("department added").says("department removed").says("0 as before");
    }
}

/// A reader who has seen enough is no error.
#[test]
fn a_closed_pipe() {
    use std::process::Stdio;
    let new = changed(&[("serves: [council, buyers]", "serves: []")]);
    let run = compare(BAKERY, &new, "");
    let mut child = run.command().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stderr, b"");
    assert!(matches!(output.status.code(), Some(0 | 1)));
}
