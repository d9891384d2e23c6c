//! How much of each profile was seen, and why not all of it.

use super::crosscheck;
use super::view::{Lists, View};
use crate::inventory::{Gap, GapCode, Note, Profile, ProfileId, ProfileStatus};
use crate::source::android::parse::pm::Standing;
use std::collections::{BTreeMap, BTreeSet};

const AGAIN: &str = "unlock the phone and take the inventory again";
const OPEN_IT: &str = "open this profile on the phone (unlock the folder or space, or switch to the user) and take the inventory again; if it stays closed to the cable, look at it by hand";
const NO_CAR: &str = "disconnect the phone from any car, restart it, and take the inventory again";

/// States every profile's status, and adds a gap or a note for each that was
/// not seen in full or not by both lists.
pub(super) fn state(
    view: &View<'_>,
    dump_is_whole: bool,
    gaps: &mut Vec<Gap>,
    notes: &mut Vec<Note>,
) -> Vec<Profile> {
    let mut profiles = Vec::new();
    let lines = lines_by_user(view);
    for user in &view.user_ids {
        let with_line = lines.get(user).copied().unwrap_or(0);
        let seen = Seen::of(view, *user, with_line);
        let mut own = Vec::new();
        if dump_is_whole {
            own.extend(seen.dump_gap());
            own.extend(seen.empty_gap(view));
        }
        own.extend(seen.second_list(view, dump_is_whole, notes));
        let status = if dump_is_whole && own.is_empty() {
            ProfileStatus::Complete
        } else if seen.with_line > 0 || seen.has_names() {
            ProfileStatus::Partial
        } else {
            ProfileStatus::Unreadable
        };
        let id = ProfileId(*user);
        gaps.extend(own.into_iter().map(|gap| gap.in_profile(id)));
        profiles.push(Profile {
            id,
            kind: view.kind(*user),
            status,
        });
    }
    profiles
}

/// How many records have a line for each user.
fn lines_by_user(view: &View<'_>) -> BTreeMap<u32, usize> {
    let mut lines = BTreeMap::new();
    if let Some(dump) = &view.dump {
        for record in &dump.packages {
            let users: BTreeSet<u32> = dump.states_of(record).iter().map(|s| s.user).collect();
            for user in users {
                *lines.entry(user).or_insert(0) += 1;
            }
        }
    }
    lines
}

/// What the lists say about one user.
struct Seen<'a> {
    user: u32,
    lists: Option<&'a Lists<'a>>,
    /// Records with a line for the user, and all records.
    with_line: usize,
    records: usize,
}

impl<'a> Seen<'a> {
    fn of(view: &'a View<'a>, user: u32, with_line: usize) -> Self {
        Self {
            user,
            lists: view.lists.get(&user),
            with_line,
            records: view.dump.as_ref().map_or(0, |dump| dump.packages.len()),
        }
    }

    fn has_names(&self) -> bool {
        self.lists
            .is_some_and(|lists| !lists.installed.apps.is_empty())
    }

    fn is_checked(&self) -> bool {
        self.lists
            .is_some_and(|lists| lists.installed.standing == Standing::Whole)
    }

    /// A whole dump that says nothing, or not enough, about the user. When the
    /// second list is whole, it settles what a few records leave open.
    fn dump_gap(&self) -> Option<Gap> {
        let user = self.user;
        let silent = self.records.saturating_sub(self.with_line);
        if self.with_line == 0 {
            if self.refusal().is_some() {
                return None; // Told with the device's words.
            }
            let code = if self.has_names() {
                GapCode::ProfilePartial
            } else {
                GapCode::ProfileUnreadable
            };
            let message = format!(
                "profile {user} is on the device, and `dumpsys package` tells nothing of it"
            );
            return Some(Gap::new(code, message, OPEN_IT));
        }
        (silent > 0 && !self.is_checked()).then(|| {
            let message = format!(
                "for {silent} of {} packages `dumpsys package` does not say whether profile {user} has them",
                self.records
            );
            Gap::new(GapCode::ProfilePartial, message, AGAIN)
        })
    }

