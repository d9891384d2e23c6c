//! The table of attached phones: one line each, and below it what to do when
//! the phone cannot be read.

use crate::report::escape::terminal;
use crate::report::layout::{WIDTH, fill};
use crate::source::android::adb;
use crate::source::ios::usbmux;
use crate::source::ios::usbmux::Connection;

/// One phone.
#[derive(Debug)]
pub(crate) struct Row {
    id: String,
    state: String,
    about: String,
    also_as: Vec<String>,
    /// What to do, when it cannot be read.
    advice: Option<String>,
}

impl Row {
    /// An Android phone, in adb's words.
    pub(crate) fn android(phone: adb::Attached) -> Self {
        let model = phone.model.as_deref().map(|model| model.replace('_', " "));
        let is_ready = phone.state.is_ready();
        Self {
            advice: (!is_ready).then(|| phone.state.advice().to_owned()),
            id: phone.serial,
            state: phone.detail,
            about: model.unwrap_or_default(),
            also_as: phone.also_as,
        }
    }

    /// An iPhone or iPad.
    pub(crate) fn iphone(phone: usbmux::Attached) -> Self {
        let state = phone.state().to_owned();
        let version = phone.version.map(|version| format!("iOS {version}"));
        let connection = match phone.connection {
            Connection::Usb if phone.also_wireless => "cable and Wi-Fi",
            Connection::Usb => "cable",
            Connection::Network => "Wi-Fi",
        };
        let about = [phone.model, version, Some(connection.to_owned())];
        Self {
            id: phone.udid,
            state,
            about: about.into_iter().flatten().collect::<Vec<_>>().join(", "),
            also_as: Vec::new(),
            advice: phone.gap.map(|gap| gap.advice),
        }
    }

    pub(crate) fn is_ready(&self) -> bool {
        self.advice.is_none()
    }

    fn describe(&self, widths: (usize, usize)) -> String {
        let mut text = format!(
            "{:id$}  {:state$}  {}\n",
            terminal(&self.id),
            terminal(&self.state),
            terminal(&self.about),
            id = widths.0,
            state = widths.1,
        );
        for other in &self.also_as {
            text.push_str(&format!("    also connected as {}\n", terminal(other)));
        }
        if let Some(advice) = &self.advice {
            let advice = format!("do: {}", terminal(advice));
            text.push_str(&fill(&advice, WIDTH, "    ", "        "));
            text.push('\n');
        }
        text
    }
}

/// All of them, in columns.
pub(crate) fn table(rows: &[Row]) -> String {
    let width = |text: fn(&Row) -> &str| {
        let widths = rows.iter().map(|row| terminal(text(row)).len());
        widths.max().unwrap_or(0)
    };
    let widths = (width(|row| &row.id), width(|row| &row.state).min(24));
    rows.iter().map(|row| row.describe(widths)).collect()
}
