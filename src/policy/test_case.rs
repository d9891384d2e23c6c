//! Tests that a policy carries with it: `[[test]]` tables with an invented phone
//! and the verdict that is expected for it. Here they are only read;
//! `audit::policy_tests` runs them.

use super::circumstances::{Access, Ownership, Person, Use};
use super::facts::Facts;
use super::web_hosts;
use crate::catalogue::document::Fields;
use crate::inventory::{Management, Platform, words};
use jiff::civil::Date;

words! {
    /// The words for a verdict in a test.
    pub enum ExpectedVerdict {
        /// `non-compliant`
        NonCompliant = "non-compliant",
        /// `indeterminate`
        Indeterminate = "indeterminate",
        /// `compliant`
        Compliant = "compliant",
        /// `not-applicable`
        NotApplicable = "not-applicable",
    }
}

/// One test of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyTest {
    /// What it shows, in a few words.
    pub name: String,
    /// The platform of the invented phone.
    pub platform: Platform,
    /// Ids of apps that its user installed.
    pub apps: Vec<String>,
    /// Ids that are each tried on a phone of their own, beside `apps`: what the
    /// test expects must come out for every one of them.
    pub each: Vec<String>,
    /// Ids of apps that came with it.
    pub preinstalled: Vec<String>,
    /// Hosts of web pages on its home screen.
    pub web_pages: Vec<String>,
    /// What the register says of it; `None` when it is not registered.
    pub facts: Option<Facts>,
    /// The policy of which somebody granted it an exception, if any.
    pub approval: Option<String>,
    /// What it shows of its management.
    pub management: Option<Management>,
    /// The day of the audit, when it matters.
    pub as_of: Option<Date>,
    /// The verdict that must come out.
    pub verdict: ExpectedVerdict,
    /// Ids of the rules that must find something that nothing permits; those
    /// of policies this one builds on as `policy/rule`.
    pub findings: Vec<String>,
    /// Ids of the rules whose findings an exception must permit.
    pub permitted: Vec<String>,
}

/// Reads one `[[test]]` table. `rules` are the ids of the policy's rules.
pub(super) fn read_test(mut fields: Fields<'_>, rules: &[String]) -> Option<PolicyTest> {
    let apps = strings(&mut fields, "apps");
    let each = strings(&mut fields, "each");
    let preinstalled = strings(&mut fields, "preinstalled");
    let web_pages = web_hosts::hosts(&mut fields, "web-pages", |_, _, _| ());
    let (facts, approval, management) = match fields.table("device") {
        Some(device) => device_facts(device),
        None => (None, None, None),
    };
    let as_of = fields.date("as-of");
    let findings = rule_ids(&mut fields, "findings", rules);
    let permitted = rule_ids(&mut fields, "permitted", rules);
    fields.require("platform", "\"android\"");
    let platform = fields.word("platform", Platform::ALL, Platform::as_str);
    fields.require("verdict", "\"non-compliant\"");
    let verdict = fields.word("verdict", ExpectedVerdict::ALL, ExpectedVerdict::as_str);
    let name = fields.required_string("name", "\"a phone with ...\"");
    Some(PolicyTest {
        name: name?.value.to_owned(),
        platform: platform?,
        apps,
        each,
        preinstalled,
        web_pages,
        facts,
        approval,
        management,
        as_of,
        verdict: verdict?,
        findings,
        permitted,
    })
}

/// A device with any fact of the register is a registered one.
fn device_facts(mut fields: Fields<'_>) -> (Option<Facts>, Option<String>, Option<Management>) {
    let person = fields.word("person", Person::ALL, Person::as_str);
    let usage = fields.word("use", Use::ALL, Use::as_str);
    let access = fields.word("access", Access::ALL, Access::as_str);
    let ownership = fields.word("ownership", Ownership::ALL, Ownership::as_str);
    let management = fields.word("management", Management::ALL, Management::as_str);
    let registered = person.is_some() || usage.is_some() || access.is_some() || ownership.is_some();
    let persons = Vec::from_iter(person);
    let facts = Facts::registered(&persons, usage, access, ownership);
    let approval = fields.string("approval");
    let approval = approval.map(|policy| policy.value.to_owned());
    (registered.then_some(facts), approval, management)
}

fn strings(fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    let texts = fields.strings(key);
    texts.iter().map(|text| text.value.to_owned()).collect()
}

fn rule_ids(fields: &mut Fields<'_>, key: &'static str, rules: &[String]) -> Vec<String> {
    let texts = fields.strings(key);
    for text in &texts {
        // `policy/rule` is a rule of a policy this one builds on.
        if !text.value.contains('/') && !rules.iter().any(|rule| rule == text.value) {
            fields.unknown_value("rule", text, rules.iter().map(String::as_str));
        }
    }
    let mut ids: Vec<String> = texts.iter().map(|text| text.value.to_owned()).collect();
    ids.sort();
    ids
}
