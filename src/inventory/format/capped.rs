//! Lists that are refused when they are longer than that of any device: a file
//! of a megabyte can hold half a million apps, and each costs much more once it
//! is read and judged.

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use std::marker::PhantomData;

/// More apps than all profiles of any phone have together.
pub(crate) const MOST_APPS: usize = 50_000;
/// More profiles than any phone has, and more gaps or notes than are read.
const MOST_OTHERS: usize = 1_000;

/// How the error begins that refuses such a list.
pub(super) const TOO_MANY: &str = "the list has more entries than";

/// A list of apps.
pub(super) fn apps<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    input: D,
) -> Result<Vec<T>, D::Error> {
    input.deserialize_seq(Capped(MOST_APPS, PhantomData))
}

/// Any other list.
pub(super) fn others<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    input: D,
) -> Result<Vec<T>, D::Error> {
    input.deserialize_seq(Capped(MOST_OTHERS, PhantomData))
}

struct Capped<T>(usize, PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Capped<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = sequence.next_element()? {
            if list.len() >= self.0 {
                let most = self.0;
                return Err(A::Error::custom(format!("{TOO_MANY} {most}")));
            }
            list.push(entry);
        }
        Ok(list)
    }
}
