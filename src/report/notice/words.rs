//! What a language has to say. Every language fills in every field, so that none can
//! lack a sentence; sentences are whole, since languages order their parts each in
//! their own way.

use super::date::Months;

/// The words of one language.
pub(super) struct Words {
    /// The code for HTML and mail.
    pub(super) code: &'static str,
    pub(super) months: &'static Months,
    /// What stands behind the day of a date: `.` in Norwegian.
    pub(super) after_day: &'static str,
    /// The title of the page and the subject of a mail.
    pub(super) subject: &'static str,
    pub(super) hello: &'static str,
    /// The phone and the day.
    pub(super) checked: fn(phone: &str, day: &str) -> String,
    pub(super) found: Found,
    pub(super) decision: Decision,
    pub(super) to_do: ToDo,
    pub(super) by_when: ByWhen,
    pub(super) help: Help,
    pub(super) privacy: Privacy,
}

/// What was found.
pub(super) struct Found {
    pub(super) title: &'static str,
    /// How many apps.
    pub(super) apps: fn(number: usize) -> String,
    /// Nothing, because not everything could be read.
    pub(super) nothing: &'static str,
    /// Beside what was found, not everything could be read.
    pub(super) not_all: &'static str,
    /// So many apps that came with the phone, such as this one.
    pub(super) fitted: fn(number: usize, example: &str) -> String,
    pub(super) in_work_profile: &'static str,
    pub(super) in_other_profile: &'static str,
    pub(super) switched_off: &'static str,
    pub(super) archived: &'static str,
    pub(super) left_over: &'static str,
    pub(super) instant: &'static str,
}

/// Which decision, and whose.
pub(super) struct Decision {
    pub(super) title: &'static str,
    /// The measure, who issued it and when, as far as that is known.
    pub(super) measure: fn(title: &str, issuer: Option<&str>, day: Option<&str>) -> String,
    pub(super) recommendation: &'static str,
    pub(super) ban: &'static str,
    pub(super) warning: &'static str,
    /// Who adopted it, who decided that and when.
    pub(super) adopted: fn(by: &str, decided_by: &str, day: &str) -> String,
}

/// What to do.
pub(super) struct ToDo {
    pub(super) title: &'static str,
    /// For an app that can be removed like any other.
    pub(super) android: fn(app: &str) -> Vec<String>,
    pub(super) ios: fn(app: &str) -> Vec<String>,
    /// For an app of which only the icon or the data is there.
    pub(super) ios_offloaded: fn(app: &str) -> Vec<String>,
    /// For what its holder cannot remove.
    pub(super) not_yours: fn(app: &str) -> String,
    /// For a phone that could not be read.
    pub(super) bring: &'static str,
    /// The last step.
    pub(super) then: &'static str,
}

/// Until when.
pub(super) struct ByWhen {
    pub(super) title: &'static str,
    pub(super) day: fn(day: &str) -> String,
    pub(super) soon: &'static str,
}

/// Whom to ask, and how to ask for an exception.
pub(super) struct Help {
    pub(super) title: &'static str,
    pub(super) contact: fn(contact: &str) -> String,
    pub(super) nobody_named: &'static str,
    pub(super) exception: &'static str,
    pub(super) separate_device: &'static str,
}

/// What was looked at, and what was not.
pub(super) struct Privacy {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}
