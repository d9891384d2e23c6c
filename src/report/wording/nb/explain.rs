//! Kinds of codes in Bokmål.

use super::super::words::ExplainWords;

pub(super) const EXPLAIN: ExplainWords = ExplainWords {
    gap: "noe kunne ikke ses, så enheten kan ikke sies å være i samsvar med reglene",
    remark: "en merknad ved siden av funnene",
    matched: "hvordan en regel kjente igjen en app",
    note: "en opplysning: verdt å si, og ingen app er skjult av den",
    state: "tilstanden til en app",
    says: "sier",
    todo: "gjør",
};
