//! Sentences about one device: what it is, how much of it was seen, and which
//! policies did not judge it.

use super::count;
use super::terms::{day, platform};
use crate::report::document::{Applicability, Device, FactUsed, Gap, Verdict};
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
    let system = joined(system.map(platform), version);
    let parts: Vec<String> = [name, system]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// How many apps it has, and of how many the owner is known.
pub(in crate::report) fn apps(device: &Device<'_>) -> Option<String> {
    let total = device.apps.total;
    (total > 0).then(|| {
        let apps = count(total, "app", "apps");
        format!("{apps}, {} with a known owner", device.apps.owner_known)
    })
}

/// How many apps there are, when that was true, and where it was read.
pub(in crate::report) fn provenance(device: &Device<'_>) -> String {
    let mut parts: Vec<String> = apps(device).into_iter().collect();
    parts.extend(taken(device));
    parts.push(format!("from {}", terminal(&device.source)));
    parts.join("; ")
}

/// The same in a line for a reader who sees the id beside it.
pub(in crate::report) fn seen(device: &Device<'_>) -> String {
    let known = device.apps.owner_known;
    let apps = (device.apps.total > 0).then(|| {
        let apps = count(device.apps.total, "app", "apps");
        let owners = count(known, "owner", "owners");
        format!("{apps}, {owners} known")
    });
    let day = device.taken_at.as_deref().map(|time| terminal(day(time)));
    let parts = [apps, day, fleet_place(device)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("; ")
}

fn taken(device: &Device<'_>) -> Option<String> {
    let taken_at = device.taken_at.as_deref()?;
    Some(format!("taken on {}", terminal(day(taken_at))))
}

/// Where it was read, if its id does not say that already.
pub(in crate::report) fn fleet_place(device: &Device<'_>) -> Option<String> {
    let (id, source) = (&*device.id, &*device.source);
    let known = id == source || source.strip_prefix("adb:") == Some(id);
    (!known).then(|| terminal(source))
}

/// What could not be read, in which profile.
pub(in crate::report) fn not_read(gap: &Gap<'_>) -> String {
    format!("{}{}", terminal(&gap.message), in_profile(gap.profile))
}

/// The profile a gap is about, in brackets.
pub(in crate::report) fn in_profile(profile: Option<u32>) -> String {
    profile.map_or_else(String::new, |profile| format!(" (profile {profile})"))
}

/// Why a policy did not judge a device. Nothing for one that did, and nothing
/// where that is told elsewhere: once for the run, or as what was not read.
pub(in crate::report) fn standings(device: &Device<'_>) -> Vec<String> {
    let nobody = device.verdict == Verdict::NotApplicable;
    let stands = device.applicability.iter();
    let told = stands.filter(|stand| nobody || !stand.holder_not_stated());
    told.filter_map(standing).collect()
}

/// Why a policy did not judge.
pub(in crate::report) fn standing(stand: &Applicability<'_>) -> Option<String> {
    if stand.is_judged() || stand.facts.is_empty() {
        return None;
    }
    let facts: Vec<String> = stand.facts.iter().map(fact).collect();
    let (policy, facts) = (terminal(stand.subject()), facts.join("; "));
    Some(match &*stand.state {
        "not-applicable" => format!("not judged by {policy}, which is not for it: {facts}"),
        _ => format!("could not be judged by {policy}: {facts}"),
    })
}

fn fact(fact: &FactUsed<'_>) -> String {
    let (what, value) = (terminal(&fact.fact), terminal(&fact.value));
    match &*fact.from {
        "register" => format!("{what} {value}, by the register"),
        "device" => format!("{what} {value}, by what the phone shows"),
        "assumed" if what == "person" => "nobody states who holds it".to_owned(),
        "assumed" => format!("nobody states its {what}"),
        other => format!("{what} {value}, by {}", terminal(other)),
    }
}
