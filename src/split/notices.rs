//! Notices: what the program saw and a person should look at. Nothing is repaired silently.
//!
//! In: drafts, articles, contents. Out: [`Notice`]s in the order of their lines.

use super::assemble::Desk;
use super::classify::{Class, Ending, ending};
use super::fragment;
use super::line::Line;
use super::outline::{Draft, Outline};
use super::rules::Rule;
use super::{Article, Notice, ResidueRole, dated};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// All notices of an issue. `homeless`: continuations whose beginning was not found.
pub fn notices(desk: &Desk, outline: &Outline, articles: &[Article], homeless: &[usize]) -> Vec<Notice> {
    let mut out = Vec::new();
    for i in homeless {
        out.push(at(
            &desk.lines[*i],
            Rule::ContinuationWithoutBeginning,
            "上接的前文没有找到 (the beginning of this continuation was not found)",
            0.9,
        ));
    }
    fragments(desk, outline, articles, &mut out);
    repeated(desk, outline, &mut out);
    against_contents(desk, outline, articles, &mut out);
    doubtful(articles, &mut out);
    contradicted(desk, &mut out);
    out.sort_by(|a, b| (a.file, a.line, &a.code).cmp(&(b.file, b.line, &b.code)));
    out
}

fn at(line: &Line, rule: Rule, message: impl Into<String>, confidence: f64) -> Notice {
    Notice { file: line.file, line: line.n, code: rule.id().into(), message: message.into(), confidence }
}

/// Shortest sentence, in letters, that hardly stands twice by chance.
pub(crate) const LONG: usize = 22;

/// How strongly a text must speak for having begun elsewhere.
const MID_SENTENCE: f64 = 2.5;

/// Whether a folded text begins in mid-sentence, surely enough to say so.
pub(crate) fn begins_in_mid_sentence(fold: &str) -> bool {
    fragment::begins_within(fold) >= MID_SENTENCE
}

/// Whether a folded text breaks off, surely enough to say so.
pub(crate) fn breaks_off(fold: &str) -> bool {
    fragment::breaks_off(fold) >= 1.5 && super::marks::jump_to(fold).is_none()
}

/// A paragraph that begins in mid-sentence after one that is complete; an article whose last paragraph breaks off.
fn fragments(desk: &Desk, outline: &Outline, articles: &[Article], out: &mut Vec<Notice>) {
    for (draft, article) in outline.drafts.iter().filter(|d| !d.advertisement).zip(articles) {
        let openings: BTreeSet<(usize, usize)> =
            article.blocks.iter().filter_map(|b| b.lines.first()).map(|r| (r.file, r.first)).collect();
        let opens = |line: &Line| openings.contains(&(line.file, line.n));
        let texts: Vec<usize> =
            draft.texts().filter(|i| matches!(desk.class[*i], Class::Body | Class::Head)).collect();
        for pair in texts.windows(2) {
            let (left, right) = (&desk.lines[pair[0]], &desk.lines[pair[1]]);
            let plain = !right.bold_lead && !desk.wrapped.is_wrapped(pair[1]);
            if plain
                && ending(&left.fold) == Ending::Stop
                && fragment::line_begins_within(right) >= MID_SENTENCE
                && opens(right)
            {
                out.push(at(
                    right,
                    Rule::BeginsInMidSentence,
                    "这一段从句子中间开始,前面可能缺字 (begins in mid-sentence: text may be missing above)",
                    0.7,
                ));
            }
        }
        if let Some(last) = texts.last().map(|i| &desk.lines[*i])
            && breaks_off(&last.fold)
        {
            out.push(at(
                last,
                Rule::BreaksOff,
                "文章到此中断,后文可能缺失 (the article breaks off here)",
                0.6,
            ));
        }
    }
}

/// A long sentence that stands twice in the issue: the OCR may have made up the second.
fn repeated(desk: &Desk, outline: &Outline, out: &mut Vec<Notice>) {
    let texts = || outline.drafts.iter().filter(|d| !d.advertisement).flat_map(Draft::texts);
    // Most sentences stand once: only those are read closely whose Chinese characters come again.
    let mut prints: Vec<u64> = Vec::new();
    texts().for_each(|i| sentences(&desk.lines[i].fold, |_, print| prints.extend(print)));
    prints.sort_unstable();
    let again: Vec<u64> = prints.chunk_by(|a, b| a == b).filter(|p| p.len() > 1).map(|p| p[0]).collect();
    drop(prints);
    if again.is_empty() {
        return;
    }
    let mut come_again: Vec<(usize, &str)> = Vec::new();
    for i in texts() {
        sentences(&desk.lines[i].fold, |sentence, print| {
            come_again.extend(print.filter(|p| again.binary_search(p).is_ok()).map(|_| (i, sentence)));
        });
    }
    // By their hashes: a second copy of the whole text would be held otherwise.
    let mut seen: BTreeMap<[u8; 16], usize> = BTreeMap::new();
    for (i, sentence) in come_again {
        let mut hash = [0; 16];
        blake3::Hasher::new().update(text::letters(sentence).as_bytes()).finalize_xof().fill(&mut hash);
        match seen.get(&hash) {
            Some(first) if *first != i => {
                let n = desk.lines[*first].n;
                let message = format!("与第{n}行有同样的句子 (the same sentence stands at line {n})");
                out.push(at(&desk.lines[i], Rule::RepeatedSentence, message, 0.6));
            }
            Some(_) => {}
            None => {
                seen.insert(hash, i);
            }
        }
    }
}

