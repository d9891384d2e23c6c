//! Warnings about hosts of web pages that are probably misspelt: nobody has such a
//! page, and the rule would find nothing.
//!
//! The catalogue knows no hosts. It knows ids, which begin with a domain turned round,
//! and the ids of products, which most of their domains are called by.

use super::lint::warn;
use super::lint_ids::is_one_off;
use crate::catalogue::Catalogue;
use crate::catalogue::document::{Fields, Text};

/// From how many letters on one letter more or less is a slip, and not another name.
const LONG: usize = 5;

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
