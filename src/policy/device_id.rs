//! How the ids of devices are compared: serials and UDIDs as people type them and
//! as programs print them.

/// How many hexadecimal digits a UDID of current iPhones has. Apple writes a hyphen
/// behind the eighth, and some programs leave it out.
const UDID_DIGITS: usize = 24;

/// An id as it is compared: without blanks around it, without regard to case, and
/// without the hyphen of a UDID.
#[must_use]
pub fn key(device: &str) -> String {
    let spelt = device.trim().to_ascii_uppercase();
    let digits = spelt.replacen('-', "", 1);
    let is_udid = digits.len() == UDID_DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && spelt.find('-').is_none_or(|place| place == 8);
    if is_udid { digits } else { spelt }
}

/// Whether two ids are of one device. Asked of every waiver for every finding, so
/// ids that cannot be the same are told apart without a copy.
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    one.eq_ignore_ascii_case(other)
        || (one.len().abs_diff(other.len()) == 1 && key(one) == key(other))
}

#[cfg(test)]
mod tests {
    use super::{key, same};

    #[test]
    fn a_udid_is_the_same_with_and_without_its_hyphen() {
        let plain = key("000081100011223344550001");
        assert_eq!(key(" 00008110-0011223344550001 "), plain);
        assert_eq!(
            key("00008110-00112233445500aa"),
            key("00008110-00112233445500AA")
        );
        assert_ne!(key("0000811-00011223344550001"), plain);
        assert_ne!(key("R58N-12ABCDE"), key("R58N12ABCDE"));
        assert!(same(
            "00008110-00112233445500aa",
            "0000811000112233445500AA"
        ));
        assert!(same("r58n12abcde", "R58N12ABCDE") && !same("R58N12ABCDE", "R58N12ABCDEF"));
    }
}
