//! `list`: who serves whom with what, who pays, how happy they are.

use super::says;
use snapbox::{assert_data_eq, str};

/// The table: a row for each service and recipient.
#[test]
fn as_a_table() {
    assert_data_eq!(
        says("list org.yaml"),
        str![[r#"
Abacus: 5 relationships of 4 services. Those outside are called buyers.
PROVIDED BY    SERVICE      SERVES                      PAID BY             SATISFACTION
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
Web shop       Selling      Buyers                      Buyers (assumed)    8.0 of 10 (n 300, 2026-06)
                                                        Firms (assumed)
                            Firms                                           not measured
Head of Sales  Care         Firms                       Donors: 5,000 GBP   not measured
IT             IT           Computer users (40 people)  Abacus              unhappy: 5.0 of 10 (12 of 40 people,
                                                                              2026-05)
Bookkeeping    Bookkeeping  Sales                       Abacus: 90,000 GBP  not measured

"#]]
    );
}

/// A line for each service and recipient.
#[test]
fn as_plain_text() {
    assert_data_eq!(
        says("list org.yaml --format plain"),
        str![[r#"
Web shop	Selling	Buyers	Buyers, Firms	8
Web shop	Selling	Firms	Buyers, Firms	not measured
Head of Sales	Care	Firms	Donors	not measured
IT	IT	Computer users	Abacus	5
Bookkeeping	Bookkeeping	Sales	Abacus	not measured

"#]]
    );
}

/// A record for each service and recipient, with file and line.
#[test]
fn as_json() {
    assert_data_eq!(
        says("list org.yaml --format json"),
        str![[r#"
{"custmap": 2,
 "relationships": [
  {"service":"shop","service_name":"Selling","provided_by":["web"],"rank":"primary","to":"buyers","to_name":"Buyers","paid_by":["buyers","firms"],"satisfaction":8.0,"n":300,"measured":"2026-06","file":"org.yaml","line":17},
  {"service":"shop","service_name":"Selling","provided_by":["web"],"rank":"primary","to":"firms","to_name":"Firms","paid_by":["buyers","firms"],"satisfaction":null,"n":null,"measured":null,"file":"org.yaml","line":17},
  {"service":"care","service_name":"Care","provided_by":["head"],"rank":"primary","to":"firms","to_name":"Firms","paid_by":["donors"],"satisfaction":null,"n":null,"measured":null,"file":"org.yaml","line":18},
  {"service":"it.serves","service_name":"IT","provided_by":["it"],"rank":"secondary","to":"users","to_name":"Computer users","paid_by":["abacus"],"satisfaction":5.0,"n":12,"measured":"2026-05","file":"org.yaml","line":5},
  {"service":"books.serves","service_name":"Bookkeeping","provided_by":["books"],"rank":"secondary","to":"sales","to_name":"Sales","paid_by":["abacus"],"satisfaction":null,"n":null,"measured":null,"file":"org.yaml","line":6}
 ]}

"#]]
    );
}

/// A row for each service and recipient, with file and line.
#[test]
fn as_csv() {
    assert_data_eq!(
        says("list org.yaml --format csv"),
        str![[r#"
service_id,service,provided_by,rank,customer_id,customer,paid_by,satisfaction,n,measured,file,line
shop,Selling,web,primary,buyers,Buyers,buyers;firms,8,300,2026-06,org.yaml,17
shop,Selling,web,primary,firms,Firms,buyers;firms,,,,org.yaml,17
care,Care,head,primary,firms,Firms,donors,,,,org.yaml,18
it.serves,IT,it,secondary,users,Computer users,abacus,5,12,2026-05,org.yaml,5
books.serves,Bookkeeping,books,secondary,sales,Sales,abacus,,,,org.yaml,6

"#]]
    );
}

/// A Markdown table.
#[test]
fn as_markdown() {
    assert_data_eq!(
        says("list org.yaml --format markdown"),
        str![[r#"
Abacus: 5 relationships of 4 services. Those outside are called buyers.

| PROVIDED BY | SERVICE | SERVES | PAID BY | SATISFACTION |
| --- | --- | --- | --- | --- |
| Web shop | Selling | Buyers | Buyers (assumed)<br>Firms (assumed) | 8.0 of 10 (n 300, 2026-06) |
|  |  | Firms |  | not measured |
| Head of Sales | Care | Firms | Donors: 5,000 GBP | not measured |
| IT | IT | Computer users (40 people) | Abacus | unhappy: 5.0 of 10 (12 of 40 people, 2026-05) |
| Bookkeeping | Bookkeeping | Sales | Abacus: 90,000 GBP | not measured |

"#]]
    );
}

/// In Markdown a name is text: no cell, link, emphasis or tag of its own.
#[test]
fn names_are_no_markdown() {
    let yaml = "organisation: {name: X}\ndepartments: [{name: 'A|B', serves: b}]\n\
                beneficiaries: [{id: b, name: '[x](y) *z* <b> `c` \\'}]\n";
    for command in ["list", "analyze", "check"] {
        let run = crate::run::Run::yaml(yaml).args([command, "org.yaml", "--format", "markdown"]);
        let table = run.fine().stdout;
        let rows = table.lines().filter(|line| line.starts_with('|'));
        let cells = rows.map(|row| row.replace("\\|", "").matches('|').count());
        let cells: Vec<usize> = cells.collect();
        assert!(cells.windows(2).all(|two| two[0] == two[1]), "{table}");
        let bare = table.replace("\\[", "").replace("\\*", "").replace("\\`", "");
        for markup in ["[x]", "*z*", "<b>", "`c`"] {
            assert!(!bare.contains(markup), "{markup} in {table}");
        }
    }
}

/// Who was a customer once, or could be one, is listed with that word, has no rank, and is not counted; a colleague and
/// a customer of today are.
#[test]
fn who_is_no_customer_now_is_listed_apart() {
    let yaml = "\
organisation: {name: Shop}
departments: [{name: Sales}, {name: IT}]
services: [{name: Goods, provided_by: Sales, serves: [Buyers, IT, {to: Old club, satisfaction: {score: 2}}, Maybe]}]
beneficiaries: [{name: Buyers}, {name: Old club, status: former}, {name: Maybe, status: prospect}]
";
    let run = |line: &str| crate::run::Run::yaml(yaml).line(line).fine();
    let table = run("list org.yaml --format table").stdout;
    assert!(
        table.starts_with("Shop: 2 relationships of 1 service, and 2 with who is no customer now.")
    );
    assert!(table.contains("Old club (former)") && table.contains("Maybe (prospect)"), "{table}");
    let ranks = run("list org.yaml --format csv").columns(["customer_id", "rank"]);
    let expected = [["buyers", "primary"], ["it", "secondary"], ["old-club", ""], ["maybe", ""]];
    assert_eq!(ranks, expected.map(|row| row.map(str::to_owned)));
    let primary = run("list org.yaml --rank primary --format csv").columns(["customer_id"]);
    assert_eq!(primary, [["buyers".to_owned()]]);
    // The score of a former customer is none of today's.
    let register = run("register org.yaml --as catalogue --format csv");
    let rolled = register.columns(["satisfaction", "relationships", "measured"]);
    assert_eq!(rolled, [["", "2", "0"].map(str::to_owned)]);
}
