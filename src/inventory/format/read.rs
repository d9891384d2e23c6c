//! From the file to the domain, failing towards "not fully read".

use super::capped::TOO_MANY;
use super::taken::Taken;
use super::{SCHEMA, SCHEMA_FAMILY, later, schema, selection, web_pages};
use crate::inventory::plausibility::{AppSigns, doubts};
use crate::inventory::{
    App, Channel, Coverage, Device, Evidence, Gap, GapCode, IdKind, Inventory, Locator, Management,
    Note, NoteCode, Origin, Platform, Profile, ProfileId, ProfileKind, ProfileStatus, Reading,
    Selection, State, Unseen, tellable,
};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Why a saved inventory was refused.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// The text is not JSON, or not the JSON of an inventory.
    #[error("not a saved inventory: {}", place(.0))]
    Json(#[source] serde_json::Error),
    /// The file is of a major version this program does not know.
    #[error("the schema is `{found}`; this version reads `{SCHEMA}`")]
    Schema {
        /// The schema the file states.
        found: String,
    },
    /// The platform is neither Android nor iOS.
    #[error("the platform `{found}` is neither `android` nor `ios`")]
    Platform {
        /// The platform the file states.
        found: String,
    },
    /// The device has no id, so no report could name it.
    #[error("the device has no id")]
    NoDeviceId,
    /// An app has no id, so no rule could match it.
    #[error("app number {number} of the list has no id")]
    NoAppId {
        /// Its place in the list, from 1.
        number: usize,
    },
    /// A list is longer than that of any device.
    #[error("no device has so much: {}", place(.0))]
    TooMany(#[source] serde_json::Error),
}

impl SavedError {
    /// The code under which the audit reports the file.
    #[must_use]
    pub const fn gap_code(&self) -> GapCode {
        match self {
            Self::Schema { .. } => GapCode::SchemaUnknown,
            Self::TooMany(_) => GapCode::TooLarge,
            _ => GapCode::InventoryUnparsable,
        }
    }

    /// What the person can do about it.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Schema { .. } => {
                "take the inventory again with this version, or audit it with the version that wrote it"
            }
            Self::TooMany(_) => "check where it comes from, and take the inventory again",
            _ => "take the inventory again with `dutyphone collect`",
        }
    }
}

/// serde names the line inside the text it was given, which in a file of many
/// inventories is always the first.
fn place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (line, column) = (error.line(), error.column());
    let reason = text
        .strip_suffix(&format!(" at line {line} column {column}"))
        .unwrap_or(&text);
    match line {
        0 => reason.to_owned(),
        1 => format!("{reason}, at column {column}"),
        _ => format!("{reason}, at line {line}, column {column}"),
    }
}

/// Only the schema, so that a file of another version is named as such even
/// when the rest of it no longer fits.
#[derive(serde::Deserialize)]
struct Header {
    schema: String,
}

/// Reads one saved inventory as a device's worth of input: what is refused is a
/// device that could not be read.
#[must_use]
pub fn reading(locator: Locator, text: &str) -> Reading {
    match parse(text) {
        Ok(inventory) => Reading::of(locator, inventory),
        Err(error) => {
            let gap = Gap::new(error.gap_code(), error.to_string(), error.advice());
            Reading::unread(locator, None, gap)
        }
    }
}

/// Reads one saved inventory.
///
/// # Errors
///
/// Refuses text that is not JSON, an unknown major schema, and entries without
/// the ids that reports and rules need. Anything less is kept as a gap.
pub fn parse(text: &str) -> Result<Inventory, SavedError> {
    let omitted = Omitted {
        in_later_fields: later::in_file(text),
        ..Omitted::default()
    };
    parse_skimmed(text, omitted)
}

/// What the reader has to know of apps that are not there any more.
#[derive(Debug, Default)]
pub(crate) struct Omitted {
    /// Whether one of them is installed.
    pub(crate) present: bool,
    /// The profiles they are in.
    pub(crate) profiles: Vec<ProfileId>,
    /// How many dates of theirs could not be read.
    pub(crate) bad_times: usize,
    /// What their ids show.
    pub(crate) signs: AppSigns,
    /// Whether fields that this version does not read may hold apps.
    pub(crate) in_later_fields: bool,
}

