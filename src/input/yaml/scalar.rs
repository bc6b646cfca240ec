//! What a scalar is: nothing, a text, or a number or truth value; and what tags say of that.

use crate::{diag::excerpt, input::node::NodeValue};
use granit_parser::{ScalarStyle, Tag};
use std::borrow::Cow;

/// The shape of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YamlKind {
    Scalar,
    List,
    Mapping,
}

/// What a tag says that a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// Whatever it looks like.
    Anything,
    /// Any scalar, but no list and no mapping.
    Scalar,
    /// A text, or any list or mapping.
    Untyped,
    /// A text. Bytes are not decoded: their text stays as it is written.
    Text,
    Null,
    Bool,
    Whole,
    Float,
    List,
    Mapping,
    /// Something that no map holds, such as angles.
    Foreign,
}

/// Where the names of YAML's own tags begin, and those of a file's own.
const NAMESPACES: [&str; 2] = ["tag:yaml.org,2002:", "!"];

impl Meaning {
    fn of(tag: &Tag) -> Self {
        let mut names = NAMESPACES.iter();
        let name = names.find_map(|space| tag.suffix_in_namespace(space));
        match name.as_deref().map(|name| name.trim_start_matches('!')) {
            Some("") => Self::Untyped,
            Some("str" | "binary") => Self::Text,
            Some("null") => Self::Null,
            Some("bool") => Self::Bool,
            Some("int") => Self::Whole,
            Some("float") => Self::Float,
            Some("seq") => Self::List,
            Some("map") => Self::Mapping,
            Some("timestamp" | "time" | "degrees" | "radians") => Self::Foreign,
            Some("merge" | "value" | "include") => Self::Scalar,
            _ => Self::Anything,
        }
    }

    fn kind(self) -> Option<YamlKind> {
        match self {
            Self::Anything | Self::Untyped | Self::Foreign => None,
            Self::List => Some(YamlKind::List),
            Self::Mapping => Some(YamlKind::Mapping),
            Self::Scalar | Self::Text | Self::Null | Self::Bool | Self::Whole | Self::Float => {
                Some(YamlKind::Scalar)
            }
        }
    }
}

/// Whether a value of that kind may have that tag; says why not.
pub(super) fn check(tag: Option<&Tag>, kind: YamlKind) -> Result<(), String> {
    let Some(tag) = tag else {
        return Ok(());
    };
    let meaning = Meaning::of(tag);
    let fits = meaning.kind().is_none_or(|of| of == kind) && meaning != Meaning::Foreign;
    let said = || format!("unsupported tag `{}`", excerpt(&tag.original()));
    fits.then_some(()).ok_or_else(said)
}

/// The value that a scalar is; says why it is none.
pub(super) fn value<'t>(
    text: Cow<'t, str>,
    style: ScalarStyle,
    tag: Option<&Tag>,
) -> Result<NodeValue<'t>, String> {
    let meaning = tag.map_or(Meaning::Anything, Meaning::of);
    check(tag, YamlKind::Scalar)?;
    let checked = |fits: bool| {
        let literal = fits.then_some(NodeValue::Literal);
        literal.ok_or_else(|| {
            let kind = tag.map(Tag::original).unwrap_or_default();
            format!("`{}` is no {}", excerpt(&text), excerpt(&kind))
        })
    };
    let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
    match meaning {
        // The last three have been refused above.
        Meaning::Null | Meaning::List | Meaning::Mapping | Meaning::Foreign => Ok(NodeValue::Null),
        Meaning::Bool => checked(is_truth(trimmed)),
        Meaning::Whole => checked(is_whole(trimmed)),
        Meaning::Float => checked(is_float(trimmed)),
        Meaning::Anything | Meaning::Scalar if style == ScalarStyle::Plain => Ok(plain(text)),
        Meaning::Anything | Meaning::Scalar | Meaning::Text | Meaning::Untyped => {
            Ok(NodeValue::Text(text.into()))
        }
    }
}

/// What a scalar without quotes looks like.
fn plain(text: Cow<'_, str>) -> NodeValue<'_> {
    let literal = match text.as_bytes().first() {
        None => return NodeValue::Null,
        Some(b'~' | b'n' | b'N') if matches!(&*text, "~" | "null" | "Null" | "NULL") => {
            return NodeValue::Null;
        }
        Some(b't' | b'T' | b'f' | b'F') => is_truth(&text),
        Some(b'0'..=b'9' | b'-' | b'+' | b'.') => is_whole(&text) || is_float(&text),
        _ => false,
    };
    if literal { NodeValue::Literal } else { NodeValue::Text(text.into()) }
}

fn is_truth(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

/// Whether a text is a whole number. Digits may be parted by `_`.
fn is_whole(text: &str) -> bool {
    let text = unsigned(text);
    let (radix, digits) = match text.get(..2) {
        Some("0x" | "0X") => (16, &text[2..]),
        Some("0o" | "0O") => (8, &text[2..]),
        Some("0b" | "0B") => (2, &text[2..]),
        _ if text.starts_with('0') && text.len() > 1 => return false,
        _ => (10, text),
    };
    let mut groups = digits.split('_');
    groups.all(|group| !group.is_empty() && group.chars().all(|digit| digit.is_digit(radix)))
}

fn is_float(text: &str) -> bool {
    let unsigned = unsigned(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN" => true,
        // Rust would also take `inf`.
        _ => {
            unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.')
                && unsigned.parse::<f64>().is_ok()
        }
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}
