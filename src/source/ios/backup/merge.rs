//! One list of apps out of the sources of a backup.
//!
//! Any source may be missing and none is enough: the list of installed apps
//! has no names, the store metadata leaves out in-house apps, and the
//! containers include what was removed. So the union is taken, and each app
//! keeps the evidence for it.

use super::info::{Info, StoreEntry};
use super::manifest::{Container, Manifest};
use super::store_metadata::Metadata;
use crate::inventory::{App, Evidence, Origin, ProfileId, State};
use std::collections::BTreeMap;

/// The namespace of Apple's own apps. Those of the system are not in the list
/// of installed apps; those from the store (Pages, for example) are.
const APPLE: &str = "com.apple.";

/// What the sources say of one app.
#[derive(Default)]
struct Candidate<'a> {
    spelt: &'a str,
    is_installed: bool,
    store: Option<&'a StoreEntry>,
    container: Option<&'a Container>,
    has_domain: bool,
}

/// The apps, and how many of them only the store metadata names.
#[derive(Debug)]
pub(crate) struct Merged {
    pub(crate) apps: Vec<App>,
    pub(crate) store_only: usize,
}

/// Merges the sources. `domains` are the bundle ids with data in the index of
/// files.
///
/// `has_list` says that the list of installed apps was read to its end and is
/// of this backup. Only then does its silence about an app mean anything.
pub(crate) fn merge<'a>(
    info: &'a Info,
    manifest: &'a Manifest,
    domains: &'a [String],
    has_list: bool,
) -> Merged {
    let mut candidates: BTreeMap<String, Candidate<'a>> = BTreeMap::new();
    for id in info.installed.iter().flatten() {
        candidate(&mut candidates, id).is_installed = true;
    }
    for entry in info.store.iter().flatten() {
        candidate(&mut candidates, &entry.id)
            .store
            .get_or_insert(entry);
    }
    for container in manifest.apps.iter().flatten() {
        candidate(&mut candidates, &container.id)
            .container
            .get_or_insert(container);
    }
    for id in domains {
        // Every app of the system has a domain, also one that was removed; it
        // says nothing.
        let is_known = candidates.contains_key(&id.to_ascii_lowercase());
        if is_known || !is_apple(id) {
            candidate(&mut candidates, id).has_domain = true;
        }
    }
    let store_only = candidates.values().filter(|d| d.is_store_only(has_list));
    Merged {
        store_only: store_only.count(),
        apps: candidates
            .values()
            .map(|candidate| candidate.app(has_list))
            .collect(),
    }
}

/// Bundle ids differ in case between sources and are the same to iOS; the
/// first spelling is shown.
fn candidate<'d, 'a>(
    candidates: &'d mut BTreeMap<String, Candidate<'a>>,
    id: &'a str,
) -> &'d mut Candidate<'a> {
    let candidate = candidates.entry(id.to_ascii_lowercase()).or_default();
    if candidate.spelt.is_empty() {
        candidate.spelt = id;
    }
    candidate
}

/// Whether an id is in Apple's own namespace.
pub(crate) fn is_apple(id: &str) -> bool {
    id.get(..APPLE.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(APPLE))
}

impl Candidate<'_> {
    fn is_store_only(&self, has_list: bool) -> bool {
        has_list
            && !self.is_installed
            && self.container.is_none()
            && !self.has_domain
            && self.store.is_some_and(|entry| !entry.is_demoted)
    }

    fn state(&self, has_list: bool) -> State {
        let is_docked = self.container.is_some_and(|c| c.is_docked);
        if self.store.is_some_and(|entry| entry.is_demoted) {
            State::Archived
        } else if self.is_installed {
            State::Installed
        } else if is_docked {
            State::Residue
        } else if self.store.is_some() || is_apple(self.spelt) {
            State::Installed
        } else if has_list {
            State::Residue
        } else {
            // Most containers are those of installed apps, and an offloaded or
            // removed app leaves one too. Without the list nothing tells them
            // apart.
            State::Unclear
        }
    }

    fn app(&self, has_list: bool) -> App {
        let mut app = App::new(self.spelt, ProfileId::OWNER);
        app.state = self.state(has_list);
        app.origin = if is_apple(self.spelt) && !self.is_installed && self.store.is_none() {
            Origin::Preinstalled
        } else {
            Origin::User
        };
        let sources = [
            (self.is_installed, Evidence::InstalledApplications),
            (self.store.is_some(), Evidence::ItunesMetadata),
            (self.container.is_some(), Evidence::ManifestPlist),
            (self.has_domain, Evidence::ManifestDb),
        ];
        app.evidence = sources
            .into_iter()
            .filter_map(|(seen, evidence)| seen.then_some(evidence))
            .collect();
        app.evidence.sort_unstable();
        if let Some(Ok(metadata)) = self.store.and_then(|entry| entry.metadata.as_ref()) {
            describe(&mut app, metadata);
        }
        app
    }
}

/// Copies the store's facts into an app.
pub(crate) fn describe(app: &mut App, metadata: &Metadata) {
    app.name.clone_from(&metadata.name);
    app.version.clone_from(&metadata.version);
    app.developer.clone_from(&metadata.developer);
    app.installer.clone_from(&metadata.source_app);
    app.store_id = metadata.store_id;
    app.channel = metadata.channel();
}
