//! What `--verbose` tells while it happens: what each input was taken for, how much
//! of it was seen, and which policies judged it, by which facts.

use super::messages::Messages;
use crate::audit::{Applicability, Applies, DeviceResult};
use crate::inventory::{App, Coverage, Locator, Reading};

/// Says what a device was read from.
pub(crate) fn reading(messages: Messages, reading: &Reading) {
    if !messages.is_verbose() {
        return;
    }
    let place = messages.place(&reading.locator);
    match &reading.content {
        Ok(inventory) => {
            let apps = inventory.apps().iter().filter(|app| App::is_present(app));
            let text = format!("{place}: {}, {} apps", inventory.source, apps.count());
            messages.say("read", &text);
        }
        Err(unread) => {
            let why = message(messages, &unread.gap.message);
            messages.say("not read", &format!("{place}: {}{why}", unread.gap.code));
        }
    }
}

/// Says what an input was taken for.
pub(crate) fn taken_for(messages: Messages, place: &str, what: &str) {
    if messages.is_verbose() {
        let place = messages.place(&Locator::new(place));
        messages.say("read", &format!("{place}: {what}"));
    }
}

/// Says that a text was taken for a saved inventory.
pub(crate) fn saved(messages: Messages, device: &DeviceResult) {
    if messages.is_verbose() && device.platform.is_some() {
        taken_for(messages, &device.locator.to_string(), "a saved inventory");
    }
}

/// Says how much of a device was seen, and by what it was judged.
pub(crate) fn device(messages: Messages, device: &DeviceResult) {
    if !messages.is_verbose() {
        return;
    }
    let place = messages.place(&device.locator);
    let (verdict, apps) = (device.verdict.as_str(), device.apps.total);
    let seen = seen(messages, &device.coverage);
    let judged = format!("{place}: {verdict}; {apps} apps, {seen}");
    let mut said = vec![("judged", judged)];
    let policies = device.applicability.iter();
    said.extend(policies.map(|stands| ("  policy", standing(stands))));
    for note in device.coverage.notes() {
        let text = message(messages, &note.message);
        said.push(("  note", format!("{}{text}", note.code)));
    }
    messages.say_together(&said);
}

/// A sentence behind a code; it may hold names, so none where they are kept back.
fn message(messages: Messages, text: &str) -> String {
    if messages.is_redacted() {
        String::new()
    } else {
        format!(" ({text})")
    }
}

fn seen(messages: Messages, coverage: &Coverage) -> String {
    let gaps: Vec<String> = coverage
        .gaps()
        .iter()
        .map(|gap| format!("{}{}", gap.code, message(messages, &gap.message)))
        .collect();
    if gaps.is_empty() {
        "all that there are".to_owned()
    } else {
        format!("not all: {}", gaps.join("; "))
    }
}

fn standing(stands: &Applicability) -> String {
    let name = stands.rule.as_ref().unwrap_or(&stands.policy);
    let facts = stands.facts.iter().map(|fact| {
        let (about, from) = (fact.fact.as_str(), fact.from.as_str());
        format!("{about} {} ({from})", fact.value)
    });
    let facts: Vec<String> = facts.collect();
    let state = match stands.state {
        Applies::Judged => "applies",
        Applies::NotApplicable => "not applicable",
        Applies::Unknown => "could not be told",
    };
    if facts.is_empty() {
        format!("{name}: {state}")
    } else {
        format!("{name}: {state}, by {}", facts.join(", "))
    }
}
