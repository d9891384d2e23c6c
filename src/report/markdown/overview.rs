//! What stands in Markdown in the place of the devices where it is an overview: the
//! worst of them, the apps and rules that were found, and what limits the answers.

use super::table::{head, row};
use crate::report::authorities::Broken;
use crate::report::document::{Document, Glance};
use crate::report::escape::{markdown, markdown_code};
use crate::report::overview::{Overview, WORST};
use crate::report::wording::Words;
use std::io;
use std::ops::ControlFlow;

/// Writes it, and notes which rules found something.
pub(super) fn write(
    page: &mut String,
    words: &Words,
    document: &Document<'_>,
    broken: &mut Broken,
) -> io::Result<()> {
    let mut overview = Overview::default();
    document.devices.each(|device| {
        overview.add(words, device);
        broken.add(device);
        Ok(())
    })?;
    worst(page, words, document)?;
    found(page, words, &overview);
    let countries = overview.countries();
    if !countries.lines.is_empty() {
        page.push_str(&format!("## {}\n\n", words.summary.countries));
        for (code, name, devices) in countries.lines {
            let (country, devices) = (words.country(code, name), (words.run.devices)(devices));
            page.push_str(&format!("- {}: {devices}\n", markdown_code(&country)));
        }
        more(page, words, countries.more);
        page.push('\n');
    }
    let limits = overview.limits(words);
    if !limits.lines.is_empty() {
        page.push_str(&format!("## {}\n\n", words.html.good_to_know));
        for (label, what, devices) in limits.lines {
            let devices = (words.run.devices)(devices);
            page.push_str(&format!("- {label}: {}: {devices}\n", markdown_code(&what)));
        }
        more(page, words, limits.more);
        page.push('\n');
    }
    Ok(())
}

/// The devices that need somebody most.
fn worst(page: &mut String, words: &Words, document: &Document<'_>) -> io::Result<()> {
    let needy = document.devices.count(Glance::needs_somebody);
    let listed = needy.min(WORST);
    if listed > 0 {
        page.push_str(&format!("## {}\n\n{}", words.summary.worst, head(words)));
        let mut left = listed;
        document
            .devices
            .worst_first(Glance::needs_somebody, |device| {
                let Some(rest) = left.checked_sub(1) else {
                    return Ok(ControlFlow::Break(()));
                };
                left = rest;
                row(page, words, device);
                Ok(ControlFlow::Continue(()))
            })?;
        page.push('\n');
    }
    let rest = document.devices.len() - listed;
    if rest > 0 {
        let rest = (words.labels.more_devices)(rest);
        page.push_str(&format!("{}\n\n", markdown(&rest)));
    }
    Ok(())
}

/// Apps and rules, by devices.
fn found(page: &mut String, words: &Words, overview: &Overview) {
    let (level, devices) = (words.labels.level, words.charts.apps.unit);
    let mut table = |heading: &str, of: &str, rows: Vec<String>, left: usize| {
        if rows.is_empty() {
            return;
        }
        page.push_str(&format!(
            "## {heading}\n\n| {of} | {level} | {devices} |\n|---|---|---:|\n{}",
            rows.concat()
        ));
        more(page, words, left);
        page.push('\n');
    };
    let apps = overview.apps();
    let rows = apps.lines.iter().map(|(id, name, sum)| {
        let app = match name {
            Some(name) => format!("{name} ({id})"),
            None => (*id).to_owned(),
        };
        let (level, devices) = (words.level(sum.level), words.number(sum.devices));
        format!("| {} | {level} | {devices} |\n", markdown_code(&app))
    });
    let rows = rows.collect();
    table(words.summary.apps, words.charts.apps.of, rows, apps.more);
    let rules = overview.rules();
    let rows = rules.lines.iter().map(|(rule, sum)| {
        let (level, devices) = (words.level(sum.level), words.number(sum.devices));
        format!("| {} | {level} | {devices} |\n", markdown_code(rule))
    });
    let rows = rows.collect();
    table(words.summary.rules, words.charts.rules.of, rows, rules.more);
}

/// Says how many lines a list leaves out, if there are any.
fn more(page: &mut String, words: &Words, count: usize) {
    if count > 0 {
        let more = markdown(&(words.run.and_more)(count));
        page.push_str(&format!("\n{more}\n"));
    }
}
