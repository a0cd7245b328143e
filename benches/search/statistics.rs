//! How a text's characters follow one another, to compare made-up newspapers with real ones.
//!
//! In: lines of folded text. Out: of the first so many characters, the distinct n-grams (1 to 4), the share of them that come only
//! once, the entropy of a character after 0 to 3 others, and how often the
//! tenth commonest comes, how many 4-grams have stood in the same 650 characters before. No
//! n-gram runs over a line's end.

use std::collections::{BTreeMap, BTreeSet};

/// One measurement.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    pub characters: usize,
    pub distinct: [usize; 4],
    /// Share of the distinct n-grams that come once.
    pub once: [f64; 4],
    /// Bits per character after 0, 1, 2, 3 others.
    pub entropy: [f64; 4],
    /// How often the tenth commonest comes, in 100,000 characters.
    pub tenth: [f64; 4],
    /// The same of 6-grams: phrases.
    pub tenth_six: f64,
    /// Share of the 4-grams that have stood before in the same window.
    pub again: f64,
}

/// About the mean length of an article.
const WINDOW: usize = 650;

pub fn figures<'a>(lines: impl Iterator<Item = &'a str>, limit: usize) -> Figures {
    let mut numbers: BTreeMap<char, u64> = BTreeMap::new();
    let mut grams: [Vec<u64>; 4] = Default::default();
    let mut out = Figures::default();
    let mut sixes: Vec<u128> = Vec::new();
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    let (mut again, mut fours) = (0, 0);
    for line in lines {
        let (mut last, mut long) = (0u64, 0u128);
        for (k, c) in line.chars().enumerate() {
            if out.characters == limit {
                break;
            }
            let fresh = numbers.len() as u64 + 1;
            let number = *numbers.entry(c).or_insert(fresh) & 0xFFFF;
            last = (last << 16) | number;
            long = ((long << 16) & ((1 << 96) - 1)) | u128::from(number);
            if k >= 5 {
                sixes.push(long);
            }
            for (n, grams) in grams.iter_mut().enumerate().take(k + 1) {
                grams.push(last & (u64::MAX >> (48 - 16 * n)));
            }
            if k >= 3 {
                fours += 1;
                again += usize::from(!seen.insert(last));
            }
            out.characters += 1;
            if out.characters.is_multiple_of(WINDOW) {
                seen.clear();
            }
        }
        if out.characters == limit {
            break;
        }
    }
    for (n, grams) in grams.iter_mut().enumerate() {
        grams.sort_unstable();
        let (mut once, mut bits, mut counts) = (0, 0.0, Vec::new());
        for after in grams.chunk_by(|a, b| a >> 16 == b >> 16) {
            for same in after.chunk_by(|a, b| a == b) {
                out.distinct[n] += 1;
                counts.push(same.len());
                once += usize::from(same.len() == 1);
                bits -= same.len() as f64 * (same.len() as f64 / after.len() as f64).log2();
            }
        }
        out.once[n] = once as f64 / out.distinct[n].max(1) as f64;
        counts.sort_unstable_by(|a, b| b.cmp(a));
        out.tenth[n] = counts.get(9).map_or(0.0, |c| *c as f64 * 1e5 / out.characters as f64);
        out.entropy[n] = bits / grams.len().max(1) as f64;
    }
    sixes.sort_unstable();
    let mut counts: Vec<usize> = sixes.chunk_by(|a, b| a == b).map(<[u128]>::len).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    out.tenth_six = counts.get(9).map_or(0.0, |c| *c as f64 * 1e5 / out.characters as f64);
    out.again = again as f64 / fours.max(1) as f64;
    out
}

impl Figures {
    pub const HEAD: &'static str = "characters |   1-grams  2-grams  3-grams  4-grams | come once %         | entropy after 0 1 2 3     | tenth commonest in 100,000: 1 2 3 4 6 | again %";

    pub fn row(&self) -> String {
        let [a, b, c, d] = self.distinct;
        let [e, f, g, h] = self.once.map(|x| x * 100.0);
        let [i, j, k, l] = self.entropy;
        let [m, n, o, p] = self.tenth;
        format!(
            "{:>10} | {a:>9}{b:>9}{c:>9}{d:>9} | {e:>4.1} {f:>4.1} {g:>4.1} {h:>4.1} | {i:>6.3} {j:>5.3} {k:>5.3} {l:>5.3} | {m:>7.1}{n:>7.1}{o:>6.1}{p:>6.1}{:>6.1} | {:>5.2}",
            self.characters,
            self.tenth_six,
            self.again * 100.0
        )
    }
}
