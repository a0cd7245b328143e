//! Whether two stretches of text speak of the same thing.
//!
//! In: the lines. Out: a measure of shared character pairs, rare ones weighing more (inverse document frequency
//! over the paragraphs).

use super::line::Line;
use crate::text::is_han;
use std::collections::BTreeSet;

/// A pair of characters, by its number among the pairs in their order.
type Gram = u32;

/// Character pairs of every line, and how many lines have each.
pub struct Cohesion {
    /// The pairs of all lines, one line's after the other's: sorted, each once in a line.
    grams: Vec<Gram>,
    /// Where each line's pairs end.
    ends: Vec<usize>,
    /// What each pair weighs.
    weights: Vec<f64>,
    /// Runs of four letters of the issue, sorted.
    fours: Vec<u64>,
}

/// What a stretch of text speaks of.
pub struct Subject {
    grams: Vec<Gram>,
    weight: f64,
}

/// What a text speaks of that goes on growing.
#[derive(Default)]
pub struct Growing {
    grams: BTreeSet<Gram>,
    weight: f64,
}

impl Cohesion {
    pub fn new(lines: &[Line]) -> Self {
        let mut counted = Counts::default();
        let mut fours: Vec<u64> = Vec::new();
        let mut pairs: Vec<u64> = Vec::new();
        for line in lines {
            read_pairs(&line.fold, &mut pairs);
            counted.add(&pairs);
            push_fours(&line.fold, &mut fours);
        }
        fours.sort_unstable();
        fours.dedup();
        let counts = counted.all();
        let numbers = Numbers::new(&counts);
        let all = lines.len().max(1) as f64;
        let weights = counts.iter().map(|(_, with)| (1.0 + all / f64::from(*with)).ln()).collect();
        let (mut grams, mut ends) = (Vec::new(), Vec::with_capacity(lines.len()));
        for line in lines {
            read_pairs(&line.fold, &mut pairs);
            grams.extend(pairs.iter().map(|pair| numbers.of(*pair)));
            ends.push(grams.len());
        }
        Self { grams, ends, weights, fours }
    }

    /// Share of the rarer stretch's weight that the other has too, 0 (nothing) to 1.
    pub fn shared(&self, left: impl Iterator<Item = usize>, right: impl Iterator<Item = usize>) -> f64 {
        self.shared_with(&self.subject(left), right)
    }

    /// What these lines speak of.
    pub fn subject(&self, lines: impl Iterator<Item = usize>) -> Subject {
        let mut grams: Vec<Gram> = lines.flat_map(|i| self.of(i).iter().copied()).collect();
        grams.sort_unstable();
        grams.dedup();
        let weight = self.weigh(&grams);
        Subject { grams, weight }
    }

    /// [`shared`](Self::shared), of a subject that is known.
    pub fn shared_with(&self, left: &Subject, right: impl Iterator<Item = usize>) -> f64 {
        let right = self.subject(right);
        // Both are sorted: what lies below a pair of the right lies below the next too.
        let mut rest = left.grams.as_slice();
        let both = right.grams.iter().filter(|g| {
            // A few steps, then by halves.
            let near = rest.iter().take(8).take_while(|l| l < g).count();
            let skip = if near < 8 { near } else { rest.partition_point(|l| l < g) };
            rest = &rest[skip..];
            rest.first() == Some(g)
        });
        share(both.map(|g| self.weights[*g as usize]).sum(), left.weight, right.weight)
    }

    /// [`shared`](Self::shared), of a growing text and one line.
    pub fn shared_with_growing(&self, left: &Growing, line: usize) -> f64 {
        let right = self.of(line);
        let both = right.iter().filter(|g| left.grams.contains(g));
        share(both.map(|g| self.weights[*g as usize]).sum(), left.weight, self.weigh(right))
    }

    /// Adds a line to a growing text.
    pub fn grow(&self, text: &mut Growing, line: usize) {
        for gram in self.of(line) {
            if text.grams.insert(*gram) {
                text.weight += self.weights[*gram as usize];
            }
        }
    }

    /// Which of two sides a line is nearer to: the weight of its pairs that one side has and the other lacks, 1 (all of
    /// them the left one's) to -1.
    pub fn prefers(&self, line: usize, left: &Growing, right: &Growing) -> f64 {
        let grams = self.of(line);
        let mut lean = 0.0;
        for gram in grams {
            match (left.grams.contains(gram), right.grams.contains(gram)) {
                (true, false) => lean += self.weights[*gram as usize],
                (false, true) => lean -= self.weights[*gram as usize],
                _ => {}
            }
        }
        let all = self.weigh(grams);
        if all == 0.0 { 0.0 } else { lean / all }
    }

