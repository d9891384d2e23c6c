//! `[[adopt]]`: an organisation takes over a measure that somebody else issued,
//! on terms of its own, and says who decided that and when.

use super::level::Level;
use super::scope_keys::scope;
use super::terms::Adopt;
use crate::catalogue::Catalogue;
use crate::catalogue::document::{Diagnostic, Fields};
use crate::inventory::ProfileKind;

/// The most days of grace that make sense.
const MOST_DAYS: u64 = 366;

pub(super) fn read(mut fields: Fields<'_>, catalogue: &Catalogue) -> Option<Adopt> {
    let policy = fields.required_string("policy", "\"nsm-2023\"");
    let decided_by = fields.required_string("decided-by", "\"head of security\"");
    fields.require("decided-on", "2026-11-21");
    let decided_on = fields.date("decided-on");
    let scope = fields.table("scope").map(|mut fields| scope(&mut fields));
    let levels = fields.table("levels").map_or_else(Vec::new, levels);
    let off = fields.strings("off");
    let owners = fields.strings("owners-allowed");
    let owners_allowed = super::selector_keys::owners_of(&fields, &owners, catalogue);
    let deadline = fields.date("deadline");
    let grace = fields.integer("grace-days");
    if grace.is_some_and(|days| days > MOST_DAYS) {
        let message = format!("`grace-days` is more than {MOST_DAYS}");
        let mistake = Diagnostic::new(fields.span_of("grace-days"), message);
        fields
            .log()
            .add(mistake.hint("name a `deadline` instead, or switch the rule off"));
    }
    let profiles = fields.words("profiles", ProfileKind::ALL, ProfileKind::as_str);
    let reason = fields.string("reason").map(|text| text.value.to_owned());
    Some(Adopt {
        policy: policy?.value.to_owned(),
        decided_by: decided_by?.value.to_owned(),
        decided_on: decided_on?,
        scope,
        levels,
        off: off.iter().map(|text| text.value.to_owned()).collect(),
        owners_allowed,
        deadline,
        grace_days: grace.and_then(|days| u32::try_from(days).ok()),
        profiles,
        reason,
    })
}

/// `levels = { rule = "warn" }`.
fn levels(mut fields: Fields<'_>) -> Vec<(String, Level)> {
    fields
        .remaining_strings()
        .into_iter()
        .filter_map(|(rule, text)| {
            let level = Level::parse(text.value);
            if level.is_none() {
                fields.unknown_value(
                    "level",
                    &text,
                    Level::ALL.iter().map(|level| level.as_str()),
                );
            }
            Some((rule, level?))
        })
        .collect()
}
