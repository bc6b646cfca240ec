//! `check`: findings with their places.

use super::says;
use snapbox::{IntoData as _, assert_data_eq, str};

/// Findings of one code together, worst first, with what to do.
#[test]
fn as_text() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21"),
        str![[r#"
warning: unit-without-service  WHERE
────────────────────────────────────────────
Archive provides no service    org.yaml:7:10
What to do: ask the person, or the head of the department, what others would miss without them tomorrow, and who; write
that as a service.

warning: customer-unhappy                   WHERE
─────────────────────────────────────────────────────────
Computer users: unhappy with IT, 5.0 of 10  org.yaml:5:77
What to do: ask them what to improve first, and agree on it with the head of the unit.

warning: single-relationship                         WHERE
───────────────────────────────────────────────────────────────────
only Head of Sales owns the relationship with Firms  org.yaml:22:60
What to do: name a `backup` who gets to know the customer now.

note: no-secondary-customer                                       WHERE
───────────────────────────────────────────────────────────────────────────────
Sales has no secondary customer (it serves the outside directly)  org.yaml:3:10
What to do: ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`.

note: payer-assumed                                          WHERE
──────────────────────────────────────────────────────────────────────────
who pays for 1 service to customers outside is only assumed  org.yaml:1:22
What to do: name who pays under `paid_by` of each such service, or once for all under `organisation`.

note: third-party-funded                 WHERE
───────────────────────────────────────────────────────
Care serves Firms and is paid by Donors  org.yaml:18:10
What to do: keep an eye on both: measure how satisfied those who receive it are, and report it to the payer.

note: satisfaction-unknown                                              WHERE
─────────────────────────────────────────────────────────────────────────────────────
Web shop: 1 relationship was never measured (1 outside, 0 inside)       org.yaml:4:10
Bookkeeping: 1 relationship was never measured (0 outside, 1 inside)    org.yaml:6:10
Head of Sales: 1 relationship was never measured (1 outside, 0 inside)  org.yaml:9:10
What to do: ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`.

note: small-sample                                        WHERE
───────────────────────────────────────────────────────────────────────
Computer users: the 5.0 of 10 for IT rests on 12 answers  org.yaml:5:77
What to do: ask more of them before you act on it.

note: little-known-customer                                                                               WHERE
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
Their families: 0 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a   org.yaml:21:10
  tested reason, owner
Firms: 1 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested     org.yaml:22:10
  reason
What to do: ask those who serve it, and fill in what the message names.

3 warnings, 9 notes. What a code means: custmap explain CODE

"#]]
    );
}

/// A finding a line: level, code, subject, message, place, help.
#[test]
fn as_plain_text() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21 --format plain"),
        str![[r#"
note	payer-assumed	abacus	who pays for 1 service to customers outside is only assumed	org.yaml	1	22	name who pays under `paid_by` of each such service, or once for all under `organisation`
note	no-secondary-customer	sales	Sales has no secondary customer (it serves the outside directly)	org.yaml	3	10	ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`
note	satisfaction-unknown	web	Web shop: 1 relationship was never measured (1 outside, 0 inside)	org.yaml	4	10	ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`
warning	customer-unhappy	it.serves	Computer users: unhappy with IT, 5.0 of 10	org.yaml	5	77	ask them what to improve first, and agree on it with the head of the unit
note	small-sample	it.serves	Computer users: the 5.0 of 10 for IT rests on 12 answers	org.yaml	5	77	ask more of them before you act on it
note	satisfaction-unknown	books	Bookkeeping: 1 relationship was never measured (0 outside, 1 inside)	org.yaml	6	10	ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`
warning	unit-without-service	archive	Archive provides no service	org.yaml	7	10	ask the person, or the head of the department, what others would miss without them tomorrow, and who; write that as a service
note	satisfaction-unknown	head	Head of Sales: 1 relationship was never measured (1 outside, 0 inside)	org.yaml	9	10	ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`
note	third-party-funded	care	Care serves Firms and is paid by Donors	org.yaml	18	10	keep an eye on both: measure how satisfied those who receive it are, and report it to the payer
note	little-known-customer	families	Their families: 0 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested reason, owner	org.yaml	21	10	ask those who serve it, and fill in what the message names
note	little-known-customer	firms	Firms: 1 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested reason	org.yaml	22	10	ask those who serve it, and fill in what the message names
warning	single-relationship	firms	only Head of Sales owns the relationship with Firms	org.yaml	22	60	name a `backup` who gets to know the customer now

"#]]
    );
}

