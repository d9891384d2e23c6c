//! Waivers: an organisation's own dated permissions.
//!
//! A waiver without a reason, an approver or an end decays into a hole, so all
//! three are required, and a waiver must say which device or which app it is
//! for. It holds to the end of its last day.

use super::digest::digest;
use super::selector_keys::families;
use crate::catalogue::Catalogue;
use crate::catalogue::document::{Diagnostic, Fields, read_document};
use jiff::civil::Date;
use std::collections::HashSet;

/// The schema number of waiver files.
const SCHEMA: u64 = 1;

/// One permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Its id; by default its place in the file.
    pub id: String,
    /// The rule it is about, as `policy/rule`.
    pub rule: String,
    /// The device it is for, by serial or UDID; `None` for all.
    pub device: Option<String>,
    /// The product it is for, as a place in the catalogue's families.
    pub family: Option<usize>,
    /// The raw app id it is for.
    pub app: Option<String>,
    /// Why it was given.
    pub reason: String,
    /// Who gave it.
    pub approver: String,
    /// The last day on which it holds.
    pub expires: Date,
}

/// A file of waivers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaiverFile {
    /// The waivers, in the order of the file.
    pub waivers: Vec<Waiver>,
    /// The day on which the file was true, where it says so.
    pub date: Option<Date>,
    /// `sha256:` and the digest of the file's text.
    pub digest: String,
}

impl Waiver {
    /// Whether it still holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        day <= self.expires
    }

    /// Whether it is about this rule, device and app. `family` is the app's
    /// product, where it is known.
    #[must_use]
    pub fn covers(&self, rule: &str, device: &str, app: &str, family: Option<usize>) -> bool {
        self.rule == rule
            && self
                .device
                .as_ref()
                .is_none_or(|own| own.eq_ignore_ascii_case(device))
            && self.family.is_none_or(|own| family == Some(own))
            && self.app.as_ref().is_none_or(|own| own == app)
    }
}

/// Reads a waiver file. `rules` are the full ids of the rules that judge.
///
/// # Errors
///
/// Every mistake of the file.
pub fn read_waivers(
    text: &str,
    catalogue: &Catalogue,
    rules: &[String],
) -> Result<WaiverFile, Vec<Diagnostic>> {
    read_document(text, |fields| {
        fields.schema(SCHEMA);
        let mut waivers: Vec<Waiver> = Vec::new();
        let mut ids = HashSet::new();
        for (place, mut entry) in fields.tables("waiver").into_iter().enumerate() {
            if let Some(waiver) = waiver(&mut entry, place + 1, catalogue, rules) {
                if !ids.insert(waiver.id.clone()) {
                    let message = format!("waiver `{}` is there twice", waiver.id);
                    entry.log().add(Diagnostic::new(entry.span(), message));
                }
                waivers.push(waiver);
            }
        }
        Some(WaiverFile {
            waivers,
            date: fields.date("date"),
            digest: digest(text),
        })
    })
}

fn waiver(
    fields: &mut Fields<'_>,
    place: usize,
    catalogue: &Catalogue,
    rules: &[String],
) -> Option<Waiver> {
    let rule = fields.required_string("rule", "\"policy/rule\"");
    if let Some(rule) = &rule
        && !rules.iter().any(|known| known == rule.value)
    {
        let otherwise = if rule.value.contains('/') {
            "no policy of this run has it: name its policy with `--policy`"
        } else {
            "write the policy in front: `policy/rule`"
        };
        let known = rules.iter().map(String::as_str);
        fields.unknown_name("rule", rule, known, otherwise.to_owned());
    }
    let device = fields.string("device");
    let app = fields.string("app");
    if device.is_none() && app.is_none() {
        fields.log().add(
            Diagnostic::layout(
                fields.span(),
                "the waiver names neither a device nor an app",
            )
            .hint("add `device = \"SERIAL\"`, `app = \"...\"`, or both"),
        );
    }
    // A name with a dot is an id; one without is a product of the catalogue.
    let is_id = app.as_ref().is_some_and(|text| text.value.contains('.'));
    let family = match &app {
        Some(text) if !is_id => {
            let apps = std::slice::from_ref(text);
            families(fields, apps, catalogue, "write its raw id").pop()
        }
        _ => None,
    };
    let reason = fields.required_string("reason", "\"monitoring of public channels\"");
    let approver = fields.required_string("approver", "\"head of security\"");
    fields.require("expires", "2027-06-30");
    let expires = fields.date("expires");
    let id = fields.string("id");
    Some(Waiver {
        id: id.map_or_else(|| format!("waiver-{place}"), |text| text.value.to_owned()),
        rule: rule?.value.to_owned(),
        device: device.map(|text| text.value.to_owned()),
        family,
        app: app.filter(|_| is_id).map(|text| text.value.to_owned()),
        reason: reason?.value.to_owned(),
        approver: approver?.value.to_owned(),
        expires: expires?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiver_holds_to_its_last_day_and_for_its_device_alone() {
        let waiver = Waiver {
            id: "w".to_owned(),
            rule: "p/r".to_owned(),
            device: Some("R58n12abcde".to_owned()),
            family: None,
            app: Some("no.example".to_owned()),
            reason: "r".to_owned(),
            approver: "a".to_owned(),
            expires: jiff::civil::date(2026, 11, 21),
        };
        assert!(waiver.holds_on(jiff::civil::date(2026, 11, 21)));
        assert!(!waiver.holds_on(jiff::civil::date(2026, 11, 22)));
        assert!(waiver.covers("p/r", "R58N12ABCDE", "no.example", None));
        assert!(!waiver.covers("p/r", "R58N12ABCDF", "no.example", None));
        assert!(!waiver.covers("p/r", "R58N12ABCDE", "no.Example", None));
        assert!(!waiver.covers("p/other", "R58N12ABCDE", "no.example", None));
    }
}
