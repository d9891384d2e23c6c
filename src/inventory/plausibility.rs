//! Whether an inventory that calls itself complete can be.
//!
//! A saved file states its own coverage, and anybody can write one. So the
//! claim is compared with what every phone has: apps of the system that are
//! never missing, a list for each profile, ids that the platform allows, a date
//! in the life of these systems. Whatever does not fit is a gap.

use super::app::ProfileId;
use super::coverage::{Coverage, Gap, GapCode};
use super::platform::Platform;
use jiff::Timestamp;

/// The note of a list that the user vouched for, which therefore shows less.
pub(crate) const ASSUMED_COMPLETE: &str = "assumed-complete";

/// The source of inventories that were made of iOS backups, which hold no apps
/// of the system.
const BACKUP: &str = "ios/backup";

/// The first iPhone was sold on 29 June 2007, before any Android phone.
const FIRST_PHONE: i64 = 1_183_075_200;

/// What was seen of the apps, one by one: it can be told of apps that nobody
/// keeps.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AppSigns {
    android: bool,
    android_system: bool,
    preferences: bool,
    odd_ids: usize,
}

impl AppSigns {
    /// Takes one app into account.
    pub(crate) fn see(&mut self, platform: Platform, id: &str) {
        self.see_possible(id);
        let is_possible = match platform {
            Platform::Android => is_possible_package(id),
            Platform::Ios => is_possible_bundle_id(id),
        };
        self.odd_ids += usize::from(!is_possible);
    }

    /// Takes one app into account whose id is known to be possible.
    #[inline]
    pub(crate) fn see_possible(&mut self, id: &str) {
        match id.len() {
            7 => self.android |= id == "android",
            17 => self.android_system |= id == "com.android.shell",
            20 => self.android_system |= id == "com.android.settings",
            // The last letter spares most comparisons.
            21 if id.ends_with(['s', 'S']) => {
                self.preferences |= id.eq_ignore_ascii_case("com.apple.Preferences");
            }
            _ => {}
        }
    }

    /// The same where it is recorded that apps of the system were seen.
    pub(crate) fn with_system(self) -> Self {
        Self {
            android: true,
            android_system: true,
            preferences: true,
            ..self
        }
    }

    /// Whether apps of the system that every phone has were seen.
    pub(crate) fn has_witnesses(&self, platform: Platform) -> bool {
        match platform {
            Platform::Android => self.android && self.android_system,
            Platform::Ios => self.preferences,
        }
    }
}

/// The longest id of an app, in bytes: a part of a file name on both platforms.
pub(crate) const LONGEST_ID: usize = 255;

/// Whether an app of Android can have an id: parts of letters, digits and underscores
/// with dots between them, and hyphens, which some makers use all the same.
pub(crate) fn is_possible_package(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(is_plain);
    id.len() <= LONGEST_ID && id.split('.').all(is_part) && !is_of_path(id)
}

/// Whether an id ends as the folder does into which Android installs an app: `-1`.
#[inline]
pub(crate) fn is_of_path(id: &str) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let mut ending = id.as_bytes().iter().rev();
    ending.clone().next().is_some_and(is_digit)
        && ending.find(|byte| !is_digit(byte)) == Some(&b'-')
}

