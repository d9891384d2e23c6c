//! Warnings about what is probably not meant: rules that can never find anything,
//! or find everything, and implausible dates.
//!
//! Such a policy is no mistake in the file, and it would call phones clean. The
//! readers call the checks here while they still know the place of each word.

use super::circumstances::{Access, Ownership, Person, Use};
use super::horizon::NEVER;
use super::model::{Policy, Rule};
use super::scope::Scope;
use super::selectors::Selectors;
use crate::catalogue::document::{Diagnostic, Fields, Text};
use crate::catalogue::{AppId, Catalogue, Country, Relation};
use crate::inventory::Platform;
use jiff::civil::Date;

/// How many years ahead a measure may plausibly begin.
const YEARS_AHEAD: i16 = 2;

/// How large a share of the known apps an allow-list may permit, in percent,
/// before it looks like a slip.
const NEARLY_ALL: usize = 90;

pub(super) fn warn(fields: &Fields<'_>, text: &Text<'_>, message: String, hint: impl Into<String>) {
    let warning = Diagnostic::warning(text.span.clone(), message);
    fields.log().add(warning.hint(hint));
}

/// Looks at the name of a developer.
pub(super) fn developer(fields: &Fields<'_>, text: &Text<'_>, catalogue: &Catalogue) {
    if !fields.log().lints() {
        return;
    }
    if !catalogue.knows_developer(text.value) {
        let message = format!("no developer with a source is called `{}`", text.value);
        let hint = "Android phones report no developer, and the name must be exactly that of the \
                    store; select by `owners` or ids where you can";
        warn(fields, text, message, hint);
    }
}

/// Looks at a country that owners are selected by.
pub(super) fn country(
    fields: &Fields<'_>,
    text: &Text<'_>,
    country: Country,
    catalogue: &Catalogue,
) {
    if !fields.log().lints() {
        return;
    }
    let mut owners = catalogue.owners();
    let has = |place: Option<Country>| place == Some(country);
    let known = owners.any(|owner| {
        owner.control().any(|control| control == country)
            || has(owner.headquarters())
            || has(owner.registered())
    });
    if !known {
        let message = format!("the catalogue knows no owner from {country}");
        warn(
            fields,
            text,
            message,
            "the rule finds nothing from there until it does",
        );
    }
}

/// Looks at the list of what an allow-list permits.
pub(super) fn allow_list(fields: &Fields<'_>, listed: &Selectors, catalogue: &Catalogue) {
    if !fields.log().lints() {
        return;
    }
    let all = catalogue.app_ids().count().max(1);
    let known = matching(listed, Relation::Control, catalogue);
    let span = fields.span_of("not-in");
    if known * 100 > all * NEARLY_ALL {
        let message = format!("the list permits {known} of the {all} known apps");
        let warning = Diagnostic::warning(span, message);
        fields
            .log()
            .add(warning.hint("an allow-list of nearly everything finds nothing"));
    } else if known == 0 && listed.android.is_empty() && listed.ios.is_empty() {
        let warning = Diagnostic::warning(span, "no known app is on the list");
        fields
            .log()
            .add(warning.hint("every app of every phone would be found"));
    }
}

/// Looks at the conditions of an exception: a list of every word of its kind
/// limits nothing.
pub(super) fn exception(fields: &Fields<'_>, conditions: &Scope) {
    if !fields.log().lints() {
        return;
    }
    let all = [
        ("persons", conditions.persons.len(), Person::ALL.len()),
        ("use", conditions.usage.len(), Use::ALL.len()),
        ("access", conditions.access.len(), Access::ALL.len()),
        (
            "ownership",
            conditions.ownership.len(),
            Ownership::ALL.len(),
        ),
    ];
    let given = all.iter().filter(|(_, length, _)| *length > 0);
    let mut limits = given.clone().filter(|(_, length, most)| length < most);
    if given.clone().count() > 0 && limits.next().is_none() {
        let keys: Vec<&str> = given.map(|(key, _, _)| *key).collect();
        let message = "the exception is for every device of which the register says anything";
        let span = keys
            .first()
            .map_or(fields.span(), |key| fields.span_of(key));
        let warning = Diagnostic::warning(span, message);
        fields
            .log()
            .add(warning.hint("leave out the words that are not meant"));
    }
}

/// How many known ids a rule matches.
#[must_use]
pub fn matched_by(rule: &Rule, catalogue: &Catalogue) -> usize {
    let relation = rule.countries.relation;
    let excepted = |app: &AppId<'_>| {
        let except = rule.except.as_ref();
        except.is_some_and(|except| selects(except, relation, catalogue, app))
    };
    let selected = |app: &AppId<'_>| match (&rule.all, &rule.not_in) {
        (Some(all), _) => kinds(all)
            .iter()
            .all(|one| selects(one, relation, catalogue, app)),
        (None, Some(listed)) => !selects(listed, relation, catalogue, app),
        // A rule without selectors is about every app.
        (None, None) => {
            let any_app = rule.selectors.is_empty() && rule.web.hosts.is_empty();
            any_app || selects(&rule.selectors, relation, catalogue, app)
        }
    };
    let ids = catalogue.app_ids();
    ids.filter(|app| selected(app) && !excepted(app)).count()
}

/// Each kind of selector on its own.
fn kinds(all: &Selectors) -> Vec<Selectors> {
    let one = |keep: fn(&Selectors, &mut Selectors)| {
        let mut kind = Selectors::default();
        keep(all, &mut kind);
        kind
    };
    let kinds = [
        one(|all, kind| kind.families.clone_from(&all.families)),
        one(|all, kind| kind.owners.clone_from(&all.owners)),
        one(|all, kind| kind.countries.clone_from(&all.countries)),
        one(|all, kind| kind.categories.clone_from(&all.categories)),
        one(|all, kind| {
            kind.android.clone_from(&all.android);
            kind.ios.clone_from(&all.ios);
        }),
    ];
    kinds.into_iter().filter(|kind| !kind.is_empty()).collect()
}

