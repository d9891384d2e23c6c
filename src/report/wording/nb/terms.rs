//! Closed words in Bokmål.

use super::super::words::Terms;
use crate::audit::{Basis, Confidence, Dimension, Instrument, Level, MatchKind, Relation, Status};
use crate::inventory::{Origin, ProfileKind, ProfileStatus, State};
use crate::report::document::Verdict;

pub(super) const TERMS: Terms = Terms {
    verdict: |verdict| match verdict {
        Verdict::NonCompliant => "Bryter reglene",
        Verdict::Indeterminate => "Uavklart",
        Verdict::Compliant => "I samsvar",
        Verdict::NotApplicable => "Ikke omfattet",
    },
    verdict_word: |verdict| match verdict {
        Verdict::NonCompliant => "bryter reglene",
        Verdict::Indeterminate => "uavklart",
        Verdict::Compliant => "i samsvar",
        Verdict::NotApplicable => "ikke omfattet",
    },
    level: |level| match level {
        Level::Deny => "brudd",
        Level::Warn => "advarsel",
        Level::Note => "merknad",
    },
    permitted: "tillatt",
    matched,
    state: |state| {
        Some(match state {
            State::Installed => return None,
            State::Disabled => "installert, slått av",
            State::Suspended => "installert, satt på pause",
            State::Hidden => "installert, skjult",
            State::Instant => "brukt uten å være installert",
            State::Archived => "arkivert: ett trykk henter den tilbake",
            State::Residue => "ikke installert; dataene ligger igjen",
            State::Unclear => "i en ukjent tilstand; den kan være installert",
            State::Removed => "fjernet for denne profilen; ligger fortsatt i systemet",
        })
    },
    origin: |origin| match origin {
        Origin::Preinstalled => Some("fulgte med telefonen"),
        Origin::UpdatedPreinstalled => Some("fulgte med telefonen, oppdatert siden"),
        Origin::User | Origin::Unknown => None,
    },
    tie: |relation, country| match relation {
        Some(Relation::Headquarters) => format!("drevet fra {country}"),
        Some(Relation::Registered) => format!("registrert i {country}"),
        Some(Relation::Control | Relation::Any) | None => format!("kontrollert fra {country}"),
    },
    profile,
    profile_status: |status| match status {
        ProfileStatus::Complete => "fullstendig lest",
        ProfileStatus::Partial => "delvis lest",
        ProfileStatus::Unreadable => "ikke lest",
    },
    confidence: |sure| match sure {
        Confidence::Low => "lav",
        Confidence::Medium => "middels",
        Confidence::High => "høy",
    },
    instrument: |kind| match kind {
        Instrument::Ban => "forbud",
        Instrument::Recommendation => "anbefaling",
        Instrument::Warning => "advarsel",
    },
    status: |status| match status {
        Status::InForce => "gjelder",
        Status::Superseded => "erstattet",
        Status::Repealed => "opphevet",
        Status::Unclear => "uklart",
    },
    dimension: |fact| match fact {
        Dimension::Person => "bruker",
        Dimension::Use => "bruk",
        Dimension::Access => "tilgang",
        Dimension::Ownership => "eierforhold",
    },
    value,
    assumption: |fact, value| match (fact, value) {
        (Dimension::Person, "public-employee") => Some("offentlig ansatt"),
        (Dimension::Use, "service") => Some("daglig tjeneste"),
        (Dimension::Access, "internal") => Some("tilgang til interne systemer"),
        (Dimension::Ownership, "issued") => Some("utlevert av arbeidsgiver"),
        _ => None,
    },
    fact: |what, value, from, of| match from {
        Basis::Register => format!("{what}: {value}, ifølge registeret"),
        Basis::Device => format!("{what}: {value}, ifølge telefonen selv"),
        Basis::Assumed if of == Some(Dimension::Person) => {
            "ingen har oppgitt hvem som bruker den".to_owned()
        }
        Basis::Assumed => format!("ingen har oppgitt {what}"),
    },
    fact_by: |what, value, who| format!("{what}: {value}, ifølge {who}"),
};

fn matched(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::IdAndCertificate => "nøyaktig id, signert med det ventede sertifikatet",
        MatchKind::Id => "nøyaktig id",
        MatchKind::UnknownBuild => {
            "nøyaktig id, men signert av en annen enn ventet (ukjent utgave)"
        }
        MatchKind::StoreId => "nummeret i App Store",
        MatchKind::Developer => "navnet på utvikleren",
        MatchKind::Capitals => {
            "id-en bortsett fra store og små bokstaver, som skiller Android-apper"
        }
        MatchKind::Name => "bare navnet; andre apper kan hete det samme",
        MatchKind::Prefix => "begynnelsen av id-en, slik regelsettet skriver den",
        MatchKind::Namespace => "bare begynnelsen av id-en",
        MatchKind::Hint => "bare landdelen av id-en; eieren er ikke kjent",
        MatchKind::WebHost => "nettstedet til en nettside på hjemskjermen",
        MatchKind::Condition => "måten den kom inn på enheten",
        MatchKind::NotListed => "står ikke på listen over godkjente apper",
    }
}

fn profile(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Owner => "hovedbruker",
        ProfileKind::Secondary => "annen bruker",
        ProfileKind::Work => "jobbprofil",
        ProfileKind::SecureFolder => "sikker mappe",
        ProfileKind::PrivateSpace => "privat område",
        ProfileKind::Clone => "doble apper",
        ProfileKind::Guest => "gjest",
        ProfileKind::Restricted => "begrenset bruker",
        ProfileKind::Demo => "demobruker",
        ProfileKind::Communal => "felles apper",
        ProfileKind::Supervising => "tilsynsprofil",
        ProfileKind::Test => "testprofil",
        ProfileKind::Maintenance => "vedlikeholdsmodus",
        ProfileKind::System => "systembruker",
        ProfileKind::Other => "annen profil",
    }
}

/// A value of a fact that a register or a phone states.
fn value(fact: Dimension, value: &str) -> Option<&'static str> {
    Some(match (fact, value) {
        (Dimension::Person, "public-employee") => "offentlig ansatt",
        (Dimension::Person, "security-act-private") => {
            "ansatt i virksomhet underlagt sikkerhetsloven"
        }
        (Dimension::Person, "minister") => "statsråd",
        (Dimension::Person, "state-secretary") => "statssekretær",
        (Dimension::Person, "political-adviser") => "politisk rådgiver",
        (Dimension::Person, "senior-official") => "toppleder i staten",
        (Dimension::Person, "cleared-staff") => "sikkerhetsklarert",
        (Dimension::Person, "military") => "ansatt i forsvaret",
        (Dimension::Person, "contractor") => "leverandør",
        (Dimension::Person, "critical-infrastructure") => "ansatt i kritisk infrastruktur",
        (Dimension::Person, "parliament") => "folkevalgt eller ansatt i parlamentet",
        (Dimension::Use, "service") => "daglig tjeneste",
        (Dimension::Use, "dedicated") => "bare ett formål",
        (Dimension::Access, "internal") => "interne systemer",
        (Dimension::Access, "none") => "ingen interne systemer",
        (Dimension::Ownership, "issued") => "utlevert av arbeidsgiver",
        (Dimension::Ownership, "enrolled") => "privat, under flåtestyring",
        (Dimension::Ownership, "private") => "privat",
        _ => return None,
    })
}
