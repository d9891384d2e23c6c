//! Kinds of codes in Nynorsk.

use super::super::words::ExplainWords;

pub(super) const EXPLAIN: ExplainWords = ExplainWords {
    gap: "noko kunne ikkje sjåast, så eininga kan ikkje seiast å vere i samsvar med reglane",
    remark: "ein merknad ved sida av funna",
    matched: "korleis ein regel kjende igjen ein app",
    note: "ei opplysning: verd å seie, og ingen app er skjult av ho",
    state: "tilstanden til ein app",
    says: "seier",
    todo: "gjer",
};
