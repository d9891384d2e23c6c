//! An owner: who it belongs to, how sure that is, and what rests on it.

use crate::catalogue::Catalogue;
use crate::cli::ui::fields::FieldList;
use crate::cli::ui::owner_fields::chain;

pub(crate) fn explain(what: &str, catalogue: &Catalogue) -> Option<String> {
    let place = catalogue.owner_by_id(what).or_else(|| {
        let mut owners = catalogue.owners();
        owners.position(|owner| owner.name().eq_ignore_ascii_case(what))
    })?;
    let mut fields = FieldList::default();
    chain(&mut fields, place, catalogue);
    let families: Vec<&str> = catalogue
        .families()
        .filter(|family| family.owner() == place)
        .map(|family| family.name())
        .collect();
    fields.gap();
    fields.list("apps", &families);
    let owned: Vec<&str> = catalogue
        .owners()
        .filter(|owner| owner.parent().is_some_and(|p| p.owner == place))
        .map(|owner| owner.name())
        .collect();
    fields.list("owns", &owned);
    Some(fields.into_text())
}
