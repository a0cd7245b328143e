//! The words of this stage: endings of names, and what stands before or behind a name and is none of it.
//!
//! In: `src/describe/tables/phrasewords.txt` (its lists are told in the README there), read once. Out: what a word is.

use crate::describe::lookup::Lookup;
use crate::describe::sections::section;
use crate::text::charset::CharSet;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../tables/phrasewords.txt");

pub(super) static NUMERALS: CharSet = CharSet::of("一二三四五六七八九十百千万亿两几零〇廿多余半");

/// Characters with which no phrase begins or ends.
static EDGES: CharSet = CharSet::of(
    "也都就不没这那其他她它我你们过把被将对从向到给让使由以于之而且并又还再很更最说道称要会能可应该已每各某此为个地得所有等里",
);

/// Characters with which no phrase ends.
static RIGHT_EDGES: CharSet = CharSet::of("上下中内外前后时来去进出做用新大小");

/// The lists, to be asked at every character of a text.
struct Lists {
    /// Stops, openers and everyday words, sorted, and of each word which it is.
    words: Lookup<&'static str>,
    is: Vec<Is>,
    heads: Vec<&'static str>,
    decrees: Vec<&'static str>,
    /// With their weights, by their last character.
    endings: BTreeMap<char, Vec<Ending>>,
    last: CharSet,
}

/// Which lists a word is in.
#[derive(Default, Clone, Copy)]
struct Is {
    stop: bool,
    opener: bool,
    everyday: bool,
}

/// The ending of a name, and its weight.
type Ending = (Vec<char>, f64);

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut words: BTreeMap<&'static str, Is> = BTreeMap::new();
    section(TABLE, "stops").for_each(|word| words.entry(word).or_default().stop = true);
    section(TABLE, "openers").for_each(|word| words.entry(word).or_default().opener = true);
    section(TABLE, "everyday").for_each(|word| words.entry(word).or_default().everyday = true);
    let endings = endings();
    Lists {
        words: Lookup::new(words.keys().copied()),
        is: words.into_values().collect(),
        heads: section(TABLE, "heads").collect(),
        decrees: section(TABLE, "decrees").collect(),
        last: CharSet::of(&endings.keys().collect::<String>()),
        endings,
    }
});

/// What the lists say of a word.
fn is(word: &str) -> Is {
    LISTS.words.place(word).map(|place| LISTS.is[place]).unwrap_or_default()
}

/// The endings of names: in the table a number is the weight of the words behind it.
fn endings() -> BTreeMap<char, Vec<Ending>> {
    let mut by_last: BTreeMap<char, Vec<Ending>> = BTreeMap::new();
    let mut weight = 0.0;
    for word in section(TABLE, "endings") {
        if let Ok(number) = word.parse() {
            weight = number;
            continue;
        }
        let chars: Vec<char> = word.chars().collect();
        if let Some(last) = chars.last() {
            by_last.entry(*last).or_default().push((chars, weight));
        }
    }
    by_last
}

/// Whether no name holds the word.
pub(super) fn is_stop(word: &str) -> bool {
    is(word).stop || is_numeric(word)
}

fn is_numeric(word: &str) -> bool {
    word.chars().all(|c| NUMERALS.contains(c) || c.is_ascii_digit())
}

/// Whether a name begins behind the word.
pub(super) fn is_opener(word: &str) -> bool {
    is(word).opener
}

/// Whether no name holds the word, or one begins behind it.
pub(super) fn ends_before_name(word: &str) -> bool {
    let is = is(word);
    is.stop || is.opener || is_numeric(word)
}

/// Whether it may be said anywhere, and names nothing.
pub(super) fn is_everyday(word: &str) -> bool {
    is(word).everyday
}

/// The characters with which endings of names end.
pub(super) fn ends_of_endings() -> &'static CharSet {
    &LISTS.last
}

/// The longest ending of names that a text ends with: its length in characters, and its weight.
pub(super) fn ending(text: &[char]) -> Option<(usize, f64)> {
    let last = text.last().filter(|last| LISTS.last.contains(**last))?;
    let with_last = LISTS.endings.get(last)?;
    let ends = with_last.iter().filter(|(ending, _)| text.len() > ending.len() && text.ends_with(ending));
    ends.map(|(ending, weight)| (ending.len(), *weight)).max_by_key(|e| e.0)
}

/// What a name in quotation marks is of, where the words behind it say so: 行动.
pub(super) fn head(following: &str) -> Option<&'static str> {
    LISTS.heads.iter().copied().filter(|head| following.starts_with(head)).max_by_key(|head| head.len())
}

/// Whether a name is that of something ordered on paper.
pub(super) fn is_decree(name: &str) -> bool {
    LISTS.decrees.iter().any(|ending| name.ends_with(ending))
}

/// Whether no phrase begins with the character.
pub(super) fn is_edge_left(c: char) -> bool {
    c == '第' || EDGES.contains(c) || NUMERALS.contains(c)
}

/// Whether no phrase ends with the character.
pub(super) fn is_edge_right(c: char) -> bool {
    EDGES.contains(c) || RIGHT_EDGES.contains(c) || NUMERALS.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_holds_each_list_and_no_word_twice_in_it() {
        let heads = TABLE.lines().filter_map(|l| l.strip_prefix('[')?.strip_suffix(']'));
        let lists: Vec<&str> = heads.collect();
        assert_eq!(lists, ["endings", "heads", "decrees", "stops", "openers", "everyday"]);
        for list in lists {
            let words: Vec<&str> = section(TABLE, list).filter(|w| w.parse::<f64>().is_err()).collect();
            let once: BTreeSet<&str> = words.iter().copied().collect();
            assert!(
                words.len() > 20 && once.len() == words.len(),
                "{list}: {} of {}",
                once.len(),
                words.len()
            );
        }
    }

    #[test]
    fn the_longest_ending_weighs_and_each_has_a_weight() {
        let of = |text: &str| ending(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("南坡煤业有限责任公司"), Some((6, 2.0)));
        assert_eq!(of("南坡公司"), Some((2, 1.6)));
        assert_eq!(of("公司"), None, "an ending alone is no name");
        assert!(LISTS.endings.values().flatten().all(|(_, weight)| (0.5..=2.0).contains(weight)));
    }
}
