//! `dutyphone catalogue show`: everything that is known of a product or an
//! owner, with its sources.

use crate::catalogue::{AppId, Catalogue, Family};
use crate::cli::ui::fields::FieldList;
use crate::cli::ui::owner_fields;
use crate::inventory::Platform;

pub(super) fn text(what: &str, catalogue: &Catalogue) -> anyhow::Result<String> {
    let mut fields = FieldList::default();
    if let Some(family) = product(what, catalogue) {
        fields.head(family.id(), Some(family.name()));
        let kinds: Vec<&str> = family.categories().collect();
        fields.list("kind", &kinds);
        for app in family.app_ids() {
            id(&mut fields, &app);
        }
        fields.gap();
        owner_fields::chain(&mut fields, family.owner(), catalogue);
    } else if let Some(owner) = catalogue.owner_by_id(what) {
        owner_fields::chain(&mut fields, owner, catalogue);
        let of_owner = |family: &Family<'_>| family.owner() == owner;
        let families: Vec<&str> = catalogue
            .families()
            .filter(of_owner)
            .map(|family| family.id())
            .collect();
        fields.gap();
        fields.list("apps", &families);
    } else {
        anyhow::bail!(
            "the catalogue has no product, owner, app id or App Store number `{what}`\nhint: \
             `dutyphone explain {what}` knows names, rules and codes, too"
        );
    }
    Ok(fields.into_text())
}

fn product<'c>(what: &str, catalogue: &'c Catalogue) -> Option<Family<'c>> {
    let by_id = || {
        Platform::ALL
            .iter()
            .find_map(|p| catalogue.app_id(*p, what))
    };
    let by_number = || catalogue.by_store_number(what.parse().ok()?);
    let place = catalogue
        .family_by_id(what)
        .or_else(|| Some(by_id().or_else(by_number)?.family()))?;
    catalogue.family(place)
}

fn id(fields: &mut FieldList, app: &AppId<'_>) {
    let mut text = format!("{} (confidence {}", app.id(), app.confidence());
    if let Some(variant) = app.variant() {
        text.push_str(&format!("; {variant}"));
    }
    if let Some(number) = app.store_id() {
        text.push_str(&format!("; App Store {number}"));
    }
    if let Some(day) = app.checked() {
        text.push_str(&format!("; checked {day}"));
    }
    text.push(')');
    fields.field(app.platform().as_str(), Some(&text));
    for source in app.sources() {
        fields.field("  source", Some(&source.to_string()));
    }
}
