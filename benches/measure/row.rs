//! A line of the answer: what was measured, against which goal.

use std::io::{self, Write};

/// What is aimed at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
}

/// In what something is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Measure {
    /// Seconds, on all cores unless the line says something else.
    Seconds,
    /// Bytes for each unit.
    BytesAUnit,
    /// A multiple of something else, as in "3 times as long".
    Times,
    /// Megabytes a second.
    Speed,
    /// Lines of code.
    Lines,
}

/// A line.
#[derive(Clone, Debug)]
pub(crate) enum Row {
    /// Measured.
    Measured {
        /// What.
        what: String,
        /// What is aimed at.
        goal: Goal,
        /// What it is.
        is: f64,
        /// In what.
        measure: Measure,
    },
    /// Measured without a goal.
    WithoutGoal {
        /// What.
        what: String,
        /// What it is.
        is: f64,
        /// In what.
        measure: Measure,
    },
    /// Not measured.
    Not {
        /// What.
        what: String,
        /// Why not.
        why: String,
    },
}

impl Row {
    /// Something that is to be at most so much.
    pub(crate) fn at_most(what: impl Into<String>, is: f64, goal: f64, measure: Measure) -> Self {
        Self::Measured { what: what.into(), goal: Goal::AtMost(goal), is, measure }
    }

    /// Something that is to be at least so much.
    pub(crate) fn at_least(what: impl Into<String>, is: f64, goal: f64, measure: Measure) -> Self {
        Self::Measured { what: what.into(), goal: Goal::AtLeast(goal), is, measure }
    }

    /// Something that is worth knowing.
    pub(crate) fn reported(what: impl Into<String>, is: f64, measure: Measure) -> Self {
        Self::WithoutGoal { what: what.into(), is, measure }
    }

    /// Something that can't be measured here.
    pub(crate) fn not(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Not { what: what.into(), why: why.into() }
    }

    /// Whether the goal is met, where there is one.
    pub(crate) fn is_met(&self) -> Option<bool> {
        match self {
            Self::Measured { goal, is, .. } => Some(match goal {
                Goal::AtMost(goal) => is <= goal,
                Goal::AtLeast(goal) => is >= goal,
            }),
            Self::WithoutGoal { .. } | Self::Not { .. } => None,
        }
    }

    /// Writes the line. The ratio is the value by the goal, or the goal by the value where more is better: over 1 is
    /// missed.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (what, goal, is, measure) = match self {
            Self::Not { what, why } => return writeln!(out, "{what:<60} {why}"),
            Self::WithoutGoal { what, is, measure } => {
                return writeln!(out, "{what:<60} {:>13} {:>11}", "", measure.show(*is));
            }
            Self::Measured { what, goal, is, measure } => (what, *goal, *is, *measure),
        };
        let (sign, goal, ratio) = match goal {
            Goal::AtMost(goal) => ("<=", goal, is / goal),
            Goal::AtLeast(goal) => (">=", goal, goal / is),
        };
        let goal = format!("{sign} {}", measure.show(goal));
        let verdict = if ratio <= 1.0 { "met" } else { "MISSED" };
        let is = measure.show(is);
        writeln!(out, "{what:<60} {goal:>13} {is:>11} {ratio:>7.2}  {verdict}")
    }

    /// Writes what the columns are.
    pub(crate) fn heading(out: &mut impl Write) -> io::Result<()> {
        let [what, goal, is, ratio] = ["WHAT", "GOAL", "MEASURED", "RATIO"];
        writeln!(out, "{what:<60} {goal:>13} {is:>11} {ratio:>7}")
    }
}

impl Measure {
    fn show(self, is: f64) -> String {
        match self {
            Self::Seconds if is < 1.0 => format!("{:.1} ms", is * 1e3),
            Self::Seconds => format!("{is:.2} s"),
            Self::BytesAUnit => format!("{is:.0} B"),
            Self::Times => format!("{is:.2} x"),
            Self::Speed => format!("{is:.0} MB/s"),
            Self::Lines => format!("{is:.0} lines"),
        }
    }
}

/// A number of units as people say it.
pub(crate) fn units(count: u64) -> String {
    match count {
        1_000_000.. if count.is_multiple_of(100_000) => {
            format!("{}M", tenths(count / 100_000))
        }
        1_000.. => format!("{}k", tenths(count / 100)),
        _ => count.to_string(),
    }
}

fn tenths(count: u64) -> String {
    match count % 10 {
        0 => (count / 10).to_string(),
        rest => format!("{}.{rest}", count / 10),
    }
}
