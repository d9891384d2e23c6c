//! The closed words of the document, in the reader's words.

use crate::audit::{MatchKind, Relation};
use crate::inventory::{Origin, Platform, State};
use crate::report::document::Verdict;
use crate::report::escape::terminal;

/// A verdict as a heading.
pub(in crate::report) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NonCompliant => "Non-compliant",
        Verdict::Indeterminate => "Indeterminate",
        Verdict::Compliant => "Compliant",
        Verdict::NotApplicable => "Not applicable",
    }
}

/// The platform as people spell it.
pub(super) fn platform(word: &str) -> String {
    match Platform::parse(word) {
        Some(Platform::Android) => "Android".to_owned(),
        Some(Platform::Ios) => "iOS".to_owned(),
        None => terminal(word),
    }
}

/// A country by name and code, such as `Example Land (XX)`.
pub(in crate::report) fn country(code: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{} ({})", terminal(name), terminal(code)),
        None => terminal(code),
    }
}

/// The day of a time in UTC.
pub(in crate::report) fn day(time: &str) -> &str {
    time.split_once('T').map_or(time, |(day, _)| day)
}

/// How a rule matched.
pub(super) fn matched(word: &str) -> String {
    let Some(kind) = MatchKind::parse(word) else {
        return terminal(word);
    };
    let text = match kind {
        MatchKind::IdAndCertificate => "exact id, signed by the expected certificate",
        MatchKind::Id => "exact id",
        MatchKind::UnknownBuild => {
            "exact id, but signed by somebody else than expected (unknown build)"
        }
        MatchKind::StoreId => "App Store item id",
        MatchKind::Developer => "developer name",
        MatchKind::Name => "name only; other apps may be called so",
        MatchKind::Prefix => "beginning of the id, as the policy spells it",
        MatchKind::Namespace => "beginning of the id only",
        MatchKind::Hint => "country part of the id only; the owner is not known",
        MatchKind::WebHost => "host of a web page on the home screen",
        MatchKind::Condition => "by the way it came onto the device",
        MatchKind::NotListed => "not on the list of approved apps",
    };
    text.to_owned()
}

/// The state, when it is worth a word.
pub(in crate::report) fn state(word: &str) -> Option<String> {
    let Some(state) = State::parse(word) else {
        return Some(terminal(word));
    };
    let text = match state {
        State::Installed => return None,
        State::Disabled => "installed, disabled",
        State::Suspended => "installed, suspended",
        State::Hidden => "installed, hidden",
        State::Instant => "run without being installed",
        State::Archived => "archived: one tap brings it back",
        State::Residue => "not installed; its data is left",
        State::Unclear => "in a state that is not known; it may be installed",
        State::Removed => "removed for this profile; still in the system image",
    };
    Some(text.to_owned())
}

/// The origin, when it is worth a word.
pub(super) fn origin(word: &str) -> Option<&'static str> {
    match Origin::parse(word) {
        Some(Origin::Preinstalled) => Some("came with the phone"),
        Some(Origin::UpdatedPreinstalled) => Some("came with the phone, updated since"),
        Some(Origin::User | Origin::Unknown) | None => None,
    }
}

/// What ties an owner to a country.
pub(super) fn tie(relation: Option<&str>, country: &str) -> String {
    match relation.and_then(Relation::parse) {
        Some(Relation::Headquarters) => format!("run from {country}"),
        Some(Relation::Registered) => format!("registered in {country}"),
        Some(Relation::Control | Relation::Any) | None => format!("controlled from {country}"),
    }
}
