//! What each code of a gap means and what to do about it, in English, whatever a source
//! says beside it. A gap that comes without a step has that of its code, and a redacted
//! report says nothing but these words.

mod devices;
mod files;
mod lists;

use super::coverage::GapCode;

impl GapCode {
    /// What it means, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        text(self).0
    }

    /// The next step for the person at the desk.
    #[must_use]
    pub const fn step(self) -> &'static str {
        text(self).1
    }

    /// Whether it is about the day on which everything was read, and hides no part.
    #[must_use]
    pub const fn is_of_age(self) -> bool {
        matches!(
            self,
            Self::InventoryStale | Self::AgeUnknown | Self::DateImplausible
        )
    }
}

const fn text(code: GapCode) -> (&'static str, &'static str) {
    let known = match lists::of_list(code) {
        None => lists::of_part(code),
        known => known,
    };
    let known = match known {
        None => files::of_file(code),
        known => known,
    };
    let known = match known {
        None => files::of_signature(code),
        known => known,
    };
    match known {
        Some(text) => text,
        None => devices::of_device(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_meaning_and_a_step() {
        for code in GapCode::ALL {
            assert!(code.meaning().contains(' '), "{code}");
            assert!(code.step().contains(' '), "{code}");
        }
    }
}
