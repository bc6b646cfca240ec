//! A draft as the YAML of a map: tidy, with comments, in the order of the draft.
//!
//! ```text
//! organisation:
//!   name: XYZ Company
//!
//! departments:
//!   - id: it
//!     name: IT
//! ```

pub mod answers;
pub mod merge;
pub mod sheet_merge;
pub mod sheets;

use super::yaml::key_lines;
use crate::import::{Draft, Entry, List, Value};

/// The first line of every map that is written: an editor that finds the schema beside it completes the keys.
pub const MODELINE: &str = "# yaml-language-server: $schema=custmap.schema.json";

/// The comment above each list.
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

/// Writes a whole draft as one file.
pub fn map(draft: &Draft) -> String {
    let mut writer = Writer::default();
    writer.remarks(&draft.remarks);
    writer.put("organisation:");
    for (key, value) in &draft.organisation {
        writer.key("  ", key, value);
    }
    for list in List::ALL {
        writer.list(list, draft.list(list).iter());
    }
    writer.text
}

/// Writes some entries of each list as one file of a directory.
pub fn part(title: &str, entries: &[(List, &Entry)]) -> String {
    let mut writer = Writer::default();
    writer.remarks(&[title.to_owned()]);
    for list in List::ALL {
        let of_list = entries.iter().filter(|(other, _)| *other == list);
        writer.list(list, of_list.map(|(_, entry)| *entry));
    }
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn put(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn remarks(&mut self, remarks: &[String]) {
        for line in remarks.iter().flat_map(|remark| remark.lines()) {
            // A control character could end the comment, and what follows would be read as YAML.
            let printable = line.replace(char::is_control, " ");
            self.put(format!("# {printable}").trim_end());
        }
    }

    fn list<'e>(&mut self, list: List, entries: impl Iterator<Item = &'e Entry>) {
        let mut entries = entries.peekable();
        if entries.peek().is_none() {
            return;
        }
        if !self.text.is_empty() {
            self.put("");
        }
        self.put(&format!("# {}", remark(list)));
        self.put(&format!("{}:", list.key()));
        for entry in entries {
            self.entry(entry);
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let mut lead = "  - ";
        if let Some(id) = &entry.id {
            self.key(lead, "id", &Value::Text(id.clone()));
            lead = "    ";
        }
        self.key(lead, "name", &Value::Text(entry.name.clone()));
        for (key, value) in &entry.keys {
            self.key("    ", key, value);
        }
    }

    fn key(&mut self, lead: &str, key: &str, value: &Value) {
        for line in key_lines(lead, key, value) {
            self.put(&line);
        }
    }
}
