//! Warnings about raw ids of a rule that do less than they seem to: a beginning
//! leaves out the app that is called like it, and `except` takes all of them out.

use super::lint::{of_catalogue, selects};
use super::model::Rule;
use super::selectors::{IdPattern, Selectors};
use crate::catalogue::document::{Diagnostic, Fields};
use crate::catalogue::{Catalogue, Relation};
use crate::inventory::Platform;

/// Looks for known apps whose id is a selected namespace: `com.example.*` does not
/// match `com.example`. Of a namespace that is no known app there is nothing to say.
pub(super) fn bare_ids(fields: &Fields<'_>, selectors: &Selectors, catalogue: &Catalogue) {
    if !fields.log().lints() {
        return;
    }
    for (platform, pattern) in selectors.ids() {
        let IdPattern::Prefix(prefix) = pattern else {
            continue;
        };
        let bare = prefix.strip_suffix('.');
        let Some(app) = bare.and_then(|bare| catalogue.app_id(platform, bare)) else {
            continue;
        };
        if selects(selectors, Relation::Any, catalogue, &app) {
            continue;
        }
        let key = match platform {
            Platform::Android => "android",
            Platform::Ios => "ios",
        };
        let id = app.id();
        let name = catalogue.family(app.family()).map(|family| family.name());
        let name = name.unwrap_or("a known app");
        let message = format!("`{prefix}*` does not match `{id}` itself, which is {name}");
        let warning = Diagnostic::warning(fields.span_of(key), message);
        let hint = format!("write `{id}` beside it if that app is meant as well");
        fields.log().add(warning.hint(hint));
    }
}

/// Looks for an `except` that leaves alone every id and developer that a rule names.
/// What a rule takes from the catalogue is counted elsewhere.
pub(super) fn all_excepted(fields: &Fields<'_>, rule: &Rule, catalogue: &Catalogue) {
    if !fields.log().lints() {
        return;
    }
    let chosen = rule.all.as_ref().unwrap_or(&rule.selectors);
    let Some(except) = rule.except.as_ref().filter(|_| !of_catalogue(chosen)) else {
        return;
    };
    let relation = rule.countries.relation;
    let is_known_excepted = |platform: Platform, pattern: &IdPattern| {
        let app = match pattern {
            IdPattern::Exact(id) => catalogue.app_id(platform, id),
            IdPattern::Prefix(_) => None,
        };
        app.is_some_and(|app| selects(except, relation, catalogue, &app))
    };
    let is_excepted = |(platform, pattern): (Platform, &IdPattern)| {
        let mut others = except.ids().filter(|(of, _)| *of == platform);
        others.any(|(_, other)| other.covers(platform, pattern))
            || is_known_excepted(platform, pattern)
    };
    let mut developers = chosen.developers.iter();
    let names_any = chosen.ids().next().is_some() || !chosen.developers.is_empty();
    if names_any
        && chosen.ids().all(is_excepted)
        && developers.all(|developer| except.developers.contains(developer))
    {
        let id = &rule.id;
        let message = format!("`except` leaves alone every app that the rule `{id}` selects");
        let warning = Diagnostic::warning(fields.span_of("except"), message);
        let hint = "the rule finds no app so; take out of `except` what it is meant to find";
        fields.log().add(warning.hint(hint));
    }
}
