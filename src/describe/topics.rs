//! The topic vocabulary, and finding its topics in text.

/// One topic, with its sub-topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub id: String,
    pub name: String,
    /// IPTC Media Topics code.
    pub iptc: Option<String>,
    pub children: Vec<Topic>,
}

/// The built-in vocabulary (`tables/topics.yaml`), top level, in its order.
pub fn vocabulary() -> &'static [Topic] {
    &[]
}
