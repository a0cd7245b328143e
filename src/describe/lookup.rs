//! Many words looked for in a text at once.
//!
//! In: words, sorted, and [`Marked`] texts. Out: which of the words stand at a place of a text. Nothing is built but the order
//! of the words and their first two characters, so that the tables cost little where a text is short.

use crate::text::charset::CharSet;
use std::ops::{Deref, Range};

/// A text in which words are looked up, by several who look for different ones: its characters are told apart once for all.
#[derive(Debug, Clone, Default)]
pub struct Marked {
    text: String,
    /// The lower half of each character (in the basic plane it is the character), and zero behind the last.
    halves: Vec<u16>,
}

impl From<String> for Marked {
    fn from(text: String) -> Self {
        let mut halves = Vec::with_capacity(text.len() / 3 + 2);
        for c in text.chars() {
            halves.push(half(c));
        }
        halves.push(0);
        Self { text, halves }
    }
}

impl From<&str> for Marked {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Deref for Marked {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Marked {
    /// How many characters it has.
    pub fn length(&self) -> usize {
        self.halves.len().saturating_sub(1)
    }

    /// The first place from the `n`th character on, at byte `at`, of which `is` says that it is one.
    #[inline]
    fn next(&self, mut n: usize, mut at: usize, is: impl Fn(u16, u16) -> bool) -> Option<(usize, usize)> {
        /// Bytes of a character, by the upper half of its first one.
        const WIDTHS: [u8; 16] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4];
        let bytes = self.text.as_bytes();
        while let Some([first, second]) = self.halves.get(n..n + 2) {
            if is(*first, *second) {
                return Some((n, at));
            }
            at += usize::from(WIDTHS[usize::from(bytes[at] >> 4)]);
            n += 1;
        }
        None
    }
}

fn half(c: char) -> u16 {
    c as u32 as u16
}

/// Words by their place in the sorted list that they were given in.
pub(super) struct Lookup<S> {
    words: Vec<S>,
    /// For each word, the longest other one that it begins with.
    within: Vec<Option<usize>>,
    heads: Vec<Head>,
    /// Each head at the place its [`mark`] tells or the next that was free.
    places: Vec<Place>,
    /// Bits for the heads, by their marks: most places of a text are of no word.
    seen: Vec<u64>,
    /// Characters that are words themselves, by their lower halves.
    alone: CharSet,
}

/// Where a head is looked for: what it is is told here, without a look at the head itself.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The lower halves of its characters.
    halves: (u16, u16),
    /// Its number, from 1; zero where none stands.
    head: u32,
}

/// Two characters, and the words that begin with them; a character that is a word itself has none behind it.
struct Head {
    first: char,
    second: Option<char>,
    words: Range<usize>,
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

impl Head {
    fn is(&self, first: char, second: Option<char>) -> bool {
        self.first == first && self.second == second
    }
}

impl<S: AsRef<str>> Lookup<S> {
    /// `words` are sorted, each once, none empty.
    pub fn new(words: impl IntoIterator<Item = S>) -> Self {
        let words: Vec<S> = words.into_iter().collect();
        let (within, heads) = (Vec::with_capacity(words.len()), Vec::with_capacity(words.len()));
        // Sixteen bits for a word: few other places are taken for one.
        let seen = vec![0; (words.len() / 4).next_power_of_two()];
        let places = vec![Place::default(); (2 * words.len() + 1).next_power_of_two()];
        let mut lookup = Self { words, within, heads, places, seen, alone: CharSet::of("") };
        for k in 0..lookup.words.len() {
            lookup.enter(k);
        }
        lookup
    }

    /// Enters the word at a place of the list; those before it are entered.
    fn enter(&mut self, k: usize) {
        let word = self.words[k].as_ref();
        let mut before = k.checked_sub(1);
        while before.is_some_and(|b| !word.starts_with(self.words[b].as_ref())) {
            before = before.and_then(|b| self.within[b]);
        }
        self.within.push(before);
        let mut chars = word.chars();
        let (Some(first), second) = (chars.next(), chars.next()) else { return };
        if let Some(head) = self.heads.last_mut().filter(|head| head.is(first, second)) {
            head.words.end = k + 1;
            return;
        }
        self.heads.push(Head { first, second, words: k..k + 1 });
        let free = self.from(first, second).find(|place| self.places[*place].head == 0);
        if let (Some(free), Ok(head)) = (free, u32::try_from(self.heads.len())) {
            self.places[free] = Place { halves: halves(first, second), head };
        }
        match second {
            Some(second) => {
                let (at, bit) = self.bit(half(first), half(second));
                self.seen[at] |= bit;
            }
            None => self.alone.add(half(first)),
        }
    }

    /// Where the bit of two characters stands.
    #[inline]
    fn bit(&self, first: u16, second: u16) -> (usize, u64) {
        let mark = mark(first, second);
        (mark >> 6 & (self.seen.len() - 1), 1 << (mark & 63))
    }

