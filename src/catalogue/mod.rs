//! Who owns which app.
//!
//! The facts are data: `policies/catalogue/*.toml`, one file for each owner
//! group. When the program is built they are read strictly, checked and put into
//! a compact form, which is what a run reads; an overlay is read and tied to
//! them when it is named. This stage answers one question: given what a device
//! says about an app, which product is it, whose is it, and how sure is that?
//!
//! Two confidences are kept apart all the way into a report: that an *id is
//! this app*, and that the *owner is right*.

mod builtin;
mod confidence;
mod country;
pub mod document;
mod entries;
mod error;
mod identify;
mod load;
mod lookup;
mod model;
mod owners;
mod packed;
mod prefix;
mod tie;
mod views;
mod words;

/// The platform that an id is of.
pub use crate::inventory::Platform;
pub use country::Country;
pub use error::CatalogueError;
pub use identify::{AppKey, Clue, Identity, Match};
pub use load::{CatalogueFile, DataFiles, load, load_sets, sha256};
pub use model::Catalogue;
pub use owners::{Attribution, Relation};
pub use prefix::PrefixMap;
pub use views::{AppId, Certificate, Contested, DataSet, Family, Owner, Parent, Source};
pub use words::{Confidence, ParentRelation, SourceKind};

pub use builtin::{
    BuiltinPolicy, PolicyFile, builtin, builtin_catalogue_files, builtin_policies, builtin_policy,
    builtin_policy_names, builtin_policy_text, schema,
};
