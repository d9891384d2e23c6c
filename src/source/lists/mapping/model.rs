//! The file of a mapping, key by key. Unknown keys are mistakes.

use crate::inventory::words;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The most rows of one table that are read.
pub(super) const MAX_ROWS: usize = 2_000_000;

/// A mapping as it was loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    pub(super) file: Document,
    /// `sha256:` and the digest of the file, which stands in every result.
    pub digest: String,
}

impl Mapping {
    /// What the mapping is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// What a list may claim by it.
    #[must_use]
    pub fn claim(&self) -> MappedClaim {
        self.file.coverage.claim
    }
}

/// The whole file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Document {
    pub(super) schema: u32,
    pub(super) name: String,
    /// For people; nothing depends on it.
    #[serde(default)]
    pub(super) describes: Option<String>,
    pub(super) file: FileKeys,
    pub(super) device: DeviceKeys,
    #[serde(default)]
    pub(super) words: WordKeys,
    #[serde(default)]
    pub(super) app: AppKeys,
    #[serde(default)]
    pub(super) date: DateKeys,
    #[serde(default)]
    pub(super) coverage: CoverageKeys,
}

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum TableFormat {
    /// Text with a separator.
    #[serde(rename = "csv")]
    Csv,
    /// One document.
    #[serde(rename = "json")]
    Json,
    /// One row a line.
    #[serde(rename = "ndjson")]
    NdJson,
    /// A workbook of a spreadsheet program.
    #[serde(rename = "xlsx")]
    Xlsx,
}

/// How a table is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Encoding {
    /// By its byte order mark, else UTF-8.
    #[serde(rename = "auto")]
    Auto,
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, the low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, the high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// The encoding of older Windows programs in Western Europe.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

words! {
    /// What a list may claim by a mapping.
    pub enum MappedClaim {
        /// Nothing.
        Unknown = "unknown",
        /// It holds only apps that a management system installed.
        ManagedOnly = "managed-only",
        /// It holds every app that a user installed.
        UserApps = "user-apps",
        /// It holds every app.
        AllApps = "all-apps",
    }
}

/// What the ids of devices are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum MappedId {
    /// The serial number.
    #[serde(rename = "serial")]
    Serial,
    /// The UDID of an iPhone.
    #[serde(rename = "udid")]
    Udid,
    /// A number of the management system's own.
    #[serde(rename = "mdm")]
    Mdm,
}

/// What a word for a platform stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) enum MappedPlatform {
    /// Android.
    #[serde(rename = "android")]
    Android,
    /// iOS and iPadOS.
    #[serde(rename = "ios")]
    Ios,
    /// Something that is no phone.
    #[serde(rename = "skip")]
    Skip,
}

/// What a word for a state stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum MappedState {
    /// On the device.
    #[serde(rename = "installed")]
    Installed,
    /// Not on it.
    #[serde(rename = "absent")]
    Absent,
}

/// What a word for an ownership stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum MappedOwner {
    /// The organisation.
    #[serde(rename = "company")]
    Company,
    /// The user.
    #[serde(rename = "personal")]
    Personal,
}

/// What part of a phone a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum MappedProfile {
    /// The first user.
    #[serde(rename = "owner")]
    Owner,
    /// A work profile.
    #[serde(rename = "work")]
    Work,
}

impl<'de> Deserialize<'de> for MappedClaim {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        let known: Vec<&str> = Self::ALL.iter().map(|one| one.as_str()).collect();
        Self::parse(&word).ok_or_else(|| {
            let expected = known.join("`, `");
            let text = format!("unknown claim `{word}`, expected one of `{expected}`");
            serde::de::Error::custom(text)
        })
    }
}

impl TableFormat {
    /// The word for it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::NdJson => "ndjson",
            Self::Xlsx => "xlsx",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FileKeys {
    pub(super) format: TableFormat,
    #[serde(default = "auto")]
    pub(super) encoding: Encoding,
    pub(super) delimiter: Option<String>,
    pub(super) rows: Option<String>,
    pub(super) apps: Option<String>,
    pub(super) more: Option<String>,
    /// The sheet of a workbook; without it, all that fit.
    pub(super) sheet: Option<String>,
}

const fn auto() -> Encoding {
    Encoding::Auto
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DeviceKeys {
    pub(super) id: Option<String>,
    pub(super) id_kind: MappedId,
    pub(super) id_is: Option<String>,
    pub(super) platform: Option<String>,
    pub(super) platform_is: Option<MappedPlatform>,
    pub(super) model: Option<String>,
    pub(super) os_version: Option<String>,
    pub(super) ownership: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct WordKeys {
    pub(super) platform: BTreeMap<String, MappedPlatform>,
    pub(super) state: BTreeMap<String, MappedState>,
    pub(super) ownership: BTreeMap<String, MappedOwner>,
    pub(super) yes: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct AppKeys {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    pub(super) state: Option<String>,
    pub(super) managed: Option<String>,
    pub(super) first_installed: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct DateKeys {
    pub(super) taken_at: Option<String>,
    pub(super) taken_at_is: Option<toml::value::Datetime>,
    pub(super) format: Option<String>,
    pub(super) zone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct CoverageKeys {
    pub(super) claim: MappedClaim,
    pub(super) profiles: Vec<MappedProfile>,
    pub(super) reason: Option<String>,
    pub(super) by: Option<String>,
    pub(super) checked: Option<toml::value::Datetime>,
    pub(super) only_if: OnlyIf,
}

impl Default for CoverageKeys {
    fn default() -> Self {
        Self {
            claim: MappedClaim::Unknown,
            profiles: vec![MappedProfile::Owner],
            reason: None,
            by: None,
            checked: None,
            only_if: OnlyIf::default(),
        }
    }
}

/// Devices for which the claim holds.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct OnlyIf {
    pub(super) ownership: Option<MappedOwner>,
    pub(super) platform: Option<MappedPlatform>,
}
