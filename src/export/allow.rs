//! An allow-list: what the one rule with `not-in` permits, id by id.
//!
//! Everything that is not on such a list disappears from phones. So it is made
//! only on request, of exactly one rule, and only whole. What the rule says beside
//! its list is told in [`allow_unsaid`](super::allow_unsaid).

use super::allow_list::List;
use super::allow_unsaid::{Others, unsaid};
use super::error::ExportError;
use super::left_out;
use super::rule::Ready;
use super::select::{data, fact, sort};
use super::selection::{LeftOut, Selection, some};
use super::target::{Form, Target};
use super::wanted::Wanted;
use crate::catalogue::Catalogue;
use crate::policy::Policy;

/// What the allow-list among the policies permits.
///
/// # Errors
///
/// When there is not exactly one, when the target cannot hold it, or when it
/// permits more than ids can say.
pub fn select_allowed(
    policies: &[Policy],
    catalogue: &Catalogue,
    wanted: &Wanted,
    (target, form): (Target, Form),
) -> Result<Selection, ExportError> {
    wanted.check(policies)?;
    if !target.allows(form) {
        let can = Target::ALL
            .iter()
            .filter(|one| one.forms().iter().any(|form| one.allows(*form)));
        let can: Vec<&str> = can.map(|one| one.as_str()).collect();
        let can = can.join(", ");
        return Err(ExportError::NoAllowList { target, form, can });
    }
    let platform = target.platform(form);
    let (lists, mut left_out) = lists(policies, catalogue, wanted)?;
    let mut rows = Vec::new();
    for list in &lists {
        list.whole(target, platform)?;
        list.rows(catalogue, &mut rows);
    }
    // An app that two lists permit is in the file once.
    sort(&mut rows);
    left_out.extend(unsaid(&lists, catalogue, platform));
    let others = Others {
        policies,
        lists: &lists,
        catalogue,
        wanted,
        platform,
    };
    left_out.extend(others.take_from(&mut rows));
    let named = policies.iter().filter(|policy| {
        let of_list = lists.iter().any(|list| list.policy.id == policy.id);
        let taken = format!("{}/", policy.id);
        of_list || left_out.iter().any(|left| left.of.starts_with(&taken))
    });
    Ok(Selection {
        level: wanted.level,
        allows: true,
        policies: named.map(fact).collect(),
        data: data(catalogue),
        rows,
        left_out,
    })
}

/// The wanted allow-lists that are in force: one, or several that share the apps
/// out by their origin, such as one for what was installed and one for what came
/// with the phone. What is on any of those may stay. Beside them, those that do not
/// judge on this day or at this level.
fn lists<'p>(
    policies: &'p [Policy],
    catalogue: &Catalogue,
    wanted: &Wanted,
) -> Result<(Vec<List<'p>>, Vec<LeftOut>), ExportError> {
    let mut lists: Vec<List<'p>> = Vec::new();
    let mut left_out = Vec::new();
    for policy in policies {
        let rules = policy.rules.iter().filter_map(|rule| {
            let listed = rule.not_in.as_ref()?;
            wanted.includes(policy, rule).then_some((rule, listed))
        });
        let in_force = policy.is_in_force(wanted.as_of);
        for (rule, listed) in rules {
            let list = List::new(policy, rule, listed);
            if !in_force {
                left_out.push(left_out::not_in_force(policy, wanted.as_of));
                break;
            }
            let ready = Ready::new(rule, catalogue, wanted.as_of);
            let why = left_out::begins_later(rule, wanted)
                .or_else(|| left_out::too_low(rule, &ready, wanted));
            match why {
                None => lists.push(list),
                Some((what, message)) => left_out.push(LeftOut {
                    what,
                    of: list.name(),
                    count: 1,
                    message,
                }),
            }
        }
    }
    let by_origin = |list: &List<'_>| !list.rule.condition.origins.is_empty();
    let found = match lists.as_slice() {
        [] => none_in_force(wanted, &left_out),
        [_] => return Ok((lists, left_out)),
        all if all.iter().all(by_origin) => return Ok((lists, left_out)),
        all => {
            let names: Vec<String> = all.iter().map(List::name).collect();
            let names = some(&names);
            format!("there are several: choose one with `--rule` ({names})")
        }
    };
    Err(ExportError::NotOneAllowList { found })
}

fn none_in_force(wanted: &Wanted, left_out: &[LeftOut]) -> String {
    let mut text = format!(
        "none of the policies has one in force of the level {} or above",
        wanted.level
    );
    for left in left_out {
        text.push_str(&format!("; {}: {}", left.of, left.message));
    }
    text
}
