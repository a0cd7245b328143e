//! Which division an article is about.
//!
//! In: what is said of each division. Out: findings, best first.
//! Steps: a passing name loses; several counties speak for their prefecture; a division named with the one it lies in wins.

use super::table::Code;
use super::weight::Weight;
use crate::describe::Finding;
use std::collections::BTreeMap;

pub(super) type Weights<'a> = BTreeMap<Code, Weight<'a>>;

/// What each division is worth by itself, in the order of their codes.
struct Own(Vec<(Code, f64)>);

impl Own {
    fn of(&self, code: Code) -> f64 {
        self.0.binary_search_by_key(&code, |(code, _)| *code).map_or(0.0, |at| self.0[at].1)
    }
}

/// Divisions under others: sorted, so that those under one lie together.
struct Under(Vec<(Option<Code>, Code)>);

impl Under {
    fn new(mut all: Vec<(Option<Code>, Code)>) -> Self {
        all.sort_unstable();
        Self(all)
    }

    fn of(&self, above: Option<Code>) -> impl Iterator<Item = Code> + Clone {
        let from = self.0.partition_point(|(other, _)| *other < above);
        self.0[from..].iter().take_while(move |(other, _)| *other == above).map(|(_, code)| *code)
    }
}

/// Best first; a division that is only named in passing loses.
pub(super) fn rank(weights: &Weights<'_>) -> Vec<Finding> {
    // A place named once in passing loses against all that is said of another.
    let passing = |w: &Weight| if w.total() < 1.05 && !w.prominent() { 0.6 } else { 1.0 };
    let own = Own(weights.iter().map(|(c, w)| (*c, w.total() * passing(w))).collect());
    let mut scored = with_inside(weights, &own);
    raise_within(&mut scored, weights, &own);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let Some(&(best, _)) = scored.first() else { return Vec::new() };
    if best < 0.2 {
        return Vec::new();
    }
    scored
        .into_iter()
        .filter(|(s, _)| *s >= 0.2 * best)
        .take(6)
        .map(|(s, code)| Finding {
            id: code.text().to_string(),
            score: (s / best * 1000.0).round() / 1000.0,
            evidence: weights.get(&code).map(Weight::evidence).unwrap_or_default(),
        })
        .collect()
}

/// Several counties together speak for their prefecture; one alone speaks for itself.
fn with_inside(weights: &Weights<'_>, own: &Own) -> Vec<(f64, Code)> {
    let heads = |code: Code| weights.get(&code).is_some_and(Weight::heads);
    // What lies in each, directly or not: the divisions named may be thousands.
    let above = |(code, _): &(Code, f64)| {
        let code = *code;
        code.line().iter().filter(move |above| **above != code).map(move |above| (Some(*above), code))
    };
    let within = Under::new(own.0.iter().flat_map(above).collect());
    let with_those_in_it = |(code, score): &(Code, f64)| {
        let within = within.of(Some(*code));
        let inside = within.clone().map(|c| own.of(c));
        let most = inside.clone().fold(0.0, f64::max);
        let alike = |least: f64| inside.clone().filter(|s| *s >= least * most).count();
        let near = |c: &Code| own.of(*c) >= 0.7 * most && c.above() == Some(*code);
        let direct = within.clone().filter(near).count();
        let share = match () {
            () if direct >= 2 => 1.1,
            // A digest goes through the counties one by one; none of them is in its title.
            () if alike(0.2) >= 4 && !within.clone().any(heads) => 1.0,
            () if alike(0.4) >= 3 => 0.8,
            () => 0.4,
        };
        (score + share * (inside.clone().sum::<f64>() - most), *code)
    };
    own.0.iter().map(with_those_in_it).collect()
}

/// A place that is named with the division it lies in is the one that is meant.
fn raise_within(scored: &mut [(f64, Code)], weights: &Weights<'_>, own: &Own) {
    let all = Own(scored.iter().map(|(s, c)| (*c, *s)).collect());
    let siblings = Under::new(own.0.iter().map(|(code, _)| (code.above(), *code)).collect());
    for (score, code) in scored {
        let code = *code;
        let above = code.line().iter().filter(|above| **above != code).map(|above| all.of(*above));
        let above: f64 = above.fold(0.0, f64::max);
        let meant = weights.get(&code).is_some_and(|w| w.prominent() || w.total() > 1.5);
        let twin = || {
            let mut beside = code.above().into_iter().flat_map(|above| siblings.of(Some(above)));
            beside.any(|c| c != code && own.of(c) >= 0.7 * *score)
        };
        if above > 0.0 && *score > 0.55 * above && meant && !twin() {
            *score += 0.3 * above;
        }
    }
}
