//! `import csv`: columns to keys, by flags, by names and by a mapping file.

use super::{map, printed, table};
use crate::run::Run;

const SERVICES: &str = "\
Name,Provided by,Serves,Paid by
Helpdesk,IT,everyone,
ERP,IT,Sales;Accounting,
Web shop,Sales,Retail buyers,Retail buyers
Ledger,Accounting,Tax office,
";

/// Columns that have the names of keys fill them, and what they name is made: in a department's place a department,
/// outside a beneficiary, and what is inside is found inside.
#[test]
fn a_table_becomes_a_map() {
    let ran = printed(table(SERVICES, "--as services --split ; --organisation XYZ"));
    let map = map(&ran.stdout);
    let names = |list: &[custmap::input::RawDepartment]| -> Vec<String> {
        let names = list.iter().filter_map(|one| one.name.as_ref());
        names.map(|name| name.value.to_string()).collect()
    };
    assert_eq!(names(&map.departments), ["IT", "Sales", "Accounting"]);
    assert_eq!(map.services.len(), 4);
    assert_eq!(map.beneficiaries.len(), 2, "Sales is no beneficiary");
    ran.says("organisation:\n  name: XYZ\n")
        .says("    serves: [sales, accounting]\n")
        .complains("t.csv: 4 rows")
        .complains("3 departments were created because rows refer to them: IT, Sales, Accounting")
        .complains(
            "2 names match no department, person or group and were added as external customers: Retail buyers, Tax office",
        )
        .complains("3 departments, 4 services, 2 beneficiaries");
}

/// `--map`, `--set` and `--values` say the rest; the value of `--set` counts where the cell is empty; what no key takes
/// is named.
#[test]
fn flags_map_set_and_translate() {
    let text = "Who,What,Rank,Room\nBaker,Head,1,12\nCook,,2,13\n";
    let line = "--as people --map name=Who --map role=What --map tags=Rank --values tags:1=boss \
                --values tags:2= --set role=clerk --set site=plant";
    let ran = printed(table(text, line)).complains("columns not used: Room");
    let people = map(&ran.stdout).people;
    let roles = people.iter().map(|one| one.role.as_ref().unwrap().value.to_string());
    assert_eq!(roles.collect::<Vec<_>>(), ["Head", "clerk"]);
    assert_eq!(people[0].tags.as_ref().unwrap()[0].value.as_ref(), "boss");
    assert!(people[1].tags.is_none(), "2 stands for nothing");
    assert!(people.iter().all(|one| one.site.as_ref().unwrap().value.as_ref() == "plant"));
}

/// A mapping file says the same as the flags, and the same comes out.
#[test]
fn a_mapping_file_says_what_flags_say() {
    let mapping = "as: people\nmap:\n  name: Who\n  role: {column: What, values: {H: Head}}\nset: {site: plant}\n";
    let text = "Who,What\nBaker,H\nCook,Clerk\n";
    let by_file = Run::empty().file("t.csv", text).file("m.yaml", mapping);
    let by_file = printed(by_file.line("import csv t.csv --mapping m.yaml"));
    let line = "--as people --map name=Who --map role=What --values role:H=Head --set site=plant";
    assert_eq!(by_file.stdout, printed(table(text, line)).stdout);
}

/// Keys of nested mappings are columns too: amounts, scores, owners of relationships.
#[test]
fn deeper_keys_are_columns_too() {
    let text = "name,provided_by,serves,paid_by,eur,kind of pay,score,n\nERP,IT,Sales,Sales,12.5,budget,7,40\n";
    let line = "--as services --map paid_by.amount=eur --map serves.satisfaction.score=score \
                --map serves.satisfaction.n=n --set paid_by.as=budget";
    printed(table(text, line))
        .says("serves: [{to: sales, satisfaction: {score: 7, n: 40}}]")
        .says("paid_by: [{from: sales, amount: 12.5, as: budget}]");
    let text = "name,kind,owner,came by\nTown,government,Clerk,need\n";
    let line = "--as beneficiaries --map relationship.owner=owner --map won_by.reason=came_by";
    table(text, line).refused().complains("unknown-column").complains("came by");
    let ran = table(text, "--as beneficiaries --map relationship.owner=owner")
        .args(["--map", "won_by.reason=came by"]);
    printed(ran).says("relationship: {owner: clerk}").says("won_by: {reason: need}");
}

/// One amount for two payers is nobody's amount: it is left out and reported, not doubled; one for each is taken.
#[test]
fn an_amount_is_never_doubled() {
    let text = "name,provided_by,paid_by,paid_by.amount\nERP,IT,A;B,100\nCRM,IT,A;B,100; 50\nWeb,IT,A;B,100;\n";
    let ran = table(text, "--as services --split ;").ran().ends(0);
    ran.says("paid_by: [a, b]")
        .says("paid_by: [{from: a, amount: 100}, {from: b, amount: 50}]")
        .says("paid_by: [{from: a, amount: 100}, b]")
        .complains("warning[bad-row]: 1 value of `paid_by.amount` for 2 payers: not used")
        .complains("t.csv:2:12");
}

