//! An owner: who it belongs to, how sure that is, and what rests on it.

use crate::catalogue::{Catalogue, Country, Owner, ParentRelation};
use crate::cli::ui::fields::Page;

pub(crate) fn explain(what: &str, catalogue: &Catalogue) -> Option<String> {
    let place = catalogue.owner_by_id(what).or_else(|| {
        let mut owners = catalogue.owners.iter();
        owners.position(|owner| owner.name.eq_ignore_ascii_case(what))
    })?;
    let mut page = Page::default();
    chain(&mut page, place, catalogue);
    let families: Vec<&str> = catalogue
        .families
        .iter()
        .filter(|family| family.owner == place)
        .map(|family| family.name.as_str())
        .collect();
    page.gap();
    page.list("apps", &families);
    let owned: Vec<&str> = catalogue
        .owners
        .iter()
        .filter(|owner| owner.parent.as_ref().is_some_and(|p| p.owner == place))
        .map(|owner| owner.name.as_str())
        .collect();
    page.list("owns", &owned);
    Some(page.into_text())
}

/// An owner and everybody above it.
pub(crate) fn chain(page: &mut Page, place: usize, catalogue: &Catalogue) {
    let mut minority = None;
    for (_, owner) in catalogue.chain(place) {
        one(page, owner);
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
        page.field("holds a share", Some(&text));
    }
}

fn one(page: &mut Page, owner: &Owner) {
    page.field("owner", Some(&format!("{} ({})", owner.name, owner.id)));
    let control: Vec<&str> = owner.control.iter().map(Country::as_str).collect();
    if control.is_empty() {
        page.field("  control", Some("not known"));
    }
    page.list("  control", &control);
    let country = |country: Option<Country>| country.map(|c| c.to_string());
    page.field("  run from", country(owner.headquarters).as_deref());
    page.field("  registered", country(owner.registered).as_deref());
    page.field("  confidence", Some(owner.confidence.as_str()));
    page.field("  basis", Some(&owner.basis));
    if let Some(dispute) = &owner.contested {
        page.field(
            "  disputed",
            Some(&format!("it is said that {}", dispute.claim)),
        );
        page.field(
            "",
            Some(&format!("against that, {}", dispute.counter_claim)),
        );
    }
    for source in &owner.sources {
        page.field("  source", Some(source));
    }
}
