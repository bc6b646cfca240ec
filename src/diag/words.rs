//! Counts, lists and excerpts in words, as messages write them.

/// The most characters of one text of the file that a message repeats (SPEC 7).
const LONGEST_EXCERPT: usize = 200;
/// A list of more names than this is cut to three and a count of the rest.
pub const LONGEST_LIST: usize = 4;

/// `1 thing` or `3 things`; `1 party` or `3 parties`.
pub fn count(n: usize, thing: &str) -> String {
    format!("{n} {}", plural(n, thing))
}

/// The word for `n` of a thing: `thing` for 1, else `things`.
pub fn plural(n: usize, thing: &str) -> String {
    match (n, thing.strip_suffix('y')) {
        (1, _) => thing.to_owned(),
        // After a vowel the `y` stays: days, surveys.
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{thing}s"),
    }
}

/// Texts as `a, b and c`; of more than four the first three and how many more.
pub fn and<T: AsRef<str>>(texts: &[T]) -> String {
    let joined = |texts: &[T]| texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
    match texts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [all @ .., last] if texts.len() <= LONGEST_LIST => {
            format!("{} and {}", joined(all), last.as_ref())
        }
        // Where one name would be left, the name itself is written instead of "and 1 more".
        more => format!("{} and {} more", joined(&more[..3]), more.len() - 3),
    }
}

/// The first `most` texts and how many more: `a, b and 3 more`.
pub fn first_of<T: AsRef<str>>(texts: impl ExactSizeIterator<Item = T>, most: usize) -> String {
    let more = texts.len().saturating_sub(most);
    let mut list = String::new();
    for text in texts.take(most) {
        list.push_str(if list.is_empty() { "" } else { ", " });
        list.push_str(text.as_ref());
    }
    if more > 0 { format!("{list} and {more} more") } else { list }
}

/// A text of the file as a message repeats it: the first 200 characters, then `…`.
pub fn excerpt(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(LONGEST_EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{and, count, excerpt, first_of};

    #[test]
    fn one_is_singular_and_words_in_y_have_their_plural() {
        assert_eq!(count(1, "party"), "1 party");
        assert_eq!(count(0, "party"), "0 parties");
        assert_eq!(count(2, "day"), "2 days");
    }

    #[test]
    fn a_list_of_five_names_three() {
        assert_eq!(and(&["a", "b", "c", "d"]), "a, b, c and d");
        assert_eq!(and(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
    }

    #[test]
    fn the_first_names_come_with_how_many_more_there_are() {
        assert_eq!(first_of(["a", "b", "c"].iter(), 2), "a, b and 1 more");
        assert_eq!(first_of(["a", "b"].iter(), 2), "a, b");
    }

    #[test]
    fn an_excerpt_is_cut_between_characters() {
        let long = "é".repeat(201);
        assert_eq!(excerpt(&long), format!("{}…", "é".repeat(200)));
        assert_eq!(excerpt(&long[2..]), long[2..]);
    }
}
