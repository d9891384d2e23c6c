//! How much of a phone a list can claim to show.
//!
//! A list can accuse whatever it claims. It can acquit only when it holds every
//! app, and few lists show that of themselves. So each reader states a claim,
//! with the evidence for it in words, and everything below [`Claim::Proven`]
//! is a gap. What the user vouches for lifts one kind and no other.

use crate::inventory::{App, Gap, GapCode, Origin, Platform};

/// What a list can claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The list itself shows that it holds every app.
    Proven,
    /// It may hold every app, and nothing in it shows that.
    WholeIfVouched,
    /// It is known to leave something out: a filter, a page, a selection.
    Part,
    /// It holds only apps that a management system installed.
    ManagedOnly,
    /// It holds names of apps and no ids.
    NamesOnly,
}

impl Claim {
    /// The gap of a list with this claim. `because` is the evidence: a whole
    /// sentence without a full stop.
    pub(super) fn gap(self, because: &str) -> Option<Gap> {
        let (code, advice) = match self {
            Self::Proven => return None,
            Self::WholeIfVouched => (
                GapCode::CoverageUndeclared,
                "take a list of all apps, user and system, or a backup; if you know that this one was not narrowed, say so with --assume-complete PATH=REASON",
            ),
            Self::Part => (
                GapCode::FilteredList,
                "take the list again without narrowing it, or audit a backup of the phone",
            ),
            Self::ManagedOnly => (
                GapCode::ManagedAppsOnly,
                "audit a backup of the phone, or a list taken over a cable",
            ),
            Self::NamesOnly => (
                GapCode::NamesOnly,
                "take a list with the ids of the apps; names are not unique",
            ),
        };
        Some(Gap::new(code, because, advice))
    }
}

/// Apps that every phone of a platform has, and that nobody lists by chance.
/// Of each group one is needed.
const fn witnesses(platform: Platform) -> &'static [&'static [&'static str]] {
    match platform {
        Platform::Ios => &[&["com.apple.Preferences"]],
        Platform::Android => &[&["android"], &["com.android.settings", "com.android.shell"]],
    }
}

/// Whether a list shows that it was not narrowed: by its own type fields it
/// holds apps of the user and of the system, and among the latter those that
/// every phone of the platform has.
///
/// An app whose type the list does not give must have [`Origin::Unknown`].
pub(crate) fn shows_everything(platform: Platform, apps: &[App]) -> bool {
    apps.iter().any(|app| app.origin == Origin::User) && shows_system(platform, apps)
}

/// Whether apps of the system that every phone of the platform has are among
/// these, as apps of the system.
pub(crate) fn shows_system(platform: Platform, apps: &[App]) -> bool {
    let is_system = |app: &&App| app.origin.is_preinstalled();
    let has = |id: &&str| {
        apps.iter()
            .filter(is_system)
            .any(|app| app.id.eq_ignore_ascii_case(id))
    };
    witnesses(platform)
        .iter()
        .all(|group| group.iter().any(has))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::ProfileId;

    fn apps(apps: &[(&str, Origin)]) -> Vec<App> {
        let app = |(id, origin): &(&str, Origin)| {
            let mut app = App::new(*id, ProfileId::OWNER);
            app.origin = *origin;
            app
        };
        apps.iter().map(app).collect()
    }

    #[test]
    fn both_kinds_and_a_witness_are_needed() {
        use Origin::{Preinstalled, Unknown, User};
        let user = ("no.example.bank", User);
        let settings = ("com.apple.Preferences", Preinstalled);
        let table: [(&[(&str, Origin)], bool); 5] = [
            (&[user, settings], true),
            (&[user], false),
            (&[settings], false),
            (&[user, ("com.apple.Preferences", Unknown)], false),
            (&[user, ("com.apple.Maps", Preinstalled)], false),
        ];
        for (list, expected) in table {
            let shown = shows_everything(Platform::Ios, &apps(list));
            assert_eq!(shown, expected, "{list:?}");
        }
        let android = [user, ("android", Preinstalled)];
        assert!(!shows_everything(Platform::Android, &apps(&android)));
        let android = [
            user,
            ("android", Preinstalled),
            ("com.android.shell", Preinstalled),
        ];
        assert!(shows_everything(Platform::Android, &apps(&android)));
    }
}
