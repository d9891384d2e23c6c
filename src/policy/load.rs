//! From the names on a command line to the policies that judge.
//!
//! Reading files is the caller's business: it hands in a function that fetches
//! a document by name, so that this stage does no I/O.

use super::apply::apply;
use super::bases::bases;
use super::model::Policy;
use super::read::{Tests, check, read, read_builtin};
use super::terms::Adopt;
use crate::catalogue::document::Diagnostic;
use crate::catalogue::{Catalogue, builtin_policy, builtin_policy_names, builtin_policy_text};
use jiff::civil::Date;
use std::borrow::Cow;

/// The text of a policy and the name that errors print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// A path, or the id of a built-in policy.
    pub name: String,
    /// The text. That of a built-in policy is borrowed.
    pub text: Cow<'static, str>,
}

/// Why policies could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// A file holds mistakes.
    #[error("{} holds {} mistakes", .document.name, .mistakes.len())]
    Mistakes {
        /// The file.
        document: Document,
        /// All its mistakes.
        mistakes: Vec<Diagnostic>,
    },
    /// A name is neither a built-in policy nor a file that can be read.
    #[error("cannot load the policy `{name}`: {reason}")]
    Unavailable {
        /// The name, as it was given.
        name: String,
        /// Why, and what to write instead.
        reason: String,
    },
    /// Policies build on each other in a circle.
    #[error("the policy `{name}` builds on itself")]
    Circle {
        /// The policy that closes the circle.
        name: String,
    },
    /// A file of the organisation's own carries the id of a built-in policy.
    #[error(
        "`{name}` calls itself `{id}`, which is a built-in policy: give it an id of its own, and \
         use `[[adopt]]` to judge by the built-in one on other terms"
    )]
    BuiltinId {
        /// The file.
        name: String,
        /// The id.
        id: String,
    },
    /// Terms of adoption name a rule that the measure does not have.
    #[error("`{name}` adopts `{policy}`, which has no rule `{rule}`; it has {known}")]
    NoSuchRule {
        /// The file.
        name: String,
        /// The measure.
        policy: String,
        /// The rule.
        rule: String,
        /// The rules it has.
        known: String,
    },
    /// A measure judges as issued and on an organisation's own terms at once.
    #[error(
        "`{name}` adopts `{policy}` on terms of its own, and {other} as well: take one of the two \
         out, so that it judges in one way"
    )]
    AdoptedAndNamed {
        /// The file that adopts it.
        name: String,
        /// The measure.
        policy: String,
        /// What else asks for it, and how: a clause.
        other: String,
    },
    /// A measure is adopted and none of its rules is left.
    #[error(
        "`{name}` adopts `{policy}` without any rule, so it would judge nothing: leave a rule on, \
         or take the adoption out"
    )]
    NothingLeft {
        /// The file.
        name: String,
        /// The measure.
        policy: String,
    },
    /// Two files call themselves by one id.
    #[error("two different policies have the id `{id}`")]
    SameId {
        /// The id.
        id: String,
    },
}

/// Finds a document by its name, and by the name of the document that refers to
/// it, if one does. The error is a reason in plain words.
pub type Fetch<'f> = dyn Fn(&str, Option<&str>) -> Result<Document, String> + 'f;

/// Loads policies and everything they build on, those first.
///
/// # Errors
///
/// Everything that is wrong with any of them, at once.
pub fn load(
    names: &[String],
    catalogue: &Catalogue,
    fetch: &Fetch<'_>,
    tests: Tests,
) -> Result<Vec<Policy>, Vec<PolicyError>> {
    let mut loader = Loader::new(catalogue, fetch, tests);
    for name in names {
        loader.load(name, Asker::CommandLine);
    }
    loader.outcome()
}

/// What is probably not meant in a file.
pub type Warnings = (Document, Vec<Diagnostic>);

