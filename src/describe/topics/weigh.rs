//! Topics from the words that speak for them: each counted by where it stands and how often.

use super::Vocabulary;
use super::cues::ELSEWHERE;
use crate::describe::Finding;
use crate::describe::fold::fold;
use crate::describe::regions::{Zone, ZoneKind};

/// What an article's words say of its topics.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Found {
    pub topics: Vec<Finding>,
    pub subtopics: Vec<Finding>,
}

fn weight(kind: ZoneKind) -> f64 {
    match kind {
        ZoneKind::Title => 4.0,
        ZoneKind::Subtitle => 3.0,
        // 警方快讯, 小小说: a column is named for what stands in it.
        ZoneKind::Column => 3.0,
        ZoneKind::Lead => 2.0,
        ZoneKind::Kicker | ZoneKind::Heading => 1.5,
        ZoneKind::Body | ZoneKind::Caption => 1.0,
        ZoneKind::Author => 0.0,
    }
}

/// The topics and sub-topics of an article's texts; `section` is the name of its page (经济新闻, 副刊).
pub fn topics_of(zones: &[Zone], section: Option<&str>, vocabulary: &Vocabulary) -> Found {
    let (cues, tree) = (&vocabulary.cues, vocabulary.tree.top());
    // The words' occurrences, with the kind of their place.
    let mut seen: Vec<(usize, ZoneKind)> = Vec::new();
    let mut body = 0usize;
    let section = section.map(|name| Zone { kind: ZoneKind::Kicker, text: fold(name).into() });
    for zone in zones.iter().chain(&section) {
        if matches!(zone.kind, ZoneKind::Body | ZoneKind::Lead) {
            body += zone.text.length();
        }
        seen.extend(cues.within(&zone.text).into_iter().map(|cue| (cue, zone.kind)));
    }
    seen.sort_unstable();
    let damp = (1.0 + body as f64 / 500.0).powf(0.6);
    let mut topics: Vec<Said<'_, usize>> = Vec::new();
    let mut subtopics: Vec<Said<'_, (usize, usize)>> = Vec::new();
    for occurrences in seen.chunk_by(|a, b| a.0 == b.0) {
        let c = occurrences[0].0;
        let (cue, word) = (cues.cue(c), cues.word(c));
        let value: f64 = occurrences
            .chunk_by(|a, b| a.1 == b.1)
            .map(|alike| {
                let (kind, n) = (alike[0].1, alike.len() as f64);
                weight(kind) * (1.0 + n.ln()) / if kind == ZoneKind::Body { damp } else { 1.0 }
            })
            .sum();
        // A long word says more than a short one, which may only be part of another.
        let value = value
            * match word.chars().count() {
                1 => 0.35,
                n => 0.7 + 0.15 * n.min(5) as f64,
            };
        for (topic, w) in &cue.topics {
            topics.push((*topic, value * w, word));
        }
        for (sub, w) in &cue.subtopics {
            subtopics.push((*sub, value * w, word));
        }
    }
    // What is said of each together, in the order of the words.
    topics.sort_by_key(|said| said.0);
    subtopics.sort_by_key(|said| said.0);
    let sum = |said: &[Said<'_, usize>]| said.iter().map(|(_, weight, _)| weight).sum::<f64>();
    let elsewhere = topics.partition_point(|(topic, ..)| *topic != ELSEWHERE);
    let (topics, elsewhere) = topics.split_at(elsewhere);
    let outweighed = |topic: f64| topic <= 0.8 * sum(elsewhere);
    if !elsewhere.is_empty() && topics.chunk_by(|a, b| a.0 == b.0).map(sum).all(outweighed) {
        return Found::default();
    }
    let topics = rank(topics, |t| tree.get(t).map(|t| t.id.as_str()), 0.35, 5);
    let kept = |id: &str| topics.iter().any(|t| t.id == id);
    // A sub-topic without its topic would be found by nobody.
    let subtopics = rank(
        &subtopics,
        |(t, s)| tree.get(t).filter(|t| kept(&t.id)).and_then(|t| t.children.get(s)).map(|s| s.id.as_str()),
        0.35,
        5,
    );
    Found { topics, subtopics }
}

/// A topic, and how much a word says of it.
type Said<'a, K> = (K, f64, &'a str);

/// How much is said of a topic, its id, and the words that say it, the weightiest first.
type Weighed<'a> = (f64, &'a str, Vec<(f64, &'a str)>);

/// Findings from weighted words, sorted by what they speak of: at least `least` of the best, and that one must say something.
fn rank<'a, K: Ord + Copy>(
    said: &[Said<'a, K>],
    id: impl Fn(K) -> Option<&'a str>,
    least: f64,
    most: usize,
) -> Vec<Finding> {
    let mut out: Vec<Weighed<'_>> = Vec::new();
    for said in said.chunk_by(|a, b| a.0 == b.0) {
        let Some(id) = id(said[0].0) else { continue };
        let mut words: Vec<(f64, &str)> = said.iter().map(|(_, weight, word)| (*weight, *word)).collect();
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        out.push((words.iter().map(|w| w.0).sum(), id, words));
    }
    out.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = out.first().map_or(0.0, |f| f.0);
    if best < 1.2 {
        return Vec::new();
    }
    let found = out.into_iter().filter(|(score, ..)| *score >= least * best).take(most);
    let finding = |(score, id, words): Weighed<'_>| Finding {
        id: id.to_owned(),
        score: (score / best * 1000.0).round() / 1000.0,
        evidence: words.iter().take(5).map(|w| w.1.to_owned()).collect(),
    };
    found.map(finding).collect()
}
