//! Phrases that the text itself sets off: “…” and 《…》, with what they are of: “百日攻坚”行动.

use super::words::{head, is_decree};
use super::{Candidate, again};
use crate::split::{Article, BlockRole};
use crate::text::charset::CharSet;
use crate::text::{is_han, script::simple};
use std::borrow::Cow;

const PAIRS: [(char, char); 5] = [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('"', '"')];

/// The marks of a text that open one of them, by their first bytes.
fn openings(text: &str) -> impl Iterator<Item = (usize, char)> {
    static OPEN: CharSet = CharSet::of("“「『《\"");
    // “ begins with the first of these bytes, 「『《 with the second.
    let may_be = memchr::memchr3_iter(0xE2, 0xE3, b'"', text.as_bytes());
    let mark = |at: usize| Some((at, text.get(at..)?.chars().next().filter(|c| OPEN.contains(*c))?));
    may_be.filter_map(mark)
}

/// A phrase is short: what does not end within so many characters is speech.
const SHORT: usize = 24;
/// So many characters behind it tell what it is of.
const BEHIND: usize = 4;

/// What stands in quotation marks and is no speech. White space means nothing; no more than `longest` characters are read.
pub(super) fn candidates(article: &Article, longest: usize) -> Vec<Candidate<'static>> {
    let mut found = Vec::new();
    let heads = [Some(article.title.as_str()), article.kicker.as_deref(), article.subtitle.as_deref()];
    let bodies = article.blocks.iter().filter(|b| {
        matches!(b.role, BlockRole::Body | BlockRole::List | BlockRole::Heading | BlockRole::Caption)
    });
    let texts = heads.into_iter().flatten().map(Cow::from).chain(bodies.map(|b| b.words()));
    let texts: Vec<Cow<'_, str>> = texts.collect();
    if texts.iter().map(|text| text.len()).sum::<usize>() <= longest {
        texts.iter().for_each(|text| within(text, &mut found));
        return again(found);
    }
    let mut left = longest;
    for text in texts {
        let text = beginning(&text, &mut left);
        within(text, &mut found);
    }
    again(found)
}

/// What of a text is within the characters that are left.
fn beginning<'t>(text: &'t str, left: &mut usize) -> &'t str {
    for (at, _) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        if *left == 0 {
            return &text[..at];
        }
        *left -= 1;
    }
    text
}

fn within(text: &str, found: &mut Vec<Candidate<'static>>) {
    let chars = |from: usize| text[from..].char_indices().filter(|(_, c)| !c.is_whitespace());
    let mut past = 0;
    let mut window: Vec<char> = Vec::with_capacity(SHORT + BEHIND);
    for (at, open) in openings(text) {
        if at < past {
            continue;
        }
        let Some((_, close)) = PAIRS.iter().find(|(known, _)| *known == open) else { continue };
        let from = at + open.len_utf8();
        let Some((n, (end, _))) = chars(from).take(SHORT).enumerate().find(|(_, (_, c))| c == close) else {
            continue;
        };
        past = from + end + close.len_utf8();
        window.clear();
        window.extend(chars(from).take(n + 1 + BEHIND).map(|(_, c)| c));
        let (inner, after) = (&window[..n], &window[n + 1..]);
        if *close == '》' {
            found.extend(work(inner));
        } else if !is_speech(&text[..at]) && is_phrase(inner) {
            found.extend(phrase(inner, after, (open, *close)));
        }
    }
}

/// 他说：“…” and whatever begins a sentence of its own.
fn is_speech(before: &str) -> bool {
    let before = before.chars().rev().find(|c| !c.is_whitespace()).map(simple);
    matches!(before, Some('：' | ':' | '说' | '道' | '问' | '答' | '喊'))
}

fn is_phrase(inner: &[char]) -> bool {
    static OF_SPEECH: CharSet = CharSet::of("我你他她吗呢吧啊呀了着是");
    (2..=12).contains(&inner.len())
        && inner.iter().all(|c| is_han(*c) || c.is_alphanumeric() || matches!(c, '·' | '+' | '-' | '—'))
        && inner.iter().any(|c| is_han(*c))
        && !inner.iter().any(|c| OF_SPEECH.contains(simple(*c)))
        && (inner.len() < 6 || !inner.contains(&'的'))
}

fn phrase(inner: &[char], after: &[char], (open, close): (char, char)) -> Option<Candidate<'static>> {
    let plain = |chars: &[char]| chars.iter().map(|c| simple(*c)).collect::<String>();
    let following = plain(after);
    if let Some(head) = head(&following) {
        let n = head.chars().count();
        let shown = [&[open], inner, &[close], &after[..n]].concat();
        return Some(Candidate::of(format!("“{}”{head}", plain(inner)), shown, 3.0));
    }
    // Two or three characters in quotation marks are a word used oddly.
    let score = match inner.len() {
        2 => return None,
        3 => 0.9,
        4 | 5 => 1.8,
        _ => 2.2,
    };
    Some(Candidate::of(plain(inner), inner.to_vec(), score))
}

/// A book, a paper, a law.
fn work(inner: &[char]) -> Option<Candidate<'static>> {
    let name: String = inner.iter().map(|c| simple(*c)).collect();
    let score = if is_decree(&name) { 2.6 } else { 1.8 };
    let shown = || [&['《'], inner, &['》']].concat();
    (inner.len() >= 2).then(|| Candidate::of(format!("《{name}》"), shown(), score))
}
