//! A recording with every part parsed once.

use super::key_sets::KeySets;
use crate::inventory::{Gap, GapCode, ProfileKind};
use crate::source::android::command_output::{End, Part, Recording};
use crate::source::android::parse::clock::Clock;
use crate::source::android::parse::dump;
use crate::source::android::parse::dump::{Dump, Record};
use crate::source::android::parse::error_message;
use crate::source::android::parse::lines::{split_once, text};
use crate::source::android::parse::pm;
use crate::source::android::parse::pm::{PmList, Standing};
use crate::source::android::parse::properties;
use crate::source::android::parse::properties::Properties;
use crate::source::android::parse::users;
use crate::source::android::parse::users::Users;
use std::collections::{BTreeMap, BTreeSet};

/// The two lists of one user.
pub(super) struct Lists<'a> {
    pub(super) installed: PmList<'a>,
    /// With what was removed and left something; missing is no harm.
    pub(super) known: Option<PmList<'a>>,
}

pub(super) struct View<'a> {
    pub(super) recording: &'a Recording,
    pub(super) properties: Properties,
    pub(super) clock: Clock,
    pub(super) maker: Option<String>,
    pub(super) dump: Option<Dump<'a>>,
    pub(super) lists: BTreeMap<u32, Lists<'a>>,
    /// The names of all packages, where a phone was asked for them.
    pub(super) key_sets: Option<KeySets<'a>>,
    /// The users that were listed as such.
    pub(super) users: Users,
    /// Those and all that any list speaks about.
    pub(super) user_ids: BTreeSet<u32>,
    /// Whether a phone was asked, rather than a file read. A phone can be
    /// asked for everything, so what is missing then is a gap.
    pub(super) is_live: bool,
}

impl<'a> View<'a> {
    pub(super) fn of(recording: &'a Recording) -> Self {
        let properties = parts(recording.properties.as_ref(), properties::parse);
        let clock =
            parts(recording.clock.as_ref(), Clock::parse).in_zone(properties.time_zone.as_deref());
        let dump = recording.dump.as_ref().map(|part| dump::parse(&part.bytes));
        let lists = lists(recording);
        let mut users = Users::new();
        for part in [&recording.users, &recording.users_verbose]
            .into_iter()
            .flatten()
        {
            users::read(&part.bytes, &mut users);
        }
        let mut user_ids: BTreeSet<u32> = users.keys().chain(lists.keys()).copied().collect();
        if let Some(dump) = &dump {
            user_ids.extend(dump.states.iter().map(|state| state.user));
        }
        let maker = properties.maker.clone().or_else(|| {
            let fingerprint = fingerprint(&properties, dump.as_ref())?;
            text(split_once(fingerprint, b'/')?.0)
        });
        let is_asked = |part: &Part| !part.end.is_saved();
        let is_live = recording.dump.as_ref().is_some_and(is_asked) || recording.users.is_some();
        Self {
            key_sets: key_sets(recording),
            recording,
            properties,
            clock,
            maker,
            dump,
            lists,
            users,
            user_ids,
            is_live,
        }
    }

    /// What kind of user space a user is.
    pub(super) fn kind(&self, user: u32) -> ProfileKind {
        let known = self.users.get(&user).copied().unwrap_or_default();
        known.kind(user, self.maker.as_deref())
    }

    /// The build, as properties or the dump name it.
    pub(super) fn fingerprint(&self) -> Option<String> {
        text(fingerprint(&self.properties, self.dump.as_ref())?)
    }

    /// The OS version in `brand/product/device:14/BUILD/...`.
    pub(super) fn release(&self) -> Option<String> {
        let fingerprint = fingerprint(&self.properties, self.dump.as_ref())?;
        let (_, rest) = split_once(fingerprint, b':')?;
        text(split_once(rest, b'/')?.0)
    }

    /// The gap that stands for users nobody may have looked at. A saved dump
    /// names its users itself.
    pub(super) fn users_gap(&self) -> Option<Gap> {
        if !self.is_live {
            return None;
        }
        let asked = [&self.recording.users, &self.recording.users_verbose];
        let mut reason = "it was not asked".to_owned();
        let mut is_known = false;
        let mut unread = 0;
        for part in asked.into_iter().flatten() {
            let named = users::read(&part.bytes, &mut Users::new());
            unread += named.unread;
            match &part.end {
                End::Exit(_) | End::Unmarked if named.read > 0 => is_known = true,
                End::Cut(why) | End::Short(why) => reason.clone_from(why),
                _ => {
                    reason = error_message::failure(&part.bytes)
                        .unwrap_or_else(|| "it printed no list of users".to_owned());
                }
            }
        }
        if is_known && unread == 0 {
            return None;
        }
        if unread > 0 {
            reason = format!("lines of its list that make no sense: {unread}");
        }
        Some(Gap::new(
            GapCode::ProfilesUnknown,
            format!("the device did not say which users it has: {reason}"),
            "unlock the phone and take the inventory again",
        ))
    }

