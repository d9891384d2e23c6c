//! What limits the verdict on the page of a device: how old the list may be, on whose
//! terms the measures judged, what no rule of them can see, which inputs of the run
//! are not in the verdict, and what was assumed or noted. Whoever signs the page has
//! only the page, so nothing of this may be left to the full report alone.

use crate::inventory::NoteCode;
use crate::report::document::{Device, Document, Policy};
use crate::report::escape::{prose, terminal};
use crate::report::fact_code::FactCode;
use crate::report::facts;
use crate::report::wording::{self, Words};

/// How many names an entry gives before it counts.
const NAMED: usize = 5;

/// The limits, those first that reach furthest.
pub(super) fn of(say: &Words, document: &Document<'_>, device: &Device<'_>) -> Vec<String> {
    let words = &say.certificate.limits;
    let is_undated = is_undated(device);
    let mut limits: Vec<String> = is_undated
        .then(|| words.undated.to_owned())
        .into_iter()
        .collect();
    let judged = || document.policies.iter().filter(|one| judges(device, one));
    limits.extend(judged().filter_map(|policy| on_terms(say, policy)));
    limits.extend(judged().filter_map(|policy| unseen(say, document, device, policy)));
    if let Some(inputs) = &document.inputs {
        let unread = inputs.not_read.iter().map(|entry| terminal(&entry.name));
        limits.extend(counted(say, unread.collect(), words.unread));
        let aside = inputs.set_aside.iter().map(|name| terminal(name));
        limits.extend(counted(say, aside.collect(), words.aside));
    }
    let facts = facts::of_device(say, device).into_iter();
    let known: Vec<String> = facts
        .filter(|fact| fact.code != FactCode::Note)
        .map(|fact| match fact.code {
            FactCode::Assumed => say.assumptions(&fact.sentence),
            _ => fact.sentence,
        })
        .collect();
    limits.push(wording::limits(&known));
    let notes = device.coverage.notes.iter();
    // That the list has no day is the first entry already.
    let notes = notes
        .filter(|note| !is_undated || NoteCode::parse(&note.code) != Some(NoteCode::ListUndated));
    limits.extend(notes.map(|note| terminal(&say.line(&say.note(note)))));
    limits.retain(|sentence| !sentence.is_empty());
    limits
}

/// Whether there is a list, and nobody knows of which day.
pub(super) fn is_undated(device: &Device<'_>) -> bool {
    device.taken_at.is_none() && (device.coverage.complete || device.apps.total > 0)
}

/// Whether the measure judged the device, or nobody tells.
fn judges(device: &Device<'_>, policy: &Policy<'_>) -> bool {
    let mut stands = device.applicability.iter();
    let stand = stands.find(|stand| stand.policy == policy.id && stand.rule.is_none());
    stand.is_none_or(|stand| stand.state != "not-applicable")
}

/// Whether an organisation took something out of a measure that judged the device.
pub(super) fn has_terms(document: &Document<'_>, device: &Device<'_>) -> bool {
    let mut policies = document.policies.iter();
    policies.any(|policy| {
        let adoption = policy.adoption.as_ref();
        judges(device, policy) && adoption.is_some_and(|adoption| !adoption.terms.is_empty())
    })
}

/// What an organisation changed of a measure that somebody else issued.
fn on_terms(say: &Words, policy: &Policy<'_>) -> Option<String> {
    let adoption = policy.adoption.as_ref()?;
    let terms: Vec<String> = adoption.terms.iter().map(|term| prose(term)).collect();
    (!terms.is_empty()).then(|| {
        (say.certificate.limits.on_terms)(
            &terminal(&policy.id),
            &prose(&adoption.by),
            &terms.join("; "),
        )
    })
}

/// What a measure names and no rule of it can see on such a device.
fn unseen(
    say: &Words,
    document: &Document<'_>,
    device: &Device<'_>,
    policy: &Policy<'_>,
) -> Option<String> {
    let missing = document.not_covered.iter();
    let missing = missing.filter(|missing| missing.policy == policy.id);
    let missing = missing.filter(|missing| match (&missing.platform, &device.platform) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    });
    let names: Vec<String> = missing.map(|missing| prose(&missing.name)).collect();
    let not_seen = |count| (say.policy.not_seen)(&terminal(&policy.id), count);
    counted(say, names, not_seen)
}

/// A sentence with a count, behind it the first names.
fn counted(say: &Words, names: Vec<String>, sentence: impl Fn(usize) -> String) -> Option<String> {
    let count = names.len();
    let mut shown: Vec<String> = names.into_iter().take(NAMED).collect();
    if count > NAMED {
        shown.push((say.certificate.more)(count - NAMED));
    }
    (count > 0).then(|| format!("{}: {}", sentence(count), shown.join(", ")))
}
