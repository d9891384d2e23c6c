//! What was looked at, and everything that could not be.
//!
//! A [`Gap`] means that apps may be missing from the list, so the device
//! cannot be called clean. A [`Note`] is worth telling and hides no app.
//! Completeness is derived from these, never declared by a caller.

use super::app::{ProfileId, State};
use super::selection::{Covered, Selection};
use super::words::words;

words! {
    /// What kind of user space a profile is.
    pub enum ProfileKind {
        /// The first user, and the only one on iOS.
        Owner = "owner",
        /// A further person's user space.
        Secondary = "secondary",
        /// A work profile, managed by an organisation.
        Work = "work",
        /// Samsung's locked folder.
        SecureFolder = "secure-folder",
        /// Android's private space.
        PrivateSpace = "private-space",
        /// A second copy of messengers and the like.
        Clone = "clone",
        /// A guest.
        Guest = "guest",
        /// A restricted user.
        Restricted = "restricted",
        /// A user that shows the phone in a shop.
        Demo = "demo",
        /// The apps that everybody who shares the device may use.
        Communal = "communal",
        /// Where a parent's or supervisor's credentials are kept.
        Supervising = "supervising",
        /// A profile for tests of the system.
        Test = "test",
        /// The user that a repair shop sees while the owner's data is locked.
        Maintenance = "maintenance",
        /// The system's own user on headless builds.
        System = "system",
        /// Something this version has no name for.
        Other = "other",
    }
}

words! {
    /// How much of a profile was seen.
    pub enum ProfileStatus {
        /// Every app.
        Complete = "complete",
        /// Some apps, or all without a second source where one is needed.
        Partial = "partial",
        /// Nothing.
        Unreadable = "unreadable",
    }
}

/// One profile and how much of it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// Its number.
    pub id: ProfileId,
    /// What it is.
    pub kind: ProfileKind,
    /// How much of it was seen.
    pub status: ProfileStatus,
}