/// Loads policies with their tests as [`load`] does, and says what is probably not
/// meant on this day in those that were named. Each text is parsed once.
pub fn load_checked(
    names: &[String],
    catalogue: &Catalogue,
    fetch: &Fetch<'_>,
    today: Date,
) -> (Result<Vec<Policy>, Vec<PolicyError>>, Vec<Warnings>) {
    let mut loader = Loader::new(catalogue, fetch, Tests::Read);
    loader.lint_on = Some(today);
    for name in names {
        loader.load(name, Asker::CommandLine);
    }
    let warnings = std::mem::take(&mut loader.warnings);
    (loader.outcome(), warnings)
}

/// What asks for a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asker {
    CommandLine,
    /// A file with `extends`.
    BuildsOn(String),
    /// A file with `[[adopt]]`.
    Adopts(String),
}

impl Asker {
    fn file(&self) -> Option<&str> {
        match self {
            Self::CommandLine => None,
            Self::BuildsOn(file) | Self::Adopts(file) => Some(file),
        }
    }

    /// Of two that ask for one policy, the file that adopts it and what the other
    /// does; `None` where both judge by it as it was issued.
    fn apart(first: &Self, second: &Self) -> Option<(String, String)> {
        let ((Self::Adopts(file), other) | (other, Self::Adopts(file))) = (first, second) else {
            return None;
        };
        let other = match other {
            Self::CommandLine => "the command line names it".to_owned(),
            Self::BuildsOn(file) => format!("`{file}` builds on it"),
            Self::Adopts(file) => format!("`{file}` adopts it"),
        };
        Some((file.clone(), other))
    }
}

struct Loader<'a> {
    catalogue: &'a Catalogue,
    fetch: &'a Fetch<'a>,
    tests: Tests,
    under_way: Vec<String>,
    /// What was loaded, and what asked for it first.
    loaded: Vec<(String, Asker)>,
    policies: Vec<Policy>,
    errors: Vec<PolicyError>,
    /// The day for which named files are checked, if they are.
    lint_on: Option<Date>,
    warnings: Vec<Warnings>,
}

impl<'a> Loader<'a> {
    fn new(catalogue: &'a Catalogue, fetch: &'a Fetch<'a>, tests: Tests) -> Self {
        Self {
            catalogue,
            fetch,
            tests,
            under_way: Vec::new(),
            loaded: Vec::new(),
            policies: Vec::new(),
            errors: Vec::new(),
            lint_on: None,
            warnings: Vec::new(),
        }
    }

    fn outcome(self) -> Result<Vec<Policy>, Vec<PolicyError>> {
        if self.errors.is_empty() {
            Ok(self.policies)
        } else {
            Err(self.errors)
        }
    }

    /// Reads a document, and checks it where that was asked for.
    fn read(&mut self, document: &Document, is_named: bool) -> Result<Policy, Vec<Diagnostic>> {
        let Some(today) = self.lint_on.filter(|_| is_named) else {
            return read_either(document, self.catalogue, self.tests);
        };
        let (outcome, warnings) = match check(&document.text, self.catalogue, today) {
            Ok((policy, warnings)) => (Ok(policy), warnings),
            Err(found) => {
                let (warnings, mistakes) = found.into_iter().partition(|found| found.is_warning);
                (Err(mistakes), warnings)
            }
        };
        self.warnings.push((document.clone(), warnings));
        outcome
    }

    fn load(&mut self, name: &str, asker: Asker) {
        let document = match (self.fetch)(name, asker.file()) {
            Ok(document) => document,
            Err(reason) => {
                let name = name.to_owned();
                return self.errors.push(PolicyError::Unavailable { name, reason });
            }
        };
        if self.under_way.contains(&document.name) {
            let name = document.name;
            return self.errors.push(PolicyError::Circle { name });
        }
        let mut loaded = self.loaded.iter();
        if let Some((_, first)) = loaded.find(|(name, _)| *name == document.name) {
            if let Some((name, other)) = Asker::apart(first, &asker) {
                self.errors.push(PolicyError::AdoptedAndNamed {
                    name,
                    policy: document.name,
                    other,
                });
            }
            return;
        }
        let from_command_line = asker == Asker::CommandLine;
        self.loaded.push((document.name.clone(), asker));
        let is_own = builtin_document(&document.name).as_ref() != Some(&document);
        match self.read(&document, from_command_line || is_own) {
            Ok(policy) => self.add(policy, &document),
            Err(mistakes) => {
                let (bases, name) = (bases(&document.text), document.name.clone());
                self.errors
                    .push(PolicyError::Mistakes { document, mistakes });
                self.under_way.push(name.clone());
                for base in &bases {
                    self.load(base, Asker::BuildsOn(name.clone()));
                }
                self.under_way.pop();
            }
        }
    }

