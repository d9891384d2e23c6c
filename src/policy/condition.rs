//! What a rule asks of an installed app beyond which app it is: the way it came
//! onto the device, who installed it, which version it has, and in which profile.

use crate::catalogue::document::{Diagnostic, Fields};
use crate::inventory::{App, Channel, Origin, ProfileKind};
use std::cmp::Ordering;

/// A comparison with an app's version, such as `< 2.1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLimit {
    /// Whether versions below the limit are meant, or the limit and those above.
    pub below: bool,
    /// The limit, number by number.
    pub limit: Vec<u64>,
}

impl VersionLimit {
    fn parse(text: &str) -> Option<Self> {
        let (below, limit) = match text.trim().strip_prefix(">=") {
            Some(limit) => (false, limit),
            None => (true, text.trim().strip_prefix('<')?),
        };
        let limit = numbers(limit.trim())?;
        Some(Self { below, limit })
    }

    /// Whether a version is meant. One that nobody can read, or surely order, is: a
    /// rule that asks for a version is about apps that are too old, and an unknown age
    /// is no proof of a new one.
    #[must_use]
    pub fn holds(&self, version: Option<&str>) -> bool {
        let Some((known, is_whole)) = version.and_then(read_version) else {
            return true;
        };
        let number = |of: &[u64], place: usize| of.get(place).copied().unwrap_or(0);
        let compare = |length: usize| {
            let mut places = 0..length;
            let order = places.find_map(|place| {
                let order = number(&known, place).cmp(&number(&self.limit, place));
                order.is_ne().then_some(order)
            });
            order.unwrap_or(Ordering::Equal)
        };
        // What stands behind the numbers may make it older, such as `-rc1`, or newer.
        if !is_whole && compare(known.len()).is_eq() {
            return true;
        }
        compare(known.len().max(self.limit.len())).is_lt() == self.below
    }
}

/// The numbers of a version, and whether they are all of it.
fn read_version(text: &str) -> Option<(Vec<u64>, bool)> {
    let text = text.trim();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (mark, rest) = text.split_at_checked(start)?;
    let mark = mark.trim_end().to_ascii_lowercase();
    if !matches!(mark.as_str(), "" | "v" | "v." | "ver." | "version") {
        return None;
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    let (version, more) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    Some((
        numbers(version.trim_end_matches('.'))?,
        more.is_empty() || is_of_version(more),
    ))
}

/// What stands behind a version that is out, and says no more of its place in the order.
const OUT: [&str; 10] = [
    "build",
    "final",
    "ga",
    "play",
    "prod",
    "production",
    "rel",
    "release",
    "stable",
    "store",
];

/// Words for what was before a version.
const EARLIER: [&str; 9] = [
    "alpha", "beta", "canary", "dev", "nightly", "pre", "preview", "rc", "snapshot",
];

/// Whether what stands behind a version leaves it its place in the order: the number of
/// a build, a word for what is out, or anything behind a plus, as in semantic versions.
/// What may stand for an earlier state, such as `rc1`, does not.
fn is_of_version(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let (text, behind) = text.split_once('+').unwrap_or((&text, ""));
    let is_number = |word: &str| word.bytes().all(|c| c.is_ascii_digit());
    let mut words = text.split(['-', '_', '/', ' ', '(', ')', '.']);
    let mut others = behind.split(|c: char| !c.is_ascii_alphanumeric());
    words.all(|word| is_number(word) || OUT.contains(&word))
        && !others.any(|word| EARLIER.iter().any(|earlier| word.starts_with(earlier)))
}

impl std::fmt::Display for VersionLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let numbers: Vec<String> = self.limit.iter().map(u64::to_string).collect();
        let sign = if self.below { "<" } else { ">=" };
        write!(f, "{sign} {}", numbers.join("."))
    }
}

/// Whether a text may be the name of an Android package: two parts at least, each a
/// letter with letters, digits and underscores behind it.
fn is_package(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_')
    };
    text.contains('.') && text.split('.').all(is_part)
}

fn numbers(text: &str) -> Option<Vec<u64>> {
    let parts: Option<Vec<u64>> = text.split('.').map(|part| part.parse().ok()).collect();
    parts.filter(|parts| parts.len() <= 8)
}

/// What a rule asks of an installed app. All that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition {
    /// The way it came onto the device; any of them.
    pub channels: Vec<Channel>,
    /// Whether the maker or the user put it there; any of them.
    pub origins: Vec<Origin>,
    /// Which app installed it; any of them. Android only.
    pub installers: Vec<String>,
    /// Which versions are meant.
    pub version: Option<VersionLimit>,
    /// In which kinds of profile it is; any of them.
    pub profiles: Vec<ProfileKind>,
}