/// Findings as SPEC part 5 has them.
#[test]
fn as_json() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21 --format json"),
        str![[r#"
{"custmap": 2,
 "findings": [
  {"code":"payer-assumed","severity":"note","subject":"abacus","message":"who pays for 1 service to customers outside is only assumed","help":"name who pays under `paid_by` of each such service, or once for all under `organisation`","file":"org.yaml","line":1,"column":22},
  {"code":"no-secondary-customer","severity":"note","subject":"sales","message":"Sales has no secondary customer (it serves the outside directly)","help":"ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`","file":"org.yaml","line":3,"column":10},
  {"code":"satisfaction-unknown","severity":"note","subject":"web","message":"Web shop: 1 relationship was never measured (1 outside, 0 inside)","help":"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`","file":"org.yaml","line":4,"column":10},
  {"code":"customer-unhappy","severity":"warning","subject":"it.serves","message":"Computer users: unhappy with IT, 5.0 of 10","help":"ask them what to improve first, and agree on it with the head of the unit","file":"org.yaml","line":5,"column":77},
  {"code":"small-sample","severity":"note","subject":"it.serves","message":"Computer users: the 5.0 of 10 for IT rests on 12 answers","help":"ask more of them before you act on it","file":"org.yaml","line":5,"column":77},
  {"code":"satisfaction-unknown","severity":"note","subject":"books","message":"Bookkeeping: 1 relationship was never measured (0 outside, 1 inside)","help":"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`","file":"org.yaml","line":6,"column":10},
  {"code":"unit-without-service","severity":"warning","subject":"archive","message":"Archive provides no service","help":"ask the person, or the head of the department, what others would miss without them tomorrow, and who; write that as a service","file":"org.yaml","line":7,"column":10},
  {"code":"satisfaction-unknown","severity":"note","subject":"head","message":"Head of Sales: 1 relationship was never measured (1 outside, 0 inside)","help":"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`","file":"org.yaml","line":9,"column":10},
  {"code":"third-party-funded","severity":"note","subject":"care","message":"Care serves Firms and is paid by Donors","help":"keep an eye on both: measure how satisfied those who receive it are, and report it to the payer","file":"org.yaml","line":18,"column":10},
  {"code":"little-known-customer","severity":"note","subject":"families","message":"Their families: 0 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested reason, owner","help":"ask those who serve it, and fill in what the message names","file":"org.yaml","line":21,"column":10},
  {"code":"little-known-customer","severity":"note","subject":"firms","message":"Firms: 1 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested reason","help":"ask those who serve it, and fill in what the message names","file":"org.yaml","line":22,"column":10},
  {"code":"single-relationship","severity":"warning","subject":"firms","message":"only Head of Sales owns the relationship with Firms","help":"name a `backup` who gets to know the customer now","file":"org.yaml","line":22,"column":60}
 ]}

"#]]
    );
}

