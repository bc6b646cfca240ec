//! How satisfied recipients are: measurements written with their services, and those of the list `measurements` (SPEC 6).

use super::{
    resolver::Resolver,
    values::{filled, text},
};
use crate::{
    diag::{Code, Diagnostic, Place, excerpt},
    id::ServiceId,
    input::{RawMeasurement, RawSatisfaction, Text, targets},
    model::{Metric, Recipient, Satisfaction, Service},
};
use rustc_hash::FxHashMap;

/// The lowest and the highest score where the file names none.
// SPEC 2.
const SCORES: (f64, f64) = (0.0, 10.0);

/// The lowest and the highest net promoter score.
const NPS_SCORES: (f64, f64) = (-100.0, 100.0);

impl Resolver {
    /// One measurement.
    pub(super) fn satisfaction(&mut self, raw: RawSatisfaction) -> Satisfaction {
        let metric = self.values.word(raw.metric.clone(), Metric::ALL);
        // Before the values are moved out below.
        self.check_counts(&raw, metric);
        let scores = self.scores(&raw, metric);
        let score = scores.and_then(|scores| self.score(&raw, scores));
        let (lowest, scale) = scores.unwrap_or(SCORES);
        Satisfaction {
            score,
            lowest,
            scale,
            metric,
            promoters: self.values.count(raw.promoters, "the number of promoters"),
            detractors: self.values.count(raw.detractors, "the number of detractors"),
            n: self.values.count(raw.n, "the number of answers"),
            asked: self.values.count(raw.asked, "the number of those asked"),
            spread: self.values.amount(raw.spread, "a spread"),
            measured: self.values.date(raw.measured),
            source: text(raw.source),
            notes: raw.more.and_then(|more| text(more.notes)),
            place: raw.place,
        }
    }

    /// The score, which must lie within its scale.
    fn score(&mut self, raw: &RawSatisfaction, (lowest, scale): (f64, f64)) -> Option<f64> {
        let score = self.values.number(raw.score.clone(), "a score")?;
        let (bound, message) = if score > scale {
            (&raw.scale, format!("a score of {score} is above its scale of {scale}"))
        } else if score < lowest {
            (&raw.lowest, format!("a score of {score} is below the lowest of {lowest}"))
        } else {
            return Some(score);
        };
        let place = bound.as_ref().or(raw.score.as_ref()).map_or(raw.place, |text| text.place);
        let help = "write the highest possible score as `scale` (10 where it is left out) and the lowest as `lowest` (0)";
        self.values.report(Diagnostic::new(Code::WrongNumber, place, message).help(help));
        None
    }

    /// The lowest and the highest possible score; none where they are wrong.
    fn scores(&mut self, raw: &RawSatisfaction, metric: Option<Metric>) -> Option<(f64, f64)> {
        let (lowest, scale) = if metric == Some(Metric::Nps) { NPS_SCORES } else { SCORES };
        let stated_lowest = self.values.number(raw.lowest.clone(), "the lowest score");
        let stated_scale = self.values.number(raw.scale.clone(), "a scale");
        let place = raw.scale.as_ref().or(raw.lowest.as_ref()).map(|text| text.place);
        let stated = (stated_lowest.unwrap_or(lowest), stated_scale.unwrap_or(scale));
        let Some(place) = place else {
            return Some((lowest, scale));
        };
        let (message, help) = if metric == Some(Metric::Nps) && stated != NPS_SCORES {
            ("a net promoter score goes from -100 to 100", "leave `lowest` and `scale` out")
        } else if stated.0 >= stated.1 {
            let help = "write the highest possible score as `scale` and the lowest as `lowest`";
            ("a scale must be above the lowest score, which is 0 where it is left out", help)
        } else {
            return Some(stated);
        };
        self.values.report(Diagnostic::new(Code::WrongNumber, place, message).help(help));
        None
    }

