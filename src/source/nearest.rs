//! Which recordings of commands lie near each other, and so may be of one
//! phone: told by the folders they lie in, before anybody looks into them.

use super::android::fragment::{Fragment, Grouped};
use super::android::grouping;

/// What a file holds, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Dumps of the package service.
    Dump,
    /// Lists, and facts of a phone without its apps.
    Beside,
}

/// A file, and what it holds.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its path, with `/` or `\` between the parts.
    pub(super) path: String,
    pub(super) class: Class,
}

/// The numbers of the places that lie together, the dump first. What lies as
/// near to one dump as to another belongs to neither.
pub(super) fn units(places: &[Place]) -> Vec<Vec<usize>> {
    let dumps: Vec<(usize, Vec<&str>)> = places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.class == Class::Dump)
        .map(|(number, place)| (number, folders(&place.path)))
        .collect();
    // Number of the dump, or of a place that belongs to none; and the others.
    let mut units: Vec<Vec<usize>> = Vec::new();
    let mut unit_of = std::collections::HashMap::new();
    for (number, _) in &dumps {
        unit_of.insert(*number, units.len());
        units.push(vec![*number]);
    }
    let index = Folders::new(&dumps);
    for (number, place) in places.iter().enumerate() {
        if place.class == Class::Dump {
            continue;
        }
        let unit = index.only_nearest(&folders(&place.path));
        match unit.and_then(|dump| units.get_mut(*unit_of.get(&dump)?)) {
            Some(unit) => unit.push(number),
            None => units.push(vec![number]),
        }
    }
    units.sort();
    units
}

/// How many dumps lie below each folder, and one of them.
struct Folders(std::collections::HashMap<String, (usize, usize)>);

impl Folders {
    fn new(dumps: &[(usize, Vec<&str>)]) -> Self {
        let mut index = std::collections::HashMap::new();
        for (number, parts) in dumps {
            for depth in 0..=parts.len() {
                let path = parts.get(..depth).unwrap_or_default().join("/");
                let entry = index.entry(path).or_insert((0, *number));
                entry.0 += 1;
            }
        }
        Self(index)
    }

    /// The dump below the innermost folder that has any, if it is the only one
    /// there.
    fn only_nearest(&self, parts: &[&str]) -> Option<usize> {
        let found = (0..=parts.len()).rev().find_map(|depth| {
            self.0
                .get(&parts.get(..depth).unwrap_or_default().join("/"))
        })?;
        (found.0 == 1).then_some(found.1)
    }
}

fn folders(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = path.split(['/', '\\']).collect();
    parts.pop();
    parts
}

/// Puts the fragments of one container together.
pub(super) fn group(fragments: Vec<Fragment>) -> Grouped {
    let places: Vec<Place> = fragments.iter().map(place).collect();
    let mut fragments: Vec<Option<Fragment>> = fragments.into_iter().map(Some).collect();
    let mut all = Grouped::default();
    for unit in units(&places) {
        let taken = unit
            .iter()
            .filter_map(|number| fragments.get_mut(*number)?.take());
        let mut grouped = grouping::group(taken.collect());
        all.readings.append(&mut grouped.readings);
        all.parts += grouped.parts;
        all.other.append(&mut grouped.other);
    }
    all
}

/// Where a fragment lies, and what it holds.
pub(super) fn place(fragment: &Fragment) -> Place {
    Place {
        path: fragment.locator.place.clone(),
        class: class(&fragment.text),
    }
}

/// What a text holds.
pub(super) fn class(text: &crate::source::container::text::Text) -> Class {
    if text.recordings.is_empty() {
        Class::Beside
    } else {
        Class::Dump
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Place {
        let class = if path.contains("dump") {
            Class::Dump
        } else {
            Class::Beside
        };
        Place {
            path: path.to_owned(),
            class,
        }
    }

    #[test]
    fn what_lies_nearest_goes_together() {
        let table: [(&[&str], Vec<Vec<usize>>); 5] = [
            (&["a/dump", "a/list"], vec![vec![0, 1]]),
            (&["list", "dump"], vec![vec![1, 0]]),
            (
                &["a/one/dump", "a/two/list", "b/dump"],
                vec![vec![0, 1], vec![2]],
            ),
            (
                &["a/dump1", "a/dump2", "a/list"],
                vec![vec![0], vec![1], vec![2]],
            ),
            (
                &["list", "a/dump", "b/dump"],
                vec![vec![0], vec![1], vec![2]],
            ),
        ];
        for (paths, expected) in table {
            let places: Vec<Place> = paths.iter().map(|path| self::place(path)).collect();
            assert_eq!(units(&places), expected, "{paths:?}");
        }
    }
}
