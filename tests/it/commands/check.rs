//! `check`: findings with their places.

use super::says;
use snapbox::{IntoData as _, assert_data_eq, str};

/// Findings of one code together, worst first, with what to do.
#[test]
fn as_text() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21"),
        str![[r#"
warning[unit-without-service]: Archive provides no service                                                 org.yaml:7:10
  help: ask its head what would be missed if it closed tomorrow, and by whom; write that as a service

warning[customer-unhappy]: Computer users: unhappy with IT, 5.0 of 10                                      org.yaml:5:77
  help: ask them what to improve first, and agree on it with the head of the unit

warning[single-relationship]: only Head of Sales looks after Firms                                        org.yaml:22:60
  help: name a `backup` who gets to know the customer now

note[no-secondary-customer]: Sales has no secondary customer (it serves the outside directly)              org.yaml:3:10
  help: ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`

note[third-party-funded]: Care serves Firms and is paid by Donors                                         org.yaml:18:10
  help: know both: measure how satisfied the one is, and tell the other

note[satisfaction-unknown]: Web shop: 1 relationship was never measured (1 outside, 0 inside)              org.yaml:4:10
note[satisfaction-unknown]: Bookkeeping: 1 relationship was never measured (0 outside, 1 inside)           org.yaml:6:10
note[satisfaction-unknown]: Head of Sales: 1 relationship was never measured (1 outside, 0 inside)         org.yaml:9:10
  help: ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`

note[small-sample]: Computer users: the 5.0 of 10 for IT rests on 12 answers                               org.yaml:5:77
  help: ask more of them before you act on it

note[little-known-customer]: Their families: known 0 of 7; not: since when, what drives or presses it, why it came, why
    it stays, what else it uses, a tested reason, who looks after it
    org.yaml:21:10
note[little-known-customer]: Firms: known 1 of 7; not: since when, what drives or presses it, why it came, why it stays,
    what else it uses, a tested reason
    org.yaml:22:10
  help: ask those who serve it, and fill in the blanks that the message names

3 warnings, 8 notes. What a code means: custmap explain CODE

"#]]
    );
}

/// A finding a line: level, code, subject, message, place, help.
#[test]
fn as_plain_text() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21 --format plain"),
        str![[r#"
note	no-secondary-customer	sales	Sales has no secondary customer (it serves the outside directly)	org.yaml:3:10	ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`
note	satisfaction-unknown	web	Web shop: 1 relationship was never measured (1 outside, 0 inside)	org.yaml:4:10	ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`
warning	customer-unhappy	it.serves	Computer users: unhappy with IT, 5.0 of 10	org.yaml:5:77	ask them what to improve first, and agree on it with the head of the unit
note	small-sample	it.serves	Computer users: the 5.0 of 10 for IT rests on 12 answers	org.yaml:5:77	ask more of them before you act on it
note	satisfaction-unknown	books	Bookkeeping: 1 relationship was never measured (0 outside, 1 inside)	org.yaml:6:10	ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`
warning	unit-without-service	archive	Archive provides no service	org.yaml:7:10	ask its head what would be missed if it closed tomorrow, and by whom; write that as a service
note	satisfaction-unknown	head	Head of Sales: 1 relationship was never measured (1 outside, 0 inside)	org.yaml:9:10	ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`
note	third-party-funded	care	Care serves Firms and is paid by Donors	org.yaml:18:10	know both: measure how satisfied the one is, and tell the other
note	little-known-customer	families	Their families: known 0 of 7; not: since when, what drives or presses it, why it came, why it stays, what else it uses, a tested reason, who looks after it	org.yaml:21:10	ask those who serve it, and fill in the blanks that the message names
note	little-known-customer	firms	Firms: known 1 of 7; not: since when, what drives or presses it, why it came, why it stays, what else it uses, a tested reason	org.yaml:22:10	ask those who serve it, and fill in the blanks that the message names
warning	single-relationship	firms	only Head of Sales looks after Firms	org.yaml:22:60	name a `backup` who gets to know the customer now

"#]]
    );
}

