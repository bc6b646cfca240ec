//! The formats of maps.

use std::path::Path;

/// The format of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapFormat {
    /// YAML 1.2.
    Yaml,
    /// JSON.
    Json,
}

impl MapFormat {
    /// JSON for the ending `.json`, else YAML.
    pub fn of(path: &Path) -> Self {
        let json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        if json { Self::Json } else { Self::Yaml }
    }
}
