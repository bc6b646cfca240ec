//! `--within`: a department with its parts as an organisation of its own (SPEC 3.8), on ones made by hand.

mod commands;
mod counts;
mod random;
mod shown;
mod sides;

use crate::run::Run;
use serde_json::Value;

/// The rows of the exported CSV within a department: unit, rank, customer, kind, reach, steps+broad, services.
#[track_caller]
pub fn rows(yaml: &str, within: &str) -> Vec<String> {
    let run = Run::yaml(yaml).line("export org.yaml --format csv --within");
    let ran = run.args([within]).fine();
    let [to, with] = ["customer_id", "shared_with"];
    let heads = ["unit_id", "rank", to, "customer_kind", "reach", "steps", "broad_steps", with];
    let row = |[unit, rank, to, kind, reach, steps, broad, with]: [String; 8]| {
        let steps = match &*broad {
            "" | "0" => steps,
            broad => format!("{steps}+{broad}"),
        };
        format!("{unit} {} {to} {kind} {reach} {steps}{with}", &rank[..1]).trim_end().to_owned()
    };
    ran.columns(heads).into_iter().map(row).collect()
}

/// Those of one unit, without its id.
#[track_caller]
pub fn of(yaml: &str, within: &str, unit: &str) -> Vec<String> {
    let rows = rows(yaml, within).into_iter();
    let own = rows.filter_map(|row| Some(row.strip_prefix(unit)?.strip_prefix(' ')?.to_owned()));
    own.collect()
}

/// The exported JSON within a department.
#[track_caller]
pub fn json(yaml: &str, within: &str) -> Value {
    let run = Run::yaml(yaml).line("export org.yaml --format json --today 2026-11-22 --within");
    run.args([within]).fine().json()
}

/// Shared Services, with IT and Net in it, serve the rest of a town.
pub const TOWN: &str = "\
organisation: {name: Town, kind: public}
departments:
  - {id: shared, name: Shared Services}
  - {id: it, name: IT, part_of: shared}
  - {id: net, name: Net, part_of: shared}
  - {id: care, name: Care}
  - {id: parks, name: Parks}
people:
  - {id: inker, name: Inker, department: it}
  - {id: zookeeper, name: Zookeeper, department: care}
groups:
  - {id: desks, name: Desks, members: [net, care], size: 30}
  - {id: others, name: Others, members: [care, parks]}
  - {id: own, name: Own, members: [net]}
services:
  - {id: desk, name: Desk, provided_by: it, serves: [care, zookeeper, others, desks, own]}
  - {id: lines, name: Lines, provided_by: net, serves: it}
  - {id: visits, name: Visits, provided_by: care, serves: residents}
  - {id: site, name: Web site, provided_by: it, serves: residents}
beneficiaries: [{id: residents, name: Residents, reaches: [kin]}, {id: kin, name: Kin}]
";

/// A colleague outside is a primary customer, of the kind that it is: department, person or group.
#[test]
fn colleagues_outside_are_customers_outside() {
    assert_eq!(
        of(TOWN, "shared", "it"),
        [
            "p care department direct 1",
            "p desks group direct 1",
            "p others group direct 1",
            "p residents person direct 1",
            "p zookeeper person direct 1",
            "p kin person through 2",
            "s desks group direct",
            "s own group direct",
        ]
    );
}

/// Those of the division reach colleagues outside through each other, and a colleague passes nothing on.
#[test]
fn a_colleague_outside_passes_nothing_on() {
    let net = of(TOWN, "shared", "net");
    assert!(net.contains(&"p care department through 2".to_owned()), "{net:?}");
    let yaml =
        TOWN.replace("  - {id: site, name: Web site, provided_by: it, serves: residents}\n", "");
    let it = of(&yaml, "shared", "it");
    assert!(
        it.iter().all(|row| !row.contains("residents")),
        "care's visits are none of theirs: {it:?}"
    );
    let whole = Run::yaml(&yaml).line("why org.yaml it residents").fine();
    whole.says("THROUGH");
}

