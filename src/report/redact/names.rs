//! By which names a device may be mentioned, and which of them are, in what is said
//! of a whole run. A fleet has far more names than a run can mention, so only those
//! that are there are kept.

use crate::report::document::Remark;
use std::cmp::Reverse;
use std::collections::HashSet;

/// Everything by which texts may name a device: its id, where it was read, and the
/// name of that file alone; the longest first. Each with what it is a name of.
pub(super) fn called<'n>(id: &'n str, source: &'n str) -> Vec<(&'static str, &'n str)> {
    let bus = ["adb:", "ios:"];
    let path = bus.iter().find_map(|bus| source.strip_prefix(bus));
    let path = path.unwrap_or(source);
    // A line is behind the last colon, when there is one.
    let whole = path.rsplit_once(':').map_or(path, |(path, _)| path);
    let name = whole.rsplit(['/', '\\']).next().unwrap_or(whole);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut names = vec![("device", id)];
    names.extend([source, path, whole, name, stem].map(|place| ("source", place)));
    // Dots and dashes are names of folders and of standard input.
    names.retain(|(_, name)| !name.trim_matches(['.', '-']).is_empty());
    // Stable, so that the id wins over a place of the same spelling.
    names.sort_by_key(|(_, name)| Reverse(name.len()));
    names
}

/// What is said of a run, to find the few devices of a fleet that it names.
pub(super) struct Said {
    text: String,
    known: HashSet<String>,
}

impl Said {
    pub(super) fn of(remarks: &[Remark<'_>]) -> Self {
        let texts = remarks.iter().flat_map(|one| [&*one.message, &*one.advice]);
        let text: Vec<&str> = texts.collect();
        Self {
            text: text.join("\n").to_ascii_lowercase(),
            known: HashSet::new(),
        }
    }

    /// Whether a name is somewhere in it and was not asked for before. It need not
    /// be a word there.
    pub(super) fn mentions(&mut self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        memchr::memmem::find(self.text.as_bytes(), name.as_bytes()).is_some()
            && self.known.insert(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_once_in_any_case() {
        let remark = Remark {
            code: "other".into(),
            level: crate::audit::Level::Note,
            finding: false,
            message: "ABC-1 was not read".into(),
            advice: "look at fleet.ndjson".into(),
            details: std::collections::BTreeMap::new(),
        };
        let mut said = Said::of(&[remark]);
        let mut mentioned = |id, source| -> Vec<&str> {
            let names = called(id, source).into_iter().map(|(_, name)| name);
            names.filter(|name| said.mentions(name)).collect()
        };
        assert_eq!(
            mentioned("abc-1", "in/fleet.ndjson:7"),
            ["fleet.ndjson", "abc-1", "fleet"]
        );
        assert_eq!(mentioned("abc-2", "in/fleet.ndjson:8"), [""; 0]);
    }
}
