//! Values as YAML: a scalar on one line, a collection in brackets, an entry with one key a line.

use crate::{
    diag::{ScalarPosition, scalar},
    import::Value,
    input::{ValueType, shape},
};
use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};

/// The widest list that is written in one line, in characters.
const WIDEST: usize = 90;

/// Returns the value of a key on one line. Collections are in brackets.
pub fn inline(key: &str, value: &Value, position: ScalarPosition) -> String {
    let mut text = String::new();
    write_inline(key, value, position, &mut text);
    text
}

/// Returns an item of a list in block style without the last line break: a dash, then one key a line, or a scalar.
pub fn block_item(list: &str, item: &Value, indent: usize) -> String {
    let dash = format!("{}- ", " ".repeat(indent));
    let Value::Map(pairs) = item else {
        return dash + &inline(list, item, ScalarPosition::Value);
    };
    let mut lead = dash;
    let mut all: Vec<String> = Vec::new();
    for (key, value) in pairs {
        all.extend(key_lines(&lead, key, value));
        lead = " ".repeat(indent + 2);
    }
    all.join("\n")
}

/// Returns the lines of a key in block style. A list that is too wide for one line gets a line for each item.
pub(super) fn key_lines(lead: &str, key: &str, value: &Value) -> Vec<String> {
    let head = format!("{lead}{}:", scalar(key, ScalarPosition::Key));
    let line = format!("{head} {}", inline(key, value, ScalarPosition::Value));
    let items = match value {
        Value::List(items) => items.as_slice(),
        Value::Text(_) | Value::Refer(..) | Value::Map(_) => &[],
    };
    if items.len() < 2 || line.chars().count() <= WIDEST {
        return vec![line];
    }
    // Behind the dash of an item the next lines begin in the column of its first key.
    let indent = lead.replace('-', " ");
    let mut lines = vec![head];
    let texts = items.iter().map(|item| inline(key, item, ScalarPosition::Value));
    lines.extend(texts.map(|text| format!("{indent}  - {text}")));
    lines
}

fn write_inline(key: &str, value: &Value, position: ScalarPosition, out: &mut String) {
    match value {
        Value::Text(text) | Value::Refer(text, _) if is_unquoted(key, &text.value) => {
            out.push_str(&text.value);
        }
        Value::Text(text) | Value::Refer(text, _) => out.push_str(&scalar(&text.value, position)),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                write_inline(key, item, ScalarPosition::Flow, out);
            }
            out.push(']');
        }
        Value::Map(pairs) => {
            out.push('{');
            for (at, (key, value)) in pairs.iter().enumerate() {
                let comma = if at == 0 { "" } else { ", " };
                // A string takes every text.
                let _ = write!(out, "{comma}{}: ", scalar(key, ScalarPosition::Key));
                write_inline(key, value, ScalarPosition::Flow, out);
            }
            out.push('}');
        }
    }
}

/// The keys of the format that hold a number or a date, at any depth.
// Found once from the schema, by the word of the key: a key means the same at every depth.
static FIGURES: LazyLock<HashMap<&'static str, ValueType>> = LazyLock::new(|| {
    let mut figures = HashMap::new();
    shape().each_key(&mut |key| {
        let figure = key.shape.value_type().filter(|it| it.is_number() || *it == ValueType::Date);
        figures.extend(figure.map(|figure| (key.word, figure)));
    });
    figures
});

/// Returns whether a text is a number or date where the format has one: it is written without quotes.
fn is_unquoted(key: &str, text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match FIGURES.get(key) {
        None => false,
        Some(ValueType::Date) => text.split('-').all(digits),
        Some(_) => text.split('.').count() <= 2 && text.split('.').all(digits),
    }
}
