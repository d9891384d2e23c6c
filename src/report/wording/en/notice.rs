//! Notices in English.

use super::super::shared::measure;
use super::super::words::notice::{ByWhen, Decision, Found, Help, NoticeWords, Privacy, ToDo};
use crate::audit::Dimension;

pub(super) const NOTICE: NoticeWords = NoticeWords {
    subject: "About the apps on your service phone",
    hello: "Hello,",
    checked: |phone, day| match day {
        Some(day) => format!("On {day} the apps on your service phone ({phone}) were checked."),
        None => format!("The apps on your service phone ({phone}) were checked."),
    },
    found: Found {
        title: "What was found",
        apps: |number| match number {
            1 => "One app is not in line with the rules for the phone:".to_owned(),
            _ => format!("{number} apps are not in line with the rules for the phone:"),
        },
        pages: |number| match number {
            1 => "One web page on the home screen is not in line with the rules for the phone:"
                .to_owned(),
            _ => format!(
                "{number} web pages on the home screen are not in line with the rules for the phone:"
            ),
        },
        apps_and_pages: |number| {
            format!(
                "{number} apps and web pages on the home screen are not in line with the rules for the phone:"
            )
        },
        page: |host| format!("the web page {host}"),
        nothing: "The phone could not be fully read. So nobody can say yet whether it is in \
                  line with the rules. That is not your fault.",
        not_all: "Besides, the phone could not be fully read. There may be more.",
        fitted: |number, example| {
            format!("{number} apps that came with the phone, such as {example}")
        },
        in_work_profile: "in the work profile",
        in_other_profile: "in another profile of the phone, such as the private one",
        switched_off: "switched off, but still installed",
        archived: "archived: one tap brings it back",
        left_over: "removed, but its data is still there",
        instant: "used without being installed",
    },
    decision: Decision {
        title: "Which decision this is about",
        measure,
        recommendation: "This is advice, not a ban.",
        ban: "By this decision the app may not be installed.",
        warning: "This is a warning.",
        adopted: |by, decided_by, day| {
            format!("{by} has adopted it for its own phones (decided by {decided_by} on {day}).")
        },
        assumption: |fact, value| match (fact, value) {
            (Dimension::Person, "public-employee") => Some("you are a public employee"),
            (Dimension::Use, "service") => Some("it is used for daily service"),
            (Dimension::Access, "internal") => Some("the phone has access to internal systems"),
            (Dimension::Ownership, "issued") => Some("your employer issued it"),
            _ => None,
        },
        assumed: |what| {
            format!(
                "Nobody has stated the following, so it was assumed: {what}. If that is not \
                 so, tell the contact below."
            )
        },
    },
    to_do: ToDo {
        title: "What to do",
        android: |app| {
            vec![
                "Open Settings on the phone and tap Apps.".to_owned(),
                format!("Tap {app}."),
                "Tap Uninstall and confirm.".to_owned(),
            ]
        },
        ios: |app| {
            vec![
                format!(
                    "Touch and hold the icon of {app} on the Home Screen. If it is not there, \
                         swipe left to the App Library and search for it."
                ),
                "Tap Remove App or Delete App.".to_owned(),
                "Tap Delete App and confirm.".to_owned(),
            ]
        },
        ios_offloaded: |app| {
            vec![
                "Open Settings, tap General, and then iPhone Storage or iPad Storage.".to_owned(),
                format!("Tap {app}."),
                "Tap Delete App and confirm.".to_owned(),
            ]
        },
        android_page: |host| {
            vec![
                format!(
                    "Find the icon on the home screen that opens {host}. It bears the title of the page."
                ),
                "Touch and hold it, tap Remove or Uninstall, and confirm.".to_owned(),
            ]
        },
        ios_page: |host| {
            vec![
                format!(
                    "Find the icon on the home screen that opens {host}. It bears the title of the page."
                ),
                "Touch and hold it, tap Delete Bookmark, and confirm.".to_owned(),
            ]
        },
        not_yours: |app| {
            format!(
                "You cannot remove {app} yourself. Ask the contact below: it is done with the phone in hand or through mobile device management."
            )
        },
        bring: "Bring the phone, unlocked, to the contact below, so that it can be read again.",
        then: "Tell the contact below when you are done, so that the phone is checked again.",
    },
    by_when: ByWhen {
        title: "By when",
        day: |day| format!("By {day}."),
        soon: "As soon as you can. No day has been set.",
    },
    help: Help {
        title: "Whom to ask",
        contact: |contact| format!("Your contact: {contact}"),
        nobody_named: "Ask the IT department or the security officer of your organisation.",
        exception: "If you need the app for your work, ask the contact for an exception. Say what you need \
                    it for and for how long. It is decided in writing, with a last day. Keep the \
                    app off this phone until you have an answer.",
        separate_device: |title| {
            format!(
                "“{title}” allows a separate device reserved for this purpose, which is not connected to internal systems."
            )
        },
        no_way_out: |title| format!("“{title}” names no such exception."),
    },
    privacy: Privacy {
        title: "What was not looked at",
        text: "Only the list of installed apps was read, and whether all of it could be read. Nobody looked at messages, pictures, contacts, calls, places, or at what you do in an app. Apps that break no rule are as a rule not named, in this notice or in reports. One may be named where reading stopped at it, or where it shows how the phone is used.",
        minimal: "The record is minimal: of the list, only what the rules match was kept. All other \
                  apps were only counted.",
    },
};
