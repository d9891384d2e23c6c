//! Redacts the summary of a fleet.

use super::Redactor;
use super::free::{TAKEN_OUT, gap_told, without_decider};
use super::replace::{Names, clean};
use crate::audit::{FleetSummary, Permission, Reason, RemarkCode};
use std::cmp::Reverse;
use std::sync::Arc;

impl Redactor {
    /// Redacts a summary.
    pub fn summary(&self, summary: &mut FleetSummary) {
        let run = &mut summary.run;
        let missing = run.evidence.not_read.iter();
        let mut names: Names = missing.map(|id| (id.clone(), self.id(id))).collect();
        names.sort_by_key(|(name, _)| Reverse(name.len()));
        let measures = run.measures.iter_mut().map(Arc::make_mut);
        for adoption in measures.filter_map(|measure| measure.adoption.as_mut()) {
            for remark in &mut run.remarks {
                remark.message = without_decider(&remark.message, &adoption.decided_by);
            }
            TAKEN_OUT.clone_into(&mut adoption.decided_by);
        }
        for remark in &mut run.remarks {
            let told = self.without_waiver(&remark.message);
            remark.message = clean(&names, told.as_ref().unwrap_or(&remark.message));
            remark.details.clear();
        }
        for id in summary
            .contradicted
            .iter_mut()
            .chain(&mut run.evidence.not_read)
        {
            *id = self.id(id);
        }
        for device in &mut summary.worst {
            device.id = self.id(&device.id);
        }
        for device in &mut summary.unread {
            if let Reason::Gap(gap) = &mut device.reason {
                gap_told(gap.code.as_str()).0.clone_into(&mut gap.message);
            }
            device.id = self.id(&device.id);
        }
        let limits = summary.limits.iter_mut();
        for permission in limits.flat_map(|(limits, _)| &mut limits.permissions) {
            if let Permission::Waiver(waiver) = permission {
                let waiver = Arc::make_mut(waiver);
                waiver.id = self.waiver(&waiver.id);
                TAKEN_OUT.clone_into(&mut waiver.reason);
                TAKEN_OUT.clone_into(&mut waiver.approver);
            }
        }
        for (_, id) in &mut summary.oldest {
            *id = self.id(id);
        }
        for remark in &mut summary.run.remarks {
            if remark.code == RemarkCode::InputsSetAside {
                let count = remark.message.split(':').next().unwrap_or_default();
                remark.message = count.to_owned();
            }
        }
    }
}
