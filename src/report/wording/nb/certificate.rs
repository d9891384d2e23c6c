//! Certificates in Bokmål. The word `sertifikat` is kept for the technical kind.

use super::super::number::norwegian;
use super::super::words::{
    Besides, CertificateLimits, CertificateLists, CertificatePage, CertificateRows,
    CertificateWords,
};
use crate::audit::{Basis, Dimension};
use crate::report::document::Verdict;

fn apps(number: usize) -> String {
    norwegian(number, "app", "apper")
}

pub(super) const CERTIFICATE: CertificateWords = CertificateWords {
    page: CertificatePage {
        over: "Kontroll av apper på en tjenestetelefon",
        as_of: "per",
        device: "Enhet",
        judged_by: "Vurdert etter",
        evidence: "Grunnlag",
        place: "navn, sted og dato",
        signature: "underskrift",
        foot: "Programmet sier hva et tiltak nevner og hvem som eier en app; det sier ikke at en app gjør skade.",
    },
    title: "Kontroll av apper på tjenestetelefoner: kontrollbekreftelser",
    heading: |verdict| match verdict {
        Verdict::Compliant => "Kontrollbekreftelse: enheten er i samsvar med reglene",
        Verdict::NonCompliant => "Enheten er ikke i samsvar med reglene",
        Verdict::Indeterminate => "Ingen bekreftelse: enheten er ikke fullstendig kontrollert",
        Verdict::NotApplicable => "Ingen bekreftelse: ingen regler gjelder for enheten",
    },
    compliant: |number, besides| {
        let told = match besides {
            Besides::Something => {
                "Det som ellers ble funnet, bryter ingen av dem og står nedenfor."
            }
            Besides::Nothing => "Det ble ikke funnet noe som reglene i disse tiltakene kan se.",
            Besides::NothingOnTerms => {
                "Det ble ikke funnet noe som reglene i disse tiltakene kan se, på vilkårene nedenfor."
            }
        };
        let looked = match number {
            1 => "Den ene appen på enheten ble undersøkt. Den bryter ikke".to_owned(),
            _ => format!(
                "Alle {} på enheten ble undersøkt. Ingen av dem bryter",
                apps(number)
            ),
        };
        format!("{looked} reglene nedenfor. {told}")
    },
    non_compliant: |number, others, is_complete| {
        let mut what = Vec::new();
        if number > 0 {
            what.push(apps(number));
        }
        if others > 0 {
            what.push(norwegian(others, "annet forhold", "andre forhold"));
        }
        let seen = if is_complete {
            ""
        } else {
            " Ikke alt kunne undersøkes, så det kan være mer."
        };
        format!(
            "{} på enheten bryter reglene nedenfor. Den må ikke brukes under disse reglene før det \
             er rettet og enheten er kontrollert på nytt.{seen}",
            what.join(" og ")
        )
    },
    indeterminate: "Det ble ikke funnet noe som bryter reglene, men enheten kunne ikke leses eller \
                    vurderes fullstendig. Derfor går ingen god for den. Den må ikke utleveres på \
                    grunnlag av denne siden.",
    not_applicable: "Ut fra det som er kjent om enheten, gjelder ingen av reglene nedenfor for \
                     den. Derfor er ingen av appene vurdert.",
    nothing: "Ingen enhet ble undersøkt, så ingenting kan sies.",
    nothing_checked: "Ingenting er kontrollert",
    coverage: |is_complete, number, profiles| {
        let profiles = match profiles {
            [] => String::new(),
            [one] => format!("; profil: {one}"),
            many => format!("; profiler: {}", many.join(", ")),
        };
        let apps = apps(number);
        if is_complete {
            format!("fullstendig: hver app ble sett ({apps}{profiles})")
        } else {
            format!("ikke fullstendig: apper kan mangle ({apps} sett{profiles})")
        }
    },
    judged: "vurdert",
    not_for_it: "ikke omfattet",
    not_judged: "kunne ikke vurderes",
    holder_not_stated: "ikke vurdert: bruker ikke oppgitt",
    policy: "regelsett",
    dimension: |fact| match fact {
        Dimension::Person => "Bruker av enheten",
        Dimension::Use => "Bruk",
        Dimension::Access => "Tilgang",
        Dimension::Ownership => "Eierforhold",
    },
    value: |fact, value| {
        Some(match (fact, value) {
            (Dimension::Use, "service") => "daglig tjeneste",
            (Dimension::Use, "dedicated") => "bare ett formål, utenom daglig tjeneste",
            (Dimension::Access, "internal") => "interne systemer",
            (Dimension::Access, "none") => "ingen interne systemer",
            (Dimension::Ownership, "issued") => "utlevert av virksomheten",
            (Dimension::Ownership, "enrolled") => "privat, under virksomhetens flåtestyring",
            _ => return None,
        })
    },
    basis: |from| match from {
        Basis::Register => "ifølge registeret",
        Basis::Device => "enheten viser det selv",
        Basis::Assumed => "antatt, fordi ingen har oppgitt det",
    },
    digest_of_file: "av filen med applisten",
    digest_of_line: "av linjen med applisten",
    digest_of_collect: "av filen som dutyphone collect skriver for den",
    more: |number| format!("og {number} til: se den fullstendige rapporten"),
    rows: CertificateRows {
        model: "Modell og system",
        serial: "Serienummer/UDID",
        looked_at: "Undersøkt",
        read_from: "Lest fra",
        clock_of_device: "Enhetens klokke",
        clock_of_computer: "Datamaskinens klokke",
        inventory: "Appliste",
        taken_by: "Lest med",
        signed_by: "Applisten signert av",
        facts: "Datasett om apper",
        register: "Enhetsregister",
        waivers: "Dispensasjoner",
        page_signed: "Siden signert med",
    },
    lists: CertificateLists {
        broken: "Hva som bryter reglene",
        unread: "Hva som ikke kunne undersøkes",
        other: "Funnet ellers, uten å bryte reglene",
        not_judged: "Ikke vurdert",
        limits: "Forbehold",
    },
    todo: |text| format!(". Gjør dette: {text}"),
    by_rules: |app, rules| format!("{app} (etter {rules})"),
    not_stated: "ikke oppgitt",
    judged_on: "vurdert",
    holds: "Siden gjelder for tidspunktet da enheten ble lest.",
    holds_undated: "Applisten er udatert: ingen vet for hvilken dag siden gjelder.",
    limits: CertificateLimits {
        undated: "Applisten er udatert: den kan være fra en hvilken som helst dag.",
        on_terms: |policy, by, terms| format!("{by} bruker {policy} på egne vilkår: «{terms}»"),
        unread: |number| {
            format!(
                "{} i denne kontrollen er ikke lest",
                norwegian(number, "kilde", "kilder")
            )
        },
        aside: |number| {
            format!(
                "{} i denne kontrollen er satt til side uten appliste",
                norwegian(number, "kilde", "kilder")
            )
        },
    },
    signs: ["Kontrollert av", "Mottatt av"],
};
