//! Sentences about one device: what it is, how much of it was seen, and which
//! policies did not judge it.

use super::terms::platform;
use super::words::Words;
use crate::report::document::{Applicability, Device, Verdict};
use crate::report::escape::terminal;

/// Maker and model, then system and version, as far as they are known.
pub(in crate::report) fn about(device: &Device<'_>) -> String {
    described(
        [device.maker.as_deref(), device.model.as_deref()],
        [device.platform.as_deref(), device.os_version.as_deref()],
    )
}

/// The same, of maker and model, and of platform and version.
pub(in crate::report) fn described(
    [maker, model]: [Option<&str>; 2],
    [system, version]: [Option<&str>; 2],
) -> String {
    fn joined(one: Option<String>, other: Option<&str>) -> String {
        let parts: Vec<String> = one.into_iter().chain(other.map(terminal)).collect();
        parts.join(" ")
    }
    let name = joined(maker.map(terminal), model);
    // Some programs write the name of the system before its version.
    let is_said = |system: &String| version.is_some_and(|text| text.starts_with(&**system));
    let system = joined(system.map(platform).filter(|name| !is_said(name)), version);
    let parts: Vec<String> = [name, system]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// The id that a device has of itself. One whose list names none goes by the place
/// of the list, which says nothing to whoever holds the device.
pub(in crate::report) fn own_id<'d>(device: &'d Device<'_>) -> Option<&'d str> {
    let is_place = device.file.as_ref() == Some(&device.id) || device.id == device.source;
    (!is_place).then_some(&*device.id)
}

/// Where it was read, if its id does not say that already: inventories that were
/// collected lie in files that are named by it.
pub(in crate::report) fn fleet_place(device: &Device<'_>) -> Option<String> {
    let name = device.source.rsplit(['/', '\\']).next();
    let name = name.and_then(|name| name.strip_suffix(".json"));
    let is_known = !has_own_id(device) || name == Some(&*device.id);
    (!is_known).then(|| terminal(&device.source))
}

/// Whether its id is another one than what the source was called by.
pub(in crate::report) fn has_own_id(device: &Device<'_>) -> bool {
    let (id, source) = (&*device.id, &*device.source);
    id != source && source.strip_prefix("adb:") != Some(id)
}

impl Words {
    /// How many apps it has, and of how many the owner is known.
    pub(in crate::report) fn apps(&self, device: &Device<'_>) -> Option<String> {
        let total = device.apps.total;
        (total > 0).then(|| (self.device.apps_and_owners)(total, device.apps.owner_known))
    }

    /// How many apps there are, when that was true, and where it was read.
    pub(in crate::report) fn provenance(&self, device: &Device<'_>) -> String {
        let mut parts: Vec<String> = self.apps(device).into_iter().collect();
        let taken = device.taken_at.as_deref();
        parts.extend(taken.map(|time| (self.device.taken_on)(&self.day(time))));
        parts.push((self.device.from)(&terminal(&device.source)));
        parts.join("; ")
    }

    /// The same for a reader who sees the id beside it, the place last.
    pub(in crate::report) fn seen(&self, device: &Device<'_>) -> Vec<String> {
        let total = device.apps.total;
        let known = device.apps.owner_known;
        let apps = (total > 0).then(|| (self.device.apps_known)(total, known));
        let day = device.taken_at.as_deref().map(|time| self.day(time));
        let parts = [apps, day, fleet_place(device)];
        parts.into_iter().flatten().collect()
    }

    /// The profile a gap is about, in brackets.
    pub(in crate::report) fn in_profile(&self, profile: Option<u32>) -> String {
        profile.map_or_else(String::new, self.device.in_profile)
    }

    /// Why a policy did not judge a device. Nothing for one that did, and nothing
    /// where that is told elsewhere: once for the run, or as what was not read.
    pub(in crate::report) fn standings(&self, device: &Device<'_>) -> Vec<String> {
        let nobody = device.verdict == Verdict::NotApplicable;
        self.standings_of(nobody, &device.applicability)
    }

    /// The same, by whether no policy is for it.
    pub(in crate::report) fn standings_of(
        &self,
        nobody: bool,
        stands: &[Applicability<'_>],
    ) -> Vec<String> {
        let told = stands
            .iter()
            .filter(|stand| nobody || !stand.holder_not_stated());
        told.filter_map(|stand| self.standing(stand)).collect()
    }

    /// Why a policy did not judge.
    pub(in crate::report) fn standing(&self, stand: &Applicability<'_>) -> Option<String> {
        if !stand.is_told() {
            return None;
        }
        let facts: Vec<String> = stand.facts.iter().map(|fact| self.fact(fact)).collect();
        let (policy, facts) = (terminal(stand.subject()), facts.join("; "));
        Some(match &*stand.state {
            "not-applicable" => (self.device.not_for_it)(&policy, &facts),
            _ => (self.device.not_judged)(&policy, &facts),
        })
    }
}
