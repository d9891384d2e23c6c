//! One message of `installation_proxy`: a batch of apps, or the end of the list.
//!
//! Each app is a dictionary of the attributes that were asked for. Whatever
//! else a phone sends is passed over without being decoded.

use super::fault::Word;
use crate::source::ios::field;
use crate::source::ios::plist::{self, Pull, Token, read_dict};
use crate::source::lists::{Entry, Kind, bundle_id, channel_of_signer};

/// What is asked of each app. Whoever bought it, its store metadata, its paths
/// and its entitlements are not among it.
pub(super) const ATTRIBUTES: [&str; 10] = [
    "CFBundleIdentifier",
    "CFBundleDisplayName",
    "CFBundleName",
    "CFBundleShortVersionString",
    "CFBundleVersion",
    "ApplicationType",
    "SignerIdentity",
    "IsPlaceholder",
    "IsDemotedApp",
    "IsAppClip",
];

/// Options that widen the list. They count by being there, so none is ever sent
/// as false.
pub(super) const SHOWN: [&str; 4] = [
    "ShowPlaceholders",
    "ShowLaunchProhibitedApps",
    "ShowAppClips",
    "ShowSwiftPlaygroundsApps",
];

/// One message.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) status: Status,
    /// The number of the first app in it, from 0.
    pub(super) index: Option<i64>,
    /// How many apps it says it holds.
    pub(super) amount: Option<i64>,
    /// How many there are in all, which only old phones tell.
    pub(super) total: Option<i64>,
    /// The apps, where there is a list at all.
    pub(super) apps: Option<Apps>,
    /// The phone's word for what went wrong.
    pub(super) error: Option<Word>,
}

/// How far the list is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// The message does not say.
    #[default]
    Unstated,
    /// More follows.
    Browsing,
    /// This was the end.
    Complete,
    /// A word that is not known.
    Unknown,
}

/// Entries, and what could not be one.
#[derive(Debug, Default)]
pub(super) struct Apps {
    pub(super) entries: Vec<Entry>,
    /// Without a bundle id, or with one that no app can have.
    pub(super) odd: usize,
}

impl Apps {
    /// How many there are, the odd ones too.
    pub(super) fn len(&self) -> usize {
        self.entries.len() + self.odd
    }

    fn push(&mut self, entry: Entry) {
        if entry.id.is_empty() {
            self.odd += 1;
        } else {
            self.entries.push(entry);
        }
    }
}

impl Batch {
    /// Takes a message apart.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, plist::Fault> {
        let mut batch = Self::default();
        read_dict(bytes, |pull, key, value| {
            match (key, value) {
                ("Status", Token::Text(text)) => {
                    batch.status = match text.as_ref() {
                        "BrowsingApplications" => Status::Browsing,
                        "Complete" => Status::Complete,
                        _ => Status::Unknown,
                    };
                }
                ("Status", _) => batch.status = Status::Unknown,
                ("CurrentIndex", Token::Integer(number)) => batch.index = number,
                ("CurrentAmount", Token::Integer(number)) => batch.amount = number,
                ("Total", Token::Integer(number)) => batch.total = number,
                ("CurrentList", Token::Array) => batch.apps = Some(list(pull)?),
                ("LookupResult", Token::Dict) => batch.apps = Some(dictionary(pull)?),
                ("Error", Token::Text(text)) => batch.error = Some(Word::new(&text)),
                ("Error", _) => batch.error = Some(Word::new("")),
                _ => {}
            }
            Ok(())
        })?;
        Ok(batch)
    }
}

fn list(pull: &mut Pull<'_>) -> Result<Apps, plist::Fault> {
    let mut apps = Apps::default();
    pull.items(|pull, item| {
        match item {
            Token::Dict => apps.push(entry(pull)?),
            _ => apps.odd += 1,
        }
        Ok(())
    })?;
    Ok(apps)
}

/// Of an answer to `Lookup`: apps by their id.
fn dictionary(pull: &mut Pull<'_>) -> Result<Apps, plist::Fault> {
    let mut apps = Apps::default();
    pull.entries(|pull, _, value| {
        match value {
            Token::Dict => apps.push(entry(pull)?),
            _ => apps.odd += 1,
        }
        Ok(())
    })?;
    Ok(apps)
}

/// Reads the app that has just begun. Its id is empty when it has none.
fn entry(pull: &mut Pull<'_>) -> Result<Entry, plist::Fault> {
    let mut entry = Entry::default();
    let (mut signer, mut short_name, mut build) = (None, None, None);
    let mut is_placeholder = false;
    pull.entries(|_, key, value| {
        match (key, value) {
            ("CFBundleIdentifier", Token::Text(text)) => {
                entry.id = bundle_id(&text).unwrap_or_default();
            }
            ("CFBundleDisplayName", Token::Text(text)) => entry.name = field::text(&text),
            ("CFBundleName", Token::Text(text)) => short_name = field::text(&text),
            ("CFBundleShortVersionString", Token::Text(text)) => {
                entry.version = field::text(&text);
            }
            ("CFBundleVersion", Token::Text(text)) => build = field::text(&text),
            ("ApplicationType", Token::Text(text)) => entry.kind = Kind::of(&text),
            ("SignerIdentity", Token::Text(text)) => signer = Some(text.into_owned()),
            ("IsPlaceholder", value) => is_placeholder = value.as_flag() == Some(true),
            ("IsDemotedApp", value) => entry.is_demoted = value.as_flag() == Some(true),
            ("IsAppClip", value) => entry.is_clip = value.as_flag() == Some(true),
            _ => {}
        }
        Ok(())
    })?;
    entry.is_installing = is_placeholder && !entry.is_demoted;
    entry.name = entry.name.or(short_name);
    entry.version = entry.version.or(build);
    if let Some(signer) = signer {
        // The rest of it names a company or a person.
        entry.channel = channel_of_signer(&signer, entry.is_user());
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::ios::usbmux::message::{Value, request};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_a_batch_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Batch::parse(&bytes);
        }

        /// A message that was cut says nothing, so it never says that the list is
        /// complete.
        #[test]
        fn a_cut_message_never_completes(
            amount in 0_u32..9, is_last in any::<bool>(), cut in any::<prop::sample::Index>(),
        ) {
            let status = if is_last { "Complete" } else { "BrowsingApplications" };
            let whole = request(vec![
                ("Status", Value::Text(status)),
                ("CurrentAmount", Value::Number(amount)),
                ("CurrentIndex", Value::Number(0)),
            ]);
            let text = String::from_utf8_lossy(&whole).into_owned();
            let cut = cut.index(text.rfind("</dict>").unwrap());
            prop_assert!(Batch::parse(&whole[..cut]).is_err());
            let batch = Batch::parse(&whole).unwrap();
            prop_assert_eq!(matches!(batch.status, Status::Complete), is_last);
            prop_assert_eq!(batch.amount, Some(i64::from(amount)));
        }

        /// Every entry is an app or odd: none is lost.
        #[test]
        fn each_entry_is_counted(ids in prop::collection::vec("[a-z.\\u{0}-\\u{3} ]{0,12}", 0..20)) {
            let entries = ids.iter().map(|id| format!(
                "<dict><key>CFBundleIdentifier</key><string>{}</string></dict>",
                id.chars().filter(|c| !c.is_control()).collect::<String>()
            ));
            let list: String = entries.collect();
            let text = format!("<plist version=\"1.0\"><dict><key>CurrentList</key><array>{list}</array></dict></plist>");
            let batch = Batch::parse(text.as_bytes()).unwrap();
            prop_assert_eq!(batch.apps.unwrap().len(), ids.len());
        }
    }
}
