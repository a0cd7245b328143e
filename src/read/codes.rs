//! What counts as a region code and a topic id: asked of whoever knows, so that reading needs no other stage.

/// Which codes and ids there are: `regions`, `region` and `topics` of the YAML are checked against it.
pub trait KnownCodes: Sync {
    /// Whether the code is one of GB/T 2260, living or former.
    fn is_region(&self, code: &str) -> bool;
    /// The region that was perhaps meant (by a wrong code or a name), as it is shown: `140524 陵川县`.
    fn nearest_region(&self, text: &str) -> Option<String>;
    /// Whether the id is a topic's.
    fn is_topic(&self, id: &str) -> bool;
    /// All ids that [`KnownCodes::is_topic`] takes, in their order.
    fn topics(&self) -> Vec<String>;
    /// The topic that a sub-topic lies under; none of what is a topic itself.
    fn parent_topic(&self, _id: &str) -> Option<String> {
        None
    }
}

/// Knows no table: any six digits are a region, any word a topic.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnyCode;

impl KnownCodes for AnyCode {
    fn is_region(&self, code: &str) -> bool {
        code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())
    }

    fn nearest_region(&self, _text: &str) -> Option<String> {
        None
    }

    fn is_topic(&self, id: &str) -> bool {
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }

    fn topics(&self) -> Vec<String> {
        Vec::new()
    }
}
