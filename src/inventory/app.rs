//! One app id in one profile: what state it is in, where it came from, and
//! which sources saw it.

use super::words::words;
use jiff::Timestamp;

/// A user space on a device, numbered as Android numbers its users.
/// iOS has one, number 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileId(pub u32);

impl ProfileId {
    /// The first profile, and the only one on iOS.
    pub const OWNER: Self = Self(0);
}

words! {
    /// Whether an app can run, or what is left of it.
    pub enum State {
        /// Ready to run.
        Installed = "installed",
        /// Installed and switched off; one tap switches it on.
        Disabled = "disabled",
        /// Installed and paused, for example in a paused work profile.
        Suspended = "suspended",
        /// Installed and hidden from the launcher by an administrator.
        Hidden = "hidden",
        /// Run without being installed: an instant app of Android.
        Instant = "instant",
        /// Removed to save space, with its data and icon kept; one tap brings
        /// it back. Android calls it archived, iOS offloaded.
        Archived = "archived",
        /// Removed, with data left behind.
        Residue = "residue",
        /// A factory-fitted app that was removed for this profile and can be
        /// restored from the system image.
        Removed = "removed",
        /// The source does not tell whether it is installed, or tells it in a word
        /// that no reader knows.
        Unclear = "unclear",
    }
}

impl State {
    /// The state of a saved file, whose writers also use words of their platforms.
    /// `None` for a word that this version does not know.
    #[must_use]
    pub fn saved(word: &str) -> Option<Self> {
        Self::parse(word).or(match word {
            "uninstalled" => Some(Self::Removed),
            "offloaded" => Some(Self::Archived),
            _ => None,
        })
    }

    /// Whether the app's code is on the device for this profile.
    #[must_use]
    pub const fn is_installed(self) -> bool {
        matches!(
            self,
            Self::Installed | Self::Disabled | Self::Suspended | Self::Hidden
        )
    }
}

words! {
    /// How an app got onto the device in the first place.
    pub enum Origin {
        /// Part of the system image.
        Preinstalled = "preinstalled",
        /// Part of the system image, updated since.
        UpdatedPreinstalled = "updated-preinstalled",
        /// Installed by the user or an administrator.
        User = "user",
        /// The source does not tell.
        Unknown = "unknown",
    }
}

impl Origin {
    /// Whether the maker of the device put the app there.
    #[must_use]
    pub const fn is_preinstalled(self) -> bool {
        matches!(self, Self::Preinstalled | Self::UpdatedPreinstalled)
    }
}

words! {
    /// The way an app came onto the device, as far as the source shows it.
    pub enum Channel {
        /// A public app store.
        Store = "store",
        /// A mobile device management system.
        Mdm = "mdm",
        /// A developer's cable.
        Adb = "adb",
        /// A file opened on the device.
        Sideload = "sideload",
        /// A store's test programme.
        Beta = "beta",
        /// An organisation's own signed build, outside any store.
        Enterprise = "enterprise",
        /// A store other than the platform's own.
        Marketplace = "marketplace",
    }
}

words! {
    /// A place that says this app is on the device.
    pub enum Evidence {
        /// Android's `dumpsys package`.
        Dumpsys = "dumpsys",
        /// Android's `pm list packages`.
        Pm = "pm",
        /// Android's `dumpsys package --checkin`.
        Checkin = "checkin",
        /// `packages.json` of an AndroidQF collection.
        PackagesJson = "packages-json",
        /// `Info.plist`, "Installed Applications".
        InstalledApplications = "installed-applications",
        /// `Info.plist`, "Applications".
        ItunesMetadata = "itunes-metadata",
        /// `Manifest.plist`, "Applications".
        ManifestPlist = "manifest-plist",
        /// `Manifest.db`.
        ManifestDb = "manifest-db",
        /// The output of a live iOS listing tool.
        InstallationProxy = "installation-proxy",
        /// A list written by a management system.
        MdmList = "mdm-list",
        /// A saved file that names a place this version does not know.
        Other = "other",
    }
}

/// What the id of an app begins with that a source calls only by its name. No
/// platform allows the colon in an id.
pub const NAME_ONLY: &str = "name:";

/// One app id in one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// The package name (Android) or bundle id (iOS), as the device spells it.
    pub id: String,
    /// The profile it is in.
    pub profile: ProfileId,
    /// Whether it can run.
    pub state: State,
    /// Whether the maker or the user put it there.
    pub origin: Origin,
    /// The name the store gives, where a source holds one. Android never does.
    pub name: Option<String>,
    /// The version a person sees. The app's author controls this text.
    pub version: Option<String>,
    /// The package that installed it (Android) or the source app (iOS).
    pub installer: Option<String>,
    /// Where it really came from, where that can be told.
    pub channel: Option<Channel>,
    /// First installation in this profile, UTC.
    pub first_installed: Option<Timestamp>,
    /// Last update, UTC.
    pub last_updated: Option<Timestamp>,
    /// The store's developer or artist name.
    pub developer: Option<String>,
    /// The App Store item id.
    pub store_id: Option<u64>,
    /// Signing certificate: SHA-256 as 64 hex digits, or the 32-bit hint of
    /// `dumpsys` as 8 hex digits, which is never proof.
    pub signer: Option<String>,
    /// The places that agree on it, sorted.
    pub evidence: Vec<Evidence>,
}

impl App {
    /// An installed app of which nothing else is known yet.
    #[must_use]
    pub fn new(id: impl Into<String>, profile: ProfileId) -> Self {
        Self {
            id: id.into(),
            profile,
            state: State::Installed,
            origin: Origin::Unknown,
            name: None,
            version: None,
            installer: None,
            channel: None,
            first_installed: None,
            last_updated: None,
            developer: None,
            store_id: None,
            signer: None,
            evidence: Vec::new(),
        }
    }

    /// An installed app that a source calls only by its name: its id is
    /// [`NAME_ONLY`] and the name.
    #[must_use]
    pub fn named(name: &str, profile: ProfileId) -> Self {
        let mut app = Self::new(format!("{NAME_ONLY}{name}"), profile);
        app.name = Some(name.to_owned());
        app
    }

    /// Whether the app's code is on the device for this profile.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.state.is_installed()
    }
}
