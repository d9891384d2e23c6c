//! The phone's clock beside the computer's.

use jiff::Timestamp;

/// More than this is no matter of a slow answer or a wrong zone, in seconds.
const A_DAY: i64 = 86_400;

/// The sentence on a phone whose clock is more than a day off, so that dates
/// of it mean less than they seem to.
pub(crate) fn clocks_differ(phone: Option<Timestamp>, computer: Timestamp) -> Option<String> {
    let whole = |time: Timestamp| Timestamp::from_second(time.as_second()).unwrap_or(time);
    let (phone, computer) = (whole(phone?), whole(computer));
    let apart = (phone.as_second() - computer.as_second()).abs();
    (apart > A_DAY).then(|| {
        format!(
            "the clocks of the phone ({phone}) and of this computer ({computer}) are {} days apart",
            apart / A_DAY
        )
    })
}
