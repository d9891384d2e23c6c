//! The codes of notes, which are worth telling and hide no app.

use super::words::words;

words! {
    /// What a note is about. A saved file may carry a note of a later version.
    pub enum NoteCode {
        /// The phone printed bytes that belong to no answer.
        AdbStrayOutput = "adb-stray-output",
        /// A list holds app clips, which are not judged.
        AppClips = "app-clips",
        /// A list has rows of apps that are not installed.
        AppsNotInstalled = "apps-not-installed",
        /// The user vouches for a list.
        AssumedComplete = "assumed-complete",
        /// A date of a backup is not plausible.
        BackupDateIgnored = "backup-date-ignored",
        /// A backup that calls itself encrypted is not.
        BackupDecryptedCopy = "backup-decrypted-copy",
        /// A backup is encrypted; its list of apps is not.
        BackupEncrypted = "backup-encrypted",
        /// A backup is of the old format.
        BackupFormatOld = "backup-format-old",
        /// An id has letters outside ASCII.
        BundleIdUnusual = "bundle-id-unusual",
        /// The clocks of phone and computer differ.
        ClocksDiffer = "clocks-differ",
        /// The device holds configuration profiles.
        ConfigurationProfiles = "configuration-profiles",
        /// A backup lists no containers.
        ContainersMissing = "containers-missing",
        /// A backup has containers of an unknown kind.
        ContainersUnknown = "containers-unknown",
        /// Only the day is known on which the inventory was taken.
        DatedByDay = "dated-by-day",
        /// Dates of a file could not be read.
        DateUnreadable = "date-unreadable",
        /// The files of a backup are of different times.
        DatesDiffer = "dates-differ",
        /// The source does not say of which device it is.
        DeviceUnnamed = "device-unnamed",
        /// A phone lists fewer system apps than phones have.
        FewSystemApps = "few-system-apps",
        /// The newest changes of a backup's index could not be read.
        IndexBehind = "index-behind",
        /// A backup has no index of files.
        IndexMissing = "index-missing",
        /// The index of a backup could not be read.
        IndexUnreadable = "index-unreadable",
        /// A list does not say when it was taken.
        ListUndated = "list-undated",
        /// A list has managed apps that are not on the phone.
        ManagedAppsAbsent = "managed-apps-absent",
        /// A list was read with a mapping.
        Mapping = "mapping",
        /// Only what the rules match was kept.
        MinimalInventory = "minimal-inventory",
        /// Offloaded apps are not in the source.
        OffloadedNotListed = "offloaded-not-listed",
        /// An older inventory of the device was left out.
        OlderInventoryLeftOut = "older-inventory-left-out",
        /// The source says whose the phone is.
        Ownership = "ownership",
        /// The source does not tell the platform.
        PlatformUnknown = "platform-unknown",
        /// A profile was read from one list, as the device refused the other.
        ProfileNotCrossChecked = "profile-not-cross-checked",
        /// A profile that the device does not name was read from one list.
        ProfileNotListed = "profile-not-listed",
        /// The phone was read through another computer.
        ReadThroughOtherComputer = "read-through-other-computer",
        /// A file has rows of devices of other platforms.
        RowsOfOtherPlatforms = "rows-of-other-platforms",
        /// Other readings carry the same id.
        SameIdOtherDevice = "same-id-other-device",
        /// A text holds several recordings.
        SeveralRecordings = "several-recordings",
        /// Nobody could tell who signed the apps.
        SignersUnread = "signers-unread",
        /// Apps are in a state that this version does not know.
        StateUnknown = "state-unknown",
        /// A backup has no store metadata.
        StoreMetadataMissing = "store-metadata-missing",
        /// Apps are known by store metadata alone.
        StoreMetadataOnly = "store-metadata-only",
        /// Store metadata could not be read.
        StoreMetadataUnreadable = "store-metadata-unreadable",
        /// Web pages stand on the home screen like apps.
        WebClip = "web-clip",
        /// The source does not show all web pages of the home screen.
        WebPagesNotSeen = "web-pages-not-seen",
        /// The rules of a policy are for kinds of profile that the device has not.
        NoSuchProfile = "no-such-profile",
    }
}