words! {
    /// Why something could not be seen. Stable; `explain` knows each.
    pub enum GapCode {
        /// The list of apps is empty.
        NoApps = "no-apps",
        /// The source does not say how complete it is.
        CoverageUndeclared = "coverage-undeclared",
        /// The source says that it is not complete, and not why.
        DeclaredIncomplete = "declared-incomplete",
        /// The list was narrowed, or is one page of several.
        FilteredList = "filtered-list",
        /// The list holds only apps that a management system installed.
        ManagedAppsOnly = "managed-apps-only",
        /// The list holds names of apps and no ids.
        NamesOnly = "names-only",
        /// The inventory holds only what certain rules match.
        MinimalList = "minimal-list",
        /// Ids in the list are those of a rule but for capitals.
        CapitalsUnclear = "capitals-unclear",
        /// The list names states of apps that no reader knows.
        StateUnclear = "state-unclear",
        /// An input holds several phones, and not what belongs to which.
        DevicesMixed = "devices-mixed",
        /// The source ended before its end.
        ListingTruncated = "listing-truncated",
        /// The device gave up before it had listed everything.
        ListingTimeout = "listing-timeout",
        /// The sources on the device contradict each other.
        SourcesDisagree = "sources-disagree",
        /// A profile could not be read.
        ProfileUnreadable = "profile-unreadable",
        /// A profile was read only in part.
        ProfilePartial = "profile-partial",
        /// It is not known which profiles the device has.
        ProfilesUnknown = "profiles-unknown",
        /// The main list is missing; a weaker one was used.
        PrimaryListMissing = "primary-list-missing",
        /// A backup was still running, or failed.
        BackupIncomplete = "backup-incomplete",
        /// A list of apps is missing from a backup.
        AppListMissing = "app-list-missing",
        /// A file is damaged.
        FileDamaged = "file-damaged",
        /// A file or stream holds more than may be read.
        TooLarge = "too-large",
        /// A file is none of the kinds that can be audited.
        FileUnrecognised = "file-unrecognised",
        /// A file could not be opened or read.
        FileUnreadable = "file-unreadable",
        /// A saved inventory has a schema this version does not know.
        SchemaUnknown = "schema-unknown",
        /// A saved inventory is damaged.
        InventoryUnparsable = "inventory-unparsable",
        /// The inventory is older than the caller allows.
        InventoryStale = "inventory-stale",
        /// The age of the inventory is unknown and the caller set a limit.
        AgeUnknown = "age-unknown",
        /// Signed inventories were asked for, and nobody who counts signed it.
        InventoryUnsigned = "inventory-unsigned",
        /// The inventory is not what was signed.
        InventoryAltered = "inventory-altered",
        /// Apps in a state that the audit fails on could not be looked for.
        StatesUnseen = "states-unseen",
        /// Web pages that the audit fails on could not be looked for.
        WebPagesUnseen = "web-pages-unseen",
        /// The inventory carries a date after the day of the audit.
        DateImplausible = "date-implausible",
        /// The register names the device, and nothing of it was read.
        RegisteredMissing = "registered-missing",
        /// The phone has not allowed this computer.
        DeviceUnauthorized = "device-unauthorized",
        /// The phone is attached and does not answer.
        DeviceOffline = "device-offline",
        /// This computer may not use the phone's USB port.
        DeviceNoPermission = "device-no-permission",
        /// The phone is in a mode other than its normal one.
        DeviceNotReady = "device-not-ready",
        /// The phone was asked for and is not attached.
        DeviceAbsent = "device-absent",
        /// The phone did not answer in time.
        DeviceTimeout = "device-timeout",
        /// The connection broke, or gave no sense.
        DeviceLost = "device-lost",
        /// The phone is locked.
        DeviceLocked = "device-locked",
        /// The phone serves another computer or program.
        DeviceBusy = "device-busy",
        /// The phone said no.
        DeviceRefused = "device-refused",
        /// Nothing shows that it is the phone that was trusted.
        DeviceUnverified = "device-unverified",
        /// The system of the phone offers no way to read it.
        DeviceUnsupported = "device-unsupported",
        /// The adb server could not be used.
        AdbUnavailable = "adb-unavailable",
        /// The service that reaches iPhones could not be used.
        UsbmuxUnavailable = "usbmux-unavailable",
        /// A saved file names a reason this version does not know.
        Other = "other",
    }
}

/// Something that could not be seen: a code, a sentence, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The stable code.
    pub code: GapCode,
    /// The profile it concerns, when it is about one.
    pub profile: Option<ProfileId>,
    /// What happened, in a sentence that names the thing and the reason.
    pub message: String,
    /// The next step for the person at the desk.
    pub advice: String,
}

impl Gap {
    /// A gap that concerns the whole device. Without advice it has that of its code.
    #[must_use]
    pub fn new(code: GapCode, message: impl Into<String>, advice: impl Into<String>) -> Self {
        let advice = advice.into();
        let is_silent = advice.trim().is_empty();
        Self {
            code,
            profile: None,
            message: message.into(),
            advice: if is_silent {
                code.step().to_owned()
            } else {
                advice
            },
        }
    }

    /// The gap of an inventory that was narrowed on purpose, and why it matters.
    #[must_use]
    pub fn minimal(selection: &Selection, because: &str) -> Self {
        Self::new(
            GapCode::MinimalList,
            format!("the inventory holds only what certain rules match, and {because}"),
            format!(
                "take it again for the policies that judge now; it was taken for {}",
                selection.policies()
            ),
        )
    }

    /// The same gap, about one profile.
    #[must_use]
    pub fn in_profile(mut self, profile: ProfileId) -> Self {
        self.profile = Some(profile);
        self
    }
}

/// Something worth telling that hides no app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A stable kebab-case code.
    pub code: String,
    /// The sentence.
    pub message: String,
}

/// A state short of installed in which apps could not be looked for.
///
/// That hides no installed app, so it is no gap by itself. It becomes one for
/// an audit that would fail on an app in this state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// The state, for example archived (offloaded) or residue.
    pub state: State,
    /// Why, in a sentence.
    pub message: String,
}

