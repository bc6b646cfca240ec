//! Random tables, staff lists and merges: no row is lost, no line of a map either.

use super::{map, table};
use crate::run::Run;
use custmap::{
    diag::Sources,
    import::{RowShape, TableFile},
};
use proptest::prelude::*;
use std::fmt::Write as _;

/// A cell of a CSV table, quoted where it must be, or anyway.
fn quoted(cell: &str, anyway: bool) -> String {
    let must = cell.contains([',', '"', '\n', '\r']) || cell.is_empty();
    if anyway || must { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn cell() -> impl Strategy<Value = String> {
    "[a-zé,\"\n;: #-]{0,8}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every cell of a table is read as it was written, and its place is where it begins in the text.
    #[test]
    fn cells_stand_at_their_places(rows in prop::collection::vec((cell(), cell(), any::<bool>()), 1..12)) {
        let mut text = String::from("one,two\n");
        for (one, two, anyway) in &rows {
            text += &(quoted(one, *anyway) + "," + &quoted(two, !anyway) + "\r\n");
        }
        let mut sources = Sources::default();
        let file = sources.add("t.csv", text.clone());
        let file = TableFile::new(file, b',');
        let table = file.table(&sources);
        let mut read = Vec::new();
        table.rows(|row, shape| {
            assert!(matches!(shape, RowShape::Valid), "{shape:?} in {text:?}");
            for at in 0..2 {
                let Some(cell) = row.exact(at) else { continue };
                let rest = &text[cell.place.offset as usize..];
                let first = cell.value.split(['\n', '"']).next().unwrap();
                assert!(rest.trim_start_matches('"').starts_with(first), "{cell:?} at {rest:?} in {text:?}");
            }
            read.push((row.exact(0), row.exact(1)));
        });
        prop_assert_eq!(read.len(), rows.len());
        for ((one, two), (first, second, _)) in read.iter().zip(&rows) {
            let plain = |text: &Option<custmap::input::Text>| text.as_ref().map_or(String::new(), |text| text.value.to_string());
            let blank = |text: &str| if text.trim().is_empty() { String::new() } else { text.to_owned() };
            prop_assert_eq!((plain(one), plain(two)), (blank(first), blank(second)));
        }
    }

    /// A table of services is a map that holds each row once, in the order of the table, and names everybody named.
    #[test]
    fn no_row_is_lost(rows in prop::collection::vec(("[A-C ]{1,3}", "[A-E]", "[A-H;]{0,5}"), 1..15)) {
        let mut text = String::from("name,provided_by,serves\n");
        let rows: Vec<_> = rows.into_iter().filter(|(name, ..)| !name.trim().is_empty()).collect();
        for (name, provider, serves) in &rows {
            text.extend([name, ",", provider, ",", serves, "\n"]);
        }
        prop_assume!(!rows.is_empty());
        let ran = table(&text, "--as services --split ; -q").ran();
        // A name that several services have can't be known: that is said.
        prop_assume!(!ran.stderr.contains("ambiguous-reference"));
        prop_assert_eq!(ran.code, 0, "{}", ran);
        let map = map(&ran.stdout);
        let names: Vec<String> = map.services.iter().map(|one| one.name.as_ref().unwrap().value.to_string()).collect();
        // A row whose name and provider an earlier row has describes the same service.
        let mut wanted: Vec<(String, &str, std::collections::BTreeSet<&str>)> = Vec::new();
        for (name, provider, serves) in &rows {
            let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let recipients = serves.split(';').filter(|one| !one.is_empty());
            let same = wanted.iter_mut().find(|(name, of, _)| *of == provider && name.split_whitespace().eq(words.split(' ')));
            match same {
                Some((.., all)) => all.extend(recipients),
                None => wanted.push((name.trim().to_owned(), provider, recipients.collect())),
            }
        }
        prop_assert_eq!(names, wanted.iter().map(|(name, ..)| name.clone()).collect::<Vec<_>>());
        for ((.., recipients), service) in wanted.iter().zip(&map.services) {
            let listed = service.serves.as_ref().map_or(0, |all| all.0.len());
            prop_assert_eq!(listed, recipients.len());
        }
    }

    /// Whatever is merged, every line of the map that is not changed stays, in its order; merging twice is merging
    /// once.
    #[test]
    fn no_line_is_lost_by_merging(
        first in prop::collection::vec(("[a-d]", "[A-D]{1,2}", "[x-z]?"), 1..6),
        second in prop::collection::vec(("[a-g]", "[A-G]{1,2}", "[x-z]?"), 1..6),
    ) {
        let table = |rows: &[(String, String, String)]| {
            let mut seen = std::collections::BTreeSet::new();
            let rows = rows.iter().filter(|(id, ..)| seen.insert(id.clone()));
            let rows: Vec<String> = rows.map(|(id, name, purpose)| format!("{id},{name},{purpose}\n")).collect();
            format!("id,name,purpose\n{}", rows.concat())
        };
        let line = "import csv t.csv --as departments --organisation Whole -q";
        let made = Run::empty().file("t.csv", table(&first)).line(line).ran().ends(0).stdout;
        let made = made.replace("    name:", "    # mine\n    name:");
        let run = |map: &str| {
            let run = Run::yaml(map).file("t.csv", table(&second));
            let ran = run.line("import csv t.csv --as departments -q --merge org.yaml").ran().ends(0);
            ran.left("org.yaml")
        };
        let merged = run(&made);
        map(&merged);
        let mut lines = merged.lines();
        for line in made.lines().filter(|line| !line.contains("name:") && !line.contains("purpose:")) {
            prop_assert!(lines.any(|other| other == line), "{} is lost in\n{}", line, merged);
        }
        prop_assert_eq!(run(&merged), merged.clone());
        let ids = |text: &str| map(text).departments.len();
        prop_assert!(ids(&merged) >= ids(&made));
    }

    /// Any lines of reporting end with a map: orphans and circles cost their lines, and nobody.
    #[test]
    fn nobody_is_lost_in_a_circle(managers in prop::collection::vec((0_usize..14, 0_u8..4), 1..12)) {
        let mut text = String::from("id,name,manager,department\n");
        for (at, (manager, department)) in managers.iter().enumerate() {
            writeln!(text, "{at},P{at},{manager},D{department}").unwrap();
        }
        let ran = Run::empty().file("s.csv", text).line("import hris s.csv --people -q").ran().ends(0);
        let map = map(&ran.stdout);
        prop_assert_eq!(map.people.len(), managers.len());
        let departments: std::collections::BTreeSet<u8> = managers.iter().map(|(_, department)| *department).collect();
        prop_assert_eq!(map.departments.len(), departments.len());
    }
}
