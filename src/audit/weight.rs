//! What the state of an app weighs: one that is not installed does not break a policy.

use super::terms::Terms;
use crate::inventory::{Gap, GapCode, Inventory, State};
use crate::policy::Level;

/// What could not be looked for, and would break the policy if it were there.
pub(super) fn unseen(terms: Terms, inventory: &Inventory) -> Vec<Gap> {
    let states = inventory.coverage().unseen().iter();
    let matters = states.filter(|unseen| terms.fail_on.is_reached_by(weight(unseen.state)));
    matters
        .map(|unseen| {
            Gap::new(
                GapCode::StatesUnseen,
                format!(
                    "apps that are {} could not be looked for, and this audit fails on them: {}",
                    unseen.state, unseen.message
                ),
                "use a source that shows them, or audit with --fail-on deny",
            )
        })
        .collect()
}

/// The most a finding can weigh: what is not installed does not break a
/// policy, and is worth knowing.
pub(super) fn weight(state: State) -> Level {
    match state {
        State::Installed | State::Disabled | State::Suspended | State::Hidden => Level::Deny,
        State::Instant | State::Archived | State::Residue | State::Unclear => Level::Warn,
        State::Removed => Level::Note,
    }
}
