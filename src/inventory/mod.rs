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
mod gap_text;
mod id_kind;
mod identity;
mod ledger;
mod locator;
mod note_code;
mod note_text;
mod platform;
pub(crate) mod plausibility;
mod reading;
mod seal;
mod selection;
mod usual_id;
pub(crate) mod visible;
mod web;
mod web_address;
mod web_app;
mod words;

pub use app::{App, Channel, Evidence, NAME_ONLY, Origin, ProfileId, State};
pub use coverage::{
    Complete, Coverage, Gap, GapCode, Note, Profile, ProfileKind, ProfileStatus, Unseen,
};
pub use device::{Device, Management};
pub use id_kind::{IdKind, is_udid};
pub use identity::{DeviceIdentity, OwnId, fold_udid};
pub use ledger::{InputLedger, NotRead, SetAside};
pub use platform::Platform;
pub use usual_id::IdHash;
pub use web::{PagesSeen, WEB_PAGE, WebPage, WebPages};
pub use web_address::{WebAddress, is_within, web_address, web_host};
pub use web_app::{WEB_APK, WebAppHosts, opens_its_page};
pub(crate) use words::words;

pub use locator::Locator;
pub use note_code::NoteCode;
pub use note_text::tellable;
pub use reading::{Reading, Unread};
pub use seal::{DigestOf, InventoryDigest, Seal, Signature, Signer};
pub use selection::{Covered, LeftOut, MINIMAL, PolicyRules, SelectedBy, Selection};

use jiff::Timestamp;
use plausibility::AppSigns;
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
    selection: Option<Arc<Selection>>,
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
        let web_pages = WebPages::shown_by(device.platform, &apps, &WebAppHosts::default());
        Self {
            web_pages,
            ..Self::excerpt(device, source, taken_at, coverage, apps)
        }
    }

    /// Puts an inventory together of which apps were left out on purpose, one
    /// that is installed among them.
    pub(crate) fn excerpt(
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
            selection: None,
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

    /// Takes over which hosts the web apps among the apps lead to.
    pub fn tell_web_apps(&mut self, hosts: &WebAppHosts) {
        self.web_pages = WebPages::shown_by(self.device.platform, &self.apps, hosts);
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

    /// What was left out on purpose; `None` for an inventory of all apps.
    #[must_use]
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_deref()
    }

    /// The same inventory with only the apps that are wanted, and of these only what
    /// a rule can ask. `asked` says of an app whether it is wanted, and whether its
    /// owner is known, and `asked_page` of a web page whether it is wanted. An inventory that is narrowed already keeps its selection.
    #[must_use]
    pub fn narrowed(
        mut self,
        by: SelectedBy,
        asked: impl Fn(&App) -> (bool, bool),
        asked_page: impl Fn(&WebPage) -> bool,
    ) -> Self {
        if self.selection.is_some() {
            return self;
        }
        self.web_pages.retain(asked_page);
        let mut left_out = LeftOut::default();
        let (mut kept, mut others, mut signs) = (Vec::new(), Vec::new(), AppSigns::default());
        for mut app in self.apps {
            signs.see(self.device.platform, &app.id);
            let (wanted, owner_known) = asked(&app);
            if wanted {
                (app.name, app.first_installed, app.last_updated) = (None, None, None);
                kept.push(app);
                continue;
            }
            left_out.installed += usize::from(app.is_present());
            left_out.owner_known += usize::from(app.is_present() && owner_known);
            if !left_out.profiles.contains(&app.profile) {
                left_out.profiles.push(app.profile);
            }
            others.push(app.id);
        }
        left_out.system = signs.has_witnesses(self.device.platform);
        let is_kept = |id: &str| kept.iter().any(|app| app.id == id);
        // What is told of the whole list may name an app that is not kept, or one
        // that has no entry in it.
        let told = |text: &str| without_ids(text, &others, is_kept);
        let coverage = self.coverage.reworded(told);
        let narrowed = Self {
            coverage,
            apps: kept,
            odd_shapes: Vec::new(),
            ..self
        };
        narrowed.selected(Selection { by, left_out })
    }

    /// States that an inventory was narrowed: it has a gap from now on.
    #[must_use]
    pub(crate) fn selected(mut self, selection: Selection) -> Self {
        let because = "nothing shows yet that those rules judge";
        self.coverage.explain_selection(&selection, because);
        if !self
            .coverage
            .notes()
            .iter()
            .any(|note| note.code == MINIMAL)
        {
            let sentence = format!(
                "minimal: only what the rules match was kept; {} other installed apps were \
                 counted and not kept",
                selection.left_out.installed
            );
            self.coverage.add_note(MINIMAL, sentence);
        }
        self.selection = Some(Arc::new(selection));
        self
    }
}

/// A text in which apps are not named: none of these, and no other word that looks
/// like an id and is none of those that are kept.
fn without_ids(text: &str, ids: &[String], is_kept: impl Fn(&str) -> bool) -> String {
    let is_of_id = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | ':');
    let mut told = String::with_capacity(text.len());
    let mut quoted = false;
    for part in text.split_inclusive(|c: char| !is_of_id(c)) {
        let word = part.trim_end_matches(|c: char| !is_of_id(c));
        let word = word.trim_end_matches(['.', ':']);
        let is_other = (quoted || word.contains('.')) && ids.iter().any(|id| id == word);
        if is_other || (looks_like_id(word) && !is_kept(word)) {
            told.push_str("(an app that was not kept)");
            told.push_str(part.strip_prefix(word).unwrap_or_default());
        } else {
            told.push_str(part);
        }
        quoted ^= part.ends_with('`');
    }
    told
}

/// Whether a word has the shape of an app's id: three parts or more, or two of which
/// the first is one of those that ids begin with. The name of a file has none.
fn looks_like_id(word: &str) -> bool {
    const FIRST: [&str; 4] = ["com", "org", "net", "app"];
    let parts: Vec<&str> = word.split('.').collect();
    let first = parts.first().copied().unwrap_or_default();
    let is_part = |part: &&str| part.starts_with(char::is_alphabetic);
    let is_domain = FIRST.contains(&first) || first.len() == 2;
    parts.iter().all(is_part) && (parts.len() > 2 || (parts.len() == 2 && is_domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_is_not_named() {
        let ids = ["com.example.a".to_owned(), "short".to_owned()];
        let told = |text: &str| without_ids(text, &ids, |id| id == "com.example.ab");
        let gone = "(an app that was not kept)";
        assert_eq!(told("com.example.a, b"), format!("{gone}, b"));
        assert_eq!(told("seen: `short`."), format!("seen: `{gone}`."));
        assert_eq!(told("at `org.cut.off`; more"), format!("at `{gone}`; more"));
        // One that no list has an entry for, as a gap names it.
        for id in [
            "com.cut.off",
            "org.off",
            "xx.cut.off.more",
            "com.example.abc",
        ] {
            let text = |id: &str| format!("have no entry in the list of apps: {id} and 2 more");
            assert_eq!(told(&text(id)), text(gone));
        }
        let others = "short: com.example.ab in `pm list` of Manifest.db, 12.1.3";
        assert_eq!(told(others), others);
    }
}
