//! `checks` and `allow`: which findings are raised, and for what they are silenced.

use super::{resolver::Resolver, values::filled, words::Level};
use crate::{
    diag::{Code, Diagnostic, Severity, excerpt},
    input::{RawMap, Text, targets},
    model::Allow,
};
use rustc_hash::FxHashMap;

impl Resolver {
    /// The levels that the file sets, and what it silences.
    pub(super) fn checks(
        &mut self,
        raw: &RawMap,
    ) -> (FxHashMap<Code, Option<Severity>>, Vec<Allow>) {
        let mut levels = FxHashMap::default();
        for (finding, level) in raw.checks.iter().flat_map(|levels| &levels.0) {
            let code = self.finding(finding);
            let level = self.values.word(level.clone(), Level::ALL);
            if let (Some(code), Some(level)) = (code, level)
                // Within one file a repeated key has been reported by the reader.
                && levels.insert(code, level.severity()).is_some()
            {
                let message =
                    format!("`{}` has a level in two files of this map", excerpt(&finding.value));
                let problem = Diagnostic::new(Code::DuplicateKey, finding.place, message);
                self.values.report(problem);
            }
        }
        let allows = raw.allow.iter().filter_map(|raw| {
            let finding = filled(raw.finding.clone()).map(|text| self.finding(&text));
            let of = filled(raw.of.clone())?;
            let role = "what a finding is silenced for";
            let of = match finding {
                // That nothing names a group can be silenced only while this does not count as naming it.
                Some(Some(Code::UnusedGroup)) => self.found(&of, &targets::ANYTHING, role),
                Some(_) | None => self.subject(&of, &targets::ANYTHING, role),
            };
            Some(Allow {
                finding: finding??,
                of: of?,
                because: super::values::text(raw.because.clone()),
                place: raw.place,
            })
        });
        (levels, allows.collect())
    }

    /// The finding with this code.
    fn finding(&mut self, text: &Text) -> Option<Code> {
        let found = Code::named(&text.value).filter(|code| code.is_finding());
        if found.is_none() {
            let known = Code::findings().map(Code::word);
            let otherwise = "`custmap explain` lists the findings";
            let help = self.values.nearest.advice(&text.value, known, otherwise);
            let message = format!("`{}` is not a finding", excerpt(&text.value));
            let problem = Diagnostic::new(Code::WrongWord, text.place, message);
            self.values.report(problem.help(help));
        }
        found
    }
}
