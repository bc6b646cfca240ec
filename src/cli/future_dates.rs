//! Notes of dates in the future that can only be in the past.

use super::{output, screen::ScreenArgs, verbosity::Verbosity};
use custmap::{
    analysis::{FutureDate, future_dates},
    diag::{Sources, count},
    model::{Date, Organisation},
    render::table::fill_hanging,
};

/// How many of these dates `check` lists.
const LISTED: usize = 20;

/// Lists the dates of a map that are in the future.
pub(super) fn list(
    organisation: &Organisation,
    sources: &Sources,
    today: &Date,
    screen: &ScreenArgs,
) {
    let Some(found) = found(organisation, today, screen) else { return };
    let mut text = format!("{}:", summary(&found, today));
    for one in found.iter().take(LISTED) {
        text.push_str("\n  - ");
        text.push_str(&line(one, sources));
    }
    if found.len() > LISTED {
        text = format!("{text}\n  and {} more", found.len() - LISTED);
    }
    output::note(&text);
}

/// Notes that a map has dates in the future, and where the first one is.
pub(super) fn note(
    organisation: &Organisation,
    sources: &Sources,
    today: &Date,
    screen: &ScreenArgs,
) {
    let Some(found) = found(organisation, today, screen) else { return };
    let Some(first) = found.first() else { return };
    let (which, more) =
        if found.len() > 1 { (", the first", "; custmap check lists all") } else { ("", "") };
    let text = format!("{}{which}: {}{more}", summary(&found, today), line(first, sources));
    let width = screen.screen().width.max(40).saturating_sub("note: ".len());
    output::note(&fill_hanging(&text, width, "", "  "));
}

/// The dates that are noted, if there are any.
fn found<'org>(
    organisation: &'org Organisation,
    today: &Date,
    screen: &ScreenArgs,
) -> Option<Vec<FutureDate<'org>>> {
    if screen.verbosity() != Verbosity::Normal {
        return None;
    }
    // A map that is looked at as of an earlier day has later dates which are no mistake.
    let found = future_dates(organisation, &[today, &Date::today()]);
    (!found.is_empty()).then_some(found)
}

/// `2 dates are in the future (today is 2026-11-29)`.
fn summary(found: &[FutureDate<'_>], today: &Date) -> String {
    let are = if found.len() == 1 { "is" } else { "are" };
    format!("{} {are} in the future (today is {})", count(found.len(), "date"), today.as_str())
}

/// `org.yaml:12: measured 2062-10`.
fn line(one: &FutureDate<'_>, sources: &Sources) -> String {
    let at = sources.location(one.place);
    format!("{}:{}: {} {}", at.file, at.line, one.key, one.date.as_str())
}
