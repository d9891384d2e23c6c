//! Who owns which app.
//!
//! The facts are data: `policies/catalogue/*.toml`, one file for each owner
//! group, put into the binary whole. This stage reads them strictly, checks
//! that they hang together, and answers one question: given what a device says
//! about an app, which product is it, whose is it, and how sure is that?
//!
//! Two confidences are kept apart all the way into a report: that an *id is
//! this app*, and that the *owner is right*.

mod builtin;
mod confidence;
mod country;
pub mod document;
mod entries;
mod identify;
mod load;
mod model;
mod owners;
mod prefix;
mod read_all;

pub use country::Country;
pub use identify::{AppKey, Clue, Identity, Match};
pub use load::{CatalogueError, load};
pub use model::{
    Address, AppId, Catalogue, Certificate, Confidence, Contested, Family, Hint, Namespace, Owner,
    Parent, ParentRelation, Source, SourceKind,
};
pub use owners::{Attribution, Relation};
pub use prefix::PrefixMap;
pub use read_all::CatalogueFile;

pub use builtin::{PolicyFile, builtin, builtin_catalogue_files, builtin_policies, schema};
