//! Tokens of an XML property list.
//!
//! Text is borrowed from the file wherever no entity interrupts it, and the
//! content of a `<data>` element is only located.

use super::fault::Fault;
use super::token::{Data, Token};
use quick_xml::Reader;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use std::borrow::Cow;

/// The elements of a property list.
#[derive(Clone, Copy)]
enum Element {
    Plist,
    Dict,
    Array,
    Key,
    Text,
    Data,
    Date,
    Integer,
    Real,
    True,
    False,
}

impl Element {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "plist" => Self::Plist,
            "dict" => Self::Dict,
            "array" => Self::Array,
            "key" => Self::Key,
            "string" => Self::Text,
            "data" => Self::Data,
            "date" => Self::Date,
            "integer" => Self::Integer,
            "real" => Self::Real,
            "true" => Self::True,
            "false" => Self::False,
            _ => return None,
        })
    }
}

/// A reader of XML property lists.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Reader::from_reader(bytes);
        reader.config_mut().expand_empty_elements = true;
        Self { reader }
    }

    /// The next token, or `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Fault> {
        loop {
            match self.event()? {
                Event::Start(start) => {
                    let element = Element::named(start.name().as_ref()).ok_or(Fault::Malformed)?;
                    check_attributes(element, start.attributes_raw())?;
                    if let Some(token) = self.element(element)? {
                        return Ok(Some(token));
                    }
                }
                Event::End(end) if end.name().as_ref() == "plist" => {}
                Event::End(_) => return Ok(Some(Token::End)),
                Event::Text(text) if is_blank(&text) => {}
                Event::Eof => return Ok(None),
                // Neither text nor `&amp;` has a place between values.
                Event::Text(_) | Event::GeneralRef(_) => return Err(Fault::Malformed),
                _ => {}
            }
        }
    }

    /// The next event, without the constructs that can hide something.
    fn event(&mut self) -> Result<Event<'a>, Fault> {
        match self.reader.read_event() {
            Ok(Event::CData(_)) => Err(Fault::Cdata),
            // An internal subset (`[...]`) is where entities are declared.
            Ok(Event::DocType(text)) if text.contains(['[', '<']) => Err(Fault::Entities),
            Ok(event) => Ok(event),
            Err(error) => Err(fault(&error)),
        }
    }

    fn element(&mut self, element: Element) -> Result<Option<Token<'a>>, Fault> {
        Ok(Some(match element {
            Element::Plist => return Ok(None),
            Element::Dict => Token::Dict,
            Element::Array => Token::Array,
            Element::Key => Token::Key(self.content()?),
            Element::Text => Token::Text(self.content()?),
            Element::Data => Token::Data(Data::Base64(self.content()?)),
            Element::Date => Token::Date(self.content()?.trim().parse().ok()),
            Element::Integer => Token::Integer(self.content()?.trim().parse().ok()),
            Element::Real => {
                let number = self.content()?.trim().parse();
                Token::Real(number.unwrap_or(f64::NAN))
            }
            Element::True => self.flag(true)?,
            Element::False => self.flag(false)?,
        }))
    }

    fn flag(&mut self, flag: bool) -> Result<Token<'a>, Fault> {
        self.content()?;
        Ok(Token::Boolean(flag))
    }

    /// The text up to the end of the element that has just begun.
    fn content(&mut self) -> Result<Cow<'a, str>, Fault> {
        let mut content = Cow::Borrowed("");
        loop {
            match self.event()? {
                Event::Text(text) => append(&mut content, text.into_inner()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(|e| fault(&e))?;
                    if let Some(character) = character {
                        content.to_mut().push(character);
                    } else {
                        let known = resolve_xml_entity(&reference).ok_or(Fault::Entities)?;
                        content.to_mut().push_str(known);
                    }
                }
                Event::End(_) => return Ok(content),
                Event::Eof => return Err(Fault::Truncated),
                Event::Start(_) => return Err(Fault::Malformed),
                _ => {}
            }
        }
    }
}

/// Only `<plist>` has an attribute, and only one. Text in others would be
/// read by nobody.
fn check_attributes(element: Element, attributes: &str) -> Result<(), Fault> {
    match (element, attributes.trim()) {
        (_, "") | (Element::Plist, "version=\"1.0\"" | "version='1.0'") => Ok(()),
        _ => Err(Fault::Malformed),
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

fn append<'a>(content: &mut Cow<'a, str>, text: Cow<'a, str>) {
    if content.is_empty() {
        *content = text;
    } else {
        content.to_mut().push_str(&text);
    }
}

fn fault(error: &Error) -> Fault {
    match error {
        Error::Syntax(SyntaxError::InvalidBangMarkup) => Fault::Malformed,
        // Every other syntax error is something that was never closed.
        Error::Syntax(_) => Fault::Truncated,
        _ => Fault::Malformed,
    }
}
