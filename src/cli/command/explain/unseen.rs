//! What a measure names and no rule can see: why a phone that may have it is not
//! found by it.

use crate::cli::ui::fields::FieldList;
use crate::policy::{NotCovered, Policy};

/// The page about a name that only stands among what no rule can see.
pub(super) fn explain(what: &str, policies: &[Policy]) -> Option<String> {
    let mut fields = FieldList::default();
    fields.head(what, None);
    let told = mention(&mut fields, what, policies);
    told.then(|| fields.into_text())
}

/// Tells which measures name this and cannot find it everywhere, and why.
/// Whether there is one.
pub(super) fn mention(fields: &mut FieldList, what: &str, policies: &[Policy]) -> bool {
    let mut told = false;
    for policy in policies {
        for missing in policy.not_covered.iter().filter(|it| names(it, what)) {
            let place = missing.platform.map(|platform| format!(" on {platform}"));
            let place = place.unwrap_or_default();
            let text = format!("{} names it{place}: {}", policy.id, missing.why);
            fields.field("not covered", Some(&text));
            told = true;
        }
    }
    told
}

/// Whether an entry is about this, alone or in a list such as `Group: a, b`.
fn names(missing: &NotCovered, what: &str) -> bool {
    let mut parts = missing.name.split([',', ':']).map(str::trim);
    missing.name.eq_ignore_ascii_case(what) || parts.any(|part| part.eq_ignore_ascii_case(what))
}
