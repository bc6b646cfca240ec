//! Errors of a file for people: each with the line that it is about, drawn by annotate-snippets.

use super::clean;
use crate::diag::{Code, Diagnostic, Location, Severity, Source, Sources, count};
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// A line longer than this is named and not shown.
// A map in JSON can be one line of any length.
const LONGEST_LINE: usize = 400;
/// Two places this many lines apart are shown in one piece.
const ONE_PIECE: u32 = 30;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The most of one code.
    pub most: usize,
    /// The width of the screen.
    pub width: usize,
}

/// Writes each diagnostic with its line, and a last line that counts them.
///
/// # Errors
/// The errors of `out`.
pub fn snippets(
    all: &[Diagnostic],
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer =
        Renderer::styled().term_width(style.width.max(40)).decor_style(DecorStyle::Ascii);
    let mut written: BTreeMap<Code, usize> = BTreeMap::new();
    for one in all {
        let count = written.entry(one.code).or_default();
        *count += 1;
        if *count <= style.most {
            writeln!(out, "{}\n", renderer.render(&[group(one, sources)]))?;
        }
    }
    left_out(&written, style.most, out)?;
    summary(all, out)
}

/// Says how many more of a code there are.
fn left_out(written: &BTreeMap<Code, usize>, most: usize, out: &mut dyn Write) -> io::Result<()> {
    for (code, count) in written.iter().filter(|(_, count)| **count > most) {
        writeln!(out, "{} more of {}: --all", count - most, code.word())?;
    }
    Ok(())
}

/// Counts them by severity, worst first.
fn summary(all: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let counts: Vec<String> = Severity::ALL
        .iter()
        .copied()
        .rev()
        .filter_map(|severity| {
            let number = all.iter().filter(|one| one.severity == severity).count();
            (number > 0).then(|| count(number, severity.word()))
        })
        .collect();
    match counts.as_slice() {
        [] => writeln!(out, "No errors and no findings."),
        counts => writeln!(out, "{}. What a code means: custmap explain CODE", counts.join(", ")),
    }
}

/// A diagnostic as the drawing library takes it.
fn group<'d>(one: &'d Diagnostic, sources: &'d Sources) -> Group<'d> {
    let level = match one.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(clean(&one.message)).id(one.code.word());
    let group = with_excerpt(Group::with_title(title), one, sources);
    match one.help.as_str() {
        "" => group,
        help => group.element(Level::HELP.message(clean(help))),
    }
}

/// Adds the line of a place, with the places that explain it.
fn with_excerpt<'s>(group: Group<'s>, one: &'s Diagnostic, sources: &'s Sources) -> Group<'s> {
    let at = sources.location(one.place);
    let others =
        one.others.iter().map(|(place, label)| (place.file, sources.location(*place), label));
    let (near, mut far): (Vec<_>, Vec<_>) = others.partition(|(file, other, _)| {
        *file == one.place.file && other.line.abs_diff(at.line) <= ONE_PIECE
    });
    let lines = near.iter().map(|(_, other, _)| other.line).chain([at.line]);
    let first = lines.clone().min().unwrap_or(at.line);
    let last = lines.max().unwrap_or(at.line);
    let excerpt = if let Some(text) = piece(sources.file(one.place.file), first, last) {
        let mark = |kind: AnnotationKind, at: Location<'_>| -> Annotation<'s> {
            kind.span(span(&text, at.line - first, at.column))
        };
        let mut marks = vec![mark(AnnotationKind::Primary, at)];
        if let Some(label) = &one.label {
            // Labels are cleaned like all texts of a file: SPEC 7.
            marks[0] = mark(AnnotationKind::Primary, at).label(clean(label));
        }
        marks
            .extend(near.iter().map(|(_, other, label)| {
                mark(AnnotationKind::Context, *other).label(clean(label))
            }));
        let snippet = Snippet::source(text).line_start(first as usize);
        group.element(snippet.path(clean(at.file)).fold(true).annotations(marks))
    } else {
        far.extend(near);
        group.element(Origin::path(clean(&at.to_string()).into_owned()))
    };
    far.into_iter().fold(excerpt, |group, (_, other, label)| {
        group.element(Level::NOTE.message(clean(&format!("{label}: {other}")).into_owned()))
    })
}

/// The lines from `first` to `last` of a file; none where one is too long to be shown, or a cell of a sheet is meant.
fn piece(source: &Source, first: u32, last: u32) -> Option<String> {
    if source.sheet.is_some() {
        return None;
    }
    let line = |number: u32| {
        let text = &source.text[source.line(number)?];
        (text.len() <= LONGEST_LINE).then(|| clean(text))
    };
    let lines: Option<Vec<_>> = (first..=last).map(line).collect();
    Some(lines?.join("\n"))
}

/// The bytes of the word that begins at a column of a line of `text`, both counted from the start.
fn span(text: &str, line: u32, column: u32) -> std::ops::Range<usize> {
    let before: usize = text.split('\n').take(line as usize).map(|line| line.len() + 1).sum();
    let line = text[before..].split('\n').next().unwrap_or("");
    let mut chars = line.char_indices().skip(column as usize - 1).map(|(at, _)| at);
    let start = chars.next().unwrap_or(line.len());
    before + start..before + start + word(&line[start..])
}

/// How many bytes of a line's rest are the value that it begins with.
fn word(rest: &str) -> usize {
    let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c));
    if let Some(quote) = quote {
        return rest[1..].find(quote).map_or(rest.len(), |end| end + 2);
    }
    let end = rest.find([',', ']', '}', '#']).unwrap_or(rest.len());
    let end = rest[..end].find(": ").unwrap_or(end);
    let end = rest[..end].trim_end().trim_end_matches(':').len();
    let first = rest.chars().next().map_or(0, char::len_utf8);
    if rest.starts_with(['{', '[']) { first } else { end.max(first) }
}
