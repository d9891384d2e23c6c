//! What a language has to say. Every language fills in every field, so that none
//! can lack a sentence: one that does, does not compile. Sentences are whole, since
//! languages order their parts each in their own way; what is counted comes as a
//! number, because each language has plurals of its own.

mod certificate;
mod conventions;
mod details;
mod device;
mod diff;
mod explain;
mod finding;
pub(crate) mod notice;
mod page;
mod panel;
mod policy;
mod run;
mod tables;
mod terms;
mod told;

pub(crate) use certificate::{
    Besides, CertificateLimits, CertificateLists, CertificatePage, CertificateRows,
    CertificateWords,
};
pub(crate) use conventions::Conventions;
pub(crate) use details::Details;
pub(crate) use device::DeviceWords;
pub(crate) use diff::{DiffTotals, DiffWords};
pub(crate) use explain::ExplainWords;
pub(crate) use finding::{FindingWords, Owner, Weaker};
pub(crate) use notice::NoticeWords;
pub(crate) use page::{ChartWords, ChartsWords, HtmlWords, Labels, MarkdownWords, Tiles};
pub(crate) use panel::{PanelWords, SummaryWords};
pub(crate) use policy::PolicyWords;
pub(crate) use run::{Answer, RunWords};
pub(crate) use tables::{Gaps, Notes, Places, RemarkWords, Remarks, Steps, told};
pub(crate) use terms::Terms;
pub(crate) use told::{OwnWords, Told};

/// The words of one language.
pub(crate) struct Words {
    /// The code for HTML and mail.
    pub(crate) code: &'static str,
    pub(crate) conventions: Conventions,
    pub(crate) terms: Terms,
    pub(crate) run: RunWords,
    pub(crate) policy: PolicyWords,
    pub(crate) device: DeviceWords,
    pub(crate) finding: FindingWords,
    pub(crate) labels: Labels,
    pub(crate) markdown: MarkdownWords,
    pub(crate) html: HtmlWords,
    pub(crate) tiles: Tiles,
    pub(crate) charts: ChartsWords,
    pub(crate) certificate: CertificateWords,
    pub(crate) panel: PanelWords,
    pub(crate) summary: SummaryWords,
    pub(crate) told: Told,
    pub(crate) diff: DiffWords,
    pub(crate) notice: NoticeWords,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.code).finish()
    }
}
