//! What damage to a list is called.

use super::json;
use crate::inventory::{Gap, GapCode};
use crate::source::ios::plist;

const AGAIN: &str = "take the list again and save all of it";

/// The gap of a property list that could not be read to its end.
pub(super) fn of_property_list(fault: plist::Fault) -> Gap {
    let code = if fault.is_cap() {
        GapCode::TooLarge
    } else {
        GapCode::FileDamaged
    };
    Gap::new(code, format!("the list of apps {fault}"), AGAIN)
}

/// The gap of JSON that could not be read to its end.
pub(super) fn of_json(fault: json::Fault) -> Gap {
    let (code, what) = match fault {
        json::Fault::Cut => (GapCode::FileDamaged, "ends too early"),
        json::Fault::Broken => (
            GapCode::FileDamaged,
            "breaks off in something that is no JSON",
        ),
        json::Fault::Repeated => (
            GapCode::FileDamaged,
            "names a member of an object twice, as when lines of it are gone",
        ),
        json::Fault::TooMany => (GapCode::TooLarge, "holds more values than are read"),
    };
    Gap::new(code, format!("the list of apps {what}"), AGAIN)
}

/// The gap of a file that holds other things beside lists.
pub(super) fn strangers(count: usize) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!("parts of the file that are no list of apps: {count}"),
        "save the list into a file of its own",
    )
}
