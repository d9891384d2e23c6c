//! The items of a long list in JSON, one at a time.
//!
//! A page of a management system's list holds a hundred phones with hundreds of
//! apps each. Only one of them has to be in memory, so the text is gone through
//! twice: for what stands around the list, then for each item of it.

use super::json::{Budget, Fault, Fill, Node, fault};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What stands around a list.
#[derive(Debug)]
pub(super) struct Frame {
    /// The document without the items of the list.
    pub(super) rest: Node,
    /// The member that is the list; `None` when the document is the list.
    pub(super) list: Option<&'static str>,
    pub(super) items: usize,
    pub(super) fault: Option<Fault>,
}

/// Goes through one document that is an array, or an object with an array under
/// one of these names; `None` when it is neither.
pub(super) fn frame(text: &[u8], names: &[&'static str]) -> Option<Frame> {
    let mut frame = Frame {
        rest: Node::Null,
        list: None,
        items: 0,
        fault: None,
    };
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let seed = Outer {
        names,
        frame: &mut frame,
    };
    let result = seed
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    frame.fault = result.err().map(|error| fault(&error)).or(frame.fault);
    let is_list = frame.list.is_some() || matches!(frame.rest, Node::Array(_));
    is_list.then_some(frame)
}

/// Hands on each item of the list of a frame, up to a fault, with what is wrong
/// inside of it.
pub(super) fn each(
    text: &[u8],
    list: Option<&'static str>,
    sink: &mut dyn FnMut(Node, Option<Fault>),
) {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    // The fault is that of the frame.
    let _ = Inner { list, sink }.deserialize(&mut deserializer);
}

struct Outer<'f> {
    names: &'f [&'static str],
    frame: &'f mut Frame,
}

impl<'de> DeserializeSeed<'de> for Outer<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Outer<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.frame.rest = Node::Array(Vec::new());
        while items.next_element::<IgnoredAny>()?.is_some() {
            self.frame.items += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.frame.rest = Node::Object(Vec::new());
        while let Some(name) = members.next_key::<String>()? {
            let known = self.names.iter().find(|known| **known == name);
            if known.is_some() && self.frame.list == known.copied() {
                self.frame.fault = Some(Fault::Repeated);
            }
            if let (Some(known), None) = (known, self.frame.list) {
                self.frame.list = Some(known);
                members.next_value_seed(Count(&mut self.frame.items))?;
                continue;
            }
            let (mut value, mut budget) = (Node::Null, Budget::new(MOST_AROUND));
            let result = members.next_value_seed(Fill {
                target: &mut value,
                budget: &mut budget,
            });
            let is_again = self.frame.rest.has(&name).then_some(Fault::Repeated);
            self.frame.fault = self.frame.fault.or(is_again).or(budget.fault());
            if let Node::Object(rest) = &mut self.frame.rest {
                rest.push((name.into_boxed_str(), value));
            }
            result?;
        }
        Ok(())
    }
}

/// The most values of one member beside the list.
const MOST_AROUND: usize = 100_000;

/// Counts the items of an array, up to a fault.
struct Count<'c>(&'c mut usize);

impl<'de> DeserializeSeed<'de> for Count<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {
            *self.0 += 1;
        }
        Ok(())
    }
}

struct Inner<'s> {
    list: Option<&'static str>,
    sink: &'s mut dyn FnMut(Node, Option<Fault>),
}

impl<'de> DeserializeSeed<'de> for Inner<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Inner<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        loop {
            let (mut item, mut budget) = (Node::Null, Budget::new(super::json::MAX_VALUES));
            let result = items.next_element_seed(Fill {
                target: &mut item,
                budget: &mut budget,
            });
            // An item that was cut has told of what stood before the cut.
            if item != Node::Null || matches!(result, Ok(Some(()))) {
                (self.sink)(item, budget.fault());
            }
            match result {
                Ok(Some(())) => {}
                Ok(None) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            if self.list == Some(&name) {
                members.next_value_seed(Inner {
                    list: None,
                    sink: &mut self.sink,
                })?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> (Option<Frame>, Vec<Node>) {
        let frame = frame(text.as_bytes(), &["devices"]);
        let mut found = Vec::new();
        if let Some(frame) = &frame {
            each(text.as_bytes(), frame.list, &mut |node, _| found.push(node));
        }
        (frame, found)
    }

    #[test]
    fn items_are_handed_on_up_to_a_cut() {
        let table: [(&str, Option<usize>, usize, Option<Fault>); 7] = [
            (
                r#"{"a": 1, "devices": [{"b": 2}, {"b": 3}], "c": "x"}"#,
                Some(3),
                2,
                None,
            ),
            (r#"[{"b": 2}]"#, Some(0), 1, None),
            (
                r#"{"devices": [{"b": 2}, {"b": 3"#,
                Some(0),
                2,
                Some(Fault::Cut),
            ),
            (r#"{"devices": []}"#, Some(0), 0, None),
            (r#"{"other": []}"#, None, 0, None),
            (
                r#"{"devices": [{"b": 2}]} x"#,
                Some(0),
                1,
                Some(Fault::Broken),
            ),
            ("3", None, 0, None),
        ];
        for (text, members, items, fault) in table {
            let (frame, found) = all(text);
            assert_eq!(frame.is_some(), members.is_some(), "{text}");
            assert_eq!(found.len(), items, "{text}");
            if let Some(frame) = frame {
                assert_eq!(frame.fault, fault, "{text}");
            }
        }
    }
}
