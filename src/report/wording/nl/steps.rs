//! What mends a finding, in Dutch.

use super::super::words::{Places, Steps};

pub(super) const STEPS: Steps = Steps {
    leave_web_page: "haal de webpagina van het beginscherm (houd het symbool ingedrukt); de dienst opent \
             ook in de browser, wat alleen een filter in het netwerk of in het apparaatbeheer \
             tegenhoudt",
    find_publisher: "zoek uit wie de app uitgeeft (dat staat op de pagina in de winkel) voordat u hem \
             verwijdert",
    already_disabled: "de app is al uitgeschakeld, en één tik schakelt hem weer in",
    already_suspended: "de app is al onderbroken, en komt terug met het profiel",
    already_hidden: "de app is al verborgen, en komt terug als het beheer eindigt",
    clear_instant: "wis de app die zonder installatie is gebruikt (Instellingen > Apps > de app > App \
             wissen), en zet instant-apps uit in de instellingen van de winkel",
    delete_archived: "verwijder de gearchiveerde app voorgoed (Instellingen > Apps > de app > \
             Verwijderen), anders haalt één tik hem terug",
    remove_leftover: "de app is weg en de gegevens zijn achtergebleven: installeer en verwijder hem opnieuw \
             zonder gegevens te bewaren, of laat het apparaatbeheer ze verwijderen",
    uninstall_by_management: "het apparaatbeheer verbergt of onderbreekt de app al: laat hem daar ook verwijderen",
    look_and_uninstall: "kijk op de telefoon of de app is geïnstalleerd, en verwijder hem daar",
    block_return: "nu hoeft er niets te gebeuren; een reset van de telefoon brengt de app terug, dus laat \
             het apparaatbeheer hem blokkeren",
    disable_fitted: "de app is met de telefoon meegeleverd en kan niet worden verwijderd: schakel hem uit \
             (Instellingen > Apps > de app > Uitschakelen) en laat het apparaatbeheer hem \
             blokkeren, want een uitgeschakelde app geldt als geïnstalleerd",
    uninstall: "verwijder hem (Instellingen > Apps), blokkeer hem in het apparaatbeheer",
    delete_offloaded: "verwijder de opgeruimde app (Instellingen > Algemeen > iPhone-opslag > de app > Verwijder \
             app), anders haalt één tik hem terug",
    look_and_delete: "kijk op de telefoon of de app is geïnstalleerd, en verwijder hem daar",
    delete_leftover: "de app is niet geïnstalleerd en de gegevens staan in de reservekopie: verwijder hem op \
             het apparaat als hij nog onder iPhone-opslag staat, en maak een nieuwe reservekopie",
    delete: "verwijder de app (houd het symbool ingedrukt) en blokkeer hem in het apparaatbeheer",
};

pub(super) const PLACES: Places = Places {
    other_user: "ga eerst naar die gebruiker",
    maintenance: "in de onderhoudsmodus van de telefoon",
    work: "in het werkprofiel (de apps met een koffertje)",
    secure_folder: "in de beveiligde map",
    private_space: "in de privéruimte, ontgrendeld",
    clone: "de tweede kopie, bij de dubbele apps",
    guest: "als gast, of verwijder de gast",
};
