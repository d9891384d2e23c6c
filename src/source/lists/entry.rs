//! One app in a list from an iPhone, and from there to the inventory's app.

use crate::inventory::{App, Channel, Evidence, Origin, ProfileId, State};
use crate::source::ios::backup::merge::{describe, is_apple};
use crate::source::ios::backup::store_metadata::Metadata;
use crate::source::ios::field;
use std::collections::BTreeMap;

/// The fields that are taken, whichever tool wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    pub(super) kind: Kind,
    pub(super) metadata: Option<Metadata>,
    pub(super) channel: Option<Channel>,
    /// Offloaded: removed to save space, with its data kept.
    pub(super) is_demoted: bool,
    /// Its icon is there and its code is still on the way.
    pub(super) is_installing: bool,
}

/// What the list says of the type of an app.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    #[default]
    Unstated,
    User,
    /// The system's, hidden ones among them.
    System,
}

impl Kind {
    /// `ApplicationType` of the installation proxy: `User`, `System`, `Hidden`
    /// and others.
    pub(super) fn of(word: &str) -> Self {
        if word.eq_ignore_ascii_case("user") {
            Self::User
        } else {
            Self::System
        }
    }
}

impl Entry {
    /// Whether the app is one of the user's, as far as the list says.
    pub(super) fn is_user(&self) -> bool {
        self.kind != Kind::System
    }

    fn app(&self, evidence: Evidence) -> App {
        let mut app = App::new(self.id.as_str(), ProfileId::OWNER);
        if let Some(metadata) = &self.metadata {
            describe(&mut app, metadata);
        }
        if self.is_demoted || self.is_installing {
            app.state = State::Archived;
        }
        app.origin = match self.kind {
            Kind::System => Origin::Preinstalled,
            // Management lists hold system apps from iOS 26 on, unmarked.
            Kind::Unstated if is_apple(&self.id) && self.channel.is_none() => Origin::Unknown,
            Kind::User | Kind::Unstated => Origin::User,
        };
        app.name = app.name.or_else(|| self.name.clone());
        app.version = app.version.or_else(|| self.version.clone());
        app.channel = app.channel.or(self.channel);
        app.evidence = vec![evidence];
        app
    }
}

/// The apps of a list. An id that is named twice, in whatever case, is one app;
/// that it is installed wins.
pub(super) fn merge(entries: &[Entry], evidence: Evidence) -> Vec<App> {
    let mut apps: BTreeMap<String, App> = BTreeMap::new();
    for entry in entries {
        let app = entry.app(evidence);
        match apps.entry(entry.id.to_ascii_lowercase()) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(app);
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                if app.is_present() && !place.get().is_present() {
                    place.insert(app);
                }
            }
        }
    }
    apps.into_values().collect()
}

/// What the name of a signing certificate says of the way an app came. The
/// rest of it names a company or a person and is dropped.
pub(super) fn channel_of_signer(signer: &str, is_user: bool) -> Option<Channel> {
    let begins = |start: &str| signer.starts_with(start);
    if begins("TestFlight Beta Distribution") {
        Some(Channel::Beta)
    } else if begins("Apple iPhone OS Application Signing") {
        is_user.then_some(Channel::Store)
    } else if begins("iPhone Distribution:") || begins("Apple Distribution:") {
        Some(Channel::Enterprise)
    } else if begins("iPhone Developer:") || begins("Apple Development:") {
        Some(Channel::Sideload)
    } else {
        None
    }
}

/// A bundle id as a list spells it, when it can be one.
pub(super) fn bundle_id(text: &str) -> Option<String> {
    field::is_bundle_id(text).then(|| text.to_owned())
}
