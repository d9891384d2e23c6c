//! What the account of all inputs adds to a result.

use super::outcome::AuditResult;
use super::result::{Remark, RemarkCode};
use crate::inventory::InputLedger;
use crate::policy::Level;

/// How many of the inputs that were set aside are named.
const NAMED: usize = 20;

impl AuditResult {
    /// Adds the account of all inputs. What was set aside is told: it was not
    /// judged, and somebody may have meant it.
    #[must_use]
    pub fn with_inputs(mut self, inputs: InputLedger) -> Self {
        let count = inputs.set_aside.len();
        if count > 0 {
            let names = inputs.set_aside.iter().take(NAMED);
            let names: Vec<&str> = names.map(|entry| entry.name.as_str()).collect();
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
