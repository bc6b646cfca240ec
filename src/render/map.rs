//! A draft as the YAML of a map: tidy, with remarks, in the order of the draft; and where each line comes from.
//!
//! ```text
//! organisation:
//!   name: XYZ Company
//!
//! departments:
//!   - id: it
//!     name: IT
//! ```

pub mod merge;

use super::yaml::key_lines;
use crate::{
    diag::Place,
    import::{Draft, Entry, List, Value},
};

/// The first line of every map that is written: an editor that finds the schema beside it completes the keys.
pub const MODELINE: &str = "# yaml-language-server: $schema=custmap.schema.json";

/// What stands above each list.
fn remark(list: List) -> &'static str {
    match list {
        List::Departments => {
            "Who provides. Worth adding: `purpose`, `lead`, and `part_of` where one is part of another."
        }
        List::People => "Worth adding: `role`, and `successor` where somebody is leaving.",
        List::Groups => "Populations inside, by their members or by what they are (`where`).",
        List::Services => {
            "What is done for whom. Worth adding: `serves`, `paid_by`, and how satisfied they are."
        }
        List::Beneficiaries => {
            "Outside, those who receive. Worth adding: `since`, `won_by`, `kept_by`, `relationship`."
        }
        List::Payers => "Outside, those who only pay.",
    }
}

/// A map that was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Its text.
    pub text: String,
    /// For lines of the text, in their order: the line, where it comes from, and its entry.
    pub origins: Vec<Origin>,
}

/// Where a line of a written map comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The line, from 1; those behind it up to the next come from there too.
    pub line: u32,
    /// The place in the source.
    pub place: Place,
    /// The entry: its list, and where it stands in the source.
    pub entry: Option<(List, Place)>,
}

/// Writes a whole draft as one file.
#[must_use]
pub fn map(draft: &Draft) -> Written {
    let mut writer = Writer::default();
    writer.remarks(&draft.remarks);
    writer.organisation(draft);
    for list in List::ALL {
        writer.list(list, draft.list(list).iter());
    }
    writer.written
}

/// Writes some entries of each list as one file of a directory.
#[must_use]
pub fn part(title: &str, entries: &[(List, &Entry)]) -> Written {
    let mut writer = Writer::default();
    writer.remarks(&[title.to_owned()]);
    for list in List::ALL {
        let of_list = entries.iter().filter(|(other, _)| *other == list);
        writer.list(list, of_list.map(|(_, entry)| *entry));
    }
    writer.written
}

#[derive(Default)]
struct Writer {
    written: Written,
    line: u32,
    indent: usize,
}

impl Writer {
    fn put(&mut self, line: &str) {
        self.written.text.push_str(line);
        self.written.text.push('\n');
        self.line += 1;
    }

    fn origin(&mut self, place: Option<Place>, entry: Option<(List, Place)>) {
        // What comes from no line of a source has the place 0.
        let stated = place.filter(|place| place.line > 0);
        let Some(place) = stated.or(entry.map(|(_, place)| place)) else {
            return;
        };
        let line = self.line + 1;
        self.written.origins.push(Origin { line, place, entry });
    }

    fn remarks(&mut self, remarks: &[String]) {
        for line in remarks.iter().flat_map(|remark| remark.lines()) {
            let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            self.put(format!("# {line}").trim_end());
        }
    }

    fn organisation(&mut self, draft: &Draft) {
        self.put("organisation:");
        for (key, value) in &draft.organisation {
            self.key("  ", key, value, None);
        }
    }

    fn list<'e>(&mut self, list: List, entries: impl Iterator<Item = &'e Entry>) {
        let mut entries = entries.peekable();
        if entries.peek().is_none() {
            return;
        }
        if self.line > 0 {
            self.put("");
        }
        self.put(&format!("# {}", remark(list)));
        self.put(&format!("{}:", list.key()));
        self.indent = 2;
        entries.for_each(|entry| self.entry(list, entry));
    }

    fn entry(&mut self, list: List, entry: &Entry) {
        let origin = Some((list, entry.place));
        let indent = " ".repeat(self.indent);
        let mut lead = format!("{indent}- ");
        if let Some(id) = &entry.id {
            self.key(&lead, "id", &Value::Text(id.clone()), origin);
            lead = format!("{indent}  ");
        }
        self.key(&lead, "name", &Value::Text(entry.name.clone()), origin);
        let lead = format!("{indent}  ");
        for (key, value) in &entry.keys {
            self.key(&lead, key, value, origin);
        }
    }

    fn key(&mut self, lead: &str, key: &str, value: &Value, entry: Option<(List, Place)>) {
        for (line, place) in key_lines(lead, key, value) {
            self.origin(place, entry);
            self.put(&line);
        }
    }
}
