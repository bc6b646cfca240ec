//! Names that may mean the same: an acronym, an abbreviation, a slip of the finger, or several names in one cell.
//!
//! ```text
//! HR, Human Resources        Facility Mgmt, Facility Management        Radiology + Laboratory
//! ```

use super::{Draft, ExistingEntry, List, NameOptions, ReferenceRules, Resolution, Splitting};
use crate::{
    diag::{count, edit_distance},
    id::fold_name,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How many pairs of names are compared: all of 1,000 added names with 1,000 others.
// Each pair costs an edit distance, and pairs grow with the square of the names.
const BUDGET: usize = 1_000_000;
/// Words between others that say nothing, in several languages.
const SMALL: [&str; 22] = [
    "and", "of", "the", "for", "und", "der", "die", "des", "f\u{fc}r", "et", "de", "du", "d", "la",
    "le", "les", "l", "y", "del", "di", "e", "en",
];
/// Longer names are sentences; comparing takes their length squared.
const LONGEST: usize = 100;
/// The most pairs that are reported: where there are more, names are alike by their nature.
const MOST: usize = 12;

/// Finds added names that may mean the same as another one, and writes a sentence for each.
pub(super) fn suspects(
    draft: &Draft,
    existing: &[ExistingEntry],
    resolution: &Resolution,
    rules: &ReferenceRules,
) -> Vec<String> {
    let is_party_or_unit = |list: &List| *list != List::Services && *list != List::People;
    let is_short = |name: &&str| name.len() <= LONGEST;
    let own = draft
        .entries()
        .filter(|(list, _)| is_party_or_unit(list))
        .map(|(_, entry)| &*entry.name.value);
    let known = existing.iter().filter(|entry| is_party_or_unit(&entry.list));
    let all = own.chain(known.map(|entry| &*entry.name)).filter(is_short);
    let forms: BTreeMap<&str, NameForms> = all.map(|name| (name, NameForms::of(name))).collect();
    let folded: HashSet<&str> = forms.values().map(|forms| &*forms.folded).collect();
    let added = resolution.added.iter().filter(|(list, _)| is_party_or_unit(list));
    let short = added.flat_map(|(_, names)| names.iter().map(AsRef::as_ref)).filter(is_short);
    let mut found = Vec::new();
    // The names that may be several, by the sign between them.
    let mut joined: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    // Of two added names the pair is met twice.
    let mut reported = BTreeSet::new();
    let mut left = BUDGET;
    for name in short {
        if let Some(sign) = joining_sign(name, &folded) {
            joined.entry(sign).or_default().push(name);
        }
        let Some(rest) = left.checked_sub(forms.len()) else {
            break;
        };
        left = rest;
        let own = NameForms::of(name);
        for (other, other_forms) in &forms {
            let pair = if name < *other { (name, *other) } else { (*other, name) };
            if may_be_same((name, &own), (other, other_forms)) && reported.insert(pair) {
                let (short, long) = if name.chars().count() <= other.chars().count() {
                    (name, *other)
                } else {
                    (*other, name)
                };
                let advice = match rules.options {
                    NameOptions::Offered => format!("add --same \"{short}={long}\""),
                    NameOptions::Missing => "write one of them everywhere in the source".to_owned(),
                };
                found.push(format!("`{short}` and `{long}` may be the same: if so, {advice}"));
            }
        }
    }
    let more = found.len().saturating_sub(MOST);
    if more > 0 {
        found.truncate(MOST);
        found.push(format!("{more} more names may be the same as others"));
    }
    found.extend(several(&joined, rules.splitting));
    found
}

/// The sentence about names that may be several.
fn several(joined: &BTreeMap<&str, Vec<&str>>, splitting: Splitting) -> Option<String> {
    let names: Vec<&str> = joined.values().flatten().copied().collect();
    let first = names.first()?;
    let shown = match names.len() {
        1 => format!("`{first}` may be several names"),
        number => {
            let others = count(number - 1, "other");
            format!("`{first}` and {others} may be several names each")
        }
    };
    // A word keeps its blanks: without them it would split other words.
    let plain = |sign: &&str| {
        if sign.contains(char::is_alphabetic) { (*sign).to_owned() } else { sign.trim().to_owned() }
    };
    let signs: BTreeSet<String> = joined.keys().map(plain).collect();
    let options: Vec<String> = signs.iter().map(|sign| format!("--split \"{sign}\"")).collect();
    let beside = match splitting {
        Splitting::Yes => " beside the signs that are split already",
        Splitting::No => "",
    };
    Some(format!("{shown}: if so, add {}{beside}", options.join(" ")))
}

/// The sign in a name between two names, one of which is known.
fn joining_sign<'s>(name: &str, known: &HashSet<&str>) -> Option<&'s str> {
    let is_known = |part: &str| known.contains(fold_name(part).as_str());
    let signs = [" / ", "/", " + ", " & ", " and ", ";", ", "];
    signs.into_iter().find(|sign| name.contains(sign) && name.split(sign).any(is_known))
}

/// A name in the forms in which it is compared, made once: pairs of names are many.
struct NameForms {
    folded: String,
    /// Its words without small ones: `r d` of "R & D" and "R and D".
    plain: String,
    /// It without the kind of unit beside it: `finance` of "Finance Dept."; none where it has no such word.
    bare: Option<String>,
}

impl NameForms {
    fn of(name: &str) -> Self {
        let folded = fold_name(name);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let large: Vec<&str> = words.iter().copied().filter(|word| !SMALL.contains(word)).collect();
        let (plain, bare) = (large.join(" "), without_kind(&words));
        Self { folded, plain, bare }
    }
}

/// Whether two different names may mean the same.
fn may_be_same((name, own): (&str, &NameForms), (other, theirs): (&str, &NameForms)) -> bool {
    let (one, two) = (&*own.folded, &*theirs.folded);
    one != two
        && (is_acronym(name, two)
            || is_acronym(other, one)
            || is_abbreviated(one, two)
            || is_plural(one, two)
            || (!own.plain.is_empty() && own.plain == theirs.plain)
            || own.bare.as_deref() == Some(two)
            || theirs.bare.as_deref() == Some(one)
            || is_slip(one, two))
}

/// Whether one name is the plural of the other: `Ward` and `Wards`.
fn is_plural(one: &str, two: &str) -> bool {
    one.strip_suffix('s') == Some(two) || two.strip_suffix('s') == Some(one)
}

/// The words of a name without the kind of unit before or behind them; none where it has no such word.
fn without_kind(words: &[&str]) -> Option<String> {
    // Only words that say no more than that it is a unit: a sales team is not the sales office.
    const KINDS: [&str; 21] = [
        "dept",
        "dep",
        "department",
        "departments",
        "division",
        "unit",
        "team",
        "abteilung",
        "abt",
        "bereich",
        "referat",
        "fachbereich",
        "service",
        "direction",
        "département",
        "departamento",
        "afdeling",
        "avdelning",
        "avdeling",
        "reparto",
        "ufficio",
    ];
    let is_kind = |word: &&str| KINDS.contains(word);
    let rest = match words {
        [rest @ .., last] if !rest.is_empty() && is_kind(last) => rest.join(" "),
        [first, rest @ ..] if !rest.is_empty() && is_kind(first) => {
            // Département des finances, service du personnel
            let joints = ["of", "des", "de", "du", "für", "la", "for"];
            let rest: Vec<&str> =
                rest.iter().copied().skip_while(|word| joints.contains(word)).collect();
            rest.join(" ")
        }
        _ => return None,
    };
    // `Team A` is no other name of `A`.
    (rest.chars().count() > 1).then_some(rest)
}

/// Whether a name of capitals has the initials of another.
fn is_acronym(name: &str, other: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_short = (2..=6).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase());
    let words = other
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !SMALL.contains(word));
    let initials: Vec<char> = words.filter_map(|word| word.chars().next()).collect();
    let small: Vec<char> = letters.iter().flat_map(|c| c.to_lowercase()).collect();
    is_short && initials == small
}

