//! The keys of a `[[rule]]`: what it looks for, how serious that is and why.

use super::condition::Condition;
use super::level::Level;
use super::lint;
use super::lint_hosts;
use super::lint_ids;
use super::lint_patterns;
use super::measure_keys::{in_languages, rule_sources, string};
use super::model::{CountryOptions, Hints, Preinstalled, Rule, Source};
use super::scope_keys::scope;
use super::selector_keys::{self, KEYS};
use super::selectors::Selectors;
use super::web_hosts::{self, KEY, WebHosts};
use crate::catalogue::document::{Diagnostic, Fields};
use crate::catalogue::{Catalogue, Relation};
use crate::inventory::is_within;
use std::ops::Range;

/// Where a rule says of which other one it is a part, by the rule's id.
pub(super) type Parts = Vec<(String, Range<usize>)>;

/// Reads one `[[rule]]`.
pub(super) fn rule(
    mut fields: Fields<'_>,
    catalogue: &Catalogue,
    sources: &[Source],
    parts: &mut Parts,
) -> Option<Rule> {
    let before = fields.log().len();
    let selectors = selector_keys::read(&mut fields, catalogue);
    let not_in = selectors_below(&mut fields, "not-in", catalogue);
    // A selector that could not be resolved has been reported already.
    let all = selectors_below(&mut fields, "all", catalogue);
    let (except, web) = except(&mut fields, catalogue);
    let condition = Condition::read(&mut fields);
    lint_ids::installers(&fields, &condition.installers, catalogue);
    let is_empty = |table: &Option<Selectors>| table.as_ref().is_none_or(Selectors::is_empty);
    let selects = !selectors.is_empty() || !web.hosts.is_empty();
    let nothing = !selects && condition.is_empty() && is_empty(&not_in) && is_empty(&all);
    if nothing && fields.log().len() == before {
        let mistake = Diagnostic::layout(fields.span(), "the rule selects nothing");
        let hint = format!("add one of {KEYS}, or `not-in`");
        fields.log().add(mistake.hint(hint));
    }
    lint_kinds(&fields, [selects, not_in.is_some(), all.is_some()]);
    lint_web(&fields, &web, &condition);
    lint_list(&fields, not_in.as_ref(), catalogue);
    let countries = country_options(&mut fields);
    let known = rule_sources(&mut fields, sources);
    let level = fields.word("level", Level::ALL, Level::as_str);
    let reason = string(&mut fields, "reason");
    let fix = string(&mut fields, "fix");
    let part_of = fields.string("part-of");
    let own_scope = fields.table("scope").map(|mut fields| scope(&mut fields));
    let effective = fields.date("effective");
    let deadline = fields.date("deadline");
    let id = fields.required_id("id", "\"denied-apps\"")?;
    let part_of = part_of.map(|text| {
        parts.push((id.value.to_owned(), text.span.clone()));
        text.value.to_owned()
    });
    let rule = Rule {
        id: id.value.to_owned(),
        level: level.unwrap_or(Level::Deny),
        selectors,
        all,
        except,
        web,
        condition,
        scope: own_scope,
        effective,
        deadline,
        part_of,
        not_in,
        countries,
        reason,
        reasons: in_languages(&mut fields, "reasons"),
        fix,
        fixes: in_languages(&mut fields, "fixes"),
        sources: known,
    };
    lint::finds_nothing(&fields, &rule, catalogue);
    lint_patterns::all_excepted(&fields, &rule, catalogue);
    Some(rule)
}

/// Each way to select stands alone.
fn lint_kinds(fields: &Fields<'_>, given: [bool; 3]) {
    if given.into_iter().filter(|given| *given).count() > 1 {
        let message = "the rule has more than one of selectors, `all` and `not-in`";
        let mistake = Diagnostic::new(fields.span(), message);
        let hint = "make two rules of it: each of them stands alone";
        fields.log().add(mistake.hint(hint));
    }
}

