//! Apps in a place that this version does not read: a list under a key of a later
//! minor version, or a record inside the record of another app.
//!
//! Fields of later versions are passed over, and scalars among them hide nothing. An
//! object with an id can be an app that nobody would see, and so can a text in a list
//! that looks like an id. In the record of an app, lists of texts are about that app
//! (its permissions, libraries, parts) and are passed over.

use super::listed_id::{is_of_other_things, looks_like_id};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What this version reads of an object, or of each object of an array: its keys, and
/// the shape of what lies under them where that is no plain value.
struct Shape(&'static [(&'static str, Option<&'static Shape>)]);

/// The whole file.
static FILE: Shape = Shape(&[
    ("schema", None),
    ("taken_at", None),
    ("host_clock", None),
    ("tool", None),
    ("source", None),
    ("device", Some(&DEVICE)),
    ("coverage", Some(&COVERAGE)),
    ("web_pages", Some(&WEB_PAGES)),
    ("selection", Some(&SELECTION)),
    ("apps", Some(&APP)),
]);

static DEVICE: Shape = Shape(&[
    ("platform", None),
    ("id", None),
    ("id_kind", None),
    ("maker", None),
    ("model", None),
    ("fingerprint", None),
    ("os_version", None),
    ("security_patch", None),
    ("management", None),
]);

static COVERAGE: Shape = Shape(&[
    ("complete", None),
    (
        "profiles",
        Some(&Shape(&[("id", None), ("kind", None), ("status", None)])),
    ),
    (
        "gaps",
        Some(&Shape(&[
            ("code", None),
            ("profile", None),
            ("message", None),
            ("advice", None),
        ])),
    ),
    ("notes", Some(&Shape(&[("code", None), ("message", None)]))),
    (
        "unseen",
        Some(&Shape(&[("state", None), ("message", None)])),
    ),
]);

static WEB_PAGES: Shape = Shape(&[
    ("complete", None),
    ("pages", Some(&Shape(&[("host", None), ("profile", None)]))),
]);

static SELECTION: Shape = Shape(&[
    (
        "policies",
        Some(&Shape(&[("id", None), ("digest", None), ("rules", None)])),
    ),
    ("facts", None),
    ("access", None),
    (
        "left_out",
        Some(&Shape(&[
            ("installed", None),
            ("owner_known", None),
            ("profiles", None),
            ("system", None),
        ])),
    ),
]);

static APP: Shape = Shape(&[
    ("id", None),
    ("profile", None),
    ("state", None),
    ("origin", None),
    ("name", None),
    ("version", None),
    ("installer", None),
    ("channel", None),
    ("first_installed", None),
    ("last_updated", None),
    ("developer", None),
    ("store_id", None),
    ("signer", None),
    ("evidence", None),
]);

/// Whether a file holds what may be apps under a key that this version does not know.
pub(super) fn in_file(text: &str) -> bool {
    found(text, Some(&FILE))
}

/// The same of what stands under this key of a file.
pub(super) fn under(key: &str, value: &str) -> bool {
    let known = FILE.0.iter().find(|(known, _)| *known == key);
    match known {
        Some((_, None)) => false,
        Some((_, shape)) => found(value, *shape),
        None => in_other(key, value),
    }
}

/// Whether a value of a key that this version does not know, in the file or of its
/// device, holds what may be apps.
pub(super) fn in_other(key: &str, value: &str) -> bool {
    is_nested(value) && found_in(value, None, !is_of_other_things(key))
}

/// Whether a value of a key of an app that this version does not know holds what may
/// be apps.
pub(super) fn in_value(value: &str) -> bool {
    is_nested(value) && found_in(value, None, false)
}

/// Most values are plain.
fn is_nested(value: &str) -> bool {
    value.trim_start().starts_with(['{', '['])
}

fn found(text: &str, shape: Option<&'static Shape>) -> bool {
    found_in(text, shape, true)
}

/// Where the text cannot be followed, it is not known what it holds.
fn found_in(text: &str, shape: Option<&'static Shape>, lists_count: bool) -> bool {
    let mut found = false;
    let look = Look {
        shape,
        lists_count,
        place: Place::Plain,
        found: &mut found,
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    look.deserialize(&mut reader).is_err() || found
}

/// Looks through one value.
struct Look<'f> {
    /// What is known of it; of a later version, nothing.
    shape: Option<&'static Shape>,
    /// Whether texts in lists may be apps here.
    lists_count: bool,
    place: Place,
    found: &'f mut bool,
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Plain,
    /// Under the key `id` of an object of which nothing is known.
    Id,
    /// In a list of which nothing is known.
    List,
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Key(self.shape))? {
            match key {
                Known::Plain => drop(map.next_value::<IgnoredAny>()?),
                Known::Shape(shape) => {
                    map.next_value_seed(self.inside(Some(shape), Place::Plain))?;
                }
                Known::Later { place, may_list } => {
                    let of_app = self
                        .shape
                        .is_some_and(|shape| std::ptr::eq(shape, &raw const APP));
                    let mut inside = self.inside(None, place);
                    inside.lists_count &= may_list && !of_app;
                    map.next_value_seed(inside)?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let shape = self.shape;
        while list
            .next_element_seed(self.inside(shape, Place::List))?
            .is_some()
        {}
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        *self.found |= match self.place {
            Place::Plain => false,
            Place::Id => true,
            Place::List => self.shape.is_none() && self.lists_count && looks_like_id(text),
        };
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

impl Look<'_> {
    /// Looks through what lies in it.
    fn inside(&mut self, shape: Option<&'static Shape>, place: Place) -> Look<'_> {
        Look {
            shape,
            lists_count: self.lists_count,
            place,
            found: self.found,
        }
    }
}

/// What is known of a key of an object of this shape.
struct Key(Option<&'static Shape>);

enum Known {
    Plain,
    Shape(&'static Shape),
    Later { place: Place, may_list: bool },
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Known;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Known, D::Error> {
        input.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Known;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Known, E> {
        let Some(shape) = self.0 else {
            let place = if key == "id" { Place::Id } else { Place::Plain };
            return Ok(later(key, place));
        };
        let known = shape.0.iter().find(|(known, _)| *known == key);
        Ok(match known {
            Some((_, None)) => Known::Plain,
            Some((_, Some(shape))) => Known::Shape(shape),
            None => later(key, Place::Plain),
        })
    }
}

fn later(key: &str, place: Place) -> Known {
    Known::Later {
        place,
        may_list: !is_of_other_things(key),
    }
}
