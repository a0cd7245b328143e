//! Dates that an article's text speaks of, counted from the date of its issue.
//!
//! In: an article, and its issue's date. Out: its dates in the order of the text ([`TextDate`]), each once.
//! Steps: what the date tells is the anchor; a dateline with a day (新华社北京5月1日电) is a better one; each
//! block's dates are found (`text::dates`), and resolved with the year and month that the block named before.

use crate::read::edtf;
use crate::split::{Article, BlockRole};
use crate::text::dates::{self, Anchor, Day, End, Month, Printed, Reading, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most dates that are kept of an article: a chronicle has hundreds, and a reader finds them in its text.
const MOST: usize = 40;
/// A dateline's date stands within so many characters of the text's beginning.
const DATELINE: usize = 30;

/// A date that a text speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextDate {
    /// As it is printed: 上月15日.
    pub printed: String,
    /// What it means: EDTF, never more exact than what is printed.
    pub edtf: String,
    /// Index into the article's blocks.
    pub block: usize,
}

/// See the head of this module. `date` is the issue's, in EDTF.
pub(super) fn dates_of(article: &Article, date: Option<&str>) -> Vec<TextDate> {
    let mut anchor = date.map(anchor_of).unwrap_or_default();
    let mut known = BTreeSet::new();
    let mut out = Vec::new();
    for (block, b) in article.blocks.iter().enumerate() {
        if matches!(b.role, BlockRole::Jump | BlockRole::Credit | BlockRole::Byline) {
            continue;
        }
        let words = b.words();
        for (printed, edtf) in dates_in(&words, &mut anchor) {
            if out.len() < MOST && known.insert(edtf.clone()) {
                out.push(TextDate { printed, edtf, block });
            }
        }
    }
    out
}

/// What the date tells: a week is of its month, a number for two months of its year.
fn anchor_of(date: &str) -> Anchor {
    let Some(edtf) = edtf::parse(date) else { return Anchor::default() };
    let (Some(first), last) = (
        edtf.first(),
        match edtf {
            edtf::Edtf::Between(_, last) => last,
            edtf::Edtf::At(_) => None,
        },
    ) else {
        return Anchor::default();
    };
    let ends_in = |same: bool| last.is_none() || same;
    Anchor {
        year: first.year_number(),
        month: first.month_number().filter(|m| ends_in(last.and_then(|l| l.month_number()) == Some(*m))),
        day: first.day_number().filter(|_| last.is_none()),
        about: first.doubt.is_some() || last.is_some_and(|l| l.doubt.is_some()),
        ..Anchor::default()
    }
}

/// Printed form and EDTF of each date of a block. A dateline moves the anchor to its day.
fn dates_in(text: &str, anchor: &mut Anchor) -> Vec<(String, String)> {
    let reading = Reading::new(text);
    let mut out = Vec::new();
    let (mut before, mut before_counted) = ((None, None), false);
    let mut past = 0;
    for found in dates::find(&reading) {
        let chars = &reading.chars;
        let between = chars.get(past..found.at.start).unwrap_or_default();
        let same_sentence = !between.iter().any(|c| crate::text::is_stop(*c) || matches!(c, ';' | '\n'));
        past = found.at.end;
        (anchor.before, anchor.before_counted) = (before, before_counted);
        anchor.to_come = speaks_of_what_is_to_come(chars, &found);
        anchor.goes_on = goes_on(&found, anchor, same_sentence);
        let Some(resolved) = dates::resolve(&found, anchor) else { continue };
        let dateline = found.at.start <= DATELINE && is_dateline(chars, &found);
        if dateline {
            if let Some(day) =
                edtf::parse(&resolved.edtf).and_then(|e| e.first()).and_then(|d| d.day_number())
            {
                anchor.day = Some(day);
            }
        } else {
            // 上世纪八十年代 names no year: the one before it still holds.
            before_counted = if resolved.year.is_some() { resolved.counted } else { before_counted };
            before = (resolved.year.or(before.0), resolved.month);
        }
        let printed = reading.printed(&found.at).to_string();
        out.push((printed, if is_about(chars, &found) { about(resolved.edtf) } else { resolved.edtf }));
    }
    out
}

/// 5月1日电, 5月1日讯, 5月1日消息: the day on which the text was sent.
fn is_dateline(chars: &[char], found: &Printed) -> bool {
    let after = chars.get(found.at.end..).unwrap_or_default();
    let sent =
        matches!(after, ['电' | '讯', ..] | ['专', '电', ..] | ['消', '息', ..] | ['(', '记', '者', ..]);
    sent && found.end == End::None && matches!(found.first.day, Some(Day::Number(_)))
}

/// Whether a month or day without its year is one of the date before it. Within a sentence it is; from one to the next
/// if the text tells of years gone by.
fn goes_on(found: &Printed, anchor: &Anchor, same_sentence: bool) -> bool {
    let Some(year) = anchor.before.0 else { return false };
    if found.first.month.is_none() {
        return anchor.before.1.is_some();
    }
    let Some(paper) = anchor.year else { return true };
    let fits = year <= paper + 1;
    // 当年5月 counts from the year before, wherever that stands.
    let counted =
        matches!(found.first.year, Some(Year::Context(_))) || found.first.month == Some(Month::Context);
    counted || fits && (same_sentence || year <= paper - 2)
}

/// 将于, 拟在, 计划 close before it; 底前 behind it.
fn speaks_of_what_is_to_come(chars: &[char], found: &Printed) -> bool {
    let before = chars.get(found.at.start.saturating_sub(6)..found.at.start).unwrap_or_default();
    let clause = before.rsplit(|c| matches!(c, ',' | '。' | ';')).next().unwrap_or_default();
    let after = chars.get(found.at.end..).unwrap_or_default();
    let words: String = clause.iter().collect();
    ["将", "拟", "计划", "预计", "定于", "力争", "争取", "确保"].iter().any(|w| words.contains(w))
        || matches!(after, ['前', ..] | ['将', ..] | ['底' | '末', '前', ..])
}

/// 约1958年, 5月10日前后: the text itself is not sure.
fn is_about(chars: &[char], found: &Printed) -> bool {
    let before = found.at.start.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'约')
        && !matches!(
            found.at.start.checked_sub(2).and_then(|i| chars.get(i)),
            Some('节' | '制' | '相' | '签' | '条' | '大')
        )
        || chars.get(..found.at.start).is_some_and(|c| c.ends_with(&['大', '约']));
    let after = chars.get(found.at.end..).unwrap_or_default();
    before || matches!(after, ['前', '后', ..] | ['左', '右', ..])
}

fn about(edtf: String) -> String {
    if edtf.ends_with('~') || edtf.contains('/') { edtf } else { format!("{edtf}~") }
}
