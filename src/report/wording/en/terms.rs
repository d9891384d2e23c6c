//! Closed words in English.

use super::super::words::Terms;
use crate::audit::{Basis, Confidence, Dimension, Instrument, Level, MatchKind, Relation, Status};
use crate::inventory::{Origin, ProfileKind, ProfileStatus, State};
use crate::report::document::Verdict;

pub(super) const TERMS: Terms = Terms {
    verdict: |verdict| match verdict {
        Verdict::NonCompliant => "Non-compliant",
        Verdict::Indeterminate => "Indeterminate",
        Verdict::Compliant => "Compliant",
        Verdict::NotApplicable => "Not applicable",
    },
    verdict_word: Verdict::as_str,
    level: Level::as_str,
    permitted: "ok",
    matched,
    state: |state| {
        Some(match state {
            State::Installed => return None,
            State::Disabled => "installed, disabled",
            State::Suspended => "installed, suspended",
            State::Hidden => "installed, hidden",
            State::Instant => "run without being installed",
            State::Archived => "archived: one tap brings it back",
            State::Residue => "not installed; its data is left",
            State::Unclear => "in a state that is not known; it may be installed",
            State::Removed => "removed for this profile; still in the system image",
        })
    },
    origin: |origin| match origin {
        Origin::Preinstalled => Some("came with the phone"),
        Origin::UpdatedPreinstalled => Some("came with the phone, updated since"),
        Origin::User | Origin::Unknown => None,
    },
    tie: |relation, country| match relation {
        Some(Relation::Headquarters) => format!("run from {country}"),
        Some(Relation::Registered) => format!("registered in {country}"),
        Some(Relation::Control | Relation::Any) | None => format!("controlled from {country}"),
    },
    profile: ProfileKind::as_str,
    profile_status: ProfileStatus::as_str,
    confidence: Confidence::as_str,
    instrument: Instrument::as_str,
    status: Status::as_str,
    dimension: Dimension::as_str,
    value: |_, _| None,
    assumption: |fact, value| match (fact, value) {
        (Dimension::Person, "public-employee") => Some("public employee"),
        (Dimension::Use, "service") => Some("service use"),
        (Dimension::Access, "internal") => Some("internal access"),
        (Dimension::Ownership, "issued") => Some("issued"),
        _ => None,
    },
    fact: |what, value, from, of| match from {
        Basis::Register => format!("{what} {value}, by the register"),
        Basis::Device => format!("{what} {value}, by what the phone shows"),
        Basis::Assumed if of == Some(Dimension::Person) => "nobody states who holds it".to_owned(),
        Basis::Assumed => format!("nobody states its {what}"),
    },
    fact_by: |what, value, who| format!("{what} {value}, by {who}"),
};

fn matched(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::IdAndCertificate => "exact id, signed by the expected certificate",
        MatchKind::Id => "exact id",
        MatchKind::UnknownBuild => {
            "exact id, but signed by somebody else than expected (unknown build)"
        }
        MatchKind::StoreId => "App Store item id",
        MatchKind::Developer => "developer name",
        MatchKind::Capitals => "id but for capitals, which tell Android apps apart",
        MatchKind::Name => "name only; other apps may be called so",
        MatchKind::Prefix => "beginning of the id, as the policy spells it",
        MatchKind::Namespace => "beginning of the id only",
        MatchKind::Hint => "country part of the id only; the owner is not known",
        MatchKind::WebHost => "host of a web page on the home screen",
        MatchKind::Condition => "by the way it came onto the device",
        MatchKind::NotListed => "not on the list of approved apps",
    }
}
