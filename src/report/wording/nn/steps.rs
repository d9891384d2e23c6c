//! What mends a finding, in Nynorsk.

use super::super::words::{Places, Steps};

pub(super) const STEPS: Steps = Steps {
    leave_web_page: "ta nettsida bort frå heimskjermen (hald på symbolet); tenesta kan òg opnast i \
             nettlesaren, og det stoppar berre eit filter i nettverket eller i flåtestyringa",
    find_publisher: "finn ut kven som gjev han ut (det står på sida i butikken) før du fjernar han",
    already_disabled: "han er alt slått av, og eitt trykk slår han på igjen",
    already_suspended: "han er alt sett på pause, og kjem tilbake med profilen",
    already_hidden: "han er alt gøymd, og kjem tilbake når styringa tek slutt",
    clear_instant: "tøm appen som vart brukt utan å vere installert (Innstillingar > Appar > appen > Tøm \
             appen), og slå av direkteappar i innstillingane til butikken",
    delete_archived: "slett den arkiverte appen for godt (Innstillingar > Appar > appen > Avinstaller), \
             elles hentar eitt trykk han tilbake",
    remove_leftover: "appen er borte, og dataa ligg att: installer og avinstaller han på nytt utan å halde \
             på data, eller få flåtestyringa til å fjerne dei",
    uninstall_by_management: "flåtestyringa gøymer eller stansar han alt: få han avinstallert der òg",
    look_and_uninstall: "sjå på telefonen om han er installert, og avinstaller han der",
    block_return: "ingenting må gjerast no; nullstilling av telefonen hentar appen tilbake, så få \
             flåtestyringa til å sperre han",
    disable_fitted: "han følgde med telefonen og kan ikkje avinstallerast: slå han av (Innstillingar > \
             Appar > appen > Slå av) og få flåtestyringa til å sperre han, for ein app som er \
             slått av, blir rekna som installert",
    uninstall: "avinstaller han (Innstillingar > Appar) og sperr han i flåtestyringa",
    delete_offloaded: "slett den avlasta appen (Innstillingar > Generelt > iPhone-lagring > appen > Slett \
             app), elles hentar eitt trykk han tilbake",
    look_and_delete: "sjå på telefonen om han er installert, og slett han der",
    delete_leftover: "appen er ikkje installert, og dataa ligg i reservekopien: slett han på eininga om han \
             framleis står under iPhone-lagring, og ta ein ny reservekopi",
    delete: "slett han (hald på symbolet) og sperr han i flåtestyringa",
};

pub(super) const PLACES: Places = Places {
    other_user: "byt til den brukaren først",
    maintenance: "i vedlikehaldsmodusen til telefonen",
    work: "i jobbprofilen (appane med ein koffert)",
    secure_folder: "i den sikre mappa",
    private_space: "i det private området, låst opp",
    clone: "den andre kopien, blant dei doble appane",
    guest: "som gjestebrukar, eller fjern gjesten",
};
