//! What a text must have for a pattern to match: read off the pattern's syntax.
//!
//! In: a pattern. Out: [`Needs`], asked of texts. A yes says nothing; a no is sure.

use super::set::Set;
use super::syntax::{self, Node};

/// What a text must have: the needs of one of the pattern's alternatives.
#[derive(Debug, Default)]
pub(super) struct Needs(Vec<Branch>);

/// What one alternative can't do without. What it leaves open is empty or widest.
#[derive(Debug, Clone)]
struct Branch {
    /// Bytes of the whole text.
    least: usize,
    most: usize,
    /// The text's first character, and its last.
    first: Option<Set>,
    last: Option<Set>,
    /// One word of each of these stands in the text.
    words: Vec<Words>,
}

impl Needs {
    pub(super) fn of(pattern: &str) -> Self {
        let branches = match syntax::read(pattern) {
            Some(Node::Either(branches)) => branches,
            Some(node) => vec![node],
            // Unknown syntax: all is open.
            None => vec![Node::Row(Vec::new())],
        };
        Self(together(branches.iter().map(Branch::of).collect()))
    }

    pub(super) fn may_match(&self, text: &str) -> bool {
        let (first, last) = (text.chars().next(), text.chars().next_back());
        self.0.iter().any(|branch| branch.may_match(text, first, last))
    }
}

/// Alternatives that nothing but a word tells are one: the text is read once for the words of all.
fn together(branches: Vec<Branch>) -> Vec<Branch> {
    let (floating, mut out): (Vec<Branch>, Vec<Branch>) =
        branches.into_iter().partition(|b| b.first.is_none() && b.last.is_none() && !b.words.is_empty());
    let words = floating.iter().flat_map(|b| b.words[0].list.iter().cloned());
    let joined = Words::of(words.collect());
    match &floating[..] {
        [] => {}
        [_] => out.extend(floating),
        several => out.push(Branch {
            least: several.iter().map(|b| b.least).min().unwrap_or(0),
            most: several.iter().map(|b| b.most).max().unwrap_or(usize::MAX),
            first: None,
            last: None,
            words: joined.into_iter().collect(),
        }),
    }
    out
}

impl Branch {
    fn of(node: &Node) -> Self {
        let (least, most) = bytes(node);
        let (starts, ends) = (begins_with(node, &Node::Start), ends_with(node, &Node::End));
        let mut words = words(node);
        words.sort_by(|a, b| a.chance.total_cmp(&b.chance));
        words.truncate(2);
        Self {
            least,
            most: most.filter(|_| starts && ends).unwrap_or(usize::MAX),
            first: if starts { edge(node, Side::First) } else { None },
            last: if ends { edge(node, Side::Last) } else { None },
            words,
        }
    }

    fn may_match(&self, text: &str, first: Option<char>, last: Option<char>) -> bool {
        let is_in =
            |set: &Option<Set>, c: Option<char>| set.as_ref().is_none_or(|set| c.is_some_and(|c| set.has(c)));
        (self.least..=self.most).contains(&text.len())
            && is_in(&self.first, first)
            && is_in(&self.last, last)
            && self.words.iter().all(|words| words.stand_in(text))
    }
}

fn begins_with(node: &Node, mark: &Node) -> bool {
    match node {
        Node::Row(row) => row.first().is_some_and(|part| begins_with(part, mark)),
        node => node == mark,
    }
}

fn ends_with(node: &Node, mark: &Node) -> bool {
    match node {
        Node::Row(row) => row.last().is_some_and(|part| ends_with(part, mark)),
        node => node == mark,
    }
}

