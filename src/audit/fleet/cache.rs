//! What is already known of distinct apps, in a fixed amount of memory.
//!
//! A fleet asks about the same apps millions of times. The whole key stands in
//! the table, and a known app costs one look into memory, however many rules
//! there are. Keys are compared in full: two apps never share a result. A
//! table that is full forgets.
//!
//! Apps that no rule touches are the most by far, and need not come here: see
//! [`prefilter`](super::prefilter).

use crate::catalogue::AppKey;
use crate::inventory::Platform;

/// What the rules make of an app, as far as a fleet needs it for the apps that
/// no rule touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CachedMatch {
    /// Whether any rule says anything about it.
    pub(crate) touched: bool,
    /// Whether the catalogue knows the owner.
    pub(crate) owner_known: bool,
}

impl CachedMatch {
    /// Nothing is known of it, and no rule touches it.
    pub(crate) const NOTHING: Self = Self {
        touched: false,
        owner_known: false,
    };
}

/// An id of up to thirty characters. A pair of them fills one line of the
/// processor's cache.
const SHORT: usize = 32;
/// An id of up to sixty characters, or a shorter one with a developer.
const MIDDLE: usize = 64;
/// An id with a developer or a whole certificate.
const LONG: usize = 128;

/// 1.5 MB when full, so that it stays in the fast memory of a processor.
#[derive(Debug)]
pub(crate) struct Cache {
    short: Table<SHORT>,
    middle: Table<MIDDLE>,
    long: Table<LONG>,
}

impl Cache {
    pub(crate) fn new() -> Self {
        Self {
            short: Table::new(1 << 14),
            middle: Table::new(1 << 13),
            long: Table::new(1 << 12),
        }
    }

    /// The result for an app, worked out if it is not known. Keys that are too
    /// long to be kept are worked out each time.
    #[inline]
    pub(crate) fn answer(
        &mut self,
        key: &AppKey<'_>,
        work_out: impl FnOnce() -> CachedMatch,
    ) -> CachedMatch {
        let hash = hash(key.id.as_bytes());
        if let Some(bytes) = key_bytes::<SHORT>(key) {
            self.short.answer(hash, &bytes, work_out)
        } else if let Some(bytes) = key_bytes::<MIDDLE>(key) {
            self.middle.answer(hash, &bytes, work_out)
        } else if let Some(bytes) = key_bytes::<LONG>(key) {
            self.long.answer(hash, &bytes, work_out)
        } else {
            work_out()
        }
    }
}

/// All that an app is told apart by, in a fixed number of bytes; `None` when it
/// is longer. Different keys are packed differently: the first two bytes say
/// what follows, and each text states its length. No key is all zeros.
#[inline]
fn key_bytes<const N: usize>(key: &AppKey<'_>) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let mut at = 2;
    let mut put = |part: &[u8]| {
        let end = at + part.len();
        bytes.get_mut(at..end)?.copy_from_slice(part);
        at = end;
        Some(())
    };
    put(key.id.as_bytes())?;
    let mut kinds: u8 = match key.platform {
        Platform::Android => 1,
        Platform::Ios => 2,
    };
    for (text, kind) in [(key.developer, 4), (key.signer, 8)] {
        if let Some(text) = text {
            kinds |= kind;
            put(&[u8::try_from(text.len()).ok()?])?;
            put(text.as_bytes())?;
        }
    }
    if let Some(number) = key.store_id {
        kinds |= 16;
        put(&number.to_le_bytes())?;
    }
    let length = u8::try_from(key.id.len()).ok()?;
    if let [first, second, ..] = bytes.as_mut_slice() {
        (*first, *second) = (kinds, length);
    }
    Some(bytes)
}

/// Pairs of keys, and beside them their results; the one that was asked for
/// first stands first.
#[derive(Debug)]
struct Table<const N: usize> {
    /// Zeros, which the system hands out only where somebody writes.
    keys: Vec<[[u8; N]; 2]>,
    answers: Vec<[u8; 2]>,
}

impl<const N: usize> Table<N> {
    /// `keys` is a power of two.
    fn new(keys: usize) -> Self {
        Self {
            keys: vec![[[0; N]; 2]; keys / 2],
            answers: vec![[0; 2]; keys / 2],
        }
    }

