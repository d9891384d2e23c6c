//! The header of a message of usbmuxd: four little-endian numbers.

use super::fault::DaemonFault;

/// The largest message, in bytes. A pair record has about 10 kB.
pub(super) const LARGEST: usize = 1 << 20;
/// Version 1, message 8: a property list.
const VERSION: u32 = 1;
const PLIST: u32 = 8;

/// The header of a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    length: u32,
    version: u32,
    message: u32,
    tag: u32,
}

impl Header {
    /// How long it is, in bytes.
    pub(super) const LENGTH: usize = 16;

    /// The bytes before a payload.
    pub(super) fn of(payload: usize, tag: u32) -> Vec<u8> {
        let length = u32::try_from(payload + Self::LENGTH).unwrap_or(u32::MAX);
        let numbers = [length, VERSION, PLIST, tag];
        numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect()
    }

    pub(super) fn parse(bytes: [u8; Self::LENGTH]) -> Self {
        let mut numbers = bytes.chunks_exact(4).map(|four| {
            let four = four.try_into().unwrap_or_default();
            u32::from_le_bytes(four)
        });
        let mut next = || numbers.next().unwrap_or_default();
        Self {
            length: next(),
            version: next(),
            message: next(),
            tag: next(),
        }
    }

    /// How many bytes follow, when this is the answer to the request with this
    /// tag; events have the tag 0.
    pub(super) fn payload(self, tag: u32) -> Result<usize, DaemonFault> {
        let wrong = |what: String| Err(DaemonFault::Nonsense(what));
        let length = usize::try_from(self.length).unwrap_or(usize::MAX);
        if self.version != VERSION || self.message != PLIST {
            return wrong(format!(
                "version {} and message {} instead of {VERSION} and {PLIST}",
                self.version, self.message
            ));
        }
        match length.checked_sub(Self::LENGTH) {
            Some(length) if length > LARGEST => wrong(format!(
                "it announces {length} bytes, and {LARGEST} are taken"
            )),
            Some(_) if self.tag != tag => wrong("it belongs to another request".to_owned()),
            Some(length) => Ok(length),
            None => wrong(format!("it announces {length} bytes, its header included")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever comes, no more is announced than is taken.
        #[test]
        fn any_header_is_refused_or_small(bytes in any::<[u8; Header::LENGTH]>(), tag in any::<u32>()) {
            if let Ok(length) = Header::parse(bytes).payload(tag) {
                prop_assert!(length <= LARGEST);
                prop_assert_eq!(Header::of(length, tag), bytes);
            }
        }

        #[test]
        fn a_header_says_what_it_was_made_of(length in 0..=LARGEST, tag in any::<u32>()) {
            let bytes: [u8; Header::LENGTH] = Header::of(length, tag).try_into().unwrap();
            prop_assert_eq!(Header::parse(bytes).payload(tag).ok(), Some(length));
            prop_assert!(Header::parse(bytes).payload(tag.wrapping_add(1)).is_err());
        }
    }
}
