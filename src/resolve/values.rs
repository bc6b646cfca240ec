//! Single values: texts, dates, numbers and words of a few. A wrong one is reported and left out.

use crate::{
    diag::{Code, Diagnostic, Nearest, Slice, excerpt},
    input::Text,
    model::Date,
    words::Word,
};

/// Reads values and keeps what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Values {
    problems: Vec<Diagnostic>,
    /// The search for words that are spelled nearly alike.
    pub(super) nearest: Nearest,
}

impl Values {
    /// Keeps a problem.
    pub(super) fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// The problems, by place.
    pub(super) fn into_problems(mut self) -> Vec<Diagnostic> {
        // A stable sort: problems of one place stay in the order in which they were found.
        self.problems.sort_by_key(|problem| problem.place);
        self.problems
    }

    /// Reads a date.
    pub(super) fn date(&mut self, stated: Option<Text>) -> Option<Date> {
        let text = stated?;
        let date = Date::parse(&text.value);
        if date.is_none() {
            let message = format!("`{}` is not a date", excerpt(&text.value));
            let help = "write the year, the month or the day: 2026, 2026-05 or 2026-05-31";
            self.wrong(Code::WrongDate, &text, message, help);
        }
        date
    }

    /// Reads a number of at least 0; `what` names it in a message.
    pub(super) fn amount(&mut self, stated: Option<Text>, what: &str) -> Option<f64> {
        let text = stated?;
        let number = plain_number(&text.value);
        if number.is_none() {
            let message = format!("{what} can't be `{}`", excerpt(&text.value));
            let help = "write a plain number from 0 upwards, without unit, sign or separator, such as 250000 or 7.5";
            self.wrong(Code::WrongNumber, &text, message, help);
        }
        number
    }

    /// Reads any number; `what` names it in a message.
    pub(super) fn number(&mut self, stated: Option<Text>, what: &str) -> Option<f64> {
        let text = stated?;
        let number = match text.value.strip_prefix('-') {
            // Scores and their bounds may be negative (SPEC 2, `metric: nps`). One sign is taken
            // off, so `--5` is no number.
            Some(rest) => plain_number(rest).map(|number| -number),
            None => plain_number(&text.value),
        };
        if number.is_none() {
            let message = format!("{what} can't be `{}`", excerpt(&text.value));
            let help = "write a plain number, without unit or separator, such as 7.5";
            self.wrong(Code::WrongNumber, &text, message, help);
        }
        number
    }

    /// Reads a whole number of at least 0; `what` names it in a message.
    pub(super) fn count(&mut self, stated: Option<Text>, what: &str) -> Option<u64> {
        let text = stated?;
        // `parse` alone would take `+5`.
        let plain = text.value.bytes().all(|b| b.is_ascii_digit());
        let number = text.value.parse().ok().filter(|_| plain);
        if number.is_none() {
            let message = format!("{what} can't be `{}`", excerpt(&text.value));
            self.wrong(Code::WrongNumber, &text, message, "write a whole number such as 120");
        }
        number
    }

    /// Reads one of the words in `known`.
    pub(super) fn word<T: Word>(&mut self, stated: Option<Text>, known: &[T]) -> Option<T> {
        let text = stated?;
        let found = known.iter().find(|one| one.word() == &*text.value);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|one| one.word()).collect();
            let all = format!("write one of: {}", words.join(", "));
            let help = self.nearest.advice(&text.value, words.into_iter(), &all);
            let message =
                format!("`{}` is not one of the words allowed here", excerpt(&text.value));
            self.report(
                Diagnostic::new(Code::WrongWord, text.place, message)
                    .label(all.replacen("write ", "", 1))
                    .help(help),
            );
        }
        found.copied()
    }

    fn wrong(&mut self, code: Code, text: &Text, message: String, help: &str) {
        self.report(Diagnostic::new(code, text.place, message).help(help));
    }
}

/// A finite number that is written in digits, without a sign.
fn plain_number(text: &str) -> Option<f64> {
    // `parse` alone would take `inf`, `nan` and `+5`.
    let plain = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    text.parse::<f64>().ok().filter(|number| plain && number.is_finite())
}

/// Takes a text out of its box.
pub(super) fn unboxed(text: Option<Box<Text>>) -> Option<Text> {
    text.map(|text| *text)
}

/// A text, unless it is blank.
pub(super) fn filled(stated: Option<Text>) -> Option<Text> {
    stated.filter(|text| !text.value.trim().is_empty())
}

/// Returns a text without its place, unless it is blank.
pub(super) fn text(stated: Option<Text>) -> Option<Slice> {
    filled(stated).map(|text| text.value)
}

/// The texts of a list.
pub(super) fn texts(list: Option<Box<[Text]>>) -> Vec<Slice> {
    list.into_iter().flatten().map(|text| text.value).collect()
}
