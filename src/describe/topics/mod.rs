//! The topic vocabulary, and finding its topics in text.
//!
//! In: an article's texts by place. Out: topics and sub-topics, best first, none where nothing fits.
//! Steps: [`vocabulary`] is `src/describe/tables/topics.yaml`; `cues` are the words of `tables/cues.tsv`, looked for all at once;
//! a word counts by where it stands, its tenth occurrence less than its second, and a long body does not drown a title.

mod cues;

pub use cues::{Topics, topics_of};

use serde::Deserialize;
use std::sync::OnceLock;

/// One topic, with its sub-topics.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Topic {
    pub id: String,
    pub name: String,
    /// IPTC Media Topics code.
    #[serde(default)]
    pub iptc: Option<String>,
    #[serde(default)]
    pub children: Vec<Topic>,
}

#[derive(Deserialize)]
struct File {
    topics: Vec<Topic>,
}

/// Makes the tables ready; whoever asks first does so otherwise.
pub(super) fn prepare() {
    cues::prepare();
}

/// The built-in vocabulary (`src/describe/tables/topics.yaml`), top level, in its order.
pub fn vocabulary() -> &'static [Topic] {
    static CELL: OnceLock<Vec<Topic>> = OnceLock::new();
    CELL.get_or_init(|| {
        // The file is ours and a test reads it; a build without topics is better than none.
        serde_yaml::from_str::<File>(include_str!("../tables/topics.yaml"))
            .map(|f| f.topics)
            .unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_has_its_topics() {
        assert_eq!(vocabulary().len(), 18);
        assert_eq!(vocabulary().iter().map(|t| t.children.len()).sum::<usize>(), 44);
        assert!(vocabulary().iter().all(|t| t.iptc.is_some()));
    }
}
