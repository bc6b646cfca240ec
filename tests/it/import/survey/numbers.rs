//! The figures: mean, spread and net promoter score, against a calculation of its own.

use super::{figures, measurements, results, rows, survey};
use crate::run::Run;

/// Mean and standard deviation by another formula than the program's: from the sums of the scores and their squares,
/// in whole numbers.
fn by_sums(scores: &[i32]) -> (f64, f64) {
    let n = i32::try_from(scores.len()).unwrap();
    let sum: i32 = scores.iter().sum();
    let squares: i32 = scores.iter().map(|score| score * score).sum();
    let variance = f64::from(n * squares - sum * sum) / f64::from(n * (n - 1));
    (f64::from(sum) / f64::from(n), variance.sqrt())
}

/// 57 answers of a fixed pattern: score, spread, number and scale are those of the other calculation.
#[test]
fn a_mean_and_its_spread_are_right() {
    let scores: Vec<i32> = (0..57).map(|at| 1 + (at * at + 3 * at) % 5).collect();
    let texts: Vec<String> = scores.iter().map(ToString::to_string).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let answers = rows("Payroll", &[("Logistics", &texts)]);
    let ran = survey(answers, "--lowest 1 --scale 5").ran().ends(0);
    let all = measurements(&ran, "payroll", "everyone");
    let (mean, spread) = by_sums(&scores);
    let found = &all[0];
    assert_eq!(all.len(), 1);
    assert!((found["score"].as_f64().unwrap() - mean).abs() < 0.000_05, "{found} {mean}");
    assert!((found["spread"].as_f64().unwrap() - spread).abs() < 0.000_05, "{found} {spread}");
    let scale = ["n", "lowest", "scale"].map(|key| found[key].as_f64());
    assert_eq!(scale, [Some(57.0), Some(1.0), Some(5.0)]);
    assert_eq!((&found["measured"], &found["source"]), (&"2026-05".into(), &"a".into()));
    // The map reads the mean on 0 to 10 as SPEC 6 says: 1 of 1 to 5 is 0.
    let file = ran.left("org.yaml");
    let listed =
        Run::yaml(&file).line("list --format csv").ran().columns(["service_id", "satisfaction"]);
    let payroll = listed.iter().find(|row| row[0] == "payroll").expect("payroll");
    let of_ten = 10.0 * (mean - 1.0) / 4.0;
    assert!((payroll[1].parse::<f64>().unwrap() - of_ten).abs() < 0.001, "{payroll:?}");
}

/// 20 promoters, 10 detractors of 50 are NPS 20, and 8 is neither; a half point is no such answer.
#[test]
fn a_net_promoter_score_counts_both_ends() {
    let scores = [
        vec!["10"; 12],
        vec!["9"; 8],
        vec!["8"; 11],
        vec!["7"; 9],
        vec!["6"; 4],
        vec!["0"; 6],
        vec!["8.5"],
    ];
    let scores = scores.concat();
    let ran = survey(rows("Payroll", &[("HR", &scores)]), "--nps").ran().ends(0);
    let found = &measurements(&ran, "payroll", "everyone")[0];
    assert_eq!(found["metric"], "nps");
    assert_eq!(figures(found), "20 (n 50)");
    let map = ran.left("org.yaml");
    assert!(map.contains("promoters: 20\n") && map.contains("detractors: 10\n"), "{map}");
    ran.complains("8.5 in B52");
}

/// Unanimous answers have a spread of 0, a single one has none.
#[test]
fn the_spread_of_equal_answers_is_zero() {
    let ran = survey(rows("Payroll", &[("HR", &["4"; 5])]), "--lowest 1 --scale 5").ran().ends(0);
    assert_eq!(measurements(&ran, "payroll", "everyone")[0]["spread"].as_f64(), Some(0.0));
    let line = "--lowest 1 --scale 5 --min-answers 1 --allow-small";
    let ran = survey(rows("Payroll", &[("HR", &["4"])]), line).ran().ends(0);
    assert_eq!(measurements(&ran, "payroll", "everyone")[0]["spread"], serde_json::Value::Null);
}