    /// Loads a measure and puts it on the terms of a file.
    fn adopt(&mut self, terms: &Adopt, by: &str, referrer: &str) {
        let before = (self.policies.len(), self.errors.len());
        self.load(&terms.policy, Asker::Adopts(referrer.to_owned()));
        // The last one that was loaded is the one that was named; those before
        // it are what it builds on.
        let fresh = self.policies.len() > before.0;
        let Some(measure) = fresh.then(|| self.policies.pop()).flatten() else {
            // A copy of what judges already.
            if self.errors.len() == before.1 {
                self.errors.push(PolicyError::AdoptedAndNamed {
                    name: referrer.to_owned(),
                    policy: terms.policy.clone(),
                    other: "the run judges by the same text under another name".to_owned(),
                });
            }
            return;
        };
        let policy = measure.id.clone();
        match apply(measure, terms, by, self.catalogue) {
            Ok(adopted) if adopted.rules.is_empty() => {
                self.errors.push(PolicyError::NothingLeft {
                    name: referrer.to_owned(),
                    policy,
                });
            }
            Ok(adopted) => self.policies.push(adopted),
            Err(unknown) => {
                let errors = unknown.into_iter().map(|term| PolicyError::NoSuchRule {
                    name: referrer.to_owned(),
                    policy: policy.clone(),
                    rule: term.rule,
                    known: format!("`{}`", term.known.join("`, `")),
                });
                self.errors.extend(errors);
            }
        }
    }

    fn add(&mut self, policy: Policy, document: &Document) {
        let name = document.name.as_str();
        let own = builtin_document(name).as_ref() != Some(document);
        if own && builtin_names().contains(&policy.id.as_str()) {
            return self.errors.push(PolicyError::BuiltinId {
                name: name.to_owned(),
                id: policy.id,
            });
        }
        self.under_way.push(name.to_owned());
        for base in &policy.extends {
            self.load(base, Asker::BuildsOn(name.to_owned()));
        }
        for terms in &policy.adopts {
            let by = policy.issuer.as_deref().unwrap_or(&policy.id);
            self.adopt(terms, by, name);
        }
        self.under_way.pop();
        match self.policies.iter().find(|known| known.id == policy.id) {
            Some(known) if known.digest == policy.digest => {}
            Some(_) => self.errors.push(PolicyError::SameId { id: policy.id }),
            None => self.policies.push(policy),
        }
    }
}

/// Reads a policy. Of a built-in one there is a compact form; should it not fit
/// the catalogue, its text tells where.
fn read_either(
    document: &Document,
    catalogue: &Catalogue,
    tests: Tests,
) -> Result<Policy, Vec<Diagnostic>> {
    let builtin = match document.text {
        Cow::Borrowed(_) => builtin_policy(&document.name),
        Cow::Owned(_) => None,
    };
    builtin
        .and_then(|builtin| read_builtin(&builtin, catalogue, tests).ok())
        .map_or_else(|| read(&document.text, catalogue), Ok)
}

/// The names of the built-in policies, sorted.
#[must_use]
pub fn builtin_names() -> Vec<&'static str> {
    builtin_policy_names()
}

/// A built-in policy by its name.
#[must_use]
pub fn builtin_document(name: &str) -> Option<Document> {
    Some(Document {
        name: name.to_owned(),
        text: builtin_policy_text(name)?.into(),
    })
}
