//! Which relationship an answer is about, and how columns, services and departments are found.

use super::{MAP, results, rows, survey};
use crate::run::Run;

const SCALE: &str = "--lowest 1 --scale 5";

/// The recipient that holds the department with the fewest units; of two that hold as many the smaller id.
#[test]
fn the_narrowest_recipient_was_asked() {
    let answers = rows(
        "Helpdesk",
        &[("Service Desk", &["4"; 5]), ("HR", &["4"; 6]), ("Logistics", &["4"; 7])],
    );
    let wanted = [
        ["helpdesk", "it", "new", "5"],
        ["helpdesk", "office", "new", "6"],
        ["helpdesk", "everyone", "new", "7"],
    ];
    assert_eq!(results(survey(&answers, SCALE)), wanted);
    // Two groups of the same three units: `also` comes before `office`.
    let map = MAP
        .replace("groups:\n", "groups:\n  - {id: also, name: Also, members: [it, hr]}\n")
        .replace("serves: [it, office, everyone]", "serves: [office, also, everyone]");
    let run = Run::yaml(&map).file("a.csv", &answers);
    let run = run.line("import survey a.csv --merge org.yaml --measured 2026-05").line(SCALE);
    assert_eq!(
        results(run),
        [["helpdesk", "also", "new", "11"], ["helpdesk", "everyone", "new", "7"]]
    );
}

/// Who rates a service that does not serve them is listed with the number of answers, most first, and not written.
#[test]
fn what_is_used_but_not_declared_is_listed() {
    let answers =
        rows("Archive", &[("Logistics", &["4"; 14]), ("HR", &["3"; 5]), ("IT", &["2"; 2])]);
    let wanted = [
        ["archive", "hr", "new", "5"],
        ["archive", "logistics", "not-declared", "14"],
        ["archive", "it", "not-declared", "2"],
    ];
    assert_eq!(results(survey(&answers, SCALE)), wanted);
    let ran = survey(&answers, SCALE).ran().ends(0);
    assert_eq!(ran.left("org.yaml").matches("service: archive").count(), 1);
}

/// A customer outside answers for itself, and a respondent may name a group or everyone.
#[test]
fn customers_and_groups_answer_for_themselves() {
    let answers = rows("Web shop", &[("Buyers", &["4"; 5]), ("Logistics", &["4"; 5])]);
    let wanted = [["shop", "buyers", "new", "5"], ["shop", "logistics", "not-declared", "5"]];
    assert_eq!(results(survey(answers, SCALE)), wanted);
    let answers = rows("Helpdesk", &[("office staff", &["4"; 5]), ("Everyone", &["4"; 6])]);
    let wanted = [["helpdesk", "office", "new", "5"], ["helpdesk", "everyone", "new", "6"]];
    assert_eq!(results(survey(answers, SCALE)), wanted);
    let answers = "Web shop\n".to_owned() + &"4\n".repeat(5);
    let run = survey(answers, "--lowest 1 --scale 5 --of =buyers");
    assert_eq!(results(run), [["shop", "buyers", "new", "5"]]);
}

/// A department that the map doesn't have is counted by its name, and --same says what it is.
#[test]
fn unknown_departments_are_counted() {
    let answers =
        rows("Payroll", &[("H.R.", &["4"; 5]), ("Logistics", &["4"; 5]), ("", &["1"; 2])]);
    let ran = survey(&answers, SCALE).ran().ends(0);
    ran.complains("5 rows left out: the map has no such department, group or customer: H.R. (5)");
    let ran = survey(&answers, SCALE).args(["--same", "h.r.=HR"]).ran().ends(0);
    let ran = ran.complains("2 rows left out: no department is named").says("10");
    assert!(!ran.stderr.contains("H.R."), "{ran}");
}

/// Columns are found by the name of the service, by a statement within the header, by a name within a question, and by
/// --question. A question in which two services are named is none.
#[test]
fn questions_are_matched_by_name_or_option() {
    for header in [
        "Payroll",
        "payroll",
        "How happy are you with [Payroll]",
        "Rate these services - Payroll",
        "Q3: Payroll",
        "How happy are you with the payroll?",
    ] {
        let answers =
            format!("Department,\"{header}\",IT or Payroll and Helpdesk\n") + &"HR,4,1\n".repeat(5);
        assert_eq!(
            results(survey(answers, SCALE)),
            [["payroll", "everyone", "new", "5"]],
            "{header}"
        );
    }
    let answers = "Department,Money,Payrolls\n".to_owned() + &"HR,4,1\n".repeat(5);
    survey(&answers, SCALE).refused().complains("no column is a question about a service");
    let run = survey(&answers, SCALE).args(["--question", "money=Payroll"]);
    assert_eq!(results(run), [["payroll", "everyone", "new", "5"]]);
    let run = survey(&answers, SCALE).args(["--question", "Money=Payrol"]);
    run.refused().complains("the map has no service `Payrol`").complains("write `Payroll`");
    let run = survey(&answers, SCALE).args(["--question", "Monny=Payroll"]);
    run.refused().complains("the file has no column `Monny`").complains("write `Money`");
}

