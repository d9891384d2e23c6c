//! What inputs come wrapped in: folders, zip files, compressed streams, texts
//! with the output of several commands, and encodings.
//!
//! Readers of phones, backups and lists never unwrap anything themselves, so
//! that a phone is found the same way whatever it was packed in.

mod ahead;
pub(crate) mod archive;
pub mod bounded;
pub(crate) mod broken;
pub(crate) mod chunk;
pub(crate) mod chunks;
pub(crate) mod compressed;
pub(crate) mod encoding;
pub(crate) mod folder;
mod folder_id;
pub(crate) mod framed_text;
mod link_text;
mod list_text;
pub(crate) mod member;
mod pieces;
mod sections;
pub(crate) mod setting;
pub(crate) mod spool;
mod stdin;
mod tar;
pub(crate) mod text;
mod unframed_text;
mod zip;
mod zip_structure;
