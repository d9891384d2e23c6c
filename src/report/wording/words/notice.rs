//! What a notice to the holder of a phone says.

use crate::audit::Dimension;

/// The sentences in one language.
pub(crate) struct NoticeWords {
    /// The title of the page and the subject of a mail.
    pub(crate) subject: &'static str,
    pub(crate) hello: &'static str,
    /// The phone, and the day of its list; none where that says no day.
    pub(crate) checked: fn(phone: &str, day: Option<&str>) -> String,
    pub(crate) found: Found,
    pub(crate) decision: Decision,
    pub(crate) to_do: ToDo,
    pub(crate) by_when: ByWhen,
    pub(crate) help: Help,
    pub(crate) privacy: Privacy,
}

/// What was found.
pub(crate) struct Found {
    pub(crate) title: &'static str,
    /// How many apps.
    pub(crate) apps: fn(number: usize) -> String,
    /// How many web pages on the home screen.
    pub(crate) pages: fn(number: usize) -> String,
    /// How many apps and web pages together.
    pub(crate) apps_and_pages: fn(number: usize) -> String,
    /// A web page, by its host.
    pub(crate) page: fn(host: &str) -> String,
    /// Nothing, because not everything could be read.
    pub(crate) nothing: &'static str,
    /// Beside what was found, not everything could be read.
    pub(crate) not_all: &'static str,
    /// So many apps that came with the phone, such as this one.
    pub(crate) fitted: fn(number: usize, example: &str) -> String,
    pub(crate) in_work_profile: &'static str,
    pub(crate) in_other_profile: &'static str,
    pub(crate) switched_off: &'static str,
    pub(crate) archived: &'static str,
    pub(crate) left_over: &'static str,
    pub(crate) instant: &'static str,
}

/// Which decision, and whose.
pub(crate) struct Decision {
    pub(crate) title: &'static str,
    /// The measure, who issued it and when, as far as that is known.
    pub(crate) measure: fn(title: &str, issuer: Option<&str>, day: Option<&str>) -> String,
    pub(crate) recommendation: &'static str,
    pub(crate) ban: &'static str,
    pub(crate) warning: &'static str,
    /// Who adopted it, who decided that and when.
    pub(crate) adopted: fn(by: &str, decided_by: &str, day: &str) -> String,
    /// What is assumed of a phone, in the words of its holder; none are those of
    /// reports.
    pub(crate) assumption: fn(Dimension, value: &str) -> Option<&'static str>,
    /// What was assumed, because nobody states it.
    pub(crate) assumed: fn(what: &str) -> String,
}

/// What to do.
pub(crate) struct ToDo {
    pub(crate) title: &'static str,
    /// For an app that can be removed like any other.
    pub(crate) android: fn(app: &str) -> Vec<String>,
    pub(crate) ios: fn(app: &str) -> Vec<String>,
    /// For an app of which only the icon or the data is there.
    pub(crate) ios_offloaded: fn(app: &str) -> Vec<String>,
    /// For a web page on the home screen, by its host. Its icon bears a title.
    pub(crate) android_page: fn(host: &str) -> Vec<String>,
    pub(crate) ios_page: fn(host: &str) -> Vec<String>,
    /// For what its holder cannot remove.
    pub(crate) not_yours: fn(app: &str) -> String,
    /// For a phone that could not be read.
    pub(crate) bring: &'static str,
    /// The last step.
    pub(crate) then: &'static str,
}

/// Until when.
pub(crate) struct ByWhen {
    pub(crate) title: &'static str,
    pub(crate) day: fn(day: &str) -> String,
    pub(crate) soon: &'static str,
}

/// Whom to ask, and how to ask for an exception.
pub(crate) struct Help {
    pub(crate) title: &'static str,
    pub(crate) contact: fn(contact: &str) -> String,
    pub(crate) nobody_named: &'static str,
    pub(crate) exception: &'static str,
    /// A decision that allows a separate device.
    pub(crate) separate_device: fn(title: &str) -> String,
    /// A decision that does not, beside one that does.
    pub(crate) no_way_out: fn(title: &str) -> String,
}

/// What was looked at, and what was not.
pub(crate) struct Privacy {
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
    /// Of the list only what the rules match was kept.
    pub(crate) minimal: &'static str,
}