/// A comment about a service is no question, though somebody wrote a number there.
#[test]
fn a_column_of_comments_is_not_taken() {
    let answers = "Department,Payroll,What should be better about the Helpdesk?\n".to_owned()
        + &"HR,4,Answer the phone\n".repeat(5)
        + "HR,4,5\n";
    let ran = survey(&answers, SCALE).ran().ends(0);
    ran.complains("not taken, since most answers are no scores").says_no("Helpdesk");
}

/// The long form: a row an answer; services by name or id, a fixed service, and one that the map doesn't have.
#[test]
fn the_long_form_has_an_answer_a_row() {
    let answers = "Team,Topic,Stars\n".to_owned()
        + &"HR,Payroll,4\nHR,archive,5\nLogistics,Archive,1\nHR,Canteen,3\n".repeat(5);
    let line = "--lowest 1 --scale 5 --long --service Topic --of Team --score Stars";
    let wanted = [
        ["payroll", "everyone", "new", "5"],
        ["archive", "hr", "new", "5"],
        ["archive", "logistics", "not-declared", "5"],
    ];
    assert_eq!(results(survey(&answers, line)), wanted);
    survey(&answers, line)
        .ran()
        .complains("5 rows left out: the map has no such service: Canteen (5)");
    let line = "--lowest 1 --scale 5 --long --service =payroll --of =hr --score Stars";
    assert_eq!(results(survey(&answers, line)), [["payroll", "everyone", "new", "20"]]);
    survey(&answers, "--lowest 1 --scale 5 --long --of Team").refused().complains("--service");
}

/// A codebook says what is asked by code or text, on which scale, whom, and how many were asked.
#[test]
fn a_codebook_says_what_is_asked() {
    let codebook = "question,answer,kind,text,service,service_name,recipient,lowest,scale,metric,labels,asked\n\
        DEP,,respondent,Where do you work?,,,,,,,,\n\
        DEP,A1,respondent,Computers,,,it,,,,,\n\
        DEP,A2,respondent,Staff,,,hr,,,,,\n\
        SAT[SQ1],,score,The desk,helpdesk,Helpdesk,,0,10,,,\n\
        Q7,,score,Your pay,payroll,Payroll,everyone,1,5,,Good=4; Bad=2; Never had any=,77\n\
        SHOP,,score,The shop,shop,Web shop,buyers,0,10,nps,,\n\
        WHY,,comment,Why?,,,,,,,,\n";
    let answers = "DEP,SAT_SQ1,Your pay,SHOP.,Why?\n".to_owned()
        + &"Staff,7,Good,9,because of Helpdesk\n".repeat(5)
        + &"A1,9,Never had any,3,4\n".repeat(6);
    let run = survey(&answers, "--codebook c.csv").file("c.csv", codebook);
    let csv = run
        .line("--format csv -q")
        .ran()
        .ends(0)
        .columns(["service", "of", "score", "scale", "n", "asked"]);
    assert_eq!(
        csv,
        [
            ["helpdesk", "it", "9", "10", "6", ""],
            ["helpdesk", "office", "7", "10", "5", ""],
            ["payroll", "everyone", "4", "5", "5", "77"],
            ["shop", "buyers", "-9.0909", "100", "11", ""],
        ]
    );
}

/// What is wrong in a codebook is shown at its place.
#[test]
fn a_wrong_codebook_is_refused_at_its_place() {
    let head = "question,answer,kind,text,service,recipient,lowest,scale\n";
    let answers = rows("Payroll", &[("HR", &["4"; 5])]);
    for (row, message) in [
        ("A,,score,Payroll,payrol,,1,5", "the map has no service `payrol`"),
        ("A,,score,Payroll,payroll,nobody,1,5", "the map has no `nobody`"),
        ("A,,score,Payroll,payroll,,5,1", "needs its `lowest` and its highest"),
        ("A,,score,Payroll,payroll,,,", "needs its `lowest` and its highest"),
        ("A,,grade,Payroll,payroll,,1,5", "a codebook has no kind `grade`"),
        ("D,D1,respondent,HR,,hr,,", "no row above is the question `D`"),
    ] {
        let run = survey(&answers, "--codebook c.csv").file("c.csv", format!("{head}{row}\n"));
        run.refused().complains(message).complains("c.csv:2:");
    }
    let run = survey(&answers, "--codebook a.csv");
    run.refused().complains("this is no codebook");
}
