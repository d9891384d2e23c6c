//! Notes in Dutch.

use super::super::words::Notes;

pub(super) const NOTES: Notes = Notes {
    adb_stray_output: "de telefoon schreef iets dat bij geen antwoord hoort; het is overgeslagen",
    app_clips: "de lijst bevat app-fragmenten, die niet zijn beoordeeld",
    apps_not_installed: "rijen van apps die niet zijn geïnstalleerd, tellen niet mee",
    assumed_complete: "de lijst geldt als volledig, omdat de gebruiker ervoor instaat",
    backup_date_ignored: "een onwaarschijnlijke datum in de reservekopie is buiten beschouwing gelaten",
    backup_decrypted_copy: "de reservekopie noemt zich versleuteld en is het niet: dit is een ontsleutelde kopie",
    backup_encrypted: "de reservekopie is versleuteld: de applijst is gelezen, maar niet resten, webpagina's \
             en profielen",
    backup_format_old: "de reservekopie heeft het oude formaat; resten, webpagina's en profielen zijn niet \
             nagekeken",
    bundle_id_unusual: "id's met letters buiten ASCII, die de id van een andere app kunnen nabootsen",
    clocks_differ: "de klokken van telefoon en computer lopen niet gelijk",
    configuration_profiles: "er staan configuratieprofielen op het apparaat",
    containers_missing: "de reservekopie noemt geen gegevensmappen: resten van verwijderde apps zijn niet \
             nagekeken",
    containers_unknown: "gegevensmappen van onbekende soort tellen niet als apps",
    date_unreadable: "datums in het bestand konden niet worden gelezen",
    dated_by_day: "alleen de dag is bekend, niet het tijdstip",
    dates_differ: "de bestanden van de reservekopie zijn van verschillende tijden; ze kunnen bij twee \
             kopieën horen",
    device_unnamed: "de bron zegt niet van welk apparaat ze is",
    few_system_apps: "de telefoon noemt minder systeemapps dan telefoons gewoonlijk hebben",
    index_behind: "de laatste wijzigingen van het bestandsoverzicht konden niet worden gelezen; er kunnen \
             resten ontbreken",
    index_missing: "het bestandsoverzicht ontbreekt; resten, webpagina's en profielen zijn niet nagekeken",
    index_unreadable: "het bestandsoverzicht kon niet worden gelezen; resten, webpagina's en profielen zijn \
             niet nagekeken",
    list_undated: "de lijst zegt niet wanneer ze is gemaakt",
    managed_apps_absent: "de lijst noemt apps van het apparaatbeheer die niet op de telefoon staan",
    mapping: "gelezen met een kolomtoewijzing",
    minimal_inventory: "alleen wat de regels raken is bewaard; andere apps zijn alleen geteld",
    offloaded_not_listed: "opgeruimde apps (offloaded) staan er niet bij; gegevens van een app die niet is \
             geïnstalleerd, kunnen van zo'n app zijn",
    older_inventory_left_out: "een andere applijst van het apparaat is weggelaten; deze telt",
    ownership: "het apparaatbeheer of de lijst zegt van wie de telefoon is",
    platform_unknown: "de bron zegt niet of het apparaat Android of iOS heeft; het is als beide gelezen",
    profile_not_cross_checked: "een profiel is uit maar één lijst gelezen, omdat het apparaat de andere weigerde",
    profile_not_listed: "een profiel dat het apparaat zelf niet noemt, is uit maar één lijst gelezen",
    read_through_other_computer: "de telefoon is via een andere computer gelezen",
    rows_of_other_platforms: "het bestand bevat rijen van apparaten die geen Android of iOS hebben",
    same_id_other_device: "andere lezingen hebben dezelfde id, en niet is aangetoond dat ze dit apparaat zijn; \
             elk ervan telt",
    several_recordings: "de tekst bevat meer opnamen; elk daarvan geldt als een eigen telefoon",
    signers_unread: "wie de apps heeft ondertekend, is niet gelezen",
    state_unknown: "apps in een onbekende toestand gelden als geïnstalleerd",
    store_metadata_missing: "gegevens van de winkel ontbreken: namen, versies en ontwikkelaars zijn niet bekend",
    store_metadata_only: "apps die alleen in de gegevens van de winkel staan, gelden als geïnstalleerd",
    store_metadata_unreadable: "gegevens van de winkel konden niet worden gelezen; van deze apps is alleen de id bekend",
    web_pages_not_seen: "de bron toont niet alle webpagina's op het beginscherm",
    no_such_profile: "regels gelden voor werkprofielen of andere profielen die het apparaat niet heeft",
    web_clip: "op het beginscherm staan webpagina's als apps",
};
