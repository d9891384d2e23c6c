//! Store metadata that a tool turned into JSON, field by field as in
//! `iTunesMetadata`.

use super::json::Node;
use crate::source::ios::backup::store_metadata::{Fact, Metadata};

/// The store's facts in an object.
pub(super) fn metadata(object: &Node) -> Metadata {
    let mut metadata = Metadata::default();
    for (name, value) in object.members() {
        let fact = match value {
            Node::Text(text) => Fact::Text(text),
            Node::Integer(number) => Fact::Integer(*number),
            Node::Flag(flag) => Fact::Flag(*flag),
            Node::Object(_) if **name == *"distributorInfo" => {
                let id = value.text("distributorID");
                id.map_or(Fact::Other, Fact::Distributor)
            }
            _ => Fact::Other,
        };
        metadata.set(name, &fact);
    }
    metadata.settle();
    metadata
}
