//! A rule: what the measure says, who issued it, how to mend and how to waive.

use crate::audit::removal;
use crate::catalogue::Catalogue;
use crate::cli::command::policy::describe;
use crate::cli::ui::fields::Page;
use crate::inventory::Platform;
use crate::policy::{Level, Policy, Rule};

pub(crate) fn explain(id: &str, policies: &[Policy], catalogue: &Catalogue) -> Option<String> {
    let (policy, rule) = policies.iter().find_map(|policy| {
        let rule = policy
            .rules
            .iter()
            .find(|rule| policy.full_id(rule) == id)?;
        Some((policy, rule))
    })?;
    let mut page = Page::default();
    page.head(id, policy.title.as_deref());
    describe::authority(&mut page, policy);
    page.gap();
    describe::rule_fields(&mut page, policy, rule, catalogue);
    sources(&mut page, policy, rule);
    if rule.level > Level::Note {
        page.gap();
        page.field("on Android", Some(removal(Platform::Android)));
        page.field("on iOS", Some(removal(Platform::Ios)));
        describe::exceptions(&mut page, policy);
        page.field(
            "waiver",
            Some("an organisation's own permission, in a file given with --waivers:"),
        );
        page.verbatim(&waiver(id));
    }
    Some(page.into_text())
}

/// The sources of a rule, or of the whole measure when the rule names none.
fn sources(page: &mut Page, policy: &Policy, rule: &Rule) {
    let meant = policy
        .sources
        .iter()
        .filter(|source| rule.sources.is_empty() || rule.sources.contains(&source.id));
    for source in meant {
        describe::source(page, source);
    }
}

fn waiver(rule: &str) -> String {
    format!(
        "[[waiver]]\nrule = \"{rule}\"\ndevice = \"SERIAL OR UDID\"\napp = \"APP OR APP ID\"\nreason = \"why it is needed\"\napprover = \"who permits it\"\nexpires = 2027-06-30"
    )
}
