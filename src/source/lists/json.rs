//! JSON as far as it goes.
//!
//! A list that was cut in the middle has told of every app before the cut, so
//! what was read before a fault is kept, up to the value that was being read.
//! Several documents may follow one another, as in NDJSON. The size of a file
//! is capped before it comes here; the number of values is capped here, and
//! their depth by `serde_json`.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

/// The most values of one file. A phone with a thousand apps and all their
/// attributes has about fifty thousand.
pub(super) const MAX_VALUES: usize = 2_000_000;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// `null`, or a value that was cut off before it began.
    Null,
    Flag(bool),
    /// A whole number; a list of apps needs no others.
    Integer(i64),
    Text(Box<str>),
    Array(Vec<Node>),
    /// The members in their order; a name may come twice.
    Object(Vec<(Box<str>, Node)>),
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It ends inside a value.
    Cut,
    /// It breaks off in something that is no JSON.
    Broken,
    /// It holds more values than are read.
    TooMany,
    /// An object of it names a member twice, as when two objects run together
    /// because the lines between them are gone. All of it is read nevertheless.
    Repeated,
}

/// The documents of a file.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Documents {
    pub(super) values: Vec<Node>,
    pub(super) fault: Option<Fault>,
}

/// Reads every document of a text.
pub(super) fn read(text: &[u8]) -> Documents {
    let mut found = Documents::default();
    let mut budget = Budget::new(MAX_VALUES);
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    while found.fault.is_none() && deserializer.end().is_err() {
        let mut value = Node::Null;
        let fill = Fill {
            target: &mut value,
            budget: &mut budget,
        };
        if let Err(error) = fill.deserialize(&mut deserializer) {
            found.fault = Some(if budget.left == 0 {
                Fault::TooMany
            } else {
                fault(&error)
            });
        }
        if value != Node::Null {
            found.values.push(value);
        }
    }
    found.fault = found.fault.or(budget.fault());
    found
}

/// What may still be read, and what was odd about what was.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
    is_repeated: bool,
}

impl Budget {
    pub(super) const fn new(left: usize) -> Self {
        Self {
            left,
            is_repeated: false,
        }
    }

    /// What is wrong with JSON that could be read.
    pub(super) fn fault(&self) -> Option<Fault> {
        self.is_repeated.then_some(Fault::Repeated)
    }
}

/// Whether a name comes twice.
fn repeats(members: &[(Box<str>, Node)]) -> bool {
    let mut names: Vec<&str> = members.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair.first() == pair.last())
}

/// What an error of the parser says of a file.
pub(super) fn fault(error: &serde_json::Error) -> Fault {
    match error.classify() {
        Category::Eof => Fault::Cut,
        _ => Fault::Broken,
    }
}

