//! The summary of an audit, whose devices were added up and not kept.

use super::page::Page;
use crate::audit::FleetSummary;
use crate::report::document::Document;
use crate::report::layout::Layout;
use crate::report::overview::{First, Sum};

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
    let counts = summary.gaps.iter();
    let counts = counts.map(|(code, count)| (code.as_str(), *count));
    let unread = summary.unread.iter().map(|device| {
        // A redacted summary keeps the code and drops the words.
        let why = words.unread(device.code.as_str(), &device.message);
        (device.id.clone(), why)
    });
    page.unread(all(counts), &all(unread));
    let oldest = summary.oldest.iter().map(|(time, id)| {
        let date = time.to_zoned(jiff::tz::TimeZone::UTC).date();
        (date.to_string(), &**id)
    });
    page.oldest(oldest);
    page.foot(&document, words.summary.every_device);
    page.text
}

fn found(page: &mut Page<'_>, summary: &FleetSummary) {
    let apps = summary.apps.iter().map(|app| {
        let sum = Sum {
            level: app.level,
            devices: app.devices,
        };
        (&*app.app, app.name.as_deref(), sum)
    });
    page.apps(&all(apps));
    let rules = summary.rules.iter().map(|count| {
        let sum = Sum {
            level: count.rule.level,
            devices: count.devices,
        };
        (&*count.rule.id, sum)
    });
    page.rules(&all(rules));
    let countries = summary.countries.iter();
    let countries: Vec<(String, usize)> = countries
        .map(|(country, count)| (country.to_string(), *count))
        .collect();
    page.countries(&all(countries
        .iter()
        .map(|(code, count)| (&**code, *count))));
    page.contradicted(&all(summary.contradicted.iter().cloned()));
    page.worst(&all(summary.worst.iter().cloned()));
}

/// A list of which it is not known how much was left out.
fn all<T>(lines: impl Iterator<Item = T>) -> First<T> {
    First {
        lines: lines.collect(),
        more: 0,
    }
}
