//! From a policy file to a policy, with every mistake of the file at once.

use super::adopt;
use super::condition::Condition;
use super::digest::digest;
use super::level::Level;
use super::lint;
use super::model::{
    CountryOptions, Exception, Hints, Instrument, NotCovered, Policy, Preinstalled, Rule, Source,
    Status,
};
use super::scope::Scope;
use super::scope_keys::scope;
use super::selector_keys::{self, KEYS, families};
use super::selectors::Selectors;
use super::test_case::read_test;
use crate::catalogue::document::{
    Diagnostic, Fields, Text, check_document, read_compact, read_document,
};
use crate::catalogue::{BuiltinPolicy, Catalogue, Relation};
use crate::inventory::Platform;
use jiff::civil::Date;
use std::collections::HashSet;

/// The schema number of policy files.
const SCHEMA: u64 = 1;

/// Reads a policy file as [`read`] does, and says what is probably not meant on
/// this day.
///
/// # Errors
///
/// Every mistake and every warning of the file.
pub fn check(
    text: &str,
    catalogue: &Catalogue,
    today: Date,
) -> Result<(Policy, Vec<Diagnostic>), Vec<Diagnostic>> {
    check_document(text, |fields| {
        let policy = policy(fields, catalogue, Tests::Read)?;
        let dates = [
            ("issued", policy.issued),
            ("effective", policy.effective),
            ("expires", policy.expires),
            ("checked", policy.checked),
        ];
        lint::dates(fields, today, &dates);
        Some(policy)
    })
}

/// Reads a policy file.
///
/// # Errors
///
/// Every mistake of the file, each with its place and a hint.
pub fn read(text: &str, catalogue: &Catalogue) -> Result<Policy, Vec<Diagnostic>> {
    let read = |fields: &mut Fields<'_>| policy(fields, catalogue, Tests::Read);
    read_document(text, read).map(|policy| Policy {
        digest: digest(text),
        ..policy
    })
}

/// What to do about the tests that a policy carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tests {
    /// Read them.
    Read,
    /// Leave them out where they were read before: most of a policy is tests,
    /// and judging does not need them.
    LeaveOut,
}

/// Reads a built-in policy from its compact form.
///
/// # Errors
///
/// The mistakes that it has in this catalogue, without places.
pub fn read_builtin(
    builtin: &BuiltinPolicy,
    catalogue: &Catalogue,
    tests: Tests,
) -> Result<Policy, Vec<Diagnostic>> {
    let read = |fields: &mut Fields<'_>| policy(fields, catalogue, tests);
    read_compact(builtin.document, read).map(|policy| Policy {
        digest: builtin.digest.to_owned(),
        ..policy
    })
}

fn policy(fields: &mut Fields<'_>, catalogue: &Catalogue, tests: Tests) -> Option<Policy> {
    fields.schema(SCHEMA);
    let scope = match fields.table("scope") {
        Some(mut fields) => scope(&mut fields),
        None => Scope::default(),
    };
    let entries = fields.tables("source");
    let sources = each_once("source", entries, source, |source| &source.id);
    let before = fields.log().len();
    let entries = fields.tables("rule");
    let read = |entry| rule(entry, catalogue, &sources);
    let rules = each_once("rule", entries, read, |rule| &rule.id);
    let extends = owned(&fields.strings("extends"));
    let entries = fields.tables("adopt");
    let adopts: Vec<_> = entries
        .into_iter()
        .filter_map(|entry| adopt::read(entry, catalogue))
        .collect();
    let judges = !(rules.is_empty() && extends.is_empty() && adopts.is_empty());
    // A rule that could not be read has been reported already.
    if !judges && fields.log().len() == before {
        judges_nothing(fields);
    }
    let entries = fields.tables("exception");
    let read = |entry| exception(entry, catalogue, &sources);
    let exceptions = each_once("exception", entries, read, |exception| &exception.id);
    let rule_ids: Vec<String> = rules.iter().map(|rule| rule.id.clone()).collect();
    let entries = fields.tables("not-covered");
    let not_covered = entries.into_iter().filter_map(not_covered).collect();
    let entries = match tests {
        Tests::Read => fields.tables("test"),
        Tests::LeaveOut => Vec::new(),
    };
    let read = |entry| read_test(entry, &rule_ids);
    let tests = each_once("test", entries, read, |test| &test.name);
    let id = fields.required_id("id", "\"our-policy\"");
    let dates = Dates::read(fields);
    Some(Policy {
        title: string(fields, "title"),
        issuer: string(fields, "issuer"),
        jurisdiction: string(fields, "jurisdiction"),
        instrument: fields.word("instrument", Instrument::ALL, Instrument::as_str),
        issued: dates.issued,
        effective: dates.effective,
        review_by: fields.date("review-by"),
        expires: dates.expires,
        status: fields.word("status", Status::ALL, Status::as_str),
        status_remark: string(fields, "status-remark"),
        checked: fields.date("checked"),
        summary: string(fields, "summary"),
        extends,
        scope,
        sources,
        rules,
        exceptions,
        not_covered,
        adopts,
        adoption: None,
        tests,
        digest: String::new(),
        id: id?.value.to_owned(),
    })
}