    /// The records that stand for apps: not libraries, not modules of the
    /// system, not overlays. A header without a record, and one that the
    /// phone's other list does not know, are an imitation or a ruin: they
    /// accuse nobody, and are gaps.
    pub(super) fn app_records(&self) -> impl Iterator<Item = &Record<'a>> {
        self.dump
            .iter()
            .flat_map(|dump| &dump.packages)
            .filter(|record| !is_library(record) && !record.is_bare())
            .filter(|record| !self.is_disowned(record.name))
    }

    /// The names of libraries and modules among the records.
    pub(super) fn libraries(&self) -> BTreeSet<&str> {
        self.dump
            .iter()
            .flat_map(|dump| &dump.packages)
            .filter(|record| is_library(record))
            .map(|record| record.name)
            .collect()
    }

    /// Whether a list that holds most packages lacks this one. A list that lacks
    /// most of them is itself not whole, and proves nothing against a record.
    fn is_disowned(&self, name: &str) -> bool {
        let records = self.dump.as_ref().map_or(0, |dump| dump.packages.len());
        let asked = self.key_sets.as_ref().map(|asked| &asked.lists.key_sets);
        let own = self.dump.as_ref().map(|dump| &dump.other.key_sets);
        let mut lists = [asked, own].into_iter().flatten();
        lists.any(|list| {
            list.contains(pm::PLATFORM) && !list.contains(name) && list.len() * 2 >= records
        })
    }

    /// Whether another list of all packages is there and lacks this one.
    pub(super) fn is_unknown_elsewhere(&self, name: &str) -> bool {
        let asked = self.key_sets.as_ref().map(|asked| &asked.lists.key_sets);
        let own = self.dump.as_ref().map(|dump| &dump.other.key_sets);
        let mut lists = [asked, own].into_iter().flatten();
        lists.any(|list| list.contains(pm::PLATFORM) && !list.contains(name))
    }
}

/// The lists of each user. A refusal that names another user than the one that
/// was asked for is put down to that user.
fn lists(recording: &Recording) -> BTreeMap<u32, Lists<'_>> {
    let mut lists = BTreeMap::new();
    let mut refused = Vec::new();
    for listing in &recording.listings {
        let mut installed = pm::parse(&listing.installed);
        if let Standing::Refused(words) = &installed.standing
            && let Some(user) = pm::refused_user(words)
            && user != listing.user
        {
            refused.push((user, Standing::Refused(words.clone())));
            installed.without_refusal(&listing.installed);
        }
        let known = listing.known.as_ref().map(pm::parse);
        lists.insert(listing.user, Lists { installed, known });
    }
    for (user, standing) in refused {
        lists.entry(user).or_insert_with(|| Lists {
            installed: PmList {
                apps: Vec::new(),
                is_cut: false,
                standing,
            },
            known: None,
        });
    }
    lists
}

fn key_sets(recording: &Recording) -> Option<KeySets<'_>> {
    let asked = recording
        .key_sets
        .as_ref()
        .filter(|part| part.end == End::Exit(0))?;
    let modules = recording
        .modules
        .as_ref()
        .filter(|part| part.end == End::Exit(0) && error_message::failure(&part.bytes).is_none())
        .map(|part| pm::parse(part).apps.iter().map(|app| app.name).collect());
    KeySets::of(dump::parse(&asked.bytes).other, modules)
}

fn parts<T: Default>(part: Option<&Part>, parse: impl Fn(&[u8]) -> T) -> T {
    part.map(|part| parse(&part.bytes)).unwrap_or_default()
}

fn fingerprint<'a>(properties: &'a Properties, dump: Option<&Dump<'a>>) -> Option<&'a [u8]> {
    match &properties.fingerprint {
        Some(fingerprint) => Some(fingerprint.as_bytes()),
        None => dump?.fingerprint,
    }
}

/// Static and SDK libraries, and APEX modules. `pm list packages` lists
/// neither.
pub(super) fn is_library(record: &Record<'_>) -> bool {
    let is_apex = record.code_path.is_some_and(|path| {
        path.ends_with(b".apex") || path.ends_with(b".capex") || path.starts_with(b"/data/apex/")
    });
    record.is_library || is_apex
}
