//! Broken paragraphs: whether a text breaks off, whether a text begins in mid-sentence, whether two pieces are one.
//!
//! In: the text at a cut. Out: a weight, or the words that make it up; above zero speaks for one paragraph.

use super::classify::{Ending, ending};
use super::cohesion::Cohesion;
use super::line::Line;
use super::marks;
use super::rules::Rule;
use super::trace::Words;
use super::weights::piece;
use crate::text::charset::CharSet;
use crate::text::words::cut_word;
use crate::text::{self, is_closer};

/// Words that can't stand last in a headline: what they govern must follow.
const OPEN_WORDS: &[&str] = &[
    "的", "和", "与", "及", "以及", "在", "将", "把", "被", "对", "向", "从", "为", "是", "由", "于", "让",
    "使", "给", "并", "而", "且", "或", "如", "等", "了", "完成", "进行", "开展", "实现", "包括", "成为",
    "达到", "具有", "提供", "得到", "形成", "通过", "坚持", "根据", "按照", "围绕", "以", "至", "到", "其",
    "该", "各", "每", "一个", "一种", "这个", "这些", "我们", "他们", "因为", "由于", "所以", "但是", "不仅",
    "而且", "如果", "同时", "展开", "展開", "掀起", "夺取", "奪取",
];

/// How strongly a text speaks for going on elsewhere, by its end alone.
pub fn breaks_off(fold: &str) -> f64 {
    Words::sum_of(|words| end(fold, words))
}

/// The end of a text, as far back as a mark may wait to be closed: a line of millions of characters is asked often.
fn tail(text: &str) -> &str {
    const FAR: usize = 2000;
    let at = (text.len().saturating_sub(FAR)..=text.len()).find(|at| text.is_char_boundary(*at));
    at.map_or(text, |at| &text[at..])
}

fn end(fold: &str, words: &mut Words) {
    let text = tail(fold.trim_end());
    let (rule, weight) = match ending(text) {
        _ if text.ends_with(';') => (Rule::SemicolonAbove, -0.5),
        Ending::Stop | Ending::Colon => (Rule::StopsAbove, -3.0),
        Ending::Pause => (Rule::PausesAbove, 2.5),
        Ending::Open => (Rule::OpenAbove, 0.5),
    };
    words.say(rule, weight);
    if weight > 0.0 && OPEN_WORDS.iter().any(|w| text.ends_with(w)) {
        words.say(Rule::OpenWord, 2.0);
    }
    if open_marks(text) > 0 {
        words.say(Rule::MarkNotClosed, 2.5);
    }
}

/// How strongly two texts speak for being one sentence cut in two, by themselves.
pub fn cut_in_two(left: &str, right: &str) -> f64 {
    let (left, right) = (left.trim_end(), right.trim_start());
    let doubled = left.chars().next_back().is_some_and(|c| crate::text::is_han(c) && right.starts_with(c));
    let cut = if cut_word(left, right) || doubled { 1.5 } else { 0.0 };
    let within = begins_within(right).max(0.0);
    if within + cut == 0.0 { 0.0 } else { breaks_off(left) + within + cut }
}

/// Whether the right text itself shows that it goes on with the left one: a word cut in two, a beginning in mid-sentence.
pub fn goes_on(left: &Line, right: &Line, cohesion: &Cohesion) -> bool {
    let (l, r) = (left.fold.trim_end(), right.fold.trim_start());
    let answer = ["问:", "答:", "問:"].iter().any(|w| r.starts_with(w));
    !answer && (line_begins_within(right) >= 2.5 || cut_word(l, r) || cohesion.stands_elsewhere(left, right))
}

