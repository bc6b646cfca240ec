//! Files and options that don't fit: each says what to write instead, and nothing of a respondent is repeated.

use super::{MAP, rows, survey};
use crate::run::Run;

const SCALE: &str = "--lowest 1 --scale 5";

/// Without a scale, or with half of one, nothing is guessed.
#[test]
fn a_scale_is_never_guessed() {
    let answers = rows("Payroll", &[("HR", &["4"; 6])]);
    for (line, message) in [
        ("", "the answers need a scale"),
        ("--scale 5", "--lowest 1, or --lowest 0"),
        ("--lowest 1", "--scale 5, or --scale 10"),
        ("--lowest 5 --scale 1", "not from 5 to 1"),
        ("--labels Happy", "`Happy` is no label with its score"),
        ("--nps --scale 5 --lowest 1", "cannot be used with"),
    ] {
        survey(&answers, line).refused().complains(message);
    }
}

/// Scores outside of the scale are named by their cells; with --strict nothing is imported.
#[test]
fn a_score_outside_of_the_scale_is_named_by_its_cell() {
    let answers = rows("Payroll", &[("HR", &["4", "7", "5", "0", "1", "2", "3"])]);
    let ran = survey(&answers, SCALE).ran().ends(0);
    ran.complains("2 answers outside of the scale from 1 to 5 left out: 7 in B3, 0 in B5");
    let ran = survey(&answers, SCALE).line("--strict").ran().ends(2);
    assert_eq!(ran.left("org.yaml"), MAP);
    let none = rows("Payroll", &[("HR", &["40", "70"])]);
    survey(none, SCALE).refused().complains("none of its 2 answers is a score from 1 to 5");
}

/// A column of words is refused with the words that several wrote: nobody's own.
#[test]
fn words_without_labels_are_named_for_the_option() {
    let answers = rows("Payroll", &[("HR", &["Happy", "Happy", "Happy", "I am Ann", "Sad"])]);
    let ran = survey(answers, SCALE).refused().complains("--labels \"Happy=...\"");
    assert!(!ran.stderr.contains("Ann") && !ran.stderr.contains("Sad"), "{ran}");
}

/// No name, address or remark of a respondent is printed or written, whatever goes wrong.
#[test]
fn nothing_of_a_respondent_is_repeated() {
    let row = |score: &str| {
        format!("7,1/5/26 9:00,1/5/26 9:05,ann@example.org,Ann Example,HR,{score},Secret remark\n")
    };
    let head = "ID,Start time,Completion time,Email,Name,Department,Payroll,Remarks\n";
    let answers =
        head.to_owned() + &row("4").repeat(6) + &row("9") + &row("Secret too") + "1,2,3\n";
    let texts = ["ann@", "Ann", "Secret"];
    for line in [
        "--lowest 1 --scale 5",
        "--lowest 1 --scale 5 --strict",
        "--lowest 1 --scale 5 --of Name",
        "--lowest 1 --scale 5 --of Nam",
        "--nps",
    ] {
        let ran = survey(&answers, line).ran();
        let map = ran.left("org.yaml");
        for text in texts {
            let all = [&ran.stdout, &ran.stderr, &map];
            assert!(all.iter().all(|it| !it.contains(text)), "{text}: {line}\n{ran}\n{map}");
        }
    }
    let ran = survey(&answers, "--lowest 1 --scale 5 --of Name");
    ran.refused().complains("`Name` says who answered, which is never read");
}

/// An encoding that can't be read, and a column that isn't there, are errors without the line of anybody's answers.
#[test]
fn an_error_shows_no_line_of_answers() {
    let answers = b"Department,Payroll,Mail\nHR,4,ann@example.org M\xfc\xfc\xfc\xfcller\n";
    let ran = survey(answers, SCALE).refused();
    let ran = ran.complains("a.csv:2:").complains("add --encoding windows-1252");
    assert!(!ran.stderr.contains("ann@"), "{ran}");
    let answers = rows("Payroll", &[("HR", &["4"; 5])]);
    let run = survey(&answers, SCALE).args(["--skip-where", "Country=NL"]);
    run.refused().complains("no column `Country`");
    let ran = survey(&answers, SCALE).args(["--of", "hr"]).refused();
    ran.complains("the file has no column `hr`").complains("--of =ID");
}

/// Empty files, other kinds of files and missing columns.
#[test]
fn other_files_are_refused_in_words() {
    survey("", SCALE).refused().complains("the file is empty");
    let staff = "Id,Name,Manager\n1,Head,\n2,Clerk,1\n";
    survey(staff, SCALE)
        .refused()
        .complains("no column is a question about a service")
        .complains("Id, Name, Manager");
    let without = "Team,Payroll\nHR,4\n";
    survey(without, SCALE)
        .refused()
        .complains("no column says to which department")
        .complains("--of =ID");
    let no_rows = "Department,Payroll\n";
    survey(no_rows, SCALE).refused().complains("no row of the files holds a score");
    survey("organisation: {name: X}\n", SCALE).refused();
    survey(b"PK\x03\x04 no workbook", SCALE).refused();
    let run = Run::yaml(MAP).file("a.csv", rows("Payroll", &[("HR", &["4"; 5])]));
    let ran = run.line("import survey a.csv --merge org.yaml --lowest 1 --scale 5").refused();
    ran.complains("nothing says when the answers were given").complains("--measured 2026-05");
    let answers = rows("Payroll", &[("HR", &["4"; 5])]);
    let run = Run::yaml(MAP).file("a.csv", answers).line("import survey a.csv --merge org.yaml");
    run.line("--lowest 1 --scale 5 --measured May").refused().complains("write a date as 2026-05");
}

/// A date that is none costs the date of that answer, not the import: the other answers are taken.
#[test]
fn a_month_that_is_none() {
    let answers = "Department,Helpdesk,Date\nIT,7,2026-39-01\nIT,8,2026-05-02\nIT,9,2026-05-03\nIT,7,2026-05-03\nIT,8,2026-05-04\nIT,8,2026-05-04\n";
    let run = Run::yaml(super::MAP).file("a.csv", answers);
    let line = "import survey a.csv --merge org.yaml --date Date --lowest 0 --scale 10";
    let ran = run.line(line).ran().ends(0);
    assert!(ran.left("org.yaml").contains("measured: 2026-05"), "{ran}");
}