/// The file as it stands, if it is one that this version reads.
fn file(text: &str) -> Result<schema::File, SavedError> {
    let error = match serde_json::from_str::<schema::File>(text) {
        Ok(file) if is_known(&file.schema) => return Ok(file),
        Ok(file) => return Err(SavedError::Schema { found: file.schema }),
        Err(error) => error,
    };
    if error.to_string().starts_with(TOO_MANY) {
        return Err(SavedError::TooMany(error));
    }
    Err(match serde_json::from_str::<Header>(text) {
        Ok(header) if header.schema != SCHEMA => SavedError::Schema {
            found: header.schema,
        },
        _ => SavedError::Json(error),
    })
}

/// Reads a saved inventory of which apps were left out.
pub(crate) fn parse_skimmed(text: &str, omitted: Omitted) -> Result<Inventory, SavedError> {
    let file = file(text)?;
    let device = device(file.device)?;
    let mut reader = Reader::default();
    let apps = reader.apps(file.apps)?;
    let taken = Taken::read(file.taken_at.as_deref());
    let taken_at = taken.time();
    let host_clock = reader.time(file.host_clock);
    let (mut profiles, mut signs) = (omitted.profiles, omitted.signs);
    let (mut present, mut stated) = (omitted.present, file.coverage);
    let narrowed = file.selection.map(selection::of_file);
    if let Some(Selection { left_out, .. }) = &narrowed {
        stated.as_mut().map(selection::without_its_gap);
        if left_out.system {
            signs = signs.with_system();
        }
        profiles.extend(&left_out.profiles);
        present |= left_out.installed > 0;
    }
    for app in &apps {
        signs.see(device.platform, &app.id);
        if !profiles.contains(&app.profile) {
            profiles.push(app.profile);
        }
    }
    profiles.sort_unstable();
    profiles.dedup();
    let mut coverage = coverage(stated);
    let (platform, source) = (device.platform, &file.source);
    for gap in doubts(platform, source, taken_at, &coverage, &signs, &profiles) {
        coverage.add_gap(gap);
    }
    if omitted.in_later_fields {
        coverage.add_gap(Gap::new(
            GapCode::SchemaUnknown,
            "the file holds what may be apps in fields that this version does not read",
            "audit it with the version that wrote it, or take the inventory again with this one",
        ));
    }
    taken.tell(&mut coverage);
    reader.bad_times += omitted.bad_times;
    reader.tell(&mut coverage);
    let mut inventory = if present {
        Inventory::excerpt(device, file.source, taken_at, coverage, apps)
    } else {
        Inventory::new(device, file.source, taken_at, coverage, apps)
    };
    inventory.tool = file.tool;
    inventory.host_clock = host_clock;
    inventory.web_pages = web_pages::from_file(platform, file.web_pages);
    Ok(match narrowed {
        Some(selection) => inventory.selected(selection),
        None => inventory,
    })
}

/// A minor version (`.../1.2`) of a known major one is readable.
fn is_known(schema: &str) -> bool {
    let major = |s: &str| {
        s.strip_prefix(SCHEMA_FAMILY)
            .and_then(|version| version.split('.').next().map(str::to_owned))
    };
    major(schema).is_some() && major(schema) == major(SCHEMA)
}

fn device(device: schema::Device) -> Result<Device, SavedError> {
    let Some(platform) = Platform::parse(&device.platform) else {
        return Err(SavedError::Platform {
            found: device.platform,
        });
    };
    if device.id.trim().is_empty() {
        return Err(SavedError::NoDeviceId);
    }
    let stated = device.id_kind.as_deref().map(IdKind::parse);
    Ok(Device {
        platform,
        // An unknown word is of a later version: nothing is built on it.
        id_kind: match stated {
            Some(kind) => kind.unwrap_or(IdKind::Place),
            None => IdKind::of(platform, &device.id),
        },
        id: device.id,
        maker: device.maker,
        model: device.model,
        fingerprint: device.fingerprint,
        os_version: device.os_version,
        security_patch: device.security_patch,
        management: device.management.as_deref().and_then(Management::parse),
    })
}

