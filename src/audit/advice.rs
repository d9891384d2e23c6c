//! What to do about a finding, for a person who is no expert.
//!
//! The words depend on the platform, on the state the app is in and on who put
//! it there. They name no app and no measure.

use super::result::MatchKind;
use crate::inventory::{App, Origin, Platform, ProfileKind, State};

/// What mends a finding, before any language says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Take a web page off the home screen.
    LeaveWebPage,
    /// Find out whose the app is.
    FindPublisher,
    /// An app that came with the phone is disabled already.
    AlreadyDisabled,
    /// The same, suspended.
    AlreadySuspended,
    /// The same, hidden.
    AlreadyHidden,
    /// Clear an instant app.
    ClearInstant,
    /// Delete an archived app of Android.
    DeleteArchived,
    /// Remove what an app of Android left.
    RemoveLeftover,
    /// Have the management uninstall what it hides or suspends.
    UninstallByManagement,
    /// Look whether an app of Android is there.
    LookAndUninstall,
    /// Block an app that a reset would bring back.
    BlockReturn,
    /// Disable an app that came with the phone.
    DisableFitted,
    /// Uninstall an app of Android.
    Uninstall,
    /// Delete an offloaded app of iOS.
    DeleteOffloaded,
    /// Look whether an app of iOS is there.
    LookAndDelete,
    /// Remove what an app of iOS left.
    DeleteLeftover,
    /// Delete an app of iOS.
    Delete,
}

/// Where a profile is found, when it is not the one in front of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Another user of the phone.
    OtherUser,
    /// The mode for repair shops.
    Maintenance,
    /// The work profile.
    Work,
    /// Samsung's locked folder.
    SecureFolder,
    /// Android's private space.
    PrivateSpace,
    /// The second copies of apps.
    Clone,
    /// The guest.
    Guest,
}

impl Step {
    /// What mends a finding about an app in this state.
    #[must_use]
    pub fn of(platform: Platform, state: State, origin: Origin, matched: MatchKind) -> Self {
        match platform {
            _ if matched == MatchKind::WebHost => Self::LeaveWebPage,
            _ if is_guess(matched) => Self::FindPublisher,
            Platform::Android => {
                Self::switched_off(state, origin).unwrap_or_else(|| Self::of_android(state, origin))
            }
            Platform::Ios => Self::of_ios(state),
        }
    }

    /// How an app that came with the phone is switched off already, if it is: to
    /// say so again would be advice that nobody can finish.
    fn switched_off(state: State, origin: Origin) -> Option<Self> {
        match state {
            _ if !origin.is_preinstalled() => None,
            State::Disabled => Some(Self::AlreadyDisabled),
            State::Suspended => Some(Self::AlreadySuspended),
            State::Hidden => Some(Self::AlreadyHidden),
            _ => None,
        }
    }

    fn of_android(state: State, origin: Origin) -> Self {
        match state {
            State::Instant => Self::ClearInstant,
            State::Archived => Self::DeleteArchived,
            State::Residue => Self::RemoveLeftover,
            State::Hidden | State::Suspended if !origin.is_preinstalled() => {
                Self::UninstallByManagement
            }
            State::Unclear => Self::LookAndUninstall,
            State::Removed => Self::BlockReturn,
            _ if origin.is_preinstalled() => Self::DisableFitted,
            _ => Self::Uninstall,
        }
    }

    const fn of_ios(state: State) -> Self {
        match state {
            State::Archived => Self::DeleteOffloaded,
            State::Unclear => Self::LookAndDelete,
            State::Residue | State::Removed => Self::DeleteLeftover,
            _ => Self::Delete,
        }
    }

    /// Whether the app is only taken away for good by a command or the management.
    #[must_use]
    pub const fn needs_command(self) -> bool {
        matches!(
            self,
            Self::AlreadyDisabled | Self::AlreadySuspended | Self::AlreadyHidden
        )
    }

    /// The step in English.
    const fn english(self) -> &'static str {
        match self {
            Self::LeaveWebPage => {
                "take the web page off the home screen (hold its icon); the service also opens in the \
             browser, which only a filter of the network or of the device management stops"
            }
            Self::FindPublisher => {
                "find out who publishes it (its page in the store says so) before you remove it"
            }
            Self::AlreadyDisabled => "it is disabled already, and one tap enables it again",
            Self::AlreadySuspended => "it is suspended already, and comes back with the profile",
            Self::AlreadyHidden => {
                "it is hidden already, and comes back when the administration ends"
            }
            Self::ClearInstant => {
                "clear the app that was run without being installed (Settings > Apps > the app > Clear app), and switch instant apps off in the store's settings"
            }
            Self::DeleteArchived => {
                "delete the archived app for good (Settings > Apps > the app > Uninstall), or one tap brings it back"
            }
            Self::RemoveLeftover => {
                "the app is gone and its data is still there: install and uninstall it again without keeping data, or have the device management remove it"
            }
            Self::UninstallByManagement => {
                "the device management hides or suspends it already: have the management uninstall it too"
            }
            Self::LookAndUninstall => {
                "look on the phone whether it is installed, and uninstall it there"
            }
            Self::BlockReturn => {
                "nothing needs to be done now; a reset of the phone brings the app back, so have the device management block it"
            }
            Self::DisableFitted => {
                "it came with the phone and cannot be uninstalled: disable it (Settings > Apps > the app > Disable) and have the device management block it, because a disabled app counts as installed"
            }
            Self::Uninstall => {
                "uninstall it (Settings > Apps) and block it in the device management"
            }
            Self::DeleteOffloaded => {
                "delete the offloaded app (Settings > General > iPhone Storage > the app > Delete App), or one tap brings it back"
            }
            Self::LookAndDelete => "look on the phone whether it is installed, and delete it there",
            Self::DeleteLeftover => {
                "the app is not installed and its data is in the backup: delete it on the device if it is still listed under iPhone Storage, then make a new backup"
            }
            Self::Delete => "delete it (hold its icon) and block it in the device management",
        }
    }
}

