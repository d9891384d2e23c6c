//! Labels and headings of the formats for people.

use crate::report::fact_code::FactCode;
use serde::Serialize;

/// Before a sentence, in lower case.
pub(crate) struct Labels {
    /// Before the reason of a finding.
    pub(crate) why: &'static str,
    /// Before what is to be done.
    pub(crate) todo: &'static str,
    /// Before a step for each of the apps above.
    pub(crate) todo_each: &'static str,
    /// Before why a finding weighs less than its rule.
    pub(crate) level: &'static str,
    /// Before what is worth knowing and hides no app.
    pub(crate) note: &'static str,
    /// Before what could not be read.
    pub(crate) not_read: &'static str,
    /// Before what is wrong with the day on which something was read.
    pub(crate) age: &'static str,
    /// That so many more devices are not shown in this place.
    pub(crate) more_devices: fn(count: usize) -> String,
    /// The kind of a fact that limits a result.
    pub(crate) fact: fn(FactCode) -> &'static str,
}

/// What Markdown says beside the sentences.
pub(crate) struct MarkdownWords {
    pub(crate) title: fn(verdict: &str) -> String,
    /// The columns of the table.
    pub(crate) columns: [&'static str; 4],
    pub(crate) not_fully_read: &'static str,
    pub(crate) by_rule: fn(rule: &str) -> String,
    pub(crate) confidence: &'static str,
    pub(crate) fix: &'static str,
    pub(crate) issued_by: fn(who: &str) -> String,
    pub(crate) exception: &'static str,
    pub(crate) source: &'static str,
}

/// What the HTML page says beside the sentences; the template takes them by name.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HtmlWords {
    pub(crate) title: &'static str,
    pub(crate) skip: &'static str,
    pub(crate) over: &'static str,
    pub(crate) counts: &'static str,
    pub(crate) overview: &'static str,
    pub(crate) bar: &'static str,
    pub(crate) whole_run: &'static str,
    pub(crate) devices: &'static str,
    pub(crate) device: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) model: &'static str,
    /// The head of a column of numbers, and what follows where there is room.
    pub(crate) open: &'static str,
    pub(crate) findings: &'static str,
    pub(crate) quiet: &'static str,
    pub(crate) taken_on: &'static str,
    pub(crate) apps: &'static str,
    pub(crate) owner_known: &'static str,
    pub(crate) nobody: &'static str,
    pub(crate) by: &'static str,
    pub(crate) confidence: &'static str,
    pub(crate) todo: &'static str,
    /// Before what is to be done, in a line.
    pub(crate) do_this: &'static str,
    pub(crate) not_fully_read: &'static str,
    pub(crate) why: &'static str,
    pub(crate) detail: &'static str,
    pub(crate) not_judged_by: &'static str,
    pub(crate) good_to_know: &'static str,
    pub(crate) authority: &'static str,
    pub(crate) policy: &'static str,
    pub(crate) issued_by: &'static str,
    pub(crate) asks_for: &'static str,
    pub(crate) exception: &'static str,
    pub(crate) source: &'static str,
    pub(crate) rests_on: &'static str,
    pub(crate) disclaimer: &'static str,
}

/// What is counted in the head of the HTML page.
pub(crate) struct Tiles {
    pub(crate) devices: &'static str,
    pub(crate) non_compliant: &'static str,
    pub(crate) indeterminate: &'static str,
    pub(crate) compliant: &'static str,
    pub(crate) findings: &'static str,
    pub(crate) not_applicable: &'static str,
    pub(crate) waived: &'static str,
    pub(crate) permitted: &'static str,
    pub(crate) contradicted: &'static str,
    pub(crate) unregistered: &'static str,
    pub(crate) assumed: &'static str,
}

/// The titles and columns of one chart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChartWords {
    pub(crate) title: &'static str,
    pub(crate) of: &'static str,
    pub(crate) unit: &'static str,
}

/// The charts of the HTML page.
pub(crate) struct ChartsWords {
    pub(crate) verdicts: ChartWords,
    pub(crate) countries: ChartWords,
    pub(crate) rules: ChartWords,
    pub(crate) apps: ChartWords,
    pub(crate) unread: ChartWords,
    pub(crate) worst: ChartWords,
    pub(crate) oldest: ChartWords,
    /// A country that is not known.
    pub(crate) unknown: &'static str,
    pub(crate) others: fn(usize) -> String,
}
