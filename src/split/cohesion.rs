//! Whether two stretches of text speak of the same thing.
//!
//! In: the lines. Out: a measure of shared character pairs, rare ones weighing more (inverse document frequency
//! over the paragraphs).

use super::line::Line;
use crate::text::is_han;
use std::collections::BTreeMap;

type Gram = u64;

/// Character pairs of every line, and how many lines have each.
pub struct Cohesion {
    grams: Vec<Vec<Gram>>,
    lines_with: BTreeMap<Gram, u32>,
    lines: f64,
    /// Every run of four characters of the issue, sorted.
    fours: Vec<u128>,
}

impl Cohesion {
    pub fn new(lines: &[Line]) -> Self {
        let grams: Vec<Vec<Gram>> = lines.iter().map(|l| pairs(&l.fold)).collect();
        let mut lines_with: BTreeMap<Gram, u32> = BTreeMap::new();
        for gram in grams.iter().flatten() {
            *lines_with.entry(*gram).or_default() += 1;
        }
        let mut fours: Vec<u128> = Vec::new();
        for line in lines {
            let chars: Vec<char> = line.fold.chars().filter(|c| !c.is_whitespace()).collect();
            fours.extend(chars.windows(4).map(pack));
        }
        fours.sort_unstable();
        fours.dedup();
        Self { lines: grams.len().max(1) as f64, grams, lines_with, fours }
    }

    /// Share of the rarer stretch's weight that the other has too, 0 (nothing) to 1.
    pub fn shared(&self, left: impl Iterator<Item = usize>, right: impl Iterator<Item = usize>) -> f64 {
        let (left, right) = (self.union(left), self.union(right));
        let weigh = |g: &Gram| {
            let df = f64::from(self.lines_with.get(g).copied().unwrap_or(1));
            (1.0 + self.lines / df).ln()
        };
        let (all_left, all_right): (f64, f64) = (left.iter().map(weigh).sum(), right.iter().map(weigh).sum());
        let least = all_left.min(all_right);
        if least == 0.0 {
            return 0.0;
        }
        let (mut i, mut j, mut both) = (0, 0, 0.0);
        while i < left.len() && j < right.len() {
            match left[i].cmp(&right[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    both += weigh(&left[i]);
                    i += 1;
                    j += 1;
                }
            }
        }
        both / least
    }

    /// Which of two sides a line is nearer to: the weight of its pairs that one side has and the other lacks, 1 (all of
    /// them the left one's) to -1.
    pub fn prefers(&self, line: usize, left: &[usize], right: &[usize]) -> f64 {
        let stands = |side: &[usize], g: &Gram| {
            side.iter().any(|i| *i != line && self.grams[*i].binary_search(g).is_ok())
        };
        let (mut all, mut lean) = (0.0, 0.0);
        for gram in &self.grams[line] {
            let df = f64::from(self.lines_with.get(gram).copied().unwrap_or(1));
            let weight = (1.0 + self.lines / df).ln();
            all += weight;
            match (stands(left, gram), stands(right, gram)) {
                (true, false) => lean += weight,
                (false, true) => lean -= weight,
                _ => {}
            }
        }
        if all == 0.0 { 0.0 } else { lean / all }
    }

    /// Share of the weight of `words`' pairs that `texts` have too, 0 to 1.
    pub fn covered(&self, words: &[usize], texts: &[usize]) -> f64 {
        let weigh =
            |g: &Gram| (1.0 + self.lines / f64::from(self.lines_with.get(g).copied().unwrap_or(1))).ln();
        let words = self.union(words.iter().copied());
        let all: f64 = words.iter().map(weigh).sum();
        let stands = |g: &&Gram| texts.iter().any(|i| self.grams[*i].binary_search(g).is_ok());
        let both: f64 = words.iter().filter(stands).map(weigh).sum();
        if all == 0.0 { 0.0 } else { both / all }
    }

    fn union(&self, lines: impl Iterator<Item = usize>) -> Vec<Gram> {
        let mut all: Vec<Gram> = lines.flat_map(|i| self.grams[i].iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the characters across a cut (two and two, three and one, one and three) stand together elsewhere in the
    /// issue: the pieces are then likely of one word or name.
    pub fn stands_elsewhere(&self, left: &str, right: &str) -> bool {
        let tail: Vec<char> = left.chars().rev().filter(|c| !c.is_whitespace()).take(3).collect();
        let head: Vec<char> = right.chars().filter(|c| !c.is_whitespace()).take(3).collect();
        [(2, 2), (3, 1), (1, 3)].iter().any(|(l, r)| {
            let (Some(l), Some(r)) = (tail.get(..*l), head.get(..*r)) else { return false };
            let four: Vec<char> = l.iter().rev().chain(r.iter()).copied().collect();
            four.iter().all(|c| c.is_alphanumeric()) && self.fours.binary_search(&pack(&four)).is_ok()
        })
    }
}

fn pairs(fold: &str) -> Vec<Gram> {
    let chars: Vec<char> = fold.chars().collect();
    let mut out: Vec<Gram> = chars
        .windows(2)
        .filter(|w| is_han(w[0]) && is_han(w[1]))
        .map(|w| (u64::from(w[0] as u32) << 32) | u64::from(w[1] as u32))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn pack(chars: &[char]) -> u128 {
    chars.iter().fold(0, |n, c| (n << 32) | u128::from(*c as u32))
}
