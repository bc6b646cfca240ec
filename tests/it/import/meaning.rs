//! Meaning is kept: who pays, whose score it is, which rows are one thing, who is inside; and what is not used is
//! reported.

use super::{map, printed, table};
use crate::run::{Ran, Run};

/// The lines of a map from a service's name on, up to its end.
fn service(ran: &Ran, name: &str) -> String {
    let start =
        ran.stdout.find(&format!("name: {name}\n")).unwrap_or_else(|| panic!("no {name}: {ran}"));
    let rest = &ran.stdout[start..];
    let end = rest.find("\n  - ").or_else(|| rest.find("\n\n")).unwrap_or(rest.len());
    rest[..end].to_owned()
}

/// An amount without a payer is the organisation's where all recipients are inside; else it is left out and its cell
/// is named. A stated payer stays.
#[test]
fn amounts_without_a_payer() {
    let text = "name,provided_by,serves,paid_by,Amount\nPay,HR,IT; HR,,100\nDesk,IT,Everyone,,200\nShop,Sales,Buyers,,300\nMix,Sales,Buyers; HR,,400\nGift,Sales,HR,Donors,500\nEmpty,IT,,,600\n";
    let ran = table(text, "--as services --split ; --map paid_by.amount=Amount --inside IT")
        .ran()
        .ends(0);
    assert!(service(&ran, "Pay").contains("paid_by: [{from: organisation, amount: 100}]"), "{ran}");
    assert!(service(&ran, "Desk").contains("{from: organisation, amount: 200}"), "{ran}");
    assert!(service(&ran, "Gift").contains("{from: donors, amount: 500}"), "{ran}");
    for name in ["Shop", "Mix", "Empty"] {
        assert!(!service(&ran, name).contains("amount"), "{ran}");
    }
    ran.complains("2 amounts without a payer are paid by the organisation")
        .complains("t.csv:4:20")
        .complains("t.csv:5:23")
        .complains("t.csv:7:12");
}

/// One score for several recipients is that of each only where that is said; a constant is always, and so is the date
/// where each has a score of its own.
#[test]
fn scores_of_several_recipients() {
    let text = "name,provided_by,serves,Score,N,Asked\nPay,HR,IT; HR,7.4,12,2026-06\nDesk,IT,IT; HR,7;8,,2026-05\nMail,IT,HR,9,3,2026-04\n";
    let line = "--as services --split ; --map serves.satisfaction.score=Score --map serves.satisfaction.n=N --map serves.satisfaction.measured=Asked --set serves.satisfaction.scale=20";
    let ran = table(text, line).ran().ends(0);
    assert!(!service(&ran, "Pay").contains("satisfaction"), "{ran}");
    let desk = "{score: 7, scale: 20, measured: 2026-05}";
    assert!(service(&ran, "Desk").contains(desk), "{ran}");
    assert!(service(&ran, "Desk").contains("{score: 8, scale: 20, measured: 2026-05}"), "{ran}");
    let ran = ran.complains("t.csv:2:15").complains("--same-score").complains("1 warning");
    let mail = "{score: 9, scale: 20, n: 3, measured: 2026-04}";
    assert!(service(&ran, "Mail").contains(mail), "{ran}");
    let ran = printed(table(text, line).line("--same-score"));
    let pay = service(&ran, "Pay");
    assert_eq!(
        pay.matches("{score: 7.4, scale: 20, n: 12, measured: 2026-06}").count(),
        2,
        "{ran}"
    );
}

/// Percentages are scores of 100, in text and in workbooks; as an amount they can't be read, and that is reported.
#[test]
fn percentages_are_scores_of_a_hundred() {
    let text = "name,provided_by,serves,Score\nPay,HR,IT,85%\nDesk,IT,HR,\"72,5 %\"\n";
    let line = "--as services --map serves.satisfaction.score=Score";
    let ran = printed(table(text, line));
    assert!(service(&ran, "Pay").contains("{score: 85, scale: 100}"), "{ran}");
    assert!(service(&ran, "Desk").contains("{score: 72.5, scale: 100}"), "{ran}");
    let ran = table(text, "--as services --map paid_by.amount=Score").ran().ends(0);
    ran.complains("warning[wrong-number]");
}

