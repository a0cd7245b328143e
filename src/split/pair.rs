//! Two bare lines of a headline: label or kicker above its title, or title above its subtitle?
//!
//! In: the two lines, and how much of each the text's first paragraphs take up. Out: the words for the second line as
//! the title; above zero it is.
//!
//! What a report tells, its title says: the lead takes up its words. A column's label and a kicker's slogan it doesn't.

use super::line::Line;
use super::pattern::Pattern;
use super::rules::Rule;
use super::trace::Words;
use super::weights::pair;

/// A line of the pair and the share of its words that the lead takes up, 0 to 1.
pub struct Half<'a> {
    pub line: &'a Line,
    pub taken_up: f64,
}

static OCCASION: Pattern = Pattern::folded(
    r"(?:强调|強調|指出|要求|表示|提出|显示|表明|时|之际|——|—|:)$|^(?:随着|围绕|面对|据|继|从.{2,12}看|当|为(?:了)?|贯彻|学习|落实|深入)",
);
/// 某地:某事, as headlines of correspondents' reports.
static PLACE: Pattern = Pattern::folded(r"^[\p{Han}]{2,8}:\S");
static FIGURES: Pattern = Pattern::folded(r"[\d一二三四五六七八九十百千万两]{2}");
static REPORT: Pattern =
    Pattern::folded(r"(?:见闻|侧记|纪实|纪事|调查|见闻录|巡礼|速写|特写|札记|散记|综述|述评|事迹|记)$");

/// Weighs whether `second` is the title.
pub fn second_is_title(first: &Half, second: &Half, words: &mut Words) {
    let (a, b) = (first.line.fold.trim(), second.line.fold.trim());
    let mut say = |rule: Rule, amount: f64| words.say(rule, pair(rule) * amount);
    let yes = |seen: bool| f64::from(u8::from(seen));
    say(Rule::TitleStandsFirst, 1.0);
    say(Rule::FirstLineAsLabel, if first.line.len <= 4 { 1.0 } else { 0.35 * yes(first.line.len <= 6) });
    say(Rule::FirstLineNotTakenUp, yes(first.taken_up == 0.0));
    say(Rule::FirstLineTakenUp, first.taken_up);
    say(Rule::SecondLineTakenUp, second.taken_up);
    say(Rule::FirstLineInHalves, yes(a.contains(' ') && !b.contains(' ')));
    say(Rule::FirstLineMarked, yes(a.starts_with(['【', '[', '■', '●', '◆', '★', '□', '▲', '〔'])));
    say(Rule::FirstLineAnOccasion, yes(OCCASION.is_match(a)));
    say(Rule::SecondLineFigures, yes(FIGURES.is_match(b) && !FIGURES.is_match(a)));
    say(Rule::SecondLineNamesTheKind, yes(b.starts_with('(') || REPORT.is_match(b)));
    say(Rule::FirstLineNamesAPlace, yes(PLACE.is_match(a) && !PLACE.is_match(b)));
    say(Rule::SecondLineAsADeck, yes(second.line.len >= 22 && second.line.len >= first.line.len + 6));
    say(Rule::SecondLineAsks, yes(b.ends_with(['?', '!']) && !a.ends_with(['?', '!'])));
}
