//! An item of a list, and how it is written as YAML and as JSON.

use std::{fmt::Display, io::Write};

/// A value of an item. Texts need no quotes in YAML: the generator's words are chosen so.
pub(crate) enum Value {
    /// A text or a number, as it is in YAML.
    Text(String),
    /// A number.
    Number(u64),
    /// A list.
    List(Vec<Value>),
    /// Keys with their values.
    Item(Item),
}

/// Keys with their values, in their order.
pub(crate) type Item = Vec<(&'static str, Value)>;

/// A text.
pub(crate) fn text(words: impl Display) -> Value {
    Value::Text(words.to_string())
}

/// A list of texts.
pub(crate) fn texts(all: impl IntoIterator<Item = impl Display>) -> Value {
    Value::List(all.into_iter().map(text).collect())
}

/// How a map is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum MapFormat {
    /// As people write it.
    Yaml,
    /// As programs do.
    Json,
}

impl MapFormat {
    /// How the name of a file ends.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Json => "json",
        }
    }
}

/// Writes one map, list by list.
pub(crate) struct Scribe<W> {
    out: W,
    format: MapFormat,
    lists: usize,
}

impl<W: Write> Scribe<W> {
    /// Begins a map.
    pub(crate) fn new(out: W, format: MapFormat) -> Self {
        Self { out, format, lists: 0 }
    }

    /// Writes the value of a key that holds one item.
    pub(crate) fn one(&mut self, key: &str, item: Item) -> std::io::Result<()> {
        self.key(key)?;
        match self.format {
            MapFormat::Yaml => block(&mut self.out, item, ["  ", "  "]),
            MapFormat::Json => {
                json(&mut self.out, &Value::Item(item))?;
                writeln!(self.out)
            }
        }
    }

    /// Writes a list, unless it is empty.
    pub(crate) fn list(
        &mut self,
        key: &str,
        items: impl Iterator<Item = Item>,
    ) -> std::io::Result<()> {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return Ok(());
        }
        self.key(key)?;
        for (at, item) in items.enumerate() {
            match self.format {
                MapFormat::Yaml => block(&mut self.out, item, ["  - ", "    "])?,
                MapFormat::Json => {
                    write!(self.out, "{}", if at == 0 { "[\n  " } else { ",\n  " })?;
                    json(&mut self.out, &Value::Item(item))?;
                }
            }
        }
        match self.format {
            MapFormat::Yaml => Ok(()),
            MapFormat::Json => writeln!(self.out, "\n]"),
        }
    }

    /// Ends the map.
    pub(crate) fn end(mut self) -> std::io::Result<()> {
        if self.format == MapFormat::Json {
            writeln!(self.out, "}}")?;
        }
        self.out.flush()
    }

    fn key(&mut self, key: &str) -> std::io::Result<()> {
        self.lists += 1;
        match (self.format, self.lists) {
            (MapFormat::Yaml, _) => writeln!(self.out, "{key}:"),
            (MapFormat::Json, 1) => write!(self.out, "{{\"{key}\": "),
            (MapFormat::Json, _) => write!(self.out, ",\"{key}\": "),
        }
    }
}

/// An item in lines: what the first begins with, and each behind it.
fn block(out: &mut impl Write, item: Item, [first, other]: [&str; 2]) -> std::io::Result<()> {
    for (at, (key, value)) in item.into_iter().enumerate() {
        write!(out, "{}{key}: ", if at == 0 { first } else { other })?;
        yaml(out, &value)?;
        writeln!(out)?;
    }
    Ok(())
}

fn yaml(out: &mut impl Write, value: &Value) -> std::io::Result<()> {
    match value {
        Value::Text(text) => write!(out, "{text}"),
        Value::Number(number) => write!(out, "{number}"),
        Value::List(values) => {
            write!(out, "[")?;
            for (at, value) in values.iter().enumerate() {
                write!(out, "{}", if at == 0 { "" } else { ", " })?;
                yaml(out, value)?;
            }
            write!(out, "]")
        }
        Value::Item(item) => {
            write!(out, "{{")?;
            for (at, (key, value)) in item.iter().enumerate() {
                write!(out, "{}{key}: ", if at == 0 { "" } else { ", " })?;
                yaml(out, value)?;
            }
            write!(out, "}}")
        }
    }
}

fn json(out: &mut impl Write, value: &Value) -> std::io::Result<()> {
    match value {
        Value::Text(text) => write!(out, "\"{text}\""),
        Value::Number(number) => write!(out, "{number}"),
        Value::List(values) => {
            write!(out, "[")?;
            for (at, value) in values.iter().enumerate() {
                write!(out, "{}", if at == 0 { "" } else { "," })?;
                json(out, value)?;
            }
            write!(out, "]")
        }
        Value::Item(item) => {
            write!(out, "{{")?;
            for (at, (key, value)) in item.iter().enumerate() {
                write!(out, "{}\"{key}\":", if at == 0 { "" } else { "," })?;
                json(out, value)?;
            }
            write!(out, "}}")
        }
    }
}
