//! Names in cells: which entry is meant, several names in one cell, everyone, and names that may be the same.

use super::{map, printed, table};
use crate::run::Run;

/// Whom each service of a table serves.
fn served(text: &str, line: &str) -> Vec<String> {
    let ran = printed(table(text, line));
    let served = ran.stdout.lines().filter(|line| line.trim_start().starts_with("serves:"));
    served.map(|line| line.trim().to_owned()).collect()
}

/// A name that a department and a service have means neither; the help names the option that decides for the department,
/// in options and mapping files, and `--outside` decides against both.
#[test]
fn a_department_and_a_service_of_one_name() {
    let text =
        "name,provided_by,serves\nPayroll,HR,Finance\nBooks,Finance,Payroll\nSalaries,Payroll,HR\n";
    let ran = table(text, "--as services").ran().ends(0);
    ran.complains("ambiguous-reference").complains("t.csv:3:15").complains("--inside \"Payroll\"");
    let lines = served(text, "--as services --inside payroll");
    assert_eq!(lines[1], "serves: [department-payroll]", "{lines:?}");
    let lines = served(text, "--as services --outside Payroll");
    assert_eq!(lines[1], "serves: [beneficiary-payroll]", "{lines:?}");
    let line = "import csv t.csv --mapping m.yaml";
    let run = Run::empty().file("t.csv", text).file("m.yaml", "as: services\ninside: Payroll\n");
    printed(run.line(line)).says("serves: [department-payroll]");
    // A service that has the name alone needs no option, and gives way to one.
    let text = "name,provided_by,serves\nPayroll,HR,Finance\nBooks,Finance,Payroll\n";
    assert_eq!(served(text, "--as services")[1], "serves: [payroll]");
    assert_eq!(served(text, "--as services --inside Payroll")[1], "serves: [department-payroll]");
}

/// The lines of a cell are several names, with bullets and beside the sign of `--split`; a name of one entry and a
/// description are not split. The column and an example are reported.
#[test]
fn lines_of_a_cell_are_names() {
    let text = "name,provided_by,serves,description\nPay,HR,\"Sales\r\nFarm\",\"one\ntwo\"\nBooks,HR,\"- Mill;\n- Farm\n\",\n\"Long\nname\",HR,Farm; Mill,\n";
    let ran = printed(table(text, "--as services --split ;"));
    let found = map(&ran.stdout);
    ran.says("name: Long name")
        .says("serves: [sales, farm]")
        .says("serves: [mill, farm]")
        .says("serves: [farm, mill]")
        .complains("serves: 2 cells have several lines")
        .complains("`Sales`, `Farm`");
    assert_eq!((found.services.len(), found.beneficiaries.len()), (3, 3));
    // Figures beside them are split alike.
    let text = "name,provided_by,serves,paid_by,Amount\nPay,HR,Sales,\"A\nB\",\"10\n20\"\n";
    printed(table(text, "--as services --map paid_by.amount=Amount"))
        .says("{from: a, amount: 10}")
        .says("{from: b, amount: 20}");
    let text = "name,provided_by,serves\nPay,HR,Sales\n";
    printed(table(text, "--as services")).complains_not("several lines");
}

/// `\\n` as the sign of `--split` is the end of a line, in options and mapping files.
#[test]
fn the_end_of_a_line_is_a_sign() {
    let text = "name,provided_by,serves\nPay,HR,\"Sales\nFarm\"\n";
    let run = table(text, "--as services").args(["--split", r"\n"]);
    printed(run).says("serves: [sales, farm]");
    for mapping in [
        "as: services\nsplit: \\n\n",
        "as: services\nmap: {serves: {column: serves, split: \"\\n\"}}\n",
    ] {
        let run = Run::empty().file("t.csv", text).file("m.yaml", mapping);
        printed(run.line("import csv t.csv --mapping m.yaml")).says("serves: [sales, farm]");
    }
}

/// Everyone is known in several languages, once in a list, and reported; a department of such a name stays one.
#[test]
fn everyone_in_other_languages() {
    let text = "name,provided_by,serves\nA,IT,Alle Mitarbeiter\nB,IT,Tout le personnel; everyone; ALL  STAFF\nC,IT,Alle Kunden\n";
    let ran = printed(table(text, "--as services --split ;"))
        .complains("read as everyone inside: ALL STAFF, Alle Mitarbeiter, Tout le personnel");
    assert_eq!(ran.stdout.matches("serves: [everyone]").count(), 2, "{ran}");
    ran.says("serves: [alle-kunden]");
    let run = table(text, "--as services --split ;").args(["--inside", "Alle Mitarbeiter"]);
    printed(run).says("serves: [alle-mitarbeiter]");
}

/// A name with the kind of unit beside it, a plural and small words are suspected; what else follows a name is not.
#[test]
fn more_near_duplicates_are_suspected() {
    let text = "name,provided_by,serves\nA,Finance,Finance Dept.\nB,R & D,R and D\nC,Ward,Wards\nD,Finance,Finance Audit\nE,HR,Team A\nF,HR,A\n";
    let ran = printed(table(text, "--as services"))
        .complains("--same \"Finance=Finance Dept.\"")
        .complains("--same \"R & D=R and D\"")
        .complains("--same \"Ward=Wards\"");
    assert_eq!(ran.stderr.matches("may be the same").count(), 3, "{ran}");
}