/// Opening marks without their closing ones, less zero.
fn open_marks(text: &str) -> i32 {
    let mut depth = 0;
    for (_, c) in text::others(text) {
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
    Words::sum_of(|words| opening(fold, || marks::dateline(fold.trim_start()), words))
}

/// The same of a line.
pub fn line_begins_within(line: &Line) -> f64 {
    Words::sum_of(|words| beginning(line, words))
}

fn beginning(line: &Line, words: &mut Words) {
    opening(&line.fold, || line.dateline, words);
}

fn opening(fold: &str, dateline: impl FnOnce() -> bool, words: &mut Words) {
    let text = fold.trim_start();
    let Some(first) = text.chars().next() else { return };
    if is_closer(first) || matches!(first, ',' | '。' | '、' | ';' | ':' | '!' | '?') {
        return words.say(Rule::BeginsWithMark, 5.0);
    }
    if marks::numbered(text).is_some() || dateline() {
        return words.say(Rule::BeginsAnew, -2.0);
    }
    let second = text.chars().nth(1);
    if text.chars().take(5).any(|c| matches!(c, '。' | ';')) {
        words.say(Rule::StopAtOnce, 4.0);
    } else if matches!(second, Some(',' | '、' | ':')) {
        words.say(Rule::StopAtOnce, 2.5);
    }
    match first {
        '的' | '了' | '着' | '们' | '等' | '者' | '性' | '化' => {
            words.say(Rule::BeginsWithParticle, 3.0)
        }
        '和' | '与' | '及' | '或' | '并' => words.say(Rule::BeginsWithAnd, 1.0),
        _ => {}
    }
    if matches!(first, '为' | '至' | '达' | '到' | '共') && second.is_some_and(|c| c.is_ascii_digit()) {
        words.say(Rule::BeginsWithFigure, 2.5);
    }
    if closes_unopened(text) {
        words.say(Rule::ClosesUnopened, 3.5);
    }
}

/// A closing mark stands near the beginning, before any opening one: the opening is in the piece before.
fn closes_unopened(text: &str) -> bool {
    const NEAR: usize = 60;
    // How many characters were looked at, and their bytes: those between are of three bytes each.
    let (mut depth, mut seen, mut bytes) = (0, 0, 0);
    for (at, c) in text::others(text) {
        if seen + (at - bytes) / 3 >= NEAR {
            break;
        }
        (seen, bytes) = (seen + 1, bytes + c.len_utf8());
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
pub fn one_paragraph(left: &Line, right: &Line, cohesion: &Cohesion, words: &mut Words) {
    let (l, r) = (left.fold.trim_end(), right.fold.trim_start());
    end(l, words);
    let before = words.sum();
    beginning(right, words);
    let within = words.sum() - before;
    if ending(l) == Ending::Open {
        words.say(Rule::BreaksOffInText, 1.0);
        words.say_if(cut_word(l, r), Rule::WordCut, 1.5);
        words.say_if(cohesion.stands_elsewhere(left, right), Rule::StandsElsewhere, 1.5);
        let digits = l.ends_with(|c: char| c.is_ascii_digit() || c == '.')
            && r.starts_with(|c: char| c.is_ascii_digit());
        words.say_if(digits, Rule::FigureCut, 2.0);
    }
    words.say_if(right.indented && !left.indented && within <= 0.0, Rule::SetIn, -1.0);
    words.say_if(right.bold_lead || right.bold || right.bullet, Rule::MarkedAsNew, -2.0);
}

/// A short line that might be a heading, and what it is judged by.
pub struct ShortLine<'a> {
    pub line: &'a Line,
    /// The first text below.
    pub right: &'a Line,
    /// The last text above.
    pub above: Option<&'a Line>,
    /// How other paragraphs of the article begin.
    pub openings: &'a [&'a str],
    /// The article's headings so far.
    pub siblings: &'a [&'a Line],
    /// A page mark, running head or picture stands between it and the text below.
    pub cut_by_page: bool,
    pub cut_by_picture: bool,
    /// Other short lines stand above it, and the last of them is a byline.
    pub below_others: bool,
    pub below_byline: bool,
    /// Nothing but names stands above it, and a text above those: they sign it.
    pub below_signature: bool,
    /// That one is a column's label.
    pub below_label: bool,
}

/// Words that statements have and headlines hardly.
static PARTICLES: CharSet = CharSet::of("的了着是在也就都被这那他她我们把将");

/// How strongly a short line speaks for being the first piece of the paragraph below it.
pub fn short_line(asked: &ShortLine, cohesion: &Cohesion, words: &mut Words) {
    let (line, right) = (asked.line, asked.right);
    if line.level > 0
        || line.bold
        || right.dateline
        || line.fold.starts_with('【') && !line.fold.contains(',')
    {
        return words.say(Rule::MarkedAsHeading, -6.0);
    }
    let mut say = |rule: Rule, amount: f64| words.say(rule, piece(rule) * amount);
    let (l, r) = (line.fold.trim_end(), right.fold.trim_start());
    let yes = |seen: bool| f64::from(u8::from(seen));
    say(Rule::ShortLinePrior, 1.0);
    let mut ends = Words::default();
    // A stop at its end is no word against: a short line hardly has one.
    if breaks_off(l) > 0.0 {
        end(l, &mut ends);
    }
    say(Rule::OpenAbove, ends.sum());
    let mut begins = Words::default();
    beginning(right, &mut begins);
    say(if begins.sum() < 0.0 { Rule::BeginsAnew } else { Rule::BelowGoesOn }, begins.sum().abs());
    say(Rule::StandsElsewhere, yes(cohesion.stands_elsewhere(line, right)));
    say(Rule::WordCut, yes(cut_word(l, r)));
    let pauses = l.chars().filter(|c| matches!(c, ',' | '、' | ';')).count();
    say(Rule::PausesWithin, pauses.min(3) as f64);
    let particles = l.chars().filter(|c| PARTICLES.contains(*c)).count();
    say(Rule::Particles, particles.min(3) as f64);
    say(Rule::OpensWithDay, yes(marks::dated(l)));
    say(Rule::VerbOfStatement, yes(l.contains(['将', '把'])));
    say(Rule::OpensAsOthersDo, yes(asked.openings.contains(&first_three(l))));
    say(Rule::SpaceWithin, yes(l.contains(' ')));
    say(Rule::NumberedLine, yes(marks::numbered(l).is_some()));
    let alike = asked.siblings.iter().filter(|s| alike_in_form(s, line)).count();
    say(Rule::LikeOtherHeadings, alike.min(2) as f64);
    say(Rule::LongForAHeading, yes(line.len >= 22));
    say(Rule::ShortForAPiece, yes(line.len <= 8));
    say(Rule::SetIn, yes(right.indented && !line.indented));
    say(Rule::SetInItself, yes(line.indented && !right.indented));
    let goes_on = asked.above.is_some_and(|a| ending(&a.fold) == Ending::Open);
    say(Rule::GoesOnFromAbove, yes(goes_on));
    say(Rule::PageCutsIn, yes(asked.cut_by_page));
    say(Rule::CaptionCutsIn, yes(asked.cut_by_picture));
    say(Rule::BelowOtherShortLines, yes(asked.below_others));
    say(Rule::BelowTheByline, yes(asked.below_byline));
    say(Rule::BelowASignature, yes(asked.below_signature));
    say(Rule::BelowTheLabel, yes(asked.below_label));
}

/// The characters by which openings are compared.
pub fn first_three(fold: &str) -> &str {
    fold.char_indices().nth(3).map_or(fold, |(at, _)| &fold[..at])
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
