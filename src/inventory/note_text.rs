//! What each code of a note means, in English, whatever a source says beside it.

use super::note_code::NoteCode;

/// What readers say of web pages, before their number.
const WEB_PAGES: [&str; 2] = [
    "web pages that stand on the home screen like apps",
    "web pages that profiles put on the home screen",
];

/// The note of a saved file as it may be told. Who wrote one about web pages may have
/// put their titles and addresses into it, which nobody may read but the user; of such
/// a note the number of pages is kept.
#[must_use]
pub fn tellable(code: &str, message: String) -> String {
    if NoteCode::parse(code) != Some(NoteCode::WebClip) {
        return message;
    }
    let said = WEB_PAGES.iter().find_map(|said| {
        let rest = message.strip_prefix(said)?;
        Some((*said, rest.strip_prefix(": ")?))
    });
    let (said, rest) = said.unwrap_or((WEB_PAGES[0], &message));
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (count, behind) = rest.split_at_checked(digits).unwrap_or_default();
    let is_count =
        !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/'));
    let count = count.parse::<u32>().ok().filter(|_| is_count);
    let count = count.map_or_else(String::new, |count| format!(": {count}"));
    format!("{said}{count}; only rules with `web-host` judge them")
}

impl NoteCode {
    /// What it means, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        let known = MEANINGS.iter().find(|(code, _)| *code == self);
        known.map_or("", |(_, meaning)| meaning)
    }
}

