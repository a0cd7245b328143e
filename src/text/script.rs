//! Traditional and simplified characters: one form for comparing. What is shown stays as printed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Traditional → simplified, for the characters that the tables and the rules use: a choice from OpenCC's TSCharacters
/// (Apache-2.0). Pairs of characters, white space between them means nothing.
static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    let mut chars = include_str!("tables/simplify.txt").chars().filter(|c| !c.is_whitespace());
    let mut map = BTreeMap::new();
    let mut seen = Box::new([0; 1024]);
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        map.insert(from, to);
        let at = from as usize & 0xFFFF;
        seen[at >> 6] |= 1 << (at & 63);
    }
    Pairs { map, seen }
});

struct Pairs {
    map: BTreeMap<char, char>,
    /// A bit for each character that may have a simplified form, by its lower half: most have none.
    seen: Box<[u64; 1024]>,
}

/// The simplified form of a character, itself where it has none.
pub fn simple(c: char) -> char {
    let at = c as usize & 0xFFFF;
    let pairs = &*PAIRS;
    if pairs.seen[at >> 6] >> (at & 63) & 1 == 0 {
        return c;
    }
    pairs.map.get(&c).copied().unwrap_or(c)
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
