//! The Open Exchange XML. Entities that a file declares itself are not expanded; nesting costs no stack.

use super::{Element, Model, ModelRelation, kind_of_relation};
use crate::{
    diag::{Code, Diagnostic, FileId, Place, Slice},
    id::index32,
    import::{
        OTHER_FILE,
        xml::{Tag, XmlError, XmlEvent, walk},
    },
    input::Text,
};

/// Reads a model from XML.
///
/// # Errors
/// Where the text is no XML, or no model.
pub fn exchange(file: FileId, text: &str) -> Result<Model, Box<Diagnostic>> {
    let mut parser = Parser::new(file, text);
    let walked = walk::<XmlError>(text, |event, byte| {
        match event {
            XmlEvent::Open(tag) => parser.open(&tag, byte),
            XmlEvent::Close => parser.close(),
            XmlEvent::Text(part) => parser.add_text(part),
        }
        Ok(())
    });
    match walked {
        Ok(()) => parser.model(),
        // Of a text that doesn't begin like a model nothing is to be corrected.
        Err(_) if !parser.is_model && !text.contains("<model") && !text.contains(":model") => {
            parser.model()
        }
        Err(error) => {
            let place = parser.place(error.offset);
            Err(Box::new(Diagnostic::new(Code::Syntax, place, error.message)))
        }
    }
}

/// The position of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum XmlPosition {
    Model,
    Element,
    Name,
    Documentation,
    Other,
}

struct Parser<'t> {
    file: FileId,
    text: &'t str,
    open: Vec<XmlPosition>,
    content: String,
    content_place: Place,
    model: Model,
    is_model: bool,
}

impl<'t> Parser<'t> {
    fn new(file: FileId, text: &'t str) -> Self {
        Self {
            file,
            text,
            open: Vec::new(),
            content: String::new(),
            content_place: Place::default(),
            model: Model::default(),
            is_model: false,
        }
    }

    /// The place of a byte.
    fn place(&self, byte: u64) -> Place {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        Place { file: self.file, offset: index32(byte) }
    }

    fn open(&mut self, tag: &Tag<'_>, byte: u64) {
        let place = self.place(byte);
        let above = self.open.last().copied();
        let position = match (above, tag.name()) {
            (None, "model") => {
                self.is_model = true;
                self.model.name =
                    tag.attribute("name").map(|name| Text { value: name.into(), place });
                XmlPosition::Model
            }
            (Some(_), "element") => {
                self.element(tag, place);
                XmlPosition::Element
            }
            (Some(_), "relationship") => {
                self.relation(tag, place);
                XmlPosition::Other
            }
            (Some(XmlPosition::Element | XmlPosition::Model), "name" | "label") => {
                XmlPosition::Name
            }
            (Some(XmlPosition::Element), "documentation") => XmlPosition::Documentation,
            _ => XmlPosition::Other,
        };
        self.content.clear();
        self.content_place = place;
        self.open.push(position);
    }

    fn element(&mut self, tag: &Tag<'_>, place: Place) {
        // Archi's own files call the identifier `id`, and a relationship is an element of its folder.
        let id = tag.attribute("identifier").or_else(|| tag.attribute("id"));
        // Views nest elements of their own kind, which have no type of the language.
        let (Some(id), Some(kind)) = (id, kind(tag)) else {
            return;
        };
        if kind.ends_with("Relationship") {
            self.relation(tag, place);
        } else if !kind.contains("Diagram") && !kind.contains("SketchModel") {
            let name = tag.attribute("name").map(|name| Text { value: name.into(), place });
            self.model.elements.push(Element {
                id: Text { value: id.into(), place },
                kind: kind.into(),
                name,
                documentation: None,
            });
        }
    }

    fn relation(&mut self, tag: &Tag<'_>, place: Place) {
        let ends = (tag.attribute("source"), tag.attribute("target"));
        if let ((Some(source), Some(target)), Some(kind)) = (ends, kind(tag)) {
            self.model.relations.push(ModelRelation {
                kind: kind_of_relation(&kind),
                source: source.into(),
                target: target.into(),
                place,
            });
        }
    }

    fn add_text(&mut self, text: &str) {
        if matches!(self.open.last(), Some(XmlPosition::Name | XmlPosition::Documentation)) {
            self.content.push_str(text);
        }
    }

    fn close(&mut self) {
        let Some(position) = self.open.pop() else {
            return;
        };
        let text = |value: String, place| {
            (!value.is_empty()).then(|| Text { value: Slice::from(value), place })
        };
        let place = self.content_place;
        let in_model = self.open.last() == Some(&XmlPosition::Model);
        let name = match position {
            XmlPosition::Name if in_model => &mut self.model.name,
            XmlPosition::Name => match self.model.elements.last_mut() {
                Some(element) => &mut element.name,
                None => return,
            },
            XmlPosition::Documentation => match self.model.elements.last_mut() {
                Some(element) => &mut element.documentation,
                None => return,
            },
            XmlPosition::Model | XmlPosition::Element | XmlPosition::Other => return,
        };
        // A name may be given in several languages: the first is taken.
        if name.is_none() {
            let content = match position {
                XmlPosition::Documentation => self.content.trim().to_owned(),
                XmlPosition::Model
                | XmlPosition::Element
                | XmlPosition::Name
                | XmlPosition::Other => {
                    self.content.split_whitespace().collect::<Vec<_>>().join(" ")
                }
            };
            *name = text(content, place);
        }
    }

    fn model(self) -> Result<Model, Box<Diagnostic>> {
        let place = Place { file: self.file, offset: 0 };
        let problem = |message: &str| {
            Box::new(Diagnostic::new(Code::NotText, place, message).help(OTHER_FILE))
        };
        if !self.is_model {
            return Err(problem("this is no Open Exchange model: its root is no `model`"));
        }
        Ok(self.model)
    }
}

/// The type of an element or relationship, without a namespace's prefix.
fn kind(tag: &Tag<'_>) -> Option<String> {
    let kind = tag.attribute("xsi:type").or_else(|| tag.attribute("type"))?;
    Some(kind.rsplit(':').next().unwrap_or(&kind).to_owned())
}
