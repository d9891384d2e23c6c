//! Warnings about hosts of web pages that are probably misspelt: nobody has such a
//! page, and the rule would find nothing.
//!
//! The catalogue knows no hosts. It knows ids, which begin with a domain turned round,
//! and the ids of products, which most of their domains are called by. So a name may be
//! misspelt, or its ending.

use super::lint::warn;
use super::lint_ids::is_one_off;
use crate::catalogue::Catalogue;
use crate::catalogue::document::{Fields, Text};
use std::collections::{BTreeMap, BTreeSet};

/// From how many letters on one letter more or less is a slip, and not another name.
const LONG: usize = 5;

/// How many letters the ending of a country has.
const COUNTRY: usize = 2;

/// What looks at each host that a rule is about.
pub(super) fn look(catalogue: &Catalogue) -> impl Fn(&Fields<'_>, &Text<'_>, &str) {
    move |fields, text, written| host(fields, text, written, catalogue)
}

fn host(fields: &Fields<'_>, text: &Text<'_>, host: &str, catalogue: &Catalogue) {
    if !fields.log().lints() {
        return;
    }
    let mut labels = host.rsplit('.');
    let (Some(end), Some(name)) = (labels.next(), labels.next()) else {
        return;
    };
    if let Some(near) = meant_ending(name, end, catalogue) {
        let message = format!("no known app is of `{name}.{end}`");
        let hint = format!("did you mean `{name}.{near}`? Its ending is one letter away");
        warn(fields, text, message, hint);
        return;
    }
    if name.len() < LONG {
        return;
    }
    let of_ids = || {
        let ids = catalogue.app_ids().filter_map(|app| {
            let mut parts = app.id().split('.');
            (parts.next() == Some(end)).then(|| parts.next()).flatten()
        });
        ids.filter(|known| known.len() >= LONG)
    };
    let of_products = || {
        let products = catalogue.families().map(|product| product.id());
        products.filter(|known| known.len() >= LONG)
    };
    let known = || of_ids().chain(of_products());
    if known().any(|known| known.eq_ignore_ascii_case(name)) {
        return;
    }
    if let Some(near) = known().find(|known| is_one_off(known, name)) {
        let message = format!("no known app is of `{name}.{end}`");
        let hint = format!("did you mean `{near}.{end}`? It is one letter away");
        warn(fields, text, message, hint);
    }
}

/// The ending that was meant with a known name, where the one that was written is a
/// slip. An ending that some known id has is none, nor is one of two letters, which
/// are countries.
fn meant_ending<'c>(name: &str, written: &str, catalogue: &'c Catalogue) -> Option<&'c str> {
    if written.len() == COUNTRY {
        return None;
    }
    let mut endings: BTreeMap<&str, usize> = BTreeMap::new();
    let mut of_name = BTreeSet::new();
    for app in catalogue.app_ids() {
        let mut parts = app.id().split('.');
        let (Some(end), Some(next)) = (parts.next(), parts.next()) else {
            continue;
        };
        if end.eq_ignore_ascii_case(written) {
            return None;
        }
        *endings.entry(end).or_default() += 1;
        if next.eq_ignore_ascii_case(name) {
            of_name.insert(end);
        }
    }
    // A product says nothing of its ending; most have the most common one.
    let mut products = catalogue.families();
    if products.any(|product| product.id().eq_ignore_ascii_case(name)) {
        let most = endings.into_iter().max_by_key(|(_, ids)| *ids);
        of_name.extend(most.map(|(end, _)| end));
    }
    let mut meant = of_name.into_iter();
    meant.find(|end| is_one_off(end, written))
}
