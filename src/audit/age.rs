//! Whether an inventory is young enough to say something about today.

use super::terms::Terms;
use crate::inventory::{Gap, GapCode, Inventory};
use jiff::tz::TimeZone;

/// The gap of an inventory that is dated after the day of the audit. A phone
/// east of us may be a calendar day ahead, not more.
pub(super) fn date_implausible(terms: Terms, inventory: &Inventory) -> Option<Gap> {
    let taken = inventory.taken_at?.to_zoned(TimeZone::UTC).date();
    let latest = terms.as_of.tomorrow().ok()?;
    (taken > latest).then(|| {
        let message = format!(
            "the inventory is dated {taken}, after the day of the audit ({})",
            terms.as_of
        );
        Gap::new(GapCode::DateImplausible, message, CLOCK)
    })
}

const CLOCK: &str = "set the clock of the phone or computer that took it, and take it again";

/// The gap of an inventory that is older than the terms allow, or whose age
/// cannot be told although they set a limit.
pub(super) fn too_old(terms: Terms, inventory: &Inventory) -> Option<Gap> {
    let limit = terms.max_age_days?;
    let Some(taken_at) = inventory.taken_at else {
        return Some(unknown(
            "the inventory does not say when it was taken",
            limit,
        ));
    };
    let taken = taken_at.to_zoned(TimeZone::UTC).date();
    let age = (terms.as_of - taken).get_days();
    let age = u32::try_from(age).unwrap_or(0);
    (age > limit).then(|| {
        let (age, limit) = (days(age), days(limit));
        let message = format!("the inventory is {age} old and the audit allows {limit}");
        Gap::new(GapCode::InventoryStale, message, AGAIN)
    })
}

const AGAIN: &str = "take the inventory again";

fn unknown(why: &str, limit: u32) -> Gap {
    let message = format!("{why}, and the audit allows {} at most", days(limit));
    Gap::new(GapCode::AgeUnknown, message, AGAIN)
}

fn days(number: u32) -> String {
    match number {
        1 => "1 day".to_owned(),
        _ => format!("{number} days"),
    }
}
