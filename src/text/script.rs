//! Traditional and simplified characters: one form for comparing. What is shown stays as printed.

use super::charset::CharSet;
use std::sync::LazyLock;

/// Traditional → simplified, for the characters that the tables and the rules use: a choice from OpenCC's TSCharacters
/// (Apache-2.0). Pairs of characters, white space between them means nothing.
const PAIRS: &str = include_str!("tables/simplify.txt");

/// The characters that have a simplified form: most have none.
static TRADITIONAL: CharSet = CharSet::of_firsts(PAIRS);

/// The simplified form of each character of the basic plane, by its code from [`FIRST`] on.
static SIMPLE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut simple: Vec<char> = (FIRST..=LAST).collect();
    let mut chars = PAIRS.chars().filter(|c| !c.is_whitespace());
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        if let Some(at) = place(from).filter(|at| *at < simple.len()) {
            simple[at] = to;
        }
    }
    simple
});

/// The range of Han ideographs in which traditional characters stand.
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

fn place(c: char) -> Option<usize> {
    (c as usize).checked_sub(FIRST as usize)
}

/// The simplified form of a character, itself where it has none.
#[inline]
pub fn simple(c: char) -> char {
    if TRADITIONAL.contains(c) { simplified(c) } else { c }
}

fn simplified(c: char) -> char {
    place(c).and_then(|at| SIMPLE.get(at)).copied().unwrap_or(c)
}

/// [`simple`] over a text: as many characters as before.
pub fn simplify(text: &str) -> String {
    text.chars().map(simple).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_form() {
        assert_eq!(super::simplify("讀者來信"), "读者来信");
    }
}
