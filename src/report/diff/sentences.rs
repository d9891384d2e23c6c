//! The sentences of a comparison, for text and Markdown alike.

use super::model::{Change, Counts, DeviceDiff, FindingDiff, Stand};
use crate::report::document::{Summary, Verdict};
use crate::report::escape::terminal;
use crate::report::wording::{DiffTotals, Words};

/// A verdict of either audit; unknown words from newer versions are printed verbatim.
fn verdict(say: &Words, word: &str) -> String {
    Verdict::parse(word).map_or_else(
        || terminal(word),
        |known| say.verdict_word(known).to_owned(),
    )
}

/// The verdicts of the older and the newer audit.
pub(super) fn verdicts(say: &Words, device: &DeviceDiff) -> [Option<String>; 2] {
    let both = [&device.old_verdict, &device.new_verdict];
    both.map(|word| word.as_deref().map(|word| verdict(say, word)))
}

/// The device and how its result changed.
pub(super) fn heading(say: &Words, device: &DeviceDiff) -> String {
    let mut line = terminal(&device.id);
    if !device.about.is_empty() {
        line.push_str(&format!(" ({})", device.about));
    }
    let [old, new] = verdicts(say, device);
    let answer = (say.diff.answer)(old.as_deref(), new.as_deref());
    format!("{line}: {answer}")
}

/// The app, the rule, and when it came, was seen and went.
pub(super) fn sentence(say: &Words, finding: &FindingDiff, device: &DeviceDiff) -> String {
    let words = &say.diff;
    let id = terminal(&finding.app);
    let mut line = match &finding.name {
        Some(name) => format!("{} ({id})", terminal(name)),
        None => id,
    };
    if let Some(version) = &finding.version {
        line.push_str(&format!(" {}", terminal(version)));
    }
    if let Some(old) = &finding.old_version {
        line.push_str(&format!(", {}", (words.updated_from)(&terminal(old))));
    }
    if finding.profile != 0 {
        line.push_str(&format!(" {}", (words.in_profile)(finding.profile)));
    }
    let rule = (words.by_rule)(say.level(finding.level), &terminal(&finding.rule));
    line.push_str(&format!(", {rule}"));
    let state = |word: &str| {
        say.state(word)
            .unwrap_or_else(|| words.installed.to_owned())
    };
    match &finding.old_state {
        Some(old) => {
            let told = (words.state_was)(&state(&finding.state), &state(old));
            line.push_str(&format!("; {told}"));
        }
        None if finding.state != "installed" => {
            line.push_str(&format!("; {}", state(&finding.state)));
        }
        None => {}
    }
    if let Some(time) = &finding.first_installed {
        line.push_str(&format!("; {}", (words.first_installed)(&say.day(time))));
    }
    if let Change::Fixed | Change::Eased | Change::NotSeen | Change::NotJudged = finding.change {
        if let Some(time) = &device.old_taken_at {
            line.push_str(&format!("; {}", (words.still_there)(&say.day(time))));
        }
        if let (Some(time), Change::Fixed) = (&device.new_taken_at, finding.change) {
            line.push_str(&format!(", {}", (words.gone_by)(&say.day(time))));
        }
    }
    line
}

/// One side: what it was read from, and its devices by verdict.
pub(super) fn stand(say: &Words, which: &str, stand: &Stand) -> String {
    let counts = Summary {
        devices: stand.devices,
        non_compliant: stand.non_compliant,
        indeterminate: stand.indeterminate,
        compliant: stand.compliant,
        not_applicable: stand.not_applicable,
        ..Summary::default()
    };
    let verdicts = (say.diff.verdicts)(&counts);
    format!("{which}: {}: {verdicts}", terminal(&stand.source))
}

/// That the second result holds older lists than the first; nothing where it does not.
pub(super) fn backwards(say: &Words, counts: &Counts) -> Option<String> {
    (counts.devices_older > 0).then(|| (say.diff.backwards)(counts.devices_older))
}

/// What became of findings and devices, in numbers.
pub(super) fn counts(say: &Words, counts: &Counts) -> String {
    let findings = [
        (counts.new, Change::New),
        (counts.waiver_lapsed, Change::WaiverLapsed),
        (counts.still_there, Change::StillThere),
        (counts.not_seen, Change::NotSeen),
        (counts.not_judged, Change::NotJudged),
        (counts.eased, Change::Eased),
        (counts.permitted, Change::Permitted),
        (counts.fixed, Change::Fixed),
    ];
    let said: Vec<String> = findings
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, change)| (say.diff.counted)(change, count))
        .collect();
    let said = if said.is_empty() {
        let is_all = counts.devices_gone == 0;
        let none = if is_all {
            say.diff.none
        } else {
            say.diff.none_of_seen
        };
        none.to_owned()
    } else {
        said.join(", ")
    };
    let totals = DiffTotals {
        updated: counts.updated,
        breaking: counts.devices_breaking,
        new: counts.devices_new,
        gone: counts.devices_gone,
    };
    let mut totals = (say.diff.totals)(&said, &totals);
    if counts.findings_gone > 0 {
        totals.push_str("; ");
        totals.push_str(&(say.diff.findings_gone)(counts.findings_gone));
    }
    totals
}
