//! Countries in the reader's words: the name, and the code that policies use.

use crate::catalogue::{Catalogue, Country};

/// Such as `Example Land (XX)`; the code alone where there is no name.
pub(crate) fn named(country: Country, catalogue: &Catalogue) -> String {
    match catalogue.country_name(country) {
        Some(name) => format!("{name} ({country})"),
        None => country.to_string(),
    }
}

/// The same for several.
pub(crate) fn named_all(
    countries: impl Iterator<Item = Country>,
    catalogue: &Catalogue,
) -> Vec<String> {
    countries.map(|country| named(country, catalogue)).collect()
}
