//! Words that several formats share: plurals, and sentences for the words of
//! the document. A word of a later version is shown as it stands.
//!
//! What comes from the device is made visible here already; each format still
//! escapes its own signs.

use super::document::{Applicability, Device, Document, Finding, Policy, Text, Verdict};
use super::escape::terminal;
use crate::audit::{Level, MatchKind, Relation};
use crate::inventory::{Origin, Platform, State};

/// `1 phone`, `2 phones`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The platform as people spell it.
pub(super) fn platform(word: &str) -> String {
    match Platform::parse(word) {
        Some(Platform::Android) => "Android".to_owned(),
        Some(Platform::Ios) => "iOS".to_owned(),
        None => terminal(word),
    }
}

/// How a rule matched.
fn matched(word: &str) -> String {
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
        MatchKind::Prefix => "beginning of the id, as the policy spells it",
        MatchKind::Namespace => "beginning of the id only",
        MatchKind::Hint => "country part of the id only; the owner is not known",
        MatchKind::Name => "name only; other apps may be called so",
        MatchKind::Condition => "by the way it came onto the device",
        MatchKind::NotListed => "not on the list of approved apps",
    };
    text.to_owned()
}

/// The state, when it is worth a word.
pub(super) fn state(word: &str) -> Option<String> {
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
        State::Removed => "removed for this profile; still in the system image",
        State::Unclear => "in a state that is not known; it may be installed",
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

/// Who owns it, and what ties the owner to which country.
fn owner(finding: &Finding<'_>) -> Option<String> {
    let mut text = format!("owner {}", terminal(finding.owner_name.as_deref()?));
    if let Some(through) = &finding.owner_through {
        text.push_str(", part of ");
        text.push_str(&terminal(through));
    }
    if let Some(country) = &finding.owner_country {
        let is = |tie: Relation| finding.owner_relation.as_deref() == Some(tie.as_str());
        let tie = if is(Relation::Headquarters) {
            "run from"
        } else if is(Relation::Registered) {
            "registered in"
        } else {
            "controlled from"
        };
        text.push_str(&format!(", {tie} {}", terminal(country)));
    }
    if let Some(sure) = &finding.owner_confidence {
        let disputed = if finding.owner_contested {
            ", disputed"
        } else {
            ""
        };
        text.push_str(&format!(" (confidence {}{disputed})", terminal(sure)));
    }
    Some(text)
}

/// How a finding was recognised, with both confidences.
pub(super) fn certainty(finding: &Finding<'_>) -> String {
    let mut text = matched(&finding.matched);
    if let Some(confidence) = &finding.id_confidence {
        text.push_str(&format!(" (confidence {})", terminal(confidence)));
    }
    if let Some(owner) = owner(finding) {
        text.push_str("; ");
        text.push_str(&owner);
    }
    text
}

/// The app, by name, id and version; or how many a summary stands for.
pub(super) fn app(finding: &Finding<'_>) -> String {
    let id = terminal(&finding.app);
    let mut app = match &finding.name {
        Some(name) => format!("{} ({id})", terminal(name)),
        None => id,
    };
    match finding.summarises {
        Some(count) if count > 1 => {
            format!("{count} apps that came with the phone, such as {app}")
        }
        _ => {
            if let Some(version) = &finding.version {
                app.push_str(&format!(" {}", terminal(version)));
            }
            app
        }
    }
}

/// What is worth a word of the app beside its name: variant, state, origin and
/// profile.
pub(super) fn circumstances(finding: &Finding<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(variant) = &finding.variant {
        parts.push(format!("variant: {}", terminal(variant)));
    }
    parts.extend(state(&finding.state));
    if finding.summarises.is_none() {
        parts.extend(origin(&finding.origin).map(str::to_owned));
    }
    if finding.profile != 0 {
        let kind = finding.profile_kind.as_deref().unwrap_or("other");
        parts.push(format!("profile {} ({})", finding.profile, terminal(kind)));
    }
    parts
}

/// Maker and model, then system and version, as far as they are known.
pub(super) fn device(device: &Device<'_>) -> String {
    fn joined(one: Option<String>, other: Option<&str>) -> String {
        let parts: Vec<String> = one.into_iter().chain(other.map(terminal)).collect();
        parts.join(" ")
    }
    let name = joined(
        device.maker.as_deref().map(terminal),
        device.model.as_deref(),
    );
    let system = joined(
        device.platform.as_deref().map(platform),
        device.os_version.as_deref(),
    );
    let parts: Vec<String> = [name, system]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// Where it was read, how many apps it has, and when that was true.
pub(super) fn provenance(device: &Device<'_>) -> String {
    let mut text = format!("from {}", terminal(&device.source));
    if device.apps.total > 0 {
        let apps = count(device.apps.total, "app", "apps");
        text.push_str(&format!(
            "; {apps}, {} with a known owner",
            device.apps.owner_known
        ));
    }
    if let Some(taken_at) = &device.taken_at {
        text.push_str(&format!("; taken on {}", terminal(day(taken_at))));
    }
    text
}

/// The day of a time in UTC.
pub(super) fn day(time: &str) -> &str {
    time.split_once('T').map_or(time, |(day, _)| day)
}

/// Why a rule found this, or why it only points at it.
pub(super) fn reason(finding: &Finding<'_>) -> Option<String> {
    let reason = finding.reason.as_deref()?;
    // The reason speaks of an owner, and of this app none is known.
    Some(match &finding.hint_country {
        Some(country) => format!(
            "its id begins as ids from {} do; the rule is about owners there, and who owns this \
             app is not known",
            terminal(country)
        ),
        None => super::escape::prose(reason),
    })
}

/// Why a finding weighs less than its rule.
pub(super) fn weaker(finding: &Finding<'_>, rule: Option<Level>) -> Option<String> {
    let rule = rule.filter(|rule| finding.level < *rule)?;
    if finding.matched == MatchKind::Hint.as_str() {
        return None;
    }
    let low = |confidence: &Option<Text<'_>>| confidence.as_deref() == Some("low");
    let condition = if finding.matched == MatchKind::Name.as_str() {
        "if a list gave the id that the rule selects"
    } else if low(&finding.owner_confidence) {
        "if a source that can be looked up bore out who owns the app"
    } else if low(&finding.id_confidence) {
        "if a source that can be looked up bore out whose id it is"
    } else {
        "for an installed app that is surely recognised"
    };
    Some(format!("{}; it would be {rule} {condition}", finding.level))
}

/// Who permits a finding, until when and why.
pub(super) fn permission(finding: &Finding<'_>) -> Option<String> {
    use super::escape::prose;
    if let Some(waiver) = &finding.waived_by {
        return Some(format!(
            "waived: by {} until {}: {}",
            prose(&waiver.approver),
            prose(&waiver.expires),
            prose(&waiver.reason)
        ));
    }
    let way = finding.permitted_by.as_ref()?;
    Some(format!("permitted: {}", prose(&way.reason)))
}

/// Whose measure it is, where, of what kind, and of when.
pub(super) fn authority(policy: &Policy<'_>) -> Option<String> {
    let mut text = policy.issuer.as_deref()?.to_owned();
    if let Some(place) = &policy.jurisdiction {
        text.push_str(&format!(" ({place})"));
    }
    match (&policy.instrument, &policy.issued) {
        (Some(kind), Some(date)) => text.push_str(&format!(", {kind} of {date}")),
        (Some(kind), None) => text.push_str(&format!(", {kind}")),
        (None, Some(date)) => text.push_str(&format!(", {date}")),
        (None, None) => {}
    }
    if let Some(adoption) = &policy.adoption {
        let (by, who, when) = (&adoption.by, &adoption.decided_by, &adoption.decided_on);
        text.push_str(&format!(", adopted by {by} (decided by {who} on {when})"));
    }
    Some(super::escape::prose(&text))
}

/// Why a policy did not judge a device. Nothing for one that did, and nothing
/// where that is told elsewhere: once for the run, or as what was not read.
pub(super) fn standings(device: &Device<'_>) -> Vec<String> {
    let nobody = device.verdict == Verdict::NotApplicable;
    let stands = device.applicability.iter();
    let told = stands.filter(|stand| nobody || !stand.holder_not_stated());
    told.filter_map(standing).collect()
}

/// Why a policy did not judge.
pub(super) fn standing(stand: &Applicability<'_>) -> Option<String> {
    if stand.is_judged() || stand.facts.is_empty() {
        return None;
    }
    let facts: Vec<String> = stand
        .facts
        .iter()
        .map(|fact| {
            let (what, value) = (terminal(&fact.fact), terminal(&fact.value));
            match &*fact.from {
                "register" => format!("{what} {value}, by the register"),
                "device" => format!("{what} {value}, by what the phone shows"),
                "assumed" if what == "person" => "nobody states who holds it".to_owned(),
                "assumed" => format!("nobody states its {what}"),
                other => format!("{what} {value}, by {}", terminal(other)),
            }
        })
        .collect();
    let (policy, facts) = (terminal(stand.subject()), facts.join("; "));
    Some(match &*stand.state {
        "not-applicable" => format!("not judged by {policy}, which is not for it: {facts}"),
        _ => format!("could not be judged by {policy}: {facts}"),
    })
}

/// The counts in a sentence.
pub(super) fn counts(document: &Document<'_>) -> String {
    let counts = document.summary;
    let mut line = format!(
        "{}: {} non-compliant, {} indeterminate, {} compliant{}; {}",
        count(counts.devices, "device", "devices"),
        counts.non_compliant,
        counts.indeterminate,
        counts.compliant,
        if counts.not_applicable > 0 {
            format!(
                ", {} not applicable (outside every scope, not judged)",
                counts.not_applicable
            )
        } else {
            String::new()
        },
        count(counts.findings, "finding", "findings"),
    );
    let further = [
        (counts.waived, "waived"),
        (counts.permitted, "permitted"),
        (counts.contradicted, "against the register"),
        (counts.unregistered, "not in the register"),
    ];
    for (count, word) in further {
        if count > 0 {
            line.push_str(&format!(", {count} {word}"));
        }
    }
    if counts.devices == 0 {
        line.push_str("; no device was looked at");
    }
    line
}

/// The day and the policies with their digests, short enough to compare by
/// eye.
pub(super) fn basis(document: &Document<'_>) -> String {
    const DIGEST_SHOWN: usize = "sha256:".len() + 12;
    let policies: Vec<String> = document
        .policies
        .iter()
        .map(|policy| {
            let digest = policy.digest.get(..DIGEST_SHOWN).unwrap_or(&policy.digest);
            format!("{} {}", terminal(&policy.id), terminal(digest))
        })
        .collect();
    format!(
        "as of {}; policy {}",
        terminal(&document.as_of),
        policies.join(", ")
    )
}

/// The profile a gap is about, in brackets.
pub(super) fn in_profile(profile: Option<u32>) -> String {
    profile.map_or_else(String::new, |profile| format!(" (profile {profile})"))
}
