//! A country: which owners it has a tie with, and what the catalogue knows of
//! theirs.

use crate::catalogue::{Catalogue, Country, Relation};
use crate::cli::ui::countries::named;
use crate::cli::ui::fields::FieldList;

/// How many names a page lists before it counts the rest.
const MOST_NAMES: usize = 60;

pub(crate) fn explain(what: &str, catalogue: &Catalogue) -> Option<String> {
    let country = catalogue.country_by_name(what)?;
    let mut fields = FieldList::default();
    fields.head(&named(country, catalogue), None);
    let mut anyone = false;
    for (relation, name) in [
        (Relation::Control, "controls"),
        (Relation::Headquarters, "run from it"),
        (Relation::Registered, "registered"),
    ] {
        let owners = tied(country, relation, catalogue);
        anyone |= !owners.is_empty();
        fields.field(name, some_names(&owners).as_deref());
    }
    if !anyone {
        let text = "the catalogue knows no owner that has to do with it";
        fields.field("owners", Some(text));
    }
    fields.gap();
    let text = format!(
        "a policy selects them by `owner-countries = [\"{country}\"]`; `dutyphone catalogue list \
         --country {country}` lists their apps"
    );
    fields.field("in a policy", Some(&text));
    Some(fields.into_text())
}

fn tied(country: Country, relation: Relation, catalogue: &Catalogue) -> Vec<&str> {
    let owners = catalogue.owners().enumerate();
    owners
        .filter(|(place, _)| catalogue.attribute(*place, &[country], relation).is_some())
        .map(|(_, owner)| owner.name())
        .collect()
}

fn some_names(names: &[&str]) -> Option<String> {
    let shown: Vec<&str> = names.iter().copied().take(MOST_NAMES).collect();
    let more = names.len().saturating_sub(shown.len());
    let rest = if more > 0 {
        format!(", and {more} more")
    } else {
        String::new()
    };
    (!names.is_empty()).then(|| format!("{}: {}{rest}", names.len(), shown.join(", ")))
}
