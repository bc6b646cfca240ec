//! Whether a map has a measurement already: a survey that is imported twice must not count twice.

use super::outcome::SurveyMeasurement;
use crate::model::{Metric, Organisation, Satisfaction};

/// What a map has of a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownMeasurement {
    /// None of this date, source and scale.
    New,
    /// The same.
    Same,
    /// One of this date, source and scale with other figures.
    Different,
}

impl SurveyMeasurement {
    /// What a map has of it, under a source.
    pub fn known(&self, organisation: &Organisation, source: &str) -> KnownMeasurement {
        let relation =
            organisation.all_relations(self.service).find(|relation| relation.to == self.of);
        let measured = relation.map_or(&[][..], |relation| relation.satisfaction);
        match measured.iter().find(|known| self.is_of_one_wave(known, source)) {
            None => KnownMeasurement::New,
            Some(known) if self.has_figures_of(known) => KnownMeasurement::Same,
            Some(_) => KnownMeasurement::Different,
        }
    }

    fn is_of_one_wave(&self, known: &Satisfaction, source: &str) -> bool {
        let is_near = |a: f64, b: f64| (a - b).abs() < f64::EPSILON;
        // A map writes NPS from -100 to 100, a survey from 0 to 10: the metric is the scale.
        let is_same_scale = known.metric == Some(Metric::Nps)
            || is_near(known.lowest, self.scale.lowest) && is_near(known.scale, self.scale.highest);
        known.source.as_deref().is_some_and(|it| it.trim() == source.trim())
            && known.measured.as_ref().is_some_and(|it| it.as_str() == self.measured)
            && known.metric == self.scale.metric
            && is_same_scale
    }

    fn has_figures_of(&self, known: &Satisfaction) -> bool {
        /// Half of the last decimal that is written.
        const NOISE: f64 = 0.000_051;
        let is_near = |score: f64| (score - self.score).abs() < NOISE;
        known.score.is_some_and(is_near) && known.n == u64::try_from(self.n).ok()
    }
}
