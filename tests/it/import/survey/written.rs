//! Where measurements are written, and that nothing is written where they can't be.

use super::{MAP, measurements, results, rows, survey};
use crate::run::Run;

const SCALE: &str = "--lowest 1 --scale 5";

fn answers() -> String {
    rows("Payroll", &[("HR", &["4"; 6]), ("IT", &["2"; 6])])
}

/// In a file the entries are in a list of their own at the end, and every line of the map is still there.
#[test]
fn a_map_of_one_file_gets_a_list_at_its_end() {
    let ran = survey(answers(), SCALE).ran().ends(0);
    let map = ran.left("org.yaml");
    let added = map.strip_prefix(MAP).expect("the map as it was");
    assert!(
        added.contains("measurements:\n  - service: payroll\n    of: everyone\n    score: 3\n"),
        "{added}"
    );
    ran.complains("org.yaml: 1 measurement written");
}

/// In a directory they go to a file of the month, which a second survey of that month shares.
#[test]
fn a_directory_gets_a_file_of_the_month() {
    let line =
        "import survey a.csv --merge map --lowest 1 --scale 5 --measured 2026-05-20 --source";
    let run = Run::empty().file("map/org.yaml", MAP).file("a.csv", answers()).line(line);
    let ran = run.args(["Spring"]).ran().ends(0);
    let first = ran.left("map/measurements-2026-05.yaml");
    assert_eq!(first.matches("source: Spring").count(), 1, "{first}");
    assert_eq!(ran.left("map/org.yaml"), MAP);
    let run = Run::empty().file("map/org.yaml", MAP).file("map/measurements-2026-05.yaml", &first);
    let ran = run.file("a.csv", answers()).line(line).args(["Again"]).ran().ends(0);
    let both = ran.left("map/measurements-2026-05.yaml");
    assert!(both.starts_with(&first) && both.contains("source: Again"), "{both}");
}

/// A dry run writes nothing and says in the words of `diff` what would change.
#[test]
fn a_dry_run_writes_nothing() {
    let ran = survey(answers(), "--lowest 1 --scale 5 --dry-run").ran().ends(0);
    assert_eq!(ran.left("org.yaml"), MAP);
    ran.says("SATISFACTION")
        .says("Everyone: measured, 5.0 of 10 (n 12, 2026-05)")
        .complains("would be written");
}

/// The same survey again counts once; with other figures it is shown and not taken, and another source is another
/// survey.
#[test]
fn a_survey_that_is_imported_twice_counts_once() {
    let first = survey(answers(), SCALE).ran().ends(0);
    let again = |answers: &str, line: &str| {
        let run = Run::yaml(&first.left("org.yaml")).file("a.csv", answers);
        run.line("import survey a.csv --merge org.yaml --measured 2026-05").line(SCALE).line(line)
    };
    assert_eq!(results(again(&answers(), "")), [["payroll", "everyone", "known", "12"]]);
    let ran = again(&answers(), "").ran().ends(0).complains("no new measurements");
    assert_eq!(ran.left("org.yaml"), first.left("org.yaml"));
    let more = answers() + "HR,5\n";
    assert_eq!(results(again(&more, "")), [["payroll", "everyone", "differs", "13"]]);
    let ran = again(&more, "--source autumn").ran().ends(0);
    // Two surveys of one month are pooled when the map is read.
    assert_eq!(measurements(&ran, "payroll", "everyone").len(), 2);
}

/// How many were asked: by option, for one or for each, else as many as belong to the recipient and no other one of it
/// was measured.
#[test]
fn how_many_were_asked_is_stated_or_known() {
    let asked = |answers: &str, line: &str| -> Vec<[String; 2]> {
        let run = survey(answers, SCALE).line(line);
        run.line("--format csv -q").ran().ends(0).columns(["of", "asked"])
    };
    let of_it = rows("Helpdesk", &[("IT", &["4"; 6])]);
    let both = rows("Helpdesk", &[("IT", &["4"; 6]), ("HR", &["4"; 6])]);
    assert_eq!(asked(&of_it, ""), [["it", "40"]]);
    assert_eq!(asked(&both, ""), [["it", ""], ["office", ""]]);
    assert_eq!(asked(&both, "--asked it=9"), [["it", "9"], ["office", ""]]);
    assert_eq!(asked(&both, "--asked it=9 --asked 50"), [["it", "9"], ["office", "50"]]);
    survey(&both, SCALE).line("--asked it=5").refused().complains("6 answers are of IT");
    // More answers than there are people: the number in the map is old, and is not written.
    let many = rows("Helpdesk", &[("IT", &["4"; 41])]);
    assert_eq!(asked(&many, ""), [["it", ""]]);
}

/// A map with errors, or one whose text can't be edited, stays as it is.
#[test]
fn nothing_is_written_to_a_broken_map() {
    let broken = MAP.replace("provided_by: hr", "provided_by: nobody");
    let run = |map: &str| {
        let run = Run::yaml(map).file("a.csv", answers());
        run.line("import survey a.csv --merge org.yaml --measured 2026-05").line(SCALE)
    };
    run(&broken).refused().complains("unknown-reference");
    let shared =
        format!("{MAP}measurements: &all\n  - {{service: payroll, of: everyone, score: 1}}\n");
    let ran = run(&shared).ran().ends(2);
    assert_eq!(ran.left("org.yaml"), shared);
}
