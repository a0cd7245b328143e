//! Broken paragraphs: whether a text breaks off, whether a text begins in mid-sentence, whether two pieces are one.
//!
//! In: the text at a cut. Out: a weight; above zero speaks for one paragraph.

use super::classify::{Ending, ending};
use super::cohesion::Cohesion;
use super::line::Line;
use super::marks;
use crate::text::is_closer;
use crate::text::words::cut_word;

/// Words that can't stand last in a headline: what they govern must follow.
const OPEN_WORDS: &[&str] = &[
    "的", "和", "与", "及", "以及", "在", "将", "把", "被", "对", "向", "从", "为", "是", "由", "于", "让",
    "使", "给", "并", "而", "且", "或", "如", "等", "了", "完成", "进行", "开展", "实现", "包括", "成为",
    "达到", "具有", "提供", "得到", "形成", "通过", "坚持", "根据", "按照", "围绕", "以", "至", "到", "其",
    "该", "各", "每", "一个", "一种", "这个", "这些", "我们", "他们", "因为", "由于", "所以", "但是", "不仅",
    "而且", "如果", "同时",
];

/// How strongly a text speaks for going on elsewhere, by its end alone.
pub fn breaks_off(fold: &str) -> f64 {
    let text = fold.trim_end();
    let mut weight: f64 = match ending(text) {
        Ending::Stop | Ending::Colon => -3.0,
        Ending::Pause => 2.5,
        Ending::Open => 0.5,
    };
    if text.ends_with(';') {
        weight = -0.5;
    }
    if weight > 0.0 && OPEN_WORDS.iter().any(|w| text.ends_with(w)) {
        weight += 2.0;
    }
    if open_marks(text) > 0 {
        weight += 2.5;
    }
    weight
}

/// Opening marks without their closing ones, less zero.
fn open_marks(text: &str) -> i32 {
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '“' | '(' | '《' | '「' | '『' | '【' => depth += 1,
            '”' | ')' | '》' | '」' | '』' | '】' => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// How strongly a text speaks for having begun elsewhere, by its opening alone.
pub fn begins_within(fold: &str) -> f64 {
    let text = fold.trim_start();
    let Some(first) = text.chars().next() else { return 0.0 };
    if is_closer(first) || ",。、;:!?".contains(first) {
        return 5.0;
    }
    if marks::numbered(text).is_some() || marks::dateline(text) {
        return -2.0;
    }
    let mut weight: f64 = 0.0;
    let first_stop = text.chars().position(|c| matches!(c, '。' | ';'));
    let first_comma = text.chars().position(|c| ",、。;:".contains(c));
    if first_stop.is_some_and(|n| n <= 4) {
        weight += 4.0;
    } else if first_comma == Some(1) {
        weight += 2.5;
    }
    if "的了着们等者性化".contains(first) {
        weight += 3.0;
    } else if "和与及或并".contains(first) {
        weight += 1.0;
    }
    let second = text.chars().nth(1);
    if "为至达到共".contains(first) && second.is_some_and(|c| c.is_ascii_digit()) {
        weight += 2.5;
    }
    if closes_unopened(text) {
        weight += 3.5;
    }
    weight
}

/// A closing mark stands before any opening one: the opening is in the piece before.
fn closes_unopened(text: &str) -> bool {
    let mut depth = 0;
    for c in text.chars().take(60) {
        match c {
            '“' | '(' | '《' | '「' | '【' => depth += 1,
            '”' | ')' | '》' | '」' | '】' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

/// How strongly the two texts speak for being one paragraph cut in two. The left one is a paragraph's piece (not a
/// short line: for those see [`short_line`]).
pub fn one_paragraph(left: &Line, right: &Line, cohesion: &Cohesion) -> f64 {
    let (l, r) = (left.fold.trim_end(), right.fold.trim_start());
    let within = begins_within(r);
    let mut weight = breaks_off(l) + within;
    if ending(l) == Ending::Open {
        weight += 1.0;
        weight += if cut_word(l, r) { 1.5 } else { 0.0 };
        weight += if cohesion.stands_elsewhere(l, r) { 1.5 } else { 0.0 };
        let digits = l.ends_with(|c: char| c.is_ascii_digit() || c == '.')
            && r.starts_with(|c: char| c.is_ascii_digit());
        weight += if digits { 2.0 } else { 0.0 };
    }
    if right.indented && !left.indented && within <= 0.0 {
        weight -= 1.0;
    }
    if right.bold_lead || right.bold || right.bullet {
        weight -= 2.0;
    }
    weight
}

/// How strongly a short line (which might be a heading) speaks for being the first piece of the paragraph `right`.
/// `openings`: how other paragraphs of the article begin; `siblings`: its headings so far.
pub fn short_line(
    line: &Line,
    right: &Line,
    cohesion: &Cohesion,
    openings: &[String],
    siblings: &[&Line],
) -> f64 {
    if line.level > 0 || line.bold || marks::dateline(&right.fold) || line.fold.starts_with('【') {
        return -6.0;
    }
    let (l, r) = (line.fold.trim_end(), right.fold.trim_start());
    let mut weight = -1.5 + breaks_off(l).max(0.0) + begins_within(r);
    weight += if cohesion.stands_elsewhere(l, r) { 2.5 } else { 0.0 };
    weight += if cut_word(l, r) { 1.5 } else { 0.0 };
    let pauses = l.chars().filter(|c| ",、;".contains(*c)).count();
    weight += 0.7 * pauses.min(3) as f64;
    weight += if marks::dated(l) { 1.0 } else { 0.0 };
    weight += if l.contains(['将', '把']) { 0.8 } else { 0.0 };
    let opening: String = l.chars().take(3).collect();
    weight += if openings.contains(&opening) { 1.2 } else { 0.0 };
    weight -= if l.contains(' ') { 1.0 } else { 0.0 };
    weight -= if marks::numbered(l).is_some() { 2.0 } else { 0.0 };
    let alike = siblings.iter().filter(|s| alike_in_form(s, line)).count();
    weight - (alike as f64).min(2.0)
}

/// Headings of one rank look alike: level, length, a space or quotes in them.
pub fn alike_in_form(a: &Line, b: &Line) -> bool {
    let has = |l: &Line, c: char| l.fold.contains(c);
    a.level == b.level
        && a.bold == b.bold
        && a.len.abs_diff(b.len) <= 3
        && has(a, ' ') == has(b, ' ')
        && has(a, '“') == has(b, '“')
        && has(a, ':') == has(b, ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_break_off() {
        for text in ["渡口边的老人", "他把船划到了", "新修的水渠,", "人们称它为“"] {
            assert!(breaks_off(text) > 0.0, "{text}");
        }
        for text in ["渡口边人来人往。", "他说:", "“好!”"] {
            assert!(breaks_off(text) < 0.0, "{text}");
        }
    }

    #[test]
    fn texts_that_begin_in_mid_sentence() {
        for text in
            ["”的老船工", "的石阶上长满青苔", "增收。今年又种下", "为25个小组", "水”行动以来,已有三村"]
        {
            assert!(begins_within(text) > 1.0, "{text}");
        }
        for text in ["近年来,渡口热闹了", "“老船”开了", "一、修渠"] {
            assert!(begins_within(text) <= 0.0, "{text}");
        }
    }
}
