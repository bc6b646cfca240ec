//! The XML of `JUnit`, which build servers show as tests: a suite for each file, a case for each error or
//! finding.
//!
//! A case fails where `check` would end with 1 for it; one below that level is skipped, so that the report
//! and the exit status say the same. A file without any has one case that passes.

use super::clean;
use crate::diag::{Diagnostic, FileId, Severity, Sources};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io::{self, Write};

/// Writes the report; a case fails from the level `deny` upwards.
///
/// # Errors
/// What `out` answers.
pub fn write(
    all: &[Diagnostic],
    sources: &Sources,
    deny: Severity,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites = xml.create_element("testsuites");
    let suites = suites.with_attribute(("name", "custmap"));
    suites.write_inner_content(|xml| {
        for (file, source) in sources.iter() {
            suite(xml, &source.name, &of_file(all, file), deny)?;
        }
        Ok(())
    })?;
    out.write_all(b"\n")
}

/// What stands in a file; the first one has what stands nowhere.
fn of_file(all: &[Diagnostic], file: FileId) -> Vec<&Diagnostic> {
    let there = |one: &&Diagnostic| one.place.map_or(FileId::default(), |at| at.file) == file;
    all.iter().filter(there).collect()
}

fn suite<W: Write>(
    xml: &mut Writer<W>,
    name: &str,
    all: &[&Diagnostic],
    deny: Severity,
) -> io::Result<()> {
    let failures = all.iter().filter(|one| one.severity >= deny).count();
    let skipped = (all.len() - failures).to_string();
    let (name, tests) = (text(name), all.len().max(1).to_string());
    let suite = xml.create_element("testsuite").with_attributes([
        ("name", &*name),
        ("tests", &*tests),
        ("failures", &*failures.to_string()),
        ("errors", "0"),
        ("skipped", &*skipped),
    ]);
    suite.write_inner_content(|xml| {
        for one in all {
            case(xml, &name, one, deny)?;
        }
        if all.is_empty() {
            let case = xml.create_element("testcase");
            let about = [("classname", &*name), ("name", "no findings")];
            case.with_attributes(about).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn case<W: Write>(
    xml: &mut Writer<W>,
    file: &str,
    one: &Diagnostic,
    deny: Severity,
) -> io::Result<()> {
    let message = text(&one.message);
    let line = one.place.map_or(String::new(), |at| at.line.to_string());
    let place = match one.place {
        Some(at) => format!("{file}:{}:{}", at.line, at.column),
        None => file.to_owned(),
    };
    let case = xml.create_element("testcase").with_attributes([
        ("classname", one.code.word()),
        ("name", &*message),
        ("file", file),
        ("line", &*line),
    ]);
    case.write_inner_content(|xml| {
        if one.severity < deny {
            let told = format!("{}: {message}", one.severity.word());
            let skipped = xml.create_element("skipped");
            return skipped.with_attribute(("message", &*told)).write_empty().map(drop);
        }
        let failure = xml.create_element("failure");
        let about = [("type", one.severity.word()), ("message", &*message)];
        let told = format!("{place}\n{message}\nhelp: {}", text(&one.help));
        let failure = failure.with_attributes(about);
        failure.write_text_content(BytesText::new(&told)).map(drop)
    })?;
    Ok(())
}

/// A text without the characters that XML can't hold, on one line.
fn text(text: &str) -> String {
    clean(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
