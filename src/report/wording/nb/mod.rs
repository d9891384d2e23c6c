//! Norwegian Bokmål, in the words of the Norwegian authorities.

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

use super::shared::NORWEGIAN;
use super::words::Words;

pub(super) const WORDS: Words = Words {
    code: "nb",
    conventions: NORWEGIAN,
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
