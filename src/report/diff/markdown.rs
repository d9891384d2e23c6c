//! A comparison for a ticket: one table of changes.

use super::model::DeviceDiff;
use super::outcome::Diff;
use super::sentences::{backwards, counts, sentence, stand, verdicts};
use crate::report::escape::{markdown, markdown_code};
use crate::report::wording::{Language, Words};
use std::io::{self, Write};

pub(super) fn write(diff: &Diff, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let say = language.words();
    let words = &say.diff;
    let mut text = format!("# {}\n\n", words.title);
    for line in [
        stand(say, words.old, &diff.old),
        stand(say, words.new, &diff.new),
        counts(say, &diff.summary),
    ] {
        text.push_str(&format!("- {}\n", markdown(&line)));
    }
    if let Some(told) = backwards(say, &diff.summary) {
        text.push_str(&format!("- {}\n", markdown(&told)));
    }
    if diff.has_other_policies() {
        text.push_str(&format!("- {}\n", words.other_policies));
    }
    let [change, device, what] = words.columns;
    let mut head = Some(format!(
        "\n| {change} | {device} | {what} |\n|---|---|---|\n"
    ));
    diff.devices.worth_a_line(|device| {
        text.push_str(&head.take().unwrap_or_default());
        text.push_str(&rows(say, device).concat());
        out.write_all(text.as_bytes())?;
        text.clear();
        Ok(())
    })?;
    out.write_all(text.as_bytes())
}

fn rows(say: &Words, device: &DeviceDiff) -> Vec<String> {
    let words = &say.diff;
    let row = |change: &str, what: &str| {
        format!(
            "| {change} | {} | {} |\n",
            markdown_code(&device.id),
            markdown(what)
        )
    };
    let answer = || {
        let [old, new] = verdicts(say, device);
        (words.before_and_now)(old.as_deref(), new.as_deref())
    };
    let mut rows = Vec::new();
    match &*device.presence {
        "both" if device.old_verdict == device.new_verdict => {}
        "both" => rows.push(row(words.changed_answer, &answer())),
        "new" => rows.push(row(words.new_device, &answer())),
        _ => rows.push(row(words.gone_device, &answer())),
    }
    for finding in device.findings.iter().filter(|finding| finding.is_change()) {
        let change = (words.change)(finding.change);
        rows.push(row(change, &sentence(say, finding, device)));
    }
    rows
}
