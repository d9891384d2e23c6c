//! The file as serde sees it. Every optional field is left out when empty, and
//! words are plain strings here, so that an unknown one can be told from a
//! damaged file.

use super::capped;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) schema: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) taken_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) host_clock: Option<String>,
    #[serde(default)]
    pub(crate) tool: String,
    #[serde(default)]
    pub(crate) source: String,
    pub(crate) device: Device,
    #[serde(default)]
    pub(crate) coverage: Option<Coverage>,
    /// Left out where nobody looked for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) web_pages: Option<WebPages>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) selection: Option<Selection>,
    #[serde(default, deserialize_with = "capped::apps")]
    pub(crate) apps: Vec<App>,
}

/// Web pages that stand on the home screen like apps.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WebPages {
    #[serde(default)]
    pub(crate) complete: bool,
    #[serde(
        default,
        deserialize_with = "capped::others",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub(crate) pages: Vec<WebPage>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WebPage {
    pub(crate) host: String,
    #[serde(default)]
    pub(crate) profile: u32,
}

/// By which rules the apps were chosen, where not all of them are there.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Selection {
    #[serde(deserialize_with = "capped::others")]
    pub(crate) policies: Vec<PolicyRules>,
    #[serde(deserialize_with = "capped::others")]
    pub(crate) facts: Vec<String>,
    #[serde(default)]
    pub(crate) access: bool,
    pub(crate) left_out: LeftOut,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PolicyRules {
    pub(crate) id: String,
    pub(crate) digest: String,
    #[serde(deserialize_with = "capped::apps")]
    pub(crate) rules: Vec<String>,
}

/// What is known of the apps that were left out.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LeftOut {
    pub(crate) installed: usize,
    #[serde(default)]
    pub(crate) owner_known: usize,
    #[serde(default, deserialize_with = "capped::others")]
    pub(crate) profiles: Vec<u32>,
    #[serde(default)]
    pub(crate) system: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Device {
    pub(crate) platform: String,
    pub(crate) id: String,
    /// Left out where the shape of the id tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id_kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) maker: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fingerprint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) os_version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) security_patch: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) management: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Coverage {
    pub(crate) complete: bool,
    #[serde(default, deserialize_with = "capped::others")]
    pub(crate) profiles: Vec<Profile>,
    #[serde(default, deserialize_with = "capped::others")]
    pub(crate) gaps: Vec<Gap>,
    #[serde(
        default,
        deserialize_with = "capped::others",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub(crate) notes: Vec<Note>,
    #[serde(
        default,
        deserialize_with = "capped::others",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub(crate) unseen: Vec<Unseen>,
}

/// What could not be looked for, by the word of an app's state.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Unseen {
    pub(crate) state: String,
    #[serde(default)]
    pub(crate) message: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) id: u32,
    #[serde(default)]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) status: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Gap {
    #[serde(default)]
    pub(crate) code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) profile: Option<u32>,
    #[serde(default)]
    pub(crate) message: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) advice: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) message: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct App {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) profile: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) origin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) installer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) first_installed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_updated: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) developer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) store_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) signer: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) evidence: Vec<String>,
}
