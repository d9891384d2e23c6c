//! The notes beside a device's coverage: worth telling, and no app is hidden
//! by them.

/// What a note means; nothing when the code is none of ours.
pub(crate) fn meaning(code: &str) -> Option<&'static str> {
    let (_, meaning) = NOTES.iter().find(|(known, _)| *known == code)?;
    Some(meaning)
}

/// Every code that can be explained.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    NOTES.iter().map(|(code, _)| *code)
}

const NOTES: &[(&str, &str)] = &[
    (
        "minimal-inventory",
        "only the apps that the rules match were kept, without names and times; the others were counted. It is meant for privately owned phones",
    ),
    (
        "backup-date-ignored",
        "a date in the backup cannot be right and was ignored",
    ),
    (
        "assumed-complete",
        "the user vouched for a list that does not show itself whether it was narrowed; the reason stands beside it",
    ),
    (
        "backup-decrypted-copy",
        "the backup calls itself encrypted and its index is in the clear: somebody decrypted a copy of it",
    ),
    (
        "backup-encrypted",
        "the backup is encrypted. Its list of apps is in the clear all the same and was read; leftover data, web clips and profiles were not looked at",
    ),
    (
        "backup-format-old",
        "the backup is of iOS 9 or earlier, whose index is not read; the list of apps was",
    ),
    (
        "bundle-id-unusual",
        "a bundle id holds characters that Apple does not use; it is shown as it is written",
    ),
    (
        "configuration-profiles",
        "the backup holds configuration profiles, such as those of a device management",
    ),
    (
        "containers-missing",
        "an installed app has no data in the backup; apps that were never opened look so",
    ),
    (
        "containers-unknown",
        "the list of data containers could not be read, so leftovers of removed apps were not looked for",
    ),
    (
        "clocks-differ",
        "the clocks of the phone and of the computer that asked it are more than a day apart, so the dates of one of them are wrong",
    ),
    (
        "date-unreadable",
        "a date in the saved inventory could not be read and was left out",
    ),
    (
        "dates-differ",
        "the files of the backup are from different days; they may be from different backups",
    ),
    (
        "device-unnamed",
        "the backup does not hold the identifier of its device, so the device is named by its place",
    ),
    (
        "few-system-apps",
        "the iPhone lists far fewer apps of the system than such phones have; the list counts as whole all the same, because it says so in every other way",
    ),
    (
        "index-behind",
        "the index of the backup was being written when it was copied; its last changes may be missing",
    ),
    (
        "index-missing",
        "the backup has no index of its files, so leftover data, web clips and profiles were not looked at",
    ),
    (
        "index-unreadable",
        "the index of the backup could not be read, so leftover data, web clips and profiles were not looked at",
    ),
    (
        "managed-apps-absent",
        "a management system wants apps on the phone that are not there, or not any more; they are not in the list",
    ),
    (
        "app-clips",
        "the list names app clips: small parts of apps that run without being installed. They are no installed apps and are not counted",
    ),
    (
        "apps-not-installed",
        "rows of the list say that their app was removed, or is not on the phone yet; they accuse nobody and are counted here",
    ),
    (
        "ownership",
        "whose the phone is, as the list says it; a register says more",
    ),
    (
        "platform-unknown",
        "the list does not say whether a device runs Android or iOS, so it is read as both, and is two devices in the report",
    ),
    (
        "rows-of-other-platforms",
        "rows of the list are of computers, or of platforms that are not known, and were not judged",
    ),
    (
        "list-undated",
        "the list does not say when it was taken, so its age is not known",
    ),
    (
        "offloaded-not-listed",
        "the tool that made the backup or list leaves out offloaded apps, whose icon and data are still on the phone",
    ),
    (
        "profile-not-cross-checked",
        "the phone let this profile be read from one list only. That list covers every profile and was whole, so the profile counts as read",
    ),
    (
        "profile-not-listed",
        "the package list speaks of a profile that the phone's list of users does not name; it was read all the same",
    ),
    (
        "read-through-other-computer",
        "the iPhone is attached to another computer, which was reached over a network; nothing on the way between the two was encrypted but what the iPhone itself encrypts",
    ),
    (
        "same-id-other-device",
        "readings carry one id and cannot be shown to be one device: a serial alone is no proof, because cheap phones share it, and a path is none. Each of them counts",
    ),
    (
        "signers-unread",
        "the file that says who signed the apps could not be read, so builds were not told apart by their signer",
    ),
    (
        "store-metadata-missing",
        "the backup holds no store metadata: names, developers and store numbers are not known. Apps are judged by their bundle id",
    ),
    (
        "store-metadata-only",
        "an app is named by store metadata and by nothing else",
    ),
    (
        "store-metadata-unreadable",
        "the store metadata of some apps is damaged. The apps are judged by their bundle id",
    ),
    (
        "web-pages-not-seen",
        "a policy has rules on web pages on the home screen (`web-host`), and the source does not show all of them. None of these rules fails the audit, so the verdict stands; look at the home screen if it matters",
    ),
    (
        "no-such-profile",
        "the rules of a policy are for kinds of profile (such as work profiles) that the device does not have, so the policy judged nothing on it",
    ),
    (
        "web-clip",
        "web pages stand on the home screen like apps. They are counted, because a service can be used that way, and judged by rules with `web-host` alone; of an address only the host is read, and it is told only where a rule finds it",
    ),
];
