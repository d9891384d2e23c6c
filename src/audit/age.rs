//! Whether an inventory is recent enough for a verdict about today.

use super::result::{Remark, RemarkCode};
use super::terms::Terms;
use crate::inventory::{Gap, GapCode, Inventory};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The age in days from which it is reported without a limit being set.
const OLD: i64 = 90;

/// How far ahead of the day of the audit a right clock can be: no zone is further
/// east of UTC.
const AHEAD: SignedDuration = SignedDuration::from_hours(14);

/// How many days old an inventory is, where it says when it was taken; less
/// than nothing for a date in the future.
fn age(terms: Terms, inventory: &Inventory) -> Option<i64> {
    let taken = inventory.taken_at?.to_zoned(TimeZone::UTC).date();
    Some(i64::from((terms.as_of - taken).get_days()))
}

/// How many days old an inventory is, for the record.
pub(super) fn days_old(terms: Terms, inventory: &Inventory) -> Option<u32> {
    age(terms, inventory).and_then(|age| u32::try_from(age.max(0)).ok())
}

/// Whether its date is later than any right clock shows on the day of the audit.
fn is_in_the_future(terms: Terms, inventory: &Inventory) -> bool {
    let earliest = |taken: Timestamp| taken.checked_sub(AHEAD).unwrap_or(Timestamp::MIN);
    let taken = inventory.taken_at.map(earliest);
    taken.is_some_and(|taken| taken.to_zoned(TimeZone::UTC).date() > terms.as_of)
}

/// The gap of an inventory that carries a date in the future, is older than the
/// terms allow, or whose age cannot be told although they set a limit.
pub(super) fn gap(terms: Terms, inventory: &Inventory) -> Option<Gap> {
    let age = age(terms, inventory);
    if let Some(age) = age.filter(|_| is_in_the_future(terms, inventory)) {
        let message = format!(
            "the inventory carries a date {} after the day of the audit, {}",
            days(age.unsigned_abs()),
            terms.as_of
        );
        let advice = "check the clock of the phone and take the inventory again, or name the \
                      right day with --as-of";
        return Some(Gap::new(GapCode::DateImplausible, message, advice));
    }
    let limit = terms.max_age_days?;
    let shown = days(limit.into());
    let Some(age) = age else {
        let message = format!(
            "the inventory does not say when it was taken, and the audit allows {shown} at most"
        );
        return Some(Gap::new(GapCode::AgeUnknown, message, AGAIN));
    };
    (age > i64::from(limit)).then(|| {
        let age = days(age.unsigned_abs());
        let message = format!("the inventory is {age} old and the audit allows {shown}");
        Gap::new(GapCode::InventoryStale, message, AGAIN)
    })
}

/// The remark on an old inventory when no limit was set.
pub(super) fn remark(terms: Terms, inventory: &Inventory) -> Option<Remark> {
    let age = age(terms, inventory).filter(|age| *age > OLD)?;
    let number = age;
    terms.max_age_days.is_none().then(|| {
        let age = days(age.unsigned_abs());
        let message = format!("the inventory is {age} old; it says nothing of the phone today");
        Remark::note(RemarkCode::InventoryOld, message, AGAIN).with("days", number.to_string())
    })
}

const AGAIN: &str = "take the inventory again";

fn days(number: u64) -> String {
    match number {
        1 => "1 day".to_owned(),
        _ => format!("{number} days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{App, Coverage, Device, Platform, ProfileId};

    const TODAY: &str = "2026-11-21";

    fn terms(limit: Option<u32>) -> Terms {
        Terms {
            max_age_days: limit,
            ..Terms::on(TODAY.parse().unwrap())
        }
    }

    fn taken_on(day: &str) -> Inventory {
        let time = match day.len() {
            0 => String::new(),
            10 => format!("{day}T23:59:00Z"),
            _ => format!("{day}:00Z"),
        };
        let time = (!time.is_empty()).then(|| time.parse().unwrap());
        Inventory::new(
            Device::new(Platform::Android, "A"),
            "test",
            time,
            Coverage::new(Vec::new(), Vec::new(), Vec::new()),
            vec![App::new("no.example", ProfileId::OWNER)],
        )
    }

    /// Each limit holds on its last day, and not on the next.
    #[test]
    fn limits_hold_to_their_last_day() {
        let table = [
            ("2026-11-21", Some(0), None),
            ("2026-11-20", Some(0), Some(GapCode::InventoryStale)),
            ("2026-10-22", Some(30), None),
            ("2026-10-21", Some(30), Some(GapCode::InventoryStale)),
            ("", Some(30), Some(GapCode::AgeUnknown)),
            ("", None, None),
            ("2020-01-01", None, None),
            ("2026-11-22T13:59", None, None),
            ("2026-11-22T13:59", Some(0), None),
            ("2026-11-22T14:00", None, Some(GapCode::DateImplausible)),
            ("2026-11-23", None, Some(GapCode::DateImplausible)),
            ("2026-11-23", Some(0), Some(GapCode::DateImplausible)),
        ];
        for (day, limit, code) in table {
            let found = gap(terms(limit), &taken_on(day));
            assert_eq!(found.map(|gap| gap.code), code, "{day} {limit:?}");
        }
    }

    #[test]
    fn one_day_is_not_told_as_several() {
        let told = |limit| gap(terms(Some(limit)), &taken_on("2026-11-19")).map(|gap| gap.message);
        let message = told(1).unwrap_or_default();
        assert!(message.contains("2 days old"), "{message}");
        assert!(message.ends_with("allows 1 day"), "{message}");
    }

    #[test]
    fn ninety_one_days_are_told_unasked() {
        let told = |day, limit| remark(terms(limit), &taken_on(day)).is_some();
        assert!(!told("2026-08-23", None));
        assert!(told("2026-08-22", None));
        assert!(!told("2026-08-22", Some(365)), "whoever set a limit knows");
        assert!(!told("", None));
    }
}
