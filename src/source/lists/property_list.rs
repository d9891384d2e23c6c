//! Lists that are property lists: `ideviceinstaller` with `-o xml` or `--xml`,
//! and the answer to a management command.

use super::entry::{Entry, bundle_id, channel_of_signer};
use super::list::{List, mentions};
use super::tool::Tool;
use crate::inventory::Channel;
use crate::source::ios::backup::store_metadata::{APP_STORE, Metadata};
use crate::source::ios::field;
use crate::source::ios::file::FileFault;
use crate::source::ios::plist::{Fault, Pull, Token};

/// Reads a list of apps, or `None` when the bytes are something else.
pub(crate) fn parse(bytes: &[u8]) -> Option<List> {
    let mut pull = Pull::new(bytes).ok()?;
    if !bytes.starts_with(b"bplist")
        && !mentions(bytes, &["CFBundleIdentifier", "InstalledApplicationList"])
    {
        return None;
    }
    let (mut list, result) = match pull.token().ok()? {
        Token::Array => {
            let mut list = List::new(Tool::InstallationProxy);
            let result = pull.items(|pull, item| list.take(pull, &item));
            (list, result)
        }
        Token::Dict => {
            let mut list = List::new(Tool::Management);
            let mut is_answer = false;
            let result = pull.entries(|pull, key, value| {
                match (key, value) {
                    ("InstalledApplicationList", Token::Array) => {
                        is_answer = true;
                        pull.items(|pull, item| list.take(pull, &item))?;
                    }
                    ("UDID", Token::Text(text)) => list.udid = field::udid(&text),
                    _ => {}
                }
                Ok(())
            });
            if !is_answer {
                return None;
            }
            (list, result)
        }
        _ => return None,
    };
    // An array of something else is not ours.
    if list.tool == Tool::InstallationProxy && list.entries.is_empty() {
        return None;
    }
    let result = result.and_then(|()| pull.finish());
    list.fault = result.err().map(FileFault::Plist);
    Some(list)
}

impl List {
    pub(crate) fn new(tool: Tool) -> Self {
        Self {
            tool,
            udid: None,
            entries: Vec::new(),
            odd_entries: 0,
            fault: None,
            devices: 1,
        }
    }

    /// Takes one item of the array.
    fn take(&mut self, pull: &mut Pull<'_>, item: &Token<'_>) -> Result<(), Fault> {
        if *item != Token::Dict {
            self.odd_entries += 1;
            return Ok(());
        }
        let mut entry = Entry::default();
        let mut signer = None;
        pull.entries(|pull, key, value| match self.tool {
            Tool::Management => {
                managed_field(&mut entry, key, &value);
                Ok(())
            }
            _ => proxy_field(&mut entry, &mut signer, pull, key, value),
        })?;
        if let Some(signer) = signer {
            entry.channel = channel_of_signer(&signer, entry.is_user());
        }
        if entry.id.is_empty() {
            self.odd_entries += 1;
        } else {
            self.entries.push(entry);
        }
        Ok(())
    }
}

/// A field as the installation proxy names it.
fn proxy_field(
    entry: &mut Entry,
    signer: &mut Option<String>,
    pull: &mut Pull<'_>,
    key: &str,
    value: Token<'_>,
) -> Result<(), Fault> {
    match (key, value) {
        ("CFBundleIdentifier", Token::Text(text)) => {
            entry.id = bundle_id(&text).unwrap_or_default();
        }
        ("CFBundleDisplayName", Token::Text(text)) => entry.name = field::text(&text),
        ("CFBundleShortVersionString", Token::Text(text)) => entry.version = field::text(&text),
        ("ApplicationType", Token::Text(text)) => entry.kind = field::code(&text),
        ("SignerIdentity", Token::Text(text)) => *signer = Some(text.into_owned()),
        ("IsDemotedApp", value) => entry.is_demoted = value.as_flag() == Some(true),
        ("IsPlaceholder", value) => entry.is_placeholder = value.as_flag() == Some(true),
        // Metadata that cannot be read costs a name, never the app.
        ("iTunesMetadata", Token::Data(data)) => entry.metadata = Metadata::from_data(data).ok(),
        ("iTunesMetadata", Token::Dict) => entry.metadata = Some(Metadata::from_dict(pull)?),
        _ => {}
    }
    Ok(())
}

/// A field as the command names it; see `application.installed.list.yaml` in
/// Apple's description of device management.
fn managed_field(entry: &mut Entry, key: &str, value: &Token<'_>) {
    match (key, value) {
        ("Identifier", Token::Text(text)) => entry.id = bundle_id(text).unwrap_or_default(),
        ("Name", Token::Text(text)) => entry.name = field::text(text),
        ("ShortVersion", Token::Text(text)) => entry.version = field::text(text),
        _ => match managed_channel(key, value) {
            // Apps of an organisation are marked as store apps besides.
            Some(Channel::Store) if entry.channel.is_some() => {}
            None => {}
            channel => entry.channel = channel,
        },
    }
}

fn managed_channel(key: &str, value: &Token<'_>) -> Option<Channel> {
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
