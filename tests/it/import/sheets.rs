//! Tables as people have them: titles above the header, merged cells, totals, blanks, local numbers and dates.

use super::{map, printed, table};
use crate::run::{Ran, Run};

/// The `since` of each person of a table with one date column.
#[track_caller]
fn dates(cells: &[&str], line: &str) -> (Vec<String>, Ran) {
    let rows = cells.iter().enumerate().map(|(at, cell)| format!("P{at};{cell}\n"));
    let text = format!("name;since\n{}", rows.collect::<Vec<_>>().concat());
    let ran = table(text, "--as people --delimiter ;").line(line).ran().ends(0);
    let people = map(&ran.stdout).people;
    let since =
        people.iter().map(|one| one.since.as_ref().map_or("", |text| &*text.value).to_owned());
    (since.collect(), ran)
}

/// The amount of each service of a table with one number column.
#[track_caller]
fn amounts(cells: &[&str], line: &str) -> (Vec<String>, Ran) {
    let rows = cells.iter().enumerate().map(|(at, cell)| format!("S{at};IT;Firms;{cell}\n"));
    let rows = rows.collect::<Vec<_>>().concat();
    let text = format!("name;provided_by;paid_by;paid_by.amount\n{rows}");
    let ran = table(text, "--as services --delimiter ;").line(line).ran().ends(0);
    let amounts = ran.stdout.lines().filter(|line| line.contains("paid_by:"));
    let amount = |line: &str| {
        let amount = line.split("amount: ").nth(1).unwrap_or("");
        amount.trim_end_matches(['}', ']']).to_owned()
    };
    (amounts.map(amount).collect(), ran)
}

/// Rows above the names of the columns are titles: they are passed over, and that is reported. `--header-row` says
/// otherwise. A table whose first row is full has none, and neither has one of a single column.
#[test]
fn titles_above_the_header_are_passed_over() {
    let text = "St. Anna Hospital,,,\n\"Services, as of March\",,,\nname,provided_by,serves,url\nPay,HR,everyone,\n";
    let ran = printed(table(text, "--as services")).complains("t.csv: row 3 names the columns");
    assert_eq!(map(&ran.stdout).services.len(), 1);
    let text = "a,b,c\nname,provided_by,serves\nPay,HR,everyone\n";
    table(text, "--as services").refused().complains("which column names a service?");
    let ran = printed(table(text, "--as services --header-row 2"));
    assert!(!ran.stderr.contains("names the columns"), "{ran}");
    let ran = printed(table("name\nBaker\nCook\n", "--as people"));
    assert_eq!(map(&ran.stdout).people.len(), 2);
    assert!(!ran.stderr.contains("names the columns"), "{ran}");
}

/// `sep=;` in the first line is what Excel writes for itself: the character between cells.
#[test]
fn the_separator_may_be_stated() {
    let ran = printed(table("sep=;\nname;role\nBaker;Head, of all\n", "--as people"));
    ran.says("name: Baker\n    role: Head, of all\n");
    let ran = printed(table("\"sep=;\"\r\nname;role\r\nBaker;Head\r\n", "--as people"));
    ran.says("role: Head");
}

/// Numbers are read with their separators and currency where they can be read in one way, by themselves or by the rest
/// of their column; else the option that helps is named, and the value is left out.
#[test]
fn local_numbers_are_read() {
    let cells = ["1250,50", "1.250,5 EUR", "\u{20ac} 1 250", "12'000.-", "3.000"];
    let (found, ran) = amounts(&cells, "");
    assert_eq!(found, ["1250.50", "1250.5", "1250", "12000", "3000"], "{ran}");
    let (found, _) = amounts(&["1,250", "GBP 2,000.75", "7.5"], "");
    assert_eq!(found, ["1250", "2000.75", "7.5"]);
    let (found, ran) = amounts(&["1,250"], "");
    assert_eq!(found, [""]);
    ran.complains("--decimal");
    assert_eq!(amounts(&["1,250"], "--decimal .").0, ["1250"]);
    assert_eq!(amounts(&["1,250"], "--decimal ,").0, ["1.250"]);
    let (found, ran) = amounts(&["1,25,0", "1.2.3", "12,50,5"], "");
    assert_eq!(found, ["", "", ""]);
    ran.complains("warning[wrong-number]");
    let ran =
        printed(table("name,headcount\nIT,12.0\nHR,\"1,200\"\nX,\"1,5\"\n", "--as departments"));
    ran.says("headcount: 12\n").says("headcount: 1200\n");
}

