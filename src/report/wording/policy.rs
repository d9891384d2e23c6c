//! Sentences about the measures that judged: whose they are, of when, on whose
//! terms, and what no rule of them can see.

use crate::report::document::{Adoption, Document, NotCovered, Policy};
use crate::report::escape::{prose, terminal};

/// Whose measure it is, where, of what kind, and of when.
pub(in crate::report) fn authority(policy: &Policy<'_>) -> Option<String> {
    let who = prose(policy.issuer.as_deref()?);
    let who = match &policy.jurisdiction {
        Some(place) => format!("{who} ({})", prose(place)),
        None => who,
    };
    let kind = policy.instrument.as_deref().map(prose);
    let date = policy.issued.as_deref().map(prose);
    Some(match (kind, date) {
        (Some(kind), Some(date)) => format!("{who}, {kind} of {date}"),
        (Some(other), None) | (None, Some(other)) => format!("{who}, {other}"),
        (None, None) => who,
    })
}

/// The days that limit a measure: since when and until when it holds, and when
/// it was compared with its sources.
pub(in crate::report) fn dates(policy: &Policy<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    let mut say = |date: &Option<_>, sentence: fn(String) -> String| {
        parts.extend(
            date.as_ref()
                .map(|date: &std::borrow::Cow<'_, str>| sentence(prose(date))),
        );
    };
    say(&policy.effective, |day| format!("in force since {day}"));
    say(&policy.expires, |day| format!("ends on {day}"));
    say(&policy.checked, |day| {
        format!("compared with its sources on {day}")
    });
    say(&policy.review_by, |day| {
        format!("to be looked at again by {day}")
    });
    if let Some(status) = policy.status.as_deref().filter(|word| *word != "in-force") {
        parts.push(match &policy.status_remark {
            Some(remark) => format!("status {}: {}", terminal(status), prose(remark)),
            None => format!("status {}", terminal(status)),
        });
    }
    parts
}

/// Whose measure it is and on whose terms it was used.
pub(in crate::report) fn issued_and_adopted(policy: &Policy<'_>) -> Option<String> {
    match (authority(policy), policy.adoption.as_ref().map(adoption)) {
        (Some(issued), Some(adopted)) => Some(format!("{issued}; {adopted}")),
        (one, other) => one.or(other),
    }
}

/// On whose terms a measure was used.
pub(in crate::report) fn adoption(adoption: &Adoption<'_>) -> String {
    format!(
        "adopted by {} (decided by {} on {})",
        prose(&adoption.by),
        prose(&adoption.decided_by),
        prose(&adoption.decided_on)
    )
}

/// A measure with its issuer, its dates and its adoption.
pub(in crate::report) fn measure(policy: &Policy<'_>) -> String {
    let mut parts: Vec<String> = authority(policy).into_iter().collect();
    parts.extend(dates(policy));
    parts.extend(policy.adoption.as_ref().map(adoption));
    let id = terminal(&policy.id);
    if parts.is_empty() {
        id
    } else {
        format!("{id}: {}", parts.join("; "))
    }
}

/// Something a measure names and no rule of it can see.
pub(in crate::report) fn not_covered(missing: &NotCovered<'_>) -> String {
    let (name, why) = (prose(&missing.name), prose(&missing.why));
    let policy = terminal(&missing.policy);
    match &missing.platform {
        Some(platform) => {
            let platform = super::terms::platform(platform);
            format!("{policy} names {name}, which no rule sees on {platform}: {why}")
        }
        None => format!("{policy} names {name}, which no rule sees: {why}"),
    }
}

/// All measures that judged, as short as it can be said, with the numbered rules
/// that found something; then the day and the facts. No line may break at its
/// hard spaces.
pub(in crate::report) fn references(document: &Document<'_>, rules: &[String]) -> String {
    let policy_of = |rule: &str| {
        document
            .policies
            .iter()
            .find(|policy| is_of(rule, &policy.id))
    };
    let numbered: Vec<(usize, &String)> = rules.iter().enumerate().collect();
    // In the order of the numbers; neighbours of one policy share what is said
    // of it.
    let neighbours = numbered.chunk_by(|(_, a), (_, b)| policy_name(a) == policy_name(b));
    let parts: Vec<String> = neighbours
        .filter_map(|rules| {
            let names = rules.iter();
            let names =
                names.map(|(place, rule)| format!("[{}]\u{a0}{}", place + 1, terminal(rule)));
            let names = names.collect::<Vec<_>>().join(", ");
            let (_, first) = rules.first()?;
            Some(match policy_of(first) {
                Some(policy) => short(&names, policy),
                None => names,
            })
        })
        .collect();
    let policies = document.policies.iter();
    let silent = policies.filter(|policy| !rules.iter().any(|rule| is_of(rule, &policy.id)));
    let silent: Vec<String> = silent
        .map(|policy| short(&terminal(&policy.id), policy))
        .collect();
    let mut sentences = Vec::new();
    if !parts.is_empty() {
        sentences.push(parts.join(", "));
    }
    if !silent.is_empty() {
        sentences.push(format!("no finding: {}", silent.join(", ")));
    }
    let data: Vec<String> = document.data.iter().map(super::data_set).collect();
    let day = terminal(&document.as_of);
    sentences.push(if data.is_empty() {
        format!("as of {day}")
    } else {
        format!("as of {day}, facts {}", data.join(", "))
    });
    sentences.extend(organisation(document));
    sentences.join("; ")
}

/// The policy of a `policy/rule`.
fn policy_name(rule: &str) -> &str {
    rule.rsplit_once('/').map_or("", |(policy, _)| policy)
}

fn is_of(rule: &str, policy: &str) -> bool {
    policy_name(rule) == policy
}

/// What measures name and no rule can see, by measure.
pub(in crate::report) fn not_seen_by_rules(document: &Document<'_>) -> Vec<String> {
    let of = |policy: &Policy<'_>| {
        let missing = document.not_covered.iter();
        match missing
            .filter(|missing| missing.policy == policy.id)
            .count()
        {
            0 => None,
            count => Some(format!(
                "{} names {count} that no rule sees",
                terminal(&policy.id)
            )),
        }
    };
    document.policies.iter().filter_map(of).collect()
}

