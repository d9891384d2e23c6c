//! `packages.json` of an `AndroidQF` collection: one entry an app, with the hash
//! of the certificate that signed it. Every field can be missing.

use super::assemble::Assembled;
use super::command_output::Recording;
use super::parse::dump;
use super::parse::lines::is_package_name;
use crate::inventory::{
    App, Evidence, Gap, GapCode, Origin, Profile, ProfileId, ProfileKind, ProfileStatus, State,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const AGAIN: &str = "collect from the phone again";

/// An entry of `packages.json`. Every field can be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    name: String,
    files: Vec<EntryFile>,
    installer: String,
    disabled: bool,
    system: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EntryFile {
    path: String,
    sha256: String,
    certificate: Option<Certificate>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Certificate {
    #[serde(rename = "Sha256")]
    sha256: String,
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

pub(super) fn add_entries(parts: &mut Assembled, recording: &Recording, entries: &[Entry]) {
    let entries: BTreeMap<&str, &Entry> = entries
        .iter()
        .filter(|entry| is_package_name(entry.name.as_bytes()))
        .map(|entry| (entry.name.as_str(), entry))
        .collect();
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
    // A dump that is not whole lacks apps for a reason that has its own gap.
    if let (Some(first), true) = (lost.first(), parsed.is_some() && parts.gaps.is_empty()) {
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
