//! The file as serde sees it. Every optional field is left out when empty, and
//! words are plain strings here, so that an unknown one can be told from a
//! damaged file.

use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct File {
    pub(super) schema: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) taken_at: Option<String>,
    #[serde(default)]
    pub(super) tool: String,
    #[serde(default)]
    pub(super) source: String,
    pub(super) device: Device,
    #[serde(default)]
    pub(super) coverage: Option<Coverage>,
    #[serde(default)]
    pub(super) apps: Vec<App>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Device {
    pub(super) platform: String,
    pub(super) id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) maker: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) os_version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) security_patch: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) management: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Coverage {
    pub(super) complete: bool,
    #[serde(default)]
    pub(super) profiles: Vec<Profile>,
    #[serde(default)]
    pub(super) gaps: Vec<Gap>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<Note>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Profile {
    pub(super) id: u32,
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) status: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Gap {
    #[serde(default)]
    pub(super) code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) profile: Option<u32>,
    #[serde(default)]
    pub(super) message: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) advice: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) code: String,
    #[serde(default)]
    pub(super) message: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct App {
    pub(super) id: String,
    #[serde(default)]
    pub(super) profile: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) installer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) first_installed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) last_updated: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) developer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) store_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) signer: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<String>,
}
