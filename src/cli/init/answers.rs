//! What the questions were answered with, and the map that it makes.

use custmap::{
    diag::{ScalarPosition, scalar},
    input::{MapFormat, read_text},
    model::OrganisationKind,
    resolve::resolve,
};

/// The answers so far.
#[derive(Clone, Debug)]
pub(super) struct InitAnswers {
    /// What the organisation is called.
    pub(super) name: String,
    /// What it is.
    pub(super) kind: OrganisationKind,
    /// What it calls those it serves, if not customers.
    pub(super) customers_called: String,
    /// Its departments, each with those that it serves.
    pub(super) departments: Vec<(String, Vec<String>)>,
    /// Those outside who receive something.
    pub(super) beneficiaries: Vec<String>,
    /// Those outside who only pay.
    pub(super) payers: Vec<String>,
}

impl InitAnswers {
    /// What would be wrong with the map, if anything.
    pub(super) fn trouble(&self) -> Option<String> {
        let read = read_text("map", &self.map("MAP"), MapFormat::Yaml);
        let more = resolve(read.raw).err().unwrap_or_default();
        let first = read.problems.into_iter().chain(more).next()?;
        Some(first.message)
    }

    /// Every name in it that may be served, as it is written.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let departments = self.departments.iter().map(|(name, _)| name);
        let outside = self.beneficiaries.iter();
        departments.chain(outside).map(String::as_str)
    }

    /// The text of the map, which is to be called `map`.
    pub(super) fn map(&self, map: &str) -> String {
        let mut lines = vec![
            "# Who serves whom, as far as it is known. Look at it, and ask what is missing:"
                .to_owned(),
            format!("#   custmap analyze {map}"),
            format!("#   custmap check {map}"),
            String::new(),
            "organisation:".to_owned(),
            format!("  name: {}", value(&self.name)),
            format!("  kind: {}", self.kind.word()),
        ];
        if !self.customers_called.is_empty() {
            lines.push(format!("  customers_called: {}", value(&self.customers_called)));
        }
        lines.extend(list("departments", &self.departments, |(name, serves)| {
            let serves: Vec<_> =
                serves.iter().map(|name| scalar(name, ScalarPosition::Flow)).collect();
            let serves = format!("    serves: [{}]", serves.join(", "));
            let known = !serves.ends_with("[]");
            [format!("  - name: {}", value(name))]
                .into_iter()
                .chain(known.then_some(serves))
                .collect()
        }));
        let named = |name: &String| vec![format!("  - name: {}", value(name))];
        lines.extend(list("beneficiaries", &self.beneficiaries, named));
        lines.extend(list("payers", &self.payers, named));
        lines.push(NEXT.to_owned());
        lines.join("\n")
    }
}

/// What is worth writing next.
const NEXT: &str = "
# Next: say what exactly is done for whom. A service with a name takes the place of a department's `serves`.
# services:
#   - name: Helpdesk
#     provided_by: IT
#     serves: everyone
";

/// A list of the map, if it has items.
fn list<T>(key: &str, items: &[T], lines: impl Fn(&T) -> Vec<String>) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let head = [String::new(), format!("{key}:")];
    head.into_iter().chain(items.iter().flat_map(lines)).collect()
}

fn value(text: &str) -> String {
    scalar(text, ScalarPosition::Value).into_owned()
}
