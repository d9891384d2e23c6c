//! Notices in Dutch.

use super::super::shared::measure;
use super::super::words::notice::{ByWhen, Decision, Found, Help, NoticeWords, Privacy, ToDo};

pub(super) const NOTICE: NoticeWords = NoticeWords {
    subject: "Over de apps op uw werktelefoon",
    hello: "Beste collega,",
    checked: |phone, day| match day {
        Some(day) => format!("Op {day} zijn de apps op uw werktelefoon ({phone}) gecontroleerd."),
        None => format!("De apps op uw werktelefoon ({phone}) zijn gecontroleerd."),
    },
    found: Found {
        title: "Wat is aangetroffen",
        apps: |number| match number {
            1 => "Eén app voldoet niet aan de regels voor de telefoon:".to_owned(),
            _ => format!("{number} apps voldoen niet aan de regels voor de telefoon:"),
        },
        pages: |number| match number {
            1 => "Eén webpagina op het beginscherm voldoet niet aan de regels voor de telefoon:"
                .to_owned(),
            _ => format!(
                "{number} webpagina’s op het beginscherm voldoen niet aan de regels voor de telefoon:"
            ),
        },
        apps_and_pages: |number| {
            format!(
                "{number} apps en webpagina’s op het beginscherm voldoen niet aan de regels voor de telefoon:"
            )
        },
        page: |host| format!("de webpagina {host}"),
        nothing: "De telefoon is niet volledig gelezen. Daarom kan nog niemand zeggen of hij aan de \
                  regels voldoet. Dat ligt niet aan u.",
        not_all: "De telefoon is bovendien niet volledig gelezen. Er kan meer zijn.",
        fitted: |number, example| {
            format!("{number} apps die bij de telefoon hoorden, zoals {example}")
        },
        in_work_profile: "in het werkprofiel",
        in_other_profile: "in een ander profiel op de telefoon, zoals het privéprofiel",
        switched_off: "uitgeschakeld, maar nog geïnstalleerd",
        archived: "gearchiveerd: met één tik komt de app terug",
        left_over: "verwijderd, maar er zijn resten van",
        instant: "gebruikt zonder te zijn geïnstalleerd",
    },
    decision: Decision {
        title: "Om welk besluit het gaat",
        measure,
        recommendation: "Het gebruik wordt ontraden. Dit is een advies, geen verbod.",
        ban: "Volgens dit besluit mag de app niet worden geïnstalleerd.",
        warning: "Dit is een waarschuwing.",
        adopted: |by, decided_by, day| {
            format!(
                "{by} heeft het overgenomen voor de eigen telefoons (besluit van {decided_by}, {day})."
            )
        },
        assumption: super::terms::TERMS.assumption,
        assumed: |what| {
            format!(
                "Het volgende is door niemand opgegeven en daarom aangenomen: {what}. Klopt dat \
                 niet, laat het dan weten aan het onderstaande contactpunt."
            )
        },
    },
    to_do: ToDo {
        title: "Wat u moet doen",
        android: |app| {
            vec![
                "Open Instellingen op de telefoon en tik op Apps.".to_owned(),
                format!("Tik op {app}."),
                "Tik op Verwijderen (of De-installeren) en bevestig.".to_owned(),
            ]
        },
        ios: |app| {
            vec![
                format!(
                    "Houd uw vinger op het symbool van {app} op het beginscherm. Staat het daar \
                         niet, veeg dan naar links naar de appbibliotheek en zoek ernaar."
                ),
                "Tik op Verwijder app.".to_owned(),
                "Tik nogmaals op Verwijder app en bevestig.".to_owned(),
            ]
        },
        ios_offloaded: |app| {
            vec![
                "Open Instellingen, tik op Algemeen en daarna op iPhone-opslag of iPad-opslag."
                    .to_owned(),
                format!("Tik op {app}."),
                "Tik op Verwijder app en bevestig.".to_owned(),
            ]
        },
        android_page: |host| {
            vec![
                format!(
                    "Zoek op het beginscherm het symbool dat {host} opent. Het draagt de titel van de pagina."
                ),
                "Houd uw vinger erop, tik op Verwijderen (of De-installeren) en bevestig."
                    .to_owned(),
            ]
        },
        ios_page: |host| {
            vec![
                format!(
                    "Zoek op het beginscherm het symbool dat {host} opent. Het draagt de titel van de pagina."
                ),
                "Houd uw vinger erop, tik op Verwijder bladwijzer en bevestig.".to_owned(),
            ]
        },
        not_yours: |app| {
            format!(
                "U kunt {app} niet zelf verwijderen. Het onderstaande contactpunt doet dat, met de telefoon in de hand of via apparaatbeheer (MDM)."
            )
        },
        bring: "Breng de telefoon, ontgrendeld, naar het onderstaande contactpunt, zodat hij opnieuw kan worden gelezen.",
        then: "Laat het onderstaande contactpunt weten wanneer u klaar bent, zodat de telefoon opnieuw wordt gecontroleerd.",
    },
    by_when: ByWhen {
        title: "Uiterste datum",
        day: |day| format!("Uiterlijk {day}."),
        soon: "Zo snel mogelijk. Er is geen datum vastgesteld.",
    },
    help: Help {
        title: "Bij wie u terecht kunt",
        contact: |contact| format!("Contactpunt: {contact}"),
        nobody_named: "Neem contact op met de IT-afdeling of de beveiligingsfunctionaris (CISO) van uw organisatie.",
        exception: "Hebt u de app nodig voor uw werk, vraag het contactpunt dan om een uitzondering. Zeg waarvoor u \
                    de app nodig hebt en hoe lang. Daarover wordt schriftelijk besloten, met een einddatum. \
                    Houd de app van deze telefoon tot u antwoord hebt.",
        separate_device: |title| {
            format!(
                "“{title}” kent een oplossing: een apart apparaat dat alleen hiervoor wordt gebruikt en niet is verbonden met interne systemen."
            )
        },
        no_way_out: |title| format!("“{title}” noemt zo'n uitzondering niet."),
    },
    privacy: Privacy {
        title: "Waar niet naar is gekeken",
        text: "Alleen de lijst van geïnstalleerde apps is gelezen, en of die lijst volledig was. Niemand heeft gekeken naar berichten, foto's, contacten, gesprekken, locaties of naar wat u in een app doet. Apps die niet in strijd zijn met een regel, worden in de regel niet genoemd, niet in dit bericht en niet in rapporten. Een app kan worden genoemd waar het lezen stopte, of als die laat zien hoe de telefoon wordt gebruikt.",
        minimal: "De registratie is minimaal: van de lijst is alleen bewaard wat de regels raken. \
                  Alle andere apps zijn alleen geteld.",
    },
};
