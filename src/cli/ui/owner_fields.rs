//! An owner and those above it as fields: who it belongs to, and how sure that
//! is.

use super::countries::{named, named_all};
use super::fields::FieldList;
use crate::catalogue::{Catalogue, Owner, ParentRelation};

/// An owner and everybody above it.
pub(crate) fn chain(fields: &mut FieldList, place: usize, catalogue: &Catalogue) {
    let mut minority = None;
    for (_, owner) in catalogue.chain(place) {
        one(fields, owner, catalogue);
        minority = owner
            .parent()
            .filter(|parent| parent.relation == ParentRelation::Minority);
    }
    if let Some(parent) = minority
        && let Some(above) = catalogue.owner(parent.owner)
    {
        let share = parent.share.map(|share| format!(" ({share} %)"));
        let share = share.unwrap_or_default();
        let text = format!(
            "{}{share}; a minority stake counts in no rule",
            above.name()
        );
        fields.field("holds a share", Some(&text));
    }
}

fn one(fields: &mut FieldList, owner: Owner<'_>, catalogue: &Catalogue) {
    let text = format!("{} ({})", owner.name(), owner.id());
    fields.field("owner", Some(&text));
    let control = named_all(owner.control(), catalogue);
    if control.is_empty() {
        fields.field("  control", Some("not known"));
    }
    fields.list("  control", &control);
    let country = |found: Option<_>| found.map(|country| named(country, catalogue));
    fields.field("  run from", country(owner.headquarters()).as_deref());
    fields.field("  registered", country(owner.registered()).as_deref());
    let checked = owner.checked().map(|day| format!(", checked {day}"));
    let sure = format!("{}{}", owner.confidence(), checked.unwrap_or_default());
    fields.field("  confidence", Some(&sure));
    fields.field("  basis", Some(owner.basis()));
    if let Some(dispute) = owner.contested() {
        fields.field(
            "  disputed",
            Some(&format!("it is said that {}", dispute.claim)),
        );
        fields.field(
            "",
            Some(&format!("against that, {}", dispute.counter_claim)),
        );
    }
    for source in owner.sources() {
        fields.field("  source", Some(&source.to_string()));
    }
    if owner.sources().next().is_none() {
        fields.field("  source", Some("none that can be looked up"));
    }
}
