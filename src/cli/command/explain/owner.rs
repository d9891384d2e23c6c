//! An owner: who it belongs to, how sure that is, and what rests on it.

use crate::catalogue::{Catalogue, Owner, ParentRelation};
use crate::cli::ui::countries::{named, named_all};
use crate::cli::ui::fields::FieldList;

pub(crate) fn explain(what: &str, catalogue: &Catalogue) -> Option<String> {
    let place = catalogue.owner_by_id(what).or_else(|| {
        let mut owners = catalogue.owners();
        owners.position(|owner| owner.name().eq_ignore_ascii_case(what))
    })?;
    let mut fields = FieldList::default();
    chain(&mut fields, place, catalogue);
    let families: Vec<&str> = catalogue
        .families()
        .filter(|family| family.owner() == place)
        .map(|family| family.name())
        .collect();
    fields.gap();
    fields.list("apps", &families);
    let owned: Vec<&str> = catalogue
        .owners()
        .filter(|owner| owner.parent().is_some_and(|p| p.owner == place))
        .map(|owner| owner.name())
        .collect();
    fields.list("owns", &owned);
    Some(fields.into_text())
}

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
