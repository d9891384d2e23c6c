//! What a target never does, whatever the policy says, and how its file is used
//! without harm. Told with each export.

use super::target::{Form, Target};

/// The sentences for a target.
pub(super) fn of(target: Target, form: Form, allows: bool) -> Vec<String> {
    let mut told: Vec<&str> = Vec::new();
    match target {
        Target::Table => told.push(TABLE),
        Target::AppleProfile => told.extend([SUPERVISED, MERGE, WEB_CLIPS]),
        Target::AppleDeclaration => told.extend([DECLARATION, WEB_CLIPS]),
        Target::AndroidManagement => {
            told.extend(android(form));
            told.extend([PRIVATE_PHONE, PREINSTALLED, MAKER]);
        }
        Target::Intune => told.extend([
            match form {
                Form::Compliance => INTUNE_COMPLIANCE,
                Form::Personal => INTUNE_PERSONAL,
                _ => INTUNE_VISIBILITY,
            },
            INTUNE_ANDROID,
        ]),
        Target::Stix => told.extend([MVT_WORDS, if form == Form::Strict { STRICT } else { MVT }]),
        Target::Sql | Target::Kql => told.push(JOIN),
    }
    if allows {
        told.push(if target == Target::AndroidManagement {
            UNINSTALLS
        } else {
            HIDES
        });
    }
    told.into_iter().map(str::to_owned).collect()
}

const fn android(form: Form) -> [&'static str; 2] {
    match form {
        Form::Patch => [
            "send it to `policies.modifyPolicyApplications`: single apps change, and the rest of \
             the policy stays",
            "it speaks of the managed side alone: the personal side of a company-owned phone needs \
             the form `policy`",
        ],
        _ => [
            "send it to `policies.patch` with an `updateMask` of `playStoreMode`, `applications`, \
             `personalUsagePolicies.personalPlayStoreMode` and \
             `personalUsagePolicies.personalApplications`: without a mask the whole policy is \
             replaced",
            "the list of apps of the policy is replaced: entries of your own must be merged into \
             it; `-f patch` changes single apps instead",
        ],
    }
}

/// For every list of ids that forbids: an audit recognises such an app.
pub(super) const SIGNED_ANEW: &str = "an iPhone app that another team signed anew (its id, a dot \
                                      and the ten signs of the team) is found by an audit, and by \
                                      no list of ids";
const TABLE: &str = "rows other than `exact` are for programs that can use them: `prefix` is the \
                     beginning of an id, and `except` wins over it";
const SUPERVISED: &str = "only supervised iPhones and iPads from iOS 15 on obey it, and never \
                          under user enrolment; apps are hidden, and their data stays";
const MERGE: &str = "one profile of a phone may carry this key: merge it with the restrictions \
                     you have";
const WEB_CLIPS: &str = "a shortcut of the browser is not covered";
const DECLARATION: &str = "only supervised devices from iOS 27 on, with automated enrolment, obey \
                           it";
const PRIVATE_PHONE: &str = "on a privately owned phone nothing reaches the personal profile";
const PREINSTALLED: &str = "an app that came with the phone may stay: the device then reports \
                            `APP_INSTALLED` among its `nonComplianceDetails`";
const MAKER: &str = "where a policy denies the maker of a phone, parts of the maker's system are \
                     in the file: try it on one phone of each maker first";
const INTUNE_COMPLIANCE: &str = "post it to `$batch` of the beta of Graph; a phone with the apps \
                                 becomes non-compliant, and nothing is blocked";
const INTUNE_PERSONAL: &str = "post it to `deviceManagement/deviceConfigurations` of the beta of \
                               Graph; it is for the personal side of company-owned phones with a \
                               work profile";
const INTUNE_VISIBILITY: &str = "post it to `deviceManagement/deviceConfigurations` of Graph 1.0; \
                                 only supervised iPhones hide the apps";
const INTUNE_ANDROID: &str = "Android Enterprise has no list of apps for compliance: there the way \
                              is an assignment `uninstall` for each app of the store";
const MVT_WORDS: &str = "MVT calls each hit a malicious application; the apps of a measure are \
                         lawful products, and the report in the file names the measure";
const MVT: &str = "validators of STIX refuse `app:id`, which MVT needs; `-f strict` is for them";
const STRICT: &str = "MVT does not know `x-mobile-app:app_id`; `-f mvt` is for it";
const JOIN: &str = "a join finds and cannot say `compliant`: how much of a phone was read is not \
                    in it";
const UNINSTALLS: &str = "an allow-list: every other app is uninstalled, so try it on one phone \
                          first";
const HIDES: &str = "an allow-list: every other app is hidden, those of the system included, so \
                     try it on one phone first";
