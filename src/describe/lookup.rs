//! Many words looked for in a text at once.
//!
//! In: words, sorted. Out: which of them stand at a place of a text. Nothing is built but the order of the words and their
//! first characters, so that the tables cost little where a text is short.

use std::ops::Range;

/// Words by their place in the sorted list that they were given in.
pub(super) struct Lookup<S> {
    words: Vec<S>,
    /// For each word, the longest other one that it begins with.
    within: Vec<Option<usize>>,
    /// First characters, and the words that begin with them.
    first: Vec<(char, Range<usize>)>,
    /// Bits for the first two characters of each word, by [`mark`]: most places of a text are of no word.
    seen: Vec<u64>,
}

/// Puts items in the order of their texts, those of one text in that of what else is given, else as they stand.
pub(super) fn sort<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> (&str, K)) {
    // Most texts are told apart by their first bytes, compared as one number.
    let head = |item: &T| {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(key(item).0.bytes()).for_each(|(to, byte)| *to = byte);
        u128::from_be_bytes(bytes)
    };
    items.sort_by_cached_key(head);
    for alike in items.chunk_by_mut(|a, b| head(a) == head(b)) {
        alike.sort_by(|a, b| key(a).cmp(&key(b)));
    }
}

impl<S: AsRef<str>> Lookup<S> {
    /// `words` are sorted, each once, none empty.
    pub fn new(words: impl IntoIterator<Item = S>) -> Self {
        let words: Vec<S> = words.into_iter().collect();
        let mut lookup =
            Self { within: Vec::with_capacity(words.len()), words, first: Vec::new(), seen: Vec::new() };
        // Sixteen bits for a word: few other places are taken for one.
        lookup.seen = vec![0; (lookup.words.len() / 4).next_power_of_two()];
        for (k, word) in lookup.words.iter().map(S::as_ref).enumerate() {
            let mut before = k.checked_sub(1);
            while before.is_some_and(|b| !word.starts_with(lookup.words[b].as_ref())) {
                before = before.and_then(|b| lookup.within[b]);
            }
            lookup.within.push(before);
            let Some(c) = word.chars().next() else { continue };
            match lookup.first.last_mut().filter(|(first, _)| *first == c) {
                Some((_, range)) => range.end = k + 1,
                None => lookup.first.push((c, k..k + 1)),
            }
            let (at, bit) = mark(c, word.chars().nth(1), lookup.seen.len());
            lookup.seen[at] |= bit;
        }
        lookup
    }

    /// The word at a place of the list.
    pub fn word(&self, word: usize) -> &str {
        self.words[word].as_ref()
    }

    /// The place of a word in the list.
    pub fn place(&self, word: &str) -> Option<usize> {
        self.words.binary_search_by(|w| w.as_ref().cmp(word)).ok()
    }

    /// The words that a text begins with, the longest first.
    pub fn begins(&self, text: &str) -> impl Iterator<Item = usize> {
        std::iter::successors(self.longest(text), |word| self.within[*word])
    }

    /// The longest word that a text begins with.
    pub fn longest(&self, text: &str) -> Option<usize> {
        let mut chars = text.chars();
        let c = chars.next()?;
        let is_seen = |second| {
            let (at, bit) = mark(c, second, self.seen.len());
            self.seen[at] & bit != 0
        };
        if !is_seen(chars.next()) && !is_seen(None) {
            return None;
        }
        let at = self.first.binary_search_by_key(&c, |(first, _)| *first).ok()?;
        let range = self.first[at].1.clone();
        // Of all words up to the text, the last begins with every word that the text begins with.
        let last = range.start + self.words[range].partition_point(|word| word.as_ref() <= text);
        let mut word = last.checked_sub(1);
        while word.is_some_and(|w| !text.starts_with(self.words[w].as_ref())) {
            word = word.and_then(|w| self.within[w]);
        }
        word
    }

    /// The longest words of a text, none in another, the leftmost first: where each stands.
    pub fn leftmost(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
                let here = at;
                if let Some(word) = self.longest(rest) {
                    at += self.word(word).len();
                    return Some((here, word));
                }
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
            None
        })
    }
}

/// The bit for a word's first two characters, or its only one: its place among so many (a power of two) numbers, and in it.
fn mark(first: char, second: Option<char>, numbers: usize) -> (usize, u64) {
    let second = second.map_or(0, u64::from);
    let mixed = (u64::from(first) << 32 | second).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    ((mixed >> 6) as usize & (numbers - 1), 1 << (mixed & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_and_those_within_it() {
        let words = ["山", "山路", "山路口", "水", "路", "路口"];
        let lookup = Lookup::new(words);
        let begins = |text| lookup.begins(text).map(|w| words[w]).collect::<Vec<_>>();
        assert_eq!(begins("山路口上"), ["山路口", "山路", "山"]);
        assert_eq!(begins("山路边"), ["山路", "山"]);
        assert_eq!(begins("桥"), Vec::<&str>::new());
        let found: Vec<_> = lookup.leftmost("上山路过水路口").map(|(at, w)| (at, words[w])).collect();
        assert_eq!(found, [(3, "山路"), (12, "水"), (15, "路口")]);
    }
}
