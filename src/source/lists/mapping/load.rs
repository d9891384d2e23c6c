//! Reading a mapping, and every mistake that its keys alone show.

use super::dates::DateFormat;
use super::model::{Document, MappedClaim, Mapping, TableFormat};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

/// The only version of the format.
const SCHEMA: u32 = 1;

/// What is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// It is no TOML, or has a key or a word that is not known.
    #[error("{0}")]
    Toml(String),
    /// Keys that do not go together, each told with what to do.
    #[error("{}", .0.join("\n"))]
    Keys(Vec<String>),
}

impl Mapping {
    /// Reads a mapping. `today` is the day of the run.
    ///
    /// # Errors
    ///
    /// Every mistake that was found.
    pub fn read(text: &str, today: Date) -> Result<Self, MappingError> {
        let text = text.trim_start_matches('\u{feff}');
        let file: Document =
            toml::from_str(text).map_err(|error| MappingError::Toml(error.to_string()))?;
        let mut mistakes = Vec::new();
        check_keys(&file, &mut mistakes);
        check_coverage(&file, today, &mut mistakes);
        if !mistakes.is_empty() {
            return Err(MappingError::Keys(mistakes));
        }
        let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
        let digest = digest.iter().fold("sha256:".to_owned(), |mut hex, byte| {
            use std::fmt::Write as _;
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Ok(Self { file, digest })
    }
}

fn check_keys(file: &Document, mistakes: &mut Vec<String>) {
    let mut wrong = |text: &str| mistakes.push(text.to_owned());
    if file.schema != SCHEMA {
        wrong("schema: this version reads mappings of schema 1");
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if file.name.is_empty() || file.name.len() > 40 || !file.name.chars().all(is_plain) {
        wrong("name: give one of letters, digits and hyphens, 40 at most");
    }
    let device = &file.device;
    if device.id.is_some() == device.id_is.is_some() {
        wrong("[device]: give either `id`, a column, or `id-is`, the one device of the file");
    }
    if device.platform.is_some() == device.platform_is.is_some() {
        wrong(
            "[device]: give either `platform`, a column, or `platform-is`, \"android\" or \"ios\"",
        );
    }
    if device.platform.is_some() && file.words.platform.is_empty() {
        wrong("[words]: `platform` says what each word of the column stands for; it is missing");
    }
    if file.app.state.is_some() && file.words.state.is_empty() {
        wrong("[words]: `state` says what each word of the column stands for; it is missing");
    }
    if device.ownership.is_some() && file.words.ownership.is_empty() {
        wrong("[words]: `ownership` says what each word of the column stands for; it is missing");
    }
    if file.app.id.is_none() && file.app.name.is_none() {
        wrong(
            "[app]: give `id`, the column of the package names or bundle ids, or at least `name`",
        );
    }
    let keys = &file.file;
    let is_json = matches!(keys.format, TableFormat::Json | TableFormat::NdJson);
    if !is_json && (keys.rows.is_some() || keys.apps.is_some() || keys.more.is_some()) {
        wrong("[file]: `rows`, `apps` and `more` are pointers into JSON");
    }
    if keys.format == TableFormat::NdJson && (keys.rows.is_some() || keys.more.is_some()) {
        wrong("[file]: in ndjson every line is a row, so it has no `rows` and no `more`");
    }
    if keys.sheet.is_some() && keys.format != TableFormat::Xlsx {
        wrong("[file]: `sheet` is for xlsx");
    }
    if let Some(mark) = &keys.delimiter
        && !(keys.format == TableFormat::Csv && [",", ";", "\t", "|"].contains(&mark.as_str()))
    {
        wrong("[file]: `delimiter` is for csv, and one of \",\" \";\" \"\\t\" \"|\"");
    }
    if file.date.taken_at.is_some() && file.date.taken_at_is.is_some() {
        wrong("[date]: give either `taken-at`, a column, or `taken-at-is`, a date");
    }
    if let Err(reason) = DateFormat::new(&file.date) {
        mistakes.push(format!("[date]: {reason}"));
    }
}

fn check_coverage(file: &Document, today: Date, mistakes: &mut Vec<String>) {
    let coverage = &file.coverage;
    let is_given = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.trim().is_empty());
    let needs_reason = matches!(coverage.claim, MappedClaim::UserApps | MappedClaim::AllApps);
    if needs_reason
        && !(is_given(&coverage.reason) && is_given(&coverage.by) && coverage.checked.is_some())
    {
        mistakes.push(format!(
            "[coverage]: the claim `{}` needs `reason`, why the list holds them, `by`, who says so, and `checked`, the day; they stand in every report",
            coverage.claim
        ));
    }
    if coverage.profiles.is_empty() {
        mistakes.push("[coverage]: `profiles` names no profile; give [\"owner\"]".to_owned());
    }
    if let Some(checked) = &coverage.checked {
        match checked.to_string().parse::<Date>() {
            Ok(day) if day > today => mistakes.push(format!(
                "[coverage]: `checked` is {day}, which is after today; nobody can have checked it"
            )),
            Ok(_) => {}
            Err(_) => {
                mistakes.push("[coverage]: `checked` is a day, such as 2026-11-01".to_owned());
            }
        }
    }
    if coverage.only_if.ownership.is_some() && file.device.ownership.is_none() {
        mistakes.push(
            "[coverage]: `only-if` asks for the ownership; name its column in [device]".to_owned(),
        );
    }
    let zone = file.date.zone.as_deref();
    if let Some(zone) = zone.filter(|zone| TimeZone::get(zone).is_err()) {
        mistakes.push(format!(
            "[date]: `{zone}` is no time zone; give one such as \"Europe/Oslo\" or \"UTC\""
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "schema = 1\nname = \"x\"\n[file]\nformat = \"csv\"\n[device]\nid = \"S\"\nid-kind = \"serial\"\nplatform-is = \"ios\"\n[app]\nid = \"B\"\n";

    fn mistakes(more: &str) -> String {
        let today = "2026-11-26".parse().unwrap();
        match Mapping::read(&format!("{GOOD}{more}"), today) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn mistakes_are_told_with_what_to_do() {
        let table = [
            ("", ""),
            ("[coverage]\nclaim = \"all-apps\"\n", "needs `reason`"),
            (
                "[coverage]\nclaim = \"all-apps\"\nreason = \"x\"\nby = \"y\"\nchecked = 2026-12-01\n",
                "after today",
            ),
            (
                "[coverage]\nclaim = \"all-apps\"\nreason = \"x\"\nby = \"y\"\nchecked = 2026-11-01\n",
                "",
            ),
            ("[coverage]\nclaim = \"everything\"\n", "`managed-only`"),
            (
                "[coverage]\nonly-if = { ownership = \"company\" }\n",
                "its column",
            ),
            ("[date]\nzone = \"Mars\"\n", "no time zone"),
            ("[date]\nformat = \"%K\"\ntaken-at = \"x\"\n", "[date]"),
            ("statte = \"x\"\n", "statte"),
            ("state = \"x\"\n", "[words]"),
        ];
        for (more, expected) in table {
            let found = mistakes(more);
            assert!(
                if expected.is_empty() {
                    found.is_empty()
                } else {
                    found.contains(expected)
                },
                "{more}: {found}"
            );
        }
    }
}
