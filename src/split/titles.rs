//! Which entry of the contents a headline answers, fuzzily: both have OCR slips.
//!
//! In: the contents' entries. Out: the entries alike to a text. What is asked of each headline is read off the entries once,
//! and in a long contents page only the entries that share a rare pair of letters with the headline are looked at.

use super::contents::Entry;
use crate::text::{self, squeeze};
use std::collections::{BTreeMap, BTreeSet};

/// Likeness from which a headline may answer an entry.
pub const LEAST: f64 = 0.75;

/// Most entries that are compared with one headline. No issue has more that are alike.
const MOST: usize = 200;

/// The entries of the contents, ready to be compared with headlines.
#[derive(Debug, Default)]
pub struct Titles {
    letters: Vec<String>,
    pairs: Vec<Vec<text::Pair>>,
    /// The first entry with these letters.
    exactly: BTreeMap<String, usize>,
    /// Entries that have a pair of letters.
    with: BTreeMap<text::Pair, Vec<usize>>,
    authors: BTreeSet<String>,
    columns: BTreeSet<String>,
}

impl Titles {
    pub fn new(entries: &[Entry]) -> Self {
        let mut announced = Self::default();
        for (k, entry) in entries.iter().enumerate() {
            let letters = text::letters(&entry.title);
            let pairs = text::pairs(&letters);
            for (at, pair) in pairs.iter().enumerate() {
                if at == 0 || pairs[at - 1] != *pair {
                    announced.with.entry(*pair).or_default().push(k);
                }
            }
            announced.exactly.entry(letters.clone()).or_insert(k);
            announced.authors.extend(entry.authors.iter().map(|a| squeeze(a)));
            announced.columns.extend(entry.column.clone());
            announced.letters.push(letters);
            announced.pairs.push(pairs);
        }
        announced
    }

    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Whether an entry has the letters of a text.
    pub fn have(&self, text: &str) -> bool {
        !self.is_empty() && self.exactly.contains_key(&text::letters(text))
    }

    /// Whether the contents have a column of this name.
    pub fn has_column(&self, name: &str) -> bool {
        self.columns.contains(name)
    }

    /// Whether an entry names this author.
    pub fn names(&self, author: &str) -> bool {
        self.authors.contains(author)
    }

    /// The entry most alike to a text, the first of several, and how alike; none below [`LEAST`].
    pub fn best(&self, text: &str) -> Option<(f64, usize)> {
        let best = self.alike(text).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        best.map(|(entry, likeness)| (likeness, entry))
    }

    /// Whether an entry is alike to `joined` by more than 0.8, and more than to `first` alone.
    pub fn prefers(&self, joined: &str, first: &str) -> bool {
        let letters = text::letters(first);
        let pairs = text::pairs(&letters);
        self.alike(joined).any(|(k, likeness)| likeness > self.likeness(k, &letters, &pairs).max(0.8))
    }

    /// Entries alike to a text, by [`LEAST`] and more.
    fn alike(&self, text: &str) -> impl Iterator<Item = (usize, f64)> {
        let letters = text::letters(text);
        let pairs = text::pairs(&letters);
        let near = if self.is_empty() { Vec::new() } else { self.near(&letters, &pairs) };
        near.into_iter()
            .map(move |k| (k, self.likeness(k, &letters, &pairs)))
            .filter(|(_, likeness)| *likeness >= LEAST)
    }

    fn likeness(&self, entry: usize, letters: &str, pairs: &[text::Pair]) -> f64 {
        match self.letters[entry] == letters {
            true if letters.is_empty() => 0.0,
            true => 1.0,
            false => text::likeness(&self.pairs[entry], pairs),
        }
    }

    /// Entries that may be alike. Texts alike by 0.75 share at least 0.6 of the pairs of each, so one of any 0.4 of them:
    /// the rarest are asked.
    fn near(&self, letters: &str, pairs: &[text::Pair]) -> Vec<usize> {
        if self.letters.len() <= MOST {
            return (0..self.letters.len()).collect();
        }
        let mut near: BTreeSet<usize> = self.exactly.get(letters).copied().into_iter().collect();
        let mut with: Vec<&[usize]> =
            pairs.iter().map(|p| self.with.get(p).map_or(&[][..], Vec::as_slice)).collect();
        with.sort_by_key(|entries| entries.len());
        for entries in with.iter().take(pairs.len() * 2 / 5 + 1) {
            near.extend(entries.iter().take(MOST));
            if near.len() >= MOST {
                break;
            }
        }
        near.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_contents_page_is_answered_as_a_short_one() {
        let entry = |k: usize| Entry { title: format!("{k}号渡口的第{k}次会议"), ..Entry::default() };
        let entries: Vec<Entry> = (0..MOST * 5).map(entry).collect();
        let announced = Titles::new(&entries);
        assert_eq!(announced.best("777号渡口的第777次会议"), Some((1.0, 777)));
        assert_eq!(announced.best("777号度口的第777次会议").map(|(_, k)| k), Some(777));
        assert_eq!(announced.best("山路修通了"), None);
        assert!(announced.prefers("777号渡口的第777次会议", "777号渡口"));
    }
}
