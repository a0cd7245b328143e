//! Traditional and simplified characters: one form for comparing. What is shown stays as printed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Traditional → simplified, for the characters that the tables and the rules use: a choice from OpenCC's TSCharacters
/// (Apache-2.0). Pairs of characters, white space between them means nothing.
static PAIRS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let mut chars = include_str!("tables/simplify.txt").chars().filter(|c| !c.is_whitespace());
    let mut map = BTreeMap::new();
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        map.insert(from, to);
    }
    map
});

/// The simplified form of a character, itself where it has none.
pub fn simple(c: char) -> char {
    PAIRS.get(&c).copied().unwrap_or(c)
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
