//! `packages.json` of an `AndroidQF` collection: one entry an app, with the hash
//! of the certificate that signed it. Every field can be missing.

use super::assemble::Assembled;
use super::command_output::Recording;
use super::parse::dump;
use super::parse::lines::is_package_name;
use crate::inventory::{
    App, Evidence, Gap, GapCode, Origin, Profile, ProfileId, ProfileKind, ProfileStatus, State,
};
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};

const AGAIN: &str = "collect from the phone again";

/// An entry of `packages.json`. Every field can be missing, or `null`: so the language
/// of the collector writes an empty list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    #[serde(deserialize_with = "or_null")]
    name: String,
    #[serde(deserialize_with = "or_null")]
    files: Vec<EntryFile>,
    #[serde(deserialize_with = "or_null")]
    installer: String,
    #[serde(deserialize_with = "or_null")]
    disabled: bool,
    #[serde(deserialize_with = "or_null")]
    system: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EntryFile {
    #[serde(deserialize_with = "or_null")]
    path: String,
    #[serde(deserialize_with = "or_null")]
    sha256: String,
    certificate: Option<Certificate>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Certificate {
    #[serde(rename = "Sha256", deserialize_with = "or_null")]
    sha256: String,
}

/// A value, or none where there is `null`.
fn or_null<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    value: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(value)?.unwrap_or_default())
}

impl Entry {
    /// The SHA-256 of the certificate that signed the app itself.
    fn signer(&self) -> Option<String> {
        let base = self
            .files
            .iter()
            .find(|file| file.path.ends_with("/base.apk"))
            .or_else(|| self.files.first())?;
        let hash = base.certificate.as_ref()?.sha256.to_ascii_lowercase();
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then_some(hash)
    }

    /// Whether the app's code was on the phone: the collector hashed it.
    fn has_code(&self) -> bool {
        self.files.iter().any(|file| !file.sha256.is_empty())
    }

    /// `has_code` is whether its code was on the phone, as far as that is told.
    fn app(&self, has_code: bool) -> App {
        let mut app = App::new(&self.name, ProfileId::OWNER);
        app.state = match (has_code, self.disabled) {
            (false, _) => State::Residue,
            (true, true) => State::Disabled,
            (true, false) => State::Installed,
        };
        if self.system {
            app.origin = Origin::Preinstalled;
        }
        let is_named = !matches!(self.installer.as_str(), "" | "null");
        app.installer = is_named.then(|| self.installer.chars().take(200).collect());
        app
    }
}

/// The entries by their names, and how many have none that a package can have. Of
/// two with one name, that with code counts.
fn by_name(entries: &[Entry]) -> (BTreeMap<&str, &Entry>, usize) {
    let mut named: BTreeMap<&str, &Entry> = BTreeMap::new();
    let mut odd = 0;
    for entry in entries {
        if !is_package_name(entry.name.as_bytes()) {
            odd += 1;
            continue;
        }
        let known = named.entry(&entry.name).or_insert(entry);
        if entry.has_code() && !known.has_code() {
            *known = entry;
        }
    }
    (named, odd)
}

pub(super) fn add_entries(parts: &mut Assembled, recording: &Recording, entries: &[Entry]) {
    let (entries, odd) = by_name(entries);
    let mut known: BTreeSet<String> = BTreeSet::new();
    let parsed = recording.dump.as_ref().map(|part| dump::parse(&part.bytes));
    for record in parsed
        .iter()
        .flat_map(|dump| dump.packages.iter().chain(&dump.hidden))
    {
        known.insert(record.name.to_owned());
    }
    for app in &mut parts.apps {
        if let Some(entry) = entries.get(app.id.as_str()) {
            app.signer = entry.signer().or(app.signer.take());
            app.evidence.push(Evidence::PackagesJson);
        }
    }
    let mut lost = Vec::new();
    // A collection that was made without hashes says nothing by their absence.
    let has_hashes = entries.values().any(|entry| entry.has_code());
    for (name, entry) in &entries {
        let has_code = entry.has_code() || !has_hashes;
        if !known.contains(*name) && (parsed.is_none() || has_code) {
            let mut app = entry.app(has_code);
            app.signer = entry.signer();
            app.evidence.push(Evidence::PackagesJson);
            parts.apps.push(app);
            lost.push(*name);
        }
    }
    if parts.profiles.is_empty() {
        parts.profiles.push(Profile {
            id: ProfileId::OWNER,
            kind: ProfileKind::Owner,
            status: ProfileStatus::Partial,
        });
    }
    let is_whole = parts.gaps.is_empty();
    if odd > 0 {
        parts.gaps.push(Gap::new(
            GapCode::FileDamaged,
            format!("entries of `packages.json` that name no app: {odd}"),
            AGAIN,
        ));
    }
    // A dump that is not whole lacks apps for a reason that has its own gap.
    if let (Some(first), true) = (lost.first(), parsed.is_some() && is_whole) {
        parts.gaps.push(Gap::new(
            GapCode::SourcesDisagree,
            format!(
                "`packages.json` names apps that `dumpsys.txt` lacks ({}), for example {first}",
                lost.len()
            ),
            AGAIN,
        ));
    }
}
