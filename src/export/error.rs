//! Why a policy could not be exported.

use super::target::{Form, Target};

/// Why nothing was written. Each says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file would be empty, and an empty list looks like a finished one.
    #[error(
        "nothing is left to write for `{target}`: {why}; an empty list would look like a finished \
         one"
    )]
    Nothing {
        /// The target.
        target: Target,
        /// What the selection lacks.
        why: String,
    },
    /// The target takes fewer ids. The list is never cut.
    #[error(
        "`{target}` in the form `{form}` takes at most {limit} ids, and there are {count}; choose \
         rules with `--rule`"
    )]
    TooMany {
        /// The target.
        target: Target,
        /// Its form.
        form: Form,
        /// How many it takes.
        limit: usize,
        /// How many there are.
        count: usize,
    },
    /// `--rule` names a rule that none of the policies has.
    #[error("there is no rule `{name}` in the policies; they have {known}")]
    UnknownRule {
        /// What was named.
        name: String,
        /// The rules there are.
        known: String,
    },
    /// An allow-list is made of exactly one rule.
    #[error("an allow-list is made of one rule with `not-in`, and {found}")]
    NotOneAllowList {
        /// What there is, and what to do.
        found: String,
    },
    /// An allow-list that lacks an entry takes apps away.
    #[error(
        "the allow-list of `{rule}` is not whole, because {target} takes only whole ids, and it \
         permits {entries}: spell out every id, or phones lose apps that are permitted"
    )]
    AllowListNotWhole {
        /// The rule.
        rule: String,
        /// The target.
        target: Target,
        /// What it permits besides.
        entries: String,
    },
    /// The target knows no allow-lists.
    #[error("`{target}` in the form `{form}` cannot hold an allow-list; {can} can")]
    NoAllowList {
        /// The target.
        target: Target,
        /// Its form.
        form: Form,
        /// Targets that can.
        can: String,
    },
    /// With `--strict`: something of the policy is not in the file.
    #[error("with `--strict` nothing is written, because {count} {things} not in the file")]
    Incomplete {
        /// How many things.
        count: usize,
        /// `thing is` or `things are`.
        things: &'static str,
    },
    /// The file that was named as an earlier export is none.
    #[error(
        "the earlier export cannot be read: {reason}; name a file that `policy export --to table` \
         wrote as csv, json or ndjson"
    )]
    Earlier {
        /// What is wrong with it.
        reason: String,
    },
    /// A document could not be made.
    #[error("the document could not be made: {0}")]
    Document(String),
}
