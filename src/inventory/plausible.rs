//! Whether what an inventory says can be so.
//!
//! These checks hold for fresh readings and for saved files alike: a file that
//! calls itself complete is believed only as far as it is possible.

use super::app::{App, ProfileId, is_valid_id};
use super::coverage::{Coverage, Gap, GapCode, Profile, ProfileStatus};
use super::platform::Platform;

const AGAIN: &str = "take the inventory again";

/// The profiles of apps that were left out of an inventory on purpose.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    /// All of them.
    pub(crate) all: Vec<ProfileId>,
    /// Those in which one of the apps is installed.
    pub(crate) installed: Vec<ProfileId>,
}

impl LeftOut {
    /// Takes note of an app that is left out.
    #[inline]
    pub(crate) fn add(&mut self, profile: ProfileId, is_installed: bool) {
        let add = |profiles: &mut Vec<ProfileId>| {
            if profiles.last() != Some(&profile) && !profiles.contains(&profile) {
                profiles.push(profile);
            }
        };
        add(&mut self.all);
        if is_installed {
            add(&mut self.installed);
        }
    }
}

/// What cannot be so.
pub(super) fn gaps(
    platform: Platform,
    coverage: &Coverage,
    apps: &[App],
    left_out: &LeftOut,
) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let has_apps = !left_out.installed.is_empty() || apps.iter().any(App::is_present);
    if !has_apps {
        gaps.push(Gap::new(
            GapCode::NoApps,
            "the list of installed apps is empty, and no phone is without apps",
            "take the inventory again; if it stays empty, the source cannot be used",
        ));
    }
    let odd = apps.iter().filter(|app| !is_valid_id(platform, &app.id));
    let odd = odd.count();
    if odd > 0 {
        gaps.push(Gap::new(
            GapCode::FileDamaged,
            format!("ids that no app of this platform can have: {odd}; the list is damaged"),
            AGAIN,
        ));
    }
    let profiles = coverage.profiles();
    // Without any, nothing is complete anyway.
    if !profiles.is_empty() {
        gaps.extend(undeclared(profiles, apps, &left_out.all));
        if platform == Platform::Android && has_apps {
            gaps.extend(empty(profiles, apps, &left_out.installed));
        }
    }
    gaps
}

/// Apps in profiles that the inventory does not declare.
fn undeclared(profiles: &[Profile], apps: &[App], elsewhere: &[ProfileId]) -> Option<Gap> {
    let is_declared = |id: &ProfileId| profiles.iter().any(|profile| profile.id == *id);
    let mut ids = apps
        .iter()
        .map(|app| app.profile)
        .chain(elsewhere.iter().copied());
    let id = ids.find(|id| !is_declared(id))?;
    Some(Gap::new(
        GapCode::ProfilesUnknown,
        format!(
            "there are apps in profile {}, and the profiles that were looked at do not include it",
            id.0
        ),
        AGAIN,
    ))
}

/// Profiles of a phone that were read completely and have no app: every user
/// of Android has at least the platform's own packages.
fn empty(profiles: &[Profile], apps: &[App], elsewhere: &[ProfileId]) -> Vec<Gap> {
    let has_app = |id: ProfileId| {
        elsewhere.contains(&id) || apps.iter().any(|app| app.profile == id && app.is_present())
    };
    profiles
        .iter()
        .filter(|profile| profile.status == ProfileStatus::Complete && !has_app(profile.id))
        .map(|profile| {
            let message = format!(
                "profile {} has no installed app, and no profile of Android is without apps",
                profile.id.0
            );
            Gap::new(GapCode::NoApps, message, AGAIN).in_profile(profile.id)
        })
        .collect()
}