    #[inline]
    fn place(&self, hash: u64) -> usize {
        // By the upper bits: only they depend on every byte.
        let place = (u128::from(hash) * self.keys.len() as u128) >> 64;
        usize::try_from(place).unwrap_or(0)
    }

    #[inline]
    fn answer(
        &mut self,
        hash: u64,
        key: &[u8; N],
        work_out: impl FnOnce() -> CachedMatch,
    ) -> CachedMatch {
        let place = self.place(hash);
        let pair = self.keys.get_mut(place).zip(self.answers.get_mut(place));
        let Some(([first, second], [first_answer, second_answer])) = pair else {
            return work_out();
        };
        if first == key {
            return unpack(*first_answer);
        }
        if second == key {
            std::mem::swap(first, second);
            std::mem::swap(first_answer, second_answer);
            return unpack(*first_answer);
        }
        let answer = work_out();
        (*second, *second_answer) = (*first, *first_answer);
        (*first, *first_answer) = (*key, pack(answer));
        answer
    }
}

fn pack(answer: CachedMatch) -> u8 {
    u8::from(answer.touched) | u8::from(answer.owner_known) << 1
}

const fn unpack(answer: u8) -> CachedMatch {
    CachedMatch {
        touched: answer & 1 != 0,
        owner_known: answer & 2 != 0,
    }
}

/// Spreads ids over the table; what else tells apps apart follows from the id
/// in almost every fleet. Keys that were made to collide only push each other
/// out.
#[inline]
fn hash(id: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = id.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    // The last eight bytes reach back over what was taken already.
    let last = id.last_chunk::<8>().map_or_else(
        || {
            rest.iter()
                .fold(0, |word, byte| word << 8 | u64::from(*byte))
        },
        |word| u64::from_le_bytes(*word),
    );
    mix(words.fold(0, mix), last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(id: &str) -> AppKey<'_> {
        AppKey {
            platform: Platform::Android,
            id,
            store_id: None,
            developer: None,
            signer: None,
        }
    }

    #[test]
    fn asks_once_for_each_app() {
        let mut cache = Cache::new();
        for id in ["com.example", &"x".repeat(50), &"x".repeat(100)] {
            let mut asked = 0;
            for _ in 0..3 {
                let answer = CachedMatch {
                    touched: true,
                    owner_known: false,
                };
                let got = cache.answer(&key(id), || {
                    asked += 1;
                    answer
                });
                assert_eq!(got, answer);
            }
            assert_eq!(asked, 1);
        }
    }

    #[test]
    fn keeps_no_key_that_does_not_fit() {
        let mut cache = Cache::new();
        let mut asked = 0;
        for _ in 0..3 {
            cache.answer(&key(&"x".repeat(300)), || {
                asked += 1;
                CachedMatch::NOTHING
            });
        }
        assert_eq!(asked, 3);
    }

    proptest! {
        #[test]
        fn different_apps_are_packed_differently(
            a in any::<(bool, String, Option<String>, Option<String>, Option<u64>)>(),
            b in any::<(bool, String, Option<String>, Option<String>, Option<u64>)>(),
        ) {
            fn key(parts: &(bool, String, Option<String>, Option<String>, Option<u64>)) -> AppKey<'_> {
                AppKey {
                    platform: if parts.0 { Platform::Android } else { Platform::Ios },
                    id: &parts.1,
                    store_id: parts.4,
                    developer: parts.2.as_deref(),
                    signer: parts.3.as_deref(),
                }
            }
            let (one, other) = (key_bytes::<LONG>(&key(&a)), key_bytes::<LONG>(&key(&b)));
            if a != b && one.is_some() {
                prop_assert_ne!(one, other);
            }
        }

        /// Short ids that differ in little are the most likely to be mixed up.
        #[test]
        fn every_app_gets_its_own_answer(ids in prop::collection::vec("[ab.]{0,4}", 0..200)) {
            let mut cache = Cache { short: Table::new(4), middle: Table::new(4), long: Table::new(4) };
            let truth = |id: &str| CachedMatch { touched: id.contains('a'), owner_known: id.contains('b') };
            for id in &ids {
                prop_assert_eq!(cache.answer(&key(id), || truth(id)), truth(id));
            }
        }
    }
}
