//! How `report` is called.

use crate::{commands::SMALL, run::Run};

fn report(line: &str) -> Run {
    Run::yaml(SMALL).line("report").line(line)
}

/// A file is written without a word; without `-o` the page goes to standard output.
#[test]
fn into_a_file_or_to_standard_output() {
    let ran = report("org.yaml -o map.html").fine();
    assert_eq!(ran.stdout, "");
    assert!(ran.left("map.html").starts_with("<!DOCTYPE html>"));
    let ran = report("org.yaml").fine();
    assert!(ran.stdout.ends_with("</html>\n"), "it is whole");
}

/// The map is never written over.
#[test]
fn the_map_is_safe() {
    let ran = report("org.yaml -o org.yaml").refused();
    assert_eq!(ran.complains("this is the map itself").left("org.yaml"), SMALL);
}

/// What can't be done leaves no file, nor a piece of one, and what was there as it was.
#[test]
fn whole_or_not_at_all() {
    let ran = report("org.yaml -o nowhere/map.html").refused();
    assert_eq!(ran.folder(), ["org.yaml"]);
    let broken = Run::yaml("organisation: {}").file("map.html", "old");
    let ran = broken.line("report org.yaml -o map.html").refused();
    assert_eq!(ran.left("map.html"), "old");
    assert_eq!(ran.folder(), ["map.html", "org.yaml"]);
}

/// A map comes from standard input, too.
#[test]
fn from_standard_input() {
    let ran = Run::empty().line("report -").stdin(SMALL).fine();
    ran.says("<h1><a href=\"#overview\">Abacus</a></h1>");
}

/// Watching writes a file again and again: it needs one, and a map that can change.
#[test]
fn what_watching_needs() {
    report("org.yaml --watch").refused().complains("add -o FILE.html");
    report("org.yaml --watch -o -").refused().complains("add -o FILE.html");
    let ran = report("- --watch -o map.html").stdin(SMALL).refused();
    let ran = ran.complains("standard input can't be watched");
    assert_eq!(ran.folder(), ["org.yaml"]);
    report("nothing.yaml --watch -o map.html").refused();
}

/// What customers are called keeps its capitals.
#[test]
fn headings_keep_capitals() {
    let yaml = "organisation: {name: Clinic, customers_called: NHS patients}\n\
        departments: [{name: Ward, serves: Guests}]\nbeneficiaries: [{name: Guests}]\n";
    let page = Run::yaml(yaml).line("report org.yaml").fine().stdout;
    assert!(page.contains("NHS patients") && !page.contains("nhs patients"));
}
