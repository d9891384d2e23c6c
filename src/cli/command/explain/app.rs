//! An app: which product it is, whose it is, and which measures name it.

use super::unseen;
use crate::audit::{Judge, Terms, removal};
use crate::catalogue::{AppKey, Catalogue, Family, Identity};
use crate::cli::ui::countries::named;
use crate::cli::ui::fields::FieldList;
use crate::cli::ui::owner_fields;
use crate::inventory::Platform;
use crate::policy::Policy;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn explain(what: &str, policies: &[Policy], catalogue: &Catalogue) -> Option<String> {
    if what.contains('.') {
        return by_id(what, policies, catalogue);
    }
    if let Some(number) = store_number(what) {
        let app = catalogue.by_store_number(number)?;
        return Some(product(app.family(), Some(app.id()), policies, catalogue));
    }
    let family = catalogue.family_by_id(what).or_else(|| {
        let mut families = catalogue.families();
        families.position(|family| family.name().eq_ignore_ascii_case(what))
    })?;
    Some(product(family, None, policies, catalogue))
}

/// An App Store item id, bare or as addresses write it.
fn store_number(what: &str) -> Option<u64> {
    what.strip_prefix("id").unwrap_or(what).parse().ok()
}

/// An id is looked up as an Android package and as an iOS bundle id.
fn by_id(id: &str, policies: &[Policy], catalogue: &Catalogue) -> Option<String> {
    let found: Vec<(Platform, Identity<'_>)> = Platform::ALL
        .iter()
        .filter_map(|platform| Some((*platform, catalogue.identify(&key(*platform, id))?)))
        .collect();
    let product_known = found.iter().find_map(|(_, identity)| identity.family);
    if let Some(family) = product_known {
        return Some(product(family, Some(id), policies, catalogue));
    }
    let mut fields = FieldList::default();
    fields.head(id, None);
    if let Some((_, identity)) = found.first() {
        let weak = "the beginning of its id only, which is no proof of its owner";
        fields.field("known by", Some(weak));
        owner_fields::chain(&mut fields, identity.owner, catalogue);
    } else {
        let country = Platform::ALL.iter().find_map(|p| catalogue.hint(*p, id))?;
        let country = named(country, catalogue);
        let text = format!("ids that begin so are often from {country}");
        fields.field("known by", Some(&text));
        fields.field("owner", Some("not known"));
    }
    measures(&mut fields, &[id.to_owned()], policies, catalogue);
    Some(fields.into_text())
}

fn product(
    family: usize,
    asked: Option<&str>,
    policies: &[Policy],
    catalogue: &Catalogue,
) -> String {
    let mut fields = FieldList::default();
    let found = catalogue.family(family);
    if let Some(found) = found {
        fields.head(asked.unwrap_or(found.id()), Some(found.name()));
        let kinds: Vec<&str> = found.categories().collect();
        fields.list("kind", &kinds);
    }
    let mut ids = Vec::new();
    for entry in found.iter().flat_map(Family::app_ids) {
        ids.push(entry.id().to_owned());
        let mut text = format!("{} (confidence {}", entry.id(), entry.confidence());
        if let Some(variant) = entry.variant() {
            text.push_str(&format!("; {variant}"));
        }
        if let Some(store_id) = entry.store_id() {
            text.push_str(&format!("; App Store {store_id}"));
        }
        text.push(')');
        fields.field(entry.platform().as_str(), Some(&text));
        if asked == Some(entry.id()) {
            for source in entry.sources() {
                fields.field("  source", Some(&source.to_string()));
            }
        }
    }
    fields.gap();
    if let Some(found) = found {
        owner_fields::chain(&mut fields, found.owner(), catalogue);
    }
    let asked = asked.map(|id| vec![id.to_owned()]);
    measures(&mut fields, &asked.unwrap_or(ids), policies, catalogue);
    if let Some(found) = found {
        unseen::mention(&mut fields, found.name(), policies);
    }
    fields.gap();
    fields.field("on Android", Some(removal(Platform::Android)));
    fields.field("on iOS", Some(removal(Platform::Ios)));
    fields.into_text()
}

/// The rules that find an app wherever it is installed.
fn measures(fields: &mut FieldList, ids: &[String], policies: &[Policy], catalogue: &Catalogue) {
    // A day on which every known measure has begun.
    let terms = Terms::on(jiff::civil::Date::MAX);
    let judge = Judge::new(policies, catalogue, terms);
    let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for id in ids {
        for platform in Platform::ALL {
            for (rule, level, matched) in judge.rules_for(&key(*platform, id)) {
                let rule = format!("{}: {level}, by {matched}", rule.id);
                found.entry(rule).or_default().insert(id);
            }
        }
    }
    fields.gap();
    if found.is_empty() {
        fields.field("measures", Some("none of the known ones names it"));
    }
    let all: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    for (rule, meant) in found {
        let only: Vec<&str> = meant.into_iter().collect();
        let text = if only.len() < all.len() {
            format!("{rule}; only {}", only.join(", "))
        } else {
            rule
        };
        fields.field("rule", Some(&text));
    }
}

fn key(platform: Platform, id: &str) -> AppKey<'_> {
    AppKey {
        platform,
        id,
        store_id: None,
        developer: None,
        signer: None,
    }
}
