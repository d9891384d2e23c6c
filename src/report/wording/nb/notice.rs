//! Notices in Norwegian Bokmål.

use super::super::shared::measure;
use super::super::words::notice::{ByWhen, Decision, Found, Help, NoticeWords, Privacy, ToDo};

pub(super) const NOTICE: NoticeWords = NoticeWords {
    subject: "Om appene på tjenestetelefonen din",
    hello: "Hei,",
    checked: |phone, day| match day {
        Some(day) => format!("{day} ble appene på tjenestetelefonen din ({phone}) kontrollert."),
        None => format!("Appene på tjenestetelefonen din ({phone}) er kontrollert."),
    },
    found: Found {
        title: "Hva som ble funnet",
        apps: |number| match number {
            1 => "Én app er ikke i samsvar med reglene for telefonen:".to_owned(),
            _ => format!("{number} apper er ikke i samsvar med reglene for telefonen:"),
        },
        pages: |number| match number {
            1 => "Én nettside på hjemskjermen er ikke i samsvar med reglene for telefonen:"
                .to_owned(),
            _ => format!(
                "{number} nettsider på hjemskjermen er ikke i samsvar med reglene for telefonen:"
            ),
        },
        apps_and_pages: |number| {
            format!(
                "{number} apper og nettsider på hjemskjermen er ikke i samsvar med reglene for telefonen:"
            )
        },
        page: |host| format!("nettsiden {host}"),
        nothing: "Telefonen er ikke fullstendig lest. Derfor kan ingen ennå si om den er i samsvar \
                  med reglene. Det er ikke din feil.",
        not_all: "Telefonen er dessuten ikke fullstendig lest. Det kan være mer.",
        fitted: |number, example| {
            format!("{number} apper som fulgte med telefonen, for eksempel {example}")
        },
        in_work_profile: "i jobbprofilen",
        in_other_profile: "i en annen profil på telefonen, for eksempel den private",
        switched_off: "slått av, men fortsatt installert",
        archived: "arkivert: ett trykk henter den tilbake",
        left_over: "fjernet, men det er rester etter den",
        instant: "brukt uten å være installert",
    },
    decision: Decision {
        title: "Hvilken beslutning dette gjelder",
        measure,
        recommendation: "Dette er et råd, ikke et forbud.",
        ban: "Etter denne beslutningen skal appen ikke installeres.",
        warning: "Dette er en advarsel.",
        adopted: |by, decided_by, day| {
            format!(
                "{by} har gjort den gjeldende for sine egne telefoner (besluttet av {decided_by} {day})."
            )
        },
        assumption: super::terms::TERMS.assumption,
        assumed: |what| {
            format!(
                "Ingen har opplyst om følgende, så det er antatt: {what}. Stemmer det ikke, \
                 si fra til kontakten nedenfor."
            )
        },
    },
    to_do: ToDo {
        title: "Hva du skal gjøre",
        android: |app| {
            vec![
                "Åpne Innstillinger på telefonen og trykk på Apper.".to_owned(),
                format!("Trykk på {app}."),
                "Trykk på Avinstaller og bekreft.".to_owned(),
            ]
        },
        ios: |app| {
            vec![
                format!(
                    "Hold fingeren på symbolet for {app} på Hjem-skjermen. Er det ikke der, \
                         sveip til venstre til Appbibliotek og søk etter det."
                ),
                "Trykk på Fjern app eller Slett app.".to_owned(),
                "Trykk på Slett app og bekreft.".to_owned(),
            ]
        },
        ios_offloaded: |app| {
            vec![
                "Åpne Innstillinger, trykk på Generelt og så på iPhone-lagring eller iPad-lagring."
                    .to_owned(),
                format!("Trykk på {app}."),
                "Trykk på Slett app og bekreft.".to_owned(),
            ]
        },
        android_page: |host| {
            vec![
                format!(
                    "Finn symbolet på hjemskjermen som åpner {host}. Det har navn etter nettsidens tittel."
                ),
                "Hold fingeren på det, trykk på Fjern eller Avinstaller, og bekreft.".to_owned(),
            ]
        },
        ios_page: |host| {
            vec![
                format!(
                    "Finn symbolet på hjemskjermen som åpner {host}. Det har navn etter nettsidens tittel."
                ),
                "Hold fingeren på det, trykk på Slett bokmerke, og bekreft.".to_owned(),
            ]
        },
        not_yours: |app| {
            format!(
                "Du kan ikke fjerne {app} selv. Kontakten nedenfor gjør det, med telefonen i hånden eller gjennom flåtestyring (MDM)."
            )
        },
        bring: "Ta med telefonen, låst opp, til kontakten nedenfor, så den kan leses på nytt.",
        then: "Si fra til kontakten nedenfor når det er gjort, så telefonen blir kontrollert på nytt.",
    },
    by_when: ByWhen {
        title: "Frist",
        day: |day| format!("Innen {day}."),
        soon: "Så snart du kan. Det er ikke satt noen dato.",
    },
    help: Help {
        title: "Hvem du kan spørre",
        contact: |contact| format!("Kontakt: {contact}"),
        nobody_named: "Spør IT-avdelingen eller informasjonssikkerhetslederen i virksomheten din.",
        exception: "Har du et tjenstlig behov for appen, ber du kontakten om et unntak. Si hva du trenger \
                    den til og hvor lenge. Det blir avgjort skriftlig, med sluttdato. Ikke ha \
                    appen på denne telefonen før du har fått svar.",
        separate_device: |title| {
            format!(
                "«{title}» åpner for én løsning: en egen enhet forbeholdt dette formålet, som ikke er tilknyttet interne systemer."
            )
        },
        no_way_out: |title| format!("«{title}» nevner ikke et slikt unntak."),
    },
    privacy: Privacy {
        title: "Hva som ikke ble undersøkt",
        text: "Bare listen over installerte apper ble lest, og om hele listen kunne leses. Ingen har sett på meldinger, bilder, kontakter, anrop, steder eller hva du gjør i en app. Apper som ikke bryter noen regel, blir som regel ikke nevnt, verken i dette varselet eller i rapporter. En app kan være nevnt der lesingen stanset, eller når den viser hvordan telefonen brukes.",
        minimal: "Registreringen er minimal: Av listen er bare det som reglene treffer, tatt vare på. \
                  Alle andre apper er bare talt.",
    },
};