/// Rows of one name and provider are one service with both recipients, and a second measurement of a recipient stands
/// beside the first; another provider means another service. Where rows differ the first counts, and that is reported.
#[test]
fn rows_of_one_name_are_one_thing() {
    let text = "name,provided_by,serves,purpose,Score,Asked\nPay,HR,IT,a,7,2026\nPay,HR,Sales,a,8,2026\npay ,HR,IT,b,6,2025\nPay,Kitchen,Guests,c,,\n";
    let line = "--as services --map serves.satisfaction.score=Score --map serves.satisfaction.measured=Asked";
    let ran = table(text, line).ran().ends(0);
    let map = map(&ran.stdout);
    assert_eq!(map.services.len(), 2, "{ran}");
    let pay = service(&ran, "Pay");
    assert!(pay.contains("to: it") && pay.contains("to: sales"), "{ran}");
    assert_eq!(pay.matches("score:").count(), 3, "{ran}");
    ran.complains("services: 2 rows describe something that an earlier row describes")
        .complains("t.csv:4:12")
        .complains("differs in `purpose`");
}

/// An edge list: each name is one department with all whom it serves.
#[test]
fn an_edge_list_makes_one_department_of_a_name() {
    let text = "From,To\nMill,Bakehouse\nMill,Farmers\nFarm,Mill\n";
    let ran =
        printed(table(text, "--as departments --map name=From --map serves=To --inside Bakehouse"));
    let map = map(&ran.stdout);
    assert_eq!((map.departments.len(), map.beneficiaries.len()), (3, 1), "{ran}");
    ran.says("name: Mill\n    serves: [bakehouse, farmers]\n")
        .says("name: Farm\n    serves: [mill]\n");
}

/// Blanks of any kind, in any number, make no second thing; the organisation is known by its id too.
#[test]
fn blanks_and_the_organisation_are_known() {
    let text = "name,provided_by,serves,paid_by\nPay,Human\u{a0}Resources,Sales  Team,x-y\nDesk,human resources,Sales Team,X Y\n";
    let ran = printed(table(text, "--as services").args([
        "--organisation",
        "X Y",
        "--inside",
        "sales team",
    ]));
    let map = map(&ran.stdout);
    assert_eq!(
        (map.departments.len(), map.payers.len(), map.beneficiaries.len()),
        (2, 0, 0),
        "{ran}"
    );
}

/// Names that may mean the same are suspected with the option that joins them; names with numbers are not.
#[test]
fn near_duplicates_are_suspected() {
    let text = "name,provided_by,serves\nPay,HR,Ward 1\nBooks,Human Resources,Ward 2\nRepairs,Facility Mgmt,Radiology\nCleaning,Facility Management,Laboratory\nScans,Radiology + Laboratory,Ward 1\n";
    let line = "--as services --unknown inside";
    let ran = printed(table(text, line))
        .complains("--same \"HR=Human Resources\"")
        .complains("--same \"Facility Mgmt=Facility Management\"")
        .complains("`Radiology + Laboratory` may be several");
    assert!(!ran.stderr.contains("Ward 1=Ward 2"), "{ran}");
    let ran = printed(table(text, line).args(["--same", "hr=Human Resources"]));
    assert!(!ran.stderr.contains("HR="), "{ran}");
    assert_eq!(ran.stdout.matches("provided_by: human-resources\n").count(), 2, "{ran}");
    table(text, line).args(["--same", "HR"]).refused().complains("--same \"HR=Human Resources\"");
}