fn judges_nothing(fields: &Fields<'_>) {
    fields.log().add(
        Diagnostic::layout(
            0..0,
            "the policy has no rule, so it could never find anything",
        )
        .hint("add a `[[rule]]` with `id` and `apps`, or `extends = [\"...\"]`"),
    );
}

/// The days between which a measure judges.
struct Dates {
    issued: Option<Date>,
    effective: Option<Date>,
    expires: Option<Date>,
}

impl Dates {
    /// A measure that ended before it began would never judge anything.
    fn read(fields: &mut Fields<'_>) -> Self {
        let issued = fields.date("issued");
        let effective = fields.date("effective");
        let expires = fields.date("expires");
        if let (Some(begins), Some(ends)) = (effective.or(issued), expires)
            && ends < begins
        {
            let message = format!("the measure ends on {ends}, before it begins on {begins}");
            let hint = "`expires` is the last day on which it judges";
            let mistake = Diagnostic::new(fields.span_of("expires"), message);
            fields.log().add(mistake.hint(hint));
        }
        Self {
            issued,
            effective,
            expires,
        }
    }
}

/// Reads the entries of an array of tables, each of which must have a name of
/// its own.
fn each_once<'t, T>(
    what: &str,
    entries: Vec<Fields<'t>>,
    mut read: impl FnMut(Fields<'t>) -> Option<T>,
    name: fn(&T) -> &String,
) -> Vec<T> {
    let mut found: Vec<T> = Vec::with_capacity(entries.len());
    let mut names = HashSet::with_capacity(entries.len());
    for entry in entries {
        let (span, log) = (entry.span(), entry.log());
        let Some(entry) = read(entry) else {
            continue;
        };
        if !names.insert(name(&entry).clone()) {
            let message = format!("{what} `{}` is there twice", name(&entry));
            log.add(Diagnostic::new(span, message));
        }
        found.push(entry);
    }
    found
}

