//! Words that speak for a topic (`src/describe/tables/cues.tsv` and an archive's own), and finding them in a text.

use super::Tree;
use crate::describe::fold::fold;
use crate::describe::lookup::{self, Lookup, Marked};
use crate::read::topics::{CueWeight, OwnTopic, TopicFile};
use std::borrow::Cow;

const TABLE: &str = include_str!("../tables/cues.tsv");

/// For a word, each topic it speaks for: its place in the vocabulary, the sub-topic's if it is one's, and its weight.
#[derive(Default)]
pub(super) struct Cue {
    pub topics: Vec<(usize, f64)>,
    pub subtopics: Vec<((usize, usize), f64)>,
}

/// The place of what is no topic, `-` in the table: it stands against the topics, and where it outweighs them there is none.
pub(super) const ELSEWHERE: usize = usize::MAX;

type Word = Cow<'static, str>;

/// The words of a vocabulary.
pub(super) struct Cues {
    cues: Vec<Cue>,
    texts: Lookup<Word>,
    /// Bytes of the longest word.
    longest: usize,
}

fn raise<K: PartialEq>(list: &mut Vec<(K, f64)>, key: K, weight: f64) {
    match list.iter_mut().find(|(k, _)| *k == key) {
        Some((_, w)) => *w = w.max(weight),
        None => list.push((key, weight)),
    }
}

/// A word, the topic and sub-topic that it speaks for, and its weight.
type Entry = (Word, (usize, Option<usize>), f64);

impl Cues {
    /// The table's words, unless a file replaces the built-in topics, and the files' own.
    pub fn of(tree: &Tree, files: &[TopicFile]) -> Self {
        let mut all: Vec<Entry> = Vec::with_capacity(6000);
        let from = files.iter().rposition(|file| file.replace);
        if from.is_none() {
            table(tree, &mut all);
        }
        for topic in files.iter().skip(from.unwrap_or(0)).flat_map(|file| &file.topics) {
            own(tree, topic, &mut all);
        }
        // A word's lines stay in the table's order.
        lookup::sort(&mut all, |(word, ..)| (word, ()));
        let chunks = || all.chunk_by(|a, b| a.0 == b.0);
        let cues: Vec<Cue> = chunks().map(cue).collect();
        let words: Vec<Word> =
            chunks().filter_map(|lines| lines.first()).map(|(word, ..)| word.clone()).collect();
        let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
        Self { cues, texts: Lookup::new(words), longest }
    }

    /// The word of a cue.
    pub fn word(&self, cue: usize) -> &str {
        self.texts.word(cue)
    }

    /// What a cue says.
    pub fn cue(&self, cue: usize) -> &Cue {
        &self.cues[cue]
    }

    /// The cues in a text. 老师傅 is no 老师: a word inside a longer one counts only where they speak for one topic.
    pub fn within(&self, text: &Marked) -> Vec<usize> {
        let mut matches: Vec<(usize, usize, usize)> = Vec::new();
        self.texts.each(text, |start, cue| matches.push((start, start + self.word(cue).len(), cue)));
        matches.sort_unstable_by_key(|m| (m.1, m.0));
        let topics = |cue: usize| &self.cues[cue].topics;
        let hidden = |k: usize| {
            let (start, end, inner) = matches[k];
            // Matches come by their ends; one that holds this one ends within the longest cue's reach.
            let reach = start + self.longest;
            let near = matches[k.saturating_sub(8)..].iter().take(40);
            let near = near.take_while(|m| m.0 < end + 30 && m.1 <= reach);
            near.filter(|m| m.0 <= start && m.1 >= end && m.1 - m.0 > end - start)
                .any(|m| !topics(m.2).iter().any(|(t, _)| topics(inner).iter().any(|(u, _)| t == u)))
        };
        (0..matches.len()).filter(|&k| !hidden(k)).map(|k| matches[k].2).collect()
    }
}

fn table(tree: &Tree, all: &mut Vec<Entry>) {
    for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(id), Some(weight), Some(words)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let elsewhere = (id == "-").then_some((ELSEWHERE, None));
        let Some(place) = elsewhere.or_else(|| tree.place(id)) else { continue };
        let weight = match weight {
            "4" => 1.6,
            "3" => 1.0,
            "2" => 0.5,
            _ => 0.2,
        };
        all.extend(words.split_whitespace().map(|word| (word.into(), place, weight)));
    }
}

/// The words of a file's topic and its sub-topics, in the form in which texts are read.
fn own(tree: &Tree, topic: &OwnTopic, all: &mut Vec<Entry>) {
    if let Some(place) = tree.place(&topic.id) {
        all.extend(topic.cues.iter().map(|cue| {
            let weight = match cue.weight {
                CueWeight::Strong => 1.6,
                CueWeight::Normal => 1.0,
                CueWeight::Weak => 0.5,
            };
            (fold(&cue.word).into(), place, weight)
        }));
    }
    topic.children.iter().for_each(|child| own(tree, child, all));
}

/// A word, of all lines that have it.
fn cue(lines: &[Entry]) -> Cue {
    let mut cue = Cue { topics: Vec::with_capacity(1), subtopics: Vec::new() };
    for (_, (topic, sub), weight) in lines {
        raise(&mut cue.topics, *topic, *weight);
        if let Some(sub) = sub {
            raise(&mut cue.subtopics, (*topic, *sub), *weight);
        }
    }
    cue
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_line_of_the_table_names_a_topic_and_every_topic_has_words() {
        let tree = Tree::default();
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(cells[0] == "-" || tree.place(cells[0]).is_some(), "{}", cells[0]);
            *count.entry(cells[0]).or_default() += cells[2].split_whitespace().count();
        }
        for topic in tree.all() {
            let n = count.get(topic.id.as_str());
            assert!(n.is_some_and(|n| *n >= 25), "{}: {n:?}", topic.id);
        }
    }
}