/// Cells that fill nothing are in the summary by column, with a count and an example: of columns that no key takes, of
/// values that the mapping drops; a row that no table takes is reported.
#[test]
fn unused_cells_are_counted() {
    let text = "name,provided_by,status,Comment\nPay,HR,active,none\nDesk,IT,odd,\"see, below\"\nMail,IT,odd,x\n";
    let line = "--as services --values status:odd=";
    let ran = printed(table(text, line));
    ran.complains("columns not used: Comment (2 cells, such as `see, below`)")
        .complains("status: 2 of 3 cells not used, such as `odd`");
    let mapping = "tables:\n- {as: departments, map: {name: {column: name, when: {kind: [unit]}}}}\n- {as: people, map: {name: {column: name, when: {kind: [person]}}}}\n";
    let text = "name,kind\nIT,unit\nAda,person\nRobot,thing\n";
    let run = Run::empty()
        .file("t.csv", text)
        .file("m.yaml", mapping)
        .line("import csv t.csv --mapping m.yaml");
    run.ran().ends(0).complains("t.csv:4:1").complains("no table of the mapping takes this row");
}

/// More than three alike problems of a column are one, with the option that solves them all.
#[test]
fn alike_problems_are_one() {
    let rows = |count: usize| -> String {
        let rows = (0..count).map(|at| format!("S{at};IT;Firms;1,{at:03}\n"));
        format!("name;provided_by;paid_by;Fee\n{}", rows.collect::<Vec<_>>().concat())
    };
    let line = "--as services --map paid_by.amount=Fee";
    let ran = table(rows(16), line).ran().ends(0);
    let ran = ran
        .complains("Fee: 16 cells (line 2, line 3, line 4, line 5, line 6, line 7 and 10 more), the first: ")
        .complains("--decimal")
        .complains("\n1 warning.");
    assert_eq!(ran.stderr.matches("warning[").count(), 1, "{ran}");
    let ran = table(rows(3), line).ran().ends(0);
    assert_eq!(ran.stderr.matches("warning[").count(), 3, "{ran}");
    printed(table(rows(16), line).line("--decimal ."));
}

/// Of a key that holds one value, a second column is not used, and the place is that of its own cell.
#[test]
fn a_second_value_is_reported_at_its_cell() {
    let text = "name,From,Until\nAda,2019,2021\nBo,soon,\n";
    let ran = table(text, "--as people --map since=From --map since=Until").ran().ends(0);
    ran.says("since: 2019\n").complains("t.csv:2:10").complains("t.csv:3:4");
}

/// `--map KEY=` leaves a key unmapped that a column would fill by its name.
#[test]
fn a_key_can_be_left_unmapped() {
    let text = "name,role\nAda,Baker\n";
    let ran = printed(table(text, "--as people --map role="));
    assert!(!ran.stdout.contains("role:"), "{ran}");
    ran.complains("columns not used: role");
}

/// Everything that options say of a table can be in a mapping file; an option wins.
#[test]
fn mapping_files_say_the_same() {
    let text = "Riverside\n\nTeam;Service;For;Fee;Asked;State\nHR;Pay;Wards;1.250;3.4.26;ok\n;Books;Wards;2.000;3.4.26;ok\nIT;Fax;Wards;x;;gone\nIT;Desk;tbd;;;ok\n";
    let mapping = "as: services\nheader_row: 3\nfill_down: Team\nskip_where: {State: gone}\nblank: TBD\ndecimal: ','\ndates: d/m/y\nsame: {HR: Human Resources}\ninside: [wards]\nunknown: outside\nmap: {name: Service, provided_by: Team, serves: For, paid_by.amount: Fee, reviewed: Asked}\n";
    let run = |line: &str| {
        let run = Run::empty().file("t.csv", text).file("m.yaml", mapping);
        run.line("import csv t.csv --mapping m.yaml").line(line)
    };
    let ran = printed(run(""));
    ran.says("name: Books\n    provided_by: human-resources\n    reviewed: 2026-04-03\n")
        .says("{from: organisation, amount: 2000}")
        .says("name: Desk\n    provided_by: it\n");
    assert!(
        !map(&printed(run("")).stdout).services.iter().any(|one| one
            .name
            .as_ref()
            .unwrap()
            .value
            .contains("Fax"))
    );
    printed(run("--decimal .")).says("amount: 1.250");
    for wrong in [
        "header_row: x",
        "dates: today",
        "decimal: ;",
        "unknown: maybe",
        "same_score: 1",
        "skip_hidden: 1",
    ] {
        let run =
            Run::empty().file("t.csv", text).file("m.yaml", format!("as: services\n{wrong}\n"));
        run.line("import csv t.csv --mapping m.yaml").refused().complains("m.yaml:2:");
    }
}

