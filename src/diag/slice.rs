//! A text that is a part of a longer one, such as a name within the text of its file.

use crate::id::index32;
use std::{
    borrow::{Borrow, Cow},
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    ops::Deref,
    sync::Arc,
};

/// A text, or a part of one that it shares with others: a map holds the text of each file once, however
/// many ids and names it holds.
///
/// A copy is cheap, and keeps the whole text alive. It is as good as its text wherever one is asked for: it
/// is compared, sorted and hashed as a `str`.
#[derive(Clone, Default)]
pub struct Slice {
    whole: Arc<String>,
    // Half the size of two `usize`; no file is over 2 GiB.
    start: u32,
    length: u32,
}

impl Slice {
    /// The slice that is `part`, where that is borrowed from this one; else a text of its own.
    pub fn share(&self, part: &str) -> Self {
        // Comparing addresses is safe code: a text from elsewhere lies outside and is copied.
        let before = (part.as_ptr() as usize).checked_sub(self.as_ptr() as usize);
        let within = before.filter(|before| before.saturating_add(part.len()) <= self.len());
        let start = within.and_then(|before| u32::try_from(before).ok()?.checked_add(self.start));
        let length = u32::try_from(part.len());
        match (start, length) {
            (Some(start), Ok(length)) => Self { whole: Arc::clone(&self.whole), start, length },
            _ => part.into(),
        }
    }
}

impl Deref for Slice {
    type Target = str;

    fn deref(&self) -> &str {
        let start = self.start as usize;
        let part = self.whole.get(start..start + self.length as usize);
        // Always there: `share` and `From` keep the range within the text,
        // at borders of characters.
        part.unwrap_or_default()
    }
}

impl From<String> for Slice {
    fn from(text: String) -> Self {
        Self { start: 0, length: index32(text.len()), whole: Arc::new(text) }
    }
}

impl From<&str> for Slice {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Cow<'_, str>> for Slice {
    fn from(text: Cow<'_, str>) -> Self {
        text.into_owned().into()
    }
}

impl From<Box<str>> for Slice {
    fn from(text: Box<str>) -> Self {
        text.into_string().into()
    }
}

impl From<&Slice> for String {
    fn from(text: &Slice) -> Self {
        (**text).to_owned()
    }
}

impl From<&Slice> for Box<str> {
    fn from(text: &Slice) -> Self {
        (**text).into()
    }
}

impl AsRef<str> for Slice {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Slice {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Slice {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Slice {}

impl PartialOrd for Slice {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Slice {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for Slice {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Display for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl fmt::Debug for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
