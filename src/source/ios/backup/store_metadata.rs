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
    /// The bundle id under which the store sells it.
    pub(crate) bundle_id: Option<String>,
    title: Option<String>,
    distributor: Option<String>,
    beta: bool,
    managed: bool,
    enterprise: bool,
}

/// The value of a field, in whichever format it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fact<'a> {
    Text(&'a str),
    Integer(i64),
    Flag(bool),
    /// The id in `distributorInfo`.
    Distributor(&'a str),
    /// Anything else, of which only that it is there counts.
    Other,
}

impl Fact<'_> {
    const fn is_set(&self) -> bool {
        match self {
            Self::Flag(flag) => *flag,
            Self::Integer(number) => *number != 0,
            _ => false,
        }
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let byte = |[high, low]: &[u8; 2]| u8::try_from(digit(*high)? << 4 | digit(*low)?).ok();
    pairs.iter().map(byte).collect()
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

    /// Reads metadata that a tool printed as text: a property list in
    /// hexadecimal or Base64. `None` when it is neither.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let data = match from_hex(text.trim()) {
            Some(bytes) => Data::Bytes(bytes),
            None => Data::Base64(text.into()),
        };
        Self::from_data(data).ok()
    }

    fn take(&mut self, pull: &mut Pull<'_>, key: &str, value: Token<'_>) -> Result<(), Fault> {
        match value {
            Token::Dict if key == "distributorInfo" => pull.entries(|_, key, value| {
                if let ("distributorID", Token::Text(id)) = (key, value) {
                    self.set("distributorInfo", &Fact::Distributor(&id));
                }
                Ok(())
            })?,
            Token::Text(text) => self.set(key, &Fact::Text(&text)),
            Token::Integer(Some(number)) => self.set(key, &Fact::Integer(number)),
            value => match value.as_flag() {
                Some(flag) => self.set(key, &Fact::Flag(flag)),
                None => self.set(key, &Fact::Other),
            },
        }
        Ok(())
    }

    /// Takes one field. The values of some name an organisation or a link;
    /// that they are there is all that is wanted of them.
    pub(crate) fn set(&mut self, key: &str, fact: &Fact<'_>) {
        let text = || match fact {
            Fact::Text(text) => field::text(text),
            _ => None,
        };
        match (key, fact) {
            ("itemId", Fact::Integer(number)) => {
                self.store_id = u64::try_from(*number).ok().filter(|id| *id > 0);
            }
            ("itemName", _) => self.name = text(),
            ("title", _) => self.title = text(),
            ("artistName", _) => self.developer = text(),
            ("bundleShortVersionString", _) => self.version = text(),
            ("softwareVersionBundleId", Fact::Text(id)) => {
                self.bundle_id = field::is_bundle_id(id).then(|| (*id).to_owned());
            }
            ("sourceApp", Fact::Text(id)) => self.source_app = field::code(id),
            ("DeviceBasedVPP" | "sideLoadedDeviceBasedVPP" | "isB2BCustomApp", _) => {
                self.managed |= fact.is_set();
            }
            ("managementDeclarationIdentifier", _) => self.managed = true,
            ("enterpriseInstallURL", _) => self.enterprise = true,
            ("betaExternalVersionIdentifier" | "betaBuildGroupID", _) => self.beta = true,
            ("distributorInfo", Fact::Distributor(id)) => self.distributor = field::code(id),
            _ => {}
        }
    }

    /// Ends the reading of fields that stand for one another.
    pub(crate) fn settle(&mut self) {
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
