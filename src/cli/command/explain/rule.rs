//! A rule: what the measure says, who issued it, how to mend and how to waive.

use super::addressed::{addressed, sentences};
use crate::audit::removal;
use crate::catalogue::Catalogue;
use crate::cli::ui::fields::FieldList;
use crate::cli::ui::policy_fields;
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
    let mut fields = FieldList::default();
    fields.head(id, policy.title.as_deref());
    policy_fields::authority(&mut fields, policy);
    fields.gap();
    policy_fields::rule_fields(&mut fields, policy, rule, catalogue);
    fields.field("addresses", Some(&addressed(policy.scope_of(rule))));
    fields.field("say", Some(&sentences(policy, rule, catalogue)));
    policy_fields::not_covered(&mut fields, policy);
    sources(&mut fields, policy, rule);
    if rule.level > Level::Note {
        fields.gap();
        fields.field("on Android", Some(removal(Platform::Android)));
        fields.field("on iOS", Some(removal(Platform::Ios)));
        policy_fields::exceptions(&mut fields, policy, catalogue);
        fields.field(
            "waiver",
            Some("an organisation's own permission, in a file given with --waivers:"),
        );
        fields.verbatim(&waiver(id));
    }
    Some(fields.into_text())
}

/// The sources of a rule, or of the whole measure when the rule names none.
fn sources(fields: &mut FieldList, policy: &Policy, rule: &Rule) {
    let meant = policy
        .sources
        .iter()
        .filter(|source| rule.sources.is_empty() || rule.sources.contains(&source.id));
    for source in meant {
        policy_fields::source(fields, source);
    }
}

fn waiver(rule: &str) -> String {
    format!(
        "[[waiver]]\nrule = \"{rule}\"\ndevice = \"SERIAL OR UDID\"\napp = \"APP OR APP ID\"\nreason = \"why it is needed\"\napprover = \"who permits it\"\nexpires = 2027-06-30"
    )
}
