//! `export`: every fact as CSV and JSON.

use super::says;
use snapbox::{assert_data_eq, str};

/// A row for each unit and customer (SPEC part 5).
#[test]
fn as_csv() {
    assert_data_eq!(
        says("export org.yaml --format csv"),
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

/// All facts, a unit, party or finding a line (SPEC part 5).
#[test]
fn as_json() {
    assert_data_eq!(
        says("export org.yaml --format json --today 2026-11-21"),
        str![[r#"
{"custmap": 2,
 "organisation": {"id":"abacus","name":"Abacus","kind":"company","customers_called":"buyers","currency":"GBP","paid_by":null,"sites":[],"description":null},
 "units": [
  {"id":"sales","name":"Sales","kind":"department","part_of":null,"purpose":null,"lead":"head","site":null,"tags":["computer"],"headcount":null,"description":null,"url":null,"notes":null,"role":null,"since":null,"primary":[{"id":"buyers","name":"Buyers","kind":"person","reach":"direct","certainty":"declared","steps":1,"broad_steps":0,"through":[],"shared_with":null,"shared_reach":null,"services":["shop"],"chain":[{"service":"shop","to":"buyers"}],"satisfaction":8.0},{"id":"firms","name":"Firms","kind":"business","reach":"direct","certainty":"declared","steps":1,"broad_steps":0,"through":[],"shared_with":null,"shared_reach":null,"services":["care","shop"],"chain":[{"service":"care","to":"firms"}],"satisfaction":null},{"id":"families","name":"Their families","kind":"person","reach":"through","certainty":"inferred","steps":2,"broad_steps":0,"through":["buyers"],"shared_with":null,"shared_reach":null,"services":["shop"],"chain":[{"service":"shop","to":"buyers"},{"service":null,"to":"families"}],"satisfaction":null}],"rejected":[],"secondary":[],"funders_served":[],"payers":[{"id":"buyers","name":"Buyers","basis":"assumed","services":["shop"],"amount":null,"as":[]},{"id":"donors","name":"Donors","basis":"stated","services":["care"],"amount":5000.0,"as":["grant"]},{"id":"firms","name":"Firms","basis":"assumed","services":["shop"],"amount":null,"as":[]}]},
  {"id":"web","name":"Web shop","kind":"department","part_of":"sales","purpose":null,"lead":null,"site":null,"tags":[],"headcount":null,"description":null,"url":null,"notes":null,"role":null,"since":null,"primary":[{"id":"buyers","name":"Buyers","kind":"person","reach":"direct","certainty":"declared","steps":1,"broad_steps":0,"through":[],"shared_with":null,"shared_reach":null,"services":["shop"],"chain":[{"service":"shop","to":"buyers"}],"satisfaction":8.0},{"id":"firms","name":"Firms","kind":"business","reach":"direct","certainty":"declared","steps":1,"broad_steps":0,"through":[],"shared_with":null,"shared_reach":null,"services":["shop"],"chain":[{"service":"shop","to":"firms"}],"satisfaction":null},{"id":"families","name":"Their families","kind":"person","reach":"through","certainty":"inferred","steps":2,"broad_steps":0,"through":["buyers"],"shared_with":null,"shared_reach":null,"services":["shop"],"chain":[{"service":"shop","to":"buyers"},{"service":null,"to":"families"}],"satisfaction":null}],"rejected":[],"secondary":[],"funders_served":[],"payers":[{"id":"buyers","name":"Buyers","basis":"assumed","services":["shop"],"amount":null,"as":[]},{"id":"firms","name":"Firms","basis":"assumed","services":["shop"],"amount":null,"as":[]}]},
  {"id":"head","name":"Head of Sales","kind":"person","part_of":"sales","purpose":null,"lead":null,"site":null,"tags":[],"headcount":null,"description":null,"url":null,"notes":null,"role":null,"since":null,"primary":[{"id":"firms","name":"Firms","kind":"business","reach":"direct","certainty":"declared","steps":1,"broad_steps":0,"through":[],"shared_with":null,"shared_reach":null,"services":["care"],"chain":[{"service":"care","to":"firms"}],"satisfaction":null},{"id":"buyers","name":"Buyers","kind":"person","reach":"shared","certainty":"weak","steps":null,"broad_steps":null,"through":[],"shared_with":"sales","shared_reach":"direct","services":[],"chain":[],"satisfaction":null},{"id":"families","name":"Their families","kind":"person","reach":"shared","certainty":"weak","steps":null,"broad_steps":null,"through":[],"shared_with":"sales","shared_reach":"through","services":[],"chain":[],"satisfaction":null}],"rejected":[],"secondary":[],"funders_served":[],"payers":[{"id":"donors","name":"Donors","basis":"stated","services":["care"],"amount":5000.0,"as":["grant"]}]},
  {"id":"it","name":"IT","kind":"department","part_of":null,"purpose":null,"lead":null,"site":null,"tags":["computer"],"headcount":null,"description":null,"url":null,"notes":null,"role":null,"since":null,"primary":[{"id":"buyers","name":"Buyers","kind":"person","reach":"broad","certainty":"weak","steps":2,"broad_steps":1,"through":["users"],"shared_with":null,"shared_reach":null,"services":["it.serves"],"chain":[{"service":"it.serves","to":"users"},{"service":"shop","to":"buyers"}],"satisfaction":null},{"id":"firms","name":"Firms","kind":"business","reach":"broad","certainty":"weak","steps":2,"broad_steps":1,"through":["users"],"shared_with":null,"shared_reach":null,"services":["it.serves"],"chain":[{"service":"it.serves","to":"users"},{"service":"care","to":"firms"}],"satisfaction":null},{"id":"families","name":"Their families","kind":"person","reach":"broad","certainty":"weak","steps":3,"broad_steps":1,"through":["users"],"shared_with":null,"shared_reach":null,"services":["it.serves"],"chain":[{"service":"it.serves","to":"users"},{"service":"shop","to":"buyers"},{"service":null,"to":"families"}],"satisfaction":null}],"rejected":[],"secondary":[{"id":"users","name":"Computer users","kind":"group","reach":"direct","shared_with":null,"services":["it.serves"],"members":4,"size":40,"satisfaction":5.0}],"funders_served":[],"payers":[{"id":"abacus","name":"Abacus","basis":"default","services":["it.serves"],"amount":null,"as":[]}]},
  {"id":"books","name":"Bookkeeping","kind":"department","part_of":null,"purpose":null,"lead":null,"site":null,"tags":[],"headcount":null,"description":null,"url":null,"notes":null,"role":null,"since":null,"primary":[{"id":"buyers","name":"Buyers","kind":"person","reach":"through","certainty":"inferred","steps":2,"broad_steps":0,"through":["sales"],"shared_with":null,"shared_reach":null,"services":["books.serves"],"chain":[{"service":"books.serves","to":"sales"},{"service":"shop","to":"buyers"}],"satisfaction":null},{"id":"firms","name":"Firms","kind":"business","reach":"through","certainty":"inferred","steps":2,"broad_steps":0,"through":["sales"],"shared_with":null,"shared_reach":null,"services":["books.serves"],"chain":[{"service":"books.serves","to":"sales"},{"service":"care","to":"firms"}],"satisfaction":null},{"id":"families","name":"Their families","kind":"person","reach":"through","certainty":"inferred","steps":3,"broad_steps":0,"through":["sales"],"shared_with":null,"shared_reach":null,"services":["books.serves"],"chain":[{"service":"books.serves","to":"sales"},{"service":"shop","to":"buyers"},{"service":null,"to":"families"}],"satisfaction":null}],"rejected":[],"secondary":[{"id":"sales","name":"Sales","kind":"department","reach":"direct","shared_with":null,"services":["books.serves"],"members":3,"size":null,"satisfaction":null}],"funders_served":[],"payers":[{"id":"abacus","name":"Abacus","basis":"stated","services":["books.serves"],"amount":90000.0,"as":["budget"]}]},
  {"id":"clerk","name":"Clerk","kind":"person","part_of":"books","purpose":null,"lead":null,"site":null,"tags":[],"headcount":null,"description":null,"url":null,"notes":null,"role":null,"since":null,"primary":[{"id":"buyers","name":"Buyers","kind":"person","reach":"shared","certainty":"weak","steps":null,"broad_steps":null,"through":[],"shared_with":"books","shared_reach":"through","services":[],"chain":[],"satisfaction":null},{"id":"firms","name":"Firms","kind":"business","reach":"shared","certainty":"weak","steps":null,"broad_steps":null,"through":[],"shared_with":"books","shared_reach":"through","services":[],"chain":[],"satisfaction":null},{"id":"families","name":"Their families","kind":"person","reach":"shared","certainty":"weak","steps":null,"broad_steps":null,"through":[],"shared_with":"books","shared_reach":"through","services":[],"chain":[],"satisfaction":null}],"rejected":[],"secondary":[{"id":"sales","name":"Sales","kind":"department","reach":"shared","shared_with":"books","services":[],"members":3,"size":null,"satisfaction":null}],"funders_served":[],"payers":[]},
  {"id":"archive","name":"Archive","kind":"department","part_of":null,"purpose":null,"lead":null,"site":null,"tags":[],"headcount":null,"description":null,"url":null,"notes":null,"role":null,"since":null,"primary":[{"id":"buyers","name":"Buyers","kind":"person","reach":"shared","certainty":"weak","steps":null,"broad_steps":null,"through":[],"shared_with":"abacus","shared_reach":"direct","services":[],"chain":[],"satisfaction":null},{"id":"firms","name":"Firms","kind":"business","reach":"shared","certainty":"weak","steps":null,"broad_steps":null,"through":[],"shared_with":"abacus","shared_reach":"direct","services":[],"chain":[],"satisfaction":null},{"id":"families","name":"Their families","kind":"person","reach":"shared","certainty":"weak","steps":null,"broad_steps":null,"through":[],"shared_with":"abacus","shared_reach":"through","services":[],"chain":[],"satisfaction":null}],"rejected":[],"secondary":[],"funders_served":[],"payers":[]}
 ],
 "services": [
  {"id":"shop","name":"Selling","provided_by":["web"],"serves":[{"to":"buyers","for":null,"satisfaction":8.0,"measurements":[{"score":4.0,"lowest":0.0,"scale":5.0,"metric":null,"promoters":null,"detractors":null,"n":300,"asked":null,"spread":null,"measured":"2026-06","source":null,"low":null,"high":null,"interval":null}],"agreed":null},{"to":"firms","for":null,"satisfaction":null,"measurements":[],"agreed":null}],"paid_by":[{"from":"buyers","amount":null,"as":null,"basis":"assumed"},{"from":"firms","amount":null,"as":null,"basis":"assumed"}],"purpose":null,"reviewed":null,"status":"active","description":null,"url":null,"notes":null},
  {"id":"care","name":"Care","provided_by":["head"],"serves":[{"to":"firms","for":null,"satisfaction":null,"measurements":[],"agreed":null}],"paid_by":[{"from":"donors","amount":5000.0,"as":"grant","basis":"stated"}],"purpose":null,"reviewed":null,"status":"active","description":null,"url":null,"notes":null},
  {"id":"it.serves","name":"IT","provided_by":["it"],"serves":[{"to":"users","for":null,"satisfaction":5.0,"measurements":[{"score":5.0,"lowest":0.0,"scale":10.0,"metric":null,"promoters":null,"detractors":null,"n":12,"asked":null,"spread":null,"measured":"2026-05","source":null,"low":null,"high":null,"interval":null}],"agreed":null}],"paid_by":[{"from":"abacus","amount":null,"as":null,"basis":"default"}],"purpose":null,"reviewed":null,"status":"active","description":null,"url":null,"notes":null},
  {"id":"books.serves","name":"Bookkeeping","provided_by":["books"],"serves":[{"to":"sales","for":null,"satisfaction":null,"measurements":[],"agreed":null}],"paid_by":[{"from":"abacus","amount":90000.0,"as":"budget","basis":"stated"}],"purpose":null,"reviewed":null,"status":"active","description":null,"url":null,"notes":null}
 ],
 "parties": [
  {"id":"buyers","name":"Buyers","list":"beneficiary","kind":"person","status":"active","served_by":["sales","web"],"pays":null,"since":"2009","expects":[],"obligation":null,"drivers":["price"],"pressures":[],"reaches":["families"],"won_by":null,"kept_by":"free returns","lost_by":null,"why_not_us":null,"could_use":[],"relationship":null,"buys_from":[],"reasons":[],"reviewed":null,"description":null,"url":null,"notes":null},
  {"id":"families","name":"Their families","list":"beneficiary","kind":"person","status":"active","served_by":[],"pays":null,"since":null,"expects":[],"obligation":null,"drivers":[],"pressures":[],"reaches":[],"won_by":null,"kept_by":null,"lost_by":null,"why_not_us":null,"could_use":[],"relationship":null,"buys_from":[],"reasons":[],"reviewed":null,"description":null,"url":null,"notes":null},
  {"id":"firms","name":"Firms","list":"beneficiary","kind":"business","status":"active","served_by":["head","sales","web"],"pays":null,"since":null,"expects":[],"obligation":null,"drivers":[],"pressures":[],"reaches":[],"won_by":null,"kept_by":null,"lost_by":null,"why_not_us":null,"could_use":[],"relationship":{"owner":"head","backup":null,"since":null},"buys_from":[],"reasons":[],"reviewed":null,"description":null,"url":null,"notes":null},
  {"id":"lost","name":"Lost ones","list":"beneficiary","kind":"person","status":"former","served_by":[],"pays":null,"since":null,"expects":[],"obligation":null,"drivers":[],"pressures":[],"reaches":[],"won_by":null,"kept_by":null,"lost_by":{"reason":"price","note":null,"date":null},"why_not_us":null,"could_use":[],"relationship":null,"buys_from":[],"reasons":[],"reviewed":null,"description":null,"url":null,"notes":null},
  {"id":"donors","name":"Donors","list":"payer","kind":"person","status":"active","served_by":[],"pays":5000.0,"since":null,"expects":[],"obligation":null,"drivers":[],"pressures":[],"reaches":[],"won_by":null,"kept_by":null,"lost_by":null,"why_not_us":null,"could_use":[],"relationship":null,"buys_from":[],"reasons":[],"reviewed":null,"description":null,"url":null,"notes":null}
 ],
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

/// The keys of SPEC part 5 are all there, in every unit, customer, payer, party and finding: unknown is null.
#[test]
fn json_has_every_key() {
    let json: serde_json::Value =
        serde_json::from_str(&says("export org.yaml --format json")).unwrap();
    let has = |value: &serde_json::Value, keys: &str| {
        for key in keys.split(' ') {
            assert!(value.get(key).is_some(), "no {key} in {value}");
        }
    };
    let each = |value: &serde_json::Value| value.as_array().expect("a list").clone();
    assert_eq!(json["custmap"], 2);
    has(&json["organisation"], "id name kind");
    for unit in each(&json["units"]) {
        has(&unit, "id name kind part_of primary rejected secondary funders_served payers");
        for row in each(&unit["primary"]) {
            has(
                &row,
                "id name kind reach certainty steps broad_steps through shared_with shared_reach services chain satisfaction",
            );
            for step in each(&row["chain"]) {
                has(&step, "service to");
            }
        }
        for row in each(&unit["secondary"]) {
            has(&row, "id name kind reach shared_with services members size satisfaction");
        }
        for payer in each(&unit["payers"]) {
            has(&payer, "id name basis services amount as");
        }
    }
    for service in each(&json["services"]) {
        has(&service, "id name provided_by serves paid_by status");
        for served in each(&service["serves"]) {
            has(&served, "to for satisfaction measurements agreed");
            for measured in each(&served["measurements"]) {
                has(
                    &measured,
                    "score lowest scale metric n asked spread measured source low high interval",
                );
            }
        }
        for payment in each(&service["paid_by"]) {
            has(&payment, "from amount as basis");
        }
    }
    let parties = each(&json["parties"]);
    for party in &parties {
        has(party, "id name list kind status served_by pays");
    }
    let findings = each(&json["findings"]);
    let keys = "code severity subject message help file line column";
    for finding in &findings {
        has(finding, keys);
    }
    assert!(!parties.is_empty() && !findings.is_empty());
}

/// `everyone` is called so, holds all units and has no size; the organisation as a provider holds all, too.
#[test]
fn everyone_and_the_organisation_are_customers() {
    let yaml = "organisation: {id: xyz, name: XYZ}\ndepartments: [{id: a, name: A, serves: [everyone, s]}, {id: b, name: B}]\n\
                services: [{id: s, name: S, provided_by: organisation}]";
    let run = crate::run::Run::yaml(yaml).line("export org.yaml --format json --unit a");
    let rows = run.fine().json()["units"][0]["secondary"].clone();
    let rows = rows.as_array().unwrap().iter();
    let rows: Vec<String> =
        rows.map(|row| format!("{} {} {}", row["id"], row["kind"], row["members"])).collect();
    assert_eq!(rows, [r#""everyone" "group" 2"#, r#""xyz" "organisation" 2"#]);
}
