//! Finding policies: built-in ones by name, others by path.

use crate::catalogue::Catalogue;
use crate::catalogue::document::MAX_BYTES;
use crate::catalogue::document::diagnostic::nearest;
use crate::cli::ui::diagnostics;
use crate::cli::ui::messages::Messages;
use crate::cli::ui::plain_error::plain;
use crate::policy;
use crate::policy::{Document, Policy, PolicyError, Tests, builtin_document, builtin_names};
use crate::report::document::Rule;
use crate::source::container::bounded;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

/// Loads policies, or prints everything that is wrong with them.
pub(crate) fn load(
    names: &[String],
    catalogue: &Catalogue,
    tests: Tests,
    messages: Messages,
) -> Option<Vec<Policy>> {
    match policy::load(names, catalogue, &fetch, tests) {
        Ok(policies) => Some(policies),
        Err(errors) => {
            report(&errors, messages);
            None
        }
    }
}

/// All rules that judge on a day, for reports that list passed ones too.
pub(crate) fn rules(policies: &[Policy], day: Date) -> Vec<Rule<'_>> {
    let rules = policies
        .iter()
        .filter(move |policy| policy.is_in_force(day))
        .flat_map(|policy| policy.rules.iter().map(move |rule| (policy, rule)));
    rules
        .filter(|(_, rule)| rule.begins_later(day).is_none())
        .map(|(policy, rule)| Rule {
            id: policy.full_id(rule).into(),
            policy: policy.id.as_str().into(),
            level: rule.level,
            reason: rule.reason.as_deref().map(Into::into),
            reasons: languages(&rule.reasons),
            fix: rule.fix.as_deref().map(Into::into),
            fixes: languages(&rule.fixes),
            deadline: rule.deadline.map(|day| day.to_string().into()),
        })
        .collect()
}

/// A text in several languages, by their codes.
fn languages(texts: &[(String, String)]) -> BTreeMap<Cow<'_, str>, Cow<'_, str>> {
    let texts = texts.iter();
    texts
        .map(|(code, text)| (code.as_str().into(), text.as_str().into()))
        .collect()
}

/// Prints what is wrong with policies to stderr.
pub(crate) fn report(errors: &[PolicyError], messages: Messages) {
    for error in errors {
        if let PolicyError::Mistakes { document, mistakes } = error {
            diagnostics::print(document, mistakes, "policy", messages);
        } else {
            messages.error(&anyhow::anyhow!("{error}"));
        }
    }
}

/// Finds the text of a policy. A path in `extends` is taken from the folder of
/// the file that names it.
pub(crate) fn fetch(name: &str, referrer: Option<&str>) -> Result<Document, String> {
    if let Some(document) = builtin_document(name) {
        return Ok(document);
    }
    let beside = referrer.map(Path::new).and_then(Path::parent);
    let path = match beside {
        Some(folder) => folder.join(name),
        None => Path::new(name).to_path_buf(),
    };
    match bounded::read_text(&path, MAX_BYTES as u64) {
        Ok(text) => Ok(Document {
            name: path.display().to_string(),
            text: text.into(),
        }),
        Err(error) if error.is_not_found() => Err(if looks_like_path(name) {
            format!(
                "there is no file `{}`\nhint: check the spelling; `dutyphone policy list` shows the \
                 built-in ones",
                path.display()
            )
        } else {
            let known = builtin_names();
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => with_part(name, &known),
            };
            format!("there is no built-in policy and no file of that name\nhint: {hint}")
        }),
        Err(error) => Err(format!(
            "{} (`{}`)",
            plain(&error.to_string()),
            path.display()
        )),
    }
}

/// The built-in policies of which somebody wrote a part alone, such as the issuer.
fn with_part(part: &str, known: &[&str]) -> String {
    let part = part.to_lowercase();
    let is_meant = |name: &&&str| name.split('-').any(|one| one == part);
    let meant: Vec<&str> = known.iter().filter(is_meant).copied().collect();
    match meant.as_slice() {
        [] => "`dutyphone policy list` shows the built-in ones".to_owned(),
        [one] => format!("did you mean `{one}`?"),
        many => format!("did you mean one of `{}`?", many.join("`, `")),
    }
}

fn looks_like_path(name: &str) -> bool {
    name.contains(['/', '\\']) || Path::new(name).extension().is_some()
}
