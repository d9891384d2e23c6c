//! What could not be seen, in Dutch.

use super::super::words::{Gaps, told};

const AGAIN: &str = "lees de telefoon opnieuw";
const WHOLE: &str = "bewaar de hele lijst opnieuw, of sluit de telefoon aan";

pub(super) const GAPS: Gaps = Gaps {
    no_apps: told("de lijst van apps is leeg", AGAIN),
    coverage_undeclared: told("de bron zegt niet of alle apps erin staan", WHOLE),
    declared_incomplete: told("de bron zegt zelf niet volledig te zijn", AGAIN),
    filtered_list: told(
        "de lijst is beperkt, of één van meer pagina's",
        "bewaar alle pagina's, zonder filter",
    ),
    managed_apps_only: told(
        "de lijst bevat alleen apps die het apparaatbeheer heeft geïnstalleerd",
        "vraag het apparaatbeheer om alle apps, of lees de telefoon zelf",
    ),
    names_only: told(
        "de lijst bevat namen van apps en geen id's",
        "exporteer de lijst met id's, of lees de telefoon zelf",
    ),
    minimal_list: told(
        "de applijst bevat alleen wat bepaalde regels raken",
        "lees de telefoon opnieuw voor de regels die nu gelden",
    ),
    capitals_unclear: told(
        "id's in de applijst zijn op hoofdletters na die van een regel",
        "zoek de id's op de telefoon, en verbeter de lijst of lees de telefoon zelf",
    ),
    state_unclear: told(
        "de lijst geeft apps een toestand die niet bekend is",
        "kijk op de telefoon of ze zijn geïnstalleerd",
    ),
    devices_mixed: told(
        "de bron mengt meer telefoons zonder te zeggen wat bij welke hoort",
        "bewaar de lijst van elke telefoon in een eigen bestand",
    ),
    listing_truncated: told("de lijst van apps is afgebroken", WHOLE),
    listing_timeout: told(
        "de telefoon gaf het op voordat alle apps waren opgesomd",
        "ontgrendel de telefoon, houd het scherm aan en lees hem opnieuw",
    ),
    sources_disagree: told("de bronnen op het apparaat spreken elkaar tegen", AGAIN),
    profile_unreadable: told(
        "een profiel kon niet worden gelezen",
        "open het profiel op de telefoon, ontgrendel het en lees opnieuw",
    ),
    profile_partial: told(
        "een profiel is maar deels gelezen",
        "open het profiel op de telefoon, ontgrendel het en lees opnieuw",
    ),
    profiles_unknown: told(
        "niet bekend is welke profielen het apparaat heeft",
        "ontgrendel de telefoon en lees hem opnieuw",
    ),
    primary_list_missing: told(
        "de hoofdlijst van apps ontbreekt; een zwakkere lijst is gebruikt",
        WHOLE,
    ),
    backup_incomplete: told(
        "de reservekopie is niet voltooid",
        "wacht tot ze klaar is, of maak een nieuwe reservekopie",
    ),
    app_list_missing: told(
        "de lijst van apps ontbreekt",
        "maak de lijst of de reservekopie opnieuw, met alle inhoud",
    ),
    file_damaged: told(
        "het bestand is beschadigd",
        "kopieer het bestand opnieuw, of maak het opnieuw",
    ),
    too_large: told(
        "de bron is groter dan wat wordt gelezen",
        "ga na waar ze vandaan komt, of pak ze uit en geef de inhoud op",
    ),
    file_unrecognised: told(
        "het bestand is niet van een soort die kan worden gecontroleerd",
        "geef een bewaarde applijst, een iOS-reservekopie, een bugrapport of een ondersteunde \
             lijst op",
    ),
    file_unreadable: told(
        "het bestand kon niet worden gelezen",
        "ga na of het bestand er is en of u het mag lezen",
    ),
    schema_unknown: told(
        "de applijst heeft een formaat dat deze versie niet kent",
        "gebruik een nieuwere versie van het programma",
    ),
    inventory_unparsable: told("de applijst is beschadigd", AGAIN),
    inventory_stale: told("de applijst is ouder dan de controle toestaat", AGAIN),
    age_unknown: told("niet bekend is hoe oud de applijst is", AGAIN),
    inventory_unsigned: told(
        "de applijst is niet ondertekend door iemand die telt, en dat was vereist",
        "lees de telefoon met `dutyphone collect --sign` en controleer dat bestand",
    ),
    inventory_altered: told(
        "de applijst is niet wat werd ondertekend",
        "zoek uit wie haar wijzigde, en lees de telefoon opnieuw",
    ),
    states_unseen: told(
        "apps in een toestand waarop de controle let, konden niet worden gezien",
        "lees de telefoon op een manier die ze toont",
    ),
    web_pages_unseen: told(
        "webpagina's op het beginscherm konden niet worden gezien",
        "lees de telefoon op een manier die ze toont, of kijk op het beginscherm",
    ),
    date_implausible: told(
        "de applijst heeft een datum na de controledatum",
        "kijk de klok van de telefoon na en lees hem opnieuw, of geef de juiste dag op met \
             --as-of",
    ),
    registered_missing: told(
        "het apparaat staat in het register, en er is niets van gelezen",
        "lees het apparaat ook, of haal het uit het register",
    ),
    device_unauthorized: told(
        "de telefoon heeft deze computer niet toegelaten",
        "ontgrendel de telefoon en sta de computer op het scherm toe",
    ),
    device_offline: told(
        "de telefoon is aangesloten en antwoordt niet",
        "koppel hem los en weer aan, en ontgrendel hem",
    ),
    device_no_permission: told(
        "de computer mag de USB-aansluiting van de telefoon niet gebruiken",
        "geef uw gebruiker toegang tot USB-apparaten en sluit de telefoon opnieuw aan",
    ),
    device_not_ready: told(
        "de telefoon draait niet op de gewone manier",
        "start de telefoon gewoon op, ontgrendel hem en probeer het opnieuw",
    ),
    device_absent: told(
        "de telefoon is niet aangesloten",
        "sluit hem aan en probeer het opnieuw",
    ),
    device_timeout: told(
        "de telefoon antwoordde niet op tijd",
        "ontgrendel de telefoon, houd het scherm aan en probeer het opnieuw; --timeout geeft \
             hem meer tijd",
    ),
    device_busy: told(
        "de telefoon is bezig met een andere computer of een ander programma",
        "sluit wat de telefoon nog meer gebruikt, verbind hem alleen met deze computer en probeer het opnieuw",
    ),
    device_lost: told(
        "de verbinding met de telefoon is verbroken",
        "kijk de kabel na, sluit de telefoon opnieuw aan en probeer het opnieuw",
    ),
    device_locked: told(
        "de telefoon is vergrendeld",
        "ontgrendel de telefoon en probeer het opnieuw",
    ),
    device_refused: told(
        "de telefoon weigerde",
        "ontgrendel de telefoon, sta toe wat hij vraagt en probeer het opnieuw",
    ),
    device_unverified: told(
        "niets toont aan dat dit de telefoon is die werd vertrouwd",
        "koppel de telefoon los en weer aan, en sta de computer opnieuw toe",
    ),
    device_unsupported: told(
        "het systeem van de telefoon kan zo niet worden gelezen",
        "werk de telefoon bij, of controleer een reservekopie ervan",
    ),
    adb_unavailable: told(
        "adb kon niet worden gebruikt",
        "installeer Android SDK Platform-Tools en start `adb start-server`",
    ),
    usbmux_unavailable: told(
        "de dienst die iPhones bereikt, kon niet worden gebruikt",
        "installeer en start usbmuxd, iTunes of de app Apple-apparaten",
    ),
    other: told("iets kon niet worden gelezen", AGAIN),
};