impl Place {
    /// Where a person finds a profile on a platform; none for the one in front of
    /// them.
    #[must_use]
    pub const fn of(platform: Platform, kind: ProfileKind) -> Option<Self> {
        match (platform, kind) {
            (Platform::Ios, _)
            | (
                _,
                ProfileKind::Owner
                | ProfileKind::System
                | ProfileKind::Communal
                | ProfileKind::Supervising
                | ProfileKind::Test
                | ProfileKind::Other,
            ) => None,
            (_, ProfileKind::Secondary | ProfileKind::Restricted | ProfileKind::Demo) => {
                Some(Self::OtherUser)
            }
            (_, ProfileKind::Maintenance) => Some(Self::Maintenance),
            (_, ProfileKind::Work) => Some(Self::Work),
            (_, ProfileKind::SecureFolder) => Some(Self::SecureFolder),
            (_, ProfileKind::PrivateSpace) => Some(Self::PrivateSpace),
            (_, ProfileKind::Clone) => Some(Self::Clone),
            (_, ProfileKind::Guest) => Some(Self::Guest),
        }
    }

    /// The place in English.
    const fn english(self) -> &'static str {
        match self {
            Self::OtherUser => "switch to that user first",
            Self::Maintenance => "in the phone's maintenance mode",
            Self::Work => "in the work profile (the apps with a briefcase)",
            Self::SecureFolder => "in the Secure Folder",
            Self::PrivateSpace => "in the private space, unlocked",
            Self::Clone => "the second copy, among the dual or cloned apps",
            Self::Guest => "as the guest user, or remove the guest",
        }
    }
}

/// One sentence on how to mend a finding on the device.
pub(super) fn advice(
    platform: Platform,
    app: &App,
    profile: Option<ProfileKind>,
    matched: MatchKind,
) -> String {
    let step = Step::of(platform, app.state, app.origin, matched);
    let text = if step.needs_command() {
        format!("{}: {}", step.english(), for_good(app))
    } else {
        step.english().to_owned()
    };
    match profile.and_then(|kind| Place::of(platform, kind)) {
        Some(place) => format!("{}: {text}", place.english()),
        None => text,
    }
}

/// What takes an app away that came with the phone.
fn for_good(app: &App) -> String {
    const BLOCK: &str = "have the device management block it";
    match removal_command(&app.id, app.profile.0) {
        Some(command) => {
            format!("{BLOCK}, or remove it for this user from a computer: `{command}`")
        }
        None => BLOCK.to_owned(),
    }
}

/// The command that removes an app for one user. An id is put into a command only
/// if it is one: whoever copies a command should not run what a phone wrote.
#[must_use]
pub fn removal_command(app: &str, user: u32) -> Option<String> {
    let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
    (!app.is_empty() && app.chars().all(is_id))
        .then(|| format!("adb shell pm uninstall --user {user} {app}"))
}

/// How an installed app is removed on a platform, for `explain`.
#[must_use]
pub fn removal(platform: Platform) -> &'static str {
    Step::of(platform, State::Installed, Origin::User, MatchKind::Id).english()
}

/// Whether the match leaves open whose app it is.
fn is_guess(matched: MatchKind) -> bool {
    matches!(
        matched,
        MatchKind::Capitals | MatchKind::Namespace | MatchKind::Hint
    )
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

    /// Every state, on an app that somebody installed and on one that came with
    /// the phone.
    #[test]
    fn each_state_has_its_own_step() {
        let android = [
            (State::Installed, Step::Uninstall, Step::DisableFitted),
            (State::Disabled, Step::Uninstall, Step::AlreadyDisabled),
            (
                State::Suspended,
                Step::UninstallByManagement,
                Step::AlreadySuspended,
            ),
            (
                State::Hidden,
                Step::UninstallByManagement,
                Step::AlreadyHidden,
            ),
            (State::Instant, Step::ClearInstant, Step::ClearInstant),
            (State::Archived, Step::DeleteArchived, Step::DeleteArchived),
            (State::Residue, Step::RemoveLeftover, Step::RemoveLeftover),
            (
                State::Unclear,
                Step::LookAndUninstall,
                Step::LookAndUninstall,
            ),
            (State::Removed, Step::BlockReturn, Step::BlockReturn),
        ];
        for (state, chosen, fitted) in android {
            let of = |origin| Step::of(Platform::Android, state, origin, MatchKind::Id);
            assert_eq!(of(Origin::User), chosen, "{state:?}");
            assert_eq!(of(Origin::Preinstalled), fitted, "{state:?}");
        }
        let ios = [
            (State::Installed, Step::Delete),
            (State::Archived, Step::DeleteOffloaded),
            (State::Unclear, Step::LookAndDelete),
            (State::Residue, Step::DeleteLeftover),
            (State::Removed, Step::DeleteLeftover),
        ];
        for (state, step) in ios {
            let of = |matched| Step::of(Platform::Ios, state, Origin::User, matched);
            assert_eq!(of(MatchKind::Id), step, "{state:?}");
            assert_eq!(of(MatchKind::WebHost), Step::LeaveWebPage, "{state:?}");
        }
    }

    #[test]
    fn what_is_no_id_comes_into_no_command() {
        for id in ["a; rm -r x", "$(x)", "", "a b", "a`b"] {
            let text = step(&app(id, State::Disabled, Origin::Preinstalled));
            assert!(!text.contains("adb shell"), "{text}");
        }
    }
}