impl Condition {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the rule is about this app in a profile of this kind.
    ///
    /// What the device does not tell is no reason to leave out an app that the
    /// rule names; a rule that names none (`names_apps`) takes only what is
    /// told, or it would find every app of which little is known.
    #[must_use]
    pub fn holds(&self, app: &App, profile: Option<ProfileKind>, names_apps: bool) -> bool {
        fn any<T: PartialEq>(wanted: &[T], found: Option<&T>, unknown: bool) -> bool {
            wanted.is_empty() || found.map_or(unknown, |found| wanted.contains(found))
        }
        // What is stated to be unknown is not stated; a rule may ask for it all the same.
        let origin = Some(&app.origin).filter(|origin| **origin != Origin::Unknown);
        let asks_unknown = app.origin == Origin::Unknown && self.origins.contains(&app.origin);
        // What no package can be called names no installer, such as `null`.
        let installer = app.installer.as_ref().filter(|text| is_package(text));
        let kind = profile.filter(|kind| *kind != ProfileKind::Other);
        any(&self.channels, app.channel.as_ref(), names_apps)
            && (asks_unknown || any(&self.origins, origin, names_apps))
            && any(&self.installers, installer, names_apps)
            && any(&self.profiles, kind.as_ref(), true)
            && self
                .version
                .as_ref()
                .is_none_or(|limit| limit.holds(app.version.as_deref()))
    }

    /// Whether it can hold in any of these kinds of profile. A device of which no
    /// profile is known may have all.
    #[must_use]
    pub fn reaches_any(&self, kinds: impl IntoIterator<Item = ProfileKind>) -> bool {
        let mut kinds = kinds.into_iter().peekable();
        let unknown = kinds.peek().is_none();
        let fits = |kind| kind == ProfileKind::Other || self.profiles.contains(&kind);
        self.profiles.is_empty() || unknown || kinds.any(fits)
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let version = fields.string("version").and_then(|text| {
            let limit = VersionLimit::parse(text.value);
            if limit.is_none() {
                let message = format!("`{}` is no version to compare with", text.value);
                let mistake = Diagnostic::new(text.span.clone(), message);
                fields
                    .log()
                    .add(mistake.hint("write `< 2.1` for older ones, or `>= 2.1`"));
            }
            limit
        });
        let installers = fields.strings("installers");
        for text in installers.iter().filter(|text| !is_package(text.value)) {
            let message = format!("`{}` is no package name", text.value);
            let mistake = Diagnostic::new(text.span.clone(), message);
            let hint = "write the id of the app that installs, such as `com.example.store`";
            fields.log().add(mistake.hint(hint));
        }
        Self {
            channels: fields.words("channels", Channel::ALL, Channel::as_str),
            origins: fields.words("origins", Origin::ALL, Origin::as_str),
            installers: installers
                .iter()
                .map(|text| text.value.to_owned())
                .collect(),
            version,
            profiles: fields.words("profiles", ProfileKind::ALL, ProfileKind::as_str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a version that may be on either side of the limit, both rules are about it.
    #[test]
    fn what_cannot_be_ordered_surely_is_meant() {
        let (below, above) = (VersionLimit::parse("< 2.1"), VersionLimit::parse(">= 2.1"));
        let (below, above) = (below.unwrap(), above.unwrap());
        for version in [
            "2.1-rc1",
            "2.1b1",
            "2.1.alpha",
            "2.1.0-rc1",
            "2.1 beta",
            "2-beta",
            "2,1",
            "2.1+rc1",
            "b3 2.0",
            "2..1",
            "99999999999999999999",
        ] {
            let both = below.holds(Some(version)) && above.holds(Some(version));
            assert!(both, "{version}");
        }
        for (version, is_below) in [
            ("2.0-rc1", true),
            ("2.0.9b", true),
            ("1-beta", true),
            ("2.1.1-rc1", false),
            ("2.10-rc1", false),
            ("3-beta", false),
            ("2.1 (1234)", false),
            ("2.1.0 (build 45)", false),
            ("2.1.0-release", false),
            ("2.1-play", false),
            ("2.1.0-20251101", false),
            ("2.1.0_7", false),
            ("2.1.0+gdeadbee", false),
            ("2.1+5", false),
            ("2.0 (1234.5)", true),
        ] {
            assert_eq!(below.holds(Some(version)), is_below, "{version}");
            assert_eq!(above.holds(Some(version)), !is_below, "{version}");
        }
    }

    #[test]
    fn versions_are_compared_number_by_number() {
        let limit = VersionLimit::parse("< 2.10").unwrap();
        for (version, meant) in [
            ("2.9", true),
            ("2.10", false),
            ("2.10.0", false),
            ("10.0", false),
            ("Version 2.11", false),
            ("v2.1-beta", true),
            ("nightly", true),
            ("", true),
        ] {
            assert_eq!(limit.holds(Some(version)), meant, "{version}");
        }
        assert!(limit.holds(None));
        assert!(!VersionLimit::parse(">= 3").unwrap().holds(Some("2.9")));
        assert_eq!(VersionLimit::parse("2.1"), None);
        assert_eq!(VersionLimit::parse("< 2.x"), None);
    }
}
