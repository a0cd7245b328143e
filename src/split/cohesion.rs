//! Whether two stretches of text speak of the same thing.
//!
//! In: the lines. Out: a measure of shared character pairs, rare ones weighing more (inverse document frequency
//! over the paragraphs).

use super::line::Line;
use crate::text::{is_han, is_letter};
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
    /// Runs of four letters of the issue that can be asked for: that begin as a line ends, and end as a line begins.
    fours: Keys,
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
        let letters = lines.iter().map(|l| l.len).sum();
        let (mut pairs, mut fours) = (Keys::for_about(letters / 2), Keys::for_about(letters / 8));
        let cuts = Cuts::new(lines);
        // For each pair how many lines have it, and the latest of them.
        let mut with: Vec<(u32, usize)> = Vec::new();
        let (mut grams, mut ends) = (Vec::with_capacity(letters), Vec::with_capacity(lines.len()));
        for (i, line) in lines.iter().enumerate() {
            let pair = |pair| {
                let gram = pairs.number(pair);
                match with.get_mut(gram as usize) {
                    Some((_, latest)) if *latest == i => return,
                    Some((lines, latest)) => (*lines, *latest) = (*lines + 1, i),
                    None => with.push((1, i)),
                }
                grams.push(gram);
            };
            let four = |four| {
                if cuts.part(four) {
                    fours.number(four);
                }
            };
            read(&line.fold, pair, four);
            ends.push(grams.len());
        }
        // Numbered as they came; now in their order.
        let of = |came: Gram| (came, with[came as usize].0);
        let order: Vec<(Gram, u32)> = in_order(&pairs.keys).into_iter().map(of).collect();
        put_in_order(&order, &mut grams, &ends);
        Self { grams, ends, weights: weights(&order, lines.len()), fours }
    }

    /// Share of the rarer stretch's weight that the other has too, 0 (nothing) to 1.
    pub fn shared(&self, left: impl Iterator<Item = usize>, right: impl Iterator<Item = usize>) -> f64 {
        self.shared_with(&self.subject(left), right)
    }

    /// What these lines speak of.
    pub fn subject(&self, lines: impl Iterator<Item = usize>) -> Subject {
        let mut grams: Vec<Gram> = Vec::new();
        lines.for_each(|i| grams.extend_from_slice(self.of(i)));
        let grams = self.each_once(grams);
        let weight = self.weigh(&grams);
        Subject { grams, weight }
    }

    /// Pairs in their order, each once.
    fn each_once(&self, mut grams: Vec<Gram>) -> Vec<Gram> {
        let words = self.weights.len().div_ceil(64);
        if grams.len() < words / 2 {
            grams.sort_unstable();
            grams.dedup();
            return grams;
        }
        // Where they are not few among the issue's, a bit for each is faster than sorting.
        let mut bits = vec![0u64; words];
        grams.iter().for_each(|gram| bits[*gram as usize / 64] |= 1 << (gram % 64));
        grams.clear();
        for (mut word, first) in bits.into_iter().zip((0..).step_by(64)) {
            while word != 0 {
                grams.push(first + word.trailing_zeros());
                word &= word - 1;
            }
        }
        grams
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
    pub fn stands_elsewhere(&self, left: &Line, right: &Line) -> bool {
        let (tail, head): (Vec<char>, Vec<char>) = (tail(left).collect(), head(right).collect());
        [(2, 2), (3, 1), (1, 3)].iter().any(|(l, r)| {
            let (Some(l), Some(r)) = (tail.get(..*l), head.get(..*r)) else { return false };
            let mut four = l.iter().rev().chain(r.iter()).copied();
            four.clone().all(char::is_alphanumeric) && self.fours.have(four.by_ref().fold(0, pack))
        })
    }
}

/// What each pair of the order weighs: the rarer, the more. Few numbers of lines are told apart, so each is weighed once.
fn weights(order: &[(Gram, u32)], lines: usize) -> Vec<f64> {
    let all = lines.max(1) as f64;
    let most = order.iter().map(|(_, lines)| *lines).max().unwrap_or(0);
    let of: Vec<f64> = (0..=most).map(|lines| (1.0 + all / f64::from(lines)).ln()).collect();
    order.iter().map(|(_, lines)| of[*lines as usize]).collect()
}

fn share(both: f64, left: f64, right: f64) -> f64 {
    let least = left.min(right);
    if least == 0.0 { 0.0 } else { both / least }
}

/// The last letters of a line, from its end on: as many as can be of a run of four that a cut parts.
fn tail(line: &Line) -> impl Iterator<Item = char> {
    line.fold.chars().rev().filter(|c| !c.is_whitespace()).take(3)
}

/// The first letters of a line, likewise.
fn head(line: &Line) -> impl Iterator<Item = char> {
    line.fold.chars().filter(|c| !c.is_whitespace()).take(3)
}

/// The letters beside the cuts between lines: a bit for each, by its lower half.
struct Cuts {
    before: Box<[u64; 1024]>,
    after: Box<[u64; 1024]>,
}

