//! Codes about lists and the parts of a phone: what was read, and is not whole.

use super::super::coverage::GapCode;

/// Codes about lists and profiles: what was read, and is not whole.
pub(super) const fn of_list(code: GapCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        GapCode::NoApps => (
            "the list of installed apps is empty. No phone is without apps, so the list was not taken, or was taken and lost",
            "take the inventory again; a tool that cannot list the apps of a phone cannot be used to audit it",
        ),
        GapCode::CoverageUndeclared => (
            "the source does not say how completely it read the device. Lists from management systems often hold managed apps only",
            "use a source that states what it looked at: a phone over adb, a backup, or `dutyphone collect`",
        ),
        GapCode::DeclaredIncomplete => (
            "the inventory says of itself that it is not complete, and gives no reason",
            "take the inventory again",
        ),
        GapCode::FilteredList => (
            "the list was narrowed when it was taken, or is one page of several, so it leaves apps out. No word of the user can change that",
            "take the list again without narrowing it, or audit a backup of the phone",
        ),
        GapCode::ManagedAppsOnly => (
            "the list holds only apps that a management system installed. What the user of the phone installed is not in it",
            "audit the phone itself, or a backup of it",
        ),
        GapCode::NamesOnly => (
            "the list holds the names of apps and no ids. A name can belong to several apps, and be translated",
            "audit the phone itself, or a list with package names or bundle ids",
        ),
        GapCode::MinimalList => (
            "the inventory was taken with --minimal: it holds only what the rules of certain policies match, as is right for a privately owned phone. Other policies, changed ones, or newer facts might name an app that was not kept, so by those it cannot be judged",
            "judge it by the policies it names under `selection`, or take it again for those that judge now",
        ),
        GapCode::CapitalsUnclear => (
            "ids in the list are those of a rule but for capitals. Android takes such ids for different apps, and spreadsheets and people often change capitals, so the list may mean the apps of the rule",
            "look for the ids on the phone, and correct the list or take it again with a program that reads the phone",
        ),
        GapCode::StateUnclear => (
            "the list names a state of an app with a word that is not known here, so the app may be installed or not",
            "look on the phone whether the apps are installed; tell the developers the word",
        ),
        GapCode::DevicesMixed => (
            "an input holds lists of several phones and does not say which list is of which phone, so none of them is known to be whole",
            "save the list of each phone into a file of its own",
        ),
        GapCode::ListingTruncated => (
            "a list stops before its end, or nothing shows that it was whole. What came after the cut is not known",
            "take the list again and save all of it; over adb, check the cable",
        ),
        GapCode::ListingTimeout => (
            "the phone gave up before it had listed everything, and says so in the list itself",
            "unlock the phone, close what is busy on it, and read it again with a longer --timeout",
        ),
        _ => return None,
    })
}

/// Codes about user spaces and backups that were not wholly read.
pub(super) const fn of_part(code: GapCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        GapCode::SourcesDisagree => (
            "two lists of the same phone contradict each other, for example the package dump and `pm list packages`",
            "read the phone again; if an app was being installed meanwhile, it will agree the second time",
        ),
        GapCode::ProfileUnreadable => (
            "a user space on the phone, such as a work profile or a locked folder, could not be read at all",
            "unlock it, or have its administrator allow debugging, and read the phone again",
        ),
        GapCode::ProfilePartial => (
            "a user space on the phone was read only in part",
            "unlock it and read the phone again",
        ),
        GapCode::ProfilesUnknown => (
            "it is not known which user spaces the phone has, so one may have been missed",
            "read the phone over adb, unlocked",
        ),
        GapCode::PrimaryListMissing => (
            "the one list that covers every user space is missing, and a weaker one was used. It leaves out what the shell may not see",
            "save the whole output of `adb shell dumpsys package`, or let dutyphone read the phone",
        ),
        GapCode::BackupIncomplete => (
            "the backup was still running when it was read, or it failed",
            "make the backup again and wait until the program says that it is done",
        ),
        GapCode::AppListMissing => (
            "the backup does not hold the list of installed apps. That some apps can be told from elsewhere does not make it whole",
            "make the backup again with Finder, iTunes or the Apple Devices app",
        ),
        _ => return None,
    })
}
