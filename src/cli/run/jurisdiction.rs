//! `--jurisdiction`: the built-in measures of a country that are in force.

use super::policies;
use crate::catalogue::{Catalogue, Country};
use crate::cli::ui::messages::Messages;
use crate::policy::{Policy, Tests, builtin_names};
use anyhow::{bail, ensure};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The measures of the places that were named, as far as they are in force, and
/// the ids of those that are not.
pub(crate) struct Measures {
    pub(crate) in_force: Vec<Policy>,
    pub(crate) others: Vec<String>,
}

/// Finds the built-in measures of some places. A code is a country, or a country
/// with a subdivision; a measure of the one is none of the other.
pub(crate) fn measures(
    codes: &[String],
    day: Date,
    tests: Tests,
    catalogue: &Catalogue,
    messages: Messages,
) -> anyhow::Result<Measures> {
    let names: Vec<String> = builtin_names().into_iter().map(str::to_owned).collect();
    let Some(builtin) = policies::load(&names, catalogue, tests, messages) else {
        bail!("the built-in policies cannot be read");
    };
    let places = builtin
        .iter()
        .filter_map(|policy| policy.jurisdiction.as_deref());
    let places: BTreeSet<&str> = places.collect();
    let mut wanted = BTreeSet::new();
    for code in codes {
        wanted.insert(known(code, &places, catalogue)?);
    }
    let of_place = |policy: &Policy| {
        let place = policy.jurisdiction.as_ref();
        place.is_some_and(|place| wanted.contains(place))
    };
    let (in_force, others): (Vec<Policy>, Vec<Policy>) = builtin
        .into_iter()
        .filter(of_place)
        .partition(|policy| policy.is_current(day));
    let codes: Vec<&str> = wanted.iter().map(String::as_str).collect();
    ensure!(
        !in_force.is_empty(),
        "no built-in measure of {} is in force on {day}\nhint: `dutyphone policy list` shows all of them; \
         name one with --policy",
        codes.join(", ")
    );
    let others = others.into_iter().map(|policy| policy.id).collect();
    Ok(Measures { in_force, others })
}

/// The code as measures spell it.
fn known(code: &str, places: &BTreeSet<&str>, catalogue: &Catalogue) -> anyhow::Result<String> {
    let spelt = code.to_ascii_uppercase();
    if places.contains(spelt.as_str()) {
        return Ok(spelt);
    }
    let list: Vec<&str> = places.iter().copied().collect();
    let list = list.join(", ");
    let called = catalogue.country_by_name(code);
    match (Country::parse(&spelt).and(called), called) {
        (None, Some(country)) => {
            bail!("`{code}` is no country code\nhint: write `--jurisdiction {country}`")
        }
        (Some(_), _) => bail!(
            "no built-in measure is of {spelt}\nhint: there are measures of {list}; write your own \
             with `dutyphone policy init`"
        ),
        (None, None) => {
            bail!("`{code}` is no country code of ISO 3166-1\nhint: there are measures of {list}")
        }
    }
}