/// Looks at an allow-list that holds something.
fn lint_list(fields: &Fields<'_>, listed: Option<&Selectors>, catalogue: &Catalogue) {
    if let Some(listed) = listed.filter(|listed| !listed.is_empty()) {
        lint::allow_list(fields, listed, catalogue);
    }
}

/// What the rule leaves alone, and the web pages it is about.
fn except(fields: &mut Fields<'_>, catalogue: &Catalogue) -> (Option<Selectors>, WebHosts) {
    let mut web = WebHosts {
        hosts: web_hosts::read(fields, lint_hosts::look(catalogue)),
        except: Vec::new(),
    };
    let except = fields.table("except").map(|mut table| {
        web.except = web_hosts::read(&mut table, lint_hosts::look(catalogue));
        selector_keys::read(&mut table, catalogue)
    });
    (except, web)
}

/// What is asked of an app and no web page has is a mistake: the page would be
/// found or left alone for a reason that nobody meant.
fn lint_web(fields: &Fields<'_>, web: &WebHosts, condition: &Condition) {
    let of_apps = ["channels", "origins", "installers", "version"];
    let asked = of_apps.into_iter().find(|key| fields.has(key));
    if let Some(key) = asked.filter(|_| !web.hosts.is_empty() && !condition.is_empty()) {
        let message = format!("`{key}` says nothing of web pages, and the rule has `{KEY}`");
        let mistake = Diagnostic::new(fields.span_of(key), message);
        let hint = format!("make two rules of it: one with `{key}`, one with `{KEY}`");
        fields.log().add(mistake.hint(hint));
    }
    let left_alone = |host: &String| web.except.iter().any(|page| is_within(host, page));
    if !web.hosts.is_empty() && web.hosts.iter().all(left_alone) {
        let message = format!("`except` leaves alone every page of `{KEY}`");
        fields.log().add(
            Diagnostic::new(fields.span_of("except"), message).hint(format!(
                "take the hosts out of one of them; `{KEY}` finds nothing so"
            )),
        );
    }
    if web.hosts.is_empty() && !web.except.is_empty() {
        let message = format!("`{KEY}` in `except` has no effect without `{KEY}` in the rule");
        let mistake = Diagnostic::new(fields.span_of("except"), message);
        let hint = format!("take it out, or select pages by `{KEY}`");
        fields.log().add(mistake.hint(hint));
    }
}

/// Selectors in a table of their own.
fn selectors_below(
    fields: &mut Fields<'_>,
    key: &'static str,
    catalogue: &Catalogue,
) -> Option<Selectors> {
    let mut table = fields.table(key)?;
    Some(selector_keys::read(&mut table, catalogue))
}

/// An option that could have no effect is a mistake: who wrote it expects one.
fn country_options(fields: &mut Fields<'_>) -> CountryOptions {
    let needs_countries = ["relation", "contested", "hints"];
    let needs_group = ["preinstalled"]
        .into_iter()
        .filter(|_| !fields.has("not-in"));
    for key in needs_countries.into_iter().chain(needs_group) {
        if fields.has(key) && !fields.has("owner-countries") {
            let message = format!("`{key}` has no effect without `owner-countries`");
            fields.log().add(
                Diagnostic::layout(fields.span(), message)
                    .hint(format!("take `{key}` out, or select by `owner-countries`")),
            );
        }
    }
    let relation = fields.word("relation", Relation::ALL, Relation::as_str);
    let contested = fields.word("contested", Level::ALL, Level::as_str);
    let preinstalled = fields.word("preinstalled", Preinstalled::ALL, Preinstalled::as_str);
    let hints = fields.word("hints", Hints::ALL, Hints::as_str);
    CountryOptions {
        relation: relation.unwrap_or(Relation::Control),
        contested,
        preinstalled: preinstalled.unwrap_or(Preinstalled::Summarise),
        hints: hints.unwrap_or(Hints::Note),
    }
}