/// Several questions about one service are one answer of the respondent, who counts once: (2 + 4) / 2, and 5.
#[test]
fn a_respondent_counts_once_for_a_service() {
    let answers = "Department,Speed of the Helpdesk,Manners of the Helpdesk\n".to_owned()
        + &"HR,2,4\n".repeat(5)
        + &"HR,5,\n".repeat(5);
    let ran = survey(answers, "--lowest 1 --scale 5").ran().ends(0);
    let found = &measurements(&ran, "helpdesk", "office")[0];
    assert_eq!(figures(found), "4 (n 10)");
    ran.complains("2 questions about Helpdesk: each respondent counts once");
}

/// A second question about one service has no net promoter score of its own; one of them is left out by an option.
#[test]
fn a_net_promoter_score_has_one_question() {
    let answers = "Department,Speed of the Helpdesk,Manners of the Helpdesk\n".to_owned()
        + &"HR,9,4\n".repeat(5);
    survey(&answers, "--nps").refused().complains("second question about one service");
    let run = survey(&answers, "--nps").args(["--question", "Manners of the Helpdesk="]);
    assert_eq!(results(run), [["helpdesk", "office", "new", "5"]]);
}

/// Decimal commas are read, and a column shows by its other numbers how 4,125 is meant.
#[test]
fn decimals_are_read_as_the_column_writes_them() {
    let answers =
        "Department;Payroll\n".to_owned() + &"HR;3,5\nHR;4,25\nHR;4,125\nHR;4\nHR;2\n".repeat(2);
    let ran = survey(answers, "--lowest 1 --scale 5").ran().ends(0);
    let found = &measurements(&ran, "payroll", "everyone")[0];
    assert_eq!(figures(found), "3.575 (n 10)");
}

/// Words of any language get their scores by --labels; one without a score is no answer, another one is reported.
#[test]
fn words_have_the_scores_that_are_given() {
    let answers = "Abteilung,Payroll\n".to_owned()
        + &"HR,Sehr zufrieden\nHR,zufrieden\nHR,unzufrieden\nHR,Nie genutzt\n".repeat(3)
        + "HR,geht so\n";
    let run = survey(&answers, "").args([
        "--labels",
        "Sehr zufrieden=4,Zufrieden=3,Unzufrieden=2,Sehr unzufrieden=1,Nie genutzt=",
    ]);
    let ran = run.ran().ends(0);
    let found = &measurements(&ran, "payroll", "everyone")[0];
    assert_eq!(figures(found), "3 (n 9)");
    assert_eq!(["lowest", "scale"].map(|key| found[key].as_f64()), [Some(1.0), Some(4.0)]);
    ran.complains("1 answer in words without a score left out: B14");
}

/// A measurement of each month or quarter, where that is asked for; a date that can't be read has none.
#[test]
fn answers_are_one_measurement_a_period() {
    let mut answers = "Department,Payroll,Day\n".to_owned();
    for (day, score) in [("2026-01-09", 2), ("2026-02-11", 4), ("2026-04-30", 5)] {
        answers += &format!("HR,{score},{day}\n").repeat(5);
    }
    answers += "HR,1,soon\n";
    let run = |line: &str| {
        let run = Run::yaml(super::MAP).file("a.csv", &answers);
        let line =
            format!("import survey a.csv --merge org.yaml --lowest 1 --scale 5 --date Day {line}");
        let ran = run.line(&line).line("--width 1000").ran().ends(0);
        let all = measurements(&ran, "payroll", "everyone");
        let figures = all.iter().map(|it| {
            (
                it["measured"].as_str().unwrap().to_owned(),
                it["score"].to_string(),
                it["n"].to_string(),
            )
        });
        (figures.collect::<Vec<_>>(), ran)
    };
    let figure =
        |month: &str, score: &str, n: &str| (month.to_owned(), score.to_owned(), n.to_owned());
    let (all, ran) = run("");
    assert_eq!(all, [figure("2026-04", "3.5", "16")]);
    ran.complains("1 row without a date that can be read, taken all the same");
    let (all, ran) = run("--by month");
    let months = [
        figure("2026-04", "5.0", "5"),
        figure("2026-02", "4.0", "5"),
        figure("2026-01", "2.0", "5"),
    ];
    assert_eq!(all.len(), 3, "{all:?} {months:?}");
    ran.complains("1 row without a date that can be read, left out");
    let (all, _) = run("--by quarter");
    assert_eq!(all.len(), 2, "{all:?}");
    assert_eq!((&*all[1].0, &*all[1].2), ("2026-03", "10"));
}