/// A file that calls itself complete and names no profile says less than one that
/// names some, and is believed less: that is a gap.
fn coverage(coverage: Option<schema::Coverage>) -> Coverage {
    let Some(stated) = coverage else {
        let gap = Gap::new(
            GapCode::CoverageUndeclared,
            "the file does not state how completely the device was read",
            "take the inventory again with a tool that states its coverage",
        );
        return Coverage::new(Vec::new(), vec![gap], Vec::new());
    };
    let mut gaps: Vec<Gap> = stated.gaps.into_iter().map(gap).collect();
    let profiles: Vec<Profile> = stated.profiles.iter().map(profile).collect();
    let explained =
        !gaps.is_empty() || profiles.iter().any(|p| p.status != ProfileStatus::Complete);
    if !stated.complete && !explained {
        gaps.push(Gap::new(
            GapCode::DeclaredIncomplete,
            "the file states that the device was not fully read, and not why",
            "take the inventory again",
        ));
    }
    let notes = stated.notes.into_iter().map(|n| Note {
        message: tellable(&n.code, n.message),
        code: n.code,
    });
    let mut coverage = Coverage::new(profiles, gaps, notes.collect());
    for unseen in stated.unseen {
        coverage.add_unseen(Unseen {
            // An unknown state may be the worst one short of installed.
            state: State::parse(&unseen.state).unwrap_or(State::Archived),
            message: unseen.message,
        });
    }
    coverage
}

fn profile(profile: &schema::Profile) -> Profile {
    Profile {
        id: ProfileId(profile.id),
        kind: ProfileKind::parse(&profile.kind).unwrap_or(ProfileKind::Other),
        // A status this version does not know cannot stand for "complete".
        status: ProfileStatus::parse(&profile.status).unwrap_or(ProfileStatus::Partial),
    }
}

fn gap(gap: schema::Gap) -> Gap {
    let known = GapCode::parse(&gap.code);
    let message = match known {
        Some(_) => gap.message,
        None => format!("{}: {}", gap.code, gap.message),
    };
    Gap {
        profile: gap.profile.map(ProfileId),
        ..Gap::new(known.unwrap_or(GapCode::Other), message, gap.advice)
    }
}

/// How many words for states are named, and how long each may be.
const NAMED: usize = 5;
const LONGEST: usize = 40;

/// Converts apps and counts the dates and states that made no sense.
#[derive(Default)]
struct Reader {
    bad_times: usize,
    unknown_states: usize,
    words: BTreeSet<String>,
}

impl Reader {
    fn apps(&mut self, apps: Vec<schema::App>) -> Result<Vec<App>, SavedError> {
        apps.into_iter()
            .enumerate()
            .map(|(index, app)| {
                if app.id.trim().is_empty() {
                    return Err(SavedError::NoAppId { number: index + 1 });
                }
                Ok(self.app(app))
            })
            .collect()
    }

    fn app(&mut self, app: schema::App) -> App {
        let state = app.state.as_deref().and_then(|word| self.state(word));
        let origin = app.origin.as_deref().and_then(Origin::parse);
        let mut evidence: Vec<Evidence> = app
            .evidence
            .iter()
            .map(|word| Evidence::parse(word).unwrap_or(Evidence::Other))
            .collect();
        evidence.sort_unstable();
        evidence.dedup();
        App {
            id: app.id,
            profile: ProfileId(app.profile),
            state: state.unwrap_or(State::Installed),
            origin: origin.unwrap_or(Origin::Unknown),
            name: app.name,
            version: app.version,
            installer: app.installer,
            channel: app.channel.as_deref().and_then(Channel::parse),
            first_installed: self.time(app.first_installed),
            last_updated: self.time(app.last_updated),
            developer: app.developer,
            store_id: app.store_id,
            signer: app.signer,
            evidence,
        }
    }

    /// The state of an app; an unknown one counts as installed, and that is told.
    fn state(&mut self, word: &str) -> Option<State> {
        let state = State::saved(word);
        if state.is_none() {
            self.unknown_states += 1;
            if self.words.len() < NAMED {
                self.words.insert(word.chars().take(LONGEST).collect());
            }
        }
        state
    }

    /// Tells what was not understood.
    fn tell(self, coverage: &mut Coverage) {
        if self.bad_times > 0 {
            coverage.add_note(
                NoteCode::DateUnreadable.as_str(),
                format!("{} dates of the file could not be read", self.bad_times),
            );
        }
        if self.unknown_states > 0 {
            let words = self.words.iter().map(|word| format!("`{word}`"));
            let words: Vec<String> = words.collect();
            coverage.add_note(
                NoteCode::StateUnknown.as_str(),
                format!(
                    "apps in a state that this version does not know, which count as installed: {} ({})",
                    self.unknown_states,
                    words.join(", ")
                ),
            );
        }
    }

    fn time(&mut self, text: Option<String>) -> Option<Timestamp> {
        let text = text?;
        let time = text.parse().ok();
        if time.is_none() {
            self.bad_times += 1;
        }
        time
    }
}
