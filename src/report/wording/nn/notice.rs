//! Notices in Norwegian Nynorsk.

use super::super::shared::measure;
use super::super::words::notice::{ByWhen, Decision, Found, Help, NoticeWords, Privacy, ToDo};

pub(super) const NOTICE: NoticeWords = NoticeWords {
    subject: "Om appane på tenestetelefonen din",
    hello: "Hei,",
    checked: |phone, day| match day {
        Some(day) => format!("{day} vart appane på tenestetelefonen din ({phone}) kontrollerte."),
        None => format!("Appane på tenestetelefonen din ({phone}) er kontrollerte."),
    },
    found: Found {
        title: "Kva som vart funne",
        apps: |number| match number {
            1 => "Éin app er ikkje i samsvar med reglane for telefonen:".to_owned(),
            _ => format!("{number} appar er ikkje i samsvar med reglane for telefonen:"),
        },
        pages: |number| match number {
            1 => "Éi nettside på heimskjermen er ikkje i samsvar med reglane for telefonen:"
                .to_owned(),
            _ => format!(
                "{number} nettsider på heimskjermen er ikkje i samsvar med reglane for telefonen:"
            ),
        },
        apps_and_pages: |number| {
            format!(
                "{number} appar og nettsider på heimskjermen er ikkje i samsvar med reglane for telefonen:"
            )
        },
        page: |host| format!("nettsida {host}"),
        nothing: "Telefonen er ikkje fullstendig lesen. Difor kan ingen enno seie om han er i samsvar \
                  med reglane. Det er ikkje din feil.",
        not_all: "Telefonen er dessutan ikkje fullstendig lesen. Det kan vere meir.",
        fitted: |number, example| {
            format!("{number} appar som følgde med telefonen, til dømes {example}")
        },
        in_work_profile: "i jobbprofilen",
        in_other_profile: "i ein annan profil på telefonen, til dømes den private",
        switched_off: "slått av, men framleis installert",
        archived: "arkivert: eitt trykk hentar han tilbake",
        left_over: "fjerna, men det er restar etter han",
        instant: "brukt utan å vere installert",
    },
    decision: Decision {
        title: "Kva avgjerd dette gjeld",
        measure,
        recommendation: "Dette er eit råd, ikkje eit forbod.",
        ban: "Etter denne avgjerda skal appen ikkje installerast.",
        warning: "Dette er ei åtvaring.",
        adopted: |by, decided_by, day| {
            format!(
                "{by} har teke henne i bruk for sine eigne telefonar (vedteke av {decided_by} {day})."
            )
        },
        assumption: super::terms::TERMS.assumption,
        assumed: |what| {
            format!(
                "Ingen har opplyst om dette, så det er føresett: {what}. Stemmer det ikkje, \
                 sei frå til kontakten nedanfor."
            )
        },
    },
    to_do: ToDo {
        title: "Kva du skal gjere",
        android: |app| {
            vec![
                "Opne Innstillingar på telefonen og trykk på Appar.".to_owned(),
                format!("Trykk på {app}."),
                "Trykk på Avinstaller og stadfest.".to_owned(),
            ]
        },
        ios: |app| {
            vec![
                format!(
                    "Hald fingeren på symbolet for {app} på Heim-skjermen. Er det ikkje der, \
                         sveip til venstre til appbiblioteket og søk etter det."
                ),
                "Trykk på Fjern app eller Slett app.".to_owned(),
                "Trykk på Slett app og stadfest.".to_owned(),
            ]
        },
        ios_offloaded: |app| {
            vec![
                "Opne Innstillingar, trykk på Generelt og så på iPhone-lagring eller iPad-lagring."
                    .to_owned(),
                format!("Trykk på {app}."),
                "Trykk på Slett app og stadfest.".to_owned(),
            ]
        },
        android_page: |host| {
            vec![
                format!(
                    "Finn symbolet på heimskjermen som opnar {host}. Det har namn etter tittelen på nettsida."
                ),
                "Hald fingeren på det, trykk på Fjern eller Avinstaller, og stadfest.".to_owned(),
            ]
        },
        ios_page: |host| {
            vec![
                format!(
                    "Finn symbolet på heimskjermen som opnar {host}. Det har namn etter tittelen på nettsida."
                ),
                "Hald fingeren på det, trykk på Slett bokmerke, og stadfest.".to_owned(),
            ]
        },
        not_yours: |app| {
            format!(
                "Du kan ikkje fjerne {app} sjølv. Kontakten nedanfor gjer det, med telefonen i handa eller gjennom flåtestyring (MDM)."
            )
        },
        bring: "Ta med telefonen, låst opp, til kontakten nedanfor, så han kan lesast på nytt.",
        then: "Sei frå til kontakten nedanfor når det er gjort, så telefonen blir kontrollert på nytt.",
    },
    by_when: ByWhen {
        title: "Frist",
        day: |day| format!("Innan {day}."),
        soon: "Så snart du kan. Det er ikkje sett nokon dato.",
    },
    help: Help {
        title: "Kven du kan spørje",
        contact: |contact| format!("Kontakt: {contact}"),
        nobody_named: "Spør IT-avdelinga eller informasjonstryggleiksleiaren i verksemda di.",
        exception: "Har du eit tenesteleg behov for appen, ber du kontakten om eit unntak. Sei kva du treng \
                    han til og kor lenge. Det blir avgjort skriftleg, med sluttdato. Ikkje ha \
                    appen på denne telefonen før du har fått svar.",
        separate_device: |title| {
            format!(
                "«{title}» opnar for éi løysing: ei eiga eining som er sett av til dette føremålet, og som ikkje er knytt til interne system."
            )
        },
        no_way_out: |title| format!("«{title}» nemner ikkje eit slikt unntak."),
    },
    privacy: Privacy {
        title: "Kva som ikkje vart undersøkt",
        text: "Berre lista over installerte appar vart lesen, og om heile lista kunne lesast. Ingen har sett på meldingar, bilete, kontaktar, samtalar, stader eller kva du gjer i ein app. Appar som ikkje bryt nokon regel, blir som regel ikkje nemnde, verken i dette varselet eller i rapportar. Ein app kan vere nemnd der lesinga stansa, eller når han viser korleis telefonen blir brukt.",
        minimal: "Registreringa er minimal: Av lista er berre det som reglane treffer, teke vare på. \
                  Alle andre appar er berre talde.",
    },
};
