//! Closed words in Nynorsk.

use super::super::words::Terms;
use crate::audit::{Basis, Confidence, Dimension, Instrument, Level, MatchKind, Relation, Status};
use crate::inventory::{Origin, ProfileKind, ProfileStatus, State};
use crate::report::document::Verdict;

pub(super) const TERMS: Terms = Terms {
    verdict: |verdict| match verdict {
        Verdict::NonCompliant => "Bryt reglane",
        Verdict::Indeterminate => "Uavklart",
        Verdict::Compliant => "I samsvar",
        Verdict::NotApplicable => "Ikkje omfatta",
    },
    verdict_word: |verdict| match verdict {
        Verdict::NonCompliant => "bryt reglane",
        Verdict::Indeterminate => "uavklart",
        Verdict::Compliant => "i samsvar",
        Verdict::NotApplicable => "ikkje omfatta",
    },
    level: |level| match level {
        Level::Deny => "brot",
        Level::Warn => "åtvaring",
        Level::Note => "merknad",
    },
    permitted: "tillate",
    matched,
    state: |state| {
        Some(match state {
            State::Installed => return None,
            State::Disabled => "installert, slått av",
            State::Suspended => "installert, sett på pause",
            State::Hidden => "installert, gøymd",
            State::Instant => "brukt utan å vere installert",
            State::Archived => "arkivert: eitt trykk hentar han tilbake",
            State::Residue => "ikkje installert; dataa ligg att",
            State::Unclear => "i ein ukjend tilstand; han kan vere installert",
            State::Removed => "fjerna for denne profilen; ligg framleis i systemet",
        })
    },
    origin: |origin| match origin {
        Origin::Preinstalled => Some("følgde med telefonen"),
        Origin::UpdatedPreinstalled => Some("følgde med telefonen, oppdatert sidan"),
        Origin::User | Origin::Unknown => None,
    },
    tie: |relation, country| match relation {
        Some(Relation::Headquarters) => format!("driven frå {country}"),
        Some(Relation::Registered) => format!("registrert i {country}"),
        Some(Relation::Control | Relation::Any) | None => format!("kontrollert frå {country}"),
    },
    profile,
    profile_status: |status| match status {
        ProfileStatus::Complete => "fullstendig lesen",
        ProfileStatus::Partial => "delvis lesen",
        ProfileStatus::Unreadable => "ikkje lesen",
    },
    confidence: |sure| match sure {
        Confidence::Low => "låg",
        Confidence::Medium => "middels",
        Confidence::High => "høg",
    },
    instrument: |kind| match kind {
        Instrument::Ban => "forbod",
        Instrument::Recommendation => "tilråding",
        Instrument::Warning => "åtvaring",
    },
    status: |status| match status {
        Status::InForce => "gjeld",
        Status::Superseded => "avløyst",
        Status::Repealed => "oppheva",
        Status::Unclear => "uklart",
    },
    dimension: |fact| match fact {
        Dimension::Person => "brukar",
        Dimension::Use => "bruk",
        Dimension::Access => "tilgang",
        Dimension::Ownership => "eigarforhold",
    },
    value,
    assumption: |fact, value| match (fact, value) {
        (Dimension::Person, "public-employee") => Some("offentleg tilsett"),
        (Dimension::Use, "service") => Some("dagleg teneste"),
        (Dimension::Access, "internal") => Some("tilgang til interne system"),
        (Dimension::Ownership, "issued") => Some("utlevert av arbeidsgivaren"),
        _ => None,
    },
    fact: |what, value, from, of| match from {
        Basis::Register => format!("{what}: {value}, ifølgje registeret"),
        Basis::Device => format!("{what}: {value}, ifølgje telefonen sjølv"),
        Basis::Assumed if of == Some(Dimension::Person) => {
            "ingen har oppgitt kven som brukar han".to_owned()
        }
        Basis::Assumed => format!("ingen har oppgitt {what}"),
    },
    fact_by: |what, value, who| format!("{what}: {value}, ifølgje {who}"),
};

fn matched(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::IdAndCertificate => "nøyaktig id, signert med det venta sertifikatet",
        MatchKind::Id => "nøyaktig id",
        MatchKind::UnknownBuild => {
            "nøyaktig id, men signert av ein annan enn venta (ukjend utgåve)"
        }
        MatchKind::StoreId => "nummeret i App Store",
        MatchKind::Developer => "namnet på utviklaren",
        MatchKind::Capitals => "id-en bortsett frå store og små bokstavar, som skil Android-appar",
        MatchKind::Name => "berre namnet; andre appar kan heite det same",
        MatchKind::Prefix => "byrjinga av id-en, slik regelsettet skriv han",
        MatchKind::Namespace => "berre byrjinga av id-en",
        MatchKind::Hint => "berre landdelen av id-en; eigaren er ikkje kjend",
        MatchKind::WebHost => "nettstaden til ei nettside på heimskjermen",
        MatchKind::Condition => "måten han kom inn på eininga",
        MatchKind::NotListed => "står ikkje på lista over godkjende appar",
    }
}

fn profile(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Owner => "hovudbrukar",
        ProfileKind::Secondary => "annan brukar",
        ProfileKind::Work => "jobbprofil",
        ProfileKind::SecureFolder => "sikker mappe",
        ProfileKind::PrivateSpace => "privat område",
        ProfileKind::Clone => "doble appar",
        ProfileKind::Guest => "gjest",
        ProfileKind::Restricted => "avgrensa brukar",
        ProfileKind::Demo => "demobrukar",
        ProfileKind::Communal => "felles appar",
        ProfileKind::Supervising => "tilsynsprofil",
        ProfileKind::Test => "testprofil",
        ProfileKind::Maintenance => "vedlikehaldsmodus",
        ProfileKind::System => "systembrukar",
        ProfileKind::Other => "annan profil",
    }
}

/// A value of a fact that a register or a phone states.
fn value(fact: Dimension, value: &str) -> Option<&'static str> {
    Some(match (fact, value) {
        (Dimension::Person, "public-employee") => "offentleg tilsett",
        (Dimension::Person, "security-act-private") => "tilsett i verksemd under tryggingslova",
        (Dimension::Person, "minister") => "statsråd",
        (Dimension::Person, "state-secretary") => "statssekretær",
        (Dimension::Person, "political-adviser") => "politisk rådgivar",
        (Dimension::Person, "senior-official") => "toppleiar i staten",
        (Dimension::Person, "cleared-staff") => "tryggleiksklarert",
        (Dimension::Person, "military") => "tilsett i forsvaret",
        (Dimension::Person, "contractor") => "leverandør",
        (Dimension::Person, "critical-infrastructure") => "tilsett i kritisk infrastruktur",
        (Dimension::Person, "parliament") => "folkevald eller tilsett i parlamentet",
        (Dimension::Use, "service") => "dagleg teneste",
        (Dimension::Use, "dedicated") => "berre eitt føremål",
        (Dimension::Access, "internal") => "interne system",
        (Dimension::Access, "none") => "ingen interne system",
        (Dimension::Ownership, "issued") => "utlevert av arbeidsgivaren",
        (Dimension::Ownership, "enrolled") => "privat, under flåtestyring",
        (Dimension::Ownership, "private") => "privat",
        _ => return None,
    })
}
