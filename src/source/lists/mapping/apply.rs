//! From the rows of a table to its devices, by what a mapping says of them.
//!
//! What the mapping does not foresee is a gap and no error: a word that it does
//! not list, a date that cannot be read, a row without an id, rows that
//! contradict each other.

use super::super::claim::Claim;
use super::super::entry::bundle_id;
use super::super::list::{Answer, List, Refused};
use super::super::package::package_id;
use super::super::rows::Presence;
use super::dates::{DateFormat, Dated};
use super::device::Device;
use super::model::{
    MappedClaim, MappedId, MappedOwner, MappedPlatform, MappedProfile, MappedState, Mapping,
};
use super::plausible;
use super::record::{Record, Table};
use crate::inventory::plausibility::ASSUMED_COMPLETE;
use crate::inventory::{
    App, Channel, Evidence, Gap, GapCode, Management, NoteCode, Platform, Profile, ProfileId,
    ProfileKind, ProfileStatus,
};
use crate::source::ios::field;
use std::collections::BTreeMap;

/// How much is repeated of a word that nobody foresaw.
const LONGEST: usize = 40;

/// What a table says of each device in it.
pub(super) fn answers(mapping: &Mapping, table: &Table) -> Vec<Answer> {
    let Ok(dates) = DateFormat::new(&mapping.file.date) else {
        return Vec::new();
    };
    let reader = Reader { mapping, dates };
    let mut devices: BTreeMap<(String, Option<MappedPlatform>), Device> = BTreeMap::new();
    table.each(&mut |row, app| {
        let id = reader.id(row);
        // Rows without an id are at least not of one device on two platforms.
        let unnamed = id.is_none().then(|| reader.platform(row)).flatten();
        let is_unnamed = usize::from(id.is_none());
        let device = devices
            .entry((id.unwrap_or_default(), unnamed))
            .or_default();
        device.unnamed += is_unnamed;
        reader.device(row, device);
        if let Some(app) = app {
            reader.app(app, device);
        }
    });
    if devices.is_empty() {
        return vec![Answer::without_apps(
            None,
            None,
            "the table has no row, so it names no device",
            "export it again, and look whether a filter was set",
        )];
    }
    let shows_system = devices.values().any(|device| {
        let is_android = device.platform == Some(MappedPlatform::Android);
        is_android && plausible::shows_system(Platform::Android, device.rows.apps())
    });
    let answers = devices.into_iter();
    answers
        .map(|((id, _), device)| reader.answer(id, device, table, shows_system))
        .collect()
}

struct Reader<'m> {
    mapping: &'m Mapping,
    dates: DateFormat,
}

