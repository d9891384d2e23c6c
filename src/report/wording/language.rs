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
    /// `LC_MESSAGES` and `LANG` that is set decides, as POSIX has it. `LANGUAGE`, a
    /// list by preference, comes before a locale that is no plain `C`, as GNU has
    /// it, and counts where no locale is set. English for all others.
    #[must_use]
    pub fn of_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &&str| get(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
        let is_plain = |locale: &String| {
            let name = locale.split(['.', '@']).next();
            matches!(name, Some("C" | "POSIX"))
        };
        if locale.as_ref().is_some_and(is_plain) {
            return Self::En;
        }
        let preferred = set(&"LANGUAGE");
        let preferred = preferred.iter().flat_map(|list| list.split(':'));
        let wanted = preferred.chain(locale.as_deref());
        let mut known = wanted.filter_map(Self::of_locale);
        known.next().unwrap_or(Self::En)
    }

    /// The language of a locale such as `nb_NO.UTF-8`. `no` is read as Bokmål.
    fn of_locale(locale: &str) -> Option<Self> {
        let code = locale
            .split(['_', '-', '.', '@'])
            .next()
            .unwrap_or_default();
        match code {
            "no" => Some(Self::Nb),
            code => Self::parse(code),
        }
    }

    /// All that the language has to say.
    pub(crate) const fn words(self) -> &'static Words {
        static EN: Words = en::WORDS;
        static NB: Words = nb::WORDS;
        static NN: Words = nn::WORDS;
        static NL: Words = nl::WORDS;
        match self {
            Self::En => &EN,
            Self::Nb => &NB,
            Self::Nn => &NN,
            Self::Nl => &NL,
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
        assert_eq!(of(&[("LANGUAGE", "sv:nn:nb")]), Language::Nn);
        let both = [("LANGUAGE", "nl:en"), ("LANG", "nb_NO.UTF-8")];
        assert_eq!(of(&both), Language::Nl);
        let plain = [("LANGUAGE", "nl"), ("LC_ALL", "C.UTF-8")];
        assert_eq!(of(&plain), Language::En);
    }
}
