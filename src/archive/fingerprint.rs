//! Fingerprints: recognising an article by its text although the OCR, the division or the title changed.
//!
//! In: an article's letters. Out: a [`Print`]: a hash for texts that are equal, and a sample of the text's three-letter
//! pieces (one-permutation MinHash) for texts that are alike. Written in about a hundred characters.

use super::key::encode;
use serde::{Deserialize, Serialize};

/// Pieces in a sample.
pub const PIECES: usize = 32;

/// What the register remembers of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// Twelve characters that equal texts share; the first eight are the address key of the text.
    pub exact: String,
    /// One piece of the text from each of 32 parts of the space of hashes. The share that two texts have in common
    /// estimates how alike they are (Jaccard); the share found anywhere in a longer text, how much of this one is in it.
    pub sample: [u16; PIECES],
}

impl Print {
    /// The print of a text, given its letters ([`text_of`](super::key::text_of)).
    pub fn of(letters: &str) -> Self {
        // For each part its least hash, and a bit for each that has one.
        let (mut least, mut filled) = ([u64::MAX; PIECES], 0u32);
        pieces(letters).for_each(|hash| {
            let part = (hash >> 59) as usize; // the top 5 bits: 32 parts
            least[part] = least[part].min(hash);
            filled |= 1 << part;
        });
        let mut sample = [0; PIECES];
        for (part, slot) in sample.iter_mut().enumerate() {
            // A part that a short text leaves empty borrows from one chosen by its number alone, so that two
            // texts alike borrow alike. There is always one filled part; the bound is for the type checker's peace.
            let from = |attempt: u64| match attempt {
                0 => part,
                _ => (mix(part as u64 | attempt << 8) % 32) as usize,
            };
            let from = (0..10_000).map(from).find(|from| filled >> from & 1 == 1);
            *slot = from.map_or(0, |from| least[from] as u16);
        }
        Self { exact: encode(letters.as_bytes(), EXACT), sample }
    }

    /// How many of 32 pieces two texts have in common.
    pub fn alike(&self, other: &Self) -> usize {
        self.sample.iter().zip(&other.sample).filter(|(a, b)| a == b).count()
    }

    /// The sixteen pairs of neighbouring pieces: alike texts share at least one (at 60 % alike, 99.9 % do).
    pub fn bands(&self) -> impl Iterator<Item = (usize, u16, u16)> + '_ {
        self.sample.chunks_exact(2).enumerate().map(|(i, pair)| (i, pair[0], pair[1]))
    }

    /// As the register writes it: `k3v9tq2mxxxx.` and 86 characters of base64url.
    pub fn write(&self) -> String {
        let mut out = String::with_capacity(WRITTEN);
        self.write_to(&mut out);
        out
    }

    /// Appends what [`write`](Self::write) gives.
    pub fn write_to(&self, out: &mut String) {
        out.push_str(&self.exact);
        out.push('.');
        let mut bytes = [0; PIECES * 2];
        for (pair, piece) in bytes.chunks_exact_mut(2).zip(self.sample) {
            pair.copy_from_slice(&piece.to_be_bytes());
        }
        for chunk in bytes.chunks(3) {
            let bits =
                chunk.iter().fold(0u32, |bits, &b| bits << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
            for i in 0..=chunk.len() {
                out.push(char::from(BASE64[(bits >> (18 - 6 * i) & 63) as usize]));
            }
        }
    }

    /// Reads what [`write`](Self::write) wrote; `None` where it is anything else.
    pub fn read(text: &str) -> Option<Self> {
        let (exact, coded) = text.split_once('.')?;
        if exact.len() != EXACT || !exact.bytes().all(|b| b.is_ascii_alphanumeric()) || text.len() != WRITTEN
        {
            return None;
        }
        let mut sample = [0u16; PIECES];
        let (mut pieces, mut bits, mut held) = (sample.iter_mut(), 0u32, 0);
        for c in coded.bytes() {
            bits = bits << 6 | u32::from(VALUES[usize::from(c)]?);
            held += 6;
            if held >= 16 {
                held -= 16;
                *pieces.next()? = (bits >> held & 0xFFFF) as u16;
            }
        }
        Some(Self { exact: exact.to_string(), sample })
    }
}

/// Characters of the hash, and of a whole print as it is written.
const EXACT: usize = 12;
const WRITTEN: usize = EXACT + 1 + (PIECES * 2 * 8).div_ceil(6);

