//! What mends a finding, in Bokmål.

use super::super::words::{Places, Steps};

pub(super) const STEPS: Steps = Steps {
    leave_web_page: "ta nettsiden bort fra hjemskjermen (hold på symbolet); tjenesten kan også åpnes i \
             nettleseren, og det stopper bare et filter i nettverket eller i flåtestyringen",
    find_publisher: "finn ut hvem som utgir den (det står på siden i butikken) før du fjerner den",
    already_disabled: "den er allerede slått av, og ett trykk slår den på igjen",
    already_suspended: "den er allerede satt på pause, og kommer tilbake med profilen",
    already_hidden: "den er allerede skjult, og kommer tilbake når styringen opphører",
    clear_instant: "tøm appen som ble brukt uten å være installert (Innstillinger > Apper > appen > Tøm \
             appen), og slå av direkteapper i butikkens innstillinger",
    delete_archived: "slett den arkiverte appen for godt (Innstillinger > Apper > appen > Avinstaller), \
             ellers henter ett trykk den tilbake",
    remove_leftover: "appen er borte, og dataene ligger igjen: installer og avinstaller den på nytt uten å \
             beholde data, eller få flåtestyringen til å fjerne dem",
    uninstall_by_management: "flåtestyringen skjuler eller stanser den allerede: få den avinstallert der også",
    look_and_uninstall: "se på telefonen om den er installert, og avinstaller den der",
    block_return: "ingenting må gjøres nå; nullstilling av telefonen henter appen tilbake, så få \
             flåtestyringen til å sperre den",
    disable_fitted: "den fulgte med telefonen og kan ikke avinstalleres: slå den av (Innstillinger > Apper \
             > appen > Slå av) og få flåtestyringen til å sperre den, for en app som er slått av, \
             regnes som installert",
    uninstall: "avinstaller den (Innstillinger > Apper) og sperr den i flåtestyringen",
    delete_offloaded: "slett den avlastede appen (Innstillinger > Generelt > iPhone-lagring > appen > Slett \
             app), ellers henter ett trykk den tilbake",
    look_and_delete: "se på telefonen om den er installert, og slett den der",
    delete_leftover: "appen er ikke installert, og dataene ligger i sikkerhetskopien: slett den på enheten \
             hvis den fortsatt står under iPhone-lagring, og ta en ny sikkerhetskopi",
    delete: "slett den (hold på symbolet) og sperr den i flåtestyringen",
};

pub(super) const PLACES: Places = Places {
    other_user: "bytt til den brukeren først",
    maintenance: "i telefonens vedlikeholdsmodus",
    work: "i jobbprofilen (appene med en koffert)",
    secure_folder: "i den sikre mappen",
    private_space: "i det private området, låst opp",
    clone: "den andre kopien, blant de doble appene",
    guest: "som gjestebruker, eller fjern gjesten",
};
