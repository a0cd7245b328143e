//! Which division an article is about.
//!
//! In: what is said of each division. Out: findings, best first.
//! Steps: a passing name loses; several counties speak for their prefecture; a division named with the one it lies in wins.

use super::table::{parent_of, table};
use super::weight::Weight;
use crate::describe::Finding;
use std::collections::BTreeMap;

type Weights<'a> = BTreeMap<&'static str, Weight<'a>>;
/// What each division is worth by itself.
type Own = BTreeMap<&'static str, f64>;

/// Best first; a division that is only named in passing loses.
pub(super) fn rank(weights: &Weights<'_>) -> Vec<Finding> {
    // A place named once in passing loses against all that is said of another.
    let passing = |w: &Weight| if w.total() < 1.05 && !w.prominent() { 0.6 } else { 1.0 };
    let own: Own = weights.iter().map(|(c, w)| (*c, w.total() * passing(w))).collect();
    let mut scored = with_inside(weights, &own);
    raise_within(&mut scored, weights, &own);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let Some(&(best, _)) = scored.first() else { return Vec::new() };
    if best < 0.2 {
        return Vec::new();
    }
    scored
        .into_iter()
        .filter(|(s, _)| *s >= 0.2 * best)
        .take(6)
        .map(|(s, code)| Finding {
            id: code.to_string(),
            score: (s / best * 1000.0).round() / 1000.0,
            evidence: weights.get(code).map(Weight::evidence).unwrap_or_default(),
        })
        .collect()
}

/// Several counties together speak for their prefecture; one alone speaks for itself.
fn with_inside(weights: &Weights<'_>, own: &Own) -> Vec<(f64, &'static str)> {
    let heads = |code: &str| weights.get(code).is_some_and(Weight::heads);
    // What lies in each, directly or not: the divisions named may be thousands.
    let mut within: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for code in own.keys() {
        for above in table().line_of(code).iter().filter(|above| *above != code) {
            within.entry(above).or_default().push(code);
        }
    }
    let with_those_in_it = |(code, score): (&&'static str, &f64)| {
        let within = within.get(code).map(Vec::as_slice).unwrap_or_default();
        let inside: Vec<f64> = within.iter().map(|c| own[c]).collect();
        let most = inside.iter().copied().fold(0.0, f64::max);
        let alike = |least: f64| inside.iter().filter(|s| **s >= least * most).count();
        let near = |c: &&&str| own[**c] >= 0.7 * most && parent_of(c) == Some(*code);
        let direct = within.iter().filter(near).count();
        let share = match () {
            () if direct >= 2 => 1.1,
            // A digest goes through the counties one by one; none of them is in its title.
            () if alike(0.2) >= 4 && !within.iter().any(|c| heads(c)) => 1.0,
            () if alike(0.4) >= 3 => 0.8,
            () => 0.4,
        };
        (score + share * (inside.iter().sum::<f64>() - most), *code)
    };
    own.iter().map(with_those_in_it).collect()
}

/// A place that is named with the division it lies in is the one that is meant.
fn raise_within(scored: &mut [(f64, &'static str)], weights: &Weights<'_>, own: &Own) {
    let all: BTreeMap<&str, f64> = scored.iter().map(|(s, c)| (*c, *s)).collect();
    let mut siblings: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for code in own.keys() {
        siblings.entry(parent_of(code).unwrap_or_default()).or_default().push(code);
    }
    for (score, code) in scored {
        let line = table().line_of(code);
        let above = line.iter().filter(|above| *above != code).filter_map(|above| all.get(above));
        let above: f64 = above.copied().fold(0.0, f64::max);
        let meant = weights.get(*code).is_some_and(|w| w.prominent() || w.total() > 1.5);
        let beside = parent_of(code).and_then(|p| siblings.get(p)).map(Vec::as_slice).unwrap_or_default();
        let twin = beside.iter().any(|c| c != code && own[c] >= 0.7 * *score);
        if above > 0.0 && *score > 0.55 * above && meant && !twin {
            *score += 0.3 * above;
        }
    }
}
