//! `Info.plist`: the list of installed apps, and what the store said of them.
//!
//! The computer that made the backup writes this file. It also holds the
//! phone number, IMEI and the name of the device, which are passed over here, and
//! the serial number, which is compared and never told.

use super::store_metadata::Metadata;
use crate::source::ios::field;
use crate::source::ios::field::Moment;
use crate::source::ios::plist::{Data, Fault, Pull, Token, read_dict};

/// The largest `Info.plist`, in bytes. A phone with hundreds of icons reaches
/// some tens of megabytes.
pub(crate) const LIMIT: u64 = 256 << 20;

/// The key of an app's store metadata, and the only data that is wanted.
pub(crate) const METADATA: &str = "iTunesMetadata";

/// What an `Info.plist` says.
#[derive(Debug, Default)]
pub(crate) struct Info {
    /// "Installed Applications"; `None` when there is no such list.
    pub(crate) installed: Option<Vec<String>>,
    /// Entries of the lists that are no bundle ids.
    pub(crate) odd_entries: usize,
    /// "Applications"; `None` when there is no such dictionary.
    pub(crate) store: Option<Vec<StoreEntry>>,
    /// "Unique Identifier", or else "Target Identifier".
    pub(crate) udid: Option<String>,
    /// These two name different devices.
    pub(crate) other_udid: bool,
    /// Whose the file is, to be compared alone.
    pub(crate) serial: Option<Box<str>>,
    pub(crate) product_type: Option<String>,
    pub(crate) product_version: Option<String>,
    pub(crate) last_backup: Option<Moment>,
    /// Only Apple's own programs write "Product Name".
    pub(crate) has_product_name: bool,
    /// The "GUID" is data, not text, as pymobiledevice3 writes it.
    pub(crate) has_data_guid: bool,
}

/// One entry of "Applications".
#[derive(Debug)]
pub(crate) struct StoreEntry {
    pub(crate) id: String,
    /// "IsDemotedApp": offloaded, with its icon and data kept.
    pub(crate) is_demoted: bool,
    /// The metadata, `None` when there is none, a fault when it is unreadable.
    pub(crate) metadata: Option<Result<Metadata, Fault>>,
}

impl StoreEntry {
    /// Whether the metadata is of an app with another bundle id.
    pub(crate) fn is_renamed(&self) -> bool {
        let metadata = self.metadata.as_ref().and_then(|read| read.as_ref().ok());
        let id = metadata.and_then(|metadata| metadata.bundle_id.as_deref());
        id.is_some_and(|id| !id.eq_ignore_ascii_case(&self.id))
    }
}

/// Reads an `Info.plist`. What was read before a fault is kept.
pub(crate) fn read(bytes: &[u8]) -> (Info, Option<Fault>) {
    let mut info = Info::default();
    let result = read_dict(bytes, |pull, key, value| info.take(pull, key, value));
    (info, result.err())
}

impl Info {
    fn take(&mut self, pull: &mut Pull<'_>, key: &str, value: Token<'_>) -> Result<(), Fault> {
        match (key, value) {
            ("Installed Applications", Token::Array) => {
                let installed = self.installed.insert(Vec::new());
                pull.items(|_, item| {
                    match item.into_text() {
                        Some(id) if field::is_bundle_id(&id) => installed.push(id.into_owned()),
                        _ => self.odd_entries += 1,
                    }
                    Ok(())
                })?;
            }
            ("Applications", Token::Dict) => {
                let store = self.store.insert(Vec::new());
                let odd = &mut self.odd_entries;
                pull.entries(|pull, id, value| {
                    *odd += usize::from(!field::is_bundle_id(id));
                    store.push(store_entry(pull, id, &value)?);
                    Ok(())
                })?;
            }
            ("Product Name", _) => self.has_product_name = true,
            ("GUID", Token::Data(_)) => self.has_data_guid = true,
            ("Last Backup Date", Token::Date(date)) => self.last_backup = Some(Moment::new(date)),
            ("Unique Identifier" | "Target Identifier", Token::Text(text)) => {
                if let Some(udid) = field::udid(&text) {
                    self.other_udid |= self.udid.as_ref().is_some_and(|known| *known != udid);
                    self.udid.get_or_insert(udid);
                }
            }
            ("Serial Number", Token::Text(text)) => self.serial = field::serial(&text),
            ("Product Type", Token::Text(text)) => self.product_type = field::code(&text),
            ("Product Version", Token::Text(text)) => self.product_version = field::code(&text),
            _ => {}
        }
        Ok(())
    }
}

fn store_entry(pull: &mut Pull<'_>, id: &str, value: &Token<'_>) -> Result<StoreEntry, Fault> {
    let mut entry = StoreEntry {
        id: id.to_owned(),
        is_demoted: false,
        metadata: None,
    };
    if *value != Token::Dict {
        entry.metadata = Some(Err(Fault::NotDictionary));
        return Ok(entry);
    }
    pull.entries(|pull, key, value| {
        match (key, value) {
            ("IsDemotedApp", value) => entry.is_demoted = value.as_flag() == Some(true),
            (METADATA, value) => entry.metadata = Some(metadata(pull, value)?),
            _ => {}
        }
        Ok(())
    })?;
    Ok(entry)
}

/// The outer result is a fault of `Info.plist` itself, the inner one of this
/// app's metadata.
fn metadata(pull: &mut Pull<'_>, value: Token<'_>) -> Result<Result<Metadata, Fault>, Fault> {
    match value {
        Token::Data(data @ (Data::Base64(_) | Data::Bytes(_))) => Ok(Metadata::from_data(data)),
        Token::Dict => Metadata::from_dict(pull).map(Ok),
        _ => Ok(Err(Fault::NotDictionary)),
    }
}
