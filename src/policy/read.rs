//! From a policy file to a policy, with every mistake of the file at once.

use super::adopt;
use super::digest::digest;
use super::lint;
use super::measure_keys::{
    exception, in_languages, jurisdiction, not_covered, owned, source, string,
};
use super::model::{Instrument, Policy, Rule, Source, Status};
use super::rule_keys::{Parts, rule};
use super::scope::Scope;
use super::scope_keys::scope;
use super::test_case::read_test;
use crate::catalogue::document::{Diagnostic, Fields, check_document, read_compact, read_document};
use crate::catalogue::{BuiltinPolicy, Catalogue};
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
pub(super) fn check(
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
        lint::rule_dates(fields, today, &policy);
        let digest = digest(text);
        Some(Policy { digest, ..policy })
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
    let rules = rules(fields, catalogue, &sources);
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
        titles: in_languages(fields, "titles"),
        issuer: string(fields, "issuer"),
        jurisdiction: jurisdiction(fields, catalogue),
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
        before_adoption: None,
        tests,
        digest: String::new(),
        id: id?.value.to_owned(),
    })
}

fn rules(fields: &mut Fields<'_>, catalogue: &Catalogue, sources: &[Source]) -> Vec<Rule> {
    let entries = fields.tables("rule");
    let mut parts = Parts::new();
    let read = |entry| rule(entry, catalogue, sources, &mut parts);
    let rules = each_once("rule", entries, read, |rule| &rule.id);
    check_parts(fields, &rules, parts);
    rules
}

/// A rule is a part of another one of the file. Parts of parts are refused: rules
/// that are parts of each other would hide what both find.
fn check_parts(fields: &Fields<'_>, rules: &[Rule], parts: Parts) {
    for (id, span) in parts {
        let one = |id: &str| rules.iter().find(|rule| rule.id == id);
        let Some(whole) = one(&id).and_then(|rule| rule.part_of.as_deref()) else {
            continue;
        };
        let (problem, hint) = match one(whole).filter(|other| other.id != id) {
            Some(other) if other.part_of.is_none() => continue,
            Some(_) => (
                "is itself a part of another rule",
                "name a rule that is a part of none",
            ),
            None => (
                "is no other rule of this file",
                "write the id of the wider rule",
            ),
        };
        let message = format!("`{whole}` {problem}");
        fields.log().add(Diagnostic::new(span, message).hint(hint));
    }
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
