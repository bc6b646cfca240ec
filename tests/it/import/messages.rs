//! The advice of messages: the one option that helps, and never one that makes it worse.

use super::{printed, table};
use crate::run::Run;

/// A service without a provider is helped by the option for its column, not by a line of YAML.
#[test]
fn a_missing_provider() {
    let text = "Service,Home ward\nPay,HR\nDesk,\n";
    let ran = table(text, "--as services").args(["--map", "provided_by=Home ward"]);
    let ran = printed(ran).complains("t.csv:3:1").complains("--fill-down \"Home ward\"");
    assert!(!ran.stderr.contains("write `provided_by"), "{ran}");
    let filled = table(text, "--as services");
    let options = ["--map", "provided_by=Home ward", "--fill-down", "Home ward"];
    printed(filled.args(options)).says("name: Desk\n    provided_by: hr\n");
    table(text, "--as services").refused().complains("--map provided_by=COLUMN");
}

/// Headings that say in other words who does what for whom are taken, and reported; what is mapped by hand counts for
/// more, a key without a column stays open, and of two such headings none is taken.
#[test]
fn columns_are_taken_by_their_meaning() {
    let text = "Services of 2025,,\nAs of March,,\nService,Department,Recipients\nPay,HR,all\n";
    let ran = printed(table(text, "--as services"));
    ran.says("name: Pay\n    provided_by: hr\n    serves: [everyone]\n").complains(
        "name from Service, provided_by from Department, serves from Recipients (else: --map KEY=COLUMN, or --map KEY= for none)",
    );
    let ran = printed(table(text, "--as services --map serves="));
    assert!(!ran.stdout.contains("everyone"), "{ran}");
    let text = "Service,Department,Unit\nPay,HR,Wages\n";
    table(text, "--as services").refused().complains("--map provided_by=COLUMN");
    printed(table(text, "--as services --map provided_by=Unit")).says("provided_by: wages");
}

/// Which column names a service is asked at the header, with the column that seems to.
#[test]
fn a_missing_name() {
    let text = "Services of 2025,,\nAs of March,,\nService of HR,Department,For\nPay,HR,all\n";
    let ran = table(text, "--as services").refused();
    ran.complains("t.csv:3:1").complains("--map name=\"Service of HR\";");
    table("a,b\n1,2\n", "--as services").refused().complains("--map name=COLUMN");
}

/// Amounts and scores are not taken by a word of their heading: the options that would take them are named.
#[test]
fn columns_of_figures_are_suggested() {
    let text = "Service;Department;Recipients;EUR a year;Score\nPay;HR;all;1,5;7\n";
    let ran = printed(table(text, "--as services"));
    assert!(!ran.stdout.contains("amount:") && !ran.stdout.contains("score:"), "{ran}");
    ran.complains("add --map paid_by.amount=\"EUR a year\", --map serves.satisfaction.score=Score");
    let ran = printed(table("name,provided_by,Colour\nPay,HR,red\n", "--as services"));
    assert!(!ran.stderr.contains("to use such columns"), "{ran}");
}

/// The option for a cell is that of its kind: several figures in it are split, a comma may be decimals, a word is none.
#[test]
fn numbers_name_the_option_that_helps() {
    let of = |cell: &str| {
        let text = format!("name;provided_by;serves;score\nPay;HR;X;{cell}\n");
        table(text, "--as services --map serves.satisfaction.score=score").ran().ends(0)
    };
    let ran = of("\"8,5; 7,9\"").complains("add --split \";\"");
    assert!(!ran.stderr.contains("--decimal"), "{ran}");
    let ran = of("1,250").complains("--decimal");
    assert!(!ran.stderr.contains("--split"), "{ran}");
    let ran = of("good").complains("wrong-number");
    assert!(!ran.stderr.contains("--decimal") && !ran.stderr.contains("--split"), "{ran}");
}

/// Several names in cells are one note with the signs between them, which can be given beside each other.
#[test]
fn joined_names_are_one_note() {
    let text =
        "name,provided_by,serves\nA,IT,Sales; Farm\nB,IT,Sales; Mill\nC,IT,Sales\nD,IT,Farm\n";
    let ran = printed(table(text, "--as services"));
    assert_eq!(ran.stderr.matches("may be several").count(), 1, "{ran}");
    ran.complains("`Sales; Farm` and 1 other may be several names each: if so, add --split \";\"");
    let text = "name,provided_by,serves\nA,IT,Sales; Farm\nB,IT,Sales + Mill\nC,IT,Mill and Farm\nD,IT,Mill\nE,IT,Sand\n";
    let run = || table(text, "--as services").args(["--split", ";"]);
    let ran = printed(run());
    ran.complains("`Sales + Mill` and 1 other may be several names each")
        .complains("add --split \" and \" --split \"+\" beside the signs");
    // Both together lose nothing, and a word splits no other word.
    let ran = printed(run().args(["--split", " and ", "--split", "+"]));
    ran.says("serves: [sales, farm]")
        .says("serves: [sales, mill]")
        .says("serves: [mill, farm]")
        .says("serves: [sand]");
}

