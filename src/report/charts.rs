//! Where the problems of a run lie, as bars for the head of the HTML page.

use super::document::{Device, Document, Finding, Verdict};
use super::escape::terminal;
use super::wording::{self, ChartWords, Words};
use crate::audit::Level;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Bars beyond this many are drawn as one.
const BARS: usize = 12;

/// From so many devices on, single ones are named beside the sums; fewer are
/// seen at once further down.
const MANY: usize = 20;

/// How many single devices are named.
const NAMED: usize = 8;

/// One group of bars.
#[derive(Serialize)]
pub(super) struct Chart {
    title: &'static str,
    of: &'static str,
    unit: &'static str,
    /// Whether its labels need the whole width.
    is_long: bool,
    bars: Vec<Bar>,
}

#[derive(Serialize)]
struct Bar {
    label: String,
    count: usize,
    /// In percent of the longest bar.
    width: usize,
    class: &'static str,
}

/// What is counted, and how serious it is.
type Count = (String, usize, &'static str);

/// All charts of a page; those without bars are left out.
pub(super) fn charts(words: &Words, document: &Document<'_>) -> Vec<Chart> {
    let chart = |words: ChartWords, is_long, bars| Chart {
        title: words.title,
        of: words.of,
        unit: words.unit,
        is_long,
        bars,
    };
    let (worst, oldest) = if document.devices.len() > MANY {
        (worst(document), oldest(document))
    } else {
        (Vec::new(), Vec::new())
    };
    let say = &words.charts;
    let mut charts = vec![
        chart(say.verdicts, false, scaled(answers(words, document))),
        chart(
            say.countries,
            false,
            longest(words, countries(words, document)),
        ),
        chart(say.rules, true, longest(words, rules(document))),
        chart(say.apps, true, scaled(apps(document))),
        chart(say.unread, true, scaled(reasons(document))),
        chart(say.worst, true, scaled(worst)),
        chart(say.oldest, true, scaled(oldest)),
    ];
    charts.retain(|chart| !chart.bars.is_empty());
    charts
}

fn answers(words: &Words, document: &Document<'_>) -> Vec<Count> {
    let counts = document.summary;
    let answers = [
        (Verdict::NonCompliant, counts.non_compliant),
        (Verdict::Indeterminate, counts.indeterminate),
        (Verdict::Compliant, counts.compliant),
        (Verdict::NotApplicable, counts.not_applicable),
    ];
    // Most runs judge every device.
    let shown =
        |(answer, count): &&(Verdict, usize)| *answer != Verdict::NotApplicable || *count > 0;
    let bars = answers.iter().filter(shown);
    bars.map(|(answer, count)| {
        let label = words.verdict_word(*answer).to_owned();
        (label, *count, answer.as_str())
    })
    .collect()
}

fn findings<'d>(document: &'d Document<'_>) -> impl Iterator<Item = &'d Finding<'d>> {
    document.devices.iter().flat_map(|device| &device.findings)
}

fn countries(words: &Words, document: &Document<'_>) -> Vec<Count> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings(document) {
        let country = finding.owner_country.as_deref().map(terminal);
        let country = country.unwrap_or_else(|| words.charts.unknown.to_owned());
        *counts.entry(country).or_default() += 1;
    }
    let bars = counts.into_iter();
    bars.map(|(country, count)| (country, count, "plain"))
        .collect()
}

fn rules(document: &Document<'_>) -> Vec<Count> {
    let mut counts: BTreeMap<&str, (usize, Level)> = BTreeMap::new();
    for finding in findings(document) {
        let count = counts.entry(&finding.rule).or_insert((0, finding.level));
        *count = (count.0 + 1, count.1.max(finding.level));
    }
    let bars = counts.into_iter();
    bars.map(|(rule, (count, level))| (terminal(rule), count, level.as_str()))
        .collect()
}

/// Apps that nothing permits, by devices; the most serious level colours them.
fn apps(document: &Document<'_>) -> Vec<Count> {
    let mut counts: BTreeMap<&str, (usize, Level)> = BTreeMap::new();
    for device in &document.devices {
        let mut here: BTreeMap<&str, Level> = BTreeMap::new();
        for finding in device.findings.iter().filter(|finding| finding.is_open()) {
            let name = finding.name.as_deref().unwrap_or(&finding.app);
            let level = here.entry(name).or_insert(finding.level);
            *level = (*level).max(finding.level);
        }
        for (name, level) in here {
            let count = counts.entry(name).or_insert((0, level));
            *count = (count.0 + 1, count.1.max(level));
        }
    }
    let bars = counts.into_iter();
    let bars = bars.map(|(name, (count, level))| (terminal(name), count, level.as_str()));
    most(bars.collect(), BARS)
}

fn reasons(document: &Document<'_>) -> Vec<Count> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for device in &document.devices {
        let codes: BTreeSet<&str> = device.coverage.gaps.iter().map(|gap| &*gap.code).collect();
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    let bars = counts.into_iter();
    let class = Verdict::Indeterminate.as_str();
    let bars = bars.map(|(code, count)| (terminal(code), count, class));
    most(bars.collect(), BARS)
}

fn worst(document: &Document<'_>) -> Vec<Count> {
    let open = |device: &Device<'_>| {
        let open = device.findings.iter().filter(|finding| finding.is_open());
        open.count()
    };
    let devices = document.devices.iter();
    let bars = devices.map(|device| (terminal(&device.id), open(device), device.verdict.as_str()));
    most(bars.filter(|bar| bar.1 > 0).collect(), NAMED)
}

/// How old the oldest inventories were on the day of the audit.
fn oldest(document: &Document<'_>) -> Vec<Count> {
    let Ok(today) = document.as_of.parse::<Date>() else {
        return Vec::new();
    };
    let age = |device: &Device<'_>| -> Option<usize> {
        let date: Date = wording::day(device.taken_at.as_deref()?).parse().ok()?;
        usize::try_from(today.since(date).ok()?.get_days()).ok()
    };
    let ages = document.devices.iter().filter_map(|device| {
        let age = age(device).filter(|age| *age > 0)?;
        Some((terminal(&device.id), age, "plain"))
    });
    most(ages.collect(), NAMED)
}

/// The largest counts. The rest is not summed up: a device may be in several.
fn most(mut bars: Vec<Count>, number: usize) -> Vec<Count> {
    sort(&mut bars);
    bars.truncate(number);
    bars
}

fn sort(bars: &mut [Count]) {
    bars.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
}

/// Longest first; what is too much for a page becomes one bar.
fn longest(words: &Words, mut bars: Vec<Count>) -> Vec<Bar> {
    sort(&mut bars);
    if bars.len() > BARS {
        let rest = bars.split_off(BARS - 1);
        let sum = rest.iter().map(|bar| bar.1).sum();
        bars.push(((words.charts.others)(rest.len()), sum, "plain"));
    }
    scaled(bars)
}

fn scaled(bars: Vec<Count>) -> Vec<Bar> {
    let most = bars.iter().map(|bar| bar.1).max().unwrap_or(0).max(1);
    bars.into_iter()
        .map(|(label, count, class)| Bar {
            label,
            count,
            // What is there must be seen.
            width: (count.saturating_mul(100) / most).max(usize::from(count > 0)),
            class,
        })
        .collect()
}
