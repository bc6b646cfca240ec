//! `--anonymous`: pseudonyms that nobody can compute without the key, and that no two persons share (SPEC 5, Privacy).

use crate::run::{Ran, Run};
use custmap::{
    input::{MapFormat, read_text},
    model::PseudonymKey,
    resolve::resolve,
};
use std::{collections::BTreeSet, fmt::Write as _};

const MAP: &str = "\
organisation: {name: XYZ}
departments: [{id: a, name: A, serves: b}]
people: [{id: ann, name: Ann, department: a, serves: a}, {id: bob, name: Bob, department: a}]
beneficiaries: [{id: b, name: B, relationship: {owner: ann}}]
verdicts: [{unit: bob, customer: b, verdict: rejected, by: Carol}]
";

fn units(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let units = json["units"].as_array().unwrap().iter();
    units.map(|unit| unit["id"].as_str().unwrap().to_owned()).collect()
}

fn anonymous(key: Option<&str>) -> Ran {
    let run = Run::yaml(MAP).line("export org.yaml --format json --anonymous");
    match key {
        None => run.fine(),
        Some(key) => run.file("key", key).line("--pseudonym-key key").fine(),
    }
}

/// With a key pseudonyms stay the same from run to run, and with another one or none they are others.
#[test]
fn a_key_keeps_pseudonyms() {
    let key = "a secret of at least sixteen bytes";
    let (first, second) = (units(&anonymous(Some(key))), units(&anonymous(Some(key))));
    assert_eq!(first, second);
    assert!(first[1].starts_with("person-") && first[1] != first[2], "{first:?}");
    assert_ne!(first, units(&anonymous(Some("another secret of sixteen bytes"))));
    assert_ne!(units(&anonymous(None)), units(&anonymous(None)), "a random key in every run");
    for name in ["ann", "Ann", "bob", "Bob", "Carol"] {
        assert!(!anonymous(Some(key)).stdout.contains(&format!("\"{name}")), "{name}");
    }
}

/// A key that can be guessed is refused, and so is one that isn't there or that nothing asks for.
#[test]
fn a_short_key_is_refused() {
    let run =
        || Run::yaml(MAP).file("key", "fifteen bytes !").line("export org.yaml --format json");
    run().line("--anonymous --pseudonym-key key").refused().complains("at least 16 bytes");
    run().line("--anonymous --pseudonym-key nothing").refused().complains("can't read nothing");
    run().line("--pseudonym-key key").refused().complains("--anonymous");
}

/// Both maps of a comparison have the same pseudonyms: nobody seems to have come or gone.
#[test]
fn a_comparison_has_one_key() {
    let run = Run::yaml(MAP).file("new.yaml", MAP.replace("name: B,", "name: Bee,"));
    let ran = run.line("diff org.yaml new.yaml --anonymous --format plain").ran();
    assert!(!ran.stdout.contains("person-") && ran.stdout.contains("Bee"), "{ran}");
}

/// A hundred thousand persons have as many pseudonyms, none of which is another thing's id.
#[test]
fn no_two_persons_share_a_pseudonym() {
    let mut text = "organisation: {name: XYZ}\npeople:\n".to_owned();
    let count = 100_000;
    for at in 0..count {
        writeln!(text, "- {{name: p{at}}}").unwrap();
    }
    let key = PseudonymKey::new(&[7; 16]).unwrap();
    let organisation = resolve(read_text("map", &text, MapFormat::Yaml).raw).unwrap();
    let taken = organisation.clone().anonymous(key).unit_ids();
    assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), count);
    // What one of them would be called is taken by a department: that person gives way.
    let first = &taken[0];
    let department = format!("{text}departments: [{{id: {first}, name: D}}]\n");
    let organisation = resolve(read_text("map", &department, MapFormat::Yaml).raw).unwrap();
    let given = organisation.anonymous(key).unit_ids();
    assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), count + 1);
}

trait UnitIds {
    fn unit_ids(&self) -> Vec<String>;
}

impl UnitIds for custmap::model::Organisation {
    fn unit_ids(&self) -> Vec<String> {
        self.units().map(|(_, unit)| unit.header.id.to_string()).collect()
    }
}
