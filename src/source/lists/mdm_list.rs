//! The answers of an iPhone to the management commands
//! `InstalledApplicationList` and `ManagedApplicationList`, as property lists.
//!
//! A server may keep the answer to `ProfileList` in the same file, see
//! [`profile_list`](super::profile_list). The first looks the same whether every app was asked for or only managed
//! ones, and under User Enrollment it never holds others; the second names what
//! a management system installed. Both can show a violation; neither shows a
//! clean phone by itself. The fields are those of
//! `application.installed.list.yaml` in Apple's description of device
//! management.

use super::claim::Claim;
use super::damage;
use super::entry::{Entry, bundle_id};
use super::list::{Answer, List, Refused};
use super::phone::Entries;
use super::profile_list::WebClips;
use crate::inventory::{Channel, Evidence, Gap, GapCode, Management, Platform, State};
use crate::source::ios::backup::merge::is_apple;
use crate::source::ios::backup::store_metadata::APP_STORE;
use crate::source::ios::field;
use crate::source::ios::plist::{Fault, Pull, Token};

const SOURCE: &str = "ios/mdm-list";

/// Apps that every Mac has and no iPhone.
const MAC: [&str; 2] = ["com.apple.finder", "com.apple.dock"];

/// The words of Apple's description for managed apps that are on the phone: those that
/// are being updated or taken over, and those that the user installed and that the
/// management system would like to have.
const PRESENT: [&str; 9] = [
    "Managed",
    "UserInstalledApp",
    "Updating",
    "PromptingForUpdate",
    "PromptingForUpdateLogin",
    "ValidatingUpdate",
    "UpdateRejected",
    "PromptingForManagement",
    "ManagementRejected",
];

/// The words for those that are not, or not yet.
const ABSENT: [&str; 11] = [
    "ManagedButUninstalled",
    "NeedsRedemption",
    "Redeeming",
    "Prompting",
    "PromptingForLogin",
    "ValidatingPurchase",
    "UserRejected",
    "Failed",
    "Queued",
    "Installing",
    "Downloading",
];

/// An answer as far as it was read.
#[derive(Debug, Default)]
struct Response {
    status: Option<String>,
    udid: Option<String>,
    /// `UDID` has the shape that Macs use.
    has_mac_udid: bool,
    has_enrollment_id: bool,
    is_command: bool,
    list: Option<Which>,
    entries: Entries,
    /// Managed apps that are not on the phone (yet, or any more).
    absent: usize,
    /// Managed apps whose status is not known here.
    unclear: Vec<String>,
    /// App clips, which are no installed apps.
    clips: usize,
    /// Web pages that profiles put on the home screen.
    web_clips: WebClips,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Installed,
    Managed,
    /// There are only profiles.
    Profiles,
}

/// Reads the dictionary that has just begun; `None` when it is no answer.
pub(super) fn read_dict(pull: Pull<'_>) -> Option<Vec<Answer>> {
    let (mut response, fault) = Response::read(pull)?;
    if response.list.is_none() && response.web_clips.count > 0 {
        response.list = Some(Which::Profiles);
    }
    Some(vec![response.answer(fault)])
}

/// The same among the messages of a server, which hold the apps of a phone in
/// another answer. One with profiles alone is no list there.
pub(super) fn read_message(pull: Pull<'_>) -> Option<Answer> {
    let (response, fault) = Response::read(pull)?;
    Some(response.answer(fault))
}

impl Response {
    /// An answer, and what broke it off.
    fn read(mut pull: Pull<'_>) -> Option<(Self, Option<Fault>)> {
        let mut response = Self::default();
        let result = pull.entries(|pull, key, value| response.take(pull, key, value));
        let result = result.and_then(|()| pull.finish());
        let is_list = response.list.is_some() || response.web_clips.count > 0;
        let is_answer = is_list || (response.is_command && response.status.is_some());
        is_answer.then(|| (response, result.err()))
    }

