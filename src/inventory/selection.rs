//! What was left out of an inventory on purpose, and by which rules the rest was
//! chosen: the inventory of a privately owned phone may hold no more than that.
//!
//! **Invariant:** such an inventory cannot pose as a whole list. Its coverage has a
//! gap from the moment it is made, which only [`Covered`] lifts: the proof that
//! every rule that judges now was asked when it was made, over the same facts. A
//! program that knows nothing of selections sees the gap.

use super::app::ProfileId;

/// The note that says it beside the gap, and after the gap was lifted.
pub const MINIMAL: &str = "minimal-inventory";

/// The rules of one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyRules {
    /// The policy's id.
    pub id: String,
    /// `sha256:` and the digest of its file; with the terms of an organisation that
    /// adopted it, of both.
    pub digest: String,
    /// The ids of its rules that were asked, without that of the policy.
    pub rules: Vec<String>,
}

/// By what apps are chosen: the rules that are asked, and the facts about apps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SelectedBy {
    /// The policies, in the order in which they judge.
    pub policies: Vec<PolicyRules>,
    /// The digests of the data sets about apps and owners.
    pub facts: Vec<String>,
    /// Whether apps count that show access to an organisation's systems, which can
    /// contradict a register.
    pub access: bool,
}

/// What is known of the apps that were left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// How many of them are installed.
    pub installed: usize,
    /// Of how many of those the owner is known.
    pub owner_known: usize,
    /// The profiles that they are in.
    pub profiles: Vec<ProfileId>,
    /// Whether apps of the system that every phone has were seen.
    pub system: bool,
}

/// How an inventory was narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// By what.
    pub by: SelectedBy,
    /// What is not in it.
    pub left_out: LeftOut,
}

/// Proof that no rule that judges could match an app that was left out.
///
/// Only [`Selection::covers`] makes one.
#[derive(Debug)]
pub struct Covered(());

impl Selection {
    /// Whether nothing that was left out can matter to what judges now. With
    /// `access`, apps count that show access to an organisation's systems.
    ///
    /// # Errors
    ///
    /// Why something may matter, in words that follow "because".
    pub fn covers(&self, judging: &SelectedBy, access: bool) -> Result<Covered, String> {
        for policy in &judging.policies {
            let Some(asked) = self.by.policies.iter().find(|known| known.id == policy.id) else {
                return Err(format!("it was not taken for {}", policy.id));
            };
            if asked.digest != policy.digest {
                return Err(format!(
                    "{} was changed since, or is judged on other terms",
                    policy.id
                ));
            }
            let new = |rule: &&String| !asked.rules.contains(rule);
            if let Some(rule) = policy.rules.iter().find(new) {
                return Err(format!("{}/{rule} did not judge then", policy.id));
            }
        }
        if self.by.facts != judging.facts {
            return Err("the facts about apps and owners were changed since".to_owned());
        }
        if access && !self.by.access {
            return Err(
                "the register calls it a separate device, and apps that could contradict that \
                 were not kept"
                    .to_owned(),
            );
        }
        Ok(Covered(()))
    }

    /// The policies that it was taken for.
    #[must_use]
    pub fn policies(&self) -> String {
        let ids = self.by.policies.iter().map(|policy| policy.id.as_str());
        ids.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(id: &str, digest: &str, rules: &[&str]) -> SelectedBy {
        SelectedBy {
            policies: vec![PolicyRules {
                id: id.to_owned(),
                digest: digest.to_owned(),
                rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
            }],
            facts: vec!["sha256:f".to_owned()],
            access: false,
        }
    }

    #[test]
    fn only_rules_that_were_asked_may_judge() {
        let selection = Selection {
            by: by("p", "sha256:1", &["a", "b"]),
            left_out: LeftOut::default(),
        };
        for same in [
            by("p", "sha256:1", &["a", "b"]),
            by("p", "sha256:1", &["b"]),
        ] {
            assert!(selection.covers(&same, false).is_ok());
        }
        let mut facts = by("p", "sha256:1", &["a"]);
        facts.facts = vec!["sha256:g".to_owned()];
        let others = [
            (by("q", "sha256:1", &["a"]), false, "it was not taken for q"),
            (by("p", "sha256:2", &["a"]), false, "p was changed since"),
            (by("p", "sha256:1", &["c"]), false, "p/c did not judge then"),
            (
                facts,
                false,
                "the facts about apps and owners were changed since",
            ),
            (
                by("p", "sha256:1", &["a"]),
                true,
                "the register calls it a separate device",
            ),
        ];
        for (judging, access, reason) in others {
            let why = selection.covers(&judging, access).unwrap_err();
            assert!(why.starts_with(reason), "{why}");
        }
    }
}
