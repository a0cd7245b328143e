//! The topic vocabulary, and finding its topics in text.
//!
//! In: an article's texts by place, and the [`Vocabulary`]. Out: topics and sub-topics, best first, none where nothing fits.
//! Steps: `tree` is `src/describe/tables/topics.yaml`, changed by an archive's own vocabulary files; `cues` are the words
//! of `tables/cues.tsv` and theirs, looked for all at once; `weigh`: a word counts by where it stands, its tenth
//! occurrence less than its second, and a long body does not drown a title. `iptc` names the codes.

mod cues;
pub mod iptc;
mod tree;
mod weigh;

pub use tree::{Topic, Tree};
pub use weigh::{Found, topics_of};

use crate::read::topics::TopicFile;
use cues::Cues;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// The topics that there are, and the words that speak for them.
pub struct Vocabulary {
    pub tree: Tree,
    cues: Cues,
    names: BTreeSet<String>,
}

impl Vocabulary {
    /// The built-in one as an archive's files change it; without files the built-in one itself, made once.
    pub fn of(files: &[TopicFile]) -> Arc<Self> {
        static BUILT_IN: OnceLock<Arc<Vocabulary>> = OnceLock::new();
        let make = || {
            let tree = Tree::of(files);
            let names = tree.all().map(|topic| topic.name.clone()).collect();
            Arc::new(Self { cues: Cues::of(&tree, files), tree, names })
        };
        if files.is_empty() { BUILT_IN.get_or_init(make).clone() } else { make() }
    }

    /// Whether a topic or sub-topic is called so.
    pub fn is_name(&self, text: &str) -> bool {
        self.names.contains(text)
    }
}
