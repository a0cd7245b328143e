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
use super::topics::Vocabulary;
use crate::split::Article;
use std::borrow::Cow;
use std::ops::Range;
use stretch::{Heavy, Letters};

/// A phrase that may be one, with what it weighs.
#[derive(Debug, Clone)]
struct Candidate<'a> {
    /// In the form in which tables are matched.
    plain: Cow<'a, str>,
    /// As printed.
    shown: Cow<'a, [char]>,
    score: f64,
}

impl<'a> Candidate<'a> {
    /// What stands among the letters.
    fn at(letters: &'a Letters, at: Range<usize>, score: f64) -> Self {
        Self { plain: letters.text(at.clone()).into(), shown: letters.shown[at].into(), score }
    }

    /// What is told with the marks around it, which are no letters.
    fn of(plain: String, shown: Vec<char>, score: f64) -> Self {
        Self { plain: plain.into(), shown: shown.into(), score }
    }
}

/// No text is read further than this many characters: what is told by then is told.
const LONGEST: usize = 20_000;

/// The key phrases of an article, best first.
pub fn phrases_of(article: &Article, places: &[Finding], topics: &Vocabulary) -> Vec<Finding> {
    let letters = Letters::of(article, LONGEST);
    let most = most(letters.plain.len());
    if most == 0 {
        return Vec::new();
    }
    let mut all = quoted::candidates(article, LONGEST);
    all.extend(named::candidates(&letters));
    all.extend(repeated::candidates(&letters));
    let refuse = refuse::Refuse::of(article, places, topics);
    // Said to be a phrase on two grounds: the better one, and a little for the other.
    let better = |known: f64, other: f64| known.max(other) + 0.3 * known.min(other);
    let mut all = each_once(all, |same| same.iter().map(|c| c.score).reduce(better).unwrap_or_default());
    all.retain(|candidate| !refuse.refuses(&candidate.plain));
    choose(all, most, &letters)
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

/// Each phrase once, in the order of their texts: of those that are the same the first, with what they add up to.
fn each_once<'a>(
    mut all: Vec<Candidate<'a>>,
    add_up: impl Fn(&[Candidate<'a>]) -> f64,
) -> Vec<Candidate<'a>> {
    all.sort_by(|a, b| a.plain.cmp(&b.plain));
    let same = all.chunk_by(|a, b| a.plain == b.plain);
    same.map(|same| Candidate { score: add_up(same), ..same[0].clone() }).collect()
}

/// Each phrase once, where one that comes again weighs more.
fn again(all: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    each_once(all, |same| same[0].score * (1.0 + (same.len() as f64).ln()))
}

/// The best, none that lies within another.
fn choose<'a>(all: Vec<Candidate<'a>>, most: usize, letters: &Letters) -> Vec<Finding> {
    let mut ranked = all;
    let heavy = Heavy::of(letters);
    for candidate in &mut ranked {
        candidate.score *= heavy.standing(&candidate.plain);
    }
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.plain.cmp(&b.plain)));
    let mut out: Vec<Candidate<'a>> = Vec::new();
    for candidate in ranked {
        // “百日攻坚”行动 says what 百日攻坚 is.
        let quoted = |other: &&mut Candidate<'a>| {
            let rest = candidate.plain.strip_prefix('“').and_then(|rest| rest.strip_prefix(&*other.plain));
            rest.is_some_and(|rest| rest.starts_with('”'))
        };
        if let Some(bare) = out.iter_mut().find(quoted) {
            (bare.plain, bare.shown) = (candidate.plain, candidate.shown);
            continue;
        }
        let kin = |other: &Candidate<'a>| {
            other.plain.contains(&*candidate.plain) || candidate.plain.contains(&*other.plain)
        };
        if out.len() < most && !out.iter().any(kin) {
            out.push(candidate);
        }
    }
    let best = out.first().map_or(1.0, |c| c.score);
    let finding = |c: Candidate<'_>| Finding {
        id: c.shown.iter().collect(),
        score: (c.score / best * 1000.0).round() / 1000.0,
        evidence: Vec::new(),
    };
    out.into_iter().map(finding).collect()
}
