//! Topics from the words that speak for them: each counted by where it stands and how often.

use super::Vocabulary;
use super::cues::ELSEWHERE;
use crate::describe::Finding;
use crate::describe::fold::fold;
use crate::describe::regions::{Zone, ZoneKind};
use std::collections::BTreeMap;

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
    let section = section.map(|name| Zone { kind: ZoneKind::Kicker, text: fold(name) });
    for zone in zones.iter().chain(&section) {
        if matches!(zone.kind, ZoneKind::Body | ZoneKind::Lead) {
            body += zone.text.chars().count();
        }
        seen.extend(cues.within(&zone.text).into_iter().map(|cue| (cue, zone.kind)));
    }
    seen.sort_unstable();
    let damp = (1.0 + body as f64 / 500.0).powf(0.6);
    let mut topics: BTreeMap<usize, Vec<(f64, &str)>> = BTreeMap::new();
    let mut subtopics: BTreeMap<(usize, usize), Vec<(f64, &str)>> = BTreeMap::new();
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
            topics.entry(*topic).or_default().push((value * w, word));
        }
        for (sub, w) in &cue.subtopics {
            subtopics.entry(*sub).or_default().push((value * w, word));
        }
    }
    let sum = |words: &Vec<(f64, &str)>| words.iter().map(|w| w.0).sum::<f64>();
    if let Some(elsewhere) = topics.remove(&ELSEWHERE).as_ref().map(sum)
        && topics.values().map(sum).all(|topic| topic <= 0.8 * elsewhere)
    {
        return Found::default();
    }
    let topics = rank(topics, |&t| tree.get(t).map(|t| t.id.clone()), 0.35, 5);
    let kept = |id: &str| topics.iter().any(|t| t.id == id);
    // A sub-topic without its topic would be found by nobody.
    let subtopics = rank(
        subtopics,
        |&(t, s)| tree.get(t).filter(|t| kept(&t.id)).and_then(|t| t.children.get(s)).map(|s| s.id.clone()),
        0.35,
        5,
    );
    Found { topics, subtopics }
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
