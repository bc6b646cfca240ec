//! Reads a page as a browser would, and refuses whatever a browser would have to guess.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::collections::BTreeMap;

/// Elements that hold nothing and have no end tag.
const VOID: [&str; 5] = ["br", "input", "link", "meta", "img"];

/// A page: its elements as they come.
#[derive(Debug, Default)]
pub struct Html {
    pub elements: Vec<Element>,
}

/// An element with all text in it.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    /// The one around it: an index of [`Html::elements`].
    up: Option<usize>,
}

impl Html {
    /// Reads a page in which every tag is right and has its end.
    #[track_caller]
    pub fn read(text: &str) -> Self {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut page = Self::default();
        let mut open: Vec<usize> = Vec::new();
        for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
            match token {
                Token::StartTag(tag) => {
                    let attributes = tag.attributes.iter();
                    let attributes = attributes.map(|(name, value)| (word(name), word(value)));
                    let element = Element {
                        name: word(&tag.name),
                        attributes: attributes.collect(),
                        text: String::new(),
                        up: open.last().copied(),
                    };
                    if !tag.self_closing && !VOID.contains(&&*element.name) {
                        open.push(page.elements.len());
                    }
                    page.elements.push(element);
                }
                Token::EndTag(tag) => {
                    let closed = open.pop().map(|at| &page.elements[at].name);
                    assert_eq!(closed, Some(&word(&tag.name)), "an end tag without its start");
                }
                Token::String(text) => {
                    for at in &open {
                        page.elements[*at].text.push_str(&word(&text));
                    }
                }
                Token::Error(error) => panic!("{error:?}"),
                Token::Comment(comment) => panic!("a comment: {comment:?}"),
                Token::Doctype(_) => {}
            }
        }
        assert!(open.is_empty(), "a start tag without its end");
        page
    }

    /// The elements of a name.
    pub fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Element> {
        self.elements.iter().filter(move |it| it.name == name)
    }

    /// The only element of a name.
    #[track_caller]
    pub fn one<'p>(&'p self, name: &'p str) -> &'p Element {
        let mut all = self.all(name);
        let first = all.next().unwrap_or_else(|| panic!("no <{name}>"));
        assert!(all.next().is_none(), "more than one <{name}>");
        first
    }

    /// The element with an id.
    #[track_caller]
    pub fn id(&self, id: &str) -> &Element {
        &self.elements[self.at(id)]
    }

    /// The elements of a name inside of the one with an id.
    #[track_caller]
    pub fn inside<'p>(&'p self, id: &str, name: &'p str) -> impl Iterator<Item = &'p Element> {
        let at = self.at(id);
        self.all(name).filter(move |it| {
            let mut up = it.up;
            while up.is_some_and(|up| up > at) {
                up = self.elements[up.unwrap()].up;
            }
            up == Some(at)
        })
    }

    #[track_caller]
    fn at(&self, id: &str) -> usize {
        let at = self.elements.iter().position(|it| it.is("id", id));
        at.unwrap_or_else(|| panic!("nothing has the id {id}"))
    }

    /// The values of an attribute.
    pub fn values<'p>(&'p self, attribute: &'p str) -> impl Iterator<Item = &'p str> {
        let elements = self.elements.iter();
        elements.filter_map(move |it| it.attributes.get(attribute).map(String::as_str))
    }
}

impl Element {
    /// Whether an attribute has this value, or this among its words.
    pub fn is(&self, attribute: &str, value: &str) -> bool {
        let attribute = self.attributes.get(attribute);
        attribute.is_some_and(|it| it == value || it.split(' ').any(|word| word == value))
    }

    /// Its text, each run of blanks as one space.
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        words.join(" ")
    }
}

fn word(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
