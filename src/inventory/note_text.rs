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
    pub const fn meaning(self) -> &'static str {
        match (self.of_backups(), self.of_lists()) {
            (Some(meaning), _) | (None, Some(meaning)) => meaning,
            (None, None) => self.of_phones(),
        }
    }

    /// What notes on backups mean.
    const fn of_backups(self) -> Option<&'static str> {
        Some(match self {
            Self::BackupDateIgnored => "a date in the backup cannot be right and was ignored",
            Self::BackupDecryptedCopy => {
                "the backup calls itself encrypted and its index is in the clear: somebody decrypted a copy of it"
            }
            Self::BackupEncrypted => {
                "the backup is encrypted. Its list of apps is in the clear all the same and was read; leftover data, web clips and profiles were not looked at"
            }
            Self::BackupFormatOld => {
                "the backup is of iOS 9 or earlier, whose index is not read; the list of apps was"
            }
            Self::BundleIdUnusual => {
                "a bundle id holds characters that Apple does not use; it is shown as it is written"
            }
            Self::ConfigurationProfiles => {
                "the backup holds configuration profiles, such as those of a device management"
            }
            Self::DatesDiffer => {
                "the files of the backup are from different days; they may be from different backups"
            }
            Self::DeviceUnnamed => {
                "the backup does not hold the identifier of its device, so the device is named by its place"
            }
            Self::IndexBehind => {
                "the index of the backup was being written when it was copied; its last changes may be missing"
            }
            Self::IndexMissing => {
                "the backup has no index of its files, so leftover data, web clips and profiles were not looked at"
            }
            Self::IndexUnreadable => {
                "the index of the backup could not be read, so leftover data, web clips and profiles were not looked at"
            }
            Self::OffloadedNotListed => {
                "the tool that made the backup or list leaves out offloaded apps, whose icon and data are still on the phone"
            }
            Self::StoreMetadataMissing => {
                "the backup holds no store metadata: names, developers and store numbers are not known. Apps are judged by their bundle id"
            }
            Self::StoreMetadataOnly => "an app is named by store metadata and by nothing else",
            Self::StoreMetadataUnreadable => {
                "the store metadata of some apps is damaged. The apps are judged by their bundle id"
            }
            _ => return None,
        })
    }

    /// What notes on lists and saved inventories mean.
    const fn of_lists(self) -> Option<&'static str> {
        Some(match self {
            Self::MinimalInventory => {
                "only the apps that the rules match were kept, without names and times; the others were counted. It is meant for privately owned phones"
            }
            Self::AssumedComplete => {
                "the user vouched for a list that does not show itself whether it was narrowed; the reason stands beside it"
            }
            Self::DateUnreadable => {
                "a date in the saved inventory could not be read and was left out"
            }
            Self::FewSystemApps => {
                "the iPhone lists far fewer apps of the system than such phones have; the list counts as whole all the same, because it says so in every other way"
            }
            Self::ManagedAppsAbsent => {
                "a management system wants apps on the phone that are not there, or not any more; they are not in the list"
            }
            Self::AppClips => {
                "the list names app clips: small parts of apps that run without being installed. They are no installed apps and are not counted"
            }
            Self::AppsNotInstalled => {
                "rows of the list say that their app was removed, or is not on the phone yet; they accuse nobody and are counted here"
            }
            Self::Ownership => "whose the phone is, as the list says it; a register says more",
            Self::PlatformUnknown => {
                "the list does not say whether a device runs Android or iOS, so it is read as both, and is two devices in the report"
            }
            Self::RowsOfOtherPlatforms => {
                "rows of the list are of computers, or of platforms that are not known, and were not judged"
            }
            Self::ListUndated => "the list does not say when it was taken, so its age is not known",
            Self::SameIdOtherDevice => {
                "readings carry one id and cannot be shown to be one device: a serial alone is no proof, because cheap phones share it, and a path is none. Each of them counts"
            }
            Self::Mapping => {
                "the columns of the list were read by a mapping, which stands beside it"
            }
            Self::OlderInventoryLeftOut => {
                "another inventory of this device was left out: a newer one, or one that says more, counts"
            }
            Self::SeveralRecordings => {
                "the file holds several recordings of the phone; the note says which of them was read"
            }
            _ => return None,
        })
    }

    /// What all others mean.
    const fn of_phones(self) -> &'static str {
        match self {
            Self::ContainersMissing => {
                "an installed app has no data in the backup; apps that were never opened look so"
            }
            Self::ContainersUnknown => {
                "the list of data containers could not be read, so leftovers of removed apps were not looked for"
            }
            Self::ClocksDiffer => {
                "the clocks of the phone and of the computer that asked it are more than a day apart, so the dates of one of them are wrong"
            }
            Self::ProfileNotCrossChecked => {
                "the phone let this profile be read from one list only. That list covers every profile and was whole, so the profile counts as read"
            }
            Self::ProfileNotListed => {
                "the package list speaks of a profile that the phone's list of users does not name; it was read all the same"
            }
            Self::ReadThroughOtherComputer => {
                "the iPhone is attached to another computer, which was reached over a network; nothing on the way between the two was encrypted but what the iPhone itself encrypts"
            }
            Self::SignersUnread => {
                "the file that says who signed the apps could not be read, so builds were not told apart by their signer"
            }
            Self::WebPagesNotSeen => {
                "a policy has rules on web pages on the home screen (`web-host`), and the source does not show all of them. None of these rules fails the audit, so the verdict stands; look at the home screen if it matters"
            }
            Self::NoSuchProfile => {
                "the rules of a policy are for kinds of profile (such as work profiles) that the device does not have, so the policy judged nothing on it"
            }
            Self::WebClip => {
                "web pages stand on the home screen like apps. They are counted, because a service can be used that way, and judged by rules with `web-host` alone; of an address only the host is read, and it is told only where a rule finds it"
            }
            Self::AdbStrayOutput => {
                "the phone printed bytes that belong to no answer; they were passed over"
            }
            // A test asks for a meaning of each.
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_note_has_a_meaning_of_its_own() {
        let meanings: BTreeSet<&str> = NoteCode::ALL.iter().map(|code| code.meaning()).collect();
        assert_eq!(meanings.len(), NoteCode::ALL.len());
        assert!(!meanings.contains(""));
    }
}
