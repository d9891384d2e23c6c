//! Where the problems of a run lie, as bars for the head of the HTML page.

use super::document::{Device, Document, Verdict};
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

/// What is counted over all devices, in one walk through them.
#[derive(Default)]
pub(super) struct Sums {
    /// By code, with the English name; the empty one is not known.
    countries: BTreeMap<String, (usize, Option<String>)>,
    rules: BTreeMap<String, (usize, Level)>,
    apps: BTreeMap<String, (usize, Level)>,
    reasons: BTreeMap<String, usize>,
    worst: Vec<Count>,
    oldest: Vec<Count>,
}

/// All charts of a page; those without bars are left out.
/// In an overview, apps and the worst devices stand in tables.
pub(super) fn charts(
    words: &Words,
    document: &Document<'_>,
    mut sums: Sums,
    is_overview: bool,
) -> Vec<Chart> {
    let chart = |words: ChartWords, is_long, bars| Chart {
        title: words.title,
        of: words.of,
        unit: words.unit,
        is_long,
        bars,
    };
    if document.devices.len() <= MANY {
        sums.worst.clear();
        sums.oldest.clear();
    }
    if is_overview {
        sums.apps.clear();
        sums.worst.clear();
    }
    let unread = Verdict::Indeterminate.as_str();
    let say = &words.charts;
    let mut charts = vec![
        chart(say.verdicts, false, scaled(answers(words, document))),
        chart(
            say.countries,
            false,
            longest(words, countries(words, sums.countries)),
        ),
        chart(say.rules, true, longest(words, levelled(sums.rules))),
        chart(say.apps, true, scaled(most(levelled(sums.apps), BARS))),
        chart(
            say.unread,
            true,
            scaled(most(plain(sums.reasons, unread), BARS)),
        ),
        chart(say.worst, true, scaled(most(sums.worst, NAMED))),
        chart(say.oldest, true, scaled(most(sums.oldest, NAMED))),
    ];
    charts.retain(|chart| !chart.bars.is_empty());
    charts
}

impl Sums {
    /// Counts a device of an audit for this day.
    pub(super) fn add(&mut self, device: &Device<'_>, today: Option<Date>) {
        // Apps that nothing permits; the most serious level colours them.
        let mut here: BTreeMap<&str, Level> = BTreeMap::new();
        let mut open = 0;
        for finding in &device.findings {
            let code = finding.owner_country.as_deref().unwrap_or_default();
            let name = || finding.owner_country_name.as_deref().map(str::to_owned);
            let none = || (0, name());
            count(&mut self.countries, code, none, |(number, _)| *number += 1);
            let level = finding.level;
            count(
                &mut self.rules,
                &finding.rule,
                || (0, level),
                |rule| {
                    *rule = (rule.0 + 1, rule.1.max(level));
                },
            );
            if finding.is_open() {
                open += 1;
                let name = finding.name.as_deref().unwrap_or(&finding.app);
                let level = here.entry(name).or_insert(finding.level);
                *level = (*level).max(finding.level);
            }
        }
        for (name, level) in here {
            count(
                &mut self.apps,
                name,
                || (0, level),
                |app| {
                    *app = (app.0 + 1, app.1.max(level));
                },
            );
        }
        let codes: BTreeSet<&str> = device.coverage.gaps.iter().map(|gap| &*gap.code).collect();
        for code in codes {
            count(&mut self.reasons, code, || 0, |number| *number += 1);
        }
        if open > 0 {
            let bar = (label(&device.id), open, device.verdict.as_str());
            keep(&mut self.worst, bar);
        }
        if let Some(age) = age(device, today) {
            keep(&mut self.oldest, (label(&device.id), age, "plain"));
        }
    }
}

/// Counts under a name, which is copied once.
fn count<T>(
    counts: &mut BTreeMap<String, T>,
    name: &str,
    none: impl FnOnce() -> T,
    add: impl FnOnce(&mut T),
) {
    if let Some(known) = counts.get_mut(name) {
        return add(known);
    }
    let mut new = none();
    add(&mut new);
    counts.insert(name.to_owned(), new);
}

/// Keeps the largest of many.
fn keep(bars: &mut Vec<Count>, bar: Count) {
    bars.push(bar);
    if bars.len() > 16 * NAMED {
        *bars = most(std::mem::take(bars), NAMED);
    }
}

/// How many days old an inventory was on the day of the audit, if that is any.
fn age(device: &Device<'_>, today: Option<Date>) -> Option<usize> {
    let date: Date = wording::day(device.taken_at.as_deref()?).parse().ok()?;
    let days = today?.since(date).ok()?.get_days();
    usize::try_from(days).ok().filter(|age| *age > 0)
}

/// A name as it stands beside a bar; one of blanks alone is quoted, to be seen.
fn label(name: &str) -> String {
    let name = terminal(name);
    if name.trim().is_empty() {
        format!("\u{201c}{name}\u{201d}")
    } else {
        name
    }
}

fn plain(counts: BTreeMap<String, usize>, class: &'static str) -> Vec<Count> {
    let bars = counts.into_iter();
    bars.map(|(name, count)| (label(&name), count, class))
        .collect()
}

fn countries(words: &Words, counts: BTreeMap<String, (usize, Option<String>)>) -> Vec<Count> {
    let bars = counts.into_iter().map(|(code, (count, name))| {
        let label = match &*code {
            "" => words.charts.unknown.to_owned(),
            code => words.country(code, name.as_deref()),
        };
        (label, count, "plain")
    });
    bars.collect()
}

fn levelled(counts: BTreeMap<String, (usize, Level)>) -> Vec<Count> {
    let bars = counts.into_iter();
    bars.map(|(name, (count, level))| (label(&name), count, level.as_str()))
        .collect()
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
