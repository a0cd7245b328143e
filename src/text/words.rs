//! A word list: tells a word that a column cut in two, and a word from a name.

use std::sync::LazyLock;

/// Sorted by code point; see `tables/README.md` for its source.
static WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("tables/words.txt").lines().collect());

/// Where each word stands in the list, from 1, at the place its letters tell or the next that was free; and bits for the
/// first and the last character of each word: most texts asked for are none.
struct Places {
    words: Vec<u16>,
    seen: Vec<u64>,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    // Two thirds stay free: few words stand elsewhere than at their place.
    let mut places = Places { words: vec![0; (3 * WORDS.len()).next_power_of_two()], seen: vec![0; 1 << 12] };
    for (word, number) in WORDS.iter().zip(1..) {
        let (at, bit) = mark(word);
        places.seen[at] |= bit;
        let free = places.from(word).find(|place| places.words[*place] == 0);
        free.into_iter().for_each(|place| places.words[place] = number);
    }
    places
});

impl Places {
    /// All places, that of the text first.
    fn from(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        let mixed = |hash: u64, c: char| (hash << 16 ^ u64::from(c)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let letters = text.chars().fold(0, mixed);
        let all = self.words.len();
        (0..all).map(move |n| ((letters >> 32) as usize + n) & (all - 1))
    }

    fn has(&self, text: &str) -> bool {
        let words = self.from(text).map(|place| self.words[place]).take_while(|number| *number != 0);
        words.into_iter().any(|number| WORDS[usize::from(number) - 1] == text)
    }
}

/// Where the bit of a text stands.
fn mark(text: &str) -> (usize, u64) {
    let code = |c: Option<char>| c.map_or(0, u32::from);
    let (first, last) = (code(text.chars().next()), code(text.chars().next_back()));
    let hash = (first.wrapping_mul(0x9E37_79B1) ^ last.wrapping_mul(0x85EB_CA6B)) >> 14;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// A common word of two to four characters, no personal name.
pub fn is_word(text: &str) -> bool {
    // Two to four characters of three bytes: what is shorter or longer need not be looked for.
    if !(6..=12).contains(&text.len()) {
        return false;
    }
    let places = &*PLACES;
    let (at, bit) = mark(text);
    places.seen[at] & bit != 0 && places.has(text)
}

/// Whether a word of the list lies across the cut between `left` and `right`, and the pieces beside it are not words
/// themselves: `核|心`.
pub fn cut_word(left: &str, right: &str) -> bool {
    let tail = left.char_indices().rev().take(3).last().map_or(0, |(at, _)| at);
    let head = right.char_indices().nth(3).map_or(right.len(), |(at, _)| at);
    cut_word_at(&[&left[tail..], &right[..head]].concat(), left.len() - tail)
}

/// [`cut_word`] at a byte of a text.
pub fn cut_word_at(text: &str, cut: usize) -> bool {
    // How many characters before the cut, and where they begin; how many behind it, and where they end.
    let before = || (1..=3).zip(text[..cut].char_indices().rev().map(|(at, _)| at));
    let behind = || (1..=3).zip(text[cut..].char_indices().map(|(at, c)| cut + at + c.len_utf8()));
    let two_before = || before().nth(1).is_some_and(|(_, from)| is_word(&text[from..cut]));
    let two_behind = || behind().nth(1).is_some_and(|(_, to)| is_word(&text[cut..to]));
    before().any(|(l, from)| {
        behind().take_while(|(r, _)| l + r <= 4).any(|(r, to)| {
            // `工作|人员` is a word too, but a line may well end with 工作: only a lone character is a sure sign.
            is_word(&text[from..to])
                && !(if l == 1 { two_before() } else { is_word(&text[from..cut]) })
                && !(r == 1 && two_behind())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(WORDS.windows(2).all(|w| w[0] < w[1]));
        assert!(WORDS.iter().all(|w| (6..=12).contains(&w.len())));
    }

    #[test]
    fn a_word_cut_in_two_is_seen() {
        assert!(cut_word("广大群众拥", "护这项政策"));
        assert!(!cut_word("做好春耕工作", "人员已经到位"));
    }
}
