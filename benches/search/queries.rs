//! What is asked. In: `queries.txt` (category, tab, query), the articles, a seed. Out: the chosen queries and as many random
//! substrings of the folded text, each drawn within one unit; and a reading of the query language of its own.

use super::articles::Units;
use super::fold::fold;
use crate::words::Dice;

pub struct Query {
    pub kind: String,
    pub text: String,
}

/// The chosen ones.
pub fn chosen() -> Vec<Query> {
    include_str!("queries.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(kind, text)| Query { kind: kind.into(), text: text.into() })
        .collect()
}

/// Substrings of two to six characters; what the query language would read as a sign of its own is drawn again.
pub fn random(articles: &[Units], count: usize, seed: u64) -> Vec<Query> {
    let mut d = Dice(seed);
    let total: usize = articles.iter().map(|a| a.folded.len()).sum();
    let mut out = Vec::new();
    while out.len() < count && total > 0 {
        let mut at = (d.roll() % total as u64) as usize;
        let Some(article) = articles.iter().find(|a| {
            let here = at < a.folded.len();
            if !here {
                at -= a.folded.len();
            }
            here
        }) else {
            continue;
        };
        while !article.folded.is_char_boundary(at) {
            at -= 1;
        }
        let n = 2 + d.below(5);
        let text: String = article.folded[at..].chars().take(n).collect();
        let sign = text.starts_with(['-', '"']);
        if text.chars().count() == n && !text.contains('\n') && !sign {
            out.push(Query { kind: format!("random {n}"), text });
        }
    }
    out
}

/// What an article must contain, and what it must not; folded.
#[derive(Debug, Default, PartialEq)]
pub struct Asked {
    pub all: Vec<String>,
    pub none: Vec<String>,
}

/// Words are parted by white space; `"…"`, `“…”` or `＂…＂` holds them together; `-` before either excludes it.
pub fn read(query: &str) -> Asked {
    let mut out = Asked::default();
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let signed = rest.strip_prefix(['-', '－']);
        let bare = signed.unwrap_or(rest);
        let (word, after, excluded) = match phrase(bare) {
            Some((inner, after)) => (inner, after, signed.is_some()),
            // A lone sign means nothing.
            None => {
                let word = &rest[..end];
                let stripped = word.strip_prefix(['-', '－']);
                (stripped.unwrap_or(word), &rest[end..], stripped.is_some())
            }
        };
        let word = fold(word);
        if !word.is_empty() {
            if excluded { &mut out.none } else { &mut out.all }.push(word);
        }
        rest = after.trim_start();
    }
    out
}

/// What stands between quotation marks at the start, where the second one ends a word.
fn phrase(text: &str) -> Option<(&str, &str)> {
    let end = match text.chars().next()? {
        '“' => '”',
        sign @ ('"' | '＂') => sign,
        _ => return None,
    };
    let (inner, after) = text[text.chars().next()?.len_utf8()..].split_once(end)?;
    after.chars().next().is_none_or(char::is_whitespace).then_some((inner, after))
}
