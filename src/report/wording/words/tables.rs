//! Sentences by the code of what they tell. A table has a field for each code, so
//! that a language which lacks one does not compile, and neither does a new code
//! without its sentences.

use super::details::Details;
use crate::audit::{Place, RemarkCode, Step};
use crate::inventory::{GapCode, NoteCode};

/// Declares a struct with a field for each value of an enum, and what finds it.
macro_rules! table {
    (
        $(#[$meta:meta])*
        pub(crate) struct $name:ident: $code:ident => $entry:ty {
            $( $field:ident = $variant:ident ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        pub(crate) struct $name { $( pub(crate) $field: $entry ),+ }

        impl $name {
            /// What is said of a code.
            pub(crate) const fn of(&self, code: $code) -> $entry {
                match code { $( $code::$variant => self.$field ),+ }
            }
        }
    };
}

/// What could not be seen, and what to do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GapWords {
    pub(crate) what: &'static str,
    pub(crate) todo: &'static str,
}

/// The words of a gap.
pub(crate) const fn told(what: &'static str, todo: &'static str) -> GapWords {
    GapWords { what, todo }
}

/// What is said of a remark, and what to do. That may be empty.
#[derive(Clone, Copy)]
pub(crate) struct RemarkWords {
    pub(crate) what: fn(&Details<'_>) -> String,
    pub(crate) todo: fn(&Details<'_>) -> String,
}

table! {
    /// Why something could not be seen.
    pub(crate) struct Gaps: GapCode => GapWords {
        no_apps = NoApps,
        coverage_undeclared = CoverageUndeclared,
        declared_incomplete = DeclaredIncomplete,
        filtered_list = FilteredList,
        managed_apps_only = ManagedAppsOnly,
        names_only = NamesOnly,
        minimal_list = MinimalList,
        capitals_unclear = CapitalsUnclear,
        state_unclear = StateUnclear,
        devices_mixed = DevicesMixed,
        listing_truncated = ListingTruncated,
        listing_timeout = ListingTimeout,
        sources_disagree = SourcesDisagree,
        profile_unreadable = ProfileUnreadable,
        profile_partial = ProfilePartial,
        profiles_unknown = ProfilesUnknown,
        primary_list_missing = PrimaryListMissing,
        backup_incomplete = BackupIncomplete,
        app_list_missing = AppListMissing,
        file_damaged = FileDamaged,
        too_large = TooLarge,
        file_unrecognised = FileUnrecognised,
        file_unreadable = FileUnreadable,
        schema_unknown = SchemaUnknown,
        inventory_unparsable = InventoryUnparsable,
        inventory_stale = InventoryStale,
        age_unknown = AgeUnknown,
        inventory_unsigned = InventoryUnsigned,
        inventory_altered = InventoryAltered,
        states_unseen = StatesUnseen,
        web_pages_unseen = WebPagesUnseen,
        date_implausible = DateImplausible,
        registered_missing = RegisteredMissing,
        device_unauthorized = DeviceUnauthorized,
        device_offline = DeviceOffline,
        device_no_permission = DeviceNoPermission,
        device_not_ready = DeviceNotReady,
        device_absent = DeviceAbsent,
        device_timeout = DeviceTimeout,
        device_busy = DeviceBusy,
        device_lost = DeviceLost,
        device_locked = DeviceLocked,
        device_refused = DeviceRefused,
        device_unverified = DeviceUnverified,
        device_unsupported = DeviceUnsupported,
        adb_unavailable = AdbUnavailable,
        usbmux_unavailable = UsbmuxUnavailable,
        other = Other,
    }
}

table! {
    /// What is worth telling and hides no app.
    pub(crate) struct Notes: NoteCode => &'static str {
        adb_stray_output = AdbStrayOutput,
        app_clips = AppClips,
        apps_not_installed = AppsNotInstalled,
        assumed_complete = AssumedComplete,
        backup_date_ignored = BackupDateIgnored,
        backup_decrypted_copy = BackupDecryptedCopy,
        backup_encrypted = BackupEncrypted,
        backup_format_old = BackupFormatOld,
        bundle_id_unusual = BundleIdUnusual,
        clocks_differ = ClocksDiffer,
        configuration_profiles = ConfigurationProfiles,
        containers_missing = ContainersMissing,
        containers_unknown = ContainersUnknown,
        date_unreadable = DateUnreadable,
        dated_by_day = DatedByDay,
        dates_differ = DatesDiffer,
        device_unnamed = DeviceUnnamed,
        few_system_apps = FewSystemApps,
        index_behind = IndexBehind,
        index_missing = IndexMissing,
        index_unreadable = IndexUnreadable,
        list_undated = ListUndated,
        managed_apps_absent = ManagedAppsAbsent,
        mapping = Mapping,
        minimal_inventory = MinimalInventory,
        offloaded_not_listed = OffloadedNotListed,
        older_inventory_left_out = OlderInventoryLeftOut,
        ownership = Ownership,
        platform_unknown = PlatformUnknown,
        profile_not_cross_checked = ProfileNotCrossChecked,
        profile_not_listed = ProfileNotListed,
        read_through_other_computer = ReadThroughOtherComputer,
        rows_of_other_platforms = RowsOfOtherPlatforms,
        same_id_other_device = SameIdOtherDevice,
        several_recordings = SeveralRecordings,
        signers_unread = SignersUnread,
        state_unknown = StateUnknown,
        store_metadata_missing = StoreMetadataMissing,
        store_metadata_only = StoreMetadataOnly,
        store_metadata_unreadable = StoreMetadataUnreadable,
        web_pages_not_seen = WebPagesNotSeen,
        no_such_profile = NoSuchProfile,
        web_clip = WebClip,
    }
}

table! {
    /// What is worth telling beside findings.
    pub(crate) struct Remarks: RemarkCode => RemarkWords {
        waiver_unused = WaiverUnused,
        waiver_expired = WaiverExpired,
        waiver_not_yet_valid = WaiverNotYetValid,
        measure_past_review = MeasurePastReview,
        measure_ended = MeasureEnded,
        measure_not_yet_in_force = MeasureNotYetInForce,
        register_contradicted = RegisterContradicted,
        separate_device_doubtful = SeparateDeviceDoubtful,
        approval_missing = ApprovalMissing,
        out_of_scope = OutOfScope,
        data_set_old = DataSetOld,
        data_set_overridden = DataSetOverridden,
        measure_adopted = MeasureAdopted,
        not_covered = NotCovered,
        not_registered = NotRegistered,
        inventory_old = InventoryOld,
        holder_not_stated = HolderNotStated,
        facts_assumed = FactsAssumed,
        registered_not_read = RegisteredNotRead,
        register_columns_unread = RegisterColumnsUnread,
        minimal_inventories = MinimalInventories,
        inputs_set_aside = InputsSetAside,
    }
}

table! {
    /// What mends a finding.
    pub(crate) struct Steps: Step => &'static str {
        leave_web_page = LeaveWebPage,
        find_publisher = FindPublisher,
        already_disabled = AlreadyDisabled,
        already_suspended = AlreadySuspended,
        already_hidden = AlreadyHidden,
        clear_instant = ClearInstant,
        delete_archived = DeleteArchived,
        remove_leftover = RemoveLeftover,
        uninstall_by_management = UninstallByManagement,
        look_and_uninstall = LookAndUninstall,
        block_return = BlockReturn,
        disable_fitted = DisableFitted,
        uninstall = Uninstall,
        delete_offloaded = DeleteOffloaded,
        look_and_delete = LookAndDelete,
        delete_leftover = DeleteLeftover,
        delete = Delete,
    }
}

table! {
    /// Where a profile is found.
    pub(crate) struct Places: Place => &'static str {
        other_user = OtherUser,
        maintenance = Maintenance,
        work = Work,
        secure_folder = SecureFolder,
        private_space = PrivateSpace,
        clone = Clone,
        guest = Guest,
    }
}
