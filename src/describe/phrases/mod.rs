//! Key phrases: what an article speaks of by name that is no topic: projects, policies, firms, campaigns, products.
//!
//! In: an [`Article`], and what it was found to be about. Out: phrases as printed, best first, fewer for a short text.
//! Pure of the article alone: what other articles say changes nothing.
//!
//! Steps: `stretch` cuts the text into stretches between punctuation, each of a place (title, lead …); three look for
//! phrases: `quoted` (“…”, 《…》), `named` (what ends in 公司, 工程, 条例 and begins where a name can), `repeated` (runs of
//! characters that come again among different neighbours); `refuse` throws out dates, sums, people, places and broken
//! words; `choose` takes the best, none within another.

mod named;
mod quoted;
mod refuse;
mod repeated;
mod stretch;
mod words;

use super::Finding;
use super::topics::Tree;
use crate::split::Article;
use std::collections::BTreeMap;
use stretch::Stretch;

/// A phrase that may be one, with what it weighs.
#[derive(Debug, Clone)]
struct Candidate {
    /// In the form in which tables are matched.
    plain: String,
    /// As printed.
    shown: String,
    score: f64,
}

/// No text is read further than this many characters: what is told by then is told.
const LONGEST: usize = 20_000;

/// The key phrases of an article, best first.
pub fn phrases_of(article: &Article, places: &[Finding], topics: &Tree) -> Vec<Finding> {
    let stretches = stretch::stretches(article, LONGEST);
    let length: usize = stretches.iter().map(|s| s.plain.len()).sum();
    let most = most(length);
    if most == 0 {
        return Vec::new();
    }
    let mut all = quoted::candidates(article, LONGEST);
    all.extend(named::candidates(&stretches));
    all.extend(repeated::candidates(&stretches));
    let refuse = refuse::Refuse::of(article, places, topics);
    choose(all.into_iter().filter(|c| !refuse.refuses(&c.plain)), most, &stretches)
}

/// How many phrases a text of so many characters has at most.
fn most(length: usize) -> usize {
    match length {
        0..60 => 0,
        60..200 => 3,
        200..500 => 5,
        500..1500 => 8,
        _ => 10,
    }
}

/// The best: each once, none that lies within another.
fn choose(all: impl Iterator<Item = Candidate>, most: usize, stretches: &[Stretch]) -> Vec<Finding> {
    let mut by_plain: BTreeMap<String, Candidate> = BTreeMap::new();
    for candidate in all {
        match by_plain.get_mut(&candidate.plain) {
            // Said to be a phrase on two grounds: the better one, and a little for the other.
            Some(known) => {
                known.score = known.score.max(candidate.score) + 0.3 * known.score.min(candidate.score)
            }
            None => drop(by_plain.insert(candidate.plain.clone(), candidate)),
        }
    }
    let mut ranked: Vec<Candidate> = by_plain.into_values().collect();
    for candidate in &mut ranked {
        candidate.score *= stretch::standing(stretches, &candidate.plain);
    }
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.plain.cmp(&b.plain)));
    let mut out: Vec<Candidate> = Vec::new();
    for candidate in ranked {
        // “百日攻坚”行动 says what 百日攻坚 is.
        let quoted = |other: &&mut Candidate| candidate.plain.starts_with(&format!("“{}”", other.plain));
        if let Some(bare) = out.iter_mut().find(quoted) {
            (bare.plain, bare.shown) = (candidate.plain, candidate.shown);
            continue;
        }
        let kin = |other: &Candidate| {
            other.plain.contains(&candidate.plain) || candidate.plain.contains(&other.plain)
        };
        if out.len() < most && !out.iter().any(kin) {
            out.push(candidate);
        }
    }
    let best = out.first().map_or(1.0, |c| c.score);
    let finding = |c: Candidate| Finding {
        id: c.shown,
        score: (c.score / best * 1000.0).round() / 1000.0,
        evidence: Vec::new(),
    };
    out.into_iter().map(finding).collect()
}