    fn take(&mut self, pull: &mut Pull<'_>, key: &str, value: Token<'_>) -> Result<(), Fault> {
        match (key, value) {
            ("InstalledApplicationList", Token::Array) => {
                self.list = Some(Which::Installed);
                pull.items(|pull, item| {
                    if item == Token::Dict {
                        match installed(pull)? {
                            Some(entry) => self.entries.push(Some(entry)),
                            None => self.clips += 1,
                        }
                    } else {
                        self.entries.odd += 1;
                    }
                    Ok(())
                })?;
            }
            ("ManagedApplicationList", Token::Dict) => {
                self.list = Some(Which::Managed);
                pull.entries(|pull, id, value| self.managed(pull, id, &value))?;
            }
            ("ProfileList", Token::Array) => self.web_clips.read(pull)?,
            ("UDID", Token::Text(text)) => {
                self.udid = field::udid(&text);
                self.has_mac_udid = is_mac_udid(&text);
            }
            ("EnrollmentID", _) => self.has_enrollment_id = true,
            ("CommandUUID", _) => self.is_command = true,
            ("Status", Token::Text(text)) => self.status = field::code(&text),
            _ => {}
        }
        Ok(())
    }

    fn managed(&mut self, pull: &mut Pull<'_>, id: &str, value: &Token<'_>) -> Result<(), Fault> {
        let mut status = None;
        if *value == Token::Dict {
            pull.entries(|_, key, value| {
                if let ("Status", Token::Text(text)) = (key, value) {
                    status = Some(text.into_owned());
                }
                Ok(())
            })?;
        }
        match status.as_deref() {
            Some(word) if ABSENT.contains(&word) => self.absent += 1,
            word => {
                if word.is_some_and(|word| !PRESENT.contains(&word)) {
                    self.unclear.push(id.to_owned());
                }
                self.entries.push(bundle_id(id).map(|id| Entry {
                    id,
                    channel: Some(Channel::Mdm),
                    ..Entry::default()
                }));
            }
        }
        Ok(())
    }

    fn answer(self, fault: Option<Fault>) -> Answer {
        let refused = |code, what: String, advice: &str| {
            Answer::Refused(Refused {
                id: self.udid.clone(),
                platform: Some(Platform::Ios),
                gap: Gap::new(code, what, advice),
            })
        };
        let is_mac = |entry: &Entry| MAC.iter().any(|id| entry.id.eq_ignore_ascii_case(id));
        if self.has_mac_udid || self.entries.entries.iter().any(is_mac) {
            return Answer::Refused(Refused {
                id: None,
                platform: None,
                gap: Gap::new(
                    GapCode::FileUnrecognised,
                    "this is the answer of a Mac, and only phones and tablets are audited",
                    "leave it out of the audit, or ask for the answer of the phone",
                ),
            });
        }
        let Some(which) = self.list else {
            let status = self.status.as_deref().unwrap_or_default();
            return refused(
                GapCode::AppListMissing,
                format!("the phone answered {status} to the management command and listed no apps"),
                "send the command again when the phone is unlocked and online",
            );
        };
        self.list(which, fault)
    }

    fn list(mut self, which: Which, fault: Option<Fault>) -> Answer {
        let mut list = match which {
            Which::Profiles => List::new(SOURCE, Platform::Ios),
            Which::Installed | Which::Managed => self.entries.list(SOURCE, Evidence::MdmList),
        };
        list.names(self.udid.take());
        // Only an enrolled device answers the command.
        list.device.management = Some(Management::Enrolled);
        list.gaps.extend(fault.map(damage::of_property_list));
        self.tell(&mut list);
        // Under User Enrollment a phone has no UDID, and tells of no other apps.
        let is_user_enrollment = list.device.id.is_empty() && self.has_enrollment_id;
        if which == Which::Profiles {
            list.claims(
                Claim::ManagedOnly,
                "the answer holds the profiles of a management system and no list of apps",
            );
        } else if which == Which::Managed || is_user_enrollment {
            list.claims(
                Claim::ManagedOnly,
                "the answer holds only apps that a management system installed",
            );
        } else if self.entries.entries.iter().any(|entry| is_apple(&entry.id)) {
            list.claims(
                Claim::WholeIfVouched,
                "the answer to InstalledApplicationList holds apps of the system, which are not managed, and does not say whether single apps were asked for",
            );
        } else {
            list.claims(
                Claim::WholeIfVouched,
                "the answer to InstalledApplicationList does not say whether it holds every app or only managed ones",
            );
        }
        Answer::list(list)
    }

