//! Sentences about one finding: the app, why it is one, how sure that is, and
//! what permits it.

use super::terms::{country, matched, origin, state, tie};
use crate::audit::{Level, MatchKind};
use crate::report::document::{Finding, Text};
use crate::report::escape::{prose, terminal};

/// The app, by name, id and version; or how many a summary stands for.
pub(in crate::report) fn app(finding: &Finding<'_>) -> String {
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
pub(in crate::report) fn circumstances(finding: &Finding<'_>) -> Vec<String> {
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

/// Whether the owner is what the rule asks for, so that a reader should know
/// who that is.
pub(in crate::report) fn owner_matters(finding: &Finding<'_>) -> bool {
    finding.by_owner && finding.owner_name.is_some()
}

/// Who owns it, and what ties the owner to which country.
fn owner(finding: &Finding<'_>) -> Option<String> {
    let name = terminal(finding.owner_name.as_deref()?);
    let above = finding.owner_through.as_deref().map(terminal);
    let tied = finding.owner_country.as_deref().map(|code| {
        let country = country(code, finding.owner_country_name.as_deref());
        tie(finding.owner_relation.as_deref(), &country)
    });
    Some(match (above, tied) {
        (Some(above), Some(tied)) => format!("owner {name}, part of {above}, {tied}"),
        (Some(above), None) => format!("owner {name}, part of {above}"),
        (None, Some(tied)) => format!("owner {name}, {tied}"),
        (None, None) => format!("owner {name}"),
    })
}

/// How sure the owner is. Nothing where the rule does not ask for the owner.
fn owner_confidence(finding: &Finding<'_>) -> Option<String> {
    let sure = terminal(finding.owner_confidence.as_deref()?);
    owner_matters(finding).then(|| {
        if finding.owner_contested {
            format!("confidence {sure}, disputed")
        } else {
            format!("confidence {sure}")
        }
    })
}

/// How a finding was recognised, and both confidences.
pub(in crate::report) fn confidence(finding: &Finding<'_>) -> String {
    let how = matched(&finding.matched);
    let id = match &finding.id_confidence {
        Some(sure) => format!("{} ({how})", terminal(sure)),
        None => how,
    };
    match (owner(finding), owner_confidence(finding)) {
        (Some(owner), Some(sure)) => format!("{id}; {owner} ({sure})"),
        (Some(owner), None) => format!("{id}; {owner}"),
        (None, _) => id,
    }
}

/// What a reader of few lines must know: where the owner is, if the rule asks
/// for it, and every confidence that is not high.
pub(in crate::report) fn doubts(finding: &Finding<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    if owner_matters(finding) {
        let place = finding.owner_country.as_deref();
        let place = place.map(|code| country(code, finding.owner_country_name.as_deref()));
        let low = finding.owner_confidence.as_deref().filter(|s| *s != "high");
        let low = low.map(terminal);
        parts.extend(match (place, low, finding.owner_contested) {
            (Some(place), None, false) => Some(format!("owner in {place}")),
            (Some(place), None, true) => Some(format!("owner in {place}, disputed")),
            (Some(place), Some(low), false) => Some(format!("owner in {place}, confidence {low}")),
            (Some(place), Some(low), true) => {
                Some(format!("owner in {place}, confidence {low}, disputed"))
            }
            (None, Some(low), _) => Some(format!("owner known with confidence {low}")),
            (None, None, _) => None,
        });
    }
    let kind = MatchKind::parse(&finding.matched);
    match finding.id_confidence.as_deref() {
        _ if matches!(
            kind,
            Some(
                MatchKind::UnknownBuild
                    | MatchKind::Namespace
                    | MatchKind::Developer
                    | MatchKind::Name
            )
        ) =>
        {
            parts.push(matched(&finding.matched));
        }
        Some(sure) if sure != "high" => parts.push(format!("id confidence {}", terminal(sure))),
        _ => {}
    }
    parts
}

/// Why a rule found this, or why it only points at it.
pub(in crate::report) fn reason(finding: &Finding<'_>) -> Option<String> {
    let reason = finding.reason.as_deref()?;
    // The reason speaks of an owner, and of this app none is known.
    Some(match &finding.hint_country {
        Some(code) => format!(
            "who owns it is not known; its id begins as ids from {} do, and the rule is about \
             owners there",
            country(code, finding.hint_country_name.as_deref())
        ),
        None => prose(reason),
    })
}

/// Why a finding weighs less than its rule.
pub(in crate::report) fn weaker(finding: &Finding<'_>, rule: Option<Level>) -> Option<String> {
    let rule = rule.filter(|rule| finding.level < *rule)?;
    if finding.matched == MatchKind::Hint.as_str() {
        return None;
    }
    let level = finding.level;
    let low = |confidence: &Option<Text<'_>>| confidence.as_deref() == Some("low");
    Some(if finding.matched == MatchKind::Name.as_str() {
        format!("{level}; it would be {rule} if a list gave the id that the rule selects")
    } else if finding.by_owner && low(&finding.owner_confidence) {
        format!(
            "{level}; it would be {rule} if a source that can be looked up bore out who owns the \
             app"
        )
    } else if low(&finding.id_confidence) {
        format!(
            "{level}; it would be {rule} if a source that can be looked up bore out whose id it is"
        )
    } else {
        format!("{level}; it would be {rule} for an installed app that is surely recognised")
    })
}

/// Who permits a finding, until when and why.
pub(in crate::report) fn permission(finding: &Finding<'_>) -> Option<String> {
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
