//! A measure and its rules in words.

use crate::catalogue::Catalogue;
use crate::cli::ui::countries::named_all;
use crate::cli::ui::fields::FieldList;
use crate::policy::{
    Condition, IdPattern, Instrument, Policy, Rule, Scope, Selectors, Source, Status, VersionLimit,
};
use jiff::civil::Date;

/// One policy in words.
pub(crate) fn measure(policy: &Policy, catalogue: &Catalogue) -> String {
    let mut fields = FieldList::default();
    fields.head(&policy.id, policy.title.as_deref());
    authority(&mut fields, policy);
    fields.field("says", policy.summary.as_deref());
    fields.field("for devices", Some(scope(&policy.scope).as_str()));
    for rule in &policy.rules {
        fields.gap();
        rule_fields(&mut fields, policy, rule, catalogue);
    }
    exceptions(&mut fields, policy, catalogue);
    not_covered(&mut fields, policy);
    for entry in &policy.sources {
        source(&mut fields, entry);
    }
    fields.field("digest", Some(&policy.digest));
    fields.into_text()
}

/// Who issued it, what it is, and whether it holds.
pub(crate) fn authority(fields: &mut FieldList, policy: &Policy) {
    fields.field("issuer", policy.issuer.as_deref());
    fields.field("holds in", policy.jurisdiction.as_deref());
    fields.field("instrument", policy.instrument.map(Instrument::as_str));
    fields.field("issued", day(policy.issued).as_deref());
    fields.field("in effect", day(policy.effective).as_deref());
    fields.field("review by", day(policy.review_by).as_deref());
    fields.field("expires", day(policy.expires).as_deref());
    fields.field("status", policy.status.map(Status::as_str));
    fields.field("  that is", policy.status_remark.as_deref());
    fields.field("checked", day(policy.checked).as_deref());
    if let Some(adoption) = &policy.adoption {
        let (who, when) = (&adoption.decided_by, adoption.decided_on);
        let text = format!("{}, decided by {who} on {when}", adoption.by);
        fields.field("adopted by", Some(&text));
        for terms in &adoption.terms {
            fields.field("  terms", Some(terms));
        }
    }
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// What the measure names and its rules cannot find.
pub(crate) fn not_covered(fields: &mut FieldList, policy: &Policy) {
    for missing in &policy.not_covered {
        let place = missing.platform.map(|platform| format!(" on {platform}"));
        let place = place.unwrap_or_default();
        let text = format!("{}{place}: {}", missing.name, missing.why);
        fields.field("not covered", Some(&text));
    }
}

/// The published exceptions.
pub(crate) fn exceptions(fields: &mut FieldList, policy: &Policy, catalogue: &Catalogue) {
    for exception in &policy.exceptions {
        fields.field("exception", Some(&exception.reason));
        if !exception.conditions.is_empty() {
            fields.field("  for", Some(&scope(&exception.conditions)));
        }
        let apps = names(&exception.families, catalogue);
        fields.list("  apps", &apps);
        fields.list("  web pages on", &exception.web_hosts);
        fields.field("  granted by", exception.approver.as_deref());
        for mitigation in &exception.mitigations {
            fields.field("  in return", Some(mitigation));
        }
    }
}

/// Where a measure can be read.
pub(crate) fn source(fields: &mut FieldList, source: &Source) {
    let date = source
        .date
        .map(|date| format!(", {date}"))
        .unwrap_or_default();
    let url = source.url.as_deref().unwrap_or("no address known");
    let text = format!("{}: {}{date}, {url}", source.publisher, source.title);
    fields.field("source", Some(&text));
}

/// One rule in words.
pub(crate) fn rule_fields(
    fields: &mut FieldList,
    policy: &Policy,
    rule: &Rule,
    catalogue: &Catalogue,
) {
    fields.field(rule.level.as_str(), Some(&policy.full_id(rule)));
    selector_fields(fields, &rule.selectors, catalogue);
    fields.list("  web pages on", &rule.web.hosts);
    fields.list("  but not on", &rule.web.except);
    if let Some(all) = &rule.all {
        fields.field("  all of", Some("one of each of these"));
        selector_fields(fields, all, catalogue);
    }
    if let Some(except) = rule.except.as_ref().filter(|except| !except.is_empty()) {
        fields.field("  but not", Some("any of these"));
        selector_fields(fields, except, catalogue);
    }
    condition_fields(fields, &rule.condition);
    fields.field("  part of", rule.part_of.as_deref());
    if let Some(own) = &rule.scope {
        fields.field("  for devices", Some(&scope(own)));
    }
    fields.field("  from", day(rule.effective).as_deref());
    fields.field("  gone by", day(rule.deadline).as_deref());
    if let Some(permitted) = &rule.not_in {
        fields.field("  all but", Some("any of these"));
        selector_fields(fields, permitted, catalogue);
    }
    fields.field("  why", rule.reason.as_deref());
    fields.field("  fix", rule.fix.as_deref());
}

/// What the rule asks of an app beyond which app it is.
fn condition_fields(fields: &mut FieldList, condition: &Condition) {
    let channels: Vec<&str> = condition.channels.iter().map(|w| w.as_str()).collect();
    let origins: Vec<&str> = condition.origins.iter().map(|w| w.as_str()).collect();
    let profiles: Vec<&str> = condition.profiles.iter().map(|w| w.as_str()).collect();
    fields.list("  came by", &channels);
    fields.list("  origin", &origins);
    fields.list("  installer", &condition.installers);
    fields.list("  in profiles", &profiles);
    let version = condition.version.as_ref();
    fields.field("  version", version.map(VersionLimit::to_string).as_deref());
}

fn names(families: &[usize], catalogue: &Catalogue) -> Vec<String> {
    let known = families.iter().filter_map(|place| catalogue.family(*place));
    known.map(|family| family.name().to_owned()).collect()
}

fn selector_fields(fields: &mut FieldList, selectors: &Selectors, catalogue: &Catalogue) {
    let apps = names(&selectors.families, catalogue);
    let owners: Vec<&str> = selectors
        .owners
        .iter()
        .filter_map(|place| catalogue.owner(*place))
        .map(|owner| owner.name())
        .collect();
    let countries = named_all(selectors.countries.iter().copied(), catalogue);
    let categories: Vec<&str> = selectors.categories.iter().map(String::as_str).collect();
    let developers: Vec<&str> = selectors.developers.iter().map(String::as_str).collect();
    fields.list("  apps", &apps);
    fields.list("  owners", &owners);
    fields.list("  countries", &countries);
    fields.list("  categories", &categories);
    fields.list("  developers", &developers);
    fields.list("  android", &patterns(&selectors.android));
    fields.list("  ios", &patterns(&selectors.ios));
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

/// The devices that a policy is for.
pub(crate) fn reach(policy: &Policy) -> String {
    scope(&policy.scope)
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