fn short(id: &str, policy: &Policy<'_>) -> String {
    let who = policy.issuer.as_deref().map(|name| prose(letters(name)));
    let day = policy.issued.as_deref().map(prose);
    let adopted = policy.adoption.as_ref().map(|terms| prose(&terms.by));
    match (who, day, adopted) {
        (Some(who), Some(day), Some(by)) => {
            format!("{id} ({who}, {day}; adopted by {by})")
        }
        (Some(who), Some(day), None) => format!("{id} ({who}, {day})"),
        (Some(only), None, None) | (None, Some(only), None) => format!("{id} ({only})"),
        (Some(only), None, Some(by)) | (None, Some(only), Some(by)) => {
            format!("{id} ({only}; adopted by {by})")
        }
        (None, None, Some(by)) => format!("{id} (adopted by {by})"),
        (None, None, None) => id.to_owned(),
    }
}

/// The letters by which an organisation goes, where its name carries them in
/// brackets; else the name.
fn letters(name: &str) -> &str {
    let inside = name
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(inside, _)| inside);
    let short = inside.filter(|word| {
        word.len() < 12 && !word.is_empty() && word.chars().all(char::is_alphanumeric)
    });
    short.unwrap_or(name)
}

/// The organisation's own file: what it is, of when, how much it holds.
pub(in crate::report) fn organisation(document: &Document<'_>) -> Vec<String> {
    let evidence = &document.evidence;
    let register = evidence.register.as_ref();
    let waivers = evidence.waivers.as_ref();
    let mut parts = Vec::new();
    parts.extend(register.map(|file| super::file_of_organisation("register", file)));
    parts.extend(waivers.map(|file| super::file_of_organisation("waivers", file)));
    parts
}
