//! What became of a finding between two audits: the closed words of a comparison.

use super::document::Words;
use crate::inventory::words;

words! {
    /// What became of a finding, worst first.
    pub enum Change {
        /// It was not there before, or weighs more than before.
        New = "new",
        /// It was permitted before, and nothing permits it any more.
        WaiverLapsed = "waiver-lapsed",
        /// It is there as before.
        StillThere = "still-there",
        /// It is not seen any more, on a device that was not fully read.
        NotSeen = "not-seen",
        /// Its rule does not judge the device any more, or the same inventory was
        /// judged by other facts.
        NotJudged = "not-judged",
        /// It weighs less than before: the app was removed and left data.
        Eased = "eased",
        /// Something permits it now.
        Permitted = "permitted",
        /// It is gone.
        Fixed = "fixed",
    }
}

impl Words for Change {
    const WHAT: &'static str = "change";
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn of(word: &str) -> Option<Self> {
        Self::parse(word)
    }
}