    /// Every user of Android has at least the platform's own packages.
    fn empty_gap(&self, view: &View<'_>) -> Option<Gap> {
        let has_app = view.dump.iter().flat_map(|dump| &dump.states);
        let mut has_app = has_app.filter(|state| state.user == self.user && state.installed);
        (self.with_line > 0 && has_app.next().is_none() && !self.has_names()).then(|| {
            let message = format!(
                "profile {} has no installed app, and no profile of Android is without apps",
                self.user
            );
            Gap::new(GapCode::NoApps, message, AGAIN)
        })
    }

    fn refusal(&self) -> Option<&str> {
        match &self.lists?.installed.standing {
            Standing::Refused(words) => Some(words),
            _ => None,
        }
    }

    fn second_list(
        &self,
        view: &View<'_>,
        dump_is_whole: bool,
        notes: &mut Vec<Note>,
    ) -> Option<Gap> {
        let user = self.user;
        let Some(lists) = self.lists else {
            return self.not_asked(view, notes);
        };
        let unread = |words: &str, advice| {
            let message =
                format!("the second list of the apps of profile {user} could not be read: {words}");
            Some(Gap::new(GapCode::ProfilePartial, message, advice))
        };
        match &lists.installed.standing {
            Standing::Whole => self.compared(view, lists, dump_is_whole),
            Standing::Refused(words) => self.refused(view, words, dump_is_whole, notes),
            // A saved list is all there is; that has its own gap.
            _ if !view.is_live && view.dump.is_none() => None,
            Standing::Broken(words) => unread(words, AGAIN),
            Standing::Decoy(words) => unread(words, NO_CAR),
        }
    }

    /// Two lists of one user that differ. A dump that is not whole differs
    /// for a reason that has its own gap.
    fn compared(&self, view: &View<'_>, lists: &Lists<'_>, dump_is_whole: bool) -> Option<Gap> {
        let difference = crosscheck::compare(view, self.user, lists);
        if !dump_is_whole || difference.is_none() {
            return None;
        }
        let message = format!(
            "the device's two lists of apps disagree about profile {}: {}",
            self.user,
            difference.sentence()
        );
        let advice =
            "an app may have been installed or removed meanwhile: take the inventory again";
        Some(Gap::new(GapCode::SourcesDisagree, message, advice))
    }

    /// A user whose list the device keeps from the cable. The dump is enough,
    /// as long as the second list could be read for somebody: a device that
    /// refuses it for everybody has not been checked at all.
    fn refused(
        &self,
        view: &View<'_>,
        words: &str,
        dump_is_whole: bool,
        notes: &mut Vec<Note>,
    ) -> Option<Gap> {
        let user = self.user;
        let was_checked = view
            .lists
            .values()
            .any(|lists| lists.installed.standing == Standing::Whole);
        if self.with_line == 0 {
            let message = format!("profile {user} could not be read at all: {words}");
            return Some(Gap::new(GapCode::ProfileUnreadable, message, OPEN_IT));
        }
        if !dump_is_whole || !was_checked {
            let message = format!("the device does not let profile {user} be listed: {words}");
            return Some(Gap::new(GapCode::ProfilePartial, message, OPEN_IT));
        }
        notes.push(Note {
            code: "profile-not-cross-checked".to_owned(),
            message: format!(
                "profile {user} was read from one list only, because the device refused the other: {words}"
            ),
        });
        None
    }

    /// A phone that was asked owes a second list for each user it named. A
    /// user that only the dump knows is one that is being made or removed.
    fn not_asked(&self, view: &View<'_>, notes: &mut Vec<Note>) -> Option<Gap> {
        let user = self.user;
        if !view.is_live {
            return None;
        }
        if view.users.contains_key(&user) || view.users.is_empty() {
            let message = format!("the second list of the apps of profile {user} was not read");
            return Some(Gap::new(GapCode::ProfilePartial, message, AGAIN));
        }
        notes.push(Note {
            code: "profile-not-listed".to_owned(),
            message: format!(
                "profile {user} is not among the users that the device names, and was read from one list only"
            ),
        });
        None
    }
}
