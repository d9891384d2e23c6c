//! `dutyphone policy`: list, show and check policies.

use super::args::{PolicyArgs, PolicyCommand};
use super::output::{Talk, to_stdout};
use super::{Exit, policies, policy_test};
use crate::catalogue::{Catalogue, Country};
use crate::policy::{
    IdPattern, Instrument, Policy, Rule, Scope, Selectors, Status, builtin_names, read,
};
use crate::report::harmless::prose;
use crate::report::layout::{WIDTH, fill};

pub(super) fn run(args: &PolicyArgs, talk: Talk) -> anyhow::Result<Exit> {
    let catalogue = policies::catalogue()?;
    match &args.command {
        PolicyCommand::List => list(&catalogue),
        PolicyCommand::Show { policy } => show(policy, &catalogue, talk),
        PolicyCommand::Check { policies } => check(policies, &catalogue, talk),
        PolicyCommand::Test { policies } => policy_test::run(policies, &catalogue, talk),
    }
}

fn list(catalogue: &Catalogue) -> anyhow::Result<Exit> {
    let mut rows: Vec<[String; 3]> = Vec::new();
    for name in builtin_names() {
        let Ok(document) = policies::fetch(name, None) else {
            continue;
        };
        // A test keeps the built-in policies free of mistakes.
        let Ok(policy) = read(&document.text, catalogue) else {
            continue;
        };
        let issued = policy
            .issued
            .map_or_else(String::new, |date| date.to_string());
        let about = match (policy.title, policy.extends.as_slice()) {
            (Some(title), []) => title,
            (Some(title), bases) => format!("{title} ({})", bases.join(" + ")),
            (None, bases) => bases.join(" + "),
        };
        rows.push([policy.id, issued, about]);
    }
    let width = rows.iter().map(|row| row[0].len()).max().unwrap_or(0);
    let mut text = String::new();
    for [id, issued, about] in rows {
        let first = format!("{id:width$}  {issued:10}  ");
        let rest = " ".repeat(first.len());
        text.push_str(&fill(&prose(&about), WIDTH, &first, &rest));
        text.push('\n');
    }
    to_stdout(text.as_bytes())?;
    Ok(Exit::Compliant)
}

fn check(names: &[String], catalogue: &Catalogue, talk: Talk) -> anyhow::Result<Exit> {
    let Some(loaded) = policies::load(names, catalogue, talk) else {
        return Ok(Exit::CannotRun);
    };
    let rules: usize = loaded.iter().map(|policy| policy.rules.len()).sum();
    let text = format!(
        "no mistakes: {} {}, {rules} {}\n",
        loaded.len(),
        if loaded.len() == 1 {
            "policy"
        } else {
            "policies"
        },
        if rules == 1 { "rule" } else { "rules" },
    );
    to_stdout(text.as_bytes())?;
    Ok(Exit::Compliant)
}

fn show(name: &str, catalogue: &Catalogue, talk: Talk) -> anyhow::Result<Exit> {
    let names = [name.to_owned()];
    let Some(loaded) = policies::load(&names, catalogue, talk) else {
        return Ok(Exit::CannotRun);
    };
    let pages: Vec<String> = loaded.iter().map(|p| describe(p, catalogue)).collect();
    to_stdout(pages.join("\n").as_bytes())?;
    Ok(Exit::Compliant)
}

