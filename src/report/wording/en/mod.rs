//! English, the language of the measures' own short forms here, and of all formats
//! for programs.

mod certificate;
mod device;
mod diff;
mod finding;
mod notice;
mod page;
mod panel;
mod policy;
mod run;
mod terms;

use super::words::{Conventions, Told, Words};

pub(super) const WORDS: Words = Words {
    code: "en",
    conventions: Conventions {
        months: &[
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        after_day: "",
        // Programs read the formats that share these words.
        short_date: |date| date.to_string(),
        time: |day, time| format!("{day}T{time}Z"),
        thousands: "",
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
    told: Told::AsItStands,
    diff: diff::DIFF,
    notice: notice::NOTICE,
};