/// An amount that can't be read makes no payer; that of another row does.
#[test]
fn an_unreadable_amount_makes_no_payer() {
    let text = "name,provided_by,serves,Amount\nPay,HR,IT,much\nDesk,IT,HR,200\nPost,IT,HR,1.250\n";
    let ran = table(text, "--as services --map paid_by.amount=Amount").ran().ends(0);
    let found = map(&ran.stdout);
    assert_eq!(ran.stdout.matches("paid_by:").count(), 1, "{ran}");
    assert_eq!(found.services.len(), 3);
    ran.says("paid_by: [{from: organisation, amount: 200}]")
        .complains("t.csv:2:11")
        .complains("--decimal")
        .complains("1 amount without a payer is paid by the organisation");
}

/// What is only doubtful and was taken is not counted as left out.
#[test]
fn only_what_is_left_out_is_counted() {
    let text =
        "name,provided_by,serves,Amount\nPay,HR,IT,100 EUR\nDesk,IT,HR,200 CHF\nPost,IT,HR,much\n";
    let line = "--as services --map paid_by.amount=Amount";
    let ran = table(text, line).ran().ends(0);
    ran.complains("several currencies").complains("left out what has 1 of the 2 problems shown");
    let all_read = text.replace("much", "3 EUR");
    let ran = table(&all_read, line).ran().ends(0).complains("several currencies");
    ran.complains_not("left out");
}

/// Dates are read with the names of months in several languages; the order of others is said as programs show it.
#[test]
fn dates_of_other_languages() {
    let text =
        "name,since\nA,f\u{e9}vrier 2025\nB,3. M\u{e4}rz 2024\nC,1 de mayo de 2023\nD,Dez 2022\n";
    let ran = printed(table(text, "--as people"));
    for since in ["2025-02", "2024-03-03", "2023-05-01", "2022-12"] {
        assert!(ran.stdout.contains(&format!("since: {since}\n")), "{since}: {ran}");
    }
    for order in ["dd/mm/yyyy", "TT.MM.JJJJ", "jj/mm/aaaa", "d.m.y"] {
        let run = table("name,since\nA,03/09/2025\n", "--as people").args(["--dates", order]);
        printed(run).says("since: 2025-09-03");
    }
    let run = table("name,since\nA,03/09/2025\n", "--as people --dates 31/12");
    run.refused().complains("d/m/y if 03/09/2025 is the third of September");
}

/// The signs between names may be several in a mapping file too.
#[test]
fn a_mapping_has_several_signs() {
    let text = "name,provided_by,serves\nPay,HR,Sales; Farm / Mill\n";
    let run = Run::empty().file("t.csv", text);
    let run = run.file("m.yaml", "as: services\nsplit: [;, \" / \"]\n");
    printed(run.line("import csv t.csv --mapping m.yaml")).says("serves: [sales, farm, mill]");
}

/// Where names have to be known, the help for another one names the options that decide.
#[test]
fn an_unknown_name_is_decided_by_an_option() {
    let text = "name,provided_by,serves\nPay,HR,Guild\n";
    let ran = table(text, "--as services --unknown error").refused();
    ran.complains("t.csv:2:8").complains("--inside \"Guild\"").complains("--outside \"Guild\"");
    printed(table(text, "--as services --unknown error --outside Guild")).says("serves: [guild]");
    let run = table(text, "--as services --unknown inside --outside Guild");
    assert_eq!(map(&printed(run).stdout).beneficiaries.len(), 1);
}

/// A party that is declared in a mapping and both pays and receives is one entry.
#[test]
fn a_payer_who_is_served_is_one_party() {
    let text = "name,provided_by,serves,paid_by\nCare,Wards,Patients,Health insurers\nBilling,Finance,Health insurers,\n";
    for list in ["payers", "beneficiaries"] {
        let mapping = format!("as: services\nentries: {{{list}: [{{name: Health insurers}}]}}\n");
        let run = Run::empty().file("t.csv", text).file("m.yaml", &mapping);
        let ran = printed(run.line("import csv t.csv --mapping m.yaml"));
        assert_eq!(ran.stdout.matches("name: Health insurers").count(), 1, "{ran}");
        ran.says("serves: [health-insurers]").says("paid_by: [health-insurers]");
    }
}

/// An option that hits nothing says so, with the nearest name; one that does is not mentioned.
#[test]
fn options_that_hit_nothing_are_named() {
    let text = "name,provided_by,serves\nPay,HR,Guild\nDesk,IT,HR\n";
    let line = "--as services --inside Gild --outside Nope --same X=Y --skip-where name=Zz";
    let ran = printed(table(text, line)).complains("no row holds what --skip-where names");
    ran.complains("`X`, `Gild` (is it `Guild`?), `Nope`");
    let line = "--as services --inside guild --same hr=People --skip-where name=Desk";
    let ran = printed(table(text, line)).complains("1 row left out by --skip-where");
    ran.complains_not("has these names").complains_not("no row holds");
}
