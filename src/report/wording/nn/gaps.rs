//! What could not be seen, in Nynorsk.

use super::super::words::{Gaps, told};

const AGAIN: &str = "les telefonen på nytt";
const WHOLE: &str = "lagre heile lista på nytt, eller kopla til telefonen";

pub(super) const GAPS: Gaps = Gaps {
    no_apps: told("lista over appar er tom", AGAIN),
    coverage_undeclared: told("kjelda seier ikkje om ho har med alle appar", WHOLE),
    declared_incomplete: told("kjelda seier sjølv at ho ikkje er fullstendig", AGAIN),
    filtered_list: told(
        "lista er avgrensa, eller berre éi av fleire sider",
        "lagre alle sidene, utan filter",
    ),
    managed_apps_only: told(
        "lista har berre appar som flåtestyringa har installert",
        "be flåtestyringa om alle appar, eller les sjølve telefonen",
    ),
    names_only: told(
        "lista har namn på appar og ingen id-ar",
        "eksporter lista med id-ar, eller les sjølve telefonen",
    ),
    minimal_list: told(
        "applista har berre det som bestemte reglar treffer",
        "les telefonen på nytt for reglane som gjeld no",
    ),
    capitals_unclear: told(
        "id-ar i applista er dei som ein regel nemner, bortsett frå store og små bokstavar",
        "leit etter id-ane på telefonen, og rett lista eller les sjølve telefonen",
    ),
    state_unclear: told(
        "lista gjev appar ein tilstand som ikkje er kjend",
        "sjå på telefonen om dei er installerte",
    ),
    devices_mixed: told(
        "kjelda blandar fleire telefonar utan å seie kva som høyrer til kven",
        "lagre lista for kvar telefon i ei eiga fil",
    ),
    listing_truncated: told("lista over appar er avkorta", WHOLE),
    listing_timeout: told(
        "telefonen gav opp før alle appar var lista opp",
        "lås opp telefonen, hald skjermen på, og les han på nytt",
    ),
    sources_disagree: told("kjeldene på eininga seier imot kvarandre", AGAIN),
    profile_unreadable: told(
        "ein profil kunne ikkje lesast",
        "opne profilen på telefonen, lås han opp, og les på nytt",
    ),
    profile_partial: told(
        "ein profil er berre delvis lesen",
        "opne profilen på telefonen, lås han opp, og les på nytt",
    ),
    profiles_unknown: told(
        "det er ikkje kjent kva profilar eininga har",
        "lås opp telefonen, og les han på nytt",
    ),
    primary_list_missing: told(
        "hovudlista over appar manglar; ei svakare liste vart brukt",
        WHOLE,
    ),
    backup_incomplete: told(
        "reservekopien er ikkje fullført",
        "vent til han er ferdig, eller ta ein ny reservekopi",
    ),
    app_list_missing: told(
        "lista over appar manglar",
        "ta lista eller reservekopien på nytt, med alt innhald",
    ),
    file_damaged: told(
        "fila er skadd",
        "kopier fila på nytt, eller lag henne på nytt",
    ),
    too_large: told(
        "kjelda er større enn det som blir lese",
        "sjekk kvar ho kjem frå, eller pakk henne ut og oppgje innhaldet",
    ),
    file_unrecognised: told(
        "fila er ikkje av eit slag som kan kontrollerast",
        "oppgje ei lagra appliste, ein iOS-reservekopi, ein feilrapport eller ei støtta liste",
    ),
    file_unreadable: told(
        "fila kunne ikkje lesast",
        "sjekk at fila finst, og at du har lov til å lese henne",
    ),
    schema_unknown: told(
        "applista har eit format som denne versjonen ikkje kjenner",
        "skaff ein nyare versjon av programmet",
    ),
    inventory_unparsable: told("applista er skadd", AGAIN),
    inventory_stale: told("applista er eldre enn kontrollen tillèt", AGAIN),
    age_unknown: told("det er ikkje kjent kor gammal applista er", AGAIN),
    inventory_unsigned: told(
        "applista er ikkje signert av nokon som tel, og det vart kravd",
        "les telefonen med `dutyphone collect --sign`, og kontroller den fila",
    ),
    inventory_altered: told(
        "applista er ikkje den som vart signert",
        "finn ut kven som endra henne, og les telefonen på nytt",
    ),
    states_unseen: told(
        "appar i ein tilstand som kontrollen slår ned på, kunne ikkje sjåast",
        "les telefonen på ein måte som viser dei",
    ),
    web_pages_unseen: told(
        "nettsider på heimskjermen kunne ikkje sjåast",
        "les sjølve telefonen på ein måte som viser dei, eller sjå på heimskjermen",
    ),
    date_implausible: told(
        "applista har ein dato etter kontrolldatoen",
        "sjekk klokka på telefonen, og les han på nytt, eller oppgje rett dag med --as-of",
    ),
    registered_missing: told(
        "registeret fører eininga, og ingenting av henne er lese",
        "les eininga òg, eller ta henne ut av registeret",
    ),
    device_unauthorized: told(
        "telefonen har ikkje godteke denne datamaskina",
        "lås opp telefonen, og godta datamaskina på skjermen",
    ),
    device_offline: told(
        "telefonen er kopla til og svarar ikkje",
        "kopla han frå og til igjen, og lås han opp",
    ),
    device_no_permission: told(
        "datamaskina har ikkje tilgang til USB-tilkoplinga til telefonen",
        "gje brukaren din tilgang til USB-einingar, og kopla telefonen til på nytt",
    ),
    device_not_ready: told(
        "telefonen er ikkje i vanleg drift",
        "start telefonen på vanleg måte, lås han opp, og prøv igjen",
    ),
    device_absent: told(
        "telefonen er ikkje kopla til",
        "kopla han til, og prøv igjen",
    ),
    device_timeout: told(
        "telefonen svarte ikkje i tide",
        "lås opp telefonen, hald skjermen på, og prøv igjen; --timeout gjev han meir tid",
    ),
    device_busy: told(
        "telefonen er oppteken med ei anna datamaskin eller eit anna program",
        "lukk det andre som brukar telefonen, kopla han berre til denne datamaskina, og prøv igjen",
    ),
    device_lost: told(
        "sambandet med telefonen vart brote",
        "sjekk kabelen, kopla telefonen til på nytt, og prøv igjen",
    ),
    device_locked: told("telefonen er låst", "lås opp telefonen, og prøv igjen"),
    device_refused: told(
        "telefonen sa nei",
        "lås opp telefonen, godta det han spør om, og prøv igjen",
    ),
    device_unverified: told(
        "ingenting viser at dette er telefonen som vart godteken",
        "kopla telefonen frå og til igjen, og godta datamaskina på nytt",
    ),
    device_unsupported: told(
        "systemet på telefonen kan ikkje lesast på denne måten",
        "oppdater telefonen, eller kontroller ein reservekopi av han",
    ),
    adb_unavailable: told(
        "adb kunne ikkje brukast",
        "installer Android SDK Platform-Tools, og start `adb start-server`",
    ),
    usbmux_unavailable: told(
        "tenesta som når iPhone-ar, kunne ikkje brukast",
        "installer og start usbmuxd, iTunes eller appen Apple-einingar",
    ),
    other: told("noko kunne ikkje lesast", AGAIN),
};