    /// Tells what is not counted, and what is not known.
    fn tell(&mut self, list: &mut List) {
        if self.clips > 0 {
            list.note(
                "app-clips",
                format!(
                    "app clips, which are no installed apps and are not counted: {}",
                    self.clips
                ),
            );
        }
        if self.absent > 0 {
            list.note(
                "managed-apps-absent",
                format!(
                    "apps that the management system wants on the phone and that are not on it: {}",
                    self.absent
                ),
            );
        }
        if !self.unclear.is_empty() {
            for app in &mut list.apps {
                if self.unclear.contains(&app.id) {
                    app.state = State::Unclear;
                }
            }
            list.gaps.push(Gap::new(
                GapCode::StateUnclear,
                format!(
                    "managed apps whose status is not known here: {}",
                    self.unclear.len()
                ),
                "look on the phone whether they are installed; they count as warnings until then",
            ));
        }
        if self.web_clips.count > 0 {
            let count = self.web_clips.count;
            list.note("web-clip", format!("web pages that profiles put on the home screen: {count}; only rules with `web-host` judge them"));
            list.web_pages = Some(std::mem::take(&mut self.web_clips).pages());
        }
    }
}

/// A Mac's identifier is a UUID: five groups of hexadecimal digits.
fn is_mac_udid(text: &str) -> bool {
    let lengths = text.trim().split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
}

/// One app; `None` for an app clip.
fn installed(pull: &mut Pull<'_>) -> Result<Option<Entry>, Fault> {
    let mut entry = Entry::default();
    let mut is_clip = false;
    pull.entries(|_, key, value| {
        match (key, &value) {
            ("Identifier", Token::Text(text)) => entry.id = bundle_id(text).unwrap_or_default(),
            ("Name", Token::Text(text)) => entry.name = field::text(text),
            ("ShortVersion", Token::Text(text)) => entry.version = field::text(text),
            ("IsAppClip", value) => is_clip = value.as_flag() == Some(true),
            (
                "Installing" | "DownloadFailed" | "DownloadWaiting" | "DownloadPaused"
                | "DownloadCancelled",
                value,
            ) => entry.is_installing |= value.as_flag() == Some(true),
            (key, value) => match channel(key, value) {
                // Apps of an organisation are marked as store apps besides.
                Some(Channel::Store) if entry.channel.is_some() => {}
                None => {}
                channel => entry.channel = channel,
            },
        }
        Ok(())
    })?;
    Ok((!is_clip).then_some(entry))
}

fn channel(key: &str, value: &Token<'_>) -> Option<Channel> {
    let is_set = value.as_flag() == Some(true);
    match (key, value) {
        ("DistributorIdentifier", Token::Text(id)) if id != APP_STORE => Some(Channel::Marketplace),
        ("Source", Token::Text(source)) if source == "Declarative Device Management" => {
            Some(Channel::Mdm)
        }
        ("DeviceBasedVPP", _) if is_set => Some(Channel::Mdm),
        ("BetaApp", _) if is_set => Some(Channel::Beta),
        ("AdHocCodeSigned", _) if is_set => Some(Channel::Enterprise),
        ("AppStoreVendable", _) if is_set => Some(Channel::Store),
        _ => None,
    }
}
