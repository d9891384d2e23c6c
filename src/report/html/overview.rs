//! What stands in the place of the devices where a page is an overview: the apps that
//! were found, and what limits the answers.

use crate::report::escape::terminal;
use crate::report::overview::Overview;
use crate::report::wording::Words;
use serde::Serialize;

/// The tables of an overview, with their words.
#[derive(Serialize)]
pub(super) struct Tables {
    heading: &'static str,
    worst: &'static str,
    app: &'static str,
    level: &'static str,
    devices: &'static str,
    reason: &'static str,
    apps: Vec<App>,
    more_apps: Option<String>,
    limits: Vec<Limit>,
    more_limits: Option<String>,
}

#[derive(Serialize)]
struct App {
    /// The class of its label.
    level: &'static str,
    label: &'static str,
    id: String,
    name: Option<String>,
    devices: String,
}

#[derive(Serialize)]
struct Limit {
    label: &'static str,
    what: String,
    devices: String,
}

impl Tables {
    pub(super) fn of(words: &Words, overview: &Overview) -> Self {
        let apps = overview.apps();
        let limits = overview.limits(words);
        let more = |count: usize| (count > 0).then(|| (words.run.and_more)(count));
        Self {
            heading: words.summary.apps,
            worst: words.summary.worst,
            app: words.charts.apps.of,
            level: words.labels.level,
            devices: words.charts.apps.unit,
            reason: words.charts.unread.of,
            more_apps: more(apps.more),
            more_limits: more(limits.more),
            apps: apps
                .lines
                .into_iter()
                .map(|(id, name, sum)| App {
                    level: sum.level.as_str(),
                    label: words.level(sum.level),
                    id: terminal(id),
                    name: name.map(terminal),
                    devices: words.number(sum.devices),
                })
                .collect(),
            limits: limits
                .lines
                .into_iter()
                .map(|(label, what, devices)| Limit {
                    label,
                    what: terminal(&what),
                    devices: words.number(devices),
                })
                .collect(),
        }
    }
}
