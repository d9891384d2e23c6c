//! The other lists of the same packages that a whole dump holds.
//!
//! `Key Set Manager:` names every package that the phone knows, in the same
//! map as `Packages:` and unfiltered (AOSP `KeySetManagerService.java`,
//! `dumpLPr`, 5 to 16). `Dexopt state:` and `Compiler stats:` name packages
//! with code. So a name that stands there and has no record was lost. Modules
//! and libraries are the exception: since Android 14 `Packages:` leaves
//! modules out. They stand in sections of their own.

use crate::source::android::parse::lines::{is_package_name, split_once};
use std::collections::BTreeSet;

/// More names than any phone has.
const MOST_NAMES: usize = 60_000;
/// More lines than any phone has in the sections of libraries and modules.
const MOST_LINES: usize = 60_000;

/// The names of the other lists.
#[derive(Debug, Clone, Default)]
pub struct OtherLists<'a> {
    /// The names of `Key Set Manager:`.
    pub key_sets: BTreeSet<&'a str>,
    /// The names of the lists of compiled code.
    pub compiled: BTreeSet<&'a str>,
    /// Whether `Database versions:` was there, which only a whole dump has.
    pub has_versions: bool,
    /// The lines of the sections of libraries and modules.
    excused: Vec<&'a [u8]>,
}

/// What kind of section a title opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    KeySets,
    Compiled,
    /// Libraries and modules.
    Excused,
}

impl List {
    /// The list that this title opens, if it is one of them.
    pub(super) fn of(title: &[u8]) -> Option<Self> {
        match title {
            b"Key Set Manager:" => Some(Self::KeySets),
            b"Dexopt state:" | b"Compiler stats:" => Some(Self::Compiled),
            b"Libraries:"
            | b"APEX session state:"
            | b"Active APEX packages:"
            | b"Inactive APEX packages:"
            | b"Factory APEX packages:" => Some(Self::Excused),
            _ => None,
        }
    }
}

impl<'a> OtherLists<'a> {
    /// Takes a line of a section, which stands `depth` columns further in than
    /// its title. `false` where there was no room for a name in it.
    #[must_use]
    pub(super) fn take(&mut self, list: List, depth: usize, text: &'a [u8]) -> bool {
        let names = match list {
            List::KeySets => &mut self.key_sets,
            List::Compiled => &mut self.compiled,
            List::Excused => {
                if self.excused.len() < MOST_LINES {
                    self.excused.push(text);
                }
                // A name that nothing excuses is told: a line less hides none.
                return true;
            }
        };
        let name = text
            .trim_ascii_end()
            .strip_prefix(b"[")
            .and_then(|rest| rest.strip_suffix(b"]"))
            .filter(|name| depth == 2 && is_package_name(name));
        let Some(name) = name.and_then(|name| std::str::from_utf8(name).ok()) else {
            return true;
        };
        let has_room = names.len() < MOST_NAMES || names.contains(name);
        if has_room {
            names.insert(name);
        }
        has_room
    }

    /// Whether there is any list to compare with.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.key_sets.is_empty() && self.compiled.is_empty()
    }

    /// All names, each once.
    pub fn all(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.key_sets.union(&self.compiled).copied()
    }

    /// Whether a section of libraries or modules names this package.
    #[must_use]
    pub fn is_excused(&self, name: &str) -> bool {
        self.excused.iter().any(|line| names_it(line, name))
    }
}

/// Whether a line holds the name as a word of its own. A library's record has
/// its version at the end of the name, the list of libraries may print it
/// apart.
fn names_it(line: &[u8], name: &str) -> bool {
    let stem = name.rsplit_once('_').map_or(name, |(stem, _)| stem);
    let is_end = |byte: &u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    line.split(is_end)
        .any(|word| word == name.as_bytes() || word == stem.as_bytes())
}

/// What `dumpsys package --checkin` says about one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedIn<'a> {
    /// The package name.
    pub name: &'a str,
    /// The users that have it installed.
    pub users: Vec<u32>,
}

/// Reads the lines `pkg,name,...` and `pkg-usr,user,state,...` (AOSP
/// `Settings.java`, `dumpPackageLPr` with a check-in tag). The state begins
/// with `I` where the package is installed for the user, and with `i` where
/// it is not.
/// The second value is whether there are more packages than are read.
#[must_use]
pub fn checked_in(bytes: &[u8]) -> (Vec<CheckedIn<'_>>, bool) {
    checked_in_up_to(bytes, MOST_NAMES)
}

fn checked_in_up_to(bytes: &[u8], most: usize) -> (Vec<CheckedIn<'_>>, bool) {
    let mut found: Vec<CheckedIn> = Vec::new();
    let (mut is_open, mut is_cut) = (false, false);
    for line in super::super::lines::Lines::new(bytes) {
        if let Some(rest) = line.strip_prefix(b"pkg,") {
            let name = split_once(rest, b',').map(|(name, _)| name);
            let name = name
                .filter(|name| is_package_name(name))
                .and_then(|name| std::str::from_utf8(name).ok());
            is_open = name.is_some() && found.len() < most;
            is_cut |= name.is_some() && !is_open;
            if let Some(name) = name.filter(|_| is_open) {
                let users = Vec::new();
                found.push(CheckedIn { name, users });
            }
        } else if let Some(rest) = line.strip_prefix(b"pkg-usr,")
            && is_open
            && let Some((user, state)) = split_once(rest, b',')
            && let Some(user) = super::super::lines::number(user)
            && state.starts_with(b"I")
            && let Some(last) = found.last_mut()
        {
            last.users.push(user);
        } else if line.starts_with(b"dis,") {
            is_open = false;
        }
    }
    (found, is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_in_lines() {
        let text = b"vers,1\npkg,com.example.a,10100,1,5,null\npkg-splt,base,0\n\
            pkg-usr,0,Ibsu,0,?\npkg-usr,10,ibsu,0,?\ndis,com.example.b,10101,1,5\n\
            pkg-usr,0,Ibsu,0,?\n";
        let (found, is_cut) = checked_in(text);
        assert_eq!((found.len(), is_cut), (1, false));
        assert!(checked_in_up_to(text, 0).1);
        assert_eq!(
            (found[0].name, &found[0].users[..]),
            ("com.example.a", &[0][..])
        );
    }

    #[test]
    fn a_module_is_named_by_its_word() {
        assert!(names_it(b"  com.example.apex", "com.example.apex"));
        assert!(!names_it(b"  com.example.apex2", "com.example.apex"));
        assert!(names_it(
            b"com.example.lib version: 12",
            "com.example.lib_12"
        ));
    }
}
