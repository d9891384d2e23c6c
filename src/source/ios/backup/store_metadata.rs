//! What the App Store wrote about one app: `iTunesMetadata`.
//!
//! It is a property list inside a property list, binary or XML. Next to the
//! fields below it holds the Apple ID, the buyer's name and account numbers;
//! none of them is ever read.

use crate::inventory::Channel;
use crate::source::ios::field;
use crate::source::ios::plist::{Data, Fault, Pull, Token, read_dict};

/// The largest metadata of one app, in bytes. Real ones hold 1 to 4 KB.
const LIMIT: u64 = 16 << 20;

/// Apple's own distributor, as against an alternative marketplace.
pub(crate) const APP_STORE: &str = "com.apple.AppStore";
/// The store's test programme.
const TESTFLIGHT: &str = "com.apple.TestFlight";
/// The device management daemon, under the two names it goes by.
const MANAGEMENT: [&str; 2] = ["com.apple.dmd", "dmd"];

/// The store's facts about one app. Every one may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) store_id: Option<u64>,
    pub(crate) name: Option<String>,
    pub(crate) developer: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) source_app: Option<String>,
    title: Option<String>,
    distributor: Option<String>,
    beta: bool,
    managed: bool,
    enterprise: bool,
}

impl Metadata {
    /// Reads nested metadata.
    ///
    /// # Errors
    ///
    /// Any fault of the nested file; the app itself stays known.
    pub(crate) fn from_data(data: Data<'_>) -> Result<Self, Fault> {
        let bytes = data.decode(LIMIT)?;
        let mut metadata = Self::default();
        read_dict(&bytes, |pull, key, value| metadata.take(pull, key, value))?;
        metadata.settle();
        Ok(metadata)
    }

    /// Reads metadata that is a plain dictionary, which has just begun.
    ///
    /// # Errors
    ///
    /// Any fault of the file it stands in.
    pub(crate) fn from_dict(pull: &mut Pull<'_>) -> Result<Self, Fault> {
        let mut metadata = Self::default();
        pull.entries(|pull, key, value| metadata.take(pull, key, value))?;
        metadata.settle();
        Ok(metadata)
    }

    fn take(&mut self, pull: &mut Pull<'_>, key: &str, value: Token<'_>) -> Result<(), Fault> {
        let as_text = |value: Token<'_>| value.into_text().and_then(|text| field::text(&text));
        match key {
            "itemId" => {
                if let Token::Integer(Some(number)) = value {
                    self.store_id = u64::try_from(number).ok().filter(|id| *id > 0);
                }
            }
            "itemName" => self.name = as_text(value),
            "title" => self.title = as_text(value),
            "artistName" => self.developer = as_text(value),
            "bundleShortVersionString" => self.version = as_text(value),
            "sourceApp" => self.source_app = value.into_text().and_then(|text| field::code(&text)),
            "DeviceBasedVPP" | "sideLoadedDeviceBasedVPP" | "isB2BCustomApp" => {
                self.managed |= value.as_flag() == Some(true);
            }
            // The values name an organisation or a link; that they are there
            // is all that is wanted.
            "managementDeclarationIdentifier" => self.managed = true,
            "enterpriseInstallURL" => self.enterprise = true,
            "betaExternalVersionIdentifier" | "betaBuildGroupID" => self.beta = true,
            "distributorInfo" if value == Token::Dict => {
                pull.entries(|_, key, value| {
                    if key == "distributorID" {
                        self.distributor = value.into_text().and_then(|text| field::code(&text));
                    }
                    Ok(())
                })?;
            }
            _ => {}
        }
        Ok(())
    }

    fn settle(&mut self) {
        if self.name.is_none() {
            self.name = self.title.take();
        }
    }

    /// The way the app came onto the device. The narrower statement wins: a
    /// test build and a company's build carry store fields too.
    pub(crate) fn channel(&self) -> Option<Channel> {
        let source = self.source_app.as_deref();
        if self.enterprise {
            Some(Channel::Enterprise)
        } else if self.beta || source == Some(TESTFLIGHT) {
            Some(Channel::Beta)
        } else if self
            .distributor
            .as_deref()
            .is_some_and(|id| id != APP_STORE)
        {
            Some(Channel::Marketplace)
        } else if self.managed || source.is_some_and(|source| MANAGEMENT.contains(&source)) {
            Some(Channel::Mdm)
        } else if self.store_id.is_some() {
            Some(Channel::Store)
        } else {
            None
        }
    }
}
