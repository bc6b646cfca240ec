//! Files of other programs that are long in one way.

use std::fmt::Write as _;

/// A kind of file to import: what it is, the arguments, its name, and its text of a size.
pub(super) type Source = (&'static str, &'static str, &'static str, fn(usize) -> String);

/// Lines, `#` in each replaced by its number, and `~` by the number before.
fn lines(head: &str, count: usize, line: &str) -> String {
    let mut text = format!("{head}\n");
    for at in 0..count {
        let before = at.saturating_sub(1).to_string();
        writeln!(text, "{}", line.replace('#', &at.to_string()).replace('~', &before)).unwrap();
    }
    text
}

/// A model of Archi with elements, and relationships between them.
fn archimate(count: usize, elements: &str, relationships: &str) -> String {
    let head = "<?xml version=\"1.0\"?>\n<model xmlns=\"http://www.opengroup.org/xsd/archimate/3.0/\" \
                xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" identifier=\"m\">\n<name>X</name>";
    format!(
        "{}</elements>\n{}</relationships>\n</model>\n",
        lines(&format!("{head}\n<elements>"), count, elements),
        lines("<relationships>", count, relationships)
    )
}

pub(super) const SOURCES: [Source; 9] = [
    ("rows of departments", "import csv t.csv --as departments", "t.csv", |n| {
        lines("id,name,part_of", n, "d#,D #,")
    }),
    ("rows in a deep tree", "import csv t.csv --as departments", "t.csv", |n| {
        lines("id,name,part_of", n, "d#,D #,d~").replacen("D 0,d0", "D 0,", 1)
    }),
    ("rows of services", "import csv t.csv --as services", "t.csv", |n| {
        lines("name,provided_by,serves", n, "S #,D #,B #")
    }),
    ("columns", "import csv t.csv --as departments", "t.csv", |n| {
        let columns: Vec<String> = (0..n * 4).map(|at| format!(",c{at}")).collect();
        format!("id,name{}\nd,D{}\n", columns.concat(), ",x".repeat(n * 4))
    }),
    ("a staff list", "import hris t.csv", "t.csv", |n| {
        lines("Employee ID,Name,Department,Manager ID,Title", n, "#,P #,D #,~,Clerk")
    }),
    ("documents of a catalogue", "import backstage t.yaml", "t.yaml", |n| {
        let document = "---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: c#}\nspec: {type: service, lifecycle: production, owner: group:default/g#}";
        lines("", n, document)
    }),
    ("elements of a model", "import archimate t.xml", "t.xml", |n| {
        archimate(
            n,
            "<element identifier=\"e#\" xsi:type=\"BusinessActor\"><name>E #</name></element>",
            "<relationship identifier=\"r#\" source=\"e0\" target=\"e#\" xsi:type=\"Composition\"/>",
        )
    }),
    ("a chain of a model", "import archimate t.xml", "t.xml", |n| {
        archimate(
            n,
            "<element identifier=\"e#\" xsi:type=\"BusinessRole\"><name>E #</name></element>",
            "<relationship identifier=\"r#\" source=\"e~\" target=\"e#\" xsi:type=\"Assignment\"/>",
        )
    }),
    ("customers of a sales program", "import crm t.csv", "t.csv", |n| {
        lines("Account ID,Account Name,Type,Account Owner", n, "a#,A #,Customer,O #")
    }),
];