const MEANINGS: &[(NoteCode, &str)] = &[
    (
        NoteCode::MinimalInventory,
        "only the apps that the rules match were kept, without names and times; the others were counted. It is meant for privately owned phones",
    ),
    (
        NoteCode::BackupDateIgnored,
        "a date in the backup cannot be right and was ignored",
    ),
    (
        NoteCode::AssumedComplete,
        "the user vouched for a list that does not show itself whether it was narrowed; the reason stands beside it",
    ),
    (
        NoteCode::BackupDecryptedCopy,
        "the backup calls itself encrypted and its index is in the clear: somebody decrypted a copy of it",
    ),
    (
        NoteCode::BackupEncrypted,
        "the backup is encrypted. Its list of apps is in the clear all the same and was read; leftover data, web clips and profiles were not looked at",
    ),
    (
        NoteCode::BackupFormatOld,
        "the backup is of iOS 9 or earlier, whose index is not read; the list of apps was",
    ),
    (
        NoteCode::BundleIdUnusual,
        "a bundle id holds characters that Apple does not use; it is shown as it is written",
    ),
    (
        NoteCode::ConfigurationProfiles,
        "the backup holds configuration profiles, such as those of a device management",
    ),
    (
        NoteCode::ContainersMissing,
        "an installed app has no data in the backup; apps that were never opened look so",
    ),
    (
        NoteCode::ContainersUnknown,
        "the list of data containers could not be read, so leftovers of removed apps were not looked for",
    ),
    (
        NoteCode::ClocksDiffer,
        "the clocks of the phone and of the computer that asked it are more than a day apart, so the dates of one of them are wrong",
    ),
    (
        NoteCode::DateUnreadable,
        "a date in the saved inventory could not be read and was left out",
    ),
    (
        NoteCode::DatedByDay,
        "only the day is known on which the inventory was taken, and no time of day; beside another one of that day it is neither older nor newer",
    ),
    (
        NoteCode::DatesDiffer,
        "the files of the backup are from different days; they may be from different backups",
    ),
    (
        NoteCode::DeviceUnnamed,
        "the backup does not hold the identifier of its device, so the device is named by its place",
    ),
    (
        NoteCode::FewSystemApps,
        "the iPhone lists far fewer apps of the system than such phones have; the list counts as whole all the same, because it says so in every other way",
    ),
    (
        NoteCode::IndexBehind,
        "the index of the backup was being written when it was copied; its last changes may be missing",
    ),
    (
        NoteCode::IndexMissing,
        "the backup has no index of its files, so leftover data, web clips and profiles were not looked at",
    ),
    (
        NoteCode::IndexUnreadable,
        "the index of the backup could not be read, so leftover data, web clips and profiles were not looked at",
    ),
    (
        NoteCode::ManagedAppsAbsent,
        "a management system wants apps on the phone that are not there, or not any more; they are not in the list",
    ),
    (
        NoteCode::AppClips,
        "the list names app clips: small parts of apps that run without being installed. They are no installed apps and are not counted",
    ),
    (
        NoteCode::AppsNotInstalled,
        "rows of the list say that their app was removed, or is not on the phone yet; they accuse nobody and are counted here",
    ),
    (
        NoteCode::Ownership,
        "whose the phone is, as the list says it; a register says more",
    ),
    (
        NoteCode::PlatformUnknown,
        "the list does not say whether a device runs Android or iOS, so it is read as both, and is two devices in the report",
    ),
    (
        NoteCode::RowsOfOtherPlatforms,
        "rows of the list are of computers, or of platforms that are not known, and were not judged",
    ),
    (
        NoteCode::ListUndated,
        "the list does not say when it was taken, so its age is not known",
    ),
    (
        NoteCode::OffloadedNotListed,
        "the tool that made the backup or list leaves out offloaded apps, whose icon and data are still on the phone",
    ),
    (
        NoteCode::ProfileNotCrossChecked,
        "the phone let this profile be read from one list only. That list covers every profile and was whole, so the profile counts as read",
    ),
    (
        NoteCode::ProfileNotListed,
        "the package list speaks of a profile that the phone's list of users does not name; it was read all the same",
    ),
    (
        NoteCode::ReadThroughOtherComputer,
        "the iPhone is attached to another computer, which was reached over a network; nothing on the way between the two was encrypted but what the iPhone itself encrypts",
    ),
    (
        NoteCode::SameIdOtherDevice,
        "readings carry one id and cannot be shown to be one device: a serial alone is no proof, because cheap phones share it, and a path is none. Each of them counts",
    ),
    (
        NoteCode::SignersUnread,
        "the file that says who signed the apps could not be read, so builds were not told apart by their signer",
    ),
    (
        NoteCode::StateUnknown,
        "the saved inventory gives the state of apps with a word that this version does not know; they count as installed",
    ),
    (
        NoteCode::StoreMetadataMissing,
        "the backup holds no store metadata: names, developers and store numbers are not known. Apps are judged by their bundle id",
    ),
    (
        NoteCode::StoreMetadataOnly,
        "an app is named by store metadata and by nothing else",
    ),
    (
        NoteCode::StoreMetadataUnreadable,
        "the store metadata of some apps is damaged. The apps are judged by their bundle id",
    ),
    (
        NoteCode::WebPagesNotSeen,
        "a policy has rules on web pages on the home screen (`web-host`), and the source does not show all of them. None of these rules fails the audit, so the verdict stands; look at the home screen if it matters",
    ),
    (
        NoteCode::NoSuchProfile,
        "the rules of a policy are for kinds of profile (such as work profiles) that the device does not have, so the policy judged nothing on it",
    ),
    (
        NoteCode::WebClip,
        "web pages stand on the home screen like apps. They are counted, because a service can be used that way, and judged by rules with `web-host` alone; of an address only the host is read, and it is told only where a rule finds it",
    ),
    (
        NoteCode::Mapping,
        "the columns of the list were read by a mapping, which stands beside it",
    ),
    (
        NoteCode::OlderInventoryLeftOut,
        "another inventory of this device was left out: a newer one, or one that says more, counts",
    ),
    (
        NoteCode::AdbStrayOutput,
        "the phone printed bytes that belong to no answer; they were passed over",
    ),
    (
        NoteCode::SeveralRecordings,
        "the file holds several recordings of the phone; the note says which of them was read",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_meaning() {
        for code in NoteCode::ALL {
            assert!(code.meaning().contains(' '), "{code}");
        }
    }

    #[test]
    fn of_web_pages_the_number_is_told() {
        let told = "web pages that stand on the home screen like apps";
        for (message, count) in [
            ("2 web clips: https://user:pw@clip.example/x", ": 2"),
            ("https://clip.example/4711", ""),
            ("17.clip.example", ""),
            (
                "web pages that stand on the home screen like apps: 3; clip.example",
                ": 3",
            ),
            ("99999999999 web clips", ""),
            ("", ""),
        ] {
            let expected = format!("{told}{count}; only rules with `web-host` judge them");
            assert_eq!(tellable("web-clip", message.to_owned()), expected);
        }
        assert_eq!(tellable("other", "as it stands".to_owned()), "as it stands");
    }
}
