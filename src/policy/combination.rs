//! Rules that combine selectors: several kinds that must all fit, and
//! exceptions from what a rule selects.
//!
//! Candidates are found by one kind of selector; whether the others fit is
//! looked up here, for the few apps that are candidates.

use super::fold::fold_case;
use super::selectors::{IdPattern, Selectors};
use crate::catalogue::{AppKey, Catalogue, Identity, Relation};
use crate::inventory::Platform;

/// The one kind of selector by which candidates are found: the kind that
/// carries most of what a finding says, such as the tie to a country.
#[must_use]
pub fn driver(all: &Selectors) -> Selectors {
    let mut driver = Selectors::default();
    if !all.countries.is_empty() {
        driver.countries.clone_from(&all.countries);
    } else if !all.owners.is_empty() {
        driver.owners.clone_from(&all.owners);
    } else if !all.families.is_empty() {
        driver.families.clone_from(&all.families);
    } else if !all.categories.is_empty() {
        driver.categories.clone_from(&all.categories);
    } else if !all.developers.is_empty() {
        driver.developers.clone_from(&all.developers);
    } else {
        driver.android.clone_from(&all.android);
        driver.ios.clone_from(&all.ios);
    }
    driver
}

/// Whether ids are the kind of selector by which candidates are found.
#[must_use]
pub fn driven_by_ids(all: &Selectors) -> bool {
    let driver = driver(all);
    !driver.android.is_empty() || !driver.ios.is_empty()
}

/// Whether an app fits one selector of each kind that is given.
#[must_use]
pub fn fits_all(
    all: &Selectors,
    relation: Relation,
    catalogue: &Catalogue,
    identity: Option<&Identity<'_>>,
    key: &AppKey<'_>,
) -> bool {
    // Named one by one, so that a new selector is not forgotten here.
    let Selectors {
        families,
        owners,
        countries,
        categories,
        android,
        ios,
        developers,
    } = all;
    let family = identity.and_then(|found| found.family);
    let owner = identity.map(|found| found.owner);
    let by_family = || family.is_some_and(|family| families.contains(&family));
    let by_owner = || {
        owner.is_some_and(|owner| {
            let mut chain = catalogue.chain(owner);
            chain.any(|(place, _)| owners.contains(&place))
        })
    };
    let by_country = || {
        let known = owner.and_then(|owner| catalogue.attribute(owner, countries, relation));
        // A country that a bare namespace hints at is weighed by the rule.
        known.is_some() || (owner.is_none() && catalogue.hint(key.platform, key.id).is_some())
    };
    let by_category = || {
        let family = family.and_then(|family| catalogue.family(family));
        family.is_some_and(|family| {
            let mut kinds = family.categories();
            kinds.any(|kind| categories.iter().any(|known| known == kind))
        })
    };
    let by_id = || {
        let patterns = match key.platform {
            Platform::Android => android,
            Platform::Ios => ios,
        };
        patterns.iter().any(|pattern| fits(pattern, key))
    };
    let by_developer = || {
        key.developer
            .is_some_and(|name| developers.iter().any(|known| known == name))
    };
    (families.is_empty() || by_family())
        && (owners.is_empty() || by_owner())
        && (countries.is_empty() || by_country())
        && (categories.is_empty() || by_category())
        && ((android.is_empty() && ios.is_empty()) || by_id())
        && (developers.is_empty() || by_developer())
}

fn fits(pattern: &IdPattern, key: &AppKey<'_>) -> bool {
    let id = fold_case(key.platform, key.id);
    match pattern {
        IdPattern::Exact(exact) => fold_case(key.platform, exact) == id,
        IdPattern::Prefix(prefix) => id.starts_with(&fold_case(key.platform, prefix)),
    }
}
