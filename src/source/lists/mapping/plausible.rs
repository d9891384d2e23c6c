//! What the ids and apps of a mapped list must look like.
//!
//! A mapping claims that a list is whole, and no reader of this program has seen
//! how the list is made. So a row has to name a device and an app that can be, and
//! a device that lacks what the same table shows of others is not whole.

use super::model::MappedId;
use crate::inventory::plausibility::AppSigns;
use crate::inventory::{App, Gap, GapCode, Platform};
use crate::source::app_id::is_app_id;

/// The only package of Android whose name has no dot.
const PLATFORM: &str = "android";

/// Whether a text can be the id of a device. Spreadsheets turn long numbers into
/// `3.51E+14`, which many numbers become; titles and remarks have blanks and marks
/// in them; and the id of an app stands there when columns were mixed up.
pub(super) fn is_device_id(kind: MappedId, id: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_rounded = id.split_once(['E', 'e']).is_some_and(|(number, exponent)| {
        number.contains(['.', ','])
            && number.split(['.', ',']).all(is_digits)
            && exponent.strip_prefix('+').is_some_and(is_digits)
    });
    let is_text = |c: char| c.is_whitespace() || "\"'=#,;{}[]<>".contains(c);
    let is_free = kind != MappedId::Mdm && id.contains(is_text);
    !id.is_empty() && !is_rounded && !is_free && !is_app_id(id)
}

/// Whether an app of Android can have an id, of which it is known that it holds no
/// mark that none has (`FrameworkParsingPackageUtils.validateName`).
pub(super) fn is_package(id: &str) -> bool {
    let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    id == PLATFORM || (id.contains('.') && id.split('.').all(begins))
}

/// Whether a list shows the apps of the system that every phone has.
pub(super) fn shows_system(platform: Platform, apps: &[App]) -> bool {
    let mut signs = AppSigns::default();
    for app in apps {
        signs.see(platform, &app.id);
    }
    signs.has_witnesses(platform)
}

/// What speaks against the list of one device in a table. `others` says whether
/// the table shows the apps of the system of any device of Android.
pub(super) fn doubts(platform: Platform, apps: &[App], others: bool) -> Option<Gap> {
    match platform {
        // The system's apps are in lists of some versions of iOS and not of others.
        Platform::Ios => {
            let has_dot = |app: &App| app.id.contains('.');
            (!apps.is_empty() && !apps.iter().any(has_dot)).then(|| {
                Gap::new(
                    GapCode::FileDamaged,
                    "none of the ids that the table gives for this device is that of an app",
                    "look whether the rows with the device are of its apps",
                )
            })
        }
        Platform::Android => (others && !shows_system(platform, apps)).then(|| {
            Gap::new(
                GapCode::FilteredList,
                "the table shows apps of the system of other devices, and of this one it lacks \
                 those that every phone has",
                "look whether the list of this device was narrowed or cut, and export it again",
            )
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::ProfileId;

    #[test]
    fn what_names_no_device() {
        use MappedId::{Mdm, Serial};
        let long = ["3.51E+14", "3,51E+14", "3.5e+8", ""];
        for id in long
            .into_iter()
            .chain(["com.example.chat", "Phones in Oslo", "#R2", "{\"x\":1}"])
        {
            assert!(!is_device_id(Serial, id), "{id}");
        }
        for id in [
            "351E14",
            "R58N12ABCDE",
            "1.5",
            "E+14",
            "3.51E14X",
            "10.0.0.7:5555",
        ] {
            assert!(is_device_id(Serial, id), "{id}");
        }
        assert!(is_device_id(Mdm, "Phone 12"));
    }

    #[test]
    fn what_names_no_package() {
        for id in ["android", "com.example.chat", "a.b", "_a.B_2"] {
            assert!(is_package(id), "{id}");
        }
        for id in ["4", "Serial", "R5B", "1.2.3", "com.", ".com", "a..b"] {
            assert!(!is_package(id), "{id}");
        }
    }

    #[test]
    fn a_device_that_lacks_what_others_show_is_doubted() {
        use Platform::{Android, Ios};
        let apps = |ids: &[&str]| -> Vec<App> {
            let app = |id: &&str| App::new(*id, ProfileId::OWNER);
            ids.iter().map(app).collect()
        };
        let whole = ["android", "com.android.shell", "com.example.chat"];
        for (platform, ids, others, expected) in [
            (Android, &whole[..], true, false),
            (Android, &whole[2..], true, true),
            (Android, &whole[2..], false, false),
            (Ios, &whole[2..], true, false),
            (Ios, &["Total"][..], false, true),
            (Ios, &[][..], false, false),
        ] {
            let found = doubts(platform, &apps(ids), others);
            assert_eq!(found.is_some(), expected, "{ids:?}");
        }
    }
}
