//! Norwegian Bokmål, in the words of the Norwegian authorities.

mod certificate;
mod device;
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
    code: "nb",
    conventions: Conventions {
        months: &[
            "januar",
            "februar",
            "mars",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "desember",
        ],
        after_day: ".",
        short_date: |date| format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
        time: |day, time| format!("{day} kl. {} UTC", time.replace(':', ".")),
        thousands: "\u{a0}",
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
    notice: notice::NOTICE,
};
