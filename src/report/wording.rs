//! Words that several formats share: plurals, and sentences for the values of
//! the result types.

use crate::audit::{Finding, Instrument, Level, MatchKind, Measure, OwnerFact, Relation};
use crate::inventory::{Origin, Platform, State};

/// `1 phone`, `2 phones`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The platform as people spell it.
pub(super) const fn platform(platform: Platform) -> &'static str {
    match platform {
        Platform::Android => "Android",
        Platform::Ios => "iOS",
    }
}

/// How a rule matched.
pub(super) const fn matched(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::IdAndCertificate => "exact id, signed by the expected certificate",
        MatchKind::Id => "exact id",
        MatchKind::UnknownBuild => {
            "exact id, but signed by another certificate than expected (unknown build)"
        }
        MatchKind::StoreId => "App Store item id",
        MatchKind::Developer => "developer name",
        MatchKind::Prefix => "beginning of the id, as the policy spells it",
        MatchKind::Namespace => "beginning of the id only",
        MatchKind::Hint => "country part of the id only; the owner is not known",
        MatchKind::NotListed => "not on the list of approved apps",
    }
}

/// The state, when it is worth a word.
pub(super) const fn state(state: State) -> Option<&'static str> {
    match state {
        State::Installed => None,
        State::Disabled => Some("installed, disabled"),
        State::Suspended => Some("installed, suspended"),
        State::Hidden => Some("installed, hidden"),
        State::Archived => Some("archived: one tap brings it back"),
        State::Residue => Some("not installed; its data is left"),
        State::Removed => Some("removed for this profile; still in the system image"),
    }
}

/// The origin, when it is worth a word.
pub(super) const fn origin(origin: Origin) -> Option<&'static str> {
    match origin {
        Origin::Preinstalled => Some("came with the phone"),
        Origin::UpdatedPreinstalled => Some("came with the phone, updated since"),
        Origin::User | Origin::Unknown => None,
    }
}

/// Who owns it, and what ties the owner to which country.
pub(super) fn owner(owner: &OwnerFact) -> String {
    let mut text = format!("owner {}", owner.name);
    if let Some(through) = &owner.through {
        text.push_str(", part of ");
        text.push_str(through);
    }
    if let Some(country) = owner.country {
        let tie = match owner.relation {
            Some(Relation::Headquarters) => "run from",
            Some(Relation::Registered) => "registered in",
            _ => "controlled from",
        };
        text.push_str(&format!(", {tie} {country}"));
    }
    let disputed = if owner.contested { ", disputed" } else { "" };
    text.push_str(&format!(
        " (confidence {}{disputed})",
        owner.confidence.as_str()
    ));
    text
}

/// How a finding was recognised, with both confidences.
pub(super) fn certainty(finding: &Finding) -> String {
    let mut text = matched(finding.matched).to_owned();
    if let Some(confidence) = finding.id_confidence {
        text.push_str(&format!(" (confidence {})", confidence.as_str()));
    }
    if let Some(fact) = &finding.owner {
        text.push_str("; ");
        text.push_str(&owner(fact));
    }
    text
}

/// Why a finding weighs less than its rule.
pub(super) fn weaker(here: Level, rule: Level) -> String {
    format!("{here}; it would be {rule} for an installed app that is surely recognised")
}

/// Whose measure it is, where, of what kind, and of when.
pub(super) fn authority(measure: &Measure) -> Option<String> {
    let mut text = measure.issuer.clone()?;
    if let Some(place) = &measure.jurisdiction {
        text.push_str(&format!(" ({place})"));
    }
    let kind = measure.instrument.map(Instrument::as_str);
    let date = measure.issued.map(|date| date.to_string());
    match (kind, date) {
        (Some(kind), Some(date)) => text.push_str(&format!(", {kind} of {date}")),
        (Some(kind), None) => text.push_str(&format!(", {kind}")),
        (None, Some(date)) => text.push_str(&format!(", {date}")),
        (None, None) => {}
    }
    Some(text)
}