/// A messy sheet of 25 rows becomes a right map with one mapping file: who is inside, who pays, how satisfied each is.
#[test]
fn a_messy_sheet_becomes_a_right_map() {
    let sheet = include_str!("../../../examples/import/hospital.csv");
    let mapping = include_str!("../../../examples/import/hospital.yaml");
    let run = Run::empty().file("h.csv", sheet).file("m.yaml", mapping);
    let ran = printed(run.line("import csv h.csv --mapping m.yaml --width 1000"));
    let map = map(&ran.stdout);
    assert_eq!((map.departments.len(), map.services.len(), map.payers.len()), (12, 23, 0), "{ran}");
    let outside = map.beneficiaries.iter().map(|one| one.name.as_ref().unwrap().value.to_string());
    assert_eq!(
        outside.collect::<Vec<_>>(),
        ["General practitioners", "Patients", "Visitors", "Health insurers"],
        "{ran}"
    );
    for (name, wanted) in [
        (
            "Payroll",
            "serves: [{to: everyone, satisfaction: {score: 82, scale: 100, measured: 2026-02-03}}]\n    paid_by: [{from: organisation, amount: 120000.00}]",
        ),
        (
            "Rostering of nurses",
            "serves: [{to: wards, satisfaction: {score: 58.5, scale: 100, measured: 2026-02-13}}]",
        ),
        (
            "Patient records",
            "provided_by: it\n    serves: [wards, laboratory]\n    paid_by: [{from: organisation, amount: 1250000.00}]",
        ),
        ("Training", "provided_by: human-resources\n"),
        ("Repairs", "provided_by: facility-management\n"),
        ("Care", "paid_by: [{from: health-insurers, amount: 12600000.00}]"),
        ("Parking", "provided_by: facility-management\n    serves: [patients, visitors]"),
    ] {
        assert!(service(&ran, name).contains(wanted), "{name}: {ran}");
    }
    let blood = service(&ran, "Blood tests");
    assert_eq!(blood.matches("score:").count(), 2, "{ran}");
    assert!(!blood.contains("amount") && blood.contains("paid_by: [health-insurers]"), "{ran}");
    ran.complains("rows 3 and 4 name the columns")
        .complains("cells are separated by ;")
        .complains("1 total row left out")
        .complains("columns not used: Remarks (3 cells, such as `slow`)");
}

/// A date beside an empty score is left out with a word; beside a score it is taken.
#[test]
fn a_date_without_a_score_is_named() {
    let text =
        "name,provided_by,serves,score,when\nDesk,IT,Sales,,2026-05\nShop,Sales,Buyers,7,2026-05\n";
    let line = "--as services --map serves.satisfaction.score=score --map serves.satisfaction.measured=when";
    let ran = printed(table(text, line));
    assert_eq!(ran.stdout.matches("measured: 2026-05").count(), 1, "{ran}");
    ran.complains("this row has `serves.satisfaction.measured` but no score: not used")
        .complains("t.csv:2:");
}

/// A column in which every amount may be decimals or thousands is asked about; one certain number decides, and so does
/// an option.
#[test]
fn thousands_are_asked_for() {
    let of = |amounts: [&str; 2], option: &str| {
        let [one, two] = amounts;
        let text =
            format!("name;provided_by;serves;paid_by;amount\nA;IT;X;Y;{one}\nB;IT;X;Y;{two}\n");
        table(text, &format!("--as services --map paid_by.amount=amount {option}"))
    };
    let ran = printed(of(["1.250", "12.500"], ""));
    assert!(!ran.stdout.contains("amount"), "{ran}");
    ran.complains("--decimal ,");
    for (amounts, option, wanted) in [
        (["1.250", "12.500"], "--decimal ,", "amount: 1250"),
        (["1.250", "12.500"], "--decimal .", "amount: 1.250"),
        (["1.250", "12.50"], "", "amount: 1.250"),
        (["1.250", "12,50"], "", "amount: 1250"),
        (["0.250", "12.500"], "", "amount: 0.250"),
    ] {
        let ran = printed(of(amounts, option));
        assert!(ran.stdout.contains(wanted), "{amounts:?} {option}: {ran}");
    }
}

