//! Did you mean: the known words nearest to an unknown one.

/// Nothing is suggested for a word that is longer than this: it is no misspelled name.
const LONGEST: usize = 80;
/// How many comparisons one run may spend on suggestions: a file with 100,000 unknown references gets
/// them for its first ones, and stays quick.
const BUDGET: usize = 3_000_000;

/// Finds near words, within a bounded amount of work.
#[derive(Debug)]
pub struct Nearest {
    left: usize,
}

impl Default for Nearest {
    fn default() -> Self {
        Self { left: BUDGET }
    }
}

/// How many letters differ between two words: added, left out, other, or two that changed places.
pub fn edit_distance(one: &str, two: &str) -> usize {
    strsim::osa_distance(one, two)
}

/// Whether one word is the other with a prefix that means the opposite: `inactive` is not `active`.
fn is_opposite(one: &str, two: &str) -> bool {
    const PREFIXES: [&str; 6] = ["in", "un", "non", "non-", "not ", "dis"];
    let negates = |long: &str, short: &str| {
        PREFIXES.iter().any(|prefix| long.strip_prefix(prefix) == Some(short))
    };
    negates(one, two) || negates(two, one)
}

impl Nearest {
    /// The at most 3 of `known` nearest to `word`, nearest first, ties by the alphabet.
    pub fn to<'k>(&mut self, word: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
        if word.is_empty() || word.len() > LONGEST {
            return Vec::new();
        }
        let folded = word.to_lowercase();
        // One slip in three letters: with more, words of the same length would all be near.
        let most = folded.chars().count() / 3;
        let mut near = Vec::new();
        for candidate in known {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            // A character has up to 4 bytes, so words further apart in bytes differ in
            // more than `most` characters.
            if candidate.len() <= LONGEST && candidate.len().abs_diff(word.len()) <= 4 * most {
                let distance = strsim::osa_distance(&folded, &candidate.to_lowercase());
                // The beginning of a word is near it, even if more than a third is missing.
                let extends = candidate.to_lowercase().starts_with(&folded) && folded.len() > 2;
                let is_near = distance <= most || extends;
                if is_near && !is_opposite(&folded, &candidate.to_lowercase()) {
                    near.push((distance, candidate));
                }
            }
        }
        near.sort_unstable();
        let mut nearest: Vec<&str> = Vec::with_capacity(3);
        for (_, candidate) in near {
            let known = nearest.iter().any(|one| one.to_lowercase() == candidate.to_lowercase());
            if !known && nearest.len() < 3 {
                nearest.push(candidate);
            }
        }
        nearest
    }

    /// `help: write …` for the nearest of `known`, or `otherwise` when nothing is near.
    pub fn advice<'k>(
        &mut self,
        word: &str,
        known: impl Iterator<Item = &'k str>,
        otherwise: &str,
    ) -> String {
        write_one_of(&self.to(word, known)).unwrap_or_else(|| otherwise.to_owned())
    }
}

/// `write …` for the first three words; none where there is no word.
pub fn write_one_of(words: &[&str]) -> Option<String> {
    match words {
        [] => None,
        [one] => Some(format!("write `{one}`")),
        [one, two] => Some(format!("write `{one}` or `{two}`")),
        [one, two, three, ..] => Some(format!("write `{one}`, `{two}` or `{three}`")),
    }
}
