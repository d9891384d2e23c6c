//! A list as its reader hands it on, and from there to a reading.
//!
//! A file can hold the lists of several phones. Each becomes a reading of its
//! own, and so does a phone of which the file only says why it has no list.

use super::claim::Claim;
use crate::inventory::plausibility::{ASSUMED_COMPLETE, is_possible_package};
use crate::inventory::{
    App, Coverage, Device, Gap, GapCode, IdKind, Inventory, Locator, NAME_ONLY, Note, Platform,
    Profile, ProfileId, ProfileKind, ProfileStatus, Reading, State, Unread, Unseen, WebPages,
};
use jiff::Timestamp;
use std::borrow::Cow;

/// What a file says of one phone.
#[derive(Debug)]
pub(super) enum Answer {
    /// Its apps.
    List(Box<List>),
    /// Why there are none.
    Refused(Refused),
    /// It is no phone, or no list; the words continue "this is ...".
    Aside(&'static str),
}

/// Why a file has no list for a phone it speaks of.
#[derive(Debug)]
pub(super) struct Refused {
    /// The phone's identifier, when the file has one.
    pub(super) id: Option<String>,
    pub(super) platform: Option<Platform>,
    pub(super) gap: Gap,
}

/// The list of one phone as far as it could be read.
#[derive(Debug)]
pub(super) struct List {
    /// What the inventory names as its source, for example `ios/cfgutil`.
    pub(super) source: Cow<'static, str>,
    /// The phone. Its id is empty when the file does not name it.
    pub(super) device: Device,
    pub(super) taken_at: Option<Timestamp>,
    /// The profiles; complete as far as the gaps leave them so.
    pub(super) profiles: Vec<Profile>,
    pub(super) apps: Vec<App>,
    pub(super) claim: Claim,
    /// The evidence for the claim: a whole sentence without a full stop.
    pub(super) because: String,
    /// Entries whose id is missing or cannot be one.
    pub(super) odd_entries: usize,
    /// What is wrong with the list besides.
    pub(super) gaps: Vec<Gap>,
    /// What the list cannot show, unless the user vouches for it.
    pub(super) presumed: Vec<Gap>,
    pub(super) notes: Vec<Note>,
    /// What is not installed and the list cannot show.
    pub(super) unseen: Vec<Unseen>,
    /// Web pages on the home screen, where the list tells of any.
    pub(super) web_pages: Option<WebPages>,
}

impl List {
    /// An empty list, of which nothing is claimed yet.
    pub(super) fn new(source: impl Into<Cow<'static, str>>, platform: Platform) -> Self {
        let mut device = Device::new(platform, "");
        if platform == Platform::Ios {
            device.maker = Some("Apple".to_owned());
        }
        Self {
            source: source.into(),
            device,
            taken_at: None,
            profiles: vec![Profile {
                id: ProfileId::OWNER,
                kind: ProfileKind::Owner,
                status: ProfileStatus::Complete,
            }],
            apps: Vec::new(),
            claim: Claim::Part,
            because: String::new(),
            odd_entries: 0,
            gaps: Vec::new(),
            presumed: Vec::new(),
            notes: Vec::new(),
            unseen: Vec::new(),
            web_pages: None,
        }
    }

    /// States what the list can claim, and why.
    pub(super) fn claims(&mut self, claim: Claim, because: impl Into<String>) {
        self.claim = claim;
        self.because = because.into();
    }

    /// Names the phone by what the list says it is.
    pub(super) fn names(&mut self, id: Option<String>) {
        if let Some(id) = id {
            self.device.id_kind = IdKind::of(self.device.platform, &id);
            self.device.id = id;
        }
    }

    /// Names the phone by a number that only the management system knows.
    pub(super) fn names_by_management(&mut self, id: Option<String>) {
        if let Some(id) = id {
            self.device.id_kind = IdKind::Place;
            self.device.id = id;
        }
    }

    pub(super) fn note(&mut self, code: &str, message: impl Into<String>) {
        self.notes.push(Note {
            code: code.to_owned(),
            message: message.into(),
        });
    }

