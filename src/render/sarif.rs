//! SARIF 2.1.0, which code hosts and editors read: each error or finding at its place, with a rule for each
//! code.

use crate::diag::{Code, Diagnostic, Location, Severity, Sources};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::{
    io::{self, Write},
    path::Path,
};

/// Writes one run.
///
/// # Errors
/// The errors of `out`.
pub fn write(all: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: json!({"driver": {
                "name": "custmap",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                // All codes in their order, so that `ruleIndex` is the number of the code.
                "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Value>(),
            }}),
            // Columns of this program count characters, not UTF-16 units.
            column_kind: "unicodeCodePoints",
            results: Results { all, sources },
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Log<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'d>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'d> {
    tool: Value,
    column_kind: &'static str,
    results: Results<'d>,
}

/// Written one by one: a large map has more findings than should be held twice.
struct Results<'d> {
    all: &'d [Diagnostic],
    sources: &'d Sources,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.all.iter().map(|one| result(one, self.sources)))
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.word(),
        "shortDescription": {"text": code.word().replace('-', " ")},
        "fullDescription": {"text": code.meaning()},
        "help": {"text": format!("What to do: {}.", code.advice())},
        "defaultConfiguration": {
            "enabled": code.level().is_some(),
            "level": code.level().unwrap_or(Severity::Note).word(),
        },
    })
}

fn result(one: &Diagnostic, sources: &Sources) -> Value {
    let mut location = json!({"physicalLocation": physical(sources.location(one.place))});
    if let Some(subject) = &one.subject {
        location["logicalLocations"] = json!([{"fullyQualifiedName": subject}]);
    }
    let mut result = json!({
        "ruleId": one.code.word(),
        "ruleIndex": one.code as usize,
        "level": one.severity.word(),
        "message": {"text": format!("{}\nhelp: {}", one.message, one.help)},
        "locations": [location],
    });
    if !one.others.is_empty() {
        let related = one.others.iter().map(|(place, label)| {
            let place = physical(sources.location(*place));
            json!({"physicalLocation": place, "message": {"text": label}})
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn physical(location: Location<'_>) -> Value {
    json!({
        "artifactLocation": {"uri": uri(location.file)},
        "region": {"startLine": location.line, "startColumn": location.column},
    })
}

/// A path as a URI reference, relative to where the command runs; an absolute one as a `file` URI.
fn uri(path: &str) -> String {
    let absolute = Path::new(path).is_absolute();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let scheme = match (absolute, path.starts_with('/')) {
        (false, _) => "",
        (true, true) => "file://",
        (true, false) => "file:///",
    };
    // The unreserved characters of RFC 3986, and the slash.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let escaped = path.bytes().map(|byte| match byte {
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    format!("{scheme}{}", escaped.collect::<String>())
}
