//! Names of files that are made for devices. An id comes from the device, so only
//! safe characters of it are used, and no two devices get one file.

use std::collections::HashSet;

/// How much of an id a name takes, in characters.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices of its own, whatever their ending.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The names of one run.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    /// In small letters: file systems often ignore case.
    taken: HashSet<String>,
}

impl FileNames {
    /// A name for a device, made of its id and an ending such as `json`: none that
    /// this run gave already, and one that `is_free`.
    pub(crate) fn free(
        &mut self,
        id: &str,
        ending: &str,
        is_free: impl Fn(&str) -> bool,
    ) -> String {
        let stem = safe_stem(id);
        let mut name = format!("{stem}.{ending}");
        let mut number = 2_u64;
        while !(is_free(&name) && self.taken.insert(name.to_ascii_lowercase())) {
            name = format!("{stem}-{number}.{ending}");
            number += 1;
        }
        name
    }
}

/// The id of a device as the beginning of a file name.
pub(crate) fn safe_stem(id: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let safe = |c: char| if is_safe(c) { c } else { '_' };
    let mut stem: String = id.chars().take(LONGEST).map(safe).collect();
    if stem.is_empty() {
        stem.push_str("device");
    }
    if is_reserved(&stem.to_ascii_lowercase()) {
        stem.push('_');
    }
    stem
}

fn is_reserved(stem: &str) -> bool {
    let numbered = ["com", "lpt"].iter().any(|port| {
        let number = stem.strip_prefix(port);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
    });
    RESERVED.contains(&stem) || numbered
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_safe_and_each_is_given_once() {
        let mut names = FileNames::default();
        let mut free = |id: &str| names.free(id, "json", |name| name != "used.json");
        assert_eq!(free("A/1"), "A_1.json");
        assert_eq!(free("a_1"), "a_1-2.json");
        assert_eq!(free("used"), "used-2.json");
        assert_eq!(free(""), "device.json");
        assert_eq!(free("../../etc/passwd"), "______etc_passwd.json");
        assert_eq!(free("NUL"), "NUL_.json");
        assert_eq!(free("com1"), "com1_.json");
        assert_eq!(free("com10"), "com10.json");
    }

    proptest! {
        #[test]
        fn no_id_leaves_the_folder(id in any::<String>()) {
            let stem = safe_stem(&id);
            prop_assert!(!stem.is_empty() && stem.len() <= LONGEST + 1);
            prop_assert!(stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        }
    }
}
