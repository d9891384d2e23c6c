//! Remarks in Dutch.

use super::super::words::{Details, RemarkWords, Remarks};

fn waiver(details: &Details<'_>, what: &str) -> String {
    let strict = match details.find("strict") {
        Some(_) => ", en daarom slaagt de controle niet",
        None => "",
    };
    let (waiver, rule) = (details.get("waiver"), details.get("rule"));
    format!("ontheffing `{waiver}` voor {rule} {what}{strict}")
}

pub(super) const REMARKS: Remarks = Remarks {
    waiver_unused: RemarkWords {
        what: |d| waiver(d, "was in deze controle nergens voor nodig"),
        todo: |_| "haal hem uit het bestand als hij niet meer nodig is".to_owned(),
    },
    waiver_expired: RemarkWords {
        what: |d| {
            waiver(
                d,
                &format!("is verlopen ({}) en staat niets meer toe", d.get("day")),
            )
        },
        todo: |_| "verleng hem, of haal hem uit het bestand".to_owned(),
    },
    waiver_not_yet_valid: RemarkWords {
        what: |d| waiver(d, &format!("staat niets toe vóór {}", d.get("day"))),
        todo: |_| String::new(),
    },
    measure_past_review: RemarkWords {
        what: |d| {
            format!(
                "{} moest uiterlijk {} opnieuw worden bezien; de maatregel is ongewijzigd gebruikt",
                d.get("policy"),
                d.get("day")
            )
        },
        todo: |_| "vergelijk de maatregel met de bronnen en noteer de dag bij `checked`".to_owned(),
    },
    measure_ended: RemarkWords {
        what: |d| match d.find("day") {
            Some(day) => format!("{} eindigde op {day} en is niet gebruikt", d.get("policy")),
            None => format!(
                "{} is {} en is toch gebruikt, omdat u de maatregel opgaf{}",
                d.get("policy"),
                d.get("status"),
                d.find("remark")
                    .map(|remark| format!(" (in het Engels: \u{201c}{remark}\u{201d})"))
                    .unwrap_or_default()
            ),
        },
        todo: |_| "zoek de maatregel die ervoor in de plaats kwam".to_owned(),
    },
    measure_not_yet_in_force: RemarkWords {
        what: |d| {
            format!(
                "{} geldt vanaf {} en is niet gebruikt",
                d.get("policy"),
                d.get("day")
            )
        },
        todo: |_| String::new(),
    },
    register_contradicted: RemarkWords {
        what: |_| {
            "het apparaat toont iets anders dan het register zegt; \
                                             wat het apparaat toont, is aangehouden"
                .to_owned()
        },
        todo: |_| {
            "haal van het apparaat wat met het register in strijd is, of verbeter het register"
                .to_owned()
        },
    },
    separate_device_doubtful: RemarkWords {
        what: |_| {
            "volgens het register is dit een apart apparaat \
                                               zonder toegang, maar iets op het apparaat kan op \
                                               het tegendeel wijzen; het register is aangehouden"
                .to_owned()
        },
        todo: |_| {
            "ga na dat het apparaat geen interne systemen bereikt, en noteer in het register: \
             managed = true (in CSV: yes)"
                .to_owned()
        },
    },
    approval_missing: RemarkWords {
        what: |d| {
            format!(
                "de uitzondering `{}` van {} past bij het apparaat, maar het register bevat geen \
             goedkeuring van {}",
                d.get("exception"),
                d.get("policy"),
                d.get("approver")
            )
        },
        todo: |d| {
            format!(
                "noteer de goedkeuring, zodra die er is, in het register: approval = \"{}\", \
                 approved-by, approved-on",
                d.get("policy")
            )
        },
    },
    out_of_scope: RemarkWords {
        what: |_| "de maatregel is niet op dit apparaat van toepassing".to_owned(),
        todo: |_| String::new(),
    },
    data_set_old: RemarkWords {
        what: |d| {
            format!(
                "de gegevens {} zijn van {}, {} dagen vóór de controledatum",
                d.get("data"),
                d.get("day"),
                d.get("days")
            )
        },
        todo: |_| {
            "gebruik een nieuwere versie van het programma, of geef nieuwere gegevens op met \
             --catalogue"
                .to_owned()
        },
    },
    data_set_overridden: RemarkWords {
        what: |d| {
            format!(
                "rijen van de gegevens {} die door een aanvulling zijn vervangen: {}",
                d.get("data"),
                d.get("rows")
            )
        },
        todo: |_| String::new(),
    },
    measure_adopted: RemarkWords {
        what: |d| {
            let issuer = d
                .find("issuer")
                .map(|who| format!("uitgegeven door {who}, "));
            let terms = d
                .find("terms")
                .map(|terms| format!("; op eigen voorwaarden: “{terms}”"));
            format!(
                "{}: {}overgenomen door {} (besluit van {}, {}){}",
                d.get("policy"),
                issuer.unwrap_or_default(),
                d.get("by"),
                d.get("decided-by"),
                d.get("day"),
                terms.unwrap_or_default()
            )
        },
        todo: |_| String::new(),
    },
    not_covered: RemarkWords {
        what: |d| {
            format!(
                "{} noemt ook wat geen regel kan zien: {}; niemand heeft ernaar gekeken",
                d.get("policy"),
                d.get("names")
            )
        },
        todo: |d| {
            format!(
                "kijk er op een andere manier naar; `dutyphone explain {}` zegt waarom",
                d.get("policy")
            )
        },
    },
    not_registered: RemarkWords {
        what: |_| {
            "het apparaat is niet opgenomen in het register en is daarom \
                                      streng beoordeeld: dagelijks dienstgebruik, toegang tot \
                                      interne systemen, door de organisatie verstrekt aan een \
                                      ambtenaar"
                .to_owned()
        },
        todo: |_| "neem het op in het register".to_owned(),
    },
    inventory_old: RemarkWords {
        what: |d| {
            format!(
                "de applijst is {} dagen oud; ze zegt niets over de telefoon van vandaag",
                d.get("days")
            )
        },
        todo: |_| "lees de telefoon opnieuw".to_owned(),
    },
    holder_not_stated: RemarkWords {
        what: |d| {
            format!(
                "{} laat apparaten buiten beschouwing waarvan de houder niet is opgegeven; geldt \
             alleen voor: {}",
                d.get("policy"),
                d.get("persons")
            )
        },
        todo: |_| "geef de feiten op in een register: --register BESTAND".to_owned(),
    },
    facts_assumed: RemarkWords {
        what: |d| {
            format!(
                "{}: aangenomen, omdat noch een register noch de telefoon het zegt",
                d.get("facts")
            )
        },
        todo: |_| "geef de feiten op in een register: --register BESTAND".to_owned(),
    },
    register_columns_unread: RemarkWords {
        what: |d| {
            format!(
                "kolommen van het register die niet zijn gelezen: {}",
                d.get("columns")
            )
        },
        todo: |_| {
            "geef ze een van de bekende namen als ze iets over de apparaten zeggen".to_owned()
        },
    },
    registered_not_read: RemarkWords {
        what: |d| {
            format!(
                "geregistreerde apparaten die niet zijn gelezen ({}): {}",
                d.get("count"),
                d.get("names")
            )
        },
        todo: |_| "lees ze ook; met --require-all telt elk ervan als niet gelezen".to_owned(),
    },
    minimal_inventories: RemarkWords {
        what: |d| {
            format!(
                "minimale applijsten ({}): alleen wat de regels raken is bewaard, en het aantal andere apps",
                d.get("count")
            )
        },
        todo: |_| String::new(),
    },
    inputs_set_aside: RemarkWords {
        what: |d| {
            format!(
                "invoer zonder lijst van apps ({}): {}",
                d.get("count"),
                d.get("names")
            )
        },
        todo: |_| String::new(),
    },
};
