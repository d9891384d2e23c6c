//! One app in a list from an iPhone, and from there to the inventory's app.

use crate::inventory::{App, Channel, Evidence, Origin, ProfileId, State};
use crate::source::ios::backup::merge::{describe, is_apple};
use crate::source::ios::backup::store_metadata::Metadata;
use crate::source::ios::field;
use std::collections::BTreeMap;

/// The fields that are taken, whichever tool wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) metadata: Option<Metadata>,
    pub(crate) channel: Option<Channel>,
    /// Offloaded: removed to save space, with its data kept.
    pub(crate) is_demoted: bool,
    /// Its icon is there and its code is still on the way.
    pub(crate) is_installing: bool,
    /// A part of an app that is run without installing it.
    pub(crate) is_clip: bool,
}

/// What the list says of the type of an app.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing.
    #[default]
    Unstated,
    User,
    /// The system's, hidden ones among them.
    System,
}

impl Kind {
    /// `ApplicationType` of the installation proxy. A word that is not known does not
    /// make an app one of the system, which fewer rules look at.
    pub(crate) fn of(word: &str) -> Self {
        let is = |known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
        if is(&["user"]) {
            Self::User
        } else if is(&["system", "hidden", "internal"]) {
            Self::System
        } else {
            Self::Unstated
        }
    }
}

impl Entry {
    /// Whether the app is one of the user's, as far as the list says.
    pub(crate) fn is_user(&self) -> bool {
        self.kind != Kind::System
    }

    fn app(&self, evidence: Evidence) -> App {
        let mut app = App::new(self.id.as_str(), ProfileId::OWNER);
        if let Some(metadata) = &self.metadata {
            describe(&mut app, metadata);
        }
        if self.is_demoted || self.is_installing {
            app.state = State::Archived;
        } else if self.is_clip {
            app.state = State::Instant;
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
pub(crate) fn merge(entries: &[Entry], evidence: Evidence) -> Vec<App> {
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
pub(crate) fn channel_of_signer(signer: &str, is_user: bool) -> Option<Channel> {
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
pub(crate) fn bundle_id(text: &str) -> Option<String> {
    field::is_bundle_id(text).then(|| text.to_owned())
}