/// A percentage over 100 costs its score, not the import.
#[test]
fn a_wrong_percentage_costs_the_score() {
    let text = "name,provided_by,serves,score\nA,IT,X,64%\nB,IT,X,120%\n";
    let ran = printed(table(text, "--as services --map serves.satisfaction.score=score"));
    assert!(ran.stdout.contains("score: 64, scale: 100") && !ran.stdout.contains("120"), "{ran}");
    assert_eq!(ran.stderr.matches("warning[").count(), 1, "{ran}");
}

/// Names that differ in their counting letter are not suspected; a slip of the pen is.
#[test]
fn counting_letters_are_no_slips() {
    let text = "name,provided_by,serves\nDesk,Team A,Team B\nShop,Facilities,Facilitiess\n";
    let ran = printed(table(text, "--as services --unknown inside"));
    assert!(!ran.stderr.contains("`Team A` and"), "{ran}");
    ran.complains("`Facilities` and `Facilitiess` may be the same");
}

/// What all staff or all units pay comes from the organisation; they are no payer outside.
#[test]
fn everyone_as_a_payer() {
    let text = "name;provided_by;serves;paid_by;amount\nCanteen;Kitchen;All staff;All staff;220000\nShop;Kitchen;Buyers;Buyers;5\n";
    let ran = printed(table(text, "--as services --map paid_by.amount=amount"));
    assert!(
        service(&ran, "Canteen").contains("paid_by: [{from: organisation, amount: 220000}]"),
        "{ran}"
    );
    assert!(service(&ran, "Shop").contains("paid_by: [{from: buyers, amount: 5}]"), "{ran}");
    assert!(!ran.stdout.contains("all-staff"), "{ran}");
}

/// Words of the format are taken with capitals; a word that is none is reported as it is written.
#[test]
fn words_with_capitals_are_taken() {
    let text = "name,kind,status\nAcme,Business,Prospect\nBolt,person,Hopeful\n";
    let ran = table(text, "--as beneficiaries").ran().ends(0);
    let ran = ran.says("kind: business\n    status: prospect\n").complains("Hopeful");
    assert_eq!(ran.stderr.matches("warning[").count(), 1, "{ran}");
}

/// A map has one currency: that of the cells, where all name one; several are reported, and nothing is converted.
#[test]
fn currencies_of_amounts_are_kept_or_reported() {
    let run = |amounts: [&str; 2]| {
        let rows =
            amounts.iter().enumerate().map(|(at, amount)| format!("S{at},IT,all,{amount}\n"));
        let table = format!("Name,Provided by,Serves,Amount\n{}", rows.collect::<String>());
        let line = "import csv x.csv --as services --map paid_by.amount=Amount";
        Run::empty().file("x.csv", &table).line(line).ran().ends(0)
    };
    run(["300 EUR", "\u{20ac}7"]).says("currency: EUR").says_no("warning");
    run(["300", "7"]).says_no("currency");
    // Several countries have dollars.
    run(["$300", "$7"]).says_no("currency");
    let mixed = run(["300 EUR", "7 CHF"]).says_no("currency:");
    // A map that is merged into keeps its own.
    let line = "import csv x.csv --as services --map paid_by.amount=Amount --merge org.yaml";
    let map = "organisation: {name: X, currency: GBP}\ndepartments: [{name: IT}]\n";
    let rows = "Name,Provided by,Serves,Amount\nS,IT,all,\u{20ac}300\n";
    let ran = Run::yaml(map).file("x.csv", rows).line(line).args(["--width", "1000"]).ran().ends(0);
    assert!(ran.left("org.yaml").contains("currency: GBP"), "{ran}");
    ran.complains("the amounts are in EUR, and the map counts in GBP");
    mixed
        .complains("several currencies (CHF: 1 cell, EUR: 1 cell)")
        .complains("nothing is converted");
}