    /// Share of the weight of `words`' pairs that `texts` have too, 0 to 1.
    pub fn covered(&self, words: &[usize], texts: &[usize]) -> f64 {
        let words = self.subject(words.iter().copied());
        let stands = |g: &&Gram| texts.iter().any(|i| self.of(*i).binary_search(g).is_ok());
        let both: f64 = words.grams.iter().filter(stands).map(|g| self.weights[*g as usize]).sum();
        if words.weight == 0.0 { 0.0 } else { both / words.weight }
    }

    fn of(&self, line: usize) -> &[Gram] {
        let from = line.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.grams[from..self.ends[line]]
    }

    fn weigh(&self, grams: &[Gram]) -> f64 {
        grams.iter().map(|g| self.weights[*g as usize]).sum()
    }

    /// Whether the characters across a cut (two and two, three and one, one and three) stand together elsewhere in the
    /// issue: the pieces are then likely of one word or name.
    pub fn stands_elsewhere(&self, left: &str, right: &str) -> bool {
        let tail: Vec<char> = left.chars().rev().filter(|c| !c.is_whitespace()).take(3).collect();
        let head: Vec<char> = right.chars().filter(|c| !c.is_whitespace()).take(3).collect();
        [(2, 2), (3, 1), (1, 3)].iter().any(|(l, r)| {
            let (Some(l), Some(r)) = (tail.get(..*l), head.get(..*r)) else { return false };
            let mut four = l.iter().rev().chain(r.iter()).copied();
            four.clone().all(char::is_alphanumeric)
                && self.fours.binary_search(&four.by_ref().fold(0, pack)).is_ok()
        })
    }
}

fn share(both: f64, left: f64, right: f64) -> f64 {
    let least = left.min(right);
    if least == 0.0 { 0.0 } else { both / least }
}

/// How many lines have each pair; counted by batches, so that no list of all of them is held.
#[derive(Default)]
struct Counts {
    sorted: Vec<(u64, u32)>,
    batch: Vec<u64>,
}

impl Counts {
    const BATCH: usize = 1 << 20;

    fn add(&mut self, pairs: &[u64]) {
        self.batch.extend(pairs);
        // Batches grow with what is known: each pair is merged a few times only.
        if self.batch.len() >= Self::BATCH.max(self.sorted.len() / 2) {
            self.merge();
        }
    }

    fn merge(&mut self) {
        self.batch.sort_unstable();
        let old = std::mem::take(&mut self.sorted);
        let mut old = old.into_iter().peekable();
        for with in self.batch.chunk_by(|a, b| a == b) {
            while let Some(before) = old.next_if(|(pair, _)| *pair < with[0]) {
                self.sorted.push(before);
            }
            let known = old.next_if(|(pair, _)| *pair == with[0]).map_or(0, |(_, n)| n);
            self.sorted.push((with[0], known + with.len() as u32));
        }
        self.sorted.extend(old);
        self.batch.clear();
    }

    fn all(mut self) -> Vec<(u64, u32)> {
        self.merge();
        self.sorted
    }
}

/// Each pair's number, found among those of like first characters.
struct Numbers<'a> {
    counts: &'a [(u64, u32)],
    /// For the first character's upper bits, where its pairs begin.
    begins: Vec<usize>,
}

impl<'a> Numbers<'a> {
    fn new(counts: &'a [(u64, u32)]) -> Self {
        let mut begins = Vec::with_capacity(1 << 12);
        for (at, (pair, _)) in counts.iter().enumerate() {
            begins.resize(begins.len().max(Self::shelf(*pair) + 1), at);
        }
        Self { counts, begins }
    }

    fn shelf(pair: u64) -> usize {
        (pair >> 36) as usize
    }

    fn of(&self, pair: u64) -> Gram {
        let begin = |shelf: usize| self.begins.get(shelf).copied().unwrap_or(self.counts.len());
        let (from, to) = (begin(Self::shelf(pair)), begin(Self::shelf(pair) + 1));
        let found = self.counts[from..to].binary_search_by_key(&pair, |(p, _)| *p);
        (from + found.unwrap_or_default()) as Gram
    }
}

/// The pairs of a line: sorted, each once.
fn read_pairs(fold: &str, out: &mut Vec<u64>) {
    out.clear();
    let mut before = None;
    for c in fold.chars() {
        let han = is_han(c).then_some(u64::from(c as u32));
        if let (Some(a), Some(b)) = (before, han) {
            out.push(a << 32 | b);
        }
        before = han;
    }
    out.sort_unstable();
    out.dedup();
}

/// Runs of four letters, white space left out; those with a mark among them are never asked for.
fn push_fours(fold: &str, out: &mut Vec<u64>) {
    let (mut four, mut letters) = (0, 0);
    for c in fold.chars().filter(|c| !c.is_whitespace()) {
        four = pack(four, c);
        letters = if c.is_alphanumeric() { letters + 1 } else { 0 };
        if letters >= 4 {
            out.push(four);
        }
    }
}

/// Sixteen bits for a character; the few beyond share theirs.
fn pack(four: u64, c: char) -> u64 {
    four << 16 | u64::from(c as u32 & 0xFFFF)
}
