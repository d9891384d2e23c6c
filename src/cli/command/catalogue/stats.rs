//! `dutyphone catalogue stats`: how much is known, and how surely.

use crate::catalogue::{Catalogue, Confidence};
use crate::cli::ui::countries::named;
use crate::cli::ui::fields::FieldList;
use crate::inventory::Platform;
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) fn text(catalogue: &Catalogue) -> String {
    let mut fields = FieldList::default();
    for set in catalogue.data_sets() {
        let version = set.version.unwrap_or("without a version");
        let date = set.date.map_or_else(String::new, |d| format!(" of {d}"));
        let text = format!("{}, {version}{date}, {} rows", set.name, set.rows);
        fields.field("data set", Some(&text));
        fields.field("", Some(set.digest));
    }
    fields.gap();
    let owners = catalogue.owners().map(|owner| owner.confidence());
    counted(&mut fields, "owners", owners);
    for platform in Platform::ALL {
        let ids = catalogue.app_ids();
        let of_it = ids.filter(|app| app.platform() == *platform);
        counted(
            &mut fields,
            &format!("{platform} ids"),
            of_it.map(|a| a.confidence()),
        );
    }
    let products = catalogue.families().count().to_string();
    fields.field("products", Some(&products));
    let sources = catalogue.sources().count().to_string();
    fields.field("sources", Some(&sources));
    fields.gap();
    let mut countries = BTreeMap::new();
    let mut kinds = BTreeMap::new();
    for family in catalogue.families() {
        let ids = family.app_ids().count();
        let mut chain = catalogue.chain(family.owner());
        let country = chain.find_map(|(_, owner)| owner.control().next());
        let country = country.map_or("not known".to_owned(), |c| named(c, catalogue));
        *countries.entry(country).or_insert(0) += ids;
        for category in family.categories() {
            *kinds.entry(category.to_owned()).or_insert(0) += ids;
        }
    }
    fields.field("ids by country", Some(&most_first(countries)));
    fields.field("ids by kind", Some(&most_first(kinds)));
    fields.into_text()
}

/// How many there are, and how many of them are how sure.
fn counted(fields: &mut FieldList, name: &str, rows: impl Iterator<Item = Confidence> + Clone) {
    let parts: Vec<String> = Confidence::ALL
        .iter()
        .rev()
        .map(|word| format!("{} {word}", rows.clone().filter(|c| c == word).count()))
        .collect();
    let text = format!("{}: {}", rows.count(), parts.join(", "));
    fields.field(name, Some(&text));
}

fn most_first(counts: BTreeMap<String, usize>) -> String {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let texts: Vec<String> = counts
        .into_iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    texts.join(", ")
}