/// Findings as SPEC part 5 has them.
#[test]
fn as_json() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21 --format json"),
        str![[r#"
{"custmap": 1,
 "findings": [
  {"code":"no-secondary-customer","severity":"note","subject":"sales","message":"Sales has no secondary customer (it serves the outside directly)","help":"ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`","file":"org.yaml","line":3,"column":10},
  {"code":"satisfaction-unknown","severity":"note","subject":"web","message":"Web shop: 1 relationship was never measured (1 outside, 0 inside)","help":"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`","file":"org.yaml","line":4,"column":10},
  {"code":"customer-unhappy","severity":"warning","subject":"it.serves","message":"Computer users: unhappy with IT, 5.0 of 10","help":"ask them what to improve first, and agree on it with the head of the unit","file":"org.yaml","line":5,"column":77},
  {"code":"small-sample","severity":"note","subject":"it.serves","message":"Computer users: the 5.0 of 10 for IT rests on 12 answers","help":"ask more of them before you act on it","file":"org.yaml","line":5,"column":77},
  {"code":"satisfaction-unknown","severity":"note","subject":"books","message":"Bookkeeping: 1 relationship was never measured (0 outside, 1 inside)","help":"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`","file":"org.yaml","line":6,"column":10},
  {"code":"unit-without-service","severity":"warning","subject":"archive","message":"Archive provides no service","help":"ask its head what would be missed if it closed tomorrow, and by whom; write that as a service","file":"org.yaml","line":7,"column":10},
  {"code":"satisfaction-unknown","severity":"note","subject":"head","message":"Head of Sales: 1 relationship was never measured (1 outside, 0 inside)","help":"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`","file":"org.yaml","line":9,"column":10},
  {"code":"third-party-funded","severity":"note","subject":"care","message":"Care serves Firms and is paid by Donors","help":"know both: measure how satisfied the one is, and tell the other","file":"org.yaml","line":18,"column":10},
  {"code":"little-known-customer","severity":"note","subject":"families","message":"Their families: known 0 of 7; not: since when, what drives or presses it, why it came, why it stays, what else it uses, a tested reason, who looks after it","help":"ask those who serve it, and fill in the blanks that the message names","file":"org.yaml","line":21,"column":10},
  {"code":"little-known-customer","severity":"note","subject":"firms","message":"Firms: known 1 of 7; not: since when, what drives or presses it, why it came, why it stays, what else it uses, a tested reason","help":"ask those who serve it, and fill in the blanks that the message names","file":"org.yaml","line":22,"column":10},
  {"code":"single-relationship","severity":"warning","subject":"firms","message":"only Head of Sales looks after Firms","help":"name a `backup` who gets to know the customer now","file":"org.yaml","line":22,"column":60}
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
severity,code,subject,message,file,line,column,help
note,no-secondary-customer,sales,Sales has no secondary customer (it serves the outside directly),org.yaml,3,10,"ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`"
note,satisfaction-unknown,web,"Web shop: 1 relationship was never measured (1 outside, 0 inside)",org.yaml,4,10,"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`"
warning,customer-unhappy,it.serves,"Computer users: unhappy with IT, 5.0 of 10",org.yaml,5,77,"ask them what to improve first, and agree on it with the head of the unit"
note,small-sample,it.serves,Computer users: the 5.0 of 10 for IT rests on 12 answers,org.yaml,5,77,ask more of them before you act on it
note,satisfaction-unknown,books,"Bookkeeping: 1 relationship was never measured (0 outside, 1 inside)",org.yaml,6,10,"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`"
warning,unit-without-service,archive,Archive provides no service,org.yaml,7,10,"ask its head what would be missed if it closed tomorrow, and by whom; write that as a service"
note,satisfaction-unknown,head,"Head of Sales: 1 relationship was never measured (1 outside, 0 inside)",org.yaml,9,10,"ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`"
note,third-party-funded,care,Care serves Firms and is paid by Donors,org.yaml,18,10,"know both: measure how satisfied the one is, and tell the other"
note,little-known-customer,families,"Their families: known 0 of 7; not: since when, what drives or presses it, why it came, why it stays, what else it uses, a tested reason, who looks after it",org.yaml,21,10,"ask those who serve it, and fill in the blanks that the message names"
note,little-known-customer,firms,"Firms: known 1 of 7; not: since when, what drives or presses it, why it came, why it stays, what else it uses, a tested reason",org.yaml,22,10,"ask those who serve it, and fill in the blanks that the message names"
warning,single-relationship,firms,only Head of Sales looks after Firms,org.yaml,22,60,name a `backup` who gets to know the customer now

"#]]
    );
}

/// A Markdown table.
#[test]
fn as_markdown() {
    assert_data_eq!(
        says("check org.yaml --today 2026-11-21 --format markdown"),
        str![[r#"
| LEVEL | FINDING | WHAT | WHERE | WHAT TO DO |
| --- | --- | --- | --- | --- |
| note | no-secondary-customer | Sales has no secondary customer (it serves the outside directly) | org.yaml:3 | ask who inside relies on it and add them under \`serves\`; if nobody does, say so under \`allow\` |
| note | satisfaction-unknown | Web shop: 1 relationship was never measured (1 outside, 0 inside) | org.yaml:4 | ask them, and write \`{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}\` under \`serves\` |
| warning | customer-unhappy | Computer users: unhappy with IT, 5.0 of 10 | org.yaml:5 | ask them what to improve first, and agree on it with the head of the unit |
| note | small-sample | Computer users: the 5.0 of 10 for IT rests on 12 answers | org.yaml:5 | ask more of them before you act on it |
| note | satisfaction-unknown | Bookkeeping: 1 relationship was never measured (0 outside, 1 inside) | org.yaml:6 | ask them, and write \`{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}\` under \`serves\` |
| warning | unit-without-service | Archive provides no service | org.yaml:7 | ask its head what would be missed if it closed tomorrow, and by whom; write that as a service |
| note | satisfaction-unknown | Head of Sales: 1 relationship was never measured (1 outside, 0 inside) | org.yaml:9 | ask them, and write \`{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}\` under \`serves\` |
| note | third-party-funded | Care serves Firms and is paid by Donors | org.yaml:18 | know both: measure how satisfied the one is, and tell the other |
| note | little-known-customer | Their families: known 0 of 7; not: since when, what drives or presses it, why it came, why it stays, what else it uses, a tested reason, who looks after it | org.yaml:21 | ask those who serve it, and fill in the blanks that the message names |
| note | little-known-customer | Firms: known 1 of 7; not: since when, what drives or presses it, why it came, why it stays, what else it uses, a tested reason | org.yaml:22 | ask those who serve it, and fill in the blanks that the message names |
| warning | single-relationship | only Head of Sales looks after Firms | org.yaml:22 | name a \`backup\` who gets to know the customer now |

"#]].raw()
    );
}
