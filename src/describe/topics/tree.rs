//! Topics and sub-topics: two levels, in an order.

use crate::read::topics::{OwnTopic, TopicFile};
use serde::Deserialize;
use std::sync::OnceLock;

/// One topic, with its sub-topics.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Topic {
    pub id: String,
    pub name: String,
    /// IPTC Media Topics code.
    #[serde(default)]
    pub iptc: Option<String>,
    #[serde(default)]
    pub children: Vec<Topic>,
}

/// All topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    top: Vec<Topic>,
}

/// The built-in topics.
impl Default for Tree {
    fn default() -> Self {
        Self { top: built_in().to_vec() }
    }
}

#[derive(Deserialize)]
struct File {
    topics: Vec<Topic>,
}

/// `src/describe/tables/topics.yaml`.
fn built_in() -> &'static [Topic] {
    static CELL: OnceLock<Vec<Topic>> = OnceLock::new();
    CELL.get_or_init(|| {
        // The file is ours and a test reads it; a build without topics is better than none.
        serde_yaml::from_str::<File>(include_str!("../tables/topics.yaml"))
            .map(|f| f.topics)
            .unwrap_or_default()
    })
}

impl Tree {
    /// The built-in topics as an archive's files change them, one after the other. What the built-in vocabulary has
    /// keeps its place; what is new comes behind it.
    pub fn of(files: &[TopicFile]) -> Self {
        let mut tree = Self::default();
        for file in files {
            if file.replace {
                tree.top.clear();
            }
            for own in &file.topics {
                match tree.place(&own.id).filter(|_| own.extends) {
                    Some((top, None)) => extend(&mut tree.top[top], own),
                    Some((top, Some(sub))) => extend(&mut tree.top[top].children[sub], own),
                    None => tree.top.push(topic(own)),
                }
            }
        }
        tree
    }

    /// The topics, without their sub-topics.
    pub fn top(&self) -> &[Topic] {
        &self.top
    }

    /// Topics and sub-topics, each topic before its own.
    pub fn all(&self) -> impl Iterator<Item = &Topic> {
        self.top.iter().flat_map(|topic| std::iter::once(topic).chain(&topic.children))
    }

    /// The topic or sub-topic of this id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.all().find(|topic| topic.id == id)
    }

    /// The topic that a sub-topic lies under.
    pub fn parent(&self, id: &str) -> Option<&Topic> {
        self.top.iter().find(|topic| topic.children.iter().any(|child| child.id == id))
    }

    /// Its name; the id itself where the vocabulary does not know it.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.topic(id).map_or(id, |topic| topic.name.as_str())
    }

    /// Its IPTC Media Topics code; a sub-topic without one has its topic's.
    pub fn iptc(&self, id: &str) -> Option<&str> {
        let own = self.topic(id).and_then(|topic| topic.iptc.as_deref());
        own.or_else(|| self.parent(id)?.iptc.as_deref())
    }

    /// Places of the topic, and of the sub-topic where it is one.
    pub(super) fn place(&self, id: &str) -> Option<(usize, Option<usize>)> {
        self.top.iter().enumerate().find_map(|(t, topic)| {
            if topic.id == id {
                return Some((t, None));
            }
            topic.children.iter().position(|c| c.id == id).map(|s| (t, Some(s)))
        })
    }
}

fn topic(own: &OwnTopic) -> Topic {
    let mut topic = Topic { id: own.id.clone(), name: own.id.clone(), ..Topic::default() };
    extend(&mut topic, own);
    topic
}

fn extend(topic: &mut Topic, own: &OwnTopic) {
    if let Some(name) = &own.name {
        topic.name.clone_from(name);
    }
    if own.iptc.is_some() {
        topic.iptc.clone_from(&own.iptc);
    }
    topic.children.extend(own.children.iter().map(self::topic));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_has_its_topics() {
        let tree = Tree::default();
        assert_eq!(tree.top().len(), 18);
        assert_eq!(tree.all().count(), 18 + 44);
        assert!(
            tree.top().iter().all(|t| t
                .iptc
                .as_deref()
                .and_then(crate::describe::topics::iptc::name)
                .is_some())
        );
        assert_eq!(tree.iptc("agr-revival"), Some("medtop:20000210"));
    }

    #[test]
    fn files_change_it_one_after_the_other() {
        let own = |id: &str, extends| OwnTopic {
            id: id.into(),
            extends,
            name: Some(format!("{id}名")),
            ..OwnTopic::default()
        };
        let mut industry = own("industry", true);
        industry.children.push(own("ind-silk", false));
        let add =
            TopicFile { replace: false, topics: vec![own("silk", false), industry, own("ind-chain", true)] };
        let tree = Tree::of(std::slice::from_ref(&add));
        assert_eq!(
            (tree.top().len(), tree.name("industry"), tree.name("ind-chain")),
            (19, "industry名", "ind-chain名")
        );
        assert_eq!(tree.parent("ind-silk").map(|t| t.id.as_str()), Some("industry"));
        assert_eq!(tree.place("industry"), Tree::default().place("industry"));
        let only = Tree::of(&[add, TopicFile { replace: true, topics: vec![own("tea", false)] }]);
        assert_eq!(only.all().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["tea"]);
    }
}
