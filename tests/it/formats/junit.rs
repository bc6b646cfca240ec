//! `JUnit`'s XML: sound, and as strict as the exit status.

use super::{BROKEN, GAPS, HOSTILE, check};
use crate::run::Run;
use quick_xml::{Reader, events::Event};
use snapbox::{assert_data_eq, str};

/// The elements of an XML text, each with its attributes.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    let mut all = Vec::new();
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.expect("attributes are sound");
                    let key = attribute.key.as_ref().to_owned();
                    let value = quick_xml::escape::unescape(&attribute.value);
                    let value = value.expect("escapes are sound");
                    (key, value.into_owned())
                });
                all.push((name, attributes.collect()));
            }
            Event::Eof => return all,
            _ => {}
        }
    }
}

/// A suite for each file, a case for each finding: it fails from `--deny` upwards, as the exit status does.
#[test]
fn junit_fails_where_the_status_does() {
    assert_data_eq!(
        check(GAPS, "junit").ends(0).stdout,
        str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="custmap">
  <testsuite name="org.yaml" tests="2" failures="0" errors="0" skipped="2">
    <testcase classname="no-secondary-customer" name="Sales has no secondary customer (it serves the outside directly)" file="org.yaml" line="4">
      <skipped message="note: Sales has no secondary customer (it serves the outside directly)"/>
    </testcase>
    <testcase classname="unit-without-service" name="Archive provides no service" file="org.yaml" line="5">
      <skipped message="warning: Archive provides no service"/>
    </testcase>
  </testsuite>
</testsuites>

"#]]
    );
    let strict = Run::yaml(GAPS).line("check org.yaml --format junit --deny warning").ran();
    strict
        .ends(1)
        .says(r#"tests="2" failures="1" errors="0" skipped="1""#)
        .says("<failure type=\"warning\"");
    check(BROKEN, "junit").ends(2).says(r#"failures="2""#);
    check("organisation: {name: X}", "junit").ends(0).says(r#"name="no findings"/>"#);
}

/// Each file of a folder has its suite, also one without a finding.
#[test]
fn junit_has_a_suite_for_each_file() {
    let run = Run::empty().file("map/a.yaml", GAPS).file("map/b.yaml", "people: []");
    let xml = run.line("check map --format junit").fine().stdout;
    let all = elements(&xml);
    let suites: Vec<_> = all.iter().filter(|(name, _)| name == "testsuite").collect();
    assert_eq!(suites.len(), 2, "{xml}");
    assert_eq!(suites[1].1[0].1, "map/b.yaml");
}

/// Names that hold signs of XML, or characters that it can't hold, leave it sound and are not lost.
#[test]
fn junit_is_sound_whatever_a_name_holds() {
    let xml = check(HOSTILE, "junit").stdout;
    let all = elements(&xml);
    let case = &all.iter().find(|(name, _)| name == "testcase").unwrap().1;
    let name = &case.iter().find(|(key, _)| key == "name").unwrap().1;
    assert!(name.contains("50 % <b> & \"x\" ::error::no,"), "{name}");
    assert!(name.contains("]]> 😀"), "{name}");
    let held = |c: char| c == '\n' || (c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}');
    assert!(xml.chars().all(held), "{xml:?}");
}
