//! The picture: seconds over units, both in powers of ten, each line with its name at its end.

use std::fmt::{self, Write as _};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 440.0;
/// Where the lines are drawn: left, top, right, bottom.
const LEFT: f64 = 74.0;
const TOP: f64 = 44.0;
const RIGHT: f64 = 560.0;
const BOTTOM: f64 = 388.0;
/// Names stand at least so far apart.
const APART: f64 = 17.0;

/// Colours that are told apart on white and on black, by those who are colour-blind too.
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#57606a;paint-order:stroke;stroke:#fff;stroke-width:4px}.grid{stroke:#8c959f;stroke-opacity:.3}\
.line{fill:none;stroke:#8c959f;stroke-width:1.5;stroke-dasharray:5 4}.own.line{stroke:#0969da;stroke-width:2.5;stroke-dasharray:none}\
.dot{fill:#8c959f}.own.dot{fill:#0969da}.head{font-size:15px;font-weight:600;fill:#24292f}text.own{fill:#0969da;font-weight:600}\
@media(prefers-color-scheme:dark){text{fill:#9198a1;stroke:#0d1117}.head{fill:#f0f6fc}.own.line{stroke:#4493f8}.own.dot,text.own{fill:#4493f8}}";

/// One line.
pub(crate) struct Line {
    name: &'static str,
    class: &'static str,
    /// Units and seconds.
    pub(crate) points: Vec<(f64, f64)>,
}

impl Line {
    /// A line of custmap.
    pub(crate) fn ours(name: &'static str) -> Self {
        Self { name, class: "own ", points: Vec::new() }
    }

    /// A line of somebody else.
    pub(crate) fn peer(name: &'static str) -> Self {
        Self { class: "", ..Self::ours(name) }
    }
}

/// The picture.
pub(crate) struct Chart {
    lines: Vec<Line>,
    /// Powers of ten: of units, then of seconds.
    across: [f64; 2],
    up: [f64; 2],
}

impl Chart {
    /// A picture of the lines that have points.
    pub(crate) fn new(mut lines: Vec<Line>) -> Self {
        // A clock may show nothing for what is very short.
        for line in &mut lines {
            line.points.retain(|(_, seconds)| *seconds > 0.0);
        }
        lines.retain(|line| !line.points.is_empty());
        let points = || lines.iter().flat_map(|line| &line.points);
        Self {
            across: bounds(points().map(|point| point.0)),
            up: bounds(points().map(|point| point.1)),
            lines,
        }
    }

    /// The picture as SVG.
    pub(crate) fn svg(&self) -> Result<String, fmt::Error> {
        let mut svg = String::new();
        writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"t d\">"
        )?;
        writeln!(svg, "<title id=\"t\">CPU seconds by number of units</title>")?;
        writeln!(svg, "<desc id=\"d\">{}</desc>", self.words()?)?;
        writeln!(svg, "<style>{STYLE}</style>")?;
        writeln!(
            svg,
            "<text class=\"head\" x=\"{LEFT}\" y=\"22\">CPU seconds to derive everyone’s customers</text>"
        )?;
        self.axes(&mut svg)?;
        for line in &self.lines {
            self.line(&mut svg, line)?;
        }
        self.names(&mut svg)?;
        writeln!(svg, "</svg>")?;
        Ok(svg)
    }

    /// The figures in words, for those who don't see them.
    fn words(&self) -> Result<String, fmt::Error> {
        let mut words = String::new();
        for line in &self.lines {
            write!(words, "{}: ", line.name)?;
            for (at, (units, seconds)) in line.points.iter().enumerate() {
                let comma = if at == 0 { "" } else { ", " };
                write!(
                    words,
                    "{comma}{} units {seconds:.1$} s",
                    power(units.log10()),
                    digits(*seconds)
                )?;
            }
            write!(words, ". ")?;
        }
        Ok(words)
    }

    fn axes(&self, svg: &mut String) -> fmt::Result {
        for power_of in steps(self.up) {
            let y = self.y(10_f64.powf(power_of));
            writeln!(svg, "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>")?;
            let x = LEFT - 10.0;
            writeln!(
                svg,
                "<text x=\"{x}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                y + 4.5,
                seconds(power_of)
            )?;
        }
        for power_of in steps(self.across) {
            let (x, y) = (self.x(10_f64.powf(power_of)), BOTTOM + 20.0);
            writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
                power(power_of)
            )?;
        }
        let middle = f64::midpoint(LEFT, RIGHT);
        writeln!(
            svg,
            "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">units</text>",
            BOTTOM + 42.0
        )
    }

    fn line(&self, svg: &mut String, line: &Line) -> fmt::Result {
        let at = |(units, seconds): (f64, f64)| (self.x(units), self.y(seconds));
        write!(svg, "<path class=\"{}line\" d=\"", line.class)?;
        for (number, point) in line.points.iter().enumerate() {
            let (x, y) = at(*point);
            write!(svg, "{}{x:.1} {y:.1}", if number == 0 { 'M' } else { 'L' })?;
        }
        writeln!(svg, "\"/>")?;
        for point in &line.points {
            let (x, y) = at(*point);
            writeln!(
                svg,
                "<circle class=\"{}dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>",
                line.class
            )?;
        }
        Ok(())
    }

    /// The names right of the lines' ends, moved apart where they would touch.
    fn names(&self, svg: &mut String) -> fmt::Result {
        let ends = self.lines.iter().filter_map(|line| Some((line, *line.points.last()?)));
        let mut ends: Vec<_> =
            ends.map(|(line, (units, seconds))| (line, self.x(units), self.y(seconds))).collect();
        ends.sort_by(|one, other| one.2.total_cmp(&other.2));
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for (line, x, y) in ends {
            let beside = |other: &&(f64, f64)| (other.0 - x).abs() < 90.0;
            let lowest =
                taken.iter().filter(beside).map(|other| other.1 + APART).fold(f64::MIN, f64::max);
            let y = lowest.max(y + 4.5);
            taken.push((x, y));
            writeln!(
                svg,
                "<text class=\"{}\" x=\"{:.1}\" y=\"{y:.1}\">{}</text>",
                line.class.trim(),
                x + 9.0,
                line.name
            )?;
        }
        Ok(())
    }

    fn x(&self, units: f64) -> f64 {
        LEFT + share(units, self.across) * (RIGHT - LEFT)
    }

    fn y(&self, seconds: f64) -> f64 {
        BOTTOM - share(seconds, self.up) * (BOTTOM - TOP)
    }
}

/// The powers of ten around some numbers.
fn bounds(numbers: impl Iterator<Item = f64> + Clone) -> [f64; 2] {
    let least = numbers.clone().fold(f64::MAX, f64::min);
    let most = numbers.fold(f64::MIN, f64::max);
    [least.log10().floor(), most.log10().ceil()]
}

/// How far a number is on its way between two powers of ten.
fn share(number: f64, [least, most]: [f64; 2]) -> f64 {
    (number.log10() - least) / (most - least).max(1.0)
}

/// Every power of ten.
fn steps([least, most]: [f64; 2]) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(least), |power| Some(power + 1.0))
        .take_while(move |power| *power <= most)
}

/// A power of ten of units as people say it.
fn power(of: f64) -> String {
    match 10_f64.powf(of) {
        units if of >= 6.0 => format!("{:.0}M", units / 1e6),
        units if of >= 3.0 => format!("{:.0}k", units / 1e3),
        units => format!("{units:.0}"),
    }
}

/// A power of ten of seconds as people say it.
fn seconds(of: f64) -> String {
    match 10_f64.powf(of) {
        seconds if of >= 0.0 => format!("{seconds:.0} s"),
        seconds if of >= -3.0 => format!("{:.0} ms", seconds * 1e3),
        seconds => format!("{:.0} µs", seconds * 1e6),
    }
}

/// As many digits behind the point as leave two that say something.
fn digits(seconds: f64) -> usize {
    match seconds {
        ..0.001 => 5,
        ..0.01 => 4,
        ..0.1 => 3,
        ..1.0 => 2,
        _ => 1,
    }
}
