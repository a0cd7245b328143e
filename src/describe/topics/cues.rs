//! Words that speak for a topic (`src/describe/tables/cues.tsv`), and weighing them.

use super::vocabulary;
use crate::describe::Finding;
use crate::describe::lookup::{self, Lookup};
use crate::describe::regions::{Zone, ZoneKind};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../tables/cues.tsv");

/// A word, and for each topic it speaks for: its place in the vocabulary, the sub-topic's if it is one's, and its weight.
struct Cue {
    text: &'static str,
    topics: Vec<(usize, f64)>,
    subtopics: Vec<((usize, usize), f64)>,
}

struct Cues {
    cues: Vec<Cue>,
    texts: Lookup<&'static str>,
}

/// What an article's words say of its topics.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Topics {
    pub topics: Vec<Finding>,
    pub subtopics: Vec<Finding>,
}

fn place_of(id: &str) -> Option<(usize, Option<usize>)> {
    vocabulary().iter().enumerate().find_map(|(t, topic)| {
        if topic.id == id {
            return Some((t, None));
        }
        topic.children.iter().position(|c| c.id == id).map(|s| (t, Some(s)))
    })
}

fn raise<K: PartialEq>(list: &mut Vec<(K, f64)>, key: K, weight: f64) {
    match list.iter_mut().find(|(k, _)| *k == key) {
        Some((_, w)) => *w = w.max(weight),
        None => list.push((key, weight)),
    }
}

/// A word on a line of the table: the topic and sub-topic of that line, and its weight.
type Entry = (&'static str, (usize, Option<usize>), f64);

fn build() -> Cues {
    let mut all: Vec<Entry> = Vec::with_capacity(5000);
    for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(id), Some(weight), Some(words)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let Some(place) = place_of(id) else { continue };
        let weight = match weight {
            "4" => 1.6,
            "3" => 1.0,
            "2" => 0.5,
            _ => 0.2,
        };
        all.extend(words.split_whitespace().map(|word| (word, place, weight)));
    }
    // A word's lines stay in the table's order.
    lookup::sort(&mut all, |(word, ..)| (word, ()));
    let cues: Vec<Cue> = all.chunk_by(|a, b| a.0 == b.0).map(cue).collect();
    let texts = Lookup::new(cues.iter().map(|c| c.text));
    Cues { cues, texts }
}

/// A word, of all lines that have it.
fn cue(lines: &[Entry]) -> Cue {
    let text = lines.first().map_or("", |(word, ..)| *word);
    let mut cue = Cue { text, topics: Vec::with_capacity(1), subtopics: Vec::new() };
    for (_, (topic, sub), weight) in lines {
        raise(&mut cue.topics, *topic, *weight);
        if let Some(sub) = sub {
            raise(&mut cue.subtopics, (*topic, *sub), *weight);
        }
    }
    cue
}

/// Makes the cues ready.
pub(super) fn prepare() {
    cues();
}

fn cues() -> &'static Cues {
    static CELL: OnceLock<Cues> = OnceLock::new();
    CELL.get_or_init(build)
}

fn weight(kind: ZoneKind) -> f64 {
    match kind {
        ZoneKind::Title => 4.0,
        ZoneKind::Subtitle => 3.0,
        ZoneKind::Kicker | ZoneKind::Column => 1.5,
        ZoneKind::Heading | ZoneKind::Lead => 1.5,
        ZoneKind::Body | ZoneKind::Caption => 1.0,
        ZoneKind::Author => 0.0,
    }
}

/// The cues in a text. 老师傅 is no 老师: a word inside a longer one counts only where they speak for one topic.
fn cues_in(text: &str, cues: &[Cue], texts: &Lookup<&str>) -> Vec<usize> {
    let at = |start: usize| {
        let found = texts.begins(&text[start..]);
        found.map(move |cue| (start, start + cues[cue].text.len(), cue))
    };
    let mut matches: Vec<(usize, usize, usize)> =
        text.char_indices().flat_map(|(start, _)| at(start)).collect();
    matches.sort_unstable_by_key(|m| (m.1, m.0));
    let hidden = |k: usize| {
        let (start, end, inner) = matches[k];
        // Matches come by their ends; one that holds this one ends within the longest cue's reach.
        let near = matches[k.saturating_sub(8)..].iter().take_while(|m| m.0 < end + 30).take(40);
        near.filter(|m| m.0 <= start && m.1 >= end && m.1 - m.0 > end - start)
            .any(|m| !cues[m.2].topics.iter().any(|(t, _)| cues[inner].topics.iter().any(|(u, _)| t == u)))
    };
    (0..matches.len()).filter(|&k| !hidden(k)).map(|k| matches[k].2).collect()
}