/// Only units of the division are shown, and count: a unit outside isn't one.
#[test]
fn only_its_units_are_units() {
    let json = json(TOWN, "shared");
    let units = json["units"].as_array().unwrap().iter();
    let units: Vec<&str> = units.map(|unit| unit["id"].as_str().unwrap()).collect();
    assert_eq!(units, ["shared", "it", "inker", "net"]);
    let it = json["units"].as_array().unwrap().iter().find(|unit| unit["id"] == "it").unwrap();
    assert_eq!(it["part_of"], "shared");
    let desks = &it["secondary"][0];
    assert_eq!((desks["id"].as_str(), &desks["members"]), (Some("desks"), &1.into()), "Net alone");
}

/// `shared` goes no higher than the division: not the organisation, not a department above.
#[test]
fn shared_goes_no_higher() {
    let yaml = "\
organisation: {name: X}
departments:
  - {id: top, name: Top}
  - {id: mid, name: Mid, part_of: top}
  - {id: a, name: A, part_of: mid}
  - {id: b, name: B, part_of: mid}
  - {id: side, name: Side, part_of: top}
people: [{id: packer, name: Packer, department: a}]
services:
  - {id: sa, name: SA, provided_by: a, serves: guests}
  - {id: st, name: ST, provided_by: top, serves: [guests, visitors, side]}
  - {id: sm, name: SM, provided_by: mid, serves: [mid, side]}
beneficiaries: [{id: guests, name: Guests}, {id: visitors, name: Visitors}]
";
    let b = of(yaml, "mid", "b");
    let wanted = ["p guests person shared mid", "p side department shared mid"];
    assert_eq!(b, wanted, "visitors only Top serves, and Mid is all inside");
    assert_eq!(of(yaml, "b", "b"), Vec::<String>::new(), "B alone serves nobody");
    let packer = of(yaml, "a", "packer");
    assert_eq!(packer, ["p guests person shared a"]);
    let mid = json(yaml, "mid")["units"].clone();
    let shared = mid.as_array().unwrap().iter().flat_map(|unit| {
        let rows = ["primary", "secondary"].map(|rank| unit[rank].as_array().unwrap().clone());
        rows.concat()
    });
    let with: Vec<Value> = shared.map(|row| row["shared_with"].clone()).collect();
    assert!(with.iter().all(|with| with.is_null() || with == "mid" || with == "a"), "{with:?}");
}

/// Who leads a department above the division leads all of it: they put all its services to work.
#[test]
fn who_leads_above_puts_all_to_work() {
    let yaml = "\
organisation: {name: X}
departments:
  - {id: top, name: Top, lead: packer}
  - {id: mid, name: Mid, part_of: top}
  - {id: a, name: A, part_of: mid}
  - {id: b, name: B, part_of: mid}
  - {id: c, name: C, part_of: mid}
  - {id: side, name: Side, part_of: top}
people: [{id: packer, name: Packer, department: a}]
services:
  - {id: sb, name: SB, provided_by: b, serves: packer}
  - {id: sc, name: SC, provided_by: c, serves: guests}
  - {id: ss, name: SS, provided_by: side, serves: visitors}
beneficiaries: [{id: guests, name: Guests}, {id: visitors, name: Visitors}]
";
    let wanted = ["p guests person through 2", "s packer person direct"];
    assert_eq!(of(yaml, "mid", "b"), wanted, "and Side's are none of the division");
    let not = yaml.replace(", lead: packer", "");
    assert_eq!(of(&not, "mid", "b"), ["p guests person shared mid", "s packer person direct"]);
    let side = not.replace("name: Side,", "name: Side, lead: packer,");
    assert_eq!(of(&side, "mid", "b"), of(&not, "mid", "b"), "leading elsewhere adds nothing");
}
