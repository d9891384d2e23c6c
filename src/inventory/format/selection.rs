//! How a minimal inventory states by which rules its apps were chosen.

use super::schema;
use crate::inventory::{GapCode, LeftOut, PolicyRules, ProfileId, SelectedBy, Selection};

pub(super) fn to_file(selection: &Selection) -> schema::Selection {
    let Selection { by, left_out } = selection;
    let policies = by.policies.iter().map(|policy| schema::PolicyRules {
        id: policy.id.clone(),
        digest: policy.digest.clone(),
        rules: policy.rules.clone(),
    });
    schema::Selection {
        policies: policies.collect(),
        facts: by.facts.clone(),
        access: by.access,
        left_out: schema::LeftOut {
            installed: left_out.installed,
            owner_known: left_out.owner_known,
            profiles: left_out.profiles.iter().map(|id| id.0).collect(),
            system: left_out.system,
        },
    }
}

pub(super) fn of_file(selection: schema::Selection) -> Selection {
    let policies = selection.policies.into_iter().map(|policy| PolicyRules {
        id: policy.id,
        digest: policy.digest,
        rules: policy.rules,
    });
    let left_out = selection.left_out;
    Selection {
        by: SelectedBy {
            policies: policies.collect(),
            facts: selection.facts,
            access: selection.access,
        },
        left_out: LeftOut {
            installed: left_out.installed,
            // Nobody knows more owners than there are apps.
            owner_known: left_out.owner_known.min(left_out.installed),
            profiles: left_out.profiles.into_iter().map(ProfileId).collect(),
            system: left_out.system,
        },
    }
}

/// Takes out of a stated coverage the gap that the selection itself brings back: what
/// else the file says of its coverage is then read as for a whole list.
pub(super) fn without_its_gap(coverage: &mut schema::Coverage) {
    let before = coverage.gaps.len();
    coverage
        .gaps
        .retain(|gap| gap.code != GapCode::MinimalList.as_str());
    if coverage.gaps.len() < before && coverage.gaps.is_empty() {
        coverage.complete = true;
    }
}