/// The topics and sub-topics of an article's texts.
pub fn topics_of(zones: &[Zone]) -> Topics {
    let Cues { cues, texts } = cues();
    // A word's occurrences by kind of place.
    let mut seen: BTreeMap<usize, BTreeMap<usize, (f64, f64)>> = BTreeMap::new();
    let mut body = 0usize;
    for zone in zones {
        if matches!(zone.kind, ZoneKind::Body | ZoneKind::Lead) {
            body += zone.text.chars().count();
        }
        for cue in cues_in(&zone.text, cues, texts) {
            let slot = seen.entry(cue).or_default();
            slot.entry(zone.kind as usize).or_insert((weight(zone.kind), 0.0)).1 += 1.0;
        }
    }
    let damp = (1.0 + body as f64 / 500.0).powf(0.6);
    let mut topics: BTreeMap<usize, Vec<(f64, &str)>> = BTreeMap::new();
    let mut subtopics: BTreeMap<(usize, usize), Vec<(f64, &str)>> = BTreeMap::new();
    for (c, kinds) in seen {
        let cue = &cues[c];
        let value: f64 = kinds
            .iter()
            .map(|(k, (w, n))| {
                let running = *k == ZoneKind::Body as usize;
                w * (1.0 + f64::ln(*n)) / if running { damp } else { 1.0 }
            })
            .sum();
        // A long word says more than a short one, which may only be part of another.
        let value = value
            * match cue.text.chars().count() {
                1 => 0.35,
                n => 0.7 + 0.15 * n.min(5) as f64,
            };
        for (topic, w) in &cue.topics {
            topics.entry(*topic).or_default().push((value * w, cue.text));
        }
        for (sub, w) in &cue.subtopics {
            subtopics.entry(*sub).or_default().push((value * w, cue.text));
        }
    }
    let vocabulary = vocabulary();
    let topics = rank(topics, |&t| vocabulary.get(t).map(|t| t.id.clone()), 0.35, 5);
    let kept = |id: &str| topics.iter().any(|t| t.id == id);
    // A sub-topic without its topic would be found by nobody.
    let subtopics = rank(
        subtopics,
        |&(t, s)| {
            vocabulary.get(t).filter(|t| kept(&t.id)).and_then(|t| t.children.get(s)).map(|s| s.id.clone())
        },
        0.35,
        5,
    );
    Topics { topics, subtopics }
}

/// Findings from weighted words: at least `least` of the best, and that one must say something.
fn rank<K: Ord>(
    scores: BTreeMap<K, Vec<(f64, &str)>>,
    id: impl Fn(&K) -> Option<String>,
    least: f64,
    most: usize,
) -> Vec<Finding> {
    let mut out: Vec<(f64, Finding)> = scores
        .into_iter()
        .filter_map(|(k, mut words)| {
            words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            let score: f64 = words.iter().map(|w| w.0).sum();
            let evidence = words.iter().take(5).map(|w| w.1.to_string()).collect();
            Some((score, Finding { id: id(&k)?, score, evidence }))
        })
        .collect();
    out.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = out.first().map_or(0.0, |f| f.0);
    if best < 1.2 {
        return Vec::new();
    }
    out.into_iter()
        .filter(|(s, _)| *s >= least * best)
        .take(most)
        .map(|(s, mut f)| {
            f.score = (s / best * 1000.0).round() / 1000.0;
            f
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_names_a_topic_and_every_topic_has_words() {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(place_of(cells[0]).is_some(), "{}", cells[0]);
            *count.entry(cells[0]).or_default() += cells[2].split_whitespace().count();
        }
        for topic in vocabulary() {
            for id in std::iter::once(&topic.id).chain(topic.children.iter().map(|c| &c.id)) {
                assert!(
                    count.get(id.as_str()).is_some_and(|n| *n >= 25),
                    "{id}: {:?}",
                    count.get(id.as_str())
                );
            }
        }
    }
}
