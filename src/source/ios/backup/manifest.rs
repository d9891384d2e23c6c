//! `Manifest.plist`: the containers in the backup, written by the device.
//!
//! Most entries are app extensions and shared groups; on one iPad 21 apps
//! stood against 1,203 entries. The file also holds the key bag, Apple IDs and
//! the names of accounts and computers, which are passed over here.

use crate::source::ios::field;
use crate::source::ios::field::Moment;
use crate::source::ios::plist::{Fault, Pull, Token, read_dict};

/// The largest `Manifest.plist`, in bytes. Real ones hold half a megabyte.
pub(crate) const LIMIT: u64 = 64 << 20;

/// What a `Manifest.plist` says.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// The containers of apps; `None` when the file has no "Applications".
    pub(crate) apps: Option<Vec<Container>>,
    /// Containers of apps whose name is no bundle id.
    pub(crate) odd_entries: usize,
    /// Containers of a class that this version does not know.
    pub(crate) unknown_classes: usize,
    pub(crate) is_encrypted: Option<bool>,
    pub(crate) date: Option<Moment>,
    pub(crate) udid: Option<String>,
    /// Whose the file is, to be compared alone.
    pub(crate) serial: Option<Box<str>>,
    pub(crate) product_type: Option<String>,
    pub(crate) product_version: Option<String>,
}

/// The data container of one app.
#[derive(Debug)]
pub(crate) struct Container {
    pub(crate) id: String,
    /// "SafeHarborDockingDate": data kept for an app that is not installed.
    pub(crate) is_docked: bool,
}

/// Reads a `Manifest.plist`. What was read before a fault is kept.
pub(crate) fn read(bytes: &[u8]) -> (Manifest, Option<Fault>) {
    let mut manifest = Manifest::default();
    let result = read_dict(bytes, |pull, key, value| manifest.take(pull, key, value));
    (manifest, result.err())
}

impl Manifest {
    fn take(&mut self, pull: &mut Pull<'_>, key: &str, value: Token<'_>) -> Result<(), Fault> {
        match (key, value) {
            ("Applications", Token::Dict) => {
                let apps = self.apps.insert(Vec::new());
                let unknown = &mut self.unknown_classes;
                let odd = &mut self.odd_entries;
                pull.entries(|pull, key, value| {
                    match container(pull, key, &value)? {
                        Class::App(container) => {
                            *odd += usize::from(!field::is_bundle_id(&container.id));
                            apps.push(container);
                        }
                        Class::NoApp => {}
                        Class::Unknown => *unknown += 1,
                    }
                    Ok(())
                })?;
            }
            ("Lockdown", Token::Dict) => pull.entries(|_, key, value| {
                let Some(text) = value.into_text() else {
                    return Ok(());
                };
                match key {
                    "UniqueDeviceID" => self.udid = field::udid(&text),
                    "SerialNumber" => self.serial = field::serial(&text),
                    "ProductType" => self.product_type = field::code(&text),
                    "ProductVersion" => self.product_version = field::code(&text),
                    _ => {}
                }
                Ok(())
            })?,
            ("IsEncrypted", value) => self.is_encrypted = value.as_flag(),
            ("Date", Token::Date(date)) => self.date = Some(Moment::new(date)),
            _ => {}
        }
        Ok(())
    }
}

/// What a container belongs to.
enum Class {
    App(Container),
    NoApp,
    Unknown,
}

fn container(pull: &mut Pull<'_>, key: &str, value: &Token<'_>) -> Result<Class, Fault> {
    if *value != Token::Dict {
        return Ok(Class::Unknown);
    }
    let mut id = None;
    let mut class = None;
    let mut is_docked = false;
    pull.entries(|_, key, value| {
        match (key, value) {
            ("CFBundleIdentifier", Token::Text(text)) => id = Some(text.into_owned()),
            ("ContainerContentClass", Token::Text(text)) => class = Some(text.into_owned()),
            ("SafeHarborDockingDate", _) => is_docked = true,
            _ => {}
        }
        Ok(())
    })?;
    // Up to iOS 7 there are no classes, and only apps are listed.
    Ok(match class.as_deref() {
        None | Some("Data/Application") => {
            let id = id
                .filter(|id| field::is_bundle_id(id))
                .unwrap_or_else(|| key.to_owned());
            Class::App(Container { id, is_docked })
        }
        Some("Data/PluginKitPlugin" | "Shared/AppGroup" | "System/Data" | "System/Shared") => {
            Class::NoApp
        }
        Some(_) => Class::Unknown,
    })
}
