//! Exports of survey tools: invented answers under the headers that each of them writes.

use super::{MAP, figures, measurements, results};
use crate::run::{Ran, Run};
use rust_xlsxwriter::Workbook;

fn import(answers: impl AsRef<[u8]>, name: &str) -> Run {
    Run::yaml(MAP)
        .file(name, answers)
        .args(["import", "survey", name])
        .line("--merge org.yaml --width 1000 --lowest 1 --scale 5")
}

/// Two services, the month, and the name of the tool.
#[track_caller]
fn check(run: Run, tool: &str) -> Ran {
    let ran = run.ran().ends(0);
    for (service, to, score) in [("payroll", "everyone", 3), ("archive", "hr", 4)] {
        let found = &measurements(&ran, service, to)[0];
        assert_eq!(figures(found), format!("{score} (n 6)"), "{service}\n{ran}");
        assert_eq!(found["measured"], "2026-05", "{ran}");
    }
    ran.complains(&format!("an export of {tool}, 6 rows with scores"))
}

/// Microsoft Forms: five columns about the respondent, then a column a question.
#[test]
fn microsoft_forms_is_read() {
    let answers = "ID,Start time,Completion time,Email,Name,Your department,Payroll,Archive\n"
        .to_owned()
        + &"1,5/14/26 9:13:45,5/14/26 9:15:02,anonymous,,HR,3,4\n".repeat(6);
    check(import(&answers, "Staff survey(1-6).csv"), "Microsoft Forms");
    let ran = import(&answers, "Staff survey(1-6).csv").ran().ends(0);
    assert!(ran.left("org.yaml").contains("source: Staff survey\n"));
}

/// The same as a workbook, whose dates are cells of their own kind.
#[test]
fn a_workbook_is_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = [
        "Id",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Department",
        "Payroll",
        "Archive",
    ];
    for (column, head) in (0..).zip(heads) {
        sheet.write(0, column, head).unwrap();
    }
    let format = rust_xlsxwriter::Format::new().set_num_format("m/d/yy h:mm");
    for row in 1..=6 {
        let time = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 5, 14).unwrap();
        let time = time.and_hms(9, 13, 45).unwrap();
        sheet.write_with_format(row, 1, &time, &format).unwrap();
        sheet.write_with_format(row, 2, &time, &format).unwrap();
        for (column, text) in [(3, "anonymous"), (5, "HR")] {
            sheet.write(row, column, text).unwrap();
        }
        for (column, number) in [(0, f64::from(row)), (6, 3.0), (7, 4.0)] {
            sheet.write(row, column, number).unwrap();
        }
    }
    check(import(book.save_to_buffer().unwrap(), "a.xlsx"), "Microsoft Forms");
}

/// Google Forms: a matrix has a column a row of it.
#[test]
fn google_forms_is_read() {
    let answers =
        "Timestamp,Email Address,Which department?,Rate these [Payroll],Rate these [Archive]\n"
            .to_owned()
            + &"2026/05/14 9:13:45 am GMT+2,,HR,3,4\n".repeat(6);
    check(import(answers, "a.csv"), "Google Forms");
}

/// `SurveyMonkey`: the question is above the first statement only, and a second row has the statements.
#[test]
fn survey_monkey_is_read() {
    let answers = "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,In which department do you work?,How satisfied are you with these services?,,What else?\n\
        ,,,,,,,,,Response,Payroll,Archive,Open-Ended Response\n".to_owned()
        + &"11,22,05/14/2026 09:13:45 AM,05/14/2026 09:15:02 AM,,,,,,HR,3,4 - Happy,Helpdesk please\n".repeat(6);
    check(import(answers, "a.csv"), "SurveyMonkey");
}

/// Qualtrics: three rows of names; previews and unfinished answers are left out.
#[test]
fn qualtrics_is_read() {
    let answers = "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,LocationLatitude,LocationLongitude,DistributionChannel,UserLanguage,Q1,Q2_1,Q2_2,Q2_3_TEXT\n\
        Start Date,End Date,Response Type,IP Address,Progress,Duration (in seconds),Finished,Recorded Date,Response ID,Recipient Last Name,Recipient First Name,Recipient Email,External Data Reference,Location Latitude,Location Longitude,Distribution Channel,User Language,Your department,How satisfied are you with - Payroll,How satisfied are you with - Archive,Other\n\
        \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",,,,,,,,,,,,,,,,\"{\"\"ImportId\"\":\"\"QID1\"\"}\",,,\n".to_owned();
    let row = |status: &str, finished: &str, score: &str| {
        format!(
            "2026-05-14 09:13:45,2026-05-14 09:15:02,{status},,100,77,{finished},2026-05-14 09:15:03,R_1,,,,,,,anonymous,EN,HR,{score},4,\n"
        )
    };
    let answers = answers
        + &row("IP Address", "True", "3").repeat(6)
        + &row("Survey Preview", "True", "1")
        + &row("IP Address", "False", "1");
    let ran = check(import(answers, "a.csv"), "Qualtrics");
    ran.complains("1 row left out: not finished").complains("1 row left out: trials and spam");
}

/// `LimeSurvey`: a byte order mark, semicolons, codes in brackets, and rows that were never submitted.
#[test]
fn lime_survey_is_read() {
    let answers = "\u{feff}\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"seed\";\"startdate\";\"datestamp\";\"DEP\";\"SAT[payroll]\";\"SAT[archive]\"\n".to_owned()
        + &"\"1\";\"2026-05-14 09:15:02\";\"2\";\"en\";\"77\";\"2026-05-14 09:13:45\";\"2026-05-14 09:15:02\";\"HR\";\"3\";\"4\"\n".repeat(6)
        + "\"9\";\"\";\"1\";\"en\";\"78\";\"2026-05-14 09:13:45\";\"2026-05-14 09:15:02\";\"HR\";\"1\";\"1\"\n";
    let ran = check(import(answers, "a.csv").line("--of DEP"), "LimeSurvey");
    ran.complains("1 row left out: not submitted");
}

/// Typeform: a number first, and what it knows of the visit last.
#[test]
fn typeform_is_read() {
    let answers = "#,Your department?,How is *Payroll*?,How is *Archive*?,Start Date (UTC),Submit Date (UTC),Network ID\n".to_owned()
        + &"a1b2,HR,3,4,2026-05-14 09:13:45,2026-05-14 09:15:02,77ab\n".repeat(6);
    check(import(answers, "a.csv"), "Typeform");
}

/// A near miss of each: a column is renamed, and the file is a table like any other.
#[test]
fn a_table_like_any_other_is_no_export() {
    let answers = "Timestamps,Department,Payroll\n".to_owned() + &"2026/05/14,HR,3\n".repeat(5);
    let run = import(&answers, "a.csv").line("--measured 2026-05");
    let ran = run.ran().ends(0);
    assert!(!ran.stderr.contains("an export"), "{ran}");
    let run = import(&answers, "a.csv").line("--date Timestamps");
    assert_eq!(results(run), [["payroll", "everyone", "new", "5"]]);
}

/// Several files are one survey.
#[test]
fn several_files_are_one_survey() {
    let answers = "Department,Payroll\n".to_owned() + &"HR,3\n".repeat(3);
    let run = Run::yaml(MAP).file("a.csv", &answers).file("b.csv", answers.replace(",3", ",5"));
    let line = "import survey a.csv b.csv --merge org.yaml --lowest 1 --scale 5 --measured 2026-05";
    let ran = run.line(line).ran().ends(0);
    let found = &measurements(&ran, "payroll", "everyone")[0];
    assert_eq!(figures(found), "4 (n 6)");
}
