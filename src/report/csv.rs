//! CSV for a spreadsheet: a line for each finding, unread part, note, remark and
//! policy that did not judge, one for each device that has none, so that no device
//! is missing from the sheet, and one for each fact about the run and for whatever
//! fails it beside the devices that are listed.
//!
//! Every cell is quoted, so that a program that separates by semicolons finds
//! no further cells inside one.

use super::document::{Device, Document, Finding, Remark};
use super::escape;
use super::facts::{self, Fact};
use super::layout::Csv;
use super::run_failures::{self, RunFailure};
use super::wording::EN;
use crate::audit::Level;
use csv::{QuoteStyle, WriterBuilder};
use std::io::{self, Write};

/// Names of the columns. Part of the interface: new ones come at the end.
const COLUMNS: [&str; 28] = [
    "device",
    "source",
    "platform",
    "maker",
    "model",
    "os_version",
    "taken_at",
    "verdict",
    "kind",
    "level",
    "code",
    "status",
    "app",
    "name",
    "version",
    "profile",
    "state",
    "origin",
    "match",
    "owner",
    "owner_country",
    "id_confidence",
    "owner_confidence",
    "message",
    "advice",
    "apps",
    "owners_known",
    "assumed",
];
/// How many of them speak of the device.
const OF_DEVICE: usize = 8;
/// How many of them speak of the device and came later.
const AT_THE_END: usize = 3;

pub(super) fn write(document: &Document<'_>, style: Csv, out: &mut dyn Write) -> io::Result<()> {
    if style.bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut sheet = WriterBuilder::new()
        .delimiter(style.separator)
        .quote_style(QuoteStyle::Always)
        .from_writer(out);
    sheet.write_record(COLUMNS)?;
    document.devices.each(|device| {
        let lines = lines(device);
        if lines.is_empty() {
            sheet.write_record(cells(device, Line::default()))?;
        }
        for line in lines {
            sheet.write_record(cells(device, line))?;
        }
        Ok(())
    })?;
    let remarks = document
        .remarks
        .iter()
        .map(|remark| of_remark(remark).cells().collect());
    let facts = facts::of_run(EN, document).into_iter();
    let facts = facts.map(|fact| of_fact(fact).cells().collect());
    let failures = run_failures::of_run(document).into_iter();
    let failures = failures.map(|failure| of_failure(failure).cells().collect());
    let of_run: Vec<Vec<String>> = failures.chain(remarks).chain(facts).collect();
    for cells in of_run {
        let nobody = std::iter::repeat_n(String::new(), OF_DEVICE);
        let end = std::iter::repeat_n(String::new(), AT_THE_END);
        sheet.write_record(nobody.chain(cells).chain(end))?;
    }
    sheet.flush()
}

/// What a line says beside the device.
#[derive(Default)]
struct Line<'d> {
    kind: &'static str,
    level: &'d str,
    code: &'d str,
    status: &'static str,
    app: Option<&'d Finding<'d>>,
    profile: Option<u32>,
    message: String,
    advice: String,
}

impl Line<'_> {
    fn cells(self) -> impl Iterator<Item = String> {
        let of_app = |field: for<'f> fn(&'f Finding<'f>) -> Option<&'f str>| {
            let text = self.app.and_then(|finding| field(finding));
            escape::csv(text.unwrap_or_default())
        };
        let cells = [
            self.kind.to_owned(),
            self.level.to_owned(),
            escape::csv(self.code),
            self.status.to_owned(),
            of_app(|finding| Some(&finding.app)),
            of_app(|finding| finding.name.as_deref()),
            of_app(|finding| finding.version.as_deref()),
            self.profile.map(|id| id.to_string()).unwrap_or_default(),
            of_app(|finding| Some(&finding.state)),
            of_app(|finding| Some(&finding.origin)),
            of_app(|finding| Some(&finding.matched)),
            of_app(|finding| finding.owner_name.as_deref()),
            of_app(|finding| finding.owner_country.as_deref()),
            of_app(|finding| finding.id_confidence.as_deref()),
            of_app(|finding| finding.owner_confidence.as_deref()),
            escape::csv_prose(&self.message),
            escape::csv_prose(&self.advice),
        ];
        cells.into_iter()
    }
}

fn cells(device: &Device<'_>, line: Line<'_>) -> impl Iterator<Item = String> {
    let text =
        |text: &Option<super::document::Text<'_>>| escape::csv(text.as_deref().unwrap_or_default());
    let own: [String; OF_DEVICE] = [
        escape::csv(&device.id),
        escape::csv(&device.source),
        text(&device.platform),
        text(&device.maker),
        text(&device.model),
        text(&device.os_version),
        text(&device.taken_at),
        device.verdict.as_str().to_owned(),
    ];
    let at_the_end: [String; AT_THE_END] = [
        device.apps.total.to_string(),
        device.apps.owner_known.to_string(),
        escape::csv_prose(&facts::assumed(EN, device).unwrap_or_default()),
    ];
    own.into_iter().chain(line.cells()).chain(at_the_end)
}

fn lines<'d>(device: &'d Device<'d>) -> Vec<Line<'d>> {
    let mut lines: Vec<Line<'d>> = device.findings.iter().map(of_finding).collect();
    lines.extend(device.coverage.gaps.iter().map(|gap| Line {
        kind: "unread",
        code: &gap.code,
        profile: gap.profile,
        message: gap.message.to_string(),
        advice: gap.advice.to_string(),
        ..Line::default()
    }));
    lines.extend(device.coverage.notes.iter().map(|note| Line {
        kind: "note",
        code: &note.code,
        message: note.message.to_string(),
        ..Line::default()
    }));
    lines.extend(device.remarks.iter().map(of_remark));
    let stands = device.applicability.iter();
    lines.extend(stands.filter_map(|stand| {
        Some(Line {
            kind: "applicability",
            code: stand.subject(),
            status: if stand.state == "not-applicable" {
                "not-applicable"
            } else {
                "unknown"
            },
            message: EN.standing(stand)?,
            ..Line::default()
        })
    }));
    lines
}

fn of_finding<'d>(finding: &'d Finding<'d>) -> Line<'d> {
    let status = match (&finding.waived_by, &finding.permitted_by) {
        (Some(_), _) => "waived",
        (None, Some(_)) => "permitted",
        (None, None) => "open",
    };
    let reason = EN.reason(finding, None);
    let message = [reason, EN.permission(finding)];
    let message: Vec<String> = message.into_iter().flatten().collect();
    Line {
        kind: "finding",
        level: finding.level.as_str(),
        code: &finding.rule,
        status,
        app: Some(finding),
        profile: Some(finding.profile),
        message: message.join("; "),
        advice: finding.how_to_fix.as_deref().unwrap_or_default().to_owned(),
    }
}

fn of_failure<'d>(failure: RunFailure) -> Line<'d> {
    Line {
        kind: "failure",
        level: Level::Deny.as_str(),
        code: failure.code,
        message: failure.message,
        ..Line::default()
    }
}

fn of_fact<'d>(fact: Fact) -> Line<'d> {
    Line {
        kind: "fact",
        code: fact.code.as_str(),
        message: fact.sentence,
        ..Line::default()
    }
}

fn of_remark<'d>(remark: &'d Remark<'d>) -> Line<'d> {
    Line {
        kind: if remark.finding { "finding" } else { "remark" },
        level: remark.level.as_str(),
        code: &remark.code,
        message: remark.message.to_string(),
        advice: remark.advice.to_string(),
        ..Line::default()
    }
}
