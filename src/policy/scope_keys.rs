//! The keys under which a scope is written, wherever one may stand.

use super::circumstances::{Access, Ownership, Person, Use};
use super::scope::Scope;
use crate::catalogue::document::Fields;

pub(super) fn scope(fields: &mut Fields<'_>) -> Scope {
    Scope {
        persons: fields.words("persons", Person::ALL, Person::as_str),
        usage: fields.words("use", Use::ALL, Use::as_str),
        access: fields.words("access", Access::ALL, Access::as_str),
        ownership: fields.words("ownership", Ownership::ALL, Ownership::as_str),
    }
}