/// Whether each word of one name is that of the other or an abbreviation of it: `mgmt`, `dept`.
fn is_abbreviated(one: &str, two: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (one, two) = (words(one), words(two));
    one.len() == two.len()
        && one.len() > 1
        && one.iter().zip(&two).all(|(a, b)| a == b || shortens(a, b) || shortens(b, a))
}

/// Whether the letters of a word are in a longer one in their order, from its first letter on.
fn shortens(short: &str, long: &str) -> bool {
    let has_digit = short.bytes().any(|byte| byte.is_ascii_digit());
    let is_shorter =
        short.chars().count() >= 3 && short.chars().count() + 2 <= long.chars().count();
    let mut letters = long.chars();
    let begins_alike = short.chars().next() == long.chars().next();
    is_shorter
        && !has_digit
        && begins_alike
        && short.chars().all(|wanted| letters.any(|c| c == wanted))
}

/// Whether two names differ in words of one letter, which count: `Team A` and `Team B`.
fn differ_in_letters(one: &str, two: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let (one, two) = (words(one), words(two));
    let is_letter = |word: &String| word.chars().count() <= 1;
    one.len() == two.len()
        && one.iter().zip(&two).filter(|(a, b)| a != b).all(|(a, b)| is_letter(a) && is_letter(b))
}

/// Whether one letter differs in a long name. Names with numbers differ on purpose.
fn is_slip(one: &str, two: &str) -> bool {
    /// Short words are often one letter apart.
    const LEAST: usize = 6;
    let length = one.chars().count().min(two.chars().count());
    let has_digit = |name: &str| name.bytes().any(|byte| byte.is_ascii_digit());
    length >= LEAST
        && !differ_in_letters(one, two)
        && one.len().abs_diff(two.len()) <= 4
        && !has_digit(one)
        && !has_digit(two)
        && edit_distance(one, two) == 1
}