fn rule(mut fields: Fields<'_>, catalogue: &Catalogue, sources: &[Source]) -> Option<Rule> {
    let before = fields.log().len();
    let selectors = selector_keys::read(&mut fields, catalogue);
    let not_in = selectors_below(&mut fields, "not-in", catalogue);
    // A selector that could not be resolved has been reported already.
    let all = selectors_below(&mut fields, "all", catalogue);
    let except = selectors_below(&mut fields, "except", catalogue);
    let condition = Condition::read(&mut fields);
    let listed = [&not_in, &all]
        .into_iter()
        .flatten()
        .all(Selectors::is_empty);
    let nothing = selectors.is_empty() && condition.is_empty() && listed;
    if nothing && fields.log().len() == before {
        fields.log().add(
            Diagnostic::layout(fields.span(), "the rule selects nothing")
                .hint(format!("add one of {KEYS}, or `not-in`")),
        );
    }
    let kinds = [!selectors.is_empty(), not_in.is_some(), all.is_some()];
    if kinds.into_iter().filter(|given| *given).count() > 1 {
        fields.log().add(
            Diagnostic::new(
                fields.span(),
                "the rule has more than one of selectors, `all` and `not-in`",
            )
            .hint("make two rules of it: each of them stands alone"),
        );
    }
    if let Some(listed) = not_in.as_ref().filter(|listed| !listed.is_empty()) {
        lint::allow_list(&fields, listed, catalogue);
    }
    let countries = country_options(&mut fields);
    let known = rule_sources(&mut fields, sources);
    let level = fields.word("level", Level::ALL, Level::as_str);
    let reason = string(&mut fields, "reason");
    let fix = string(&mut fields, "fix");
    let own_scope = fields.table("scope").map(|mut fields| scope(&mut fields));
    let effective = fields.date("effective");
    let deadline = fields.date("deadline");
    let id = fields.required_id("id", "\"denied-apps\"")?;
    Some(Rule {
        id: id.value.to_owned(),
        level: level.unwrap_or(Level::Deny),
        selectors,
        all,
        except,
        condition,
        scope: own_scope,
        effective,
        deadline,
        not_in,
        countries,
        reason,
        fix,
        sources: known,
    })
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

fn not_covered(mut fields: Fields<'_>) -> Option<NotCovered> {
    let platform = fields.word("platform", Platform::ALL, Platform::as_str);
    let why = fields.required_string("why", "\"no id of it is known\"");
    let name = fields.required_string("name", "\"Example App\"")?;
    Some(NotCovered {
        name: name.value.to_owned(),
        platform,
        why: why?.value.to_owned(),
    })
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

fn rule_sources(fields: &mut Fields<'_>, sources: &[Source]) -> Vec<String> {
    let named = fields.strings("sources");
    for text in &named {
        if !sources.iter().any(|source| source.id == text.value) {
            let known: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
            fields.unknown_value("source", text, known);
        }
    }
    owned(&named)
}

fn source(mut fields: Fields<'_>) -> Option<Source> {
    let publisher = fields.required_string("publisher", "\"Example Agency\"");
    let title = fields.required_string("title", "\"...\"");
    let url = fields.string("url");
    if let Some(url) = &url
        && !url.value.starts_with("https://")
        && !url.value.starts_with("http://")
    {
        fields.log().add(
            Diagnostic::new(
                url.span.clone(),
                format!("`{}` is no web address", url.value),
            )
            .hint("begin it with https://"),
        );
    }
    let date = fields.date("date");
    let id = fields.required_string("id", "\"agency\"")?;
    Some(Source {
        id: id.value.to_owned(),
        publisher: publisher?.value.to_owned(),
        title: title?.value.to_owned(),
        url: url.map(|text| text.value.to_owned()),
        date,
    })
}

fn exception(
    mut fields: Fields<'_>,
    catalogue: &Catalogue,
    sources: &[Source],
) -> Option<Exception> {
    let conditions = scope(&mut fields);
    lint::exception(&fields, &conditions);
    let apps = fields.strings("apps");
    let elsewhere = "an exception is limited to products of the catalogue";
    let limited_to = families(&fields, &apps, catalogue, elsewhere);
    rule_sources(&mut fields, sources);
    let contradicted_by = fields
        .table("contradicted-by")
        .map(|mut fields| selector_keys::read(&mut fields, catalogue))
        .unwrap_or_default();
    let approver = string(&mut fields, "approver");
    let mitigations = owned(&fields.strings("mitigations"));
    let reason = fields.required_string("reason", "\"official need: ...\"");
    let id = fields.required_id("id", "\"separate-device\"")?;
    Some(Exception {
        id: id.value.to_owned(),
        conditions,
        families: limited_to,
        contradicted_by,
        approver,
        mitigations,
        reason: reason?.value.to_owned(),
    })
}

fn string(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    fields.string(key).map(|text| text.value.to_owned())
}

fn owned(texts: &[Text<'_>]) -> Vec<String> {
    texts.iter().map(|text| text.value.to_owned()).collect()
}
