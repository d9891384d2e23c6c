//! The first line of a register in CSV, as offices have it: any of the usual
//! separators, capitals, quotes, the headings of device managements, and
//! columns that are nobody's business here.

use std::collections::HashMap;

/// The columns that are read; `id` must be there.
pub(super) const COLUMNS: [&str; 9] = [
    "id",
    "person",
    "use",
    "access",
    "ownership",
    "managed",
    "approval",
    "approved-by",
    "approved-on",
];

/// What else the column with the serial or UDID is called, in lower case and
/// without blanks, hyphens and underscores; the surest first.
const IDS: [&str; 8] = [
    "id",
    "udid",
    "serialnumber",
    "serial",
    "serialno",
    "seriennummer",
    "serienummer",
    "deviceserial",
];

/// Headings of one file, understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Headings {
    /// Where each column stands.
    pub(super) columns: HashMap<&'static str, usize>,
    /// Columns that stand there twice.
    pub(super) doubled: Vec<String>,
    /// Columns that are read and how they are spelt, in the order of [`COLUMNS`].
    pub(super) spelt: Vec<(&'static str, String)>,
    /// Columns that are not read, as they are spelt.
    pub(super) ignored: Vec<String>,
}

/// The separator of a file: of the usual ones, that which its first line has
/// most of outside quotes.
pub(super) fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: u8| {
        let mut quoted = false;
        let outside = first.bytes().filter(|byte| {
            quoted ^= *byte == b'"';
            *byte == mark && !quoted
        });
        outside.count()
    };
    let marks = [b',', b';', b'\t'];
    let most = marks.into_iter().rev().max_by_key(|mark| count(*mark));
    most.unwrap_or(b',')
}

/// A heading as it is compared.
fn folded(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

pub(super) fn read<'h>(names: impl Iterator<Item = &'h str>) -> Headings {
    let names: Vec<&str> = names.collect();
    let mut headings = Headings::default();
    let mut taken = vec![false; names.len()];
    for column in COLUMNS {
        let wanted: &[&str] = if column == "id" { &IDS } else { &[column] };
        for alias in wanted {
            let alias = folded(alias);
            let mut places = (0..).zip(&names).filter(|(_, name)| folded(name) == alias);
            let Some((place, name)) = places.next() else {
                continue;
            };
            headings.columns.insert(column, place);
            headings.spelt.push((column, (*name).to_owned()));
            if let Some(slot) = taken.get_mut(place) {
                *slot = true;
            }
            for (place, name) in places {
                headings.doubled.push((*name).to_owned());
                if let Some(slot) = taken.get_mut(place) {
                    *slot = true;
                }
            }
            break;
        }
    }
    let ignored = names.iter().zip(taken).filter(|(_, taken)| !taken);
    headings.ignored = ignored
        .map(|(name, _)| (*name).to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    headings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_told_by_the_first_line() {
        assert_eq!(separator("id;use;\"a,b,c,d\"\n1,2,3"), b';');
        assert_eq!(separator("id\tuse"), b'\t');
        assert_eq!(separator("id,use"), b',');
        assert_eq!(separator("id"), b',');
    }

    #[test]
    fn headings_of_offices_are_understood() {
        let names = ["Device ID", "Serial number", "OWNERSHIP", "Primary user"];
        let headings = read(names.into_iter());
        assert_eq!(headings.columns["id"], 1);
        assert_eq!(headings.columns["ownership"], 2);
        let spelt = [("id", "Serial number"), ("ownership", "OWNERSHIP")];
        assert_eq!(
            headings.spelt,
            spelt.map(|(what, name)| (what, name.to_owned()))
        );
        assert_eq!(headings.ignored, ["Device ID", "Primary user"]);
        assert_eq!(read(["id", "Use", "use"].into_iter()).doubled, ["use"]);
    }
}
