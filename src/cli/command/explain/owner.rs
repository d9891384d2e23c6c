//! An owner: who it belongs to, how sure that is, and what rests on it.

use crate::catalogue::{Catalogue, Country, Owner, ParentRelation};
use crate::cli::ui::fields::FieldList;

pub(crate) fn explain(what: &str, catalogue: &Catalogue) -> Option<String> {
    let place = catalogue.owner_by_id(what).or_else(|| {
        let mut owners = catalogue.owners.iter();
        owners.position(|owner| owner.name.eq_ignore_ascii_case(what))
    })?;
    let mut fields = FieldList::default();
    chain(&mut fields, place, catalogue);
    let families: Vec<&str> = catalogue
        .families
        .iter()
        .filter(|family| family.owner == place)
        .map(|family| family.name.as_str())
        .collect();
    fields.gap();
    fields.list("apps", &families);
    let owned: Vec<&str> = catalogue
        .owners
        .iter()
        .filter(|owner| owner.parent.as_ref().is_some_and(|p| p.owner == place))
        .map(|owner| owner.name.as_str())
        .collect();
    fields.list("owns", &owned);
    Some(fields.into_text())
}

/// An owner and everybody above it.
pub(crate) fn chain(fields: &mut FieldList, place: usize, catalogue: &Catalogue) {
    let mut minority = None;
    for (_, owner) in catalogue.chain(place) {
        one(fields, owner);
        minority = owner
            .parent
            .as_ref()
            .filter(|parent| parent.relation == ParentRelation::Minority);
    }
    if let Some(parent) = minority
        && let Some(above) = catalogue.owners.get(parent.owner)
    {
        let share = parent.share.map(|share| format!(" ({share} %)"));
        let share = share.unwrap_or_default();
        let text = format!("{}{share}; a minority stake counts in no rule", above.name);
        fields.field("holds a share", Some(&text));
    }
}

fn one(fields: &mut FieldList, owner: &Owner) {
    fields.field("owner", Some(&format!("{} ({})", owner.name, owner.id)));
    let control: Vec<&str> = owner.control.iter().map(Country::as_str).collect();
    if control.is_empty() {
        fields.field("  control", Some("not known"));
    }
    fields.list("  control", &control);
    let country = |country: Option<Country>| country.map(|c| c.to_string());
    fields.field("  run from", country(owner.headquarters).as_deref());
    fields.field("  registered", country(owner.registered).as_deref());
    fields.field("  confidence", Some(owner.confidence.as_str()));
    fields.field("  basis", Some(&owner.basis));
    if let Some(dispute) = &owner.contested {
        fields.field(
            "  disputed",
            Some(&format!("it is said that {}", dispute.claim)),
        );
        fields.field(
            "",
            Some(&format!("against that, {}", dispute.counter_claim)),
        );
    }
    for source in &owner.sources {
        fields.field("  source", Some(source));
    }
}
