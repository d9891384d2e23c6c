//! Waivers: an organisation's own dated permissions.
//!
//! A waiver without a reason, an approver or an end decays into a hole, so all
//! three are required, and a waiver must say which device or which app it is
//! for, or whose apps. It holds to the end of its last day.

use super::device_id::same;
use super::digest::digest;
use super::horizon::NEVER;
use super::proven::Proven;
use super::register_cells::is_no_id;
use super::selector_keys::{families, owners_of};
use crate::catalogue::Catalogue;
use crate::catalogue::document::{Diagnostic, Fields, read_document};
use crate::inventory::OwnId;
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
    /// The owner whose apps it is for, with everything below, as a place in the
    /// catalogue.
    pub owner: Option<usize>,
    /// Why it was given.
    pub reason: String,
    /// Who gave it.
    pub approver: String,
    /// The first day on which it holds; `None` for one that holds from the start.
    pub from: Option<Date>,
    /// The last day on which it holds.
    pub expires: Date,
}

/// What was found, as far as waivers may ask.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The rule, as `policy/rule`.
    pub rule: &'a str,
    /// The device, by serial or UDID.
    pub device: &'a str,
    /// The app, as far as it is sure what it is.
    pub app: Proven<'a>,
    /// The app's owner and those above it, as places in the catalogue.
    pub owners: &'a [usize],
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
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        !self.is_to_come(day) && !self.is_over(day)
    }

    /// Whether its first day is still to come.
    #[must_use]
    pub fn is_to_come(&self, day: Date) -> bool {
        self.from.is_some_and(|from| day < from)
    }

    /// Whether its last day is over.
    #[must_use]
    pub fn is_over(&self, day: Date) -> bool {
        self.expires < day
    }

    /// Whether it is about what was found.
    #[must_use]
    pub fn covers(&self, found: &Found<'_>) -> bool {
        // What many phones have for a serial names none of them.
        let of_device = |own: &String| same(own, found.device) && OwnId::of(found.device).is_some();
        self.rule == found.rule
            && self.device.as_ref().is_none_or(of_device)
            && self
                .family
                .is_none_or(|own| found.app.family() == Some(own))
            && self.app.as_ref().is_none_or(|own| found.app.has_id(own))
            && self.owner.is_none_or(|own| found.owners.contains(&own))
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
    if let Some(text) = &device
        && let Some(why) = is_no_id(text.value)
    {
        let message = format!("`{}` is the id of no device: {why}", text.value);
        fields
            .log()
            .add(Diagnostic::new(text.span.clone(), message));
    }
    let app = fields.string("app");
    let owner = fields.string("owner");
    if device.is_none() && app.is_none() && owner.is_none() {
        fields.log().add(
            Diagnostic::layout(
                fields.span(),
                "the waiver names no device, no app and no owner",
            )
            .hint("add `device = \"SERIAL\"`, `app = \"...\"`, `owner = \"...\"`, or several"),
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
    let owner = owner.and_then(|text| {
        let owners = std::slice::from_ref(&text);
        owners_of(fields, owners, catalogue).pop()
    });
    let reason = fields.required_string("reason", "\"monitoring of public channels\"");
    let approver = fields.required_string("approver", "\"head of security\"");
    let (from, expires) = days(fields);
    let id = fields.string("id");
    Some(Waiver {
        id: id.map_or_else(|| format!("waiver-{place}"), |text| text.value.to_owned()),
        rule: rule?.value.to_owned(),
        device: device.map(|text| text.value.to_owned()),
        family,
        app: app.filter(|_| is_id).map(|text| text.value.to_owned()),
        owner,
        reason: reason?.value.to_owned(),
        approver: approver?.value.to_owned(),
        from,
        expires: expires?,
    })
}

/// The first and the last day on which a waiver holds.
fn days(fields: &mut Fields<'_>) -> (Option<Date>, Option<Date>) {
    fields.require("expires", "2027-06-30");
    let expires = fields.date("expires");
    let from = fields.date("from");
    if let Some(far) = expires.filter(|day| day.year() >= NEVER) {
        let message = format!("the waiver ends on {far}, which is as good as never");
        let hint = "write the day on which somebody has to decide again";
        let mistake = Diagnostic::new(fields.span_of("expires"), message);
        fields.log().add(mistake.hint(hint));
    }
    if let (Some(from), Some(expires)) = (from, expires)
        && expires < from
    {
        let message = format!("the waiver ends on {expires}, before it begins on {from}");
        let hint = "`expires` is the last day on which it holds, and `from` the first";
        let mistake = Diagnostic::new(fields.span_of("from"), message);
        fields.log().add(mistake.hint(hint));
    }
    (from, expires)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::AppKey;
    use crate::inventory::Platform;

    fn day(day: i8) -> Date {
        jiff::civil::date(2026, 11, day)
    }

    fn waiver() -> Waiver {
        Waiver {
            id: "w".to_owned(),
            rule: "p/r".to_owned(),
            device: Some("R58n12abcde".to_owned()),
            family: None,
            app: Some("no.example".to_owned()),
            owner: Some(4),
            reason: "r".to_owned(),
            approver: "a".to_owned(),
            from: Some(day(20)),
            expires: day(21),
        }
    }

    #[test]
    fn a_waiver_holds_from_its_first_day_to_its_last() {
        let waiver = waiver();
        let holds: Vec<bool> = (19..=22).map(|d| waiver.holds_on(day(d))).collect();
        assert_eq!(holds, [false, true, true, false]);
        assert!(waiver.is_to_come(day(19)) && !waiver.is_to_come(day(20)));
        assert!(waiver.is_over(day(22)) && !waiver.is_over(day(21)));
        let open = Waiver {
            from: None,
            ..waiver
        };
        assert!(open.holds_on(day(1)));
    }

    #[test]
    fn a_waiver_is_for_its_device_its_app_and_its_owner_alone() {
        let app = |id| {
            Proven::unknown(AppKey {
                platform: Platform::Android,
                id,
                store_id: None,
                developer: None,
                signer: None,
            })
        };
        let found = Found {
            rule: "p/r",
            device: "R58N12ABCDE",
            app: app("no.example"),
            owners: &[9, 4],
        };
        let covers = |found: Found<'_>| waiver().covers(&found);
        assert!(covers(found));
        assert!(!covers(Found {
            device: "R58N12ABCDF",
            ..found
        }));
        let shared = Waiver {
            device: Some("0123456789ABCDEF".to_owned()),
            ..waiver()
        };
        assert!(!shared.covers(&Found {
            device: "0123456789ABCDEF",
            ..found
        }));
        assert!(!covers(Found {
            app: app("no.Example"),
            ..found
        }));
        assert!(!covers(Found {
            rule: "p/other",
            ..found
        }));
        assert!(!covers(Found {
            owners: &[9],
            ..found
        }));
        assert!(!covers(Found {
            owners: &[],
            ..found
        }));
    }
}