/// Whether an app of an iPhone can have an id: parts of letters, digits,
/// hyphens and underscores, with dots between them. Apple allows letters of
/// ASCII alone and no underscore; both are found on phones all the same. Anything
/// else comes of a program that shortened, quoted or encoded an id, and may
/// stand for any app.
#[inline]
pub(crate) fn is_possible_bundle_id(id: &str) -> bool {
    let is_part = |part: &str| {
        let mut letters = part.chars();
        !part.is_empty() && letters.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    id.len() <= LONGEST_ID && id.split('.').all(is_part)
}

/// What speaks against an inventory that calls itself complete; nothing when it
/// does not.
///
/// `filled` are the profiles that an app is in.
pub(crate) fn doubts(
    platform: Platform,
    source: &str,
    taken_at: Option<Timestamp>,
    coverage: &Coverage,
    signs: &AppSigns,
    filled: &[ProfileId],
) -> Vec<Gap> {
    // An empty list is a gap already.
    if coverage.complete().is_none() || filled.is_empty() {
        return Vec::new();
    }
    let mut doubts = Vec::new();
    let vouched = coverage
        .notes()
        .iter()
        .any(|note| note.code == ASSUMED_COMPLETE);
    if !vouched && source != BACKUP && !signs.has_witnesses(platform) {
        doubts.push(Gap::new(
            GapCode::CoverageUndeclared,
            "the file calls itself complete, and apps of the system that every phone has are not in it",
            "take the inventory again with `dutyphone collect`",
        ));
    }
    let undeclared = filled
        .iter()
        .filter(|id| !coverage.profiles().iter().any(|profile| profile.id == **id));
    for id in undeclared {
        doubts.push(Gap::new(
            GapCode::ProfilesUnknown,
            format!(
                "apps are in profile {}, of which the file does not say how it was read",
                id.0
            ),
            "take the inventory again with `dutyphone collect`",
        ));
    }
    if platform == Platform::Android {
        let empty = coverage
            .profiles()
            .iter()
            .filter(|profile| !filled.contains(&profile.id));
        for profile in empty {
            let gap = Gap::new(
                GapCode::NoApps,
                format!(
                    "profile {} is called complete and has no app, which none is without",
                    profile.id.0
                ),
                "take the inventory again",
            );
            doubts.push(gap.in_profile(profile.id));
        }
    }
    if signs.odd_ids > 0 {
        doubts.push(Gap::new(
            GapCode::FileDamaged,
            format!("apps with an id that no app can have: {}", signs.odd_ids),
            "take the inventory again; an editor or a copy may have damaged it",
        ));
    }
    if taken_at.is_some_and(|time| time.as_second() < FIRST_PHONE) {
        doubts.push(Gap::new(
            GapCode::DateImplausible,
            "the file says that it was taken before there were such phones",
            "check the clock of the phone and of the computer, and take the inventory again",
        ));
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{Note, Profile, ProfileKind, ProfileStatus};

    fn coverage(profiles: &[u32], notes: Vec<Note>) -> Coverage {
        let profile = |id: &u32| Profile {
            id: ProfileId(*id),
            kind: ProfileKind::Owner,
            status: ProfileStatus::Complete,
        };
        Coverage::new(profiles.iter().map(profile).collect(), Vec::new(), notes)
    }

    fn codes(
        platform: Platform,
        source: &str,
        profiles: &[u32],
        apps: &[(&str, u32)],
    ) -> Vec<GapCode> {
        let mut signs = AppSigns::default();
        let mut filled: Vec<ProfileId> = Vec::new();
        for (id, profile) in apps {
            signs.see(platform, id);
            filled.push(ProfileId(*profile));
        }
        filled.dedup();
        let coverage = coverage(profiles, Vec::new());
        let doubts = doubts(platform, source, None, &coverage, &signs, &filled);
        doubts.into_iter().map(|gap| gap.code).collect()
    }

    /// Platform, source, profiles, apps by id and profile, and what is doubted.
    type Case<'a> = (
        Platform,
        &'a str,
        &'a [u32],
        &'a [(&'a str, u32)],
        &'a [GapCode],
    );

    #[test]
    fn a_claim_of_completeness_is_compared_with_what_every_phone_has() {
        use GapCode::{CoverageUndeclared, FileDamaged, NoApps, ProfilesUnknown};
        use Platform::{Android, Ios};
        let whole = [("android", 0), ("com.android.shell", 0)];
        let settings = [("com.apple.Preferences", 0)];
        let table: [Case<'_>; 10] = [
            (Android, "android/adb", &[0], &whole, &[]),
            (
                Android,
                "android/adb",
                &[0],
                &whole[..1],
                &[CoverageUndeclared],
            ),
            (Android, "android/adb", &[0, 10], &whole, &[NoApps]),
            (
                Android,
                "android/adb",
                &[0],
                &[whole[0], whole[1], ("no.example.a", 10)],
                &[ProfilesUnknown],
            ),
            (
                Android,
                "android/adb",
                &[0],
                &[whole[0], whole[1], ("no.example.\u{e}", 0)],
                &[FileDamaged],
            ),
            (Ios, "ios/backup", &[0], &[("com.example.a", 0)], &[]),
            (Ios, "ios/backup", &[0], &[("com.example.\u{e4}", 0)], &[]),
            (Ios, "ios/installation-proxy", &[0], &settings, &[]),
            (
                Ios,
                "ios/backup",
                &[0],
                &[("com.example.ap...", 0)],
                &[FileDamaged],
            ),
            (
                Ios,
                "",
                &[0],
                &[("com.example.a", 0)],
                &[CoverageUndeclared],
            ),
        ];
        for (platform, source, profiles, apps, expected) in table {
            assert_eq!(
                codes(platform, source, profiles, apps),
                expected,
                "{source} {apps:?}"
            );
        }
    }

    #[test]
    fn ids_that_android_cannot_have_are_told() {
        for (id, expected) in [
            ("no.example.a-1", false),
            ("no.example.a-12", false),
            ("no.example.a.", false),
            (".no.example.a", false),
            ("no..example.a", false),
            ("no.example.a-b2", true),
            ("no.example.a1", true),
            ("no.example.a-", true),
            ("android", true),
        ] {
            assert_eq!(is_possible_package(id), expected, "{id}");
        }
        let apps = [
            ("android", 0),
            ("com.android.shell", 0),
            ("no.example.a-1", 0),
        ];
        let found = codes(Platform::Android, "android/adb", &[0], &apps);
        assert_eq!(found, [GapCode::FileDamaged]);
        let apps = [("no.example.a-1", 0)];
        assert_eq!(codes(Platform::Ios, BACKUP, &[0], &apps), []);
    }
}
