//! Closed words in Dutch.

use super::super::words::Terms;
use crate::audit::{Basis, Confidence, Dimension, Instrument, Level, MatchKind, Relation, Status};
use crate::inventory::{Origin, ProfileKind, ProfileStatus, State};
use crate::report::document::Verdict;

pub(super) const TERMS: Terms = Terms {
    verdict: |verdict| match verdict {
        Verdict::NonCompliant => "Voldoet niet",
        Verdict::Indeterminate => "Geen oordeel",
        Verdict::Compliant => "Voldoet",
        Verdict::NotApplicable => "Niet van toepassing",
    },
    verdict_word: |verdict| match verdict {
        Verdict::NonCompliant => "voldoet niet",
        Verdict::Indeterminate => "geen oordeel",
        Verdict::Compliant => "voldoet",
        Verdict::NotApplicable => "niet van toepassing",
    },
    level: |level| match level {
        Level::Deny => "strijdigheid",
        Level::Warn => "waarschuwing",
        Level::Note => "opmerking",
    },
    permitted: "toegestaan",
    matched,
    state: |state| {
        Some(match state {
            State::Installed => return None,
            State::Disabled => "geïnstalleerd, uitgeschakeld",
            State::Suspended => "geïnstalleerd, onderbroken",
            State::Hidden => "geïnstalleerd, verborgen",
            State::Instant => "gebruikt zonder te zijn geïnstalleerd",
            State::Archived => "gearchiveerd: met één tik komt de app terug",
            State::Residue => "niet geïnstalleerd; de gegevens zijn achtergebleven",
            State::Unclear => "in een onbekende toestand; mogelijk geïnstalleerd",
            State::Removed => "verwijderd voor dit profiel; staat nog in het systeem",
        })
    },
    origin: |origin| match origin {
        Origin::Preinstalled => Some("met de telefoon meegeleverd"),
        Origin::UpdatedPreinstalled => Some("met de telefoon meegeleverd, sindsdien bijgewerkt"),
        Origin::User | Origin::Unknown => None,
    },
    tie: |relation, country| match relation {
        Some(Relation::Headquarters) => format!("geleid vanuit {country}"),
        Some(Relation::Registered) => format!("geregistreerd in {country}"),
        Some(Relation::Control | Relation::Any) | None => format!("aangestuurd vanuit {country}"),
    },
    profile,
    profile_status: |status| match status {
        ProfileStatus::Complete => "volledig gelezen",
        ProfileStatus::Partial => "deels gelezen",
        ProfileStatus::Unreadable => "niet gelezen",
    },
    confidence: |sure| match sure {
        Confidence::Low => "laag",
        Confidence::Medium => "gemiddeld",
        Confidence::High => "hoog",
    },
    instrument: |kind| match kind {
        Instrument::Ban => "verbod",
        Instrument::Recommendation => "advies",
        Instrument::Warning => "waarschuwing",
    },
    status: |status| match status {
        Status::InForce => "geldt",
        Status::Superseded => "vervangen",
        Status::Repealed => "ingetrokken",
        Status::Unclear => "onduidelijk",
    },
    dimension: |fact| match fact {
        Dimension::Person => "houder",
        Dimension::Use => "gebruik",
        Dimension::Access => "toegang",
        Dimension::Ownership => "eigendom",
    },
    value,
    assumption: |fact, value| match (fact, value) {
        (Dimension::Person, "public-employee") => Some("ambtenaar"),
        (Dimension::Use, "service") => Some("dagelijks dienstgebruik"),
        (Dimension::Access, "internal") => Some("toegang tot interne systemen"),
        (Dimension::Ownership, "issued") => Some("door de werkgever verstrekt"),
        _ => None,
    },
    fact: |what, value, from, of| match from {
        Basis::Register => format!("{what}: {value}, volgens het register"),
        Basis::Device => format!("{what}: {value}, zoals de telefoon zelf toont"),
        Basis::Assumed if of == Some(Dimension::Person) => {
            "niet opgegeven wie de houder is".to_owned()
        }
        Basis::Assumed => format!("{what} niet opgegeven"),
    },
    fact_by: |what, value, who| format!("{what}: {value}, volgens {who}"),
};

fn matched(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::IdAndCertificate => "exacte id, ondertekend met het verwachte certificaat",
        MatchKind::Id => "exacte id",
        MatchKind::UnknownBuild => {
            "exacte id, maar door een ander ondertekend dan verwacht (onbekende uitgave)"
        }
        MatchKind::StoreId => "nummer in de App Store",
        MatchKind::Developer => "naam van de ontwikkelaar",
        MatchKind::Capitals => "de id op hoofdletters na, die Android-apps onderscheiden",
        MatchKind::Name => "alleen de naam; andere apps kunnen ook zo heten",
        MatchKind::Prefix => "begin van de id, zoals de regels die schrijven",
        MatchKind::Namespace => "alleen het begin van de id",
        MatchKind::Hint => "alleen het landdeel van de id; de eigenaar is niet bekend",
        MatchKind::WebHost => "de site van een webpagina op het beginscherm",
        MatchKind::Condition => "de manier waarop de app op het apparaat kwam",
        MatchKind::NotListed => "staat niet op de lijst van toegestane apps",
    }
}

fn profile(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Owner => "hoofdgebruiker",
        ProfileKind::Secondary => "andere gebruiker",
        ProfileKind::Work => "werkprofiel",
        ProfileKind::SecureFolder => "beveiligde map",
        ProfileKind::PrivateSpace => "privéruimte",
        ProfileKind::Clone => "dubbele apps",
        ProfileKind::Guest => "gast",
        ProfileKind::Restricted => "beperkte gebruiker",
        ProfileKind::Demo => "demogebruiker",
        ProfileKind::Communal => "gedeelde apps",
        ProfileKind::Supervising => "toezichtprofiel",
        ProfileKind::Test => "testprofiel",
        ProfileKind::Maintenance => "onderhoudsmodus",
        ProfileKind::System => "systeemgebruiker",
        ProfileKind::Other => "ander profiel",
    }
}

/// A value of a fact that a register or a phone states.
fn value(fact: Dimension, value: &str) -> Option<&'static str> {
    Some(match (fact, value) {
        (Dimension::Person, "public-employee") => "ambtenaar",
        (Dimension::Person, "security-act-private") => {
            "medewerker onder de nationale veiligheidswet"
        }
        (Dimension::Person, "minister") => "minister",
        (Dimension::Person, "state-secretary") => "staatssecretaris",
        (Dimension::Person, "political-adviser") => "politiek adviseur",
        (Dimension::Person, "senior-official") => "topambtenaar",
        (Dimension::Person, "cleared-staff") => "houder van een vertrouwensfunctie",
        (Dimension::Person, "military") => "medewerker van de krijgsmacht",
        (Dimension::Person, "contractor") => "leverancier",
        (Dimension::Person, "critical-infrastructure") => "medewerker van vitale infrastructuur",
        (Dimension::Person, "parliament") => {
            "volksvertegenwoordiger of medewerker van het parlement"
        }
        (Dimension::Use, "service") => "dagelijks dienstgebruik",
        (Dimension::Use, "dedicated") => "alleen voor één doel",
        (Dimension::Access, "internal") => "interne systemen",
        (Dimension::Access, "none") => "geen interne systemen",
        (Dimension::Ownership, "issued") => "door de werkgever verstrekt",
        (Dimension::Ownership, "enrolled") => "privé, in het apparaatbeheer (MDM)",
        (Dimension::Ownership, "private") => "privé",
        _ => return None,
    })
}