/// Bytes of the shortest and the longest text that a node matches.
fn bytes(node: &Node) -> (usize, Option<usize>) {
    match node {
        Node::Start | Node::End => (0, Some(0)),
        Node::One(set) => {
            let (least, most) = set.bytes();
            (least, Some(most))
        }
        Node::Row(row) => row
            .iter()
            .map(bytes)
            .fold((0, Some(0)), |(least, most), (l, m)| (least + l, most.and_then(|most| Some(most + m?)))),
        Node::Either(branches) => {
            let all = || branches.iter().map(bytes);
            let most = all().map(|(_, most)| most).try_fold(0, |most, m| Some(most.max(m?)));
            (all().map(|(least, _)| least).min().unwrap_or(0), most)
        }
        Node::Repeat(inner, from, to) => {
            let (least, most) = bytes(inner);
            (least * from, to.and_then(|to| Some(most? * to)))
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Last,
}

/// The characters with which a match begins or ends; nothing where it may be empty, or where any character will do.
fn edge(node: &Node, side: Side) -> Option<Set> {
    let mut ranges = Vec::new();
    let may_be_empty = add_edge(node, side, &mut ranges);
    (!may_be_empty).then(|| Set::of(ranges)).filter(|set| !set.is_all())
}

/// Adds a node's first or last characters; tells whether it may be empty.
fn add_edge(node: &Node, side: Side, set: &mut Vec<(char, char)>) -> bool {
    match node {
        Node::Start | Node::End => true,
        Node::One(one) => {
            set.extend(one.ranges());
            false
        }
        Node::Row(row) if side == Side::First => row.iter().all(|part| add_edge(part, side, set)),
        Node::Row(row) => row.iter().rev().all(|part| add_edge(part, side, set)),
        Node::Either(branches) => {
            let mut may_be_empty = false;
            for branch in branches {
                may_be_empty |= add_edge(branch, side, set);
            }
            may_be_empty
        }
        Node::Repeat(_, _, Some(0)) => true,
        Node::Repeat(inner, from, _) => add_edge(inner, side, set) || *from == 0,
    }
}

/// Words of which one stands in every match.
#[derive(Debug, Clone)]
struct Words {
    /// Sorted.
    list: Vec<String>,
    /// A bit for each first character, by its lower bits: most characters of a text begin no word.
    begins: [u64; 16],
    /// About how often a text has one: what is rarer is asked first.
    chance: f64,
}

/// Most words that are looked for in one place; a text has one of more than these as often as not.
const MOST_WORDS: usize = 80;
/// Most characters of a class that are taken for words.
const MOST_CHARS: usize = 16;

impl Words {
    /// Nothing, where one of them is empty: it stands everywhere.
    fn of(words: Vec<String>) -> Option<Self> {
        let mut list: Vec<String> = Vec::new();
        // What holds another of the words is found with it.
        let mut by_length = words;
        by_length.sort_by(|a, b| a.len().cmp(&b.len()).then(a.cmp(b)));
        for word in by_length {
            if !list.iter().any(|known| word.contains(known.as_str())) {
                list.push(word);
            }
        }
        if list.is_empty() || list.len() > MOST_WORDS || list[0].is_empty() {
            return None;
        }
        list.sort_unstable();
        let mut begins = [0; 16];
        for first in list.iter().filter_map(|word| word.chars().next()) {
            let (at, bit) = Self::mark(first);
            begins[at] |= bit;
        }
        let chance = |word: &String| match word.chars().count() {
            1 => 8.0,
            2 => 1.0,
            _ => 0.5,
        };
        Some(Self { chance: list.iter().map(chance).sum(), list, begins })
    }

    /// The words that begin with a character.
    fn with(&self, first: char) -> &[String] {
        let begins = |word: &String| word.chars().next();
        let from = self.list.partition_point(|word| begins(word) < Some(first));
        let words = &self.list[from..];
        &words[..words.iter().take_while(|word| begins(word) == Some(first)).count()]
    }

    fn mark(c: char) -> (usize, u64) {
        let at = c as usize & 0x3FF;
        (at >> 6, 1 << (at & 63))
    }

    fn stand_in(&self, text: &str) -> bool {
        // A few words are found faster one by one.
        if self.list.len() <= 4 {
            return self.list.iter().any(|word| text.contains(word.as_str()));
        }
        text.char_indices().any(|(at, c)| {
            let (mark, bit) = Self::mark(c);
            self.begins[mark] & bit != 0
                && self.with(c).iter().any(|word| text[at..].starts_with(word.as_str()))
        })
    }
}

/// The words without which a node does not match.
fn words(node: &Node) -> Vec<Words> {
    match node {
        Node::Start | Node::End => Vec::new(),
        Node::One(_) => say(node, nothing()).and_then(Words::of).into_iter().collect(),
        Node::Row(row) => words_of_row(row),
        Node::Either(branches) => {
            let rarest =
                |branch: &Node| words(branch).into_iter().min_by(|a, b| a.chance.total_cmp(&b.chance));
            let all: Option<Vec<Words>> = branches.iter().map(rarest).collect();
            let all = all.and_then(|all| Words::of(all.into_iter().flat_map(|words| words.list).collect()));
            all.into_iter().collect()
        }
        Node::Repeat(inner, from, _) if *from > 0 => words(inner),
        Node::Repeat(..) => Vec::new(),
    }
}

/// Parts that follow each other make words together, as long as it is known what they say.
fn words_of_row(row: &[Node]) -> Vec<Words> {
    let mut out = Vec::new();
    let mut known = nothing();
    for part in row {
        if let Some(more) = say(part, known.clone()) {
            known = more;
            continue;
        }
        out.extend(Words::of(known));
        known = say(part, nothing()).unwrap_or_else(|| {
            out.extend(words(part));
            nothing()
        });
    }
    out.extend(Words::of(known));
    out
}

/// What is said before the first word.
fn nothing() -> Vec<String> {
    vec![String::new()]
}

/// All that a node matches, behind each of what is said already; nothing, if that is much.
fn say(node: &Node, mut said: Vec<String>) -> Option<Vec<String>> {
    let all = match node {
        Node::Start | Node::End => said,
        Node::One(set) => match &set.few(MOST_CHARS)?[..] {
            [c] => {
                said.iter_mut().for_each(|word| word.push(*c));
                said
            }
            several => {
                said.iter().flat_map(|word| several.iter().map(move |c| format!("{word}{c}"))).collect()
            }
        },
        Node::Row(row) => row.iter().try_fold(said, |said, part| say(part, said))?,
        Node::Either(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(say(branch, said.clone())?);
                (all.len() <= MOST_WORDS).then_some(())?;
            }
            all
        }
        Node::Repeat(inner, 0, Some(1)) => {
            let mut all = say(inner, said.clone())?;
            all.append(&mut said);
            all
        }
        Node::Repeat(inner, 1, Some(1)) => say(inner, said)?,
        Node::Repeat(..) => return None,
    };
    (all.len() <= MOST_WORDS).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(pattern: &str) -> Vec<Vec<String>> {
        let mut branches = Needs::of(pattern).0;
        branches.remove(0).words.into_iter().map(|w| w.list).collect()
    }

    #[test]
    fn the_rarest_words_are_asked() {
        assert_eq!(
            words_of("(?:请听|来听)[^。]{0,6}?的?(?:报道|采访)[:。]?$"),
            [["来听", "请听"], ["报道", "采访"]]
        );
        assert_eq!(
            words_of(r"([一二三]{4})\s*年?\s*第?([^。]{1,3})\s*期"),
            [vec!["期"], vec!["一", "三", "二"]]
        );
        assert_eq!(words_of("编辑|主编辑|责编"), [["编辑", "责编"]]);
        assert_eq!(words_of(r"[^。]*\s?"), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_no_is_sure_and_common_texts_get_one() {
        for (pattern, yes, no) in [
            ("^(?:近日|昨天),", vec!["近日,水涨了", "昨天,"], vec!["今天,水涨了", "近日", "他近日,"]),
            ("^.{2,4}(?:启事|通知)$", vec!["招生启事"], vec!["启事", "招生启事,", "某某某某某某某某某启事"]),
            ("第\\d版|^共.{1,3}版$", vec!["见第3版", "共四版"], vec!["共享版面", "第三页"]),
            ("^[^,。]{2,3}[::]\\s*(?:我|你)$", vec!["他说:我"], vec![",说:我", "他说:他"]),
            ("(?i)^<br\\s*/?>$", vec!["<BR />", "<br>"], vec!["<hr>"]),
        ] {
            let needs = Needs::of(pattern);
            for text in yes {
                assert!(needs.may_match(text), "{pattern} {text}");
            }
            for text in no {
                assert!(!needs.may_match(text), "{pattern} {text}");
            }
        }
    }

    #[test]
    fn unknown_syntax_needs_nothing() {
        for pattern in ["a{2", "[[:alpha:]]", r"\bwort\b", "(?<name>a)"] {
            assert!(Needs::of(pattern).may_match(""), "{pattern}");
        }
    }
}