/// A list, key or column that isn't known is reported with its option, or its place in the mapping file, and the
/// nearest word; all in one run.
#[test]
fn unknown_words_are_reported_with_the_nearest() {
    table(SERVICES, "--as service")
        .refused()
        .complains("--as service: a map has no list `service`")
        .complains("help: write `services`");
    table(SERVICES, "").refused().complains("what is a row?").complains("add --as");
    let ran = table(SERVICES, "--as services --map purpos=Name --map naem=x").refused();
    ran.complains("--map purpos=Name").complains("write `purpose`").complains("write `name`");
    let ran = table(SERVICES, "--as services --map purpose=Nam --map url=Web").refused();
    ran.complains("--map purpose=Nam: the table has no column `Nam`")
        .complains("help: write `Name`")
        .complains("t.csv:1:1")
        .complains("its columns: Name, Provided by, Serves, Paid by");
    let mapping = "as: services\nmapp: {name: Name}\nmap: {serves: {colum: x}}\n";
    let run = Run::empty().file("t.csv", SERVICES).file("m.yaml", mapping);
    let ran = run.line("import csv t.csv --mapping m.yaml").refused();
    ran.complains("m.yaml:2:1").complains("write `map`").complains("m.yaml:3:16");
}

/// The sign between the cells is found by itself, and reported where it is another than the usual one.
#[test]
fn another_delimiter_is_found_out() {
    let text = SERVICES.replace(',', "|").replace(';', ",").replace('|', ";");
    let ran = printed(table(&text, "--as services --split ,"));
    ran.says("serves: [sales, accounting]").complains("cells are separated by ;");
    table(&text, "--as services --delimiter ,")
        .refused()
        .complains("which column names a service?");
    printed(table(&text, "--as services --delimiter ; --split ,"))
        .says("serves: [sales, accounting]");
    let tabs = SERVICES.replace(',', "\t");
    printed(Run::empty().file("t.tsv", &tabs).line("import csv t.tsv --as services"));
    printed(table(&tabs, "--as services --delimiter tab"));
    for wrong in ["::", "\"", "é"] {
        table(&tabs, "--as services").args(["--delimiter", wrong]).refused().complains("one sign");
    }
}

/// UTF-8 with or without a byte order mark, UTF-16 with one, Windows-1252 by name: the same map comes out.
#[test]
fn letters_of_every_spreadsheet() {
    let text = "name\nBüro für Öffentliches\n";
    let plain = printed(table(text, "--as departments")).stdout;
    let marked = format!("\u{feff}{text}");
    let western: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(printed(table(&marked, "--as departments")).stdout, plain);
    assert_eq!(printed(table(&wide, "--as departments")).stdout, plain);
    for word in ["windows-1252", "latin1", "CP1252"] {
        let ran = printed(table(&western, "--as departments").args(["--encoding", word]));
        assert_eq!(ran.stdout, plain, "{word}");
    }
    // Without the option it is found out, and reported.
    let ran = printed(table(&western, "--as departments")).complains("read as Windows-1252");
    assert!(ran.stdout.contains("B\u{fc}ro f\u{fc}r \u{d6}ffentliches"), "{ran}");
    table(text, "--as departments --encoding ebcdic").refused().complains("utf-8 or windows-1252");
}

/// Several tables make one map, and standard input is one.
#[test]
fn several_tables_make_one_map() {
    let run = Run::empty().file("a.csv", "name\nIT\n").file("b.csv", "name\nHR\n");
    let ran = printed(run.line("import csv a.csv b.csv --as departments"));
    assert_eq!(map(&ran.stdout).departments.len(), 2);
    let ran = printed(Run::empty().stdin("name\nIT\n").line("import csv - --as departments"));
    ran.complains("standard input: 1 row").says("name: IT");
}

/// Where every service is left out, no map of the rest is written; with the column that is missing it is.
#[test]
fn without_a_provider_nothing_is_written() {
    let table = "Service,By,Serves\nHelpdesk,IT,Sales\nPay,HR,Sales\n";
    let run = |more: &str| {
        let run = Run::empty().file("m.csv", table);
        run.line("import csv m.csv --as services --map name=Service -o o.yaml").line(more).ran()
    };
    let ran = run("").ends(2);
    assert!(ran.stderr.contains("none of its services is left"), "{ran}");
    assert!(!ran.place().join("o.yaml").exists());
    run("--map provided_by=By").ends(0);
}