impl Cuts {
    fn new(lines: &[Line]) -> Self {
        let mut cuts = Self { before: Box::new([0; 1024]), after: Box::new([0; 1024]) };
        for line in lines {
            tail(line).map(Self::mark).for_each(|(at, bit)| cuts.before[at] |= bit);
            head(line).map(Self::mark).for_each(|(at, bit)| cuts.after[at] |= bit);
        }
        cuts
    }

    fn mark(c: char) -> (usize, u64) {
        let half = c as usize & 0xFFFF;
        (half >> 6, 1 << (half & 63))
    }

    /// Whether a run of four letters may be asked for.
    fn part(&self, four: u64) -> bool {
        let stands = |of: &[u64; 1024], half: u64| of[half as usize >> 6] >> (half & 63) & 1 == 1;
        stands(&self.before, four >> 48) && stands(&self.after, four & 0xFFFF)
    }
}

/// The numbers of pairs, in the order of the pairs.
fn in_order(pairs: &[u64]) -> Vec<Gram> {
    /// A pair is of 18 bits for each character: the rest is for its number.
    const NUMBER: u32 = 28;
    if pairs.len() >> NUMBER > 0 {
        let mut order: Vec<Gram> = (0..pairs.len() as Gram).collect();
        order.sort_unstable_by_key(|number| pairs[*number as usize]);
        return order;
    }
    let mut order: Vec<u64> = pairs.iter().zip(0..).map(|(pair, number)| pair << NUMBER | number).collect();
    order.sort_unstable();
    order.into_iter().map(|both| (both & ((1 << NUMBER) - 1)) as Gram).collect()
}

/// Gives each line's pairs, numbered as they came, the numbers of their order, sorted. `order`: for each pair in order the
/// number with which it came, and how many lines have it.
fn put_in_order(order: &[(Gram, u32)], grams: &mut [Gram], ends: &[usize]) {
    // Where each pair's lines begin in the list of them all.
    let mut at = vec![0; order.len()];
    let mut begin = 0;
    for (came, lines) in order {
        at[*came as usize] = begin;
        begin += *lines as usize;
    }
    let begins = std::iter::once(0).chain(ends.iter().copied());
    let mut with: Vec<u32> = vec![0; grams.len()];
    for ((begin, end), line) in begins.clone().zip(ends).zip(0..) {
        for gram in &grams[begin..*end] {
            with[at[*gram as usize]] = line;
            at[*gram as usize] += 1;
        }
    }
    // Pair after pair is handed to its lines.
    let mut next: Vec<usize> = begins.collect();
    let mut rest = &with[..];
    for ((_, lines), gram) in order.iter().zip(0..) {
        let (its, others) = rest.split_at(*lines as usize);
        for line in its {
            grams[next[*line as usize]] = gram;
            next[*line as usize] += 1;
        }
        rest = others;
    }
}

/// Keys, each with its number in the order in which they came.
struct Keys {
    keys: Vec<u64>,
    /// At a key's hash, or close behind it, its number and one; zero where none stands. Half of it stays empty.
    slots: Vec<u32>,
}

impl Keys {
    fn for_about(keys: usize) -> Self {
        Self { keys: Vec::with_capacity(keys), slots: vec![0; (2 * keys).next_power_of_two().max(64)] }
    }

    /// The slot of a key, or the empty one where it belongs.
    fn slot(&self, key: u64) -> usize {
        let last = self.slots.len() - 1;
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut at = (hash >> 32) as usize & last;
        while self.slots[at] > 0 && self.keys[self.slots[at] as usize - 1] != key {
            at = (at + 1) & last;
        }
        at
    }

    /// The number of a key; a new one is added.
    fn number(&mut self, key: u64) -> u32 {
        let at = self.slot(key);
        if self.slots[at] > 0 {
            return self.slots[at] - 1;
        }
        self.keys.push(key);
        self.slots[at] = self.keys.len() as u32;
        if self.keys.len() * 2 > self.slots.len() {
            self.slots = vec![0; 2 * self.slots.len()];
            for (key, number) in self.keys.iter().zip(1..) {
                let at = self.slot(*key);
                self.slots[at] = number;
            }
        }
        self.keys.len() as u32 - 1
    }

    fn have(&self, key: u64) -> bool {
        self.slots[self.slot(key)] > 0
    }
}

/// Reads a line's pairs of Han characters that stand together (18 bits hold each), and its runs of four letters, white space left out; both as
/// often as they stand. Runs with a mark among them are never asked for.
fn read(fold: &str, mut pair: impl FnMut(u64), mut run: impl FnMut(u64)) {
    let mut before = None;
    let (mut four, mut letters) = (0, 0);
    for c in fold.chars() {
        let han = is_han(c);
        let code = u64::from(c as u32);
        if let (Some(before), true) = (before, han) {
            pair(before << 18 | code);
        }
        before = han.then_some(code);
        if is_letter(c) {
            (four, letters) = (pack(four, c), letters + 1);
            if letters >= 4 {
                run(four);
            }
        } else if !c.is_whitespace() {
            letters = 0;
        }
    }
}

/// Sixteen bits for a character; the few beyond share theirs.
fn pack(four: u64, c: char) -> u64 {
    four << 16 | u64::from(c as u32 & 0xFFFF)
}