/// Dates are read in the order that they show themselves or another one of the column shows; else by `--dates`.
#[test]
fn local_dates_are_read() {
    let cells = [
        "2019",
        "2024-3",
        "03.09.2025",
        "3.9.25",
        "Sept 2025",
        "3 March 2024",
        "02.2024",
        "45000",
        "2025-03-09 10:30",
    ];
    let (found, _) = dates(&cells, "");
    let wanted = [
        "2019",
        "2024-03",
        "2025-09-03",
        "2025-09-03",
        "2025-09",
        "2024-03-03",
        "2024-02",
        "2023-03-15",
        "2025-03-09",
    ];
    assert_eq!(found, wanted);
    assert_eq!(dates(&["03/15/2019", "4/2/2020"], "").0, ["2019-03-15", "2020-04-02"]);
    assert_eq!(dates(&["15/03/2019", "4/2/2020"], "").0, ["2019-03-15", "2020-02-04"]);
    let (found, ran) = dates(&["4/2/2020", "soon"], "");
    assert_eq!(found, ["", ""]);
    ran.complains("warning[wrong-date]").complains("--dates");
    assert_eq!(dates(&["4/2/2020"], "--dates d/m/y").0, ["2020-02-04"]);
    assert_eq!(dates(&["4/2/2020"], "--dates m/d/y").0, ["2020-04-02"]);
    table("name\nA\n", "--as people --dates today").refused().complains("write d/m/y if");
}

/// Hire dates of a staff list are read alike; one that can't be read costs the date, not the person.
#[test]
fn hire_dates_are_read() {
    let text = "Employee ID,Name,Manager,Hire Date,Department\n1,Ada,,03/15/2019,Board\n2,Bo,1,4/2/2020,Bakehouse\n3,Cy,1,soon,Bakehouse\n";
    let ran = Run::empty().file("s.csv", text).line("import hris s.csv --people").ran().ends(0);
    assert_eq!(map(&ran.stdout).people.len(), 3);
    ran.says("since: 2019-03-15\n").says("since: 2020-04-02\n").complains("warning[wrong-date]");
}

/// `n/a`, `-` and the like are empty cells, alone and among several values; `--blank` adds others. Ids are never blank.
#[test]
fn blanks_are_empty() {
    let text = "name,provided_by,serves,paid_by\nPay,IT,n/a,-\nBooks,IT,Firms; N/A,\u{2013}\nDesk,IT,tbd,none\n";
    let ran = printed(table(text, "--as services --split ; --blank TBD"));
    let map = map(&ran.stdout);
    assert_eq!((map.beneficiaries.len(), map.payers.len()), (1, 0), "{ran}");
    assert!(printed(table(text, "--as services --split ;")).stdout.contains("name: tbd"));
    let ran = printed(table("id,name\n-,Baker\nnone,Cook\n", "--as people"));
    ran.says("id: \"-\"\n").says("id: none\n");
}

/// Cells of a merged column take the value above, totals and unwanted rows are left out, and all of that is reported.
#[test]
fn merged_cells_totals_and_unwanted_rows() {
    let text = "provided_by,name,serves,status\nIT,Desk,everyone,active\n,Mail,everyone,active\n,Fax,everyone,gone\nHR,Pay,everyone,active\nTotal,4,,\n";
    let line = "--as services --fill-down provided_by --skip-where status=Gone";
    let ran = printed(table(text, line));
    let services = map(&ran.stdout).services;
    let names = services.iter().map(|one| one.name.as_ref().unwrap().value.to_string());
    assert_eq!(names.collect::<Vec<_>>(), ["Desk", "Mail", "Pay"]);
    ran.says("name: Mail\n    provided_by: it\n")
        .complains("1 total row left out, line 6")
        .complains("1 row left out by --skip-where");
    let ran = table(text, "--as services --fill-down Unit").refused();
    ran.complains("--fill-down Unit: the table has no column `Unit`");
    let ran = table(text, "--as services").ran().ends(0);
    assert_eq!(map(&ran.stdout).services.len(), 2, "without it they have no provider: {ran}");
}

/// Who is served and unknown is decided once: by name, or for all; "all staff" and the like are everyone.
#[test]
fn unknown_recipients_are_decided() {
    let text =
        "name,provided_by,serves,paid_by\nPay,HR,All staff,Board\nMenu,Kitchen,Wards,Guests\n";
    let sizes = |line: &str| {
        let ran = table(text, "--as services").line(line).ran().ends(0);
        let map = map(&ran.stdout);
        assert!(ran.stdout.contains("serves: [everyone]"), "{ran}");
        (map.departments.len(), map.beneficiaries.len(), map.payers.len())
    };
    assert_eq!(sizes(""), (2, 1, 2));
    assert_eq!(sizes("--inside wards --inside Board"), (4, 0, 1));
    assert_eq!(sizes("--unknown inside"), (5, 0, 0));
    assert_eq!(sizes("--unknown inside --outside Guests"), (4, 0, 1));
    let ran = table(text, "--as services --unknown error").refused();
    ran.complains("error[unknown-reference]").complains("t.csv:3:14").complains("`Wards`");
}
