//! Messages that a management server passes on: the answers of phones, as
//! `NanoMDM` and `MicroMDM` put them into JSON (`service/webhook/event.json`).
//!
//! The answer itself is a property list in Base64, see [`mdm_list`]. The message
//! adds when it came, and how the phone is enrolled. Logs of such messages hold
//! check-ins and answers to other commands besides.

use super::claim::Claim;
use super::json::Node;
use super::list::Answer;
use super::{mdm_list, moment::moment};
use crate::inventory::Platform;
use crate::source::ios::field;
use crate::source::ios::plist::{Pull, Token};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// Commands beside that for the installed apps.
const OTHER: Answer = Answer::Aside("an answer of a phone to another command");

/// Reads a message.
pub(super) fn record(message: &Node) -> Option<Answer> {
    message
        .text("topic")
        .filter(|topic| topic.starts_with("mdm."))?;
    let Some(event) = message.get("acknowledge_event") else {
        return message
            .has("checkin_event")
            .then_some(Answer::Aside("a check-in of a phone, which lists no apps"));
    };
    let udid = event.text("udid").and_then(field::udid);
    let payload = event.text("raw_payload").unwrap_or_default();
    let payload = BASE64_STANDARD.decode(payload.as_bytes()).ok();
    let Some(payload) = payload.filter(|payload| is_property_list(payload)) else {
        return Some(Answer::without_apps(
            udid,
            Some(Platform::Ios),
            "the message of the management server holds no whole answer of the phone",
            "save the message again, with all of its raw_payload",
        ));
    };
    let mut answer = match answer(&payload) {
        Some(Answer::Refused(refused)) if event.text("status") == Some("Acknowledged") => {
            if refused.platform.is_none() {
                return Some(Answer::Aside("the answer of a Mac"));
            }
            return Some(OTHER);
        }
        Some(answer) => answer,
        None => return Some(OTHER),
    };
    if let Answer::List(list) = &mut answer {
        list.taken_at = message.text("created_at").and_then(moment);
        let kind = event.get("ids").and_then(|ids| ids.text("type"));
        match kind {
            Some(kind) if kind.starts_with("User Enrollment") => list.claims(
                Claim::ManagedOnly,
                "a phone under User Enrollment tells of managed apps only",
            ),
            None | Some("Device" | "User" | "Shared iPad") => {}
            Some(_) => list.claims(
                Claim::Part,
                "the message names a kind of enrolment that is not known here, under which a phone may tell of managed apps only",
            ),
        }
    }
    Some(answer)
}

/// Whether a property list is there, and one in XML to its end or with the list
/// of apps in it: what was cut before that may have been one.
fn is_property_list(bytes: &[u8]) -> bool {
    let is_whole = bytes.starts_with(b"bplist00")
        || bytes.trim_ascii_end().ends_with(b"</plist>")
        || memchr::memmem::find(bytes, b"InstalledApplicationList").is_some();
    is_whole && Pull::new(bytes).is_ok_and(|mut pull| pull.token() == Ok(Token::Dict))
}

fn answer(bytes: &[u8]) -> Option<Answer> {
    let mut pull = Pull::new(bytes).ok()?;
    match pull.token().ok()? {
        Token::Dict => mdm_list::read_message(pull),
        _ => None,
    }
}
