//! What to do about a finding, for a person who is no expert.
//!
//! The words depend on the platform, on the state the app is in and on who put
//! it there. They name no app and no measure.

use super::result::MatchKind;
use crate::inventory::{App, Origin, Platform, ProfileKind, State};

/// One sentence on how to mend a finding on the device.
pub(super) fn advice(
    platform: Platform,
    app: &App,
    profile: Option<ProfileKind>,
    matched: MatchKind,
) -> String {
    let step = match platform {
        _ if matched == MatchKind::WebHost => {
            "take the web page off the home screen (hold its icon); the service also opens in the \
             browser, which only a filter of the network or of the device management stops"
                .to_owned()
        }
        _ if is_guess(matched) => {
            "find out who publishes it (its page in the store says so) before you remove it"
                .to_owned()
        }
        Platform::Android => match is_switched_off(app) {
            Some(how) => format!("{how}: {}", for_good(app)),
            None => android(app.state, app.origin).to_owned(),
        },
        Platform::Ios => ios(app.state).to_owned(),
    };
    match (platform, profile.and_then(place)) {
        (Platform::Android, Some(place)) => format!("{place}: {step}"),
        _ => step,
    }
}

/// How an app that came with the phone is switched off already, if it is: to
/// say so again would be advice that nobody can finish.
fn is_switched_off(app: &App) -> Option<&'static str> {
    match app.state {
        _ if !app.origin.is_preinstalled() => None,
        State::Disabled => Some("it is disabled already, and one tap enables it again"),
        State::Suspended => Some("it is suspended already, and comes back with the profile"),
        State::Hidden => Some("it is hidden already, and comes back when the administration ends"),
        _ => None,
    }
}

/// What takes an app away that came with the phone. An id is put into a command
/// only if it is one: whoever copies a command should not run what a phone
/// wrote.
fn for_good(app: &App) -> String {
    const BLOCK: &str = "have the device management block it";
    let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
    if app.id.is_empty() || !app.id.chars().all(is_id) {
        return BLOCK.to_owned();
    }
    format!(
        "{BLOCK}, or remove it for this user from a computer: `adb shell pm uninstall --user {} \
         {}`",
        app.profile.0, app.id
    )
}

/// How an installed app is removed on a platform, for `explain`.
#[must_use]
pub fn removal(platform: Platform) -> &'static str {
    match platform {
        Platform::Android => android(State::Installed, Origin::User),
        Platform::Ios => ios(State::Installed),
    }
}

/// Whether the match leaves open whose app it is.
fn is_guess(matched: MatchKind) -> bool {
    matches!(matched, MatchKind::Namespace | MatchKind::Hint)
}

fn android(state: State, origin: Origin) -> &'static str {
    match state {
        State::Instant => {
            "clear the app that was run without being installed (Settings > Apps > the app > Clear app), and switch instant apps off in the store's settings"
        }
        State::Archived => {
            "delete the archived app for good (Settings > Apps > the app > Uninstall), or one tap brings it back"
        }
        State::Residue => {
            "the app is gone and its data is still there: install and uninstall it again without keeping data, or have the device management remove it"
        }
        State::Hidden | State::Suspended if !origin.is_preinstalled() => {
            "the device management hides or suspends it already: have the management uninstall it too"
        }
        State::Unclear => "look on the phone whether it is installed, and uninstall it there",
        State::Removed => {
            "nothing needs to be done now; a reset of the phone brings the app back, so have the device management block it"
        }
        _ if origin.is_preinstalled() => {
            "it came with the phone and cannot be uninstalled: disable it (Settings > Apps > the app > Disable) and have the device management block it, because a disabled app counts as installed"
        }
        _ => "uninstall it (Settings > Apps) and block it in the device management",
    }
}

fn ios(state: State) -> &'static str {
    match state {
        State::Archived => {
            "delete the offloaded app (Settings > General > iPhone Storage > the app > Delete App), or one tap brings it back"
        }
        State::Unclear => "look on the phone whether it is installed, and delete it there",
        State::Residue | State::Removed => {
            "the app is not installed and its data is in the backup: delete it on the device if it is still listed under iPhone Storage, then make a new backup"
        }
        _ => "delete it (hold its icon) and block it in the device management",
    }
}

/// Where a person finds the profile, when it is not the one in front of them.
fn place(kind: ProfileKind) -> Option<&'static str> {
    match kind {
        ProfileKind::Owner
        | ProfileKind::System
        | ProfileKind::Communal
        | ProfileKind::Supervising
        | ProfileKind::Test
        | ProfileKind::Other => None,
        ProfileKind::Secondary | ProfileKind::Restricted | ProfileKind::Demo => {
            Some("switch to that user first")
        }
        ProfileKind::Maintenance => Some("in the phone's maintenance mode"),
        ProfileKind::Work => Some("in the work profile (the apps with a briefcase)"),
        ProfileKind::SecureFolder => Some("in the Secure Folder"),
        ProfileKind::PrivateSpace => Some("in the private space, unlocked"),
        ProfileKind::Clone => Some("the second copy, among the dual or cloned apps"),
        ProfileKind::Guest => Some("as the guest user, or remove the guest"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::ProfileId;

    fn app(id: &str, state: State, origin: Origin) -> App {
        let mut app = App::new(id, ProfileId::OWNER);
        app.state = state;
        app.origin = origin;
        app
    }

    fn step(app: &App) -> String {
        advice(Platform::Android, app, None, MatchKind::Id)
    }

    #[test]
    fn no_advice_asks_for_what_is_done_already() {
        for state in [State::Disabled, State::Hidden, State::Suspended] {
            let text = step(&app("no.example.app", state, Origin::Preinstalled));
            assert!(text.contains("already"), "{text}");
            assert!(
                text.contains("pm uninstall --user 0 no.example.app"),
                "{text}"
            );
        }
        let removed = step(&app("no.example.app", State::Removed, Origin::Preinstalled));
        assert!(
            removed.starts_with("nothing needs to be done now"),
            "{removed}"
        );
    }

    #[test]
    fn what_is_no_id_comes_into_no_command() {
        for id in ["a; rm -r x", "$(x)", "", "a b", "a`b"] {
            let text = step(&app(id, State::Disabled, Origin::Preinstalled));
            assert!(!text.contains("adb shell"), "{text}");
        }
    }
}