/// Looks at the dates of a measure on the day of the check.
pub(super) fn dates(fields: &Fields<'_>, today: Date, dates: &[(&'static str, Option<Date>)]) {
    if !fields.log().lints() {
        return;
    }
    for (key, date) in dates {
        let Some(date) = date else { continue };
        let message = match *key {
            "expires" if *date < today => format!("the policy ended on {date} and finds nothing"),
            "issued" | "checked" if *date > today => format!("`{key}` is {date}, after today"),
            "expires" if date.year() >= NEVER => {
                format!("the policy ends on {date}, which is as good as never")
            }
            "effective" if date.year() > today.year() + YEARS_AHEAD => {
                format!("the policy finds nothing before {date}")
            }
            _ if date.year() < 1990 => format!("`{key}` is {date}, before there were such phones"),
            _ => continue,
        };
        fields
            .log()
            .add(Diagnostic::warning(fields.span_of(key), message));
    }
}

/// Looks at the days of single rules and of adoptions.
pub(super) fn rule_dates(fields: &Fields<'_>, today: Date, policy: &Policy) {
    if !fields.log().lints() {
        return;
    }
    let warn = |key: &str, message: String| {
        let warning = Diagnostic::warning(fields.span_of(key), message);
        fields.log().add(warning);
    };
    let far = |day: Date| day.year() > today.year() + YEARS_AHEAD;
    for rule in &policy.rules {
        let id = &rule.id;
        match rule.effective {
            Some(from) if policy.expires.is_some_and(|end| end < from) => {
                let message = format!("the rule `{id}` begins on {from}, after the policy ended");
                warn("rule", message);
            }
            Some(from) if far(from) => {
                warn(
                    "rule",
                    format!("the rule `{id}` finds nothing before {from}"),
                );
            }
            Some(from) if from.year() < 1990 => {
                let message = format!("the rule `{id}` begins on {from}, before such phones");
                warn("rule", message);
            }
            _ => {}
        }
        if let Some(deadline) = rule.deadline.filter(|day| far(*day)) {
            warn(
                "rule",
                format!("the rule `{id}` only warns until {deadline}"),
            );
        }
    }
    for terms in &policy.adopts {
        let measure = &terms.policy;
        for (rule, level) in &terms.levels {
            if terms.off.contains(rule) {
                let level = level.as_str();
                warn(
                    "adopt",
                    format!("`{rule}` of `{measure}` is switched off, and its level is `{level}`"),
                );
            }
        }
        if terms.decided_on > today {
            let day = terms.decided_on;
            warn(
                "adopt",
                format!("`{measure}` is adopted by a decision of {day}, after today"),
            );
        }
        if let Some(deadline) = terms.deadline.filter(|day| far(*day)) {
            warn(
                "adopt",
                format!("what `{measure}` finds is a warning until {deadline}"),
            );
        }
    }
}

/// Looks at what a rule finds among the known apps.
pub(super) fn finds_nothing(fields: &Fields<'_>, rule: &Rule, catalogue: &Catalogue) {
    if !fields.log().lints() {
        return;
    }
    let chosen = rule.all.as_ref().unwrap_or(&rule.selectors);
    if of_catalogue(chosen) && matched_by(rule, catalogue) == 0 {
        let key = if rule.all.is_some() { "all" } else { "except" };
        let message = format!("the rule `{}` finds none of the known apps", rule.id);
        let hint = "nothing fits all that it asks for, or `except` leaves all of it alone";
        let warning = Diagnostic::warning(fields.span_of(key), message);
        fields.log().add(warning.hint(hint));
    }
}

/// Whether anything is selected by what the catalogue says of apps.
pub(super) fn of_catalogue(selectors: &Selectors) -> bool {
    !selectors.families.is_empty()
        || !selectors.owners.is_empty()
        || !selectors.countries.is_empty()
        || !selectors.categories.is_empty()
}

/// How many known ids a list of selectors matches. Developers are not counted:
/// the catalogue does not say who is named as the developer of which id.
fn matching(selectors: &Selectors, relation: Relation, catalogue: &Catalogue) -> usize {
    let hit = |app: &AppId<'_>| selects(selectors, relation, catalogue, app);
    catalogue.app_ids().filter(hit).count()
}

pub(super) fn selects(
    selectors: &Selectors,
    relation: Relation,
    catalogue: &Catalogue,
    app: &AppId<'_>,
) -> bool {
    let family = app.family();
    if selectors.families.contains(&family) {
        return true;
    }
    let patterns = match app.platform() {
        Platform::Android => &selectors.android,
        Platform::Ios => &selectors.ios,
    };
    if patterns
        .iter()
        .any(|pattern| pattern.fits(app.platform(), app.id()))
    {
        return true;
    }
    let product = catalogue.family(family);
    let of_kind = product.is_some_and(|product| {
        let mut kinds = product.categories();
        kinds.any(|kind| selectors.categories.iter().any(|wanted| wanted == kind))
    });
    if of_kind {
        return true;
    }
    let Some(owner) = app
        .owner()
        .or_else(|| product.map(|product| product.owner()))
    else {
        return false;
    };
    let named = || {
        let mut chain = catalogue.chain(owner);
        chain.any(|(place, _)| selectors.owners.contains(&place))
    };
    named()
        || catalogue
            .attribute(owner, &selectors.countries, relation)
            .is_some()
}
