//! Kinds of codes in Dutch.

use super::super::words::ExplainWords;

pub(super) const EXPLAIN: ExplainWords = ExplainWords {
    gap: "iets kon niet worden gezien, dus van het apparaat kan niet worden gezegd dat het voldoet",
    remark: "een opmerking naast de bevindingen",
    matched: "hoe een regel een app heeft herkend",
    note: "een mededeling: het vermelden waard, en er blijft geen app door verborgen",
    state: "de toestand van een app",
    says: "zegt",
    todo: "doe",
};