/// One policy in words.
fn describe(policy: &Policy, catalogue: &Catalogue) -> String {
    let mut page = Page::default();
    page.head(&policy.id, policy.title.as_deref());
    page.field("issuer", policy.issuer.as_deref());
    page.field("holds in", policy.jurisdiction.as_deref());
    page.field("instrument", policy.instrument.map(Instrument::as_str));
    page.field(
        "issued",
        policy.issued.map(|date| date.to_string()).as_deref(),
    );
    page.field("status", policy.status.map(Status::as_str));
    page.field(
        "checked",
        policy.checked.map(|date| date.to_string()).as_deref(),
    );
    page.field("says", policy.summary.as_deref());
    page.field("for devices", Some(scope(&policy.scope).as_str()));
    for rule in &policy.rules {
        page.rule(policy, rule, catalogue);
    }
    for exception in &policy.exceptions {
        page.field("exception", Some(&exception.reason));
        if !exception.conditions.is_empty() {
            page.field("  for", Some(&scope(&exception.conditions)));
        }
    }
    for source in &policy.sources {
        let date = source
            .date
            .map(|date| format!(", {date}"))
            .unwrap_or_default();
        let url = source.url.as_deref().unwrap_or("no address known");
        page.field(
            "source",
            Some(&format!(
                "{}: {}{date}, {url}",
                source.publisher, source.title
            )),
        );
    }
    page.field("digest", Some(&policy.digest));
    page.0
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn head(&mut self, id: &str, title: Option<&str>) {
        self.0.push_str(&prose(id));
        if let Some(title) = title {
            self.0.push_str(&format!(": {}", prose(title)));
        }
        self.0.push('\n');
    }

    fn field(&mut self, name: &str, value: Option<&str>) {
        let Some(value) = value else {
            return;
        };
        let first = format!("  {name:12}  ");
        let rest = " ".repeat(first.len());
        self.0.push_str(&fill(&prose(value), WIDTH, &first, &rest));
        self.0.push('\n');
    }

    fn rule(&mut self, policy: &Policy, rule: &Rule, catalogue: &Catalogue) {
        self.0.push('\n');
        self.field(rule.level.as_str(), Some(&policy.full_id(rule)));
        self.selectors(&rule.selectors, catalogue);
        if let Some(permitted) = &rule.not_in {
            self.field("  all but", Some(""));
            self.selectors(permitted, catalogue);
        }
        self.field("  why", rule.reason.as_deref());
        self.field("  fix", rule.fix.as_deref());
    }

    fn selectors(&mut self, selectors: &Selectors, catalogue: &Catalogue) {
        let apps: Vec<&str> = selectors
            .families
            .iter()
            .filter_map(|place| catalogue.families.get(*place))
            .map(|family| family.name.as_str())
            .collect();
        let owners: Vec<&str> = selectors
            .owners
            .iter()
            .filter_map(|place| catalogue.owners.get(*place))
            .map(|owner| owner.name.as_str())
            .collect();
        let countries: Vec<&str> = selectors.countries.iter().map(Country::as_str).collect();
        let categories: Vec<&str> = selectors.categories.iter().map(String::as_str).collect();
        let developers: Vec<&str> = selectors.developers.iter().map(String::as_str).collect();
        self.list("  apps", &apps);
        self.list("  owners", &owners);
        self.list("  countries", &countries);
        self.list("  categories", &categories);
        self.list("  developers", &developers);
        self.list("  android", &patterns(&selectors.android));
        self.list("  ios", &patterns(&selectors.ios));
    }

    fn list<T: AsRef<str>>(&mut self, name: &str, items: &[T]) {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        if !items.is_empty() {
            self.field(name, Some(&items.join(", ")));
        }
    }
}

fn patterns(patterns: &[IdPattern]) -> Vec<String> {
    patterns
        .iter()
        .map(|pattern| match pattern {
            IdPattern::Exact(id) => id.clone(),
            IdPattern::Prefix(prefix) => format!("{prefix}*"),
        })
        .collect()
}

fn scope(scope: &Scope) -> String {
    if scope.is_empty() {
        return "every device".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    let mut add = |name: &str, words: Vec<&str>| {
        if !words.is_empty() {
            parts.push(format!("{name} {}", words.join(" or ")));
        }
    };
    add(
        "held by",
        scope.persons.iter().map(|w| w.as_str()).collect(),
    );
    add("use", scope.usage.iter().map(|w| w.as_str()).collect());
    add("access", scope.access.iter().map(|w| w.as_str()).collect());
    add(
        "ownership",
        scope.ownership.iter().map(|w| w.as_str()).collect(),
    );
    parts.join("; ")
}