impl Reader<'_> {
    /// The device that a row names.
    fn id(&self, row: Record<'_>) -> Option<String> {
        let keys = &self.mapping.file.device;
        let named = keys.id.as_deref().and_then(|key| row.get(key));
        let named = named.and_then(|id| field::text(&id));
        named
            .filter(|id| plausible::is_device_id(keys.id_kind, id))
            .or_else(|| keys.id_is.clone())
    }

    /// The platform of a row, where the mapping knows it.
    fn platform(&self, row: Record<'_>) -> Option<MappedPlatform> {
        let file = &self.mapping.file;
        let word = file.device.platform.as_deref().and_then(|key| row.get(key));
        word.map_or(file.device.platform_is, |word| {
            file.words.platform.get(&*word).copied()
        })
    }

    /// What a row says of its device.
    fn device(&self, row: Record<'_>, device: &mut Device) {
        let file = &self.mapping.file;
        let get = |key: &Option<String>| key.as_deref().and_then(|key| row.get(key));
        if let Some(platform) = self.platform(row) {
            device.is_of(platform);
        } else if let Some(word) = get(&file.device.platform) {
            device.strange = Some(word.chars().take(LONGEST).collect());
        }
        if let Some(word) = get(&file.device.ownership) {
            match file.words.ownership.get(&*word) {
                Some(owner) => device.belongs_to(*owner),
                None => device.is_owner_strange = true,
            }
        }
        let text = |key| get(key).and_then(|text| field::text(&text));
        device.model = device.model.take().or_else(|| text(&file.device.model));
        let version = || text(&file.device.os_version);
        device.os_version = device.os_version.take().or_else(version);
        if let Some(date) = get(&file.date.taken_at) {
            match self.dates.read(&date) {
                Some(time) => device.taken_at = device.taken_at.max(Some(time)),
                None => device.bad_dates += 1,
            }
        }
    }

    fn app(&self, row: Record<'_>, device: &mut Device) {
        let file = &self.mapping.file;
        let get = |key: &Option<String>| key.as_deref().and_then(|key| row.get(key));
        let word = get(&file.app.state);
        let word = word.as_deref().unwrap_or_default();
        let presence = match (&file.app.state, file.words.state.get(word)) {
            (None, _) | (_, Some(MappedState::Installed)) => Presence::Installed,
            (_, Some(MappedState::Absent)) => Presence::Absent("not on the device"),
            (Some(_), None) => Presence::Unclear(word),
        };
        let name = get(&file.app.name).and_then(|name| field::text(&name));
        let app = match &file.app.id {
            Some(_) => get(&file.app.id).and_then(|id| {
                match device.platform {
                    Some(MappedPlatform::Android) => {
                        package_id(&id).filter(|id| plausible::is_package(id))
                    }
                    _ => bundle_id(&id),
                }
                .map(|id| App::new(id, self.profile()))
            }),
            None => name.as_deref().map(|name| App::named(name, self.profile())),
        };
        let app = app.map(|mut app| {
            app.name = name;
            app.version = get(&file.app.version).and_then(|version| field::text(&version));
            let is_yes = |word: &str| file.words.yes.iter().any(|yes| yes == word);
            let is_managed = get(&file.app.managed).is_some_and(|word| is_yes(&word));
            app.channel = is_managed.then_some(Channel::Mdm);
            let first = get(&file.app.first_installed);
            app.first_installed = first.and_then(|date| Some(self.dates.read(&date)?.at));
            app.evidence = vec![Evidence::MdmList];
            app
        });
        device.rows.push(presence, app);
    }

    /// The list is of the first user, unless it is of work profiles alone.
    fn profile(&self) -> ProfileId {
        if self.is_of_work() {
            ProfileId(10)
        } else {
            ProfileId::OWNER
        }
    }

    fn is_of_work(&self) -> bool {
        let profiles = &self.mapping.file.coverage.profiles;
        !profiles.contains(&MappedProfile::Owner)
    }

    fn answer(&self, id: String, device: Device, table: &Table, shows_system: bool) -> Answer {
        let id = Some(id).filter(|id| !id.is_empty());
        if let Some(word) = device.strange {
            return Answer::Refused(Refused {
                id,
                platform: None,
                gap: Gap::new(
                    GapCode::FileUnrecognised,
                    format!("the mapping does not say what the platform `{word}` is"),
                    "add the word to `platform` under [words] of the mapping",
                ),
            });
        }
        let platform = match platform_of(device.platform, id.as_deref()) {
            Ok(platform) => platform,
            Err(answer) => return answer,
        };
        let name = self.mapping.name();
        let (owner, mixture) = (device.sure_owner(), device.mixture());
        let mut list = List::new(format!("import/{name}"), platform);
        match (self.mapping.file.device.id_kind, id) {
            (MappedId::Serial, id) => list.names(id),
            (MappedId::Udid, Some(id)) => list.names(field::udid(&id).or(Some(id))),
            (_, id) => list.names_by_management(id),
        }
        list.device.model = device.model;
        list.device.os_version = device.os_version;
        let stated = self.mapping.file.date.taken_at_is.as_ref();
        let stated = stated.and_then(|date| self.dates_of_file(&date.to_string()));
        let dated = device.taken_at.or(stated);
        list.taken_at = dated.map(|dated| dated.at);
        if let Some(day) = dated.and_then(|dated| dated.day) {
            list.note(
                NoteCode::DatedByDay.as_str(),
                format!("the list says the day on which it was taken, {day}, and no time of day"),
            );
        }
        list.gaps.extend_from_slice(&table.gaps);
        list.gaps.extend(mixture);
        if device.bad_dates > 0 {
            list.gaps.push(Gap::new(
                GapCode::AgeUnknown,
                format!(
                    "dates of the list that are not in the format of the mapping: {}",
                    device.bad_dates
                ),
                "correct `format` under [date] of the mapping",
            ));
        }
        device.rows.fill(&mut list);
        let others = shows_system && self.mapping.claim() == MappedClaim::AllApps;
        // A list of names has no ids that could be doubted.
        let ids = self.mapping.file.app.id.as_ref();
        let doubts = ids.and_then(|_| plausible::doubts(platform, &list.apps, others));
        list.gaps.extend(doubts);
        self.note(&table.not_read, &mut list);
        self.claim(owner, device.is_owner_strange, &mut list);
        Answer::list(list)
    }

    /// A date of the mapping itself, which is in TOML's format.
    fn dates_of_file(&self, text: &str) -> Option<Dated> {
        let keys = super::model::DateKeys {
            zone: self.mapping.file.date.zone.clone(),
            ..super::model::DateKeys::default()
        };
        DateFormat::new(&keys).ok()?.read(text)
    }

    /// By what the list was read, and what of the table was not.
    fn note(&self, not_read: &[String], list: &mut List) {
        let (name, digest) = (self.mapping.name(), &self.mapping.digest);
        let mut text = format!("read with the mapping `{name}`, {digest}");
        if !not_read.is_empty() {
            text += "; not read: ";
            text += &not_read.join("; ");
        }
        list.note("mapping", text);
    }

    fn claim(&self, owner: Option<MappedOwner>, is_owner_strange: bool, list: &mut List) {
        match owner {
            Some(MappedOwner::Company) => {
                list.device.management = Some(Management::Enrolled);
                list.note(
                    "ownership",
                    "the list says that the organisation owns the phone",
                );
            }
            Some(MappedOwner::Personal) => {
                list.device.management = Some(Management::Enrolled);
                list.note("ownership", "the list says that its user owns the phone");
            }
            None => {}
        }
        if is_owner_strange {
            list.note(
                "ownership",
                "the list says whose the phone is with a word that the mapping does not list",
            );
        }
        if self.is_of_work() {
            list.profiles = work_only();
            list.gaps.push(
                Gap::new(
                    GapCode::ProfileUnreadable,
                    "the list is of the work profile only; the personal one is not in it",
                    "read the phone over a cable",
                )
                .in_profile(ProfileId::OWNER),
            );
        }
        let holds = self.holds(owner, list.device.platform);
        let (claim, because) = self.claim_of(holds);
        if claim == Claim::Proven {
            list.note(ASSUMED_COMPLETE, because.clone());
        }
        list.claims(claim, because);
    }

    /// Whether the claim of the mapping is for such a device.
    fn holds(&self, owner: Option<MappedOwner>, platform: Platform) -> bool {
        let only = &self.mapping.file.coverage.only_if;
        let is_platform = match only.platform {
            None => true,
            Some(MappedPlatform::Android) => platform == Platform::Android,
            Some(MappedPlatform::Ios) => platform == Platform::Ios,
            Some(MappedPlatform::Skip) => false,
        };
        is_platform && (only.ownership.is_none() || only.ownership == owner)
    }

    fn claim_of(&self, holds: bool) -> (Claim, String) {
        let coverage = &self.mapping.file.coverage;
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        let checked = coverage.checked.as_ref().map(ToString::to_string);
        let said = format!(
            "{} (says {}, checked {})",
            word(&coverage.reason),
            word(&coverage.by),
            word(&checked)
        );
        if self.mapping.file.app.id.is_none() {
            let because = "the table holds names of apps and no ids";
            return (Claim::NamesOnly, because.to_owned());
        }
        match coverage.claim {
            MappedClaim::ManagedOnly => (
                Claim::ManagedOnly,
                "the mapping says that the table holds managed apps only".to_owned(),
            ),
            MappedClaim::AllApps if holds => (
                Claim::Proven,
                format!("the mapping takes the list for whole: {said}"),
            ),
            MappedClaim::UserApps if holds => (
                Claim::Part,
                format!(
                    "the mapping says that the list holds all apps of the user and none of the system: {said}"
                ),
            ),
            MappedClaim::UserApps | MappedClaim::AllApps => (
                Claim::WholeIfVouched,
                "the claim of the mapping is not for such a device".to_owned(),
            ),
            MappedClaim::Unknown => (
                Claim::WholeIfVouched,
                "the mapping does not claim that the table holds every app".to_owned(),
            ),
        }
    }
}

/// The platform of a device, or what it is instead of a phone.
fn platform_of(platform: Option<MappedPlatform>, id: Option<&str>) -> Result<Platform, Answer> {
    match platform {
        Some(MappedPlatform::Android) => Ok(Platform::Android),
        Some(MappedPlatform::Ios) => Ok(Platform::Ios),
        Some(MappedPlatform::Skip) => {
            Err(Answer::Aside("a device that the mapping calls no phone"))
        }
        None => Err(Answer::Refused(Refused {
            id: id.map(str::to_owned),
            platform: None,
            gap: Gap::new(
                GapCode::FileUnrecognised,
                "no row of the device says what its platform is",
                "export the table with the platform of every device",
            ),
        })),
    }
}

fn work_only() -> Vec<Profile> {
    vec![
        Profile {
            id: ProfileId::OWNER,
            kind: ProfileKind::Owner,
            status: ProfileStatus::Unreadable,
        },
        Profile {
            id: ProfileId(10),
            kind: ProfileKind::Work,
            status: ProfileStatus::Complete,
        },
    ]
}
