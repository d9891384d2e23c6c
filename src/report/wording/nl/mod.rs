//! Dutch, in the words of the Dutch government.

mod certificate;
mod device;
mod diff;
mod explain;
mod finding;
mod gaps;
mod notes;
mod notice;
mod page;
mod panel;
mod policy;
mod remarks;
mod run;
mod steps;
mod terms;
mod told;

use super::words::{Conventions, Words};

pub(super) const WORDS: Words = Words {
    code: "nl",
    conventions: Conventions {
        months: &[
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        after_day: "",
        short_date: |date| format!("{:02}-{:02}-{}", date.day(), date.month(), date.year()),
        time: |day, time| format!("{day} {time} UTC"),
        thousands: ".",
    },
    terms: terms::TERMS,
    run: run::RUN,
    policy: policy::POLICY,
    device: device::DEVICE,
    finding: finding::FINDING,
    labels: page::LABELS,
    markdown: page::MARKDOWN,
    html: page::HTML,
    tiles: page::TILES,
    charts: page::CHARTS,
    certificate: certificate::CERTIFICATE,
    panel: panel::PANEL,
    summary: panel::SUMMARY,
    told: told::TOLD,
    diff: diff::DIFF,
    notice: notice::NOTICE,
};
