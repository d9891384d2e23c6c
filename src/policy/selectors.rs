//! What a rule selects. Any selector that matches is enough.

use crate::catalogue::document::{Diagnostic, Fields, Text};
use crate::catalogue::{Catalogue, Country};

/// A raw package name or bundle id, or the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdPattern {
    /// Exactly this id.
    Exact(String),
    /// Every id that begins with this.
    Prefix(String),
}

/// What a rule selects, with names resolved against the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selectors {
    /// Products, as places in the catalogue's families.
    pub families: Vec<usize>,
    /// Owners with everything they control, as places in its owners.
    pub owners: Vec<usize>,
    /// Countries of owners.
    pub countries: Vec<Country>,
    /// Kinds of products.
    pub categories: Vec<String>,
    /// Raw Android package names.
    pub android: Vec<IdPattern>,
    /// Raw iOS bundle ids.
    pub ios: Vec<IdPattern>,
    /// Exact developer names of the store.
    pub developers: Vec<String>,
}

/// The keys under which selectors are written.
pub(super) const KEYS: &str =
    "`apps`, `owners`, `owner-countries`, `categories`, `android`, `ios`, `developers`";

impl Selectors {
    /// Whether it selects nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads the selector keys of a table and resolves them.
    ///
    /// A name that the catalogue does not know is a mistake: it would select
    /// nothing, and the phone would look clean.
    pub(super) fn read(fields: &mut Fields<'_>, catalogue: &Catalogue) -> Self {
        let apps = fields.strings("apps");
        let owners = fields.strings("owners");
        let categories = fields.strings("categories");
        Self {
            families: families(fields, &apps, catalogue, ELSEWHERE),
            owners: self::owners(fields, &owners, catalogue),
            countries: fields
                .strings("owner-countries")
                .iter()
                .filter_map(|text| country(fields, text))
                .collect(),
            categories: categories
                .iter()
                .filter(|text| known_category(fields, text, catalogue))
                .map(|text| text.value.to_owned())
                .collect(),
            android: patterns(fields, "android"),
            ios: patterns(fields, "ios"),
            developers: fields
                .strings("developers")
                .iter()
                .map(|text| text.value.to_owned())
                .collect(),
        }
    }
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
pub(super) fn owners(fields: &Fields<'_>, texts: &[Text<'_>], catalogue: &Catalogue) -> Vec<usize> {
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
        None
    };
    let known = catalogue.families().map(|family| family.id());
    // A name that is known elsewhere is not misspelt.
    let known = known.filter(|_| misplaced.is_none());
    let otherwise = misplaced
        .clone()
        .unwrap_or_else(|| format!("no app of the catalogue has a name like it: {elsewhere}"));
    fields.unknown_name("app", text, known, otherwise);
}

fn unknown_owner(fields: &Fields<'_>, text: &Text<'_>, catalogue: &Catalogue) {
    let known = catalogue.owners().map(|owner| owner.id());
    let otherwise = "no owner of the catalogue has a name like it: select its apps under \
                     `android`, `ios` or `developers`";
    fields.unknown_name("owner", text, known, otherwise.to_owned());
}

fn country(fields: &Fields<'_>, text: &Text<'_>) -> Option<Country> {
    let found = Country::parse(text.value);
    if found.is_none() {
        fields.log().add(
            Diagnostic::new(
                text.span.clone(),
                format!("`{}` is no country code", text.value),
            )
            .hint("write the two capital letters of ISO 3166-1"),
        );
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

fn patterns(fields: &mut Fields<'_>, key: &'static str) -> Vec<IdPattern> {
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
            Some(if prefix {
                IdPattern::Prefix(id.to_owned())
            } else {
                IdPattern::Exact(id.to_owned())
            })
        })
        .collect()
}
