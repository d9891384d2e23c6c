//! Certificates in Dutch. The word `certificaat` is kept for the technical kind.

use super::super::number::dutch;
use super::super::words::{
    Besides, CertificateLimits, CertificateLists, CertificatePage, CertificateRows,
    CertificateWords,
};
use crate::audit::{Basis, Dimension};
use crate::report::document::Verdict;

fn apps(number: usize) -> String {
    dutch(number, "app", "apps")
}

pub(super) const CERTIFICATE: CertificateWords = CertificateWords {
    page: CertificatePage {
        over: "Controle van apps op een werktelefoon",
        as_of: "per",
        device: "Apparaat",
        judged_by: "Beoordeeld volgens",
        evidence: "Onderbouwing",
        place: "naam, plaats en datum",
        signature: "handtekening",
        foot: "Het programma zegt wat een maatregel noemt en van wie een app is; het zegt niet dat een app schade veroorzaakt.",
    },
    title: "Controle van apps op werktelefoons: controleverklaringen",
    heading: |verdict| match verdict {
        Verdict::Compliant => "Controleverklaring: het apparaat voldoet aan de regels",
        Verdict::NonCompliant => "Het apparaat voldoet niet aan de regels",
        Verdict::Indeterminate => "Geen verklaring: het apparaat is niet volledig gecontroleerd",
        Verdict::NotApplicable => "Geen verklaring: er zijn geen regels van toepassing",
    },
    compliant: |number, besides| {
        let told = match besides {
            Besides::Something => {
                "Wat verder is aangetroffen, is daarmee niet in strijd en staat hieronder."
            }
            Besides::Nothing => {
                "Er is niets aangetroffen dat de regels van deze maatregelen kunnen zien."
            }
            Besides::NothingOnTerms => {
                "Er is niets aangetroffen dat de regels van deze maatregelen kunnen zien, onder de voorwaarden hieronder."
            }
        };
        let looked = match number {
            1 => "De ene app op het apparaat is onderzocht en is niet".to_owned(),
            _ => format!(
                "Alle {} op het apparaat zijn onderzocht. Geen ervan is",
                apps(number)
            ),
        };
        format!("{looked} in strijd met de regels hieronder. {told}")
    },
    non_compliant: |number, others, is_complete| {
        let mut what = Vec::new();
        if number > 0 {
            what.push(apps(number));
        }
        if others > 0 {
            what.push(dutch(others, "ander punt", "andere punten"));
        }
        let verb = if number + others == 1 { "is" } else { "zijn" };
        let seen = if is_complete {
            ""
        } else {
            " Niet alles kon worden onderzocht, dus er kan meer zijn."
        };
        format!(
            "{} op het apparaat {verb} in strijd met de regels hieronder. Het mag onder die regels \
             niet worden gebruikt tot dit is verholpen en het opnieuw is gecontroleerd.{seen}",
            what.join(" en ")
        )
    },
    indeterminate: "Er is niets aangetroffen dat in strijd is met de regels, maar het apparaat kon \
                    niet volledig worden gelezen of beoordeeld. Daarom staat niemand ervoor in. Het \
                    mag niet op grond van deze pagina worden uitgegeven.",
    not_applicable: "Voor zover bekend is geen van de regels hieronder op dit apparaat van \
                     toepassing. Daarom is geen van de apps beoordeeld.",
    nothing: "Er is geen apparaat onderzocht, dus er valt niets te zeggen.",
    nothing_checked: "Er is niets gecontroleerd",
    coverage: |is_complete, number, profiles| {
        let profiles = match profiles {
            [] => String::new(),
            [one] => format!("; profiel: {one}"),
            many => format!("; profielen: {}", many.join(", ")),
        };
        let apps = apps(number);
        if is_complete {
            format!("volledig: elke app is gezien ({apps}{profiles})")
        } else {
            format!("niet volledig: er kunnen apps ontbreken ({apps} gezien{profiles})")
        }
    },
    judged: "beoordeeld",
    not_for_it: "niet van toepassing",
    not_judged: "niet te beoordelen",
    holder_not_stated: "niet beoordeeld: houder niet opgegeven",
    policy: "regels",
    dimension: |fact| match fact {
        Dimension::Person => "Houder",
        Dimension::Use => "Gebruik",
        Dimension::Access => "Toegang",
        Dimension::Ownership => "Eigendom",
    },
    value: |fact, value| {
        Some(match (fact, value) {
            (Dimension::Use, "service") => "dagelijks dienstgebruik",
            (Dimension::Use, "dedicated") => "alleen voor één doel, los van dagelijks gebruik",
            (Dimension::Access, "internal") => "interne systemen",
            (Dimension::Access, "none") => "geen interne systemen",
            (Dimension::Ownership, "issued") => "door de organisatie verstrekt",
            (Dimension::Ownership, "enrolled") => "privé, in het apparaatbeheer van de organisatie",
            _ => return None,
        })
    },
    basis: |from| match from {
        Basis::Register => "volgens het register",
        Basis::Device => "het apparaat toont dit zelf",
        Basis::Assumed => "aangenomen, omdat niemand het heeft opgegeven",
    },
    digest_of_file: "van het bestand met de applijst",
    digest_of_line: "van de regel met de applijst",
    digest_of_collect: "van het bestand dat dutyphone collect ervoor schrijft",
    more: |number| format!("en nog {number}: zie het volledige rapport"),
    rows: CertificateRows {
        model: "Model en systeem",
        serial: "Serienummer of UDID",
        looked_at: "Onderzocht",
        read_from: "Gelezen uit",
        clock_of_device: "Klok van apparaat",
        clock_of_computer: "Klok van computer",
        inventory: "Applijst",
        taken_by: "Gelezen met",
        signed_by: "Applijst getekend door",
        facts: "Gegevens over apps",
        register: "Apparatenregister",
        waivers: "Ontheffingen",
        page_signed: "Pagina getekend met",
    },
    lists: CertificateLists {
        broken: "Wat in strijd is met de regels",
        unread: "Wat niet kon worden onderzocht",
        other: "Verder aangetroffen, niet in strijd met de regels",
        not_judged: "Niet beoordeeld",
        limits: "Voorbehoud",
    },
    todo: |text| format!(". Doe dit: {text}"),
    by_rules: |app, rules| format!("{app} (volgens {rules})"),
    not_stated: "niet vermeld",
    judged_on: "beoordeeld op",
    holds: "Deze pagina geldt voor het moment waarop het apparaat is gelezen.",
    holds_undated: "De lijst van apps is ongedateerd: niemand weet voor welke dag deze pagina geldt.",
    limits: CertificateLimits {
        undated: "De lijst van apps is ongedateerd: hij kan van elke dag zijn.",
        on_terms: |policy, by, terms| {
            format!("{by} gebruikt {policy} onder eigen voorwaarden: {terms}")
        },
        unread: |number| {
            format!(
                "{} van deze controle niet gelezen",
                dutch(number, "bron", "bronnen")
            )
        },
        aside: |number| {
            format!(
                "{} van deze controle terzijde gelegd, zonder lijst van apps",
                dutch(number, "bron", "bronnen")
            )
        },
    },
    signs: ["Gecontroleerd door", "Ontvangen door"],
};
