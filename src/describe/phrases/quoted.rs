//! Phrases that the text itself sets off: “…” and 《…》, with what they are of: “百日攻坚”行动.

use super::words::{head, is_decree};
use super::{Candidate, again};
use crate::split::{Article, BlockRole};
use crate::text::{is_han, script::simple};
use std::borrow::Cow;

const PAIRS: [(char, char); 5] = [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('"', '"')];

/// What stands in quotation marks and is no speech.
pub(super) fn candidates(article: &Article, longest: usize) -> Vec<Candidate<'static>> {
    let mut found = Vec::new();
    let heads = [Some(article.title.as_str()), article.kicker.as_deref(), article.subtitle.as_deref()];
    let bodies = article.blocks.iter().filter(|b| {
        matches!(b.role, BlockRole::Body | BlockRole::List | BlockRole::Heading | BlockRole::Caption)
    });
    let mut left = longest;
    let texts = heads.into_iter().flatten().map(Cow::from).chain(bodies.map(|b| b.words()));
    for text in texts {
        let chars = || text.chars().filter(|c| !c.is_whitespace()).take(left);
        // Most texts set nothing off.
        if !text.contains(PAIRS.map(|(open, _)| open)) {
            left -= chars().count();
            continue;
        }
        let chars: Vec<char> = chars().collect();
        left -= chars.len();
        within(&chars, &mut found);
    }
    again(found)
}

fn within(chars: &[char], found: &mut Vec<Candidate<'static>>) {
    let mut at = 0;
    while at < chars.len() {
        let pair = PAIRS.iter().find(|(open, _)| *open == chars[at]);
        let close = pair.and_then(|(_, close)| {
            // A phrase is short: what does not end soon is speech.
            chars[at + 1..].iter().take(24).position(|c| c == close).map(|n| (at + 1 + n, *close))
        });
        let Some((end, close)) = close else {
            at += 1;
            continue;
        };
        let inner = &chars[at + 1..end];
        if close == '》' {
            found.extend(work(inner));
        } else if !is_speech(chars, at) && is_phrase(inner) {
            found.extend(phrase(inner, &chars[end + 1..], (chars[at], close)));
        }
        at = end + 1;
    }
}

/// 他说：“…” and whatever begins a sentence of its own.
fn is_speech(chars: &[char], open: usize) -> bool {
    let before = open.checked_sub(1).map(|i| simple(chars[i]));
    matches!(before, Some('：' | ':' | '说' | '道' | '问' | '答' | '喊'))
}

fn is_phrase(inner: &[char]) -> bool {
    (2..=12).contains(&inner.len())
        && inner.iter().all(|c| is_han(*c) || c.is_alphanumeric() || matches!(c, '·' | '+' | '-' | '—'))
        && inner.iter().any(|c| is_han(*c))
        && !inner.iter().any(|c| "我你他她吗呢吧啊呀了着是".contains(simple(*c)))
        && (inner.len() < 6 || !inner.contains(&'的'))
}

fn phrase(inner: &[char], after: &[char], (open, close): (char, char)) -> Option<Candidate<'static>> {
    let plain = |chars: &[char]| chars.iter().map(|c| simple(*c)).collect::<String>();
    let following = plain(&after[..after.len().min(4)]);
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
