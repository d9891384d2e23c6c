//! A policy as somebody else's configuration: one file for each target.
//!
//! An export lists ids. A policy says more than that: owners, countries, prefixes,
//! developers, levels, scopes, exceptions. So an export is a photograph of the
//! catalogue, in three steps: [`select()`] resolves policies to rows, [`Export::new`]
//! keeps those that the target carries, [`Export::write`] spells them. Each step
//! counts and names what it leaves out, and nothing empty is ever written.
//!
//! There is no clock in here: the same policies, catalogue and day give the same
//! bytes.

mod allow;
mod allow_list;
mod allow_unsaid;
mod android_management;
mod apple_declaration;
mod apple_profile;
mod changes;
mod earlier;
mod error;
mod fit;
mod identity;
mod intune;
mod json;
mod kql;
mod left_out;
mod limits;
mod rule;
mod scopes;
mod select;
mod selection;
mod sql;
mod stix;
mod table;
mod target;
mod told_once;
mod waived;
mod wanted;

pub use allow::select_allowed;
pub use changes::{CHANGE_FORMS, Changes};
pub use earlier::Earlier;
pub use error::ExportError;
pub use fit::Export;
pub use select::select;
pub use selection::{DataFact, LeftOut, Matching, Omission, PolicyFact, Row, Selection};
pub use target::{Form, Target};
pub use wanted::Wanted;

impl Export {
    /// The file.
    ///
    /// # Errors
    ///
    /// When the target takes fewer ids than there are.
    pub fn write(&self) -> Result<String, ExportError> {
        match self.target {
            Target::Table => table::write(self),
            Target::AppleProfile => apple_profile::write(self),
            Target::AppleDeclaration => apple_declaration::write(self),
            Target::AndroidManagement => android_management::write(self),
            Target::Intune => intune::write(self),
            Target::Stix => stix::write(self),
            Target::Sql => sql::write(self),
            Target::Kql => kql::write(self),
        }
    }
}
