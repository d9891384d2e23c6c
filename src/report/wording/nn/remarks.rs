//! Remarks in Nynorsk.

use super::super::words::{Details, RemarkWords, Remarks};

fn waiver(details: &Details<'_>, what: &str) -> String {
    let strict = match details.find("strict") {
        Some(_) => ", og difor består ikkje kontrollen",
        None => "",
    };
    let (waiver, rule) = (details.get("waiver"), details.get("rule"));
    format!("dispensasjonen `{waiver}` for {rule} {what}{strict}")
}

pub(super) const REMARKS: Remarks = Remarks {
    waiver_unused: RemarkWords {
        what: |d| waiver(d, "trefte ingenting i denne kontrollen"),
        todo: |_| "ta han ut av fila om han ikkje trengst lenger".to_owned(),
    },
    waiver_expired: RemarkWords {
        what: |d| {
            waiver(
                d,
                &format!("har gått ut ({}) og tillèt ingenting lenger", d.get("day")),
            )
        },
        todo: |_| "forny han, eller ta han ut av fila".to_owned(),
    },
    waiver_not_yet_valid: RemarkWords {
        what: |d| waiver(d, &format!("tillèt ingenting før {}", d.get("day"))),
        todo: |_| String::new(),
    },
    measure_past_review: RemarkWords {
        what: |d| {
            format!(
                "{} skulle ha vore vurdert på nytt innan {}; det er brukt som det er",
                d.get("policy"),
                d.get("day")
            )
        },
        todo: |_| "samanlikn det med kjeldene, og før dagen under `checked`".to_owned(),
    },
    measure_ended: RemarkWords {
        what: |d| match d.find("day") {
            Some(day) => format!("{} tok slutt {day} og er ikkje brukt", d.get("policy")),
            None => format!(
                "{} er {} og er brukt likevel, fordi det vart oppgitt{}",
                d.get("policy"),
                d.get("status"),
                d.find("remark")
                    .map(|remark| format!(" (på engelsk: \u{201c}{remark}\u{201d})"))
                    .unwrap_or_default()
            ),
        },
        todo: |_| "sjå etter tiltaket som kom i staden".to_owned(),
    },
    measure_not_yet_in_force: RemarkWords {
        what: |d| {
            format!(
                "{} gjeld frå {} og er ikkje brukt",
                d.get("policy"),
                d.get("day")
            )
        },
        todo: |_| String::new(),
    },
    register_contradicted: RemarkWords {
        what: |_| {
            "eininga viser noko anna enn registeret seier; det \
                                             eininga viser, er lagt til grunn"
                .to_owned()
        },
        todo: |_| {
            "fjern frå eininga det som strid mot registeret, eller rett registeret".to_owned()
        },
    },
    separate_device_doubtful: RemarkWords {
        what: |_| {
            "registeret fører eininga som ei eiga eining utan \
                                               tilgang, og noko på henne kan tyde på det \
                                               motsette; registeret er lagt til grunn"
                .to_owned()
        },
        todo: |_| {
            "forsikre deg om at ho ikkje når interne system, og før det i registeret: managed = \
             true (i CSV: yes)"
                .to_owned()
        },
    },
    approval_missing: RemarkWords {
        what: |d| {
            format!(
                "unntaket `{}` i {} passar for eininga, og registeret har inga godkjenning frå {}",
                d.get("exception"),
                d.get("policy"),
                d.get("approver")
            )
        },
        todo: |d| {
            format!(
                "når det er gjeve, før det i registeret: approval = \"{}\", approved-by, \
                 approved-on",
                d.get("policy")
            )
        },
    },
    out_of_scope: RemarkWords {
        what: |_| "tiltaket gjeld ikkje for eininga".to_owned(),
        todo: |_| String::new(),
    },
    data_set_old: RemarkWords {
        what: |d| {
            format!(
                "datasettet {} er frå {}, {} dagar før kontrolldatoen",
                d.get("data"),
                d.get("day"),
                d.get("days")
            )
        },
        todo: |_| {
            "skaff ein nyare versjon av programmet, eller oppgje eit nyare datasett med --catalogue"
                .to_owned()
        },
    },
    data_set_overridden: RemarkWords {
        what: |d| {
            format!(
                "rader i datasettet {} som eit tillegg har bytt ut: {}",
                d.get("data"),
                d.get("rows")
            )
        },
        todo: |_| String::new(),
    },
    measure_adopted: RemarkWords {
        what: |d| {
            let issuer = d.find("issuer").map(|who| format!("gjeve ut av {who}, "));
            let terms = d
                .find("terms")
                .map(|terms| format!("; på eigne vilkår: «{terms}»"));
            format!(
                "{}: {}teke i bruk av {} (vedteke av {} {}){}",
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
                "{} nemner òg noko som ingen regel kan sjå: {}; ingen har sett etter det",
                d.get("policy"),
                d.get("names")
            )
        },
        todo: |d| {
            format!(
                "sjå etter det på andre måtar; `dutyphone explain {}` seier kvifor",
                d.get("policy")
            )
        },
    },
    not_registered: RemarkWords {
        what: |_| {
            "eininga er ikkje førd i registeret og er difor vurdert \
                                      strengt: dagleg teneste, tilgang til interne system, \
                                      utlevert av verksemda til ein offentleg tilsett"
                .to_owned()
        },
        todo: |_| "før henne i registeret".to_owned(),
    },
    inventory_old: RemarkWords {
        what: |d| {
            format!(
                "applista er {} dagar gammal; ho seier ingenting om telefonen i dag",
                d.get("days")
            )
        },
        todo: |_| "les telefonen på nytt".to_owned(),
    },
    holder_not_stated: RemarkWords {
        what: |d| {
            format!(
                "{} utelèt einingar der ingen har oppgitt brukaren; det gjeld berre: {}",
                d.get("policy"),
                d.get("persons")
            )
        },
        todo: |_| "oppgje opplysningane i eit register: --register FIL".to_owned(),
    },
    facts_assumed: RemarkWords {
        what: |d| {
            format!(
                "{}: føresett, fordi verken eit register eller telefonen seier det",
                d.get("facts")
            )
        },
        todo: |_| "oppgje opplysningane i eit register: --register FIL".to_owned(),
    },
    register_columns_unread: RemarkWords {
        what: |d| {
            format!(
                "kolonnar i registeret som ikkje er lesne: {}",
                d.get("columns")
            )
        },
        todo: |_| "gi dei eit av dei kjende namna om dei seier noko om einingane".to_owned(),
    },
    registered_not_read: RemarkWords {
        what: |d| {
            format!(
                "registrerte einingar som ikkje vart lesne ({}): {}",
                d.get("count"),
                d.get("names")
            )
        },
        todo: |_| "les dei òg; --require-all gjer kvar av dei til ein mangel".to_owned(),
    },
    minimal_inventories: RemarkWords {
        what: |d| {
            format!(
                "minimale applister ({}): berre det reglane treffer, er teke vare på, og talet på andre appar",
                d.get("count")
            )
        },
        todo: |_| String::new(),
    },
    inputs_set_aside: RemarkWords {
        what: |d| {
            format!(
                "inndata utan liste over appar ({}): {}",
                d.get("count"),
                d.get("names")
            )
        },
        todo: |_| String::new(),
    },
};