/// Tells the sentences of a text, each with a number that long sentences of the same letters share: of their Chinese
/// characters. None where it is not long.
fn sentences<'t>(text: &'t str, mut tell: impl FnMut(&'t str, Option<u64>)) {
    let is_mark = |c: char| matches!(c, '\0'..='\u{7F}' | '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{3002}' | '\u{3008}'..='\u{3011}' | '·');
    let mut from = 0;
    let (mut print, mut letters, mut plain) = (0, 0, true);
    let mut end = |sentence: &'t str, print: u64, letters: usize, plain: bool| {
        let told = if plain { (letters >= LONG).then_some(print) } else { print_of_letters(sentence) };
        tell(sentence, told);
    };
    for (at, c) in text.char_indices() {
        match c {
            '\u{4E00}'..='\u{9FFF}' => (print, letters) = (add(print, c), letters + 1),
            '。' | '!' | '?' => {
                end(&text[from..at], print, letters, plain);
                from = at + c.len_utf8();
                (print, letters, plain) = (0, 0, true);
            }
            c if is_mark(c) => letters += usize::from(c.is_ascii_alphanumeric()),
            // It may stand for others (㈠, ⼀): the letters tell.
            _ => plain = false,
        }
    }
    end(&text[from..], print, letters, plain);
}

fn add(print: u64, c: char) -> u64 {
    (print.rotate_left(5) ^ u64::from(c as u32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The number of a sentence with characters that may stand for others.
fn print_of_letters(sentence: &str) -> Option<u64> {
    let told = text::letters(sentence);
    let chinese = told.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    (told.chars().count() >= LONG).then(|| chinese.fold(0, add))
}

/// Articles that the contents announce with another author, and entries that no article answers.
fn against_contents(desk: &Desk, outline: &Outline, articles: &[Article], out: &mut Vec<Notice>) {
    let drafts = outline.drafts.iter().filter(|d| !d.advertisement);
    let mut answered = vec![false; desk.front.contents.len()];
    for (draft, article) in drafts.zip(articles) {
        let Some(k) = draft.verdict.entry else { continue };
        answered[k] = true;
        let entry = &desk.front.contents[k];
        let names: Vec<&str> = article.authors.iter().map(|a| a.name.as_str()).collect();
        let differ = !entry.authors.is_empty()
            && !names.is_empty()
            && !entry.authors.iter().any(|a| names.contains(&a.as_str()));
        if let Some(i) = draft.group.byline.first().filter(|_| differ) {
            let message = format!(
                "目录作“{}”,正文作“{}” (the contents name another author)",
                entry.authors.join("、"),
                names.join("、")
            );
            out.push(at(&desk.lines[*i], Rule::BylineDiffersFromContents, message, 0.9));
        }
    }
    for (entry, answered) in desk.front.contents.iter().zip(answered) {
        if !answered {
            let message =
                format!("目录中的“{}”在正文里没有找到 (announced in the contents, not found)", entry.title);
            out.push(at(&desk.lines[entry.line], Rule::ContentsEntryNotFound, message, 0.7));
        }
    }
}

/// Mastheads whose weekday or lunar day is another day's: one of the two was misread, or misprinted.
fn contradicted(desk: &Desk, out: &mut Vec<Notice>) {
    let lines: Vec<&Line> = desk
        .lines
        .iter()
        .zip(&desk.front.place)
        .filter_map(|(line, place)| (*place == Some(ResidueRole::Masthead)).then_some(line))
        .collect();
    for (i, line) in lines.iter().enumerate() {
        let below = || {
            // A blank line may stand between.
            let near = |below: &&&Line| below.file == line.file && below.n <= line.n + 2;
            let below = lines.get(i + 1).filter(near)?;
            dated::contradiction_below(&line.fold, &below.fold)
        };
        if let Some((dated, other)) = dated::contradiction(&line.fold).or_else(below) {
            let message = format!(
                "“{}”与“{other}”不合,日期可能有误 (weekday or lunar day contradict the date {})",
                dated.printed, dated.edtf
            );
            out.push(at(line, Rule::DateContradicted, message, 0.7));
        }
    }
}

/// Articles whose beginning or inner headings were decided on thin evidence, and articles without a headline.
pub(crate) fn doubtful(articles: &[Article], out: &mut Vec<Notice>) {
    for article in articles {
        let Some(range) = article.blocks.first().and_then(|b| b.lines.first()) else { continue };
        if article.confidence < 0.7 {
            let message =
                format!("“{}”的起讫不能确定 (where this article begins or ends is uncertain)", article.title);
            out.push(Notice {
                file: range.file,
                line: range.first,
                code: Rule::UncertainSplit.id().into(),
                message,
                confidence: 1.0 - article.confidence,
            });
        }
    }
}
