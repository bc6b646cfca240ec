//! Verdicts on inferred customers (SPEC 3.4).

use super::{
    lookup::ReferenceTarget,
    resolver::Resolver,
    values::{filled, text},
};
use crate::{
    diag::{Code, Diagnostic},
    id::{PartyId, Subject, UnitId},
    input::{RawVerdict, Text, targets},
    model::{Decision, Verdict, VerdictAuthor},
};
use std::collections::BTreeMap;

impl Resolver {
    /// The verdicts, by unit and customer; two on one pair are reported.
    pub(super) fn verdicts(&mut self, raw: Vec<RawVerdict>) -> Vec<Verdict> {
        let mut all: BTreeMap<(UnitId, PartyId), Verdict> = BTreeMap::new();
        for raw in raw {
            let Some(verdict) = self.one_verdict(raw) else {
                continue;
            };
            let pair = (verdict.unit, verdict.customer);
            match all.get(&pair) {
                Some(first) => {
                    let problem = Diagnostic::new(
                        Code::DuplicateVerdict,
                        verdict.place,
                        "a second verdict on the same unit and customer",
                    );
                    let problem =
                        problem.label("the second one").other(first.place, "the first one");
                    self.values.report(problem.help("keep the one that holds"));
                }
                None => drop(all.insert(pair, verdict)),
            }
        }
        // Sorted by the map: `Organisation::verdict` searches by halves.
        all.into_values().collect()
    }

    fn one_verdict(&mut self, raw: RawVerdict) -> Option<Verdict> {
        let unit = self.unit_named(filled(raw.unit), &targets::UNIT, "the unit of a verdict");
        let customer = filled(raw.customer).and_then(|text| {
            self.subject(&text, &targets::BENEFICIARY, "the customer of a verdict")?.party()
        });
        // All keys are read before any `?`, so that each wrong one is reported.
        let verdict = self.values.word(filled(raw.verdict), Decision::ALL);
        let date = self.values.date(raw.date);
        let by = filled(raw.by).map(|text| self.author(text));
        Some(Verdict {
            unit: unit?,
            customer: customer?,
            verdict: verdict?,
            because: text(raw.because),
            by,
            date,
            place: raw.place,
        })
    }

    /// The unit that the text names; any other text is kept as it is.
    fn author(&self, text: Text) -> VerdictAuthor {
        match self.lookup.find_quietly(&text.value, &targets::UNIT) {
            Some(ReferenceTarget::Thing(Subject::Unit(unit))) => VerdictAuthor::Unit(unit),
            Some(_) | None => VerdictAuthor::Text(text.value),
        }
    }
}
