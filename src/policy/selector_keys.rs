//! The keys under which selectors are written, and what their words stand for.

use super::lint;
use super::lint_ids;
use super::lint_patterns;
use super::selectors::{IdPattern, Selectors};
use crate::catalogue::document::{Diagnostic, Fields, Text};
use crate::catalogue::{Catalogue, Country};
use crate::inventory::Platform;

/// The keys under which selectors are written.
pub(super) const KEYS: &str = "`apps`, `owners`, `owner-countries`, `categories`, `android`, `ios`, `developers`, \
     `web-host`";

/// Reads the selector keys of a table and resolves them.
///
/// A name that the catalogue does not know is a mistake: it would select
/// nothing, and the phone would look clean.
pub(super) fn read(fields: &mut Fields<'_>, catalogue: &Catalogue) -> Selectors {
    let apps = fields.strings("apps");
    let owners = fields.strings("owners");
    let categories = fields.strings("categories");
    let developers = fields.strings("developers");
    let selectors = Selectors {
        families: families(fields, &apps, catalogue, ELSEWHERE),
        owners: owners_of(fields, &owners, catalogue),
        countries: fields
            .strings("owner-countries")
            .iter()
            .filter_map(|text| country(fields, text, catalogue))
            .collect(),
        categories: categories
            .iter()
            .filter(|text| known_category(fields, text, catalogue))
            .map(|text| text.value.to_owned())
            .collect(),
        android: patterns(fields, "android", Platform::Android, catalogue),
        ios: patterns(fields, "ios", Platform::Ios, catalogue),
        developers: developers
            .iter()
            .inspect(|text| lint::developer(fields, text, catalogue))
            .map(|text| text.value.to_owned())
            .collect(),
    };
    lint_patterns::bare_ids(fields, &selectors, catalogue);
    selectors
}

/// What to do in a rule about an app that the catalogue does not know.
const ELSEWHERE: &str = "write raw ids under `android` or `ios`";

/// Resolves product ids. `elsewhere` says what to do about an app that the
/// catalogue does not know.
pub(super) fn families(
    fields: &Fields<'_>,
    apps: &[Text<'_>],
    catalogue: &Catalogue,
    elsewhere: &str,
) -> Vec<usize> {
    apps.iter()
        .filter_map(|text| {
            let place = catalogue.family_by_id(text.value);
            if place.is_none() {
                unknown_app(fields, text, catalogue, elsewhere);
            }
            place
        })
        .collect()
}

/// Resolves owner ids.
pub(super) fn owners_of(
    fields: &Fields<'_>,
    texts: &[Text<'_>],
    catalogue: &Catalogue,
) -> Vec<usize> {
    let known = texts.iter().filter_map(|text| {
        let place = catalogue.owner_by_id(text.value);
        if place.is_none() {
            unknown_owner(fields, text, catalogue);
        }
        place
    });
    known.collect()
}

/// Says of an unknown app what the name is, where it is something else.
fn unknown_app(fields: &Fields<'_>, text: &Text<'_>, catalogue: &Catalogue, elsewhere: &str) {
    let name = text.value;
    let is_category = catalogue.is_category(name);
    let misplaced = if name.contains('.') {
        Some(format!("it looks like a raw id: {elsewhere}"))
    } else if catalogue.owner_by_id(name).is_some() {
        Some(format!("`{name}` is an owner: write it under `owners`"))
    } else if is_category {
        Some(format!(
            "`{name}` is a category: write it under `categories`"
        ))
    } else {
        called(fields, || product_called(catalogue, name)).map(|id| format!("write its id: `{id}`"))
    };
    let known = catalogue.families().map(|family| family.id());
    // A name that is known elsewhere is not misspelt.
    let known = known.filter(|_| misplaced.is_none());
    let otherwise = misplaced
        .clone()
        .unwrap_or_else(|| format!("no app of the catalogue has a name like it: {elsewhere}"));
    fields.unknown_name("app", text, known, otherwise);
}

/// Looks a name up, while there is time: each look compares it with all names.
fn called<'c>(fields: &Fields<'_>, look: impl FnOnce() -> Option<&'c str>) -> Option<&'c str> {
    fields.log().may_suggest().then(look).flatten()
}

/// The id of a product that is called so, however it is capitalised.
fn product_called<'c>(catalogue: &'c Catalogue, name: &str) -> Option<&'c str> {
    let mut families = catalogue.families();
    let found = families.find(|family| {
        family.id().eq_ignore_ascii_case(name) || family.name().eq_ignore_ascii_case(name)
    })?;
    Some(found.id())
}

/// The id of an owner who is called so, however it is capitalised.
fn owner_called<'c>(catalogue: &'c Catalogue, name: &str) -> Option<&'c str> {
    let mut owners = catalogue.owners();
    let found = owners.find(|owner| {
        owner.id().eq_ignore_ascii_case(name) || owner.name().eq_ignore_ascii_case(name)
    })?;
    Some(found.id())
}

fn unknown_owner(fields: &Fields<'_>, text: &Text<'_>, catalogue: &Catalogue) {
    let called = called(fields, || owner_called(catalogue, text.value));
    let otherwise = match called {
        Some(id) => format!("write its id: `{id}`"),
        None => "no owner of the catalogue has a name like it: select its apps under \
                 `android`, `ios` or `developers`"
            .to_owned(),
    };
    let known = catalogue.owners().map(|owner| owner.id());
    let known = known.filter(|_| called.is_none());
    fields.unknown_name("owner", text, known, otherwise);
}

fn country(fields: &Fields<'_>, text: &Text<'_>, catalogue: &Catalogue) -> Option<Country> {
    let found = Country::parse(text.value).filter(|code| catalogue.country_name(*code).is_some());
    if let Some(country) = found {
        lint::country(fields, text, country, catalogue);
    } else {
        let mistake = Diagnostic::new(
            text.span.clone(),
            format!("`{}` is no country code", text.value),
        );
        let hint = match catalogue.country_by_name(text.value) {
            Some(code) => format!("write `{code}`"),
            None => "write the two capital letters of ISO 3166-1".to_owned(),
        };
        fields.log().add(mistake.hint(hint));
    }
    found
}

fn known_category(fields: &Fields<'_>, text: &Text<'_>, catalogue: &Catalogue) -> bool {
    let known = catalogue.is_category(text.value);
    if !known {
        let all: Vec<&str> = catalogue.categories().collect();
        let list = all.join("`, `");
        fields.unknown_name("category", text, all, format!("there are `{list}`"));
    }
    known
}

fn patterns(
    fields: &mut Fields<'_>,
    key: &'static str,
    platform: Platform,
    catalogue: &Catalogue,
) -> Vec<IdPattern> {
    let texts = fields.strings(key);
    texts
        .iter()
        .filter_map(|text| {
            let (id, prefix) = match text.value.strip_suffix('*') {
                Some(id) => (id, true),
                None => (text.value, false),
            };
            let odd = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
            if id.is_empty() || id.contains(odd) {
                fields.log().add(
                    Diagnostic::new(text.span.clone(), format!("`{}` is no app id", text.value))
                        .hint("write an id such as `com.example.app`, or `com.example.*` for all below"),
                );
                return None;
            }
            lint_ids::id(fields, text, platform, catalogue);
            Some(if prefix {
                IdPattern::Prefix(id.to_owned())
            } else {
                IdPattern::Exact(id.to_owned())
            })
        })
        .collect()
}
