//! The first line of a register in CSV, as offices have it: any of the usual
//! separators, capitals, quotes, the headings of device managements and of other
//! languages, and columns that are nobody's business here.
//!
//! A fact that stands under a heading nobody understands is lost, and a device may
//! leave a measure's scope by that. So what looks like one of ours is a mistake, by
//! its heading here and by its [cells](super::register_csv).

use crate::catalogue::document::diagnostic::nearest;
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

/// What columns with the serial or UDID are called, in lower case and without
/// blanks, hyphens and underscores; the surest first. Every one that is there
/// counts: a bare `id` may be the number of a row.
const IDS: [&str; 8] = [
    "udid",
    "serialnumber",
    "serial",
    "serialno",
    "seriennummer",
    "serienummer",
    "deviceserial",
    "id",
];

/// What else the other columns are called, in the same way: by the keys of the TOML
/// form, and in Norwegian and Dutch.
const OTHERS: [(&str, &[&str]); 8] = [
    (
        "person",
        &["persons", "personer", "personar", "persoon", "personen"],
    ),
    ("use", &["usage", "bruk", "gebruik"]),
    ("access", &["tilgang", "tilgjenge", "toegang"]),
    (
        "ownership",
        &["deviceownership", "eierskap", "eigarskap", "eigendom"],
    ),
    ("managed", &["forvaltet", "forvalta", "beheerd"]),
    ("approval", &["godkjenning", "goedkeuring"]),
    ("approved-by", &["godkjentav", "goedgekeurddoor"]),
    ("approved-on", &["godkjentden", "goedgekeurdop"]),
];

/// Headings of one file, understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Headings {
    /// How many columns there are.
    pub(super) count: usize,
    /// Where the ids of a device stand, the surest first.
    pub(super) ids: Vec<usize>,
    /// Where each of the other columns stands.
    pub(super) columns: HashMap<&'static str, usize>,
    /// Columns that stand there twice.
    pub(super) doubled: Vec<String>,
    /// Columns that are read and how they are spelt, in the order of the file.
    pub(super) spelt: Vec<(&'static str, String)>,
    /// Columns that look like one of ours, with its name.
    pub(super) alike: Vec<(String, &'static str)>,
    /// Columns that are not read: where they stand, and how they are spelt; nothing
    /// where there is no heading.
    pub(super) ignored: Vec<(usize, String)>,
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

/// The column for which a heading stands.
fn column(heading: &str) -> Option<&'static str> {
    if IDS.contains(&heading) {
        return Some("id");
    }
    let own = COLUMNS.into_iter().find(|own| folded(own) == heading);
    own.or_else(|| {
        let mut others = OTHERS.into_iter();
        others.find_map(|(own, others)| others.contains(&heading).then_some(own))
    })
}

/// The column that a heading is most like.
fn like(heading: &str) -> Option<&'static str> {
    let others = OTHERS.into_iter().flat_map(|(_, others)| others);
    let known: Vec<String> = COLUMNS
        .into_iter()
        .skip(1)
        .map(folded)
        .chain(others.map(|other| (*other).to_owned()))
        .collect();
    let found = nearest(heading, known.iter().map(String::as_str))?;
    column(found)
}

pub(super) fn read<'h>(names: impl Iterator<Item = &'h str>) -> Headings {
    let mut headings = Headings::default();
    let mut ids: Vec<(usize, usize)> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (place, name) in names.enumerate() {
        headings.count = place + 1;
        let name = super::register_cells::unwrapped(name);
        let heading = folded(name);
        let known = column(&heading);
        let again = known.is_some_and(|own| headings.columns.contains_key(own));
        match known {
            Some(_) if again || seen.contains(&heading) => headings.doubled.push(name.to_owned()),
            Some("id") => {
                headings.spelt.push(("id", name.to_owned()));
                let rank = IDS.iter().position(|id| *id == heading);
                ids.push((rank.unwrap_or(IDS.len()), place));
            }
            Some(own) => {
                headings.spelt.push((own, name.to_owned()));
                headings.columns.insert(own, place);
            }
            None => match like(&heading) {
                Some(own) => headings.alike.push((name.to_owned(), own)),
                None => headings.ignored.push((place, name.to_owned())),
            },
        }
        seen.push(heading);
    }
    ids.sort_unstable();
    headings.ids = ids.into_iter().map(|(_, place)| place).collect();
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
        assert_eq!(headings.ids, [1]);
        assert_eq!(headings.columns["ownership"], 2);
        let spelt = [("id", "Serial number"), ("ownership", "OWNERSHIP")];
        assert_eq!(
            headings.spelt,
            spelt.map(|(what, name)| (what, name.to_owned()))
        );
        let ignored = [(0, "Device ID".to_owned()), (3, "Primary user".to_owned())];
        assert_eq!(headings.ignored, ignored);
        assert_eq!(read(["id", "Use", "use"].into_iter()).doubled, ["use"]);
        assert_eq!(read(["id", "Use", "Bruk"].into_iter()).doubled, ["Bruk"]);
    }

    #[test]
    fn every_id_of_a_device_counts_the_surest_first() {
        let headings = read(["ID", "Title", "Serial number", "UDID", "Persoon"].into_iter());
        assert_eq!(headings.ids, [3, 2, 0]);
        assert_eq!(headings.columns["person"], 4);
    }

    #[test]
    fn what_looks_like_a_column_of_ours_is_none_that_is_ignored() {
        for (heading, own) in [
            ("Perons", "person"),
            ("acces", "access"),
            ("Owner-ship", "ownership"),
        ] {
            let headings = read(["id", heading].into_iter());
            let known = headings.alike.iter().any(|(_, like)| *like == own);
            assert!(known || headings.columns.contains_key(own), "{heading}");
        }
        for heading in [
            "Name",
            "Department",
            "Model",
            "Comment",
            "Room",
            "Navn",
            "Afdeling",
            "Phone",
        ] {
            assert_eq!(
                read(["id", heading].into_iter()).ignored.len(),
                1,
                "{heading}"
            );
        }
    }
}
