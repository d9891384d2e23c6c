//! Findings put together by app, for formats with little room: an app that three
//! rules name is one thing to mend.

use super::document::Finding;
use super::escape::terminal;

/// Each app once, in their order, with all rules that found it there.
pub(super) fn by_app<'f, 'r>(
    findings: impl IntoIterator<Item = &'f Finding<'r>>,
) -> Vec<(&'f Finding<'r>, Vec<String>)>
where
    'r: 'f,
{
    let mut apps: Vec<(&Finding<'_>, Vec<String>)> = Vec::new();
    for finding in findings {
        let rule = terminal(&finding.rule);
        let same = |(other, _): &&mut (&Finding<'_>, Vec<String>)| {
            other.app == finding.app
                && other.profile == finding.profile
                && other.is_open() == finding.is_open()
                && other.summarises.is_some() == finding.summarises.is_some()
        };
        match apps.iter_mut().find(same) {
            Some((_, rules)) => rules.push(rule),
            None => apps.push((finding, vec![rule])),
        }
    }
    apps
}
