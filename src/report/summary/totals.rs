//! The summary of an audit, whose devices were added up and not kept.

use super::page::{CODES, NAMED, Page};
use crate::audit::{FleetSummary, Reason};
use crate::report::document::{Document, applicability};
use crate::report::layout::Layout;
use crate::report::limits::Limits;
use crate::report::overview::{First, Overview, Sum};

/// Writes the summary of a fleet.
#[must_use]
pub fn summary(summary: &FleetSummary, layout: Layout<'_>) -> String {
    let document = Document::new(&summary.run, Vec::new());
    let mut page = Page::new(layout);
    let words = page.words;
    page.head(&document);
    if summary.omitted > 0 {
        page.line(0, &(words.summary.omitted)(summary.omitted));
    }
    found(&mut page, summary);
    let more = summary.more;
    let counts = summary.gaps.iter();
    let counts = counts.map(|(code, count)| (code.as_str(), *count));
    let unread = summary.unread.iter().map(|device| {
        let why = match &device.reason {
            Reason::Gap(gap) => words.unread(gap.code.as_str(), &gap.message),
            Reason::Standing(stands) => {
                let stands: Vec<_> = stands.iter().map(applicability).collect();
                let standings = words.standings_of(false, &stands);
                standings.into_iter().next().unwrap_or_default()
            }
        };
        (device.id.clone(), why)
    });
    let open = of(document.summary.indeterminate, unread);
    page.unread(with_more(counts, more.gaps), &open);
    let oldest = summary.oldest.iter().map(|(time, id)| {
        let date = time.to_zoned(jiff::tz::TimeZone::UTC).date();
        (date.to_string(), &**id)
    });
    page.oldest(oldest);
    let (mut overview, mut limits) = (Overview::default(), Limits::default());
    for (shared, devices) in &summary.limits {
        overview.add_shared(words, shared, *devices);
        let stands: Vec<_> = shared.applicability.iter().map(applicability).collect();
        limits.add_stands(&stands);
    }
    overview.add_further(summary.further_limits);
    let seen = summary.apps_seen;
    limits.add_apps(seen.total, seen.owner_known);
    let said = overview.sentences(words).cut(NAMED);
    page.limits(&overview.codes().cut(CODES), &said);
    page.foot(&document, &limits, words.summary.every_device);
    page.text
}

fn found(page: &mut Page<'_>, summary: &FleetSummary) {
    let more = summary.more;
    let apps = summary.apps.iter().map(|app| {
        let sum = Sum {
            level: app.level,
            devices: app.devices,
        };
        (&*app.app, app.name.as_deref(), sum)
    });
    page.apps(&with_more(apps, more.apps));
    let rules = summary.rules.iter().map(|count| {
        let sum = Sum {
            level: count.rule.level,
            devices: count.devices,
        };
        (&*count.rule.id, sum)
    });
    page.rules(&with_more(rules, more.rules));
    let countries = summary.countries.iter();
    let countries: Vec<(String, Option<&str>, usize)> = countries
        .map(|(country, name, count)| (country.to_string(), name.as_deref(), *count))
        .collect();
    let countries = countries.iter();
    let countries = countries.map(|(code, name, count)| (&**code, *name, *count));
    page.countries(&with_more(countries, more.countries));
    let counts = summary.run.summary();
    let contradicted = summary.contradicted.iter().cloned();
    page.contradicted(&of(counts.contradicted, contradicted));
    page.worst(&of(counts.non_compliant, summary.worst.iter().cloned()));
}

/// A list, and how many lines it leaves out.
fn with_more<T>(lines: impl Iterator<Item = T>, more: usize) -> First<T> {
    First {
        lines: lines.collect(),
        more,
    }
}

/// The first of so many.
fn of<T>(all: usize, lines: impl Iterator<Item = T>) -> First<T> {
    let lines: Vec<T> = lines.collect();
    let more = all.saturating_sub(lines.len());
    First { lines, more }
}
