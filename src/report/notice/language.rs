//! The languages that people are addressed in.

use super::words::Words;
use super::{en, nb, nl, nn};
use crate::inventory::words;

words! {
    /// A language, by its code in ISO 639-1.
    pub enum Language {
        /// English.
        En = "en",
        /// Norwegian Bokmål.
        Nb = "nb",
        /// Norwegian Nynorsk.
        Nn = "nn",
        /// Dutch.
        Nl = "nl",
    }
}

impl Language {
    /// The language that an environment asks for: the first of `LC_ALL`,
    /// `LC_MESSAGES` and `LANG` that is set decides, as POSIX has it. English for
    /// all others.
    #[must_use]
    pub fn of_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let set = names
            .iter()
            .filter_map(|name| get(name))
            .find(|value| !value.is_empty());
        set.map_or(Self::En, |value| Self::of_locale(&value))
    }

    /// The language of a locale such as `nb_NO.UTF-8`. `no` is read as Bokmål.
    fn of_locale(locale: &str) -> Self {
        let code = locale
            .split(['_', '-', '.', '@'])
            .next()
            .unwrap_or_default();
        match code {
            "no" => Self::Nb,
            code => Self::parse(code).unwrap_or(Self::En),
        }
    }

    pub(super) const fn words(self) -> &'static Words {
        match self {
            Self::En => &en::WORDS,
            Self::Nb => &nb::WORDS,
            Self::Nn => &nn::WORDS,
            Self::Nl => &nl::WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides() {
        let of = |set: &[(&str, &str)]| {
            let get = |name: &str| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            Language::of_environment(get)
        };
        assert_eq!(of(&[]), Language::En);
        assert_eq!(of(&[("LANG", "nb_NO.UTF-8")]), Language::Nb);
        assert_eq!(of(&[("LANG", "no_NO")]), Language::Nb);
        assert_eq!(of(&[("LANG", "nl_BE@euro")]), Language::Nl);
        assert_eq!(of(&[("LANG", "nn_NO"), ("LC_ALL", "C")]), Language::En);
        assert_eq!(of(&[("LANG", "nn_NO"), ("LC_ALL", "")]), Language::Nn);
        assert_eq!(of(&[("LANG", "nothing")]), Language::En);
    }
}