    /// All places, that of two characters first.
    fn from(&self, first: char, second: Option<char>) -> impl Iterator<Item = usize> + use<S> {
        let (first, second) = halves(first, second);
        let (from, all) = (mark(first, second), self.places.len());
        (0..all).map(move |n| (from + n) & (all - 1))
    }

    /// Whether a word may begin with these characters: of those that do not most are told.
    #[inline]
    fn may_begin(&self, first: u16, second: u16) -> bool {
        let (at, bit) = self.bit(first, second);
        self.seen[at] & bit != 0 || self.alone.has(first)
    }

    /// The words that begin with these characters.
    fn head(&self, first: char, second: Option<char>) -> Option<Range<usize>> {
        let places = self.from(first, second).map(|place| self.places[place]);
        let alike = places.take_while(|p| p.head != 0).filter(|p| p.halves == halves(first, second));
        let mut heads = alike.map(|place| &self.heads[place.head as usize - 1]);
        heads.find(|head| head.is(first, second)).map(|head| head.words.clone())
    }

    /// The word at a place of the list.
    pub fn word(&self, word: usize) -> &str {
        self.words[word].as_ref()
    }

    /// The place of a word in the list.
    pub fn place(&self, word: &str) -> Option<usize> {
        let mut chars = word.chars();
        let (first, second) = (chars.next()?, chars.next());
        let (one, two) = halves(first, second);
        let may = self.may_begin(one, two);
        let words = may.then(|| self.head(first, second)).flatten()?;
        let at = self.words[words.clone()].binary_search_by(|w| w.as_ref().cmp(word)).ok()?;
        Some(words.start + at)
    }

    /// The longest word that a text begins with.
    fn longest(&self, text: &str) -> Option<usize> {
        let mut chars = text.chars();
        let (first, second) = (chars.next()?, chars.next());
        // Of all words up to the text, the last begins with every word that the text begins with.
        // One alone need not be compared: what it begins with is known.
        let last = |words: Range<usize>| match words.len() {
            1 => words.end,
            _ => words.start + self.words[words].partition_point(|word| word.as_ref() <= text),
        };
        let words = second.and_then(|_| self.head(first, second)).map(last);
        let alone = || self.alone.has(half(first)).then(|| self.head(first, None)).flatten();
        let mut word = words.or_else(|| alone().map(|alone| alone.end))?.checked_sub(1);
        while word.is_some_and(|w| !text.starts_with(self.words[w].as_ref())) {
            word = word.and_then(|w| self.within[w]);
        }
        word
    }

    /// The places of a text at which a word begins, with the longest.
    #[inline]
    fn begin(&self, text: &Marked) -> impl Iterator<Item = (usize, usize)> {
        let (mut n, mut from) = (0, 0);
        std::iter::from_fn(move || {
            loop {
                let (found, at) = text.next(n, from, |first, second| self.may_begin(first, second))?;
                let first = text[at..].chars().next()?;
                (n, from) = (found + 1, at + first.len_utf8());
                if let Some(word) = self.longest(&text[at..]) {
                    return Some((at, word));
                }
            }
        })
    }

    /// Tells of all words of a text where each stands; of those at one place the longest first.
    pub fn each(&self, text: &Marked, mut tell: impl FnMut(usize, usize)) {
        for (at, longest) in self.begin(text) {
            std::iter::successors(Some(longest), |word| self.within[*word]).for_each(|word| tell(at, word));
        }
    }

    /// The longest words of a text, none in another, the leftmost first: where each stands.
    pub fn leftmost(&self, text: &Marked) -> impl Iterator<Item = (usize, usize)> {
        let mut past = 0;
        self.begin(text).filter(move |(at, word)| {
            let apart = *at >= past;
            if apart {
                past = at + self.word(*word).len();
            }
            apart
        })
    }
}

/// The lower halves of two characters; zero for none.
fn halves(first: char, second: Option<char>) -> (u16, u16) {
    (half(first), second.map_or(0, half))
}

/// A number for two characters, by their lower halves.
#[inline]
fn mark(first: u16, second: u16) -> usize {
    let both = u64::from(first) << 16 | u64::from(second);
    (both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_and_those_within_it() {
        let words = ["山", "山路", "山路口", "水", "路", "路口"];
        let lookup = Lookup::new(words);
        let begins = |text: &str| {
            let mut found = Vec::new();
            lookup.each(&text.into(), |at, w| found.extend((at == 0).then_some(words[w])));
            found
        };
        assert_eq!(begins("山路口上"), ["山路口", "山路", "山"]);
        assert_eq!(begins("山路边"), ["山路", "山"]);
        assert_eq!(begins("桥"), Vec::<&str>::new());
        let found: Vec<_> = lookup.leftmost(&"上山路过水路口".into()).map(|(at, w)| (at, words[w])).collect();
        assert_eq!(found, [(3, "山路"), (12, "水"), (15, "路口")]);
    }
}
