//! What Intune knows of the apps on phones: names, and no ids.
//!
//! [`report`] is the export of the reports `AppInvRawData` and `AppInvByDevice`,
//! as a table or as JSON; [`graph`] is what the Graph interface answers. A name
//! is a reason to look at a phone and no more, whatever the rest says.

mod graph;
mod report;

pub(super) use graph::read as read_graph;
pub(super) use report::{read_export, read_table};

use super::claim::Claim;
use super::list::{Answer, List};
use super::rows::Rows;
use super::sheet::clean;
use crate::inventory::{App, Evidence, Management, Platform, ProfileId};
use crate::source::ios::field;

const SOURCE: &str = "mdm/intune";

/// The computers of Intune, by what their words begin with.
const COMPUTERS: [&str; 7] = [
    "windows", "macos", "mac", "linux", "ubuntu", "chrome", "tvos",
];

/// Whether a word of Intune stands for a computer. Any other that is no phone's is not
/// known.
fn is_computer(word: &str) -> bool {
    let word = word.trim().to_ascii_lowercase();
    COMPUTERS.iter().any(|known| word.starts_with(known))
}

/// The platform that a word of Intune stands for; `None` for computers and for
/// words that are not known.
fn platform(word: &str) -> Option<Platform> {
    let word = word.trim().to_ascii_lowercase();
    if word.starts_with("ios") || word.starts_with("ipados") {
        Some(Platform::Ios)
    } else if word.starts_with("android") {
        Some(Platform::Android)
    } else {
        None
    }
}

/// An app by its name.
fn app(name: &str) -> Option<App> {
    let mut app = App::named(&field::text(&clean(name))?, ProfileId::OWNER);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}

/// The list of one device, or of nobody knows which.
fn list(platform: Platform, rows: Rows) -> List {
    let mut list = List::new(SOURCE, platform);
    list.device.management = Some(Management::Enrolled);
    rows.fill(&mut list);
    list.claims(
        Claim::NamesOnly,
        "Intune lists names of apps and no ids, and of some phones managed apps only",
    );
    list
}

/// The answer to a list without a phone.
fn refused(because: &str) -> Answer {
    Answer::without_apps(
        None,
        None,
        because,
        "export the report AppInvRawData, which holds a row for each app and device",
    )
}
