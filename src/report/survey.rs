//! The rows of `import survey`: what each relationship was measured at, which groups are too small, and what is used
//! but not declared.

use super::{
    Listing,
    listing::Column,
    words::{count, thousands},
};
use crate::{
    id::{ServiceId, Subject},
    model::{Datum, Organisation},
    words::words,
};

words! {
    /// What became of the answers about a service.
    pub SurveyResult {
        /// A measurement that the map did not have.
        New "new",
        /// A measurement that the map has already.
        Known "known",
        /// A measurement of which the map has other figures.
        Differs "differs",
        /// Too few answers: only their number is reported.
        TooFew "too-few",
        /// Answers of somebody whom the service does not serve, as far as the map says.
        NotDeclared "not-declared",
    }
}

/// The columns that a screen shows.
const SHOWN: &[&str] = &["service", "of", "score", "n", "result"];

/// Answers about a service.
#[derive(Clone, Debug)]
pub struct SurveyRow<'org> {
    /// The map.
    pub organisation: &'org Organisation,
    /// The service.
    pub service: ServiceId,
    /// Whose answers they are.
    pub of: Subject,
    /// The result of the import of the answers.
    pub result: SurveyResult,
    /// The number of answers.
    pub n: usize,
    /// The figures, where they are published.
    pub figures: Option<SurveyFigures>,
    /// The date of the answers.
    pub measured: Option<String>,
}

/// The figures of a measurement.
#[derive(Clone, Copy, Debug)]
pub struct SurveyFigures {
    /// The score.
    pub score: f64,
    /// The lowest and the highest possible score.
    pub scale: (f64, f64),
    /// The standard deviation.
    pub spread: Option<f64>,
    /// The promoters and detractors of a net promoter score.
    pub promoters: Option<(usize, usize)>,
    /// The number of people who were asked.
    pub asked: Option<u64>,
    /// How many of the answers are of smaller groups.
    pub joined: usize,
}

/// The answers to a survey by relationship.
pub fn survey_answers<'org>(
    organisation: &'org Organisation,
    rows: Vec<SurveyRow<'org>>,
) -> Listing<SurveyRow<'org>> {
    let number = |result| rows.iter().filter(|row| row.result == result).count();
    let too_few = number(SurveyResult::TooFew);
    let not_declared = number(SurveyResult::NotDeclared);
    let measured = rows.len() - too_few - not_declared;
    let mut parts = vec![format!("{} measured", count(measured, "relationship"))];
    if too_few > 0 {
        parts.push(format!("{} too small", count(too_few, "group")));
    }
    if not_declared > 0 {
        parts.push(format!("{not_declared} used but not declared"));
    }
    let title = format!("{}: {}", organisation.header.name, parts.join(", "));
    let mut listing = Listing::new("answers", columns(), SHOWN, rows);
    listing.title.push(title.into());
    if not_declared > 0 {
        let note = "Used but not declared: add the recipient to the `serves` of the service if that is so, and import again.";
        listing.notes.push(note.into());
    }
    listing
}

fn columns<'org>() -> Vec<Column<SurveyRow<'org>>> {
    let column = Column::<SurveyRow<'org>>::new;
    vec![
        column("service", |it| Datum::name(it.organisation, it.service)).headed("Service", 3),
        column("of", |it| Datum::name(it.organisation, it.of)).headed("Of", 3),
        column("result", |it| Datum::Word(it.result.word()))
            .headed("What", 3)
            .shown(|it| it.in_words().into()),
        column("score", |it| it.figures.map(|it| Datum::Number(it.score)).into())
            .headed("Score", 2)
            .or("-")
            .shown(|it| it.score_in_words().into()),
        column("lowest", |it| it.figures.map(|it| Datum::Number(it.scale.0)).into()),
        column("scale", |it| it.figures.map(|it| Datum::Number(it.scale.1)).into()),
        column("n", |it| Datum::count(it.n)).headed("Answers", 2).shown(|it| it.answers().into()),
        column("joined", |it| it.figures.map(|it| Datum::count(it.joined)).into()),
        column("asked", |it| it.figures.and_then(|it| it.asked).map(Datum::Count).into()),
        column("spread", |it| it.figures.and_then(|it| it.spread).map(Datum::Number).into()),
        column("promoters", |it| {
            it.figures.and_then(|it| it.promoters).map(|it| Datum::count(it.0)).into()
        }),
        column("detractors", |it| {
            it.figures.and_then(|it| it.promoters).map(|it| Datum::count(it.1)).into()
        }),
        column("measured", |it| it.measured.as_deref().map(Datum::Date).into()),
    ]
}

impl SurveyRow<'_> {
    fn in_words(&self) -> &'static str {
        match self.result {
            SurveyResult::New => "measured",
            SurveyResult::Known => "in the map already",
            SurveyResult::Differs => "differs from the map, not taken",
            SurveyResult::TooFew => "too few answers",
            SurveyResult::NotDeclared => "used but not declared",
        }
    }

    fn score_in_words(&self) -> String {
        let Some(figures) = self.figures else {
            return String::new();
        };
        let score = format!("{:.1}", figures.score);
        if figures.promoters.is_some() {
            return format!("NPS {}", score.trim_end_matches(".0"));
        }
        let (lowest, highest) = figures.scale;
        format!("{score} of {lowest} to {highest}")
    }

    fn answers(&self) -> String {
        let asked = (self.figures.and_then(|it| it.asked))
            .map_or(String::new(), |asked| format!(" of {} asked", thousands(asked)));
        let joined = match self.figures.map_or(0, |it| it.joined) {
            0 => String::new(),
            joined => format!(", {joined} of smaller groups"),
        };
        format!("{}{asked}{joined}", thousands(self.n))
    }
}
