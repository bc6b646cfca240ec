//! The Open Exchange XML. Entities that a file declares itself are not expanded; nesting costs no stack.

use super::{Element, Model, Relation, attributes::Attributes, kind_of_relation};
use crate::{
    diag::{Code, Diagnostic, FileId, Place, Slice},
    id::index32,
    input::Text,
};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Reads a model from XML.
///
/// # Errors
/// Where the text is no XML, or no model.
pub fn exchange(file: FileId, text: &str) -> Result<Model, Box<Diagnostic>> {
    let mut parser = Parser::new(file, text);
    let mut reader = Reader::from_str(text);
    loop {
        let start = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(tag)) => parser.open(&tag, start)?,
            Ok(Event::Empty(tag)) => {
                parser.open(&tag, start)?;
                parser.close();
            }
            Ok(Event::End(_)) => parser.close(),
            Ok(Event::Text(part)) => parser.add_text(&part.xml10_content()),
            Ok(Event::CData(part)) => parser.add_text(&part.xml10_content()),
            Ok(Event::GeneralRef(part)) => {
                let name = part.xml10_content();
                let known = match part.resolve_char_ref() {
                    Ok(None) => {
                        quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
                    }
                    Ok(Some(letter)) => Some(letter.to_string()),
                    Err(_) => None,
                };
                parser.add_text(&known.unwrap_or_else(|| format!("&{name};")));
            }
            Ok(Event::Eof) => return parser.model(),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => {
                let place = parser.place(reader.error_position());
                let message = format!("this is not XML: {error}");
                return Err(Box::new(Diagnostic::new(Code::Syntax, place, message)));
            }
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

    fn open(&mut self, tag: &BytesStart<'_>, byte: u64) -> Result<(), Box<Diagnostic>> {
        let place = self.place(byte);
        let name = tag.local_name();
        let above = self.open.last().copied();
        let position = match (above, name.as_ref()) {
            (None, "model") => {
                self.is_model = true;
                XmlPosition::Model
            }
            (Some(_), "element") => {
                self.element(&Attributes::of(tag, place)?, place);
                XmlPosition::Element
            }
            (Some(_), "relationship") => {
                self.relation(&Attributes::of(tag, place)?, place);
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
        Ok(())
    }

    fn element(&mut self, tag: &Attributes, place: Place) {
        // Views nest elements of their own kind, which have no type of the language.
        if let (Some(id), Some(kind)) = (&tag.identifier, &tag.kind) {
            let (value, kind) = (id.as_str().into(), kind.as_str().into());
            self.model.elements.push(Element {
                id: Text { value, place },
                kind,
                name: None,
                documentation: None,
            });
        }
    }

    fn relation(&mut self, tag: &Attributes, place: Place) {
        if let (Some(source), Some(target), Some(kind)) = (&tag.source, &tag.target, &tag.kind) {
            self.model.relations.push(Relation {
                kind: kind_of_relation(kind),
                source: source.as_str().into(),
                target: target.as_str().into(),
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
            let value: Slice = value.into();
            (!value.is_empty()).then_some(Text { value, place })
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
            let help = "export it from the modelling tool as Open Exchange XML, or as CSV";
            Box::new(Diagnostic::new(Code::Syntax, place, message).help(help))
        };
        if !self.open.is_empty() {
            return Err(problem("this XML ends before its elements are closed"));
        }
        if !self.is_model {
            return Err(problem("this is no Open Exchange model: its root is no `model`"));
        }
        Ok(self.model)
    }
}
