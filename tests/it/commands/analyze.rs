//! `analyze`: every unit with its customers.

use super::says;
use crate::run::Run;
use snapbox::{assert_data_eq, str};

/// The table: departments with secondary and primary customers, and how happy those are.
#[test]
fn as_a_table() {
    assert_data_eq!(
        says("analyze org.yaml --today 2026-11-21"),
        str![[r#"
Abacus: 5 departments, 2 people, 4 services, 3 customers outside, 1 payer (org.yaml)
Satisfaction: outside 1 of 3 relationships measured, none unhappy; inside 1 of 2 relationships measured, 1 unhappy.
Those outside are called buyers.
DEPARTMENT   SECONDARY (INTERNAL) CUSTOMERS  PRIMARY (EXTERNAL) CUSTOMERS, AND HOW  PAID BY
──────────────────────────────────────────────────────────────────────────────────────────────────────
Sales        none                            direct: Buyers, Firms                  Buyers (assumed)
                                             through Buyers: Their families         Donors: 5,000 GBP
                                                                                    Firms (assumed)
  Web shop   none                            direct: Buyers, Firms                  Buyers (assumed)
                                             through Buyers: Their families         Firms (assumed)
IT           Computer users (40 people)      all 3 broadly, through Computer users  Abacus
Bookkeeping  Sales                           through Sales: Buyers, Firms           Abacus: 90,000 GBP
                                             +1 in 3 steps
Archive      none                            only as part of Abacus                 -
2 people left out: --people shows them too.
3 shared customers not shown: --shared shows them too.
3 warnings, 9 notes (custmap check). For all facts: --format plain, or export -o customers.csv

"#]]
    );
}

/// A fact a line: unit, rank, customer, reach, how.
#[test]
fn as_plain_text() {
    assert_data_eq!(
        says("analyze org.yaml --format plain"),
        str![[r#"
Sales	primary	Buyers	direct	1				
Sales	primary	Firms	direct	1				
Sales	primary	Their families	through	2	Buyers			
Sales	paid by	Buyers						
Sales	paid by	Donors					5000	grant
Sales	paid by	Firms						
Web shop	primary	Buyers	direct	1				
Web shop	primary	Firms	direct	1				
Web shop	primary	Their families	through	2	Buyers			
Web shop	paid by	Buyers						
Web shop	paid by	Firms						
Head of Sales	primary	Firms	direct	1				
Head of Sales	primary	Buyers	shared			Sales		
Head of Sales	primary	Their families	shared			Sales		
Head of Sales	paid by	Donors					5000	grant
IT	primary	Buyers	broad	2	Computer users			
IT	primary	Firms	broad	2	Computer users			
IT	primary	Their families	broad	3	Computer users			
IT	secondary	Computer users	direct					
IT	paid by	Abacus						
Bookkeeping	primary	Buyers	through	2	Sales			
Bookkeeping	primary	Firms	through	2	Sales			
Bookkeeping	primary	Their families	through	3	Sales			
Bookkeeping	secondary	Sales	direct					
Bookkeeping	paid by	Abacus					90000	budget
Clerk	primary	Buyers	shared			Bookkeeping		
Clerk	primary	Firms	shared			Bookkeeping		
Clerk	primary	Their families	shared			Bookkeeping		
Clerk	secondary	Sales	shared			Bookkeeping		
Archive	primary	Buyers	shared			Abacus		
Archive	primary	Firms	shared			Abacus		
Archive	primary	Their families	shared			Abacus		

"#]]
    );
}

/// CSV is what `export` writes.
#[test]
fn as_csv() {
    assert_data_eq!(
        says("analyze org.yaml --format csv"),
        str![[r#"
unit_id,unit,unit_kind,rank,customer_id,customer,customer_kind,reach,certainty,steps,broad_steps,through,shared_with,services,via,paid_by,satisfaction
sales,Sales,department,primary,buyers,Buyers,person,direct,declared,1,0,,,shop,Selling > Buyers,,8
sales,Sales,department,primary,firms,Firms,business,direct,declared,1,0,,,care;shop,Care > Firms,donors,
sales,Sales,department,primary,families,Their families,person,through,inferred,2,0,buyers,,shop,Selling > Buyers > Their families,,
web,Web shop,department,primary,buyers,Buyers,person,direct,declared,1,0,,,shop,Selling > Buyers,,8
web,Web shop,department,primary,firms,Firms,business,direct,declared,1,0,,,shop,Selling > Firms,,
web,Web shop,department,primary,families,Their families,person,through,inferred,2,0,buyers,,shop,Selling > Buyers > Their families,,
head,Head of Sales,person,primary,firms,Firms,business,direct,declared,1,0,,,care,Care > Firms,donors,
head,Head of Sales,person,primary,buyers,Buyers,person,shared,weak,,,,sales,,,,
head,Head of Sales,person,primary,families,Their families,person,shared,weak,,,,sales,,,,
it,IT,department,primary,buyers,Buyers,person,broad,weak,2,1,users,,it.serves,IT > Computer users > Selling > Buyers,abacus,
it,IT,department,primary,firms,Firms,business,broad,weak,2,1,users,,it.serves,IT > Computer users > Care > Firms,abacus,
it,IT,department,primary,families,Their families,person,broad,weak,3,1,users,,it.serves,IT > Computer users > Selling > Buyers > Their families,abacus,
it,IT,department,secondary,users,Computer users,group,direct,declared,,,,,it.serves,,abacus,5
books,Bookkeeping,department,primary,buyers,Buyers,person,through,inferred,2,0,sales,,books.serves,Bookkeeping > Sales > Selling > Buyers,abacus,
books,Bookkeeping,department,primary,firms,Firms,business,through,inferred,2,0,sales,,books.serves,Bookkeeping > Sales > Care > Firms,abacus,
books,Bookkeeping,department,primary,families,Their families,person,through,inferred,3,0,sales,,books.serves,Bookkeeping > Sales > Selling > Buyers > Their families,abacus,
books,Bookkeeping,department,secondary,sales,Sales,department,direct,declared,,,,,books.serves,,abacus,
clerk,Clerk,person,primary,buyers,Buyers,person,shared,weak,,,,books,,,,
clerk,Clerk,person,primary,firms,Firms,business,shared,weak,,,,books,,,,
clerk,Clerk,person,primary,families,Their families,person,shared,weak,,,,books,,,,
clerk,Clerk,person,secondary,sales,Sales,department,shared,weak,,,,books,,,,
archive,Archive,department,primary,buyers,Buyers,person,shared,weak,,,,abacus,,,,
archive,Archive,department,primary,firms,Firms,business,shared,weak,,,,abacus,,,,
archive,Archive,department,primary,families,Their families,person,shared,weak,,,,abacus,,,,

"#]]
    );
}

/// A Markdown table, its cells escaped.
#[test]
fn as_markdown() {
    assert_data_eq!(
        says("analyze org.yaml --format markdown --today 2026-11-21"),
        str![[r#"
Abacus: 5 departments, 2 people, 4 services, 3 customers outside, 1 payer (org.yaml)

Satisfaction: outside 1 of 3 relationships measured, none unhappy; inside 1 of 2 relationships measured, 1 unhappy.

Those outside are called buyers.

| DEPARTMENT | SECONDARY (INTERNAL) CUSTOMERS | PRIMARY (EXTERNAL) CUSTOMERS, AND HOW | PAID BY |
| --- | --- | --- | --- |
| Sales | none | direct: Buyers, Firms<br>through Buyers: Their families | Buyers (assumed)<br>Donors: 5,000 GBP<br>Firms (assumed) |
| &emsp;Web shop | none | direct: Buyers, Firms<br>through Buyers: Their families | Buyers (assumed)<br>Firms (assumed) |
| IT | Computer users (40 people) | all 3 broadly, through Computer users | Abacus |
| Bookkeeping | Sales | through Sales: Buyers, Firms<br>+1 in 3 steps | Abacus: 90,000 GBP |
| Archive | none | only as part of Abacus | - |

2 people left out: --people shows them too.

3 shared customers not shown: --shared shows them too.

3 warnings, 9 notes (custmap check). For all facts: --format plain, or export -o customers.csv

"#]]
    );
}

/// One unit with every name.
#[test]
fn of_one_unit_in_full() {
    assert_data_eq!(
        says("analyze org.yaml --unit it --all --today 2026-11-21"),
        str![[r#"
Abacus: 5 departments, 2 people, 4 services, 3 customers outside, 1 payer (org.yaml)
Satisfaction: outside 1 of 3 relationships measured, none unhappy; inside 1 of 2 relationships measured, 1 unhappy.
Those outside are called buyers.
DEPARTMENT  SECONDARY (INTERNAL) CUSTOMERS  PRIMARY (EXTERNAL) CUSTOMERS, AND HOW                           PAID BY
───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
IT          Computer users (40 people)      broadly, through Computer users: Buyers, Firms, Their families  Abacus
3 warnings, 9 notes (custmap check). For all facts: --format plain, or export -o customers.csv

"#]]
    );
}

/// Five units between A and the guests: two ways that tie, and a longer one to others.
const TIED: &str = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: a1, name: A1, part_of: a}, {id: b, name: B}, {id: c, name: C}, {id: d, name: D}]
services:
  - {id: sa, name: SA, provided_by: a, serves: [b, c]}
  - {id: sb, name: SB, provided_by: b, serves: [guests, d]}
  - {id: sc, name: SC, provided_by: c, serves: guests}
  - {id: sd, name: SD, provided_by: d, serves: others, paid_by: []}
beneficiaries: [{id: guests, name: Guests}, {id: others, name: Others}]
";

/// None of several ways that tie is the way: all are named. What is further is counted, and named with --all.
#[test]
fn ways_that_tie_are_named_together() {
    let run = |more: &str| Run::yaml(TIED).line("analyze org.yaml --width 200").line(more).fine();
    run("").says("through B or C: Guests").says("+1 in 3 steps");
    run("--all").says("through B: Others").says_no("+1 in");
}

/// What a unit only shares is left out and counted, and shown with --shared; a unit with nothing else says so.
#[test]
fn shared_customers_are_left_out() {
    let run = |more: &str| Run::yaml(TIED).line("analyze org.yaml --width 200").line(more).fine();
    let text = run("").says("only as part of A ").stdout;
    assert!(text.contains("\n4 shared customers not shown: --shared shows them too.\n"), "{text}");
    run("--shared").says("all 2 as part of A: through").says_no("not shown");
    run("--reach shared").says_no("not shown");
}

/// Nobody pays where that is declared; otherwise the payer is not stated, and who provides nothing has none.
#[test]
fn who_pays_where_nobody_is_known() {
    let nonprofit = TIED.replace("{name: X}", "{name: X, kind: nonprofit}");
    let text = Run::yaml(&nonprofit).line("analyze org.yaml --width 200").fine().stdout;
    let ends = |unit: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(unit)).unwrap();
        line.rsplit("  ").next().unwrap().to_owned()
    };
    assert_eq!(
        [ends("A1 "), ends("C "), ends("D ")],
        ["-", "payer not stated", "nobody"],
        "{text}"
    );
}

/// Payers that a unit serves have a column of their own, and `list` ranks them so; without any there is none.
#[test]
fn funders_served_are_apart() {
    let map = TIED.replace(
        "beneficiaries:",
        "  - {id: thanks, name: Thanks, provided_by: a, serves: donors, paid_by: []}\n\
         payers: [{id: donors, name: Donors}]\nbeneficiaries:",
    );
    let run = |line: &str| Run::yaml(&map).line(line).fine();
    run("analyze org.yaml --width 200").says("FUNDERS SERVED").says("Donors");
    run("card org.yaml a").says("FUNDERS SERVED").says("direct: Thanks");
    let ranks = run("list org.yaml --rank funder --format csv").columns(["customer_id", "rank"]);
    assert_eq!(ranks, [["donors".to_owned(), "funder".to_owned()]]);
    let without = Run::yaml(TIED).line("analyze org.yaml").fine();
    without.says_no("FUNDERS");
}

/// The name of a unit means the unit, not the service that its own `serves` makes.
#[test]
fn a_unit_comes_before_its_unnamed_service() {
    let map = "organisation: {name: X}\ndepartments: [{name: Shelter, serves: Guests}]\n\
               customers: [{name: Guests}]\n";
    for line in
        ["card org.yaml Shelter", "impact org.yaml Shelter", "analyze org.yaml --unit Shelter"]
    {
        Run::yaml(map).line(line).fine().says("Shelter");
    }
    let twice = map.replace("Guests}]\ncust", "Guests}, {id: s2, name: Shelter}]\ncust");
    Run::yaml(&twice).line("card org.yaml Shelter").refused().complains("ambiguous");
}

/// A customer that no unit has is explained: a prospect is nobody's customer.
#[test]
fn a_prospect_is_said_to_be_nobodys_customer() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A, serves: b}]
beneficiaries: [{id: b, name: B}, {id: hope, name: Hope, status: prospect}, {id: lost, name: Lost}]
";
    let run = |customer: &str| {
        Run::yaml(yaml).args(["analyze", "org.yaml", "--customer", customer]).fine()
    };
    run("hope").says("Hope is a prospect, so it is nobody's customer now.");
    run("lost").says("No unit has such a customer.");
    run("b").says_no("No unit").says_no("nobody's");
}

/// Persons are rows where there is no department; beside one they are left out and counted.
#[test]
fn persons_alone_are_shown() {
    let alone = "organisation: {name: X}\npeople: [{id: a, name: Ann, serves: [b]}, {id: c, name: Cid}]\n\
                 beneficiaries: [{id: b, name: Buyers}]\n";
    let ran = Run::yaml(alone).line("analyze org.yaml").fine();
    ran.says("\nAnn   ").says("\nCid   ").says_no("left out");
    let beside =
        alone.replace("people:", "departments: [{id: d, name: Desk, serves: [b]}]\npeople:");
    let ran = Run::yaml(&beside).line("analyze org.yaml").fine();
    ran.says("\nDesk  ").says_no("\nAnn").says("2 people left out");
}
