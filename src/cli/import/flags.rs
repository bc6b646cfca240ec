//! The flags of a mapping, as the mapping file that says the same: their mistakes stand at a place too.

use anyhow::bail;
use custmap::{
    diag::{Place, Sources},
    input::{OneOrMany, Pairs, RawColumn, RawKind, RawMapping, RawValue, Text},
};

/// How the flags are called where one of them is wrong.
const NAME: &str = "<command line>";

/// Flags on their way to a mapping.
pub(super) struct Flags<'s> {
    sources: &'s mut Sources,
    lines: Vec<String>,
    mapping: RawMapping,
}

impl<'s> Flags<'s> {
    pub(super) fn new(sources: &'s mut Sources) -> Self {
        Self { sources, lines: Vec::new(), mapping: RawMapping::default() }
    }

    /// A value of a flag with its place: each flag is a line.
    fn text(&mut self, flag: &str, value: &str) -> Text {
        self.lines.push(format!("--{flag} {value}"));
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let place = Place {
            line: count(self.lines.len()),
            column: count(flag.len() + 4),
            ..Place::default()
        };
        let value = value.into();
        Text { value, place }
    }

    /// `--as LIST`.
    pub(super) fn target(&mut self, list: Option<&str>) {
        self.mapping.target = list.map(|list| self.text("as", list));
    }

    /// `--split SIGN`.
    pub(super) fn split(&mut self, sign: Option<&str>) {
        self.mapping.split = sign.map(|sign| self.text("split", sign));
    }

    /// `--map KEY=COLUMN`.
    pub(super) fn map(&mut self, words: &[String]) -> anyhow::Result<()> {
        let mut pairs: Vec<(Text, OneOrMany<RawColumn>)> = Vec::new();
        for word in words {
            let (key, column) = pair("map", "KEY=COLUMN", word)?;
            let (place, at) = (self.text("map", word).place, key.chars().count());
            let name = Text { value: column.into(), place: right(place, at + 1) };
            let column = RawColumn { place, column: Some(name), ..RawColumn::default() };
            match pairs.iter_mut().find(|(known, _)| &*known.value == key) {
                Some((_, OneOrMany(columns))) => columns.push(column),
                None => pairs.push((Text { value: key.into(), place }, OneOrMany(vec![column]))),
            }
        }
        self.mapping.map = Some(Pairs(pairs));
        Ok(())
    }

    /// `--values KEY:FROM=TO`, behind `--map`.
    pub(super) fn values(&mut self, words: &[String]) -> anyhow::Result<()> {
        for word in words {
            let (key, value) = match word.split_once(':') {
                Some((key, value)) if value.contains('=') => (key, value),
                _ => bail!("--values {word}: write --values KEY:FROM=TO"),
            };
            let (from, to) = pair("values", "KEY:FROM=TO", value)?;
            let text = self.text("values", word);
            let place = text.place;
            let pairs = self.mapping.map.as_mut().map(|pairs| &mut pairs.0);
            let found =
                pairs.and_then(|pairs| pairs.iter_mut().find(|(known, _)| &*known.value == key));
            let Some((_, OneOrMany(columns))) = found else {
                bail!(
                    "--values {word}: no column is mapped to `{key}`\nhelp: add --map {key}=COLUMN"
                );
            };
            let kind = if to.is_empty() { RawKind::Null } else { RawKind::Text(to.into()) };
            let value = RawValue { place, span: 0..0, kind };
            for column in columns {
                let Pairs(values) = column.values.get_or_insert_default();
                values.push((Text { value: from.into(), place }, value.clone()));
            }
        }
        Ok(())
    }

    /// `--set KEY=VALUE`.
    pub(super) fn set(&mut self, words: &[String]) -> anyhow::Result<()> {
        let mut pairs: Vec<(Text, OneOrMany<Text>)> = Vec::new();
        for word in words {
            let (key, value) = pair("set", "KEY=VALUE", word)?;
            let place = self.text("set", word).place;
            let value = Text { value: value.into(), place: right(place, key.chars().count() + 1) };
            match pairs.iter_mut().find(|(known, _)| &*known.value == key) {
                Some((_, OneOrMany(values))) => values.push(value),
                None => pairs.push((Text { value: key.into(), place }, OneOrMany(vec![value]))),
            }
        }
        self.mapping.set = Some(Pairs(pairs));
        Ok(())
    }

    /// The mapping, with the flags as a source of their own.
    pub(super) fn mapping(mut self) -> RawMapping {
        if self.lines.is_empty() {
            self.lines.push("custmap import".to_owned());
        }
        let file = self.sources.add(NAME, self.lines.join("\n"));
        let mapping = &mut self.mapping;
        mapping.place = Place { file, line: 1, column: 1 };
        let texts = [&mut mapping.target, &mut mapping.split].into_iter().flatten();
        texts.for_each(|text| text.place.file = file);
        for (key, OneOrMany(columns)) in mapping.map.iter_mut().flat_map(|pairs| &mut pairs.0) {
            key.place.file = file;
            for column in columns {
                column.place.file = file;
                column.column.iter_mut().for_each(|name| name.place.file = file);
            }
        }
        for (key, OneOrMany(values)) in mapping.set.iter_mut().flat_map(|pairs| &mut pairs.0) {
            key.place.file = file;
            for value in values {
                value.place.file = file;
            }
        }
        self.mapping
    }
}

/// The pairs of `--map`, each with its place.
pub(super) fn pairs(words: &[String], sources: &mut Sources) -> anyhow::Result<Vec<(Text, Text)>> {
    let mut flags = Flags::new(sources);
    flags.map(words)?;
    let Pairs(pairs) = flags.mapping().map.unwrap_or_default();
    let pairs = pairs.into_iter().flat_map(|(key, OneOrMany(columns))| {
        let columns = columns.into_iter().filter_map(|column| column.column);
        columns.map(move |column| (key.clone(), column)).collect::<Vec<_>>()
    });
    Ok(pairs.collect())
}

fn right(place: Place, by: usize) -> Place {
    let column = place.column + u32::try_from(by).unwrap_or(0);
    Place { column, ..place }
}

fn pair<'w>(flag: &str, shape: &str, word: &'w str) -> anyhow::Result<(&'w str, &'w str)> {
    match word.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.trim(), value)),
        _ => bail!("--{flag} {word}: write --{flag} {shape}"),
    }
}
