//! The language of what people read.

use crate::report::Language;
use clap::builder::{PossibleValuesParser, TypedValueParser};

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

fn parser() -> impl TypedValueParser<Value = Language> {
    let words = Language::ALL.iter().map(|language| language.as_str());
    PossibleValuesParser::new(words)
        .try_map(|word| Language::parse(&word).ok_or("this language is not known"))
}
