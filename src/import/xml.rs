//! XML as a stream of tags and texts. Entities that a file declares itself are not expanded; nesting costs no stack.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::fmt::Display;

/// A piece of an XML text.
pub(super) enum XmlEvent<'x> {
    /// A tag that opens an element.
    Open(Tag<'x>),
    /// The end of the element opened last.
    Close,
    /// A text, or a part of one.
    Text(&'x str),
}

/// A tag that opens an element.
pub(super) struct Tag<'x>(&'x BytesStart<'x>);

impl Tag<'_> {
    /// Its name, without a namespace's prefix.
    pub(super) fn name(&self) -> &str {
        // Prefixes are the choice of the program that wrote the file.
        let name = self.0.name().into_inner();
        name.rsplit(':').next().unwrap_or(name)
    }

    /// The value of an attribute, named with a namespace's prefix or without any; none where there is none or it is
    /// broken.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut valid = attributes.with_checks(false).filter_map(Result::ok);
        let found = valid
            .find(|one| one.key.local_name().as_ref() == name || one.key.into_inner() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }
}

/// The reason why a text is no XML, and the byte where that shows.
pub(super) struct XmlError {
    pub(super) message: String,
    pub(super) offset: u64,
}

/// Calls `each` for every piece of an XML text with the byte where it begins.
///
/// # Errors
/// Where the text is no XML, or `each` fails.
pub(super) fn walk<E: From<XmlError>>(
    text: &str,
    mut each: impl FnMut(XmlEvent<'_>, u64) -> Result<(), E>,
) -> Result<(), E> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        let start = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                check_attributes(&tag, start)?;
                depth += 1;
                each(XmlEvent::Open(Tag(&tag)), start)?;
            }
            Ok(Event::Empty(tag)) => {
                check_attributes(&tag, start)?;
                each(XmlEvent::Open(Tag(&tag)), start)?;
                each(XmlEvent::Close, start)?;
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                each(XmlEvent::Close, start)?;
            }
            Ok(Event::Text(part)) => each(XmlEvent::Text(&part.xml10_content()), start)?,
            Ok(Event::CData(part)) => each(XmlEvent::Text(&part.xml10_content()), start)?,
            Ok(Event::GeneralRef(part)) => {
                let name = part.xml10_content();
                let known = match part.resolve_char_ref() {
                    Ok(None) => {
                        quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
                    }
                    Ok(Some(letter)) => Some(letter.to_string()),
                    Err(_) => None,
                };
                let text = known.unwrap_or_else(|| format!("&{name};"));
                each(XmlEvent::Text(&text), start)?;
            }
            Ok(Event::Eof) if depth > 0 => {
                let message = "this XML ends before its elements are closed".to_owned();
                return Err(XmlError { message, offset: 0 }.into());
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => return Err(not_xml(&error, reader.error_position()).into()),
        }
    }
}

/// Refuses a tag whose attributes are not XML.
fn check_attributes(tag: &BytesStart<'_>, offset: u64) -> Result<(), XmlError> {
    for attribute in tag.attributes() {
        attribute
            .map_err(|error| not_xml(&error, offset))?
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| not_xml(&error, offset))?;
    }
    Ok(())
}

fn not_xml(error: &dyn Display, offset: u64) -> XmlError {
    XmlError { message: format!("this is not XML: {error}"), offset }
}
