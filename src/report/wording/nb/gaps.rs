//! What could not be seen, in Bokmål.

use super::super::words::{Gaps, told};

const AGAIN: &str = "les telefonen på nytt";
const WHOLE: &str = "lagre hele listen på nytt, eller koble til telefonen";

pub(super) const GAPS: Gaps = Gaps {
    no_apps: told("listen over apper er tom", AGAIN),
    coverage_undeclared: told("kilden sier ikke om den inneholder alle apper", WHOLE),
    declared_incomplete: told("kilden sier selv at den ikke er fullstendig", AGAIN),
    filtered_list: told(
        "listen er avgrenset, eller bare én av flere sider",
        "lagre alle sidene, uten filter",
    ),
    managed_apps_only: told(
        "listen har bare apper som flåtestyringen har installert",
        "be flåtestyringen om alle apper, eller les selve telefonen",
    ),
    names_only: told(
        "listen har navn på apper og ingen id-er",
        "eksporter listen med id-er, eller les selve telefonen",
    ),
    minimal_list: told(
        "applisten har bare det som bestemte regler treffer",
        "les telefonen på nytt for reglene som gjelder nå",
    ),
    capitals_unclear: told(
        "id-er i applisten er de som en regel nevner, bortsett fra store og små bokstaver",
        "let etter id-ene på telefonen, og rett listen eller les selve telefonen",
    ),
    state_unclear: told(
        "listen gir apper en tilstand som ikke er kjent",
        "se på telefonen om de er installert",
    ),
    devices_mixed: told(
        "kilden blander flere telefoner uten å si hva som hører til hvilken",
        "lagre listen for hver telefon i en egen fil",
    ),
    listing_truncated: told("listen over apper er avkortet", WHOLE),
    listing_timeout: told(
        "telefonen ga opp før alle apper var listet",
        "lås opp telefonen, hold skjermen på, og les den på nytt",
    ),
    sources_disagree: told("kildene på enheten motsier hverandre", AGAIN),
    profile_unreadable: told(
        "en profil kunne ikke leses",
        "åpne profilen på telefonen, lås den opp, og les på nytt",
    ),
    profile_partial: told(
        "en profil er bare delvis lest",
        "åpne profilen på telefonen, lås den opp, og les på nytt",
    ),
    profiles_unknown: told(
        "det er ikke kjent hvilke profiler enheten har",
        "lås opp telefonen, og les den på nytt",
    ),
    primary_list_missing: told(
        "hovedlisten over apper mangler; en svakere liste ble brukt",
        WHOLE,
    ),
    backup_incomplete: told(
        "sikkerhetskopien er ikke fullført",
        "vent til den er ferdig, eller ta en ny sikkerhetskopi",
    ),
    app_list_missing: told(
        "listen over apper mangler",
        "ta listen eller sikkerhetskopien på nytt, med alt innhold",
    ),
    file_damaged: told(
        "filen er skadet",
        "kopier filen på nytt, eller lag den på nytt",
    ),
    too_large: told(
        "kilden er større enn det som leses",
        "sjekk hvor den kommer fra, eller pakk den ut og oppgi innholdet",
    ),
    file_unrecognised: told(
        "filen er ikke av et slag som kan kontrolleres",
        "oppgi en lagret appliste, en iOS-sikkerhetskopi, en feilrapport eller en støttet liste",
    ),
    file_unreadable: told(
        "filen kunne ikke leses",
        "sjekk at filen finnes, og at du har lov til å lese den",
    ),
    schema_unknown: told(
        "applisten har et format som denne versjonen ikke kjenner",
        "skaff en nyere versjon av programmet",
    ),
    inventory_unparsable: told("applisten er skadet", AGAIN),
    inventory_stale: told("applisten er eldre enn kontrollen tillater", AGAIN),
    age_unknown: told("det er ikke kjent hvor gammel applisten er", AGAIN),
    inventory_unsigned: told(
        "applisten er ikke signert av noen som teller, og det ble krevd",
        "les telefonen med `dutyphone collect --sign`, og kontroller den filen",
    ),
    inventory_altered: told(
        "applisten er ikke den som ble signert",
        "finn ut hvem som endret den, og les telefonen på nytt",
    ),
    states_unseen: told(
        "apper i en tilstand som kontrollen slår ned på, kunne ikke ses",
        "les telefonen på en måte som viser dem",
    ),
    web_pages_unseen: told(
        "nettsider på hjemskjermen kunne ikke ses",
        "les selve telefonen på en måte som viser dem, eller se på hjemskjermen",
    ),
    date_implausible: told(
        "applisten har en dato etter kontrolldatoen",
        "sjekk telefonens klokke, og les den på nytt, eller oppgi rett dag med --as-of",
    ),
    registered_missing: told(
        "registeret fører enheten, og ingenting av den er lest",
        "les enheten også, eller ta den ut av registeret",
    ),
    device_unauthorized: told(
        "telefonen har ikke godtatt denne datamaskinen",
        "lås opp telefonen, og godta datamaskinen på skjermen",
    ),
    device_offline: told(
        "telefonen er tilkoblet og svarer ikke",
        "koble den fra og til igjen, og lås den opp",
    ),
    device_no_permission: told(
        "datamaskinen har ikke tilgang til telefonens USB-tilkobling",
        "gi brukeren din tilgang til USB-enheter, og koble telefonen til på nytt",
    ),
    device_not_ready: told(
        "telefonen er ikke i vanlig drift",
        "start telefonen på vanlig måte, lås den opp, og prøv igjen",
    ),
    device_absent: told(
        "telefonen er ikke tilkoblet",
        "koble den til, og prøv igjen",
    ),
    device_timeout: told(
        "telefonen svarte ikke i tide",
        "lås opp telefonen, hold skjermen på, og prøv igjen; --timeout gir den mer tid",
    ),
    device_busy: told(
        "telefonen er opptatt med en annen datamaskin eller et annet program",
        "lukk det andre som bruker telefonen, koble den bare til denne datamaskinen, og prøv igjen",
    ),
    device_lost: told(
        "forbindelsen til telefonen ble brutt",
        "sjekk kabelen, koble telefonen til på nytt, og prøv igjen",
    ),
    device_locked: told("telefonen er låst", "lås opp telefonen, og prøv igjen"),
    device_refused: told(
        "telefonen sa nei",
        "lås opp telefonen, godta det den spør om, og prøv igjen",
    ),
    device_unverified: told(
        "ingenting viser at dette er telefonen som ble godtatt",
        "koble telefonen fra og til igjen, og godta datamaskinen på nytt",
    ),
    device_unsupported: told(
        "telefonens system kan ikke leses på denne måten",
        "oppdater telefonen, eller kontroller en sikkerhetskopi av den",
    ),
    adb_unavailable: told(
        "adb kunne ikke brukes",
        "installer Android SDK Platform-Tools, og start `adb start-server`",
    ),
    usbmux_unavailable: told(
        "tjenesten som når iPhone-er, kunne ikke brukes",
        "installer og start usbmuxd, iTunes eller appen Apple-enheter",
    ),
    other: told("noe kunne ikke leses", AGAIN),
};