    /// The inventory. `vouched` is the reason for which the user takes the list
    /// for whole.
    fn into_inventory(mut self, place: &str, vouched: Option<&str>) -> Inventory {
        if self.taken_at.is_none() {
            self.note("list-undated", "the list does not say when it was taken");
        }
        if self.device.id.is_empty() {
            let what = match self.device.platform {
                Platform::Ios => "identifier of its device (UDID)",
                Platform::Android => "serial number of its device",
            };
            self.note(
                "device-unnamed",
                format!("the list does not hold the {what}"),
            );
            let placed = Device::at_place(self.device.platform, &Locator::new(place));
            self.device.id = placed.id;
            self.device.id_kind = placed.id_kind;
        }
        let version = self.device.os_version.take();
        self.device.os_version = version.map(|text| version_alone(&text).to_owned());
        self.add_unseen_states();
        let mut gaps = std::mem::take(&mut self.gaps);
        gaps.extend(self.odd());
        match vouched {
            Some(reason) if self.claim == Claim::WholeIfVouched => self.note(
                ASSUMED_COMPLETE,
                format!("the list is taken for whole on the user's word: {reason}"),
            ),
            // Damage says more than that nothing is claimed.
            _ if self.claim == Claim::WholeIfVouched && !gaps.is_empty() => {}
            _ => gaps.extend(self.claim.gap(&self.because)),
        }
        if vouched.is_none() || self.claim != Claim::WholeIfVouched {
            gaps.append(&mut self.presumed);
        }
        for profile in &mut self.profiles {
            let is_about = |gap: &Gap| gap.profile.is_none_or(|id| id == profile.id);
            if profile.status == ProfileStatus::Complete && gaps.iter().any(is_about) {
                profile.status = ProfileStatus::Partial;
            }
        }
        let mut coverage = Coverage::new(self.profiles, gaps, self.notes);
        for unseen in self.unseen {
            coverage.add_unseen(unseen);
        }
        let taken_at = self.taken_at;
        let mut inventory = Inventory::new(self.device, self.source, taken_at, coverage, self.apps);
        if let Some(pages) = self.web_pages {
            inventory.web_pages = pages;
        }
        inventory
    }

    /// Lists of Android's tools show apps that are installed. Unless one shows
    /// others, too, nobody looked for them.
    fn add_unseen_states(&mut self) {
        if self.device.platform != Platform::Android {
            return;
        }
        for state in [State::Instant, State::Archived, State::Residue] {
            if self.apps.iter().all(|app| app.state != state) {
                self.unseen.push(Unseen {
                    state,
                    message: "the list shows installed apps only".to_owned(),
                });
            }
        }
    }

    fn odd(&self) -> Option<Gap> {
        let is_android = self.device.platform == Platform::Android;
        let apps = self.apps.iter().filter(|app| {
            is_android && !app.id.starts_with(NAME_ONLY) && !is_possible_package(&app.id)
        });
        let odd = self.odd_entries + apps.count();
        (odd > 0).then(|| {
            Gap::new(
                GapCode::FileDamaged,
                format!(
                    "entries of the list without an id, or with one that no app can have: {odd}"
                ),
                "take the list again, without limiting its fields",
            )
        })
    }
}

impl Answer {
    /// A phone of which the file has no list of apps.
    pub(super) fn without_apps(
        id: Option<String>,
        platform: Option<Platform>,
        because: impl Into<String>,
        advice: &str,
    ) -> Self {
        let gap = Gap::new(GapCode::AppListMissing, because, advice);
        Self::Refused(Refused { id, platform, gap })
    }

    pub(super) fn list(list: List) -> Self {
        Self::List(Box::new(list))
    }

    /// The reading of one phone, or what it is instead. `number` counts the
    /// phones of a file that speaks of several.
    pub(super) fn reading(
        self,
        locator: &Locator,
        number: Option<u64>,
        vouched: Option<&str>,
    ) -> Result<Reading, &'static str> {
        let place = match number {
            Some(number) => format!("{locator}#{number}"),
            None => locator.to_string(),
        };
        Ok(match self {
            Self::List(list) => Reading::of(locator.clone(), list.into_inventory(&place, vouched)),
            Self::Refused(Refused { id, platform, gap }) => Reading {
                locator: locator.clone(),
                content: Err(Unread {
                    id: id.unwrap_or(place),
                    platform,
                    gap,
                }),
            },
            Self::Aside(what) => return Err(what),
        })
    }
}
/// The version of a system without the name of it, which some lists put before it:
/// the platform says it already.
fn version_alone(text: &str) -> &str {
    let rest = ["iOS ", "iPadOS ", "Android "].iter().find_map(|name| {
        let (start, rest) = text.split_at_checked(name.len())?;
        start
            .eq_ignore_ascii_case(name)
            .then_some(rest.trim_start())
    });
    rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(text)
}
