//! What a page about a code says of its kind.

/// The kinds of codes, and the names of lines, in one language.
pub(crate) struct ExplainWords {
    pub(crate) gap: &'static str,
    pub(crate) remark: &'static str,
    pub(crate) matched: &'static str,
    pub(crate) note: &'static str,
    pub(crate) state: &'static str,
    /// Before what a report says under the code.
    pub(crate) says: &'static str,
    pub(crate) todo: &'static str,
}