/// What each byte stands for in base64url.
const VALUES: [Option<u8>; 256] = {
    let mut values = [None; 256];
    let mut value = 0;
    while value < 64 {
        values[BASE64[value] as usize] = Some(value as u8);
        value += 1;
    }
    values
};

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// All pieces of a text: tells how much of another text, known by its print only, is in this one.
pub struct Pieces {
    seen: Box<[u64; 1024]>,
    /// Share of the 65,536 possible names that this text uses: how often a foreign piece seems to be in it.
    chance: f64,
}

impl Pieces {
    /// The pieces of a text, given its letters.
    pub fn of(letters: &str) -> Self {
        let mut seen = Box::new([0u64; 1024]);
        for hash in pieces(letters) {
            let id = hash as u16;
            seen[usize::from(id >> 6)] |= 1 << (id & 63);
        }
        let count: u32 = seen.iter().map(|word| word.count_ones()).sum();
        Self { seen, chance: f64::from(count) / 65_536.0 }
    }

    /// Whether a piece of a sample is in the text (or seems to be).
    pub fn has(&self, piece: u16) -> bool {
        self.seen[usize::from(piece >> 6)] >> (piece & 63) & 1 == 1
    }

    /// Estimates which share (0 to 1) of the sampled text is in this one, chance hits taken off; none where it may all be chance.
    pub fn share_of(&self, print: &Print) -> f64 {
        let hits = print.sample.iter().filter(|&&piece| self.has(piece)).count() as f64;
        let by_chance = self.chance * PIECES as f64;
        if hits < by_chance + FAR * (by_chance * (1.0 - self.chance)).sqrt() {
            return 0.0;
        }
        let share = hits / PIECES as f64;
        ((share - self.chance) / (1.0 - self.chance).max(0.01)).max(0.0)
    }
}

/// So many standard deviations from what chance gives it is no chance.
const FAR: f64 = 3.5;

/// Hashes of the three-letter pieces of a text; a shorter text is one piece.
fn pieces(letters: &str) -> impl Iterator<Item = u64> + '_ {
    // Three letters, 21 bits each.
    let and = |piece: u64, c: char| (piece << 21 | u64::from(u32::from(c))) & ((1 << 63) - 1);
    let mut rest = letters.chars();
    let begin = rest.by_ref().take(2).fold(0, and);
    let short = letters.chars().nth(2).is_none();
    let whole = short.then(|| mix(letters.chars().fold(0, and)));
    rest.scan(begin, move |piece, c| {
        *piece = and(*piece, c);
        Some(mix(*piece))
    })
    .chain(whole)
}

/// SplitMix64's finisher: every bit of the input moves every bit of the output.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(seed: u64, length: usize) -> String {
        (0..length as u64)
            .filter_map(|i| char::from_u32(0x4E00 + (mix(seed << 32 | i) % 2000) as u32))
            .collect()
    }

    #[test]
    fn alike_and_not_alike() {
        let a = text(1, 600);
        // Every twentieth letter wrong: 5 %.
        let b: String = a.chars().enumerate().map(|(i, c)| if i % 20 == 7 { '口' } else { c }).collect();
        let c = text(2, 600);
        let (pa, pb, pc) = (Print::of(&a), Print::of(&b), Print::of(&c));
        assert!(pa.alike(&pb) >= 18, "{}", pa.alike(&pb));
        assert!(pa.alike(&pc) <= 2, "{}", pa.alike(&pc));
        assert_eq!(pa.alike(&pa), PIECES);
    }

    #[test]
    fn a_part_is_found_in_the_whole() {
        let (part, rest) = (text(3, 200), text(4, 8000));
        let whole = Pieces::of(&format!("{}{part}{}", &rest[..rest.len() / 2], &rest[rest.len() / 2..]));
        assert!(whole.share_of(&Print::of(&part)) > 0.9);
        assert!(whole.share_of(&Print::of(&text(5, 200))) < 0.2);
    }

    #[test]
    fn short_texts_have_prints_too() {
        for t in ["", "一", "一二", "一二三"] {
            assert_eq!(Print::of(t).alike(&Print::of(t)), PIECES);
        }
        assert!(Print::of("一二").alike(&Print::of("三四")) < 4);
    }

    proptest! {
        #[test]
        fn written_and_read(letters in "\\PC{0,60}") {
            let print = Print::of(&letters);
            let written = print.write();
            prop_assert!(written.len() == 99);
            prop_assert_eq!(Print::read(&written), Some(print));
        }

        #[test]
        fn reading_anything_never_panics(text in "\\PC{0,110}") {
            let _ = Print::read(&text);
        }
    }
}
