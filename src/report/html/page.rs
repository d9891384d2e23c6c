//! What stands about the devices of an HTML page: the answer, the counts, where the
//! problems lie, and what all of it rests on.

use super::overview::Tables;
use super::told::{Known, Said, said};
use crate::report::authorities::{Broken, Measure, measures};
use crate::report::charts::{Chart, Sums, charts};
use crate::report::document::Document;
use crate::report::escape::prose;
use crate::report::facts;
use crate::report::overview::Overview;
use crate::report::wording::{HtmlWords, Words};
use serde::Serialize;
use std::io;

#[derive(Serialize)]
pub(super) struct Page {
    /// The code of the language.
    language: &'static str,
    words: HtmlWords,
    verdict: &'static str,
    heading: &'static str,
    sentence: String,
    tiles: Vec<Tile>,
    charts: Vec<Chart>,
    measures: Vec<Measure>,
    remarks: Vec<Said>,
    facts: Vec<Known>,
    basis: String,
    tool: String,
    /// How many devices are told of in full.
    in_full: usize,
    /// What stands in their place, where that is none.
    overview: Option<Tables>,
}

#[derive(Serialize)]
struct Tile {
    number: String,
    label: &'static str,
    class: &'static str,
}

impl Page {
    /// All but the devices, of which so many are told of in full.
    pub(super) fn new(document: &Document<'_>, words: &Words, in_full: usize) -> io::Result<Self> {
        let seen = Seen::of(document, words, in_full == 0)?;
        Ok(Self {
            language: words.code,
            words: words.html.clone(),
            verdict: document.verdict.as_str(),
            heading: words.verdict(document.verdict),
            sentence: words.headline(document),
            tiles: tiles(words, document),
            charts: charts(words, document, seen.sums, in_full == 0),
            measures: measures(words, document, &seen.broken),
            remarks: document
                .remarks
                .iter()
                .map(|remark| said(words, remark))
                .collect(),
            facts: facts::of_run(words, document)
                .into_iter()
                .map(|fact| Known::of(words, fact))
                .collect(),
            basis: words.basis(document),
            tool: prose(&document.tool),
            in_full,
            overview: seen.overview.map(|all| Tables::of(words, &all)),
        })
    }
}

/// What a first walk through the devices finds.
struct Seen {
    broken: Broken,
    sums: Sums,
    overview: Option<Overview>,
}

impl Seen {
    fn of(document: &Document<'_>, words: &Words, is_overview: bool) -> io::Result<Self> {
        let mut seen = Self {
            broken: Broken::default(),
            sums: Sums::default(),
            overview: is_overview.then(Overview::default),
        };
        let today = document.as_of.parse().ok();
        document.devices.each(|device| {
            seen.broken.add(device);
            seen.sums.add(device, today);
            if let Some(overview) = &mut seen.overview {
                overview.add(words, device);
            }
            Ok(())
        })?;
        Ok(seen)
    }
}

fn tiles(words: &Words, document: &Document<'_>) -> Vec<Tile> {
    let counts = document.summary;
    let tile = |number, label, class| Tile {
        number: words.number(number),
        label,
        class,
    };
    let say = &words.tiles;
    let mut tiles = vec![
        tile(counts.devices, say.devices, "plain"),
        tile(counts.non_compliant, say.non_compliant, "non-compliant"),
        tile(counts.indeterminate, say.indeterminate, "indeterminate"),
        tile(counts.compliant, say.compliant, "compliant"),
        tile(counts.findings, say.findings, "plain"),
    ];
    let further = [
        (counts.not_applicable, say.not_applicable, "not-applicable"),
        (counts.waived, say.waived, "plain"),
        (counts.permitted, say.permitted, "plain"),
        (counts.contradicted, say.contradicted, "indeterminate"),
        (counts.unregistered, say.unregistered, "plain"),
        (counts.assumed, say.assumed, "plain"),
    ];
    let further = further.into_iter().filter(|(count, ..)| *count > 0);
    tiles.extend(further.map(|(count, label, class)| tile(count, label, class)));
    tiles
}
