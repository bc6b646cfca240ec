//! Whether a row of a staff list is somebody who works there: by what systems write under status and kind.

/// What the cells of a row say of somebody's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attendance {
    Present,
    /// Has left, or was never more than a guest.
    Absent,
    /// A word that no known system writes.
    Unknown,
}

/// The words for those who have left.
const ABSENT: [&str; 28] = [
    "inactive",
    "term",
    "t",
    "i",
    "n",
    "no",
    "0",
    "false",
    "retired",
    "deceased",
    "resigned",
    "separated",
    "left",
    "laid off",
    "deactivated",
    "archived",
    "deleted",
    "withdrawn",
    "suspended",
    "disabled",
    "u",
    "parti",
    "partie",
    "sorti",
    "sortie",
    "inaktiv",
    "ausgeschieden",
    "ex-employee",
];

/// The words for those who are there, on leave included.
const PRESENT: [&str; 22] = [
    "",
    "a",
    "yes",
    "y",
    "1",
    "true",
    "l",
    "loa",
    "leave",
    "on leave",
    "leave of absence",
    "contractor",
    "full-time",
    "full time",
    "part-time",
    "part time",
    "temporary",
    "enabled",
    "onboarding",
    "aktiv",
    "actif",
    "regular",
];

/// What a status says. A number over 1 is the `userAccountControl` of a directory, whose second bit means disabled.
pub(super) fn of_status(cell: &str) -> Attendance {
    let word = cell.trim().to_lowercase();
    let is_disabled =
        word.parse::<u32>().ok().filter(|flags| *flags > 1).map(|flags| flags & 2 != 0);
    match is_disabled {
        Some(true) => Attendance::Absent,
        Some(false) => Attendance::Present,
        None if ABSENT.contains(&&*word) => Attendance::Absent,
        None if word.starts_with("terminated") || word.starts_with("former") => Attendance::Absent,
        None if PRESENT.contains(&&*word) || word.starts_with("active") => Attendance::Present,
        None => Attendance::Unknown,
    }
}

/// What a kind of member says: guests and groups of a directory are none. A kind `T` is temporary, not terminated.
pub(super) fn of_kind(cell: &str) -> Attendance {
    let is_none = ["guest", "group"].iter().any(|kind| cell.trim().eq_ignore_ascii_case(kind));
    if is_none { Attendance::Absent } else { Attendance::Present }
}

/// The name and the status of `Ada Ng (Terminated)`; none where no known status follows a name.
pub(super) fn in_name(cell: &str) -> Option<(&str, Attendance)> {
    let (name, word) = cell.trim().strip_suffix(')')?.rsplit_once('(')?;
    // Ids are in brackets too: letters alone are none.
    let is_word = word.chars().all(|c| c.is_alphabetic() || c == ' ') && word.trim().len() > 3;
    let attendance = of_status(word);
    let is_status = is_word && attendance != Attendance::Unknown && !name.trim().is_empty();
    is_status.then(|| (name.trim(), attendance))
}

/// What a name says: charts name posts that nobody has, and some systems write a status behind a name.
pub(super) fn of_name(cell: &str) -> Attendance {
    const VACANT: [&str; 6] = ["vacant", "vacancy", "vacant post", "open position", "tbd", "tbh"];
    let is_vacant = VACANT.contains(&&*cell.trim().to_lowercase());
    match in_name(cell) {
        _ if is_vacant => Attendance::Absent,
        Some((_, attendance)) => attendance,
        None => Attendance::Present,
    }
}
