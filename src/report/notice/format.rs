//! Notices as a format of a whole result, one after the other: on stdout, to look at
//! or to hand on, or in one file.

use super::super::Layout;
use super::super::document::{Device, Document};
use super::super::wording::Language;
use super::content::notice;
use super::html::html;
use super::markdown::markdown;
use super::page::{Form, Notice, Sender};
use std::io::{self, Write};

/// What stands between two notices in Markdown: a line across the page.
const RULE: &str = "\n---\n\n";

/// What stands between two pages of a template.
const NEXT_PAGE: &str = "\n<!-- the next notice -->\n";

/// What came of the devices of a result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// Devices with a notice.
    pub notices: usize,
    /// Inputs that could not be read and name no phone: nobody holds them.
    pub no_phones: usize,
}

/// Hands on the notice of each device whose holder has something to do.
///
/// # Errors
///
/// Whatever `take` or reading the devices reports.
pub fn each(
    document: &Document<'_>,
    language: Language,
    sender: &Sender,
    mut take: impl FnMut(&Notice) -> io::Result<()>,
) -> io::Result<Told> {
    let mut told = Told::default();
    let one = |device: &Device<'_>| {
        if device.platform.is_none() {
            told.no_phones += 1;
            return Ok(());
        }
        let Some(notice) = notice(document, device, language, sender) else {
            return Ok(());
        };
        told.notices += 1;
        take(&notice)
    };
    document.devices.each(one)?;
    Ok(told)
}

/// Writes all notices: in Markdown, or by the template of the form.
pub(in crate::report) fn write(
    document: &Document<'_>,
    layout: Layout<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let plain = Form::default();
    let form = layout.notices.unwrap_or(&plain);
    let between = if form.template.is_some() {
        NEXT_PAGE
    } else {
        RULE
    };
    let mut is_first = true;
    each(document, layout.language, &form.sender, |notice| {
        if !std::mem::take(&mut is_first) {
            out.write_all(between.as_bytes())?;
        }
        let text = match &form.template {
            // A template has the device's id, to name it where it likes.
            Some(template) => html(notice, template).map_err(io::Error::other)?,
            None => name_beside(notice).unwrap_or_default() + &markdown(notice),
        };
        out.write_all(text.as_bytes())
    })?;
    Ok(())
}

/// A comment that tells whoever hands the notices out which phone one is for, where the
/// notice itself does not: its holder knows no path of a file.
fn name_beside(notice: &Notice) -> Option<String> {
    let is_named = notice.opening.contains(&notice.device);
    let name = notice.device.replace(['<', '>'], "?");
    (!is_named && !name.is_empty()).then(|| format!("<!-- {name} -->\n"))
}
