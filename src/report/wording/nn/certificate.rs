//! Certificates in Nynorsk. The word `sertifikat` is kept for the technical kind.

use super::super::number::norwegian;
use super::super::words::{
    Besides, CertificateLimits, CertificateLists, CertificatePage, CertificateRows,
    CertificateWords,
};
use crate::audit::{Basis, Dimension};
use crate::report::document::Verdict;

fn apps(number: usize) -> String {
    norwegian(number, "app", "appar")
}

pub(super) const CERTIFICATE: CertificateWords = CertificateWords {
    page: CertificatePage {
        over: "Kontroll av appar på ein tenestetelefon",
        as_of: "per",
        device: "Eining",
        judged_by: "Vurdert etter",
        evidence: "Grunnlag",
        place: "namn, stad og dato",
        signature: "underskrift",
        foot: "Programmet seier kva eit tiltak nemner og kven som eig ein app; det seier ikkje at ein app gjer skade.",
    },
    title: "Kontroll av appar på tenestetelefonar: kontrollstadfestingar",
    heading: |verdict| match verdict {
        Verdict::Compliant => "Kontrollstadfesting: eininga er i samsvar med reglane",
        Verdict::NonCompliant => "Eininga er ikkje i samsvar med reglane",
        Verdict::Indeterminate => "Inga stadfesting: eininga er ikkje fullstendig kontrollert",
        Verdict::NotApplicable => "Inga stadfesting: ingen reglar gjeld for eininga",
    },
    compliant: |number, besides| {
        let told = match besides {
            Besides::Something => "Det som elles vart funne, bryt ingen av dei og står nedanfor.",
            Besides::Nothing => "Det vart ikkje funne noko som reglane i desse tiltaka kan sjå.",
            Besides::NothingOnTerms => {
                "Det vart ikkje funne noko som reglane i desse tiltaka kan sjå, på vilkåra nedanfor."
            }
        };
        let looked = match number {
            1 => "Den eine appen på eininga vart undersøkt. Han bryt ikkje".to_owned(),
            _ => format!(
                "Alle {} på eininga vart undersøkte. Ingen av dei bryt",
                apps(number)
            ),
        };
        format!("{looked} reglane nedanfor. {told}")
    },
    non_compliant: |number, others, is_complete| {
        let mut what = Vec::new();
        if number > 0 {
            what.push(apps(number));
        }
        if others > 0 {
            what.push(norwegian(others, "anna forhold", "andre forhold"));
        }
        let seen = if is_complete {
            ""
        } else {
            " Ikkje alt kunne undersøkast, så det kan vere meir."
        };
        format!(
            "{} på eininga bryt reglane nedanfor. Ho må ikkje brukast under desse reglane før det \
             er retta og eininga er kontrollert på nytt.{seen}",
            what.join(" og ")
        )
    },
    indeterminate: "Det vart ikkje funne noko som bryt reglane, men eininga kunne ikkje lesast \
                    eller vurderast fullstendig. Difor går ingen god for henne. Ho må ikkje \
                    utleverast på grunnlag av denne sida.",
    not_applicable: "Ut frå det som er kjent om eininga, gjeld ingen av reglane nedanfor for \
                     henne. Difor er ingen av appane vurderte.",
    nothing: "Inga eining vart undersøkt, så ingenting kan seiast.",
    nothing_checked: "Ingenting er kontrollert",
    coverage: |is_complete, number, profiles| {
        let profiles = match profiles {
            [] => String::new(),
            [one] => format!("; profil: {one}"),
            many => format!("; profilar: {}", many.join(", ")),
        };
        let apps = apps(number);
        if is_complete {
            format!("fullstendig: kvar app vart sedd ({apps}{profiles})")
        } else {
            format!("ikkje fullstendig: appar kan mangle ({apps} sedde{profiles})")
        }
    },
    judged: "vurdert",
    not_for_it: "ikkje omfatta",
    not_judged: "kunne ikkje vurderast",
    holder_not_stated: "ikkje vurdert: brukar ikkje oppgitt",
    policy: "regelsett",
    dimension: |fact| match fact {
        Dimension::Person => "Brukar av eininga",
        Dimension::Use => "Bruk",
        Dimension::Access => "Tilgang",
        Dimension::Ownership => "Eigarforhold",
    },
    value: |fact, value| {
        Some(match (fact, value) {
            (Dimension::Use, "service") => "dagleg teneste",
            (Dimension::Use, "dedicated") => "berre eitt føremål, utanom dagleg teneste",
            (Dimension::Access, "internal") => "interne system",
            (Dimension::Access, "none") => "ingen interne system",
            (Dimension::Ownership, "issued") => "utlevert av verksemda",
            (Dimension::Ownership, "enrolled") => "privat, under flåtestyringa til verksemda",
            _ => return None,
        })
    },
    basis: |from| match from {
        Basis::Register => "ifølgje registeret",
        Basis::Device => "eininga viser det sjølv",
        Basis::Assumed => "føresett, fordi ingen har oppgitt det",
    },
    digest_of_file: "av fila med applista",
    digest_of_line: "av linja med applista",
    digest_of_collect: "av fila som dutyphone collect skriv for henne",
    more: |number| format!("og {number} til: sjå den fullstendige rapporten"),
    rows: CertificateRows {
        model: "Modell og system",
        serial: "Serienummer/UDID",
        looked_at: "Undersøkt",
        read_from: "Lesen frå",
        clock_of_device: "Klokka på eininga",
        clock_of_computer: "Klokka på datamaskina",
        inventory: "Appliste",
        taken_by: "Lesen med",
        signed_by: "Applista signert av",
        facts: "Datasett om appar",
        register: "Einingsregister",
        waivers: "Dispensasjonar",
        page_signed: "Sida signert med",
    },
    lists: CertificateLists {
        broken: "Kva som bryt reglane",
        unread: "Kva som ikkje kunne undersøkast",
        other: "Funne elles, utan å bryte reglane",
        not_judged: "Ikkje vurdert",
        limits: "Atterhald",
    },
    todo: |text| format!(". Gjer dette: {text}"),
    by_rules: |app, rules| format!("{app} (etter {rules})"),
    not_stated: "ikkje oppgitt",
    judged_on: "vurdert",
    holds: "Sida gjeld for tidspunktet då eininga vart lesen.",
    holds_undated: "Applista er udatert: ingen veit kva dag sida gjeld for.",
    limits: CertificateLimits {
        undated: "Applista er udatert: ho kan vere frå kva dag som helst.",
        on_terms: |policy, by, terms| format!("{by} bruker {policy} på eigne vilkår: «{terms}»"),
        unread: |number| {
            format!(
                "{} i denne kontrollen er ikkje lesne",
                norwegian(number, "kjelde", "kjelder")
            )
        },
        aside: |number| {
            format!(
                "{} i denne kontrollen er sette til side utan appliste",
                norwegian(number, "kjelde", "kjelder")
            )
        },
    },
    signs: ["Kontrollert av", "Motteke av"],
};
