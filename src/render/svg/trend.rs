//! A trend: a line for each thing that is counted, its first and last value beside it.

use super::{Label, Px, to_f64};
use crate::report::{Trend, TrendLine};
use askama::Template;

/// Most letters of a label.
const LETTERS: usize = 34;
/// Around the picture, and between its columns.
const MARGIN: f64 = 16.0;
/// The width and the height of a line, and from one to the next.
const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 24.0;
const ROW: f64 = 40.0;
/// Above the first line: the title and the dates.
const TOP: f64 = 72.0;

#[derive(Template)]
#[template(path = "trend.svg", config = "src/render/askama.toml")]
struct TrendPicture {
    title: String,
    width: Px,
    height: Px,
    /// Where the lines begin and end.
    left: Px,
    right: Px,
    dates: (String, String),
    rows: Vec<PictureRow>,
}

struct PictureRow {
    label: Label,
    x: Px,
    y: Px,
    ends: (String, String),
    /// The pieces of the line: it is broken where a value is not known.
    pieces: Vec<String>,
    /// The last value.
    end: Option<(Px, Px)>,
}

/// Draws a trend, for a file of its own.
pub fn trend(trend: &Trend) -> String {
    let dates = trend.dates();
    let lines = trend.lines();
    let days: Vec<f64> = dates.iter().map(|date| date.days_since_1970()).collect();
    let widest = |of: fn(&TrendLine) -> &str| {
        let widths = lines.iter().map(|line| Label::new(of(line), LETTERS).width());
        widths.fold(0.0, f64::max)
    };
    let left =
        MARGIN * 2.0 + widest(|line| &line.label) + MARGIN + widest(|line| &line.ends.0) + MARGIN;
    let right = left + WIDTH;
    let (first, last) = (days.first().copied(), days.last().copied());
    let x = |at: usize| match (first, last) {
        (Some(first), Some(last)) if last > first => {
            left + WIDTH * (days[at] - first) / (last - first)
        }
        _ => left,
    };
    let rows = lines.iter().enumerate().map(|(row, line)| {
        let y = TOP + to_f64(row) * ROW;
        let points = points(line, x, y);
        PictureRow {
            label: Label::new(&line.label, LETTERS),
            x: Px(MARGIN + to_f64(line.depth) * MARGIN),
            y: Px(y + HEIGHT / 2.0 + 4.0),
            ends: line.ends.clone(),
            pieces: pieces(&points),
            end: points.iter().rev().find_map(|point| *point),
        }
    });
    let labels = trend.labels();
    let date = |at: Option<&String>| at.map_or("", String::as_str).to_owned();
    let title = trend.title();
    let title_width = MARGIN + Label::new(&title, usize::MAX).width() * 1.3;
    let width = right + MARGIN + widest(|line| &line.ends.1) + MARGIN;
    TrendPicture {
        width: Px(width.max(title_width)),
        height: Px(TOP + to_f64(lines.len()) * ROW + MARGIN),
        left: Px(left),
        right: Px(right),
        dates: (date(labels.first()), date(labels.last())),
        rows: rows.collect(),
        title,
    }
    .to_string()
}

/// Where the values of a line are, from the lowest to the highest of them.
fn points(line: &TrendLine, x: impl Fn(usize) -> f64, y: f64) -> Vec<Option<(Px, Px)>> {
    let known = || line.values.iter().flatten().copied();
    let (low, high) = (known().fold(f64::MAX, f64::min), known().fold(f64::MIN, f64::max));
    let height = |value: f64| {
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        y + HEIGHT * (1.0 - part)
    };
    let point =
        |(at, value): (usize, &Option<f64>)| value.map(|value| (Px(x(at)), Px(height(value))));
    line.values.iter().enumerate().map(point).collect()
}

/// The points of each piece of a line, as SVG writes them.
fn pieces(points: &[Option<(Px, Px)>]) -> Vec<String> {
    let runs = points.split(Option::is_none).filter(|run| !run.is_empty());
    let written = runs.map(|run| {
        let points = run.iter().flatten().map(|(x, y)| format!("{x},{y}"));
        points.collect::<Vec<_>>().join(" ")
    });
    written.collect()
}
