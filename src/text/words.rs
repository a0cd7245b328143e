//! A word list: tells a word that a column cut in two, and a word from a name.

use std::sync::LazyLock;

/// Sorted by code point; see `tables/README.md` for its source.
static WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("tables/words.txt").lines().collect());

/// Bits for the first and the last character of each word: most texts asked for are none.
static SEEN: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut seen = vec![0; 1 << 12];
    for (at, bit) in WORDS.iter().map(|word| mark(word)) {
        seen[at] |= bit;
    }
    seen
});

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
    let (at, bit) = mark(text);
    (6..=12).contains(&text.len()) && SEEN[at] & bit != 0 && WORDS.binary_search(&text).is_ok()
}

/// Whether a word of the list lies across the cut between `left` and `right`, and the pieces beside it are not words
/// themselves: `核|心`.
pub fn cut_word(left: &str, right: &str) -> bool {
    let tail: Vec<char> = left.chars().rev().take(3).collect();
    let head: Vec<char> = right.chars().take(3).collect();
    let mut word = String::with_capacity(16);
    for l in 1..=tail.len() {
        for r in 1..=head.len() {
            if l + r > 4 {
                continue;
            }
            word.clear();
            word.extend(tail[..l].iter().rev().chain(head[..r].iter()));
            if !is_word(&word) {
                continue;
            }
            // `工作|人员` is a word too, but a line may well end with 工作: only a lone character is a sure sign.
            let before: String = tail.iter().rev().collect();
            let whole_before = l >= 2 && is_word(&word.chars().take(l).collect::<String>());
            let in_left_word = l == 1 && tail.len() >= 2 && is_word(&last(&before, 2));
            let in_right_word = r == 1 && head.len() >= 2 && is_word(&head[..2].iter().collect::<String>());
            if !whole_before && !in_left_word && !in_right_word {
                return true;
            }
        }
    }
    false
}

fn last(text: &str, n: usize) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(n)).collect()
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
