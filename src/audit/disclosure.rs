//! What a reader must know of a policy that judged, even where it found nothing:
//! on whose terms it was used, and what it names that no rule can see.

use super::result::{Remark, RemarkCode};
use crate::policy::{Adoption, Policy};

/// The remarks on one policy.
pub(super) fn remarks(policy: &Policy) -> impl Iterator<Item = Remark> {
    policy
        .adoption
        .iter()
        .map(|adoption| adopted(policy, adoption))
        .chain(not_covered(policy))
}

fn adopted(policy: &Policy, adoption: &Adoption) -> Remark {
    let issuer = policy.issuer.as_deref();
    let issuer = issuer.map_or_else(String::new, |who| format!("issued by {who}, "));
    let (id, by) = (&policy.id, &adoption.by);
    let (who, when) = (&adoption.decided_by, adoption.decided_on);
    let mut message = format!("{id}: {issuer}adopted by {by} (decided by {who} on {when})");
    if !adoption.terms.is_empty() {
        message.push_str(&format!(": {}", adoption.terms.join("; ")));
    }
    let mut remark = Remark::note(RemarkCode::MeasureAdopted, message, "")
        .with("policy", id)
        .with("by", by)
        .with("decided-by", who)
        .with("day", when.to_string());
    if !adoption.terms.is_empty() {
        remark = remark.with("terms", adoption.terms.join("; "));
    }
    if let Some(issuer) = &policy.issuer {
        remark = remark.with("issuer", issuer);
    }
    remark
}

fn not_covered(policy: &Policy) -> Option<Remark> {
    let names = policy.not_covered.iter().map(|missing| {
        let place = missing.platform.map(|platform| format!(" on {platform}"));
        format!("{}{}", missing.name, place.unwrap_or_default())
    });
    let names: Vec<String> = names.collect();
    let told = policy
        .not_covered
        .iter()
        .map(|missing| match missing.platform {
            Some(platform) => format!("{} ({platform})", missing.name),
            None => missing.name.clone(),
        });
    let told: Vec<String> = told.collect();
    let id = &policy.id;
    (!names.is_empty()).then(|| {
        Remark::note(
            RemarkCode::NotCovered,
            format!(
                "{id} also names what no rule can see: {}; nobody looked for it",
                names.join("; ")
            ),
            format!("look for it by other means; `dutyphone explain {id}` says why"),
        )
        .with("policy", id)
        .with("names", told.join("; "))
    })
}
