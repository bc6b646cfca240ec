//! The parts of a packed workbook, unpacked within a budget.

use super::{budget::Budget, error::SheetError};
use std::io::{Cursor, Read as _};
use zip::{ZipArchive, result::ZipError};

/// What packed files are that are no workbooks: a part that only they have, and what to say.
const OTHERS: [(&str, &str); 4] = [
    ("word/document.xml", "this is a Word document: save its table as .xlsx or .csv"),
    ("ppt/presentation.xml", "these are slides: save their table as .xlsx or .csv"),
    ("visio/document.xml", "this is a Visio drawing: export its data as .csv"),
    ("model.xml", "this is a packed model of Archi: import it with custmap import archimate"),
];

/// A packed file.
pub(super) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    budget: Budget,
}

impl Package {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, SheetError> {
        let budget = Budget::of(bytes.len());
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        let package = Self { archive, budget };
        match OTHERS.into_iter().find(|(part, _)| package.has(part)) {
            Some((_, advice)) => Err(SheetError::OtherKind(advice.to_owned())),
            None => Ok(package),
        }
    }

    /// Whether it has a part.
    pub(super) fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// The text of a part; none where it has no such part.
    pub(super) fn part(&mut self, part: &str) -> Result<Option<String>, SheetError> {
        let bytes = self.bytes(part)?;
        Ok(bytes.map(|bytes| encoding_rs::UTF_8.decode(&bytes).0.into_owned()))
    }

    /// The bytes of a part; none where it has no such part.
    pub(super) fn bytes(&mut self, part: &str) -> Result<Option<Vec<u8>>, SheetError> {
        let part = part.trim_start_matches('/');
        let file = match self.archive.by_name(part) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(&error)),
        };
        let most = self.budget.left as u64;
        let mut bytes = Vec::new();
        // The size that the archive states may be a lie, so what is unpacked is counted.
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| SheetError::Broken(error.to_string()))?;
        self.budget.take(bytes.len())?;
        Ok(Some(bytes))
    }

    /// The rest of the budget.
    pub(super) fn budget(&self) -> Budget {
        self.budget
    }
}

/// The bytes of a part of a packed file.
pub(in crate::import) fn packed_part(bytes: Vec<u8>, part: &str) -> Result<Vec<u8>, SheetError> {
    let budget = Budget::of(bytes.len());
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        SheetError::OtherKind(format!("this packed file can't be read: {}", reason(&error)))
    })?;
    let mut package = Package { archive, budget };
    let other =
        "this is a packed file of another kind: it has no model.xml, as those of Archi have";
    package.bytes(part)?.ok_or_else(|| SheetError::OtherKind(other.to_owned()))
}

fn broken(error: &ZipError) -> SheetError {
    SheetError::Broken(reason(error).to_owned())
}

/// Why a packed file can't be read, and what to do.
fn reason(error: &ZipError) -> &'static str {
    #[expect(clippy::wildcard_enum_match_arm, reason = "what else there is has one remedy")]
    match error {
        ZipError::InvalidArchive(_) | ZipError::Io(_) => {
            "it is damaged or not complete; copy, download or save it again"
        }
        ZipError::InvalidPassword => "it is protected by a password; save it without one",
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => {
            "it is protected by a password; save it without one"
        }
        _ => "it is packed in a way that only its program reads; save it again as .xlsx",
    }
}
