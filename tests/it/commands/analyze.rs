//! `analyze`: every unit with its customers.

use super::says;
use snapbox::{assert_data_eq, str};

/// The table: departments with secondary and primary customers, and how happy those are.
#[test]
fn as_a_table() {
    assert_data_eq!(
        says("analyze org.yaml --today 2026-11-21"),
        str![[r#"
Abacus: 5 departments, 2 people, 4 services, 3 customers outside, 1 payer (org.yaml)
Happy? Outside: 1 of 3 measured, 0 unhappy. Inside: 1 of 2 measured, 1 unhappy.
Those outside are called buyers.
DEPARTMENT   SECONDARY (INTERNAL) CUSTOMERS  PRIMARY (EXTERNAL) CUSTOMERS, AND HOW         PAID BY
─────────────────────────────────────────────────────────────────────────────────────────────────────────────
Sales        none                            direct: Buyers, Firms                         Buyers (assumed)
                                             through Buyers: Their families                Donors: 5,000 GBP
                                                                                           Firms (assumed)
  Web shop   none                            direct: Buyers, Firms                         Buyers (assumed)
                                             through Buyers: Their families                Firms (assumed)
IT           Computer users (40 people)      all 3 broadly, through Computer users         Abacus
Bookkeeping  Sales                           through Sales: Buyers, Firms, Their families  Abacus: 90,000 GBP
Archive      none                            all 3 as part of Abacus: 2 direct, 1 through  nobody
2 people left out: --people shows them too.
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
Sales	primary	Buyers	direct
Sales	primary	Firms	direct
Sales	primary	Their families	through	through Buyers, 2 steps
Sales	paid by	Buyers
Sales	paid by	Donors	5000	grant
Sales	paid by	Firms
Web shop	primary	Buyers	direct
Web shop	primary	Firms	direct
Web shop	primary	Their families	through	through Buyers, 2 steps
Web shop	paid by	Buyers
Web shop	paid by	Firms
Head of Sales	primary	Firms	direct
Head of Sales	primary	Buyers	shared	as part of sales: direct
Head of Sales	primary	Their families	shared	as part of sales: through
Head of Sales	paid by	Donors	5000	grant
IT	primary	Buyers	broad	through Computer users, 2 steps
IT	primary	Firms	broad	through Computer users, 2 steps
IT	primary	Their families	broad	through Computer users, 3 steps
IT	secondary	Computer users	direct
IT	paid by	Abacus
Bookkeeping	primary	Buyers	through	through Sales, 2 steps
Bookkeeping	primary	Firms	through	through Sales, 2 steps
Bookkeeping	primary	Their families	through	through Sales, 3 steps
Bookkeeping	secondary	Sales	direct
Bookkeeping	paid by	Abacus	90000	budget
Clerk	primary	Buyers	shared	as part of books: through
Clerk	primary	Firms	shared	as part of books: through
Clerk	primary	Their families	shared	as part of books: through
Clerk	secondary	Sales	shared	as part of books
Archive	primary	Buyers	shared	as part of abacus: direct
Archive	primary	Firms	shared	as part of abacus: direct
Archive	primary	Their families	shared	as part of abacus: through

"#]]
    );
}

/// CSV is what `export` writes.
#[test]
fn as_csv() {
    assert_data_eq!(
        says("analyze org.yaml --format csv"),
        str![[r#"
unit_id,unit,unit_kind,rank,customer_id,customer,customer_kind,reach,steps,broad_steps,shared_with,services,via,paid_by,satisfaction
sales,Sales,department,primary,buyers,Buyers,person,direct,1,0,,shop,Selling > Buyers,buyers;firms,8
sales,Sales,department,primary,firms,Firms,business,direct,1,0,,care;shop,Care > Firms,buyers;donors;firms,
sales,Sales,department,primary,families,Their families,person,through,2,0,,shop,Selling > Buyers > Their families,buyers;firms,
web,Web shop,department,primary,buyers,Buyers,person,direct,1,0,,shop,Selling > Buyers,buyers;firms,8
web,Web shop,department,primary,firms,Firms,business,direct,1,0,,shop,Selling > Firms,buyers;firms,
web,Web shop,department,primary,families,Their families,person,through,2,0,,shop,Selling > Buyers > Their families,buyers;firms,
head,Head of Sales,person,primary,firms,Firms,business,direct,1,0,,care,Care > Firms,donors,
head,Head of Sales,person,primary,buyers,Buyers,person,shared,,,sales,,,,
head,Head of Sales,person,primary,families,Their families,person,shared,,,sales,,,,
it,IT,department,primary,buyers,Buyers,person,broad,2,1,,it.serves,IT > Computer users > Selling > Buyers,abacus,
it,IT,department,primary,firms,Firms,business,broad,2,1,,it.serves,IT > Computer users > Care > Firms,abacus,
it,IT,department,primary,families,Their families,person,broad,3,1,,it.serves,IT > Computer users > Selling > Buyers > Their families,abacus,
it,IT,department,secondary,users,Computer users,group,direct,,,,it.serves,,abacus,5
books,Bookkeeping,department,primary,buyers,Buyers,person,through,2,0,,books.serves,Bookkeeping > Sales > Selling > Buyers,abacus,
books,Bookkeeping,department,primary,firms,Firms,business,through,2,0,,books.serves,Bookkeeping > Sales > Care > Firms,abacus,
books,Bookkeeping,department,primary,families,Their families,person,through,3,0,,books.serves,Bookkeeping > Sales > Selling > Buyers > Their families,abacus,
books,Bookkeeping,department,secondary,sales,Sales,department,direct,,,,books.serves,,abacus,
clerk,Clerk,person,primary,buyers,Buyers,person,shared,,,books,,,,
clerk,Clerk,person,primary,firms,Firms,business,shared,,,books,,,,
clerk,Clerk,person,primary,families,Their families,person,shared,,,books,,,,
clerk,Clerk,person,secondary,sales,Sales,department,shared,,,books,,,,
archive,Archive,department,primary,buyers,Buyers,person,shared,,,abacus,,,,
archive,Archive,department,primary,firms,Firms,business,shared,,,abacus,,,,
archive,Archive,department,primary,families,Their families,person,shared,,,abacus,,,,

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

Happy? Outside: 1 of 3 measured, 0 unhappy. Inside: 1 of 2 measured, 1 unhappy.

Those outside are called buyers.

| DEPARTMENT | SECONDARY (INTERNAL) CUSTOMERS | PRIMARY (EXTERNAL) CUSTOMERS, AND HOW | PAID BY |
| --- | --- | --- | --- |
| Sales | none | direct: Buyers, Firms<br>through Buyers: Their families | Buyers (assumed)<br>Donors: 5,000 GBP<br>Firms (assumed) |
| &emsp;Web shop | none | direct: Buyers, Firms<br>through Buyers: Their families | Buyers (assumed)<br>Firms (assumed) |
| IT | Computer users (40 people) | all 3 broadly, through Computer users | Abacus |
| Bookkeeping | Sales | through Sales: Buyers, Firms, Their families | Abacus: 90,000 GBP |
| Archive | none | all 3 as part of Abacus: 2 direct, 1 through | nobody |

2 people left out: --people shows them too.

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
Happy? Outside: 1 of 3 measured, 0 unhappy. Inside: 1 of 2 measured, 1 unhappy.
Those outside are called buyers.
DEPARTMENT  SECONDARY (INTERNAL) CUSTOMERS  PRIMARY (EXTERNAL) CUSTOMERS, AND HOW                           PAID BY
───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
IT          Computer users (40 people)      broadly, through Computer users: Buyers, Firms, Their families  Abacus
3 warnings, 9 notes (custmap check). For all facts: --format plain, or export -o customers.csv

"#]]
    );
}
