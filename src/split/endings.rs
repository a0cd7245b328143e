//! Lists of endings, by which words are told: 某某公社, 党员风采.
//!
//! In: a list, a space between the endings. Out: whether words end in one of them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A list of endings.
pub struct Endings {
    list: &'static str,
    /// By their last characters: most words end otherwise.
    by_last: OnceLock<BTreeMap<char, Vec<&'static str>>>,
}

impl Endings {
    pub const fn of(list: &'static str) -> Self {
        Self { list, by_last: OnceLock::new() }
    }

    /// Whether the words end in one of these.
    pub fn end(&self, words: &str) -> bool {
        let Some(last) = words.chars().next_back() else { return false };
        let by_last = self.by_last.get_or_init(|| {
            let mut by_last: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
            for ending in self.list.split(' ') {
                if let Some(last) = ending.chars().next_back() {
                    by_last.entry(last).or_default().push(ending);
                }
            }
            by_last
        });
        by_last.get(&last).is_some_and(|endings| endings.iter().any(|ending| words.ends_with(ending)))
    }
}

#[cfg(test)]
mod tests {
    use super::Endings;

    #[test]
    fn words_end_in_one_of_a_list() {
        static ENDINGS: Endings = Endings::of("公社 县 大队");
        for (words, yes) in
            [("前进公社", true), ("某县", true), ("公社", true), ("合作社", false), ("", false)]
        {
            assert_eq!(ENDINGS.end(words), yes, "{words}");
        }
    }
}
