//! A comparison for a person at a terminal: what became worse first. What is
//! there as before is counted, and told only where it stands beside a change.

use super::model::Change;
use super::outcome::Diff;
use super::sentences::{backwards, counts, heading, sentence, stand};
use crate::report::{Layout, layout};
use std::io::{self, Write};

pub(super) fn write(diff: &Diff, layout: Layout<'_>, out: &mut dyn Write) -> io::Result<()> {
    let say = layout.language.words();
    let words = &say.diff;
    let changes = Change::ALL.iter();
    let widest = changes.map(|change| (words.change)(*change).chars().count());
    let widest = widest.max().unwrap_or(0);
    let mut text = String::new();
    diff.devices.worth_a_line(|device| {
        fill(&mut text, layout, 0, &heading(say, device));
        for finding in device.findings.iter().filter(|f| f.is_change()) {
            let change = (words.change)(finding.change);
            let line = format!("{change:<widest$} {}", sentence(say, finding, device));
            fill(&mut text, layout, 2, &line);
        }
        text.push('\n');
        out.write_all(text.as_bytes())?;
        text.clear();
        Ok(())
    })?;
    fill(&mut text, layout, 0, &stand(say, words.old, &diff.old));
    fill(&mut text, layout, 0, &stand(say, words.new, &diff.new));
    fill(&mut text, layout, 0, &counts(say, &diff.summary));
    if let Some(told) = backwards(say, &diff.summary) {
        fill(&mut text, layout, 0, &told);
    }
    if diff.has_other_policies() {
        fill(&mut text, layout, 0, words.other_policies);
    }
    out.write_all(text.as_bytes())
}

fn fill(text: &mut String, layout: Layout<'_>, indent: usize, line: &str) {
    let (first, rest) = (" ".repeat(indent), " ".repeat(indent * 2 + 2));
    text.push_str(&layout::fill(line, layout.width, &first, &rest));
    text.push('\n');
}