    /// Reports counts that can't go together: more answers than were asked, more promoters and detractors than
    /// answers, or these of anything but a net promoter score.
    fn check_counts(&mut self, raw: &RawSatisfaction, metric: Option<Metric>) {
        let count = |text: &Option<Text>| text.as_ref()?.value.parse::<u64>().ok();
        if let (Some(n), Some(asked), Some(text)) = (count(&raw.n), count(&raw.asked), &raw.n)
            && n > asked
        {
            let message = format!("{n} answers of {asked} who were asked");
            let help = "`n` is the number of those who answered, `asked` of all who were asked";
            self.values.report(Diagnostic::new(Code::WrongNumber, text.place, message).help(help));
        }
        for (key, text) in [("promoters", &raw.promoters), ("detractors", &raw.detractors)] {
            if let Some(text) = text.as_ref().filter(|_| metric != Some(Metric::Nps)) {
                let message = format!("only a net promoter score has `{key}`");
                let help = "write `metric: nps` beside it, or take it out";
                let problem = Diagnostic::new(Code::UnknownKey, text.place, message);
                self.values.report(problem.help(help));
            }
        }
        let extremes =
            count(&raw.promoters).unwrap_or(0).checked_add(count(&raw.detractors).unwrap_or(0));
        if let (Some(n), Some(text)) = (count(&raw.n), &raw.n)
            // A sum that overflows is more than `n` too.
            && extremes.is_none_or(|extremes| extremes > n)
        {
            let message = format!("more promoters and detractors than the {n} who answered");
            let help = "promoters, detractors and those in between are `n` together";
            self.values.report(Diagnostic::new(Code::WrongNumber, text.place, message).help(help));
        }
    }

    /// Adds the measurements that are kept apart to their relations.
    pub(super) fn measurements(&mut self, raw: Vec<RawMeasurement>, services: &[Service]) {
        if raw.is_empty() {
            return;
        }
        // An index, or each measurement would walk all recipients of its service.
        let mut rows: FxHashMap<(ServiceId, Recipient), usize> = FxHashMap::default();
        for (number, service) in services.iter().enumerate() {
            let relations = self.relations.of(service.relations).enumerate();
            rows.extend(relations.map(|(at, it)| ((ServiceId::new(number), it.to), at)));
        }
        for raw in raw {
            let Some((service, of, place, satisfaction)) = self.measurement(raw) else {
                continue;
            };
            let measured = &services[service.index()];
            match rows.get(&(service, of)) {
                Some(&row) => {
                    let row = &mut self.relations.rows_mut(measured.relations)[row];
                    row.details.get_or_insert_default().satisfaction.push(satisfaction);
                }
                // SPEC 2: the `of` of a measurement must be a recipient of its `service`.
                None => self.report_not_served(place, measured),
            }
        }
    }

    fn measurement(
        &mut self,
        raw: RawMeasurement,
    ) -> Option<(ServiceId, Recipient, Place, Satisfaction)> {
        let measured = raw.measured.map(|measured| *measured).unwrap_or_default();
        let satisfaction =
            self.satisfaction(RawSatisfaction { score: raw.score, place: raw.place, ..measured });
        let service = filled(raw.service)
            .and_then(|text| self.subject(&text, &targets::SERVICE, "what was measured"));
        let of = filled(raw.of)?;
        let recipient = self.subject(&of, &targets::RECIPIENT, "who answered")?;
        Some((service?.service()?, Recipient::from(recipient), of.place, satisfaction))
    }

    fn report_not_served(&mut self, place: Place, service: &Service) {
        let header = &service.header;
        let id = excerpt(&header.id);
        let message = format!("`{id}` does not serve this recipient");
        let help = format!("name a recipient of `{id}`, or add this one to its `serves`");
        let problem = Diagnostic::new(Code::WrongReference, place, message)
            .label("not a recipient of the service")
            .other(header.place, "this is the service")
            .help(help);
        self.values.report(problem);
    }
}