/// What no day is is shown as the cell says it.
#[test]
fn a_wrong_day_is_shown_as_written() {
    let text = "name,since\nAda,03.09.2025\nBo,12.13.2025\n";
    let ran = table(text, "--as people").ran().ends(0);
    ran.complains("`12.13.2025` is not a date").complains("t.csv:3:4");
}

/// Files that hold no table or text are named by their kind, with what the import looks for; a table of an old
/// spreadsheet is read, and reported.
#[test]
fn files_that_are_no_text() {
    let files: [(&str, &[u8], &str); 9] = [
        ("report.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", "a picture (PNG)"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\n", "a PDF document"),
        ("a.csv.gz", b"\x1f\x8b\x08\0\0", "unpacked first"),
        ("a.csv", b"\0\x01\x02\x03", "this is no text file"),
        ("empty.csv", b"", "the file is empty"),
        ("blank.csv", b"\n \n", "the file is empty"),
        ("a.json", b"{\"a\": 1}", "this is JSON"),
        ("a.yaml", b"organisation: X\n", "this is YAML"),
        ("a.xml", b"<model><name>x</name></model>", "XML without a table"),
    ];
    for (name, bytes, kind) in files {
        for line in ["import csv FILE --as services", "import crm FILE"] {
            let line = line.replace("FILE", name);
            let ran = Run::empty().file(name, bytes).line(&line).refused();
            let ran = ran.complains(kind).complains("this import looks for");
            assert!(!ran.stderr.contains("--encoding"), "{ran}");
        }
    }
    for (name, bytes, kind) in [
        ("a.xlsx", b"%PDF-1.7\n".as_slice(), "a PDF document"),
        ("a.xls", b"".as_slice(), "the file is empty"),
        ("a.ods", b"\0\0".as_slice(), "this is no workbook"),
    ] {
        let run = Run::empty().file(name, bytes).line(&format!("import csv {name} --as people"));
        run.refused().complains(kind);
    }
    let run = Run::empty().file("d/a.csv", "name\n").line("import csv d --as people");
    run.refused().complains("d: this is a folder");
    let ran = printed(table(b"name\nB\xe4cker\n", "--as people")).says("name: B\u{e4}cker");
    ran.complains("was read as Windows-1252");
    // Of another alphabet it would make rubbish.
    let other = table(b"name\n\xcf\xee\xe4\xe4\xe5\xf0\n", "--as people");
    other.refused().complains("add --encoding windows-1252");
}

/// A file of another kind is named with the command that reads it, and what the import looks for; nothing in it is to be
/// corrected.
#[test]
fn files_of_other_imports_are_named() {
    let group = r#"[{"apiVersion": "backstage.io/v1alpha1", "kind": "Group"}]"#;
    let model = "<archimate:model xmlns:archimate=\"http://www.archimatetool.com/archimate\"/>";
    let files = [
        ("t.csv", "name,head\nA,B\nC,D\n", "custmap import csv reads"),
        ("b.json", group, "custmap import backstage reads"),
        ("m.yaml", "organisation: {name: X}\n", "custmap check reads"),
        ("m.archimate", model, "custmap import archimate reads"),
        ("d.ldif", "dn: cn=x\ncn: x\n", "custmap import hris reads"),
        ("p.html", "<!doctype html><html><body><p>x</body></html>", "a web page (HTML)"),
        ("a.json", "{\"a\": 1}", "this seems to be JSON"),
    ];
    for (name, text, said) in files {
        for import in ["workbook", "archimate", "backstage"] {
            if said.contains(import) {
                continue;
            }
            let line = format!("import {import} {name} --width 1000");
            let ran = Run::empty().file(name, text).line(&line).refused();
            ran.complains(said)
                .complains("this import looks for")
                .complains_not("correct the text");
        }
    }
}

/// What is no file, a folder, or a broken workbook is said in plain words, without the numbers of the system.
#[test]
fn what_the_system_says_is_plain() {
    let run = || Run::empty().file("d/a.csv", "name\n").file("b.xlsx", "PK\x03\x04 cut off");
    for (line, said) in [
        ("import csv no.csv --as people", "there is no such file"),
        ("import workbook no.xlsx", "there is no such file"),
        ("import workbook d", "this is a folder"),
        ("import csv d/a.csv/x.csv --as people", "names as a folder is a file"),
        ("import workbook b.xlsx", "damaged or not complete"),
        ("import csv b.xlsx --as people", "damaged or not complete"),
    ] {
        let ran = run().line(line).refused().complains(said);
        ran.complains_not("os error").complains_not("Zip").complains_not("EOCD");
    }
}

/// Tables of text and of web pages under the name of a workbook are what programs export, and are read.
#[test]
fn tables_under_another_name() {
    let page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>td {x: y}</style></head><body>\
        <table border=0><tr><td>Report</table>\
        <table><tr><th>name<th>provided_by</th><th>serves</th></tr>\
        <tr><td rowspan=2>Pay &amp; more</td><td>HR</td><td nowrap>Sales,<br>Caf&eacute;</td></tr>\
        <tr><td>Law</td><td>&#65;cme</td></tr></table></body></html>";
    let workbook = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet ss:Name=\"S\"><Table><Row><Cell><Data ss:Type=\"String\">name</Data></Cell><Cell ss:Index=\"3\"><Data>provided_by</Data></Cell></Row>\
        <Row ss:Index=\"4\"><Cell><Data>Pay</Data></Cell><Cell ss:Index=\"3\"><Data>HR</Data></Cell></Row></Table></Worksheet></Workbook>";
    let import = |name: &str, text: &str| {
        let run = Run::empty().file(name, text);
        printed(run.line(&format!("import csv {name} --as services --split ,")))
    };
    for name in ["a.xls", "a.csv", "a.html"] {
        let ran = import(name, page);
        ran.says("name: Pay & more\n    provided_by: hr\n    serves: [sales, caf\u{e9}]")
            .says("provided_by: law\n    serves: [acme]")
            .complains("sheet `table 2` was read; other sheets: table 1");
    }
    import("a.xls", workbook).says("name: Pay\n    provided_by: hr\n");
    import("a.xlsx", "name,provided_by\nPay,HR\n").says("name: Pay\n    provided_by: hr\n");
    let wide: Vec<u8> = "name,role\nAda,head\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    printed(table(&wide, "--as people")).says("role: head");
}

/// What `export` shows is derived: merged into a map it would count twice, so that is refused, and nothing is changed.
#[test]
fn an_export_is_not_merged() {
    let text = include_str!("../../../examples/xyz.yaml");
    let made = Run::yaml(text).line("export org.yaml -o x.xlsx").ran().ends(0);
    let run = Run::yaml(text).file("x.xlsx", made.left_bytes("x.xlsx"));
    let line = "import csv x.xlsx --sheet Services --as services --map id=service_id --map name=service --merge org.yaml";
    let ran = run.line(line).ran().ends(2).complains("custmap sheet org.yaml");
    assert_eq!(ran.left("org.yaml"), text);
}

/// A workbook that `export` wrote is for reading: each import says which command writes the one to fill in.
#[test]
fn a_workbook_of_an_export() {
    for line in ["import csv x.xlsx --as services", "import hris x.xlsx", "import workbook x.xlsx"]
    {
        let run = Run::yaml(include_str!("../../../examples/xyz.yaml"));
        let made = run.line("export org.yaml -o x.xlsx").ran().ends(0);
        let book = made.left_bytes("x.xlsx");
        let ran = Run::empty().file("x.xlsx", book).line(line).refused();
        ran.complains("custmap sheet writes");
    }
}

/// A score above its scale needs the scale, not a decimal sign; a count with a fraction needs a whole number; a number
/// with a comma may be either.
#[test]
fn numbers_that_do_not_fit() {
    let line = "--as services --map serves.satisfaction.score=Score";
    let text = "name,provided_by,serves,Score\nPay,HR,everyone,85\n";
    let ran = printed(table(text, line)).complains("--set serves.satisfaction.scale=5");
    assert!(!ran.stderr.contains("--decimal"), "{ran}");
    let ran = printed(table(text, line).line("--set serves.satisfaction.scale=100"));
    ran.says("{score: 85, scale: 100}");
    let ran = printed(table("name,headcount\nHR,1.0\nIT,2.5\n", "--as departments"));
    let ran = ran.says("headcount: 1\n").complains("write a whole number");
    assert!(!ran.stderr.contains("--decimal"), "{ran}");
    let ran = printed(table("name,provided_by,serves,Score\nPay,HR,everyone,\"7,125\"\n", line));
    ran.complains("--decimal ,");
}

/// A word that is near another one is not taken for it, and can be translated in a column that is taken by its name.
#[test]
fn inactive_is_not_active() {
    let text = "name,provided_by,status\nPay,HR,inactive\n";
    let ran = printed(table(text, "--as services")).complains("t.csv:2:8");
    let ran = ran.complains("write one of: active, planned, retired");
    assert!(!ran.stderr.contains("did you mean"), "{ran}");
    printed(table(text, "--as services --values status:inactive=retired")).says("status: retired");
}

/// The place of a cell is its own in a line of any length.
#[test]
fn places_in_long_lines() {
    let text = format!("name,provided_by,notes,reviewed\nPay,HR,{},soon\n", "x".repeat(500));
    printed(table(text, "--as services")).complains("t.csv:2:509");
}
