//! The reasons why a text can't be edited.

/// The reason why a text can't be edited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The text is not one YAML document.
    #[error("this is not one YAML document")]
    NotYaml,
    /// The path leads nowhere.
    #[error("there is nothing at this path")]
    NotFound,
    /// The value on this line is shared by an anchor.
    #[error("line {0}: the value is shared by an anchor (`&`, `*`)")]
    Shared(usize),
    /// The value on this line is written in a way that can't be replaced without touching something else.
    #[error("line {0}: a value that is written like this can't be replaced")]
    Layout(usize),
    /// Two edits change what begins on this line.
    #[error("line {0}: two changes of one value")]
    Twice(usize),
    /// The edited text would differ in more than the edit: the path of the first such place.
    #[error("the change would also alter `{0}`")]
    OtherEffect(String),
}
