//! Small groups: 4, 5 and 6 answers, nested recipients, and what could be found out by subtracting.

use super::{figures, measurements, results, rows, survey};

const SCALE: &str = "--lowest 1 --scale 5";

/// Four answers join the next wider recipient, five and six are a group of their own.
#[test]
fn five_answers_are_enough_and_four_are_not() {
    for (count, wanted) in [
        (4, vec![["helpdesk", "office", "new", "14"]]),
        (5, vec![["helpdesk", "it", "new", "5"], ["helpdesk", "office", "new", "10"]]),
        (6, vec![["helpdesk", "it", "new", "6"], ["helpdesk", "office", "new", "10"]]),
    ] {
        let answers = rows("Helpdesk", &[("IT", &vec!["4"; count]), ("HR", &["3"; 10])]);
        assert_eq!(results(survey(answers, SCALE)), wanted, "{count}");
    }
}

/// Answers climb as far as they must: 3 of IT and 1 of HR are still too few for the office staff, and with one of
/// Logistics they are five of everyone.
#[test]
fn answers_join_wider_and_wider_recipients() {
    let few: &[(&str, &[&str])] = &[("Service Desk", &["1"; 3]), ("HR", &["2"; 1])];
    let answers = rows("Helpdesk", few);
    assert_eq!(results(survey(&answers, SCALE)), [["helpdesk", "everyone", "too-few", "4"]]);
    let more = answers + "Logistics,5\n";
    let ran = survey(&more, SCALE).ran().ends(0);
    let found = &measurements(&ran, "helpdesk", "everyone")[0];
    assert_eq!(figures(found), "2 (n 5)");
    ran.says("5, 4 of smaller groups");
}

/// Nothing that is written or printed depends on the scores of a group that is too small: only on their number. So
/// nothing can be subtracted to find them.
#[test]
fn the_scores_of_a_small_group_leave_no_trace() {
    let run = |score: &str| {
        let answers = "Department,Archive,Payroll\n".to_owned()
            + &format!("HR,{score},4\n").repeat(3)
            + &"Logistics,,2\n".repeat(9);
        survey(answers, SCALE).ran().ends(0)
    };
    let (low, high) = (run("1"), run("5"));
    assert_eq!(low.left("org.yaml"), high.left("org.yaml"));
    assert_eq!((&low.stdout, &low.stderr), (&high.stdout, &high.stderr));
    low.says("too few answers");
    // The near miss: where they are enough, their scores are what is written.
    let run = |score: &str| survey(rows("Archive", &[("HR", &[score; 5])]), SCALE).ran().ends(0);
    assert_ne!(run("1").left("org.yaml"), run("5").left("org.yaml"));
}

/// Each answer is part of one figure: the numbers of all figures and groups are the number of answers, so that no figure
/// minus another one is a third.
#[test]
fn figures_have_no_answer_in_common() {
    let answers = rows(
        "Helpdesk",
        &[
            ("IT", &["4"; 7]),
            ("Service Desk", &["2"; 2]),
            ("HR", &["3"; 3]),
            ("Logistics", &["5"; 2]),
            ("Facilities", &["1"; 1]),
        ],
    );
    let found = results(survey(answers, SCALE));
    assert_eq!(found, [["helpdesk", "it", "new", "9"], ["helpdesk", "everyone", "new", "6"]]);
}

/// Below three single answers can be found out, and only --allow-small lets that be.
#[test]
fn small_groups_are_allowed_on_request_only() {
    let answers = rows("Archive", &[("HR", &["2", "4"])]);
    survey(&answers, "--lowest 1 --scale 5 --min-answers 2").refused().complains("--allow-small");
    let wanted = [["archive", "hr", "new", "2"]];
    let line = "--lowest 1 --scale 5 --min-answers 2 --allow-small";
    assert_eq!(results(survey(&answers, line)), wanted);
    let answers = rows("Archive", &[("HR", &["2", "4", "3"])]);
    let line = "--lowest 1 --scale 5 --min-answers 3";
    assert_eq!(results(survey(&answers, line)), [["archive", "hr", "new", "3"]]);
}

/// A customer outside has no wider recipient.
#[test]
fn a_customer_outside_joins_nobody() {
    for (count, result) in [(4, "too-few"), (5, "new")] {
        let answers = rows("Web shop", &[("Buyers", &vec!["4"; count])]);
        let number = count.to_string();
        assert_eq!(results(survey(answers, SCALE)), [["shop", "buyers", result, &*number]]);
    }
}
