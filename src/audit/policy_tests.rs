//! Runs the tests that a policy carries with it: an invented phone is judged by
//! the policy, and the result compared with what the test expects.

use super::judge::Judge;
use super::organisation::Organisation;
use super::result::{DeviceResult, Finding};
use super::terms::Terms;
use super::verdict::Verdict;
use crate::catalogue::Catalogue;
use crate::inventory::{
    App, Coverage, Device, Inventory, Locator, Origin, PagesSeen, Profile, ProfileId, ProfileKind,
    ProfileStatus, Reading, WebPage, WebPages,
};
use crate::policy::{Approval, Entry, Facts, Policy, PolicyTest, Register};
use jiff::civil::Date;

/// The phone that tests are about.
const DEVICE: &str = "TEST-PHONE";

/// Runs one test of `policy`; `policies` are that policy and those it builds
/// on. Returns what differs, in words; nothing when the test passes.
///
/// A test that tries several apps, each on a phone of its own, passes when all
/// phones get the result it expects.
#[must_use]
pub fn run(
    policy: &Policy,
    test: &PolicyTest,
    policies: &[Policy],
    catalogue: &Catalogue,
    today: Date,
) -> Vec<String> {
    let terms = Terms::on(test.as_of.unwrap_or(today));
    let organisation = Organisation {
        register: test
            .facts
            .map(|facts| Register::of(entry(test, facts, terms.as_of))),
        ..Organisation::default()
    };
    let judge = Judge::new(policies, catalogue, terms).for_organisation(organisation);
    let answer = |own: Option<&String>| {
        let result = judge.device(Reading::of(Locator::new(DEVICE), phone(test, own)));
        differences(policy, test, &judge, &result)
    };
    if test.each.is_empty() {
        return answer(None);
    }
    let mut different = Vec::new();
    for own in &test.each {
        let found = answer(Some(own));
        different.extend(found.into_iter().map(|text| format!("with {own}, {text}")));
    }
    different
}

/// What the register says of the invented phone.
fn entry(test: &PolicyTest, facts: Facts, day: Date) -> Entry {
    let mut entry = Entry::new(DEVICE, facts);
    entry.approval = test.approval.as_ref().map(|policy| Approval {
        policy: policy.clone(),
        by: "somebody who may".to_owned(),
        on: day,
    });
    entry
}

/// The invented phone; `own` is the app that only this phone has.
fn phone(test: &PolicyTest, own: Option<&String>) -> Inventory {
    let app = |id: &String, origin| {
        let mut app = App::new(id.as_str(), ProfileId::OWNER);
        app.origin = origin;
        app
    };
    let mut apps: Vec<App> = Vec::new();
    let installed = test.apps.iter().chain(own);
    apps.extend(installed.map(|id| app(id, Origin::User)));
    apps.extend(
        test.preinstalled
            .iter()
            .map(|id| app(id, Origin::Preinstalled)),
    );
    if apps.is_empty() {
        // No phone is without apps, and an empty list is never clean.
        apps.push(app(&"com.example.clean".to_owned(), Origin::User));
    }
    let profile = Profile {
        id: ProfileId::OWNER,
        kind: ProfileKind::Owner,
        status: ProfileStatus::Complete,
    };
    let coverage = Coverage::new(vec![profile], Vec::new(), Vec::new());
    let mut device = Device::new(test.platform, DEVICE);
    device.management = test.management;
    let pages = test.web_pages.iter().map(|host| WebPage {
        profile: ProfileId::OWNER,
        host: host.clone(),
    });
    let mut phone = Inventory::new(device, "test", None, coverage, apps);
    phone.web_pages = WebPages::new(PagesSeen::All, pages.collect());
    phone
}

fn differences(
    policy: &Policy,
    test: &PolicyTest,
    judge: &Judge<'_>,
    result: &DeviceResult,
) -> Vec<String> {
    let mut different = Vec::new();
    // Where no rule is in force nothing is judged, and that is never clean.
    let verdict = if judge.has_rules() {
        result.verdict
    } else {
        Verdict::Indeterminate
    };
    let verdict = verdict.as_str();
    if verdict != test.verdict.as_str() {
        different.push(format!(
            "the verdict is {verdict} and should be {}",
            test.verdict.as_str()
        ));
    }
    let mut compare = |what: &str, expected: &[String], is_meant: fn(&Finding) -> bool| {
        let found = rule_ids(policy, result, is_meant);
        if found != expected {
            different.push(format!(
                "{what} should be [{}] and are [{}]",
                expected.join(", "),
                found.join(", ")
            ));
        }
    };
    compare(
        "the rules that find something",
        &test.findings,
        Finding::is_open,
    );
    compare(
        "the rules that an exception permits",
        &test.permitted,
        |finding| finding.permitted_by.is_some(),
    );
    different
}

/// The rules of the findings that are meant, sorted, each once; those of the
/// policy itself without its id in front.
fn rule_ids(policy: &Policy, result: &DeviceResult, is_meant: fn(&Finding) -> bool) -> Vec<String> {
    let own = format!("{}/", policy.id);
    let meant = result.findings.iter().filter(|finding| is_meant(finding));
    let mut ids: Vec<String> = meant
        .map(|finding| &finding.rule.id)
        .map(|id| id.strip_prefix(&own).unwrap_or(id).to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    ids
}
