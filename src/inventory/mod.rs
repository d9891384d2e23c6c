//! What is on a device, and how much of it could be seen.
//!
//! This is the ground floor: the domain types that every later stage speaks
//! in. They carry no serde derives. The saved file has types of its own in
//! [`format`], converted at the border, so that the format can be versioned
//! without touching the domain.
//!
//! **Invariant:** an [`Inventory`] cannot be built without a [`Coverage`], and
//! one in which no app was seen is never complete: nothing checked is never
//! clean.

mod app;
mod coverage;
mod device;
pub mod format;
mod id_kind;
mod identity;
mod ledger;
mod locator;
mod platform;
pub(crate) mod plausibility;
mod reading;
mod seal;
mod web;
mod words;

pub use app::{App, Channel, Evidence, NAME_ONLY, Origin, ProfileId, State};
pub use coverage::{
    Complete, Coverage, Gap, GapCode, Note, Profile, ProfileKind, ProfileStatus, Unseen,
};
pub use device::{Device, Management};
pub use id_kind::{IdKind, is_udid};
pub use identity::{DeviceIdentity, fold_udid};
pub use ledger::{InputLedger, NotRead, SetAside};
pub use platform::Platform;
pub use web::{WEB_PAGE, WebAddress, WebPage, WebPages, is_within, web_address, web_host};
pub(crate) use words::words;

pub use locator::Locator;
pub use reading::{Reading, Unread};
pub use seal::{DigestOf, InventoryDigest, Seal, Signature, Signer};

use jiff::Timestamp;
use std::sync::Arc;

/// The apps of one device, as one source saw them at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// When the list was true: the device's clock or the backup's date, in UTC.
    /// `None` when the source does not say.
    pub taken_at: Option<Timestamp>,
    /// The clock of the computer that asked the device, in UTC; `None` when a
    /// file was read.
    pub host_clock: Option<Timestamp>,
    /// Which tool wrote the inventory, for example `dutyphone 0.1.0`.
    pub tool: String,
    /// What it was read from, for example `android/adb` or `ios/backup`.
    pub source: String,
    /// The device itself.
    pub device: Device,
    /// Lines of the source that no reader knew, with letters and digits masked.
    /// They are for the developers of readers and are not saved.
    pub odd_shapes: Vec<String>,
    /// The digest of the saved inventory it was read from; `None` for anything
    /// else. It is not saved.
    pub digest: Option<InventoryDigest>,
    /// Who signed what it was read from, where that was asked for and found. It
    /// is not saved.
    pub signed_by: Option<Arc<Signer>>,
    /// The web pages that stand on the home screen like apps.
    pub web_pages: WebPages,
    coverage: Coverage,
    apps: Vec<App>,
}

impl Inventory {
    /// Puts an inventory together and sorts its apps by profile and id.
    ///
    /// When no app was seen at all, a gap is added whatever the source claims:
    /// every phone has apps, so an empty list means that nobody looked.
    #[must_use]
    pub fn new(
        device: Device,
        source: impl Into<String>,
        taken_at: Option<Timestamp>,
        mut coverage: Coverage,
        apps: Vec<App>,
    ) -> Self {
        if !apps.iter().any(App::is_present) {
            coverage.add_gap(Gap::new(
                GapCode::NoApps,
                "the list of installed apps is empty, and no phone is without apps",
                "take the inventory again; if it stays empty, the source cannot be used",
            ));
        }
        let web_pages = WebPages::shown_by(device.platform, &apps);
        Self {
            web_pages,
            ..Self::excerpt(device, source, taken_at, coverage, apps)
        }
    }

    /// Puts an inventory together of which apps were left out on purpose, one
    /// that is installed among them.
    fn excerpt(
        device: Device,
        source: impl Into<String>,
        taken_at: Option<Timestamp>,
        coverage: Coverage,
        mut apps: Vec<App>,
    ) -> Self {
        apps.sort_by(|a, b| (a.profile, &a.id).cmp(&(b.profile, &b.id)));
        Self {
            taken_at,
            host_clock: None,
            odd_shapes: Vec::new(),
            digest: None,
            signed_by: None,
            web_pages: WebPages::default(),
            tool: concat!("dutyphone ", env!("CARGO_PKG_VERSION")).to_owned(),
            source: source.into(),
            device,
            coverage,
            apps,
        }
    }

    /// How much of the device could be seen.
    #[must_use]
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// The apps, sorted by profile and id.
    #[must_use]
    pub fn apps(&self) -> &[App] {
        &self.apps
    }

    /// Adds a gap that was found after the inventory was made, for example
    /// that it is older than the caller allows.
    pub fn add_gap(&mut self, gap: Gap) {
        self.coverage.add_gap(gap);
    }

    /// Takes over who signed the bytes it was read from.
    pub fn sign(&mut self, signature: Signature) {
        match signature {
            Signature::NotAsked => {}
            Signature::Of(signer) => self.signed_by = Some(signer),
            Signature::Missing(gap) => self.add_gap(*gap),
        }
    }

    /// Adds something worth telling that hides no app.
    pub fn add_note(&mut self, code: impl Into<String>, message: impl Into<String>) {
        self.coverage.add_note(code, message);
    }
}
