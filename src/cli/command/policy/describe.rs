//! A measure and its rules in words.

use crate::catalogue::{Catalogue, Country};
use crate::cli::ui::fields::Page;
use crate::policy::{IdPattern, Instrument, Policy, Rule, Scope, Selectors, Source, Status};

/// One policy in words.
pub(crate) fn measure(policy: &Policy, catalogue: &Catalogue) -> String {
    let mut page = Page::default();
    page.head(&policy.id, policy.title.as_deref());
    authority(&mut page, policy);
    page.field("says", policy.summary.as_deref());
    page.field("for devices", Some(scope(&policy.scope).as_str()));
    for rule in &policy.rules {
        page.gap();
        rule_fields(&mut page, policy, rule, catalogue);
    }
    exceptions(&mut page, policy);
    for entry in &policy.sources {
        source(&mut page, entry);
    }
    page.field("digest", Some(&policy.digest));
    page.into_text()
}

/// Who issued it, what it is, and whether it holds.
pub(crate) fn authority(page: &mut Page, policy: &Policy) {
    page.field("issuer", policy.issuer.as_deref());
    page.field("holds in", policy.jurisdiction.as_deref());
    page.field("instrument", policy.instrument.map(Instrument::as_str));
    page.field(
        "issued",
        policy.issued.map(|date| date.to_string()).as_deref(),
    );
    page.field("status", policy.status.map(Status::as_str));
    page.field(
        "checked",
        policy.checked.map(|date| date.to_string()).as_deref(),
    );
}

/// The published ways out.
pub(crate) fn exceptions(page: &mut Page, policy: &Policy) {
    for exception in &policy.exceptions {
        page.field("exception", Some(&exception.reason));
        if !exception.conditions.is_empty() {
            page.field("  for", Some(&scope(&exception.conditions)));
        }
        page.field("  granted by", exception.approver.as_deref());
        for mitigation in &exception.mitigations {
            page.field("  in return", Some(mitigation));
        }
    }
}

/// Where a measure can be read.
pub(crate) fn source(page: &mut Page, source: &Source) {
    let date = source
        .date
        .map(|date| format!(", {date}"))
        .unwrap_or_default();
    let url = source.url.as_deref().unwrap_or("no address known");
    let text = format!("{}: {}{date}, {url}", source.publisher, source.title);
    page.field("source", Some(&text));
}

/// One rule in words.
pub(crate) fn rule_fields(page: &mut Page, policy: &Policy, rule: &Rule, catalogue: &Catalogue) {
    page.field(rule.level.as_str(), Some(&policy.full_id(rule)));
    selector_fields(page, &rule.selectors, catalogue);
    if let Some(permitted) = &rule.not_in {
        page.field("  all but", Some(""));
        selector_fields(page, permitted, catalogue);
    }
    page.field("  why", rule.reason.as_deref());
    page.field("  fix", rule.fix.as_deref());
}

fn selector_fields(page: &mut Page, selectors: &Selectors, catalogue: &Catalogue) {
    let apps: Vec<&str> = selectors
        .families
        .iter()
        .filter_map(|place| catalogue.families.get(*place))
        .map(|family| family.name.as_str())
        .collect();
    let owners: Vec<&str> = selectors
        .owners
        .iter()
        .filter_map(|place| catalogue.owners.get(*place))
        .map(|owner| owner.name.as_str())
        .collect();
    let countries: Vec<&str> = selectors.countries.iter().map(Country::as_str).collect();
    let categories: Vec<&str> = selectors.categories.iter().map(String::as_str).collect();
    let developers: Vec<&str> = selectors.developers.iter().map(String::as_str).collect();
    page.list("  apps", &apps);
    page.list("  owners", &owners);
    page.list("  countries", &countries);
    page.list("  categories", &categories);
    page.list("  developers", &developers);
    page.list("  android", &patterns(&selectors.android));
    page.list("  ios", &patterns(&selectors.ios));
}

fn patterns(patterns: &[IdPattern]) -> Vec<String> {
    patterns
        .iter()
        .map(|pattern| match pattern {
            IdPattern::Exact(id) => id.clone(),
            IdPattern::Prefix(prefix) => format!("{prefix}*"),
        })
        .collect()
}

fn scope(scope: &Scope) -> String {
    if scope.is_empty() {
        return "every device".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    let mut add = |name: &str, words: Vec<&str>| {
        if !words.is_empty() {
            parts.push(format!("{name} {}", words.join(" or ")));
        }
    };
    add(
        "held by",
        scope.persons.iter().map(|w| w.as_str()).collect(),
    );
    add("use", scope.usage.iter().map(|w| w.as_str()).collect());
    add("access", scope.access.iter().map(|w| w.as_str()).collect());
    add(
        "ownership",
        scope.ownership.iter().map(|w| w.as_str()).collect(),
    );
    parts.join("; ")
}
