//! The attributes of a tag that tell of an element or a relationship.

use crate::diag::{Code, Diagnostic, Place};
use quick_xml::{XmlVersion, events::BytesStart};

/// The attributes of a tag that matter.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) identifier: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) source: Option<String>,
    pub(super) target: Option<String>,
}

impl Attributes {
    pub(super) fn of(tag: &BytesStart<'_>, place: Place) -> Result<Self, Box<Diagnostic>> {
        let mut found = Self::default();
        let broken = |error: &dyn std::fmt::Display| {
            let message = format!("this is not XML: {error}");
            Box::new(Diagnostic::new(Code::Syntax, place, message))
        };
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| broken(&error))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| broken(&error))?.into_owned();
            match attribute.key.local_name().as_ref() {
                "identifier" => found.identifier = Some(value),
                "type" => found.kind = Some(value),
                "source" => found.source = Some(value),
                "target" => found.target = Some(value),
                _ => {}
            }
        }
        Ok(found)
    }
}