/// A finding a row.
#[test]
fn as_csv() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21 --format csv"),
        str![[r#"
code,severity,subject,message,help,file,line,column
payer-assumed,note,abacus,who pays for 1 service to customers outside is only assumed,"name who pays under `paid_by` of each such service, or once for all under `organisation`",org.yaml,1,22
no-secondary-customer,note,sales,Sales has no secondary customer (it serves the outside directly),"ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`",org.yaml,3,10
satisfaction-unknown,note,web,"Web shop: 1 relationship was never measured (1 outside, 0 inside)","ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`",org.yaml,4,10
customer-unhappy,warning,it.serves,"Computer users: unhappy with IT, 5.0 of 10","ask them what to improve first, and agree on it with the head of the unit",org.yaml,5,77
small-sample,note,it.serves,Computer users: the 5.0 of 10 for IT rests on 12 answers,ask more of them before you act on it,org.yaml,5,77
satisfaction-unknown,note,books,"Bookkeeping: 1 relationship was never measured (0 outside, 1 inside)","ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`",org.yaml,6,10
unit-without-service,warning,archive,Archive provides no service,"ask the person, or the head of the department, what others would miss without them tomorrow, and who; write that as a service",org.yaml,7,10
satisfaction-unknown,note,head,"Head of Sales: 1 relationship was never measured (1 outside, 0 inside)","ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`",org.yaml,9,10
third-party-funded,note,care,Care serves Firms and is paid by Donors,"keep an eye on both: measure how satisfied those who receive it are, and report it to the payer",org.yaml,18,10
little-known-customer,note,families,"Their families: 0 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested reason, owner","ask those who serve it, and fill in what the message names",org.yaml,21,10
little-known-customer,note,firms,"Firms: 1 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested reason","ask those who serve it, and fill in what the message names",org.yaml,22,10
single-relationship,warning,firms,only Head of Sales owns the relationship with Firms,name a `backup` who gets to know the customer now,org.yaml,22,60

"#]]
    );
}

/// A Markdown table.
#[test]
fn as_markdown() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21 --format markdown"),
        str![[r#"
| warning: unit-without-service | WHERE |
| --- | --- |
| Archive provides no service | org.yaml:7:10 |

What to do: ask the person, or the head of the department, what others would miss without them tomorrow, and who; write that as a service.

| warning: customer-unhappy | WHERE |
| --- | --- |
| Computer users: unhappy with IT, 5.0 of 10 | org.yaml:5:77 |

What to do: ask them what to improve first, and agree on it with the head of the unit.

| warning: single-relationship | WHERE |
| --- | --- |
| only Head of Sales owns the relationship with Firms | org.yaml:22:60 |

What to do: name a \`backup\` who gets to know the customer now.

| note: no-secondary-customer | WHERE |
| --- | --- |
| Sales has no secondary customer (it serves the outside directly) | org.yaml:3:10 |

What to do: ask who inside relies on it and add them under \`serves\`; if nobody does, say so under \`allow\`.

| note: payer-assumed | WHERE |
| --- | --- |
| who pays for 1 service to customers outside is only assumed | org.yaml:1:22 |

What to do: name who pays under \`paid\_by\` of each such service, or once for all under \`organisation\`.

| note: third-party-funded | WHERE |
| --- | --- |
| Care serves Firms and is paid by Donors | org.yaml:18:10 |

What to do: keep an eye on both: measure how satisfied those who receive it are, and report it to the payer.

| note: satisfaction-unknown | WHERE |
| --- | --- |
| Web shop: 1 relationship was never measured (1 outside, 0 inside) | org.yaml:4:10 |
| Bookkeeping: 1 relationship was never measured (0 outside, 1 inside) | org.yaml:6:10 |
| Head of Sales: 1 relationship was never measured (1 outside, 0 inside) | org.yaml:9:10 |

What to do: ask them, and write \`{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}\` under \`serves\`.

| note: small-sample | WHERE |
| --- | --- |
| Computer users: the 5.0 of 10 for IT rests on 12 answers | org.yaml:5:77 |

What to do: ask more of them before you act on it.

| note: little-known-customer | WHERE |
| --- | --- |
| Their families: 0 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested reason, owner | org.yaml:21:10 |
| Firms: 1 of 7 facts known; missing: since, drivers or pressures, won by, kept by, buys from, a tested reason | org.yaml:22:10 |

What to do: ask those who serve it, and fill in what the message names.

3 warnings, 9 notes. What a code means: custmap explain CODE

"#]].raw()
    );
}
