//! What the account of all inputs adds to a result.

use super::outcome::AuditResult;
use super::result::{Remark, RemarkCode};
use crate::inventory::{InputLedger, SetAside};
use crate::policy::Level;

/// How many of the inputs that were set aside are named.
const NAMED: usize = 20;

/// The option that leaves inputs out.
const EXCLUDED: &str = "--exclude";

impl AuditResult {
    /// Adds the account of all inputs. What was set aside is told: it was not
    /// judged, and somebody may have meant it.
    #[must_use]
    pub fn with_inputs(mut self, inputs: InputLedger) -> Self {
        let count = inputs.set_aside.len();
        if count > 0 {
            let names = inputs.set_aside.iter().take(NAMED);
            // What was excluded was not looked at.
            let name = |entry: &SetAside| {
                if entry.what.contains(EXCLUDED) {
                    format!("{} ({EXCLUDED})", entry.name)
                } else {
                    entry.name.clone()
                }
            };
            let names: Vec<String> = names.map(name).collect();
            let more = if count > NAMED { ", and more" } else { "" };
            self.remarks.push(Remark {
                code: RemarkCode::InputsSetAside,
                level: Level::Note,
                is_finding: false,
                message: format!(
                    "inputs that hold no list of apps ({count}): {}{more}",
                    names.join(", ")
                ),
                advice: String::new(),
                details: vec![
                    ("count", count.to_string()),
                    (
                        "names",
                        format!(
                            "{}{}",
                            names.join(", "),
                            if count > NAMED { ", …" } else { "" }
                        ),
                    ),
                ],
            });
        }
        self.inputs = inputs;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Judge, Terms};
    use crate::catalogue;
    use crate::inventory::SetAside;

    /// All that were set aside are counted, and it is said when not all are named.
    #[test]
    fn more_is_said_of_more_than_are_named() {
        let facts = catalogue::builtin();
        let judge = Judge::new(&[], &facts, Terms::on("2026-11-21".parse().unwrap()));
        for count in [0, 1, NAMED, NAMED + 1] {
            let of = |n: usize| SetAside {
                name: format!("F{n}"),
                what: "a picture".to_owned(),
            };
            let inputs = InputLedger {
                set_aside: (1..=count).map(of).collect(),
                ..InputLedger::default()
            };
            let empty = judge.result(Vec::new(), Vec::new());
            let before = empty.remarks.len();
            let result = empty.with_inputs(inputs);
            let added = &result.remarks[before..];
            assert_eq!(added.len(), usize::from(count > 0));
            assert_eq!(result.inputs.set_aside.len(), count);
            for remark in added {
                assert!(remark.message.contains(&format!("({count}): F1")));
                assert_eq!(remark.message.ends_with(", and more"), count > NAMED);
                let names = remark.details.iter().find(|(key, _)| *key == "names");
                assert_eq!(names.unwrap().1.ends_with(", …"), count > NAMED);
            }
        }
    }
}
