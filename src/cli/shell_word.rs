//! Words of commands that a message shows, to be copied into a shell.

use std::borrow::Cow;

/// A word as a shell takes it: in quotes where the shell would take it apart.
pub(super) fn shell_word(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.into()
    } else if word.contains(['$', '`', '\\', '"', '!']) {
        format!("'{}'", word.replace('\'', r"'\''")).into()
    } else {
        // Double quotes where they do: the shells of Windows know no others.
        format!("\"{word}\"").into()
    }
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    /// A name that a shell would take apart is quoted.
    #[test]
    fn names_are_quoted() {
        assert_eq!(shell_word("a/org.yaml"), "a/org.yaml");
        assert_eq!(shell_word("it's $x.yaml"), r"'it'\''s $x.yaml'");
        assert_eq!(shell_word("Night Shelter"), "\"Night Shelter\"");
        assert_eq!(shell_word(""), "\"\"");
    }
}
