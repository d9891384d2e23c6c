//! Archives that are one document or program, of which nobody wants the parts.
//!
//! What belongs to the format ends with the whole. What only lies in the same
//! archive, because somebody packed it there, keeps its own end. A workbook may be
//! a list, where any of its cells holds an id, and so may the text of a document; the
//! program's own are told by who wrote them, and nobody saved them since.

use super::closed_documents::Closed;
use super::container::archive::Archive;
use super::container::member::Member;
use super::findings::{Findings, is_damage};
use super::other_content::{self, Format};
use super::{gaps, own_documents};
use crate::inventory::{Locator, Reading};
use std::io::Read as _;

/// How much is read of a member that says what the document is, in bytes.
const LARGEST: u64 = 64 << 10;

/// Ends the parts of a document or program with the whole, if the archive is one.
pub(super) fn settle(
    findings: &mut Findings,
    archive: &mut Archive,
    members: &[Member],
    locator: &Locator,
) {
    let names = || members.iter().map(|member| member.path.as_str());
    let Some(format) = other_content::archive(names()) else {
        return;
    };
    let mut text = |name: &str| content(archive, members, name);
    let is_sheet =
        names().any(other_content::is_of_sheet) || other_content::is_open_sheet(&text("mimetype"));
    let is_own = is_sheet && own_documents::is_workbook(&text("docProps/core.xml"));
    let is_locked = names().any(|name| name == "encrypted-package")
        || (format == Format::OpenDocument
            && other_content::is_locked(&text("META-INF/manifest.xml")));
    let whole = locator.to_string();
    let inside = |place: &str| {
        let path = place.strip_prefix(whole.as_str());
        path.and_then(|path| path.strip_prefix('/'))
            .map(str::to_owned)
    };
    let belongs = |place: &str| inside(place).is_some_and(|path| format.holds(&path));
    let is_part = |one: &Reading| !is_damage(one) && belongs(&one.locator.to_string());
    let is_text = |one: &Reading| {
        let path = inside(&one.locator.to_string());
        is_part(one) && path.is_some_and(|path| format.holds_text(&path))
    };
    let mut unread = findings.unread.iter();
    let is_closed = is_locked || format == Format::IWork;
    let is_list = if is_closed {
        true
    } else if is_sheet {
        !is_own && unread.any(is_part)
    } else {
        unread.any(is_text)
    };
    findings.unread.retain(|one| !is_part(one));
    findings.aside.retain(|(place, _)| !belongs(place));
    if is_list {
        let gap = if is_locked {
            Closed::Locked.gap()
        } else if is_closed {
            Closed::IWork.gap()
        } else if is_sheet {
            gaps::spreadsheet()
        } else {
            gaps::document()
        };
        let unread = Reading::unread(locator.clone(), None, gap);
        findings.unread.push(unread);
    } else {
        let what = if is_own {
            own_documents::RESULT
        } else {
            format.name()
        };
        findings.aside.push((String::new(), what));
    }
}

/// The beginning of a member; nothing where there is none.
fn content(archive: &mut Archive, members: &[Member], name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let member = members.iter().find(|member| member.path == name);
    let reader = member.and_then(|member| archive.reader(member.index).ok());
    if let Some(reader) = reader {
        // What is damaged was told where its member was read.
        let _ = reader.take(LARGEST).read_to_end(&mut bytes);
    }
    bytes
}
