//! The language of what people read.

use crate::report::Language;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command};
use std::ffi::OsStr;

/// `--lang`.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct LanguageArgs {
    /// The language of what people read: en, nb, nn or nl [default: that of the
    /// environment]
    ///
    /// It is that of text, HTML, Markdown, certificates and notices, of
    /// comparisons, and of codes that are explained. Formats for programs, ids and
    /// codes are always in English.
    #[arg(long, value_name = "LANG", value_parser = parser(), hide_possible_values = true)]
    lang: Option<Language>,
}

impl LanguageArgs {
    /// The language that was asked for, or else that of the environment.
    pub(crate) fn language(self) -> Language {
        let of_environment = || Language::of_environment(|name| std::env::var(name).ok());
        self.lang.unwrap_or_else(of_environment)
    }
}

/// Takes the codes of the languages. The code of both written languages of Norway
/// is none of them, and says so.
#[derive(Debug, Clone)]
struct Codes;

impl Codes {
    fn known() -> PossibleValuesParser {
        PossibleValuesParser::new(Language::ALL.iter().map(|language| language.as_str()))
    }
}

impl TypedValueParser for Codes {
    type Value = Language;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Language, clap::Error> {
        if value.eq_ignore_ascii_case("no") {
            let text =
                "`no` is two written languages: write `nb` (bokm\u{e5}l) or `nn` (nynorsk)\n";
            return Err(clap::Error::raw(ErrorKind::InvalidValue, text).with_cmd(command));
        }
        let known = Self::known()
            .try_map(|word| Language::parse(&word).ok_or("this language is not known"));
        known.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = Language::ALL.iter().map(|language| language.as_str());
        Some(Box::new(values.map(PossibleValue::new)))
    }
}

fn parser() -> impl TypedValueParser<Value = Language> {
    Codes
}
