//! Which division an article is about.
//!
//! In: what is said of each division. Out: findings, best first.
//! Steps: a passing name loses; several counties speak for their prefecture; a division named with the one it lies in wins.

use super::table::{contains, parent_of};
use super::weight::Weight;
use crate::describe::Finding;
use std::collections::BTreeMap;

/// Best first; a division that is only named in passing loses.
pub(super) fn rank(weights: &BTreeMap<&'static str, Weight>) -> Vec<Finding> {
    // A place named once in passing loses against all that is said of another.
    let passing = |w: &Weight| if w.total() < 1.05 && !w.prominent() { 0.6 } else { 1.0 };
    let own: BTreeMap<&str, f64> = weights.iter().map(|(c, w)| (*c, w.total() * passing(w))).collect();
    let heads = |code: &str| weights.get(code).is_some_and(Weight::heads);
    let mut scored: Vec<(f64, &str)> = own
        .iter()
        .map(|(code, score)| {
            // Several counties together speak for their prefecture; one alone speaks for itself.
            let inside: Vec<f64> = own.iter().filter(|(c, _)| contains(code, c)).map(|(_, s)| *s).collect();
            let most = inside.iter().copied().fold(0.0, f64::max);
            let alike = |least: f64| inside.iter().filter(|s| **s >= least * most).count();
            let direct = own.iter().filter(|(c, s)| **s >= 0.7 * most && parent_of(c) == Some(*code)).count();
            let share = match () {
                () if direct >= 2 => 1.1,
                // A digest goes through the counties one by one; none of them is in its title.
                () if alike(0.2) >= 4 && !own.keys().any(|c| contains(code, c) && heads(c)) => 1.0,
                () if alike(0.4) >= 3 => 0.8,
                () => 0.4,
            };
            (score + share * (inside.iter().sum::<f64>() - most), *code)
        })
        .collect();
    // A place that is named with the division it lies in is the one that is meant.
    let all = scored.clone();
    for (score, code) in &mut scored {
        let above: f64 = all.iter().filter(|(_, c)| contains(c, code)).map(|(s, _)| *s).fold(0.0, f64::max);
        let meant = weights.get(*code).is_some_and(|w| w.prominent() || w.total() > 1.5);
        let twin = own.iter().any(|(c, s)| {
            *c != *code && parent_of(c).is_some() && parent_of(c) == parent_of(code) && *s >= 0.7 * *score
        });
        if above > 0.0 && *score > 0.55 * above && meant && !twin {
            *score += 0.3 * above;
        }
    }
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