impl Node {
    /// The member of an object; `None` when it is missing or named twice, so
    /// that it is open which value counts.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let mut found = self.members().iter().filter(|(key, _)| **key == *name);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// The first of several members that is there.
    pub(super) fn get_any(&self, names: &[&str]) -> Option<&Self> {
        names.iter().find_map(|name| self.get(name))
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    /// Whether a member is true, or a number other than zero.
    pub(super) fn is_set(&self, name: &str) -> bool {
        match self.get(name) {
            Some(Self::Flag(flag)) => *flag,
            Some(Self::Integer(number)) => *number != 0,
            _ => false,
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.members().iter().any(|(key, _)| **key == *name)
    }

    /// Whether an object anywhere inside of this one has a member: a record in
    /// a record, as when lines between two of them are gone.
    pub(super) fn has_below(&self, name: &str) -> bool {
        let inner = self.members().iter().map(|(_, value)| value);
        let mut inner = inner.chain(self.items());
        inner.any(|value| value.has(name) || value.has_below(name))
    }

    pub(super) const fn is_nested(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Object(_))
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The members of an object, none of anything else.
    pub(super) fn members(&self) -> &[(Box<str>, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of an array, none of anything else.
    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }
}

/// Reads one value into its place, so that it stays when its end is missing.
pub(super) struct Fill<'t> {
    pub(super) target: &'t mut Node,
    pub(super) budget: &'t mut Budget,
}

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.budget.left = self.budget.left.saturating_sub(1);
        if self.budget.left == 0 {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        *self.target = Node::Flag(flag);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        *self.target = Node::Integer(number);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        *self.target = i64::try_from(number).map_or(Node::Null, Node::Integer);
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        // Some systems write whole numbers as `250.0`.
        let whole = (number.fract() == 0.0).then(|| format!("{number:.0}"));
        let whole = whole.and_then(|digits| digits.parse().ok());
        *self.target = whole.map_or(Node::Null, Node::Integer);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self.target = Node::Text(text.into());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        *self.target = Node::Array(Vec::new());
        let Node::Array(kept) = self.target else {
            return Ok(());
        };
        loop {
            let mut item = Node::Null;
            let fill = Fill {
                target: &mut item,
                budget: self.budget,
            };
            match items.next_element_seed(fill) {
                Ok(Some(())) => kept.push(item),
                Ok(None) => return Ok(()),
                Err(error) => {
                    if item != Node::Null {
                        kept.push(item);
                    }
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        *self.target = Node::Object(Vec::new());
        let Node::Object(kept) = self.target else {
            return Ok(());
        };
        while let Some(name) = members.next_key::<String>()? {
            let mut value = Node::Null;
            let result = members.next_value_seed(Fill {
                target: &mut value,
                budget: self.budget,
            });
            kept.push((name.into_boxed_str(), value));
            result?;
        }
        self.budget.is_repeated |= repeats(kept);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(node: &Node, found: &mut Vec<String>) {
        match node {
            Node::Text(text) => found.push(text.to_string()),
            Node::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Node::Object(members) => members.iter().for_each(|(_, value)| texts(value, found)),
            _ => {}
        }
    }

    #[test]
    fn what_comes_before_a_fault_is_kept() {
        let table = [
            (r#"{"a": "x", "b": {"c": "y"}}"#, None, "x y"),
            (r#"{"a": "x", "b": {"c": "y"#, Some(Fault::Cut), "x"),
            (r#"[{"a": "x"}, {"a": "y", "b": "#, Some(Fault::Cut), "x y"),
            (
                r#"[{"a": "x"}, {"a": "y" "b"}]"#,
                Some(Fault::Broken),
                "x y",
            ),
            ("{\"a\": \"x\"}\n{\"a\": \"y\"}\n", None, "x y"),
            ("{\"a\": \"x\"}\n$ exit\n", Some(Fault::Broken), "x"),
            ("", None, ""),
            (
                r#"{"a": {"b": "x", "b": "y"}} {"a": "z"}"#,
                Some(Fault::Repeated),
                "x y z",
            ),
        ];
        for (text, fault, expected) in table {
            let found = read(text.as_bytes());
            let mut kept = Vec::new();
            found.values.iter().for_each(|node| texts(node, &mut kept));
            assert_eq!(
                (found.fault, kept.join(" ").as_str()),
                (fault, expected),
                "{text}"
            );
        }
    }

    #[test]
    fn a_member_that_is_named_twice_counts_for_nothing() {
        let found = read(br#"{"a": 1, "a": 2, "b": 1}"#);
        assert_eq!(found.values[0].get("a"), None);
        assert!(found.values[0].has("a") && found.values[0].is_set("b"));
    }

    #[test]
    fn depth_and_number_are_capped() {
        let deep = "[".repeat(100_000);
        assert_eq!(read(deep.as_bytes()).fault, Some(Fault::Broken));
        let many = format!("[{}0]", "0,".repeat(MAX_VALUES));
        assert_eq!(read(many.as_bytes()).fault, Some(Fault::TooMany));
    }

    proptest! {
        #[test]
        fn a_cut_never_adds_anything(items in prop::collection::vec("[a-z.]{1,12}", 0..12), cut in 0_usize..400) {
            let text = serde_json::to_string(&items).unwrap();
            let cut = cut.min(text.len());
            let mut kept = Vec::new();
            read(&text.as_bytes()[..cut]).values.iter().for_each(|node| texts(node, &mut kept));
            prop_assert!(items.starts_with(&kept));
        }
    }
}
