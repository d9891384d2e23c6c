//! Remarks in Bokmål.

use super::super::words::{Details, RemarkWords, Remarks};

fn waiver(details: &Details<'_>, what: &str) -> String {
    let strict = match details.find("strict") {
        Some(_) => ", og derfor består ikke kontrollen",
        None => "",
    };
    let (waiver, rule) = (details.get("waiver"), details.get("rule"));
    format!("dispensasjonen `{waiver}` for {rule} {what}{strict}")
}

pub(super) const REMARKS: Remarks = Remarks {
    waiver_unused: RemarkWords {
        what: |d| waiver(d, "traff ingenting i denne kontrollen"),
        todo: |_| "ta den ut av filen hvis den ikke trengs lenger".to_owned(),
    },
    waiver_expired: RemarkWords {
        what: |d| {
            waiver(
                d,
                &format!("er utløpt ({}) og tillater ingenting lenger", d.get("day")),
            )
        },
        todo: |_| "forny den, eller ta den ut av filen".to_owned(),
    },
    waiver_not_yet_valid: RemarkWords {
        what: |d| waiver(d, &format!("tillater ingenting før {}", d.get("day"))),
        todo: |_| String::new(),
    },
    measure_past_review: RemarkWords {
        what: |d| {
            format!(
                "{} skulle ha vært vurdert på nytt innen {}; det brukes som det er",
                d.get("policy"),
                d.get("day")
            )
        },
        todo: |_| "sammenlign det med kildene, og før dagen under `checked`".to_owned(),
    },
    measure_ended: RemarkWords {
        what: |d| match d.find("day") {
            Some(day) => format!("{} opphørte {day} og er ikke brukt", d.get("policy")),
            None => format!(
                "{} er {} og er brukt likevel, fordi det ble oppgitt{}",
                d.get("policy"),
                d.get("status"),
                d.find("remark")
                    .map(|remark| format!(" (på engelsk: \u{201c}{remark}\u{201d})"))
                    .unwrap_or_default()
            ),
        },
        todo: |_| "se etter tiltaket som kom i stedet".to_owned(),
    },
    measure_not_yet_in_force: RemarkWords {
        what: |d| {
            format!(
                "{} gjelder fra {} og er ikke brukt",
                d.get("policy"),
                d.get("day")
            )
        },
        todo: |_| String::new(),
    },
    register_contradicted: RemarkWords {
        what: |_| {
            "enheten viser noe annet enn registeret sier; det \
                                             enheten viser, er lagt til grunn"
                .to_owned()
        },
        todo: |_| {
            "fjern fra enheten det som strider mot registeret, eller rett registeret".to_owned()
        },
    },
    separate_device_doubtful: RemarkWords {
        what: |_| {
            "registeret fører enheten som en egen enhet uten \
                                               tilgang, og noe på den kan tyde på det motsatte; \
                                               registeret er lagt til grunn"
                .to_owned()
        },
        todo: |_| {
            "forsikre deg om at den ikke når interne systemer, og før det i registeret: managed = \
             true (i CSV: yes)"
                .to_owned()
        },
    },
    approval_missing: RemarkWords {
        what: |d| {
            format!(
                "unntaket `{}` i {} passer for enheten, og registeret har ingen godkjenning fra {}",
                d.get("exception"),
                d.get("policy"),
                d.get("approver")
            )
        },
        todo: |d| {
            format!(
                "når det er gitt, før det i registeret: approval = \"{}\", approved-by, approved-on",
                d.get("policy")
            )
        },
    },
    out_of_scope: RemarkWords {
        what: |_| "tiltaket gjelder ikke for enheten".to_owned(),
        todo: |_| String::new(),
    },
    data_set_old: RemarkWords {
        what: |d| {
            format!(
                "datasettet {} er fra {}, {} dager før kontrolldatoen",
                d.get("data"),
                d.get("day"),
                d.get("days")
            )
        },
        todo: |_| {
            "skaff en nyere versjon av programmet, eller oppgi et nyere datasett med --catalogue"
                .to_owned()
        },
    },
    data_set_overridden: RemarkWords {
        what: |d| {
            format!(
                "rader i datasettet {} som et tillegg har erstattet: {}",
                d.get("data"),
                d.get("rows")
            )
        },
        todo: |_| String::new(),
    },
    measure_adopted: RemarkWords {
        what: |d| {
            let issuer = d.find("issuer").map(|who| format!("utstedt av {who}, "));
            let terms = d
                .find("terms")
                .map(|terms| format!("; på egne vilkår: «{terms}»"));
            format!(
                "{}: {}gjort gjeldende av {} (besluttet av {} {}){}",
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
                "{} nevner også noe som ingen regel kan se: {}; ingen har sett etter det",
                d.get("policy"),
                d.get("names")
            )
        },
        todo: |d| {
            format!(
                "se etter det på andre måter; `dutyphone explain {}` sier hvorfor",
                d.get("policy")
            )
        },
    },
    not_registered: RemarkWords {
        what: |_| {
            "enheten er ikke ført i registeret og er derfor vurdert \
                                      strengt: daglig tjeneste, tilgang til interne systemer, \
                                      utlevert av virksomheten til en offentlig ansatt"
                .to_owned()
        },
        todo: |_| "før den i registeret".to_owned(),
    },
    inventory_old: RemarkWords {
        what: |d| {
            format!(
                "applisten er {} dager gammel; den sier ingenting om telefonen i dag",
                d.get("days")
            )
        },
        todo: |_| "les telefonen på nytt".to_owned(),
    },
    holder_not_stated: RemarkWords {
        what: |d| {
            format!(
                "{} utelater enheter der ingen har oppgitt brukeren; det gjelder bare: {}",
                d.get("policy"),
                d.get("persons")
            )
        },
        todo: |_| "oppgi opplysningene i et register: --register FIL".to_owned(),
    },
    facts_assumed: RemarkWords {
        what: |d| {
            format!(
                "{}: antatt, fordi verken et register eller telefonen sier det",
                d.get("facts")
            )
        },
        todo: |_| "oppgi opplysningene i et register: --register FIL".to_owned(),
    },
    register_columns_unread: RemarkWords {
        what: |d| {
            format!(
                "kolonner i registeret som ikke er lest: {}",
                d.get("columns")
            )
        },
        todo: |_| "gi dem et av de kjente navnene om de sier noe om enhetene".to_owned(),
    },
    registered_not_read: RemarkWords {
        what: |d| {
            format!(
                "registrerte enheter som ikke ble lest ({}): {}",
                d.get("count"),
                d.get("names")
            )
        },
        todo: |_| "les dem også; --require-all gjør hver av dem til en mangel".to_owned(),
    },
    minimal_inventories: RemarkWords {
        what: |d| {
            format!(
                "minimale applister ({}): bare det reglene treffer, er tatt vare på, og antallet andre apper",
                d.get("count")
            )
        },
        todo: |_| String::new(),
    },
    inputs_set_aside: RemarkWords {
        what: |d| {
            format!(
                "inndata uten liste over apper ({}): {}",
                d.get("count"),
                d.get("names")
            )
        },
        todo: |_| String::new(),
    },
};