/// Proof that everything was looked at.
///
/// Only [`Coverage::complete`] makes one, and a `compliant` verdict cannot be
/// built without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Complete(());

/// How much of a device was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    profiles: Vec<Profile>,
    gaps: Vec<Gap>,
    notes: Vec<Note>,
    unseen: Vec<Unseen>,
}

impl Coverage {
    /// States what was looked at.
    ///
    /// A profile that is not complete counts as a gap even when no gap
    /// mentions it, so an incomplete profile can never be forgotten.
    #[must_use]
    pub fn new(mut profiles: Vec<Profile>, gaps: Vec<Gap>, notes: Vec<Note>) -> Self {
        profiles.sort_by_key(|p| p.id);
        let mut coverage = Self {
            profiles,
            gaps: Vec::new(),
            notes,
            unseen: Vec::new(),
        };
        for gap in gaps {
            coverage.add_gap(gap);
        }
        coverage.explain_incomplete_profiles();
        coverage
    }

    fn explain_incomplete_profiles(&mut self) {
        if self.profiles.is_empty() && self.gaps.is_empty() {
            self.gaps.push(Gap::new(
                GapCode::ProfilesUnknown,
                "the source names no profile that was looked at",
                "take the inventory again",
            ));
        }
        let silent: Vec<Profile> = self
            .profiles
            .iter()
            .filter(|p| p.status != ProfileStatus::Complete)
            .filter(|p| {
                !self
                    .gaps
                    .iter()
                    .any(|g| g.profile.is_none() || g.profile == Some(p.id))
            })
            .copied()
            .collect();
        for profile in silent {
            let code = if profile.status == ProfileStatus::Unreadable {
                GapCode::ProfileUnreadable
            } else {
                GapCode::ProfilePartial
            };
            self.add_gap(
                Gap::new(
                    code,
                    format!("profile {} was not fully read", profile.id.0),
                    "",
                )
                .in_profile(profile.id),
            );
        }
    }

    /// The proof that everything was looked at, when it was.
    #[must_use]
    pub fn complete(&self) -> Option<Complete> {
        let all_read = self
            .profiles
            .iter()
            .all(|p| p.status == ProfileStatus::Complete);
        (self.gaps.is_empty() && !self.profiles.is_empty() && all_read).then_some(Complete(()))
    }

    /// The profiles, sorted by number.
    #[must_use]
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// Everything that could not be seen.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// What is worth telling besides.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The states short of installed in which apps could not be looked for.
    #[must_use]
    pub fn unseen(&self) -> &[Unseen] {
        &self.unseen
    }

    /// Adds a state that could not be looked for, once.
    pub fn add_unseen(&mut self, unseen: Unseen) {
        if !self.unseen.contains(&unseen) {
            self.unseen.push(unseen);
        }
    }

    /// Adds a gap, once.
    pub fn add_gap(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    /// Takes away the gap of an inventory that was narrowed on purpose.
    pub fn lift_selection(&mut self, _proof: &Covered) {
        self.gaps.retain(|gap| gap.code != GapCode::MinimalList);
    }

    /// Says why an inventory that was narrowed on purpose is not enough.
    pub fn explain_selection(&mut self, selection: &Selection, because: &str) {
        self.gaps.retain(|gap| gap.code != GapCode::MinimalList);
        self.add_gap(Gap::minimal(selection, because));
    }

    /// The same, with other words in what is told: each text goes through `change`.
    #[must_use]
    pub fn reworded(&self, change: impl Fn(&str) -> String) -> Self {
        let mut reworded = self.clone();
        for gap in &mut reworded.gaps {
            gap.message = change(&gap.message);
            gap.advice = change(&gap.advice);
        }
        for note in &mut reworded.notes {
            note.message = change(&note.message);
        }
        for unseen in &mut reworded.unseen {
            unseen.message = change(&unseen.message);
        }
        reworded
    }

    /// Adds a note.
    pub fn add_note(&mut self, code: impl Into<String>, message: impl Into<String>) {
        let (code, message) = (code.into(), message.into());
        self.notes.push(Note { code, message });
    }
}
