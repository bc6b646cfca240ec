//! Errors and findings for people: with the line that they are about, drawn by annotate-snippets.

use super::{clean, table::fill_hanging};
use crate::diag::{Code, Diagnostic, FileId, Place, Severity, Source, Sources};
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// A line longer than this is named and not shown.
const LONGEST_LINE: usize = 400;
/// Two places this many lines apart are shown in one piece.
const ONE_PIECE: u32 = 30;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// At most so many of one code.
    pub most: usize,
    /// The width of the screen.
    pub width: usize,
}

/// Writes each diagnostic with its line, and a last line that counts them.
///
/// # Errors
/// What `out` answers.
pub fn snippets(
    all: &[Diagnostic],
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = Renderer::styled().term_width(style.width.max(40));
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut lines = Lines::new(sources);
    let mut written: BTreeMap<Code, usize> = BTreeMap::new();
    for one in all {
        let count = written.entry(one.code).or_default();
        *count += 1;
        if *count <= style.most {
            writeln!(out, "{}\n", renderer.render(&[group(one, &mut lines)]))?;
        }
    }
    left_out(&written, style.most, out)?;
    summary(all, out)
}

/// Writes a line for each finding, those of one code together with what to do, and a last line.
///
/// # Errors
/// What `out` answers.
pub fn findings(
    all: &[Diagnostic],
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let width = style.width.max(40);
    let mut codes: Vec<(Severity, Code)> = all.iter().map(|one| (one.severity, one.code)).collect();
    codes.sort_unstable_by_key(|(severity, code)| (std::cmp::Reverse(*severity), *code));
    codes.dedup();
    let mut written: BTreeMap<Code, usize> = BTreeMap::new();
    for (severity, code) in codes {
        let of_code = all.iter().filter(|one| one.code == code && one.severity == severity);
        let color = color(severity);
        for one in of_code {
            let count = written.entry(code).or_default();
            *count += 1;
            if *count > style.most {
                continue;
            }
            let head = format!("{}[{}]", severity.word(), code.word());
            let place = one.place.map_or(String::new(), |place| at(sources, place));
            let (message, place) = (clean(&one.message), clean(&place));
            let text = format!("{head}: {message}");
            let used = textwrap::core::display_width(&text) + textwrap::core::display_width(&place);
            let gap = match width.checked_sub(used + 2) {
                Some(gap) => " ".repeat(gap + 2),
                None => "\n    ".to_owned(),
            };
            let text = fill_hanging(&text, width, "", "    ");
            let text = text.strip_prefix(&*head).unwrap_or(&text);
            writeln!(out, "{color}{head}{color:#}{text}{gap}{place}")?;
        }
        let help = format!("help: {}", code.advice());
        writeln!(out, "{}\n", fill_hanging(&help, width, "  ", "        "))?;
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
    let counts = Severity::ALL.into_iter().rev().filter_map(|severity| {
        let count = all.iter().filter(|one| one.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.word()))
    });
    let counts: Vec<String> = counts.collect();
    match counts.as_slice() {
        [] => writeln!(out, "No errors and no findings."),
        counts => writeln!(out, "{}. What a code means: custmap explain CODE", counts.join(", ")),
    }
}

fn color(severity: Severity) -> anstyle::Style {
    let color = match severity {
        Severity::Error => anstyle::AnsiColor::BrightRed,
        Severity::Warning => anstyle::AnsiColor::Yellow,
        Severity::Note => anstyle::AnsiColor::BrightBlue,
    };
    color.on_default().bold()
}

fn at(sources: &Sources, place: Place) -> String {
    let name = &sources.file(place.file).name;
    format!("{name}:{}:{}", place.line, place.column)
}

/// A diagnostic as the drawing library takes it.
fn group<'d>(one: &'d Diagnostic, lines: &mut Lines<'d>) -> Group<'d> {
    let level = match one.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(clean(&one.message)).id(one.code.word());
    let mut group = Group::with_title(title);
    if let Some(place) = one.place {
        group = lines.show(group, place, &one.label, one.other.as_ref());
    }
    match one.help.as_str() {
        "" => group,
        help => group.element(Level::HELP.message(clean(help))),
    }
}

/// Where the lines of each file begin, found when first asked for.
struct Lines<'s> {
    sources: &'s Sources,
    starts: BTreeMap<FileId, Vec<usize>>,
}

impl<'s> Lines<'s> {
    fn new(sources: &'s Sources) -> Self {
        Self { sources, starts: BTreeMap::new() }
    }

    /// Adds the line of a place, with what explains it.
    fn show(
        &mut self,
        group: Group<'s>,
        place: Place,
        label: &'s str,
        other: Option<&'s (Place, String)>,
    ) -> Group<'s> {
        let near = other.filter(|(other, _)| {
            other.file == place.file && other.line.abs_diff(place.line) <= ONE_PIECE
        });
        let first = near.map_or(place.line, |(other, _)| other.line.min(place.line));
        let last = near.map_or(place.line, |(other, _)| other.line.max(place.line));
        let mark = |kind: AnnotationKind| move |span| kind.span(span);
        let mut marks = vec![(place, label, mark(AnnotationKind::Primary))];
        if let Some((other, label)) = near {
            marks.push((*other, label, mark(AnnotationKind::Context)));
        }
        let group = match self.piece(place.file, first, last) {
            Some(text) => {
                let marks = marks.into_iter().map(|(at, label, mark)| {
                    let annotation: Annotation<'s> = mark(span(&text, at.line - first, at.column));
                    if label.is_empty() { annotation } else { annotation.label(clean(label)) }
                });
                let marks: Vec<Annotation<'s>> = marks.collect();
                let snippet = Snippet::source(text).line_start(first as usize);
                let path = clean(&self.sources.file(place.file).name);
                group.element(snippet.path(path).fold(true).annotations(marks))
            }
            None => group.element(self.origin(place)),
        };
        match other {
            Some((other, label)) if near.is_none() => {
                let text = format!("{}: {}", clean(label), at(self.sources, *other));
                group.element(Level::NOTE.message(text))
            }
            _ => group,
        }
    }

    fn origin(&self, place: Place) -> Origin<'s> {
        let name = clean(&self.sources.file(place.file).name);
        let origin = Origin::path(name).line(place.line as usize);
        origin.char_column(place.column as usize)
    }

    /// The lines from `first` to `last` of a file; none where one is too long to be shown.
    fn piece(&mut self, file: FileId, first: u32, last: u32) -> Option<String> {
        let source: &'s Source = self.sources.file(file);
        let starts = self.starts.entry(file).or_insert_with(|| {
            let breaks = source.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        });
        let line = |number: u32| {
            let start = *starts.get(number as usize - 1)?;
            let end = starts.get(number as usize).copied().unwrap_or(source.text.len());
            let text = source.text[start..end].trim_end_matches(['\n', '\r']);
            (text.len() <= LONGEST_LINE).then(|| clean(text))
        };
        let lines: Option<Vec<_>> = (first..=last).map(line).collect();
        Some(lines?.join("\n"))
    }
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
