//! What a line is by what stands next to it: a pen name at a text's end, a label that ends in a colon, a long kicker.
//!
//! In: lines, their classes by themselves, an index. Out: a better class, where the neighbours tell one.

use super::classify::{Class, Ending, LONGEST_HEAD, bracketed, ending};
use super::group;
use super::line::Line;
use crate::text::is_han;

/// A line and what stands around it.
struct Spot<'a> {
    line: &'a Line,
    fold: &'a str,
    class: Class,
    /// The class of the line above, and whether that one is complete.
    above: Option<Class>,
    ends_text: bool,
    /// The next two lines of the file.
    below: [Option<(&'a Line, Class)>; 2],
}

/// The class that the neighbours of line `i` give it.
pub(super) fn class(lines: &[Line], class: &[Class], i: usize) -> Option<Class> {
    let line = &lines[i];
    if line.level > 0 || !matches!(class[i], Class::Head | Class::Body) {
        return None;
    }
    let next = |k: usize| lines.get(k).filter(|l| l.file == line.file).map(|l| (l, class[k]));
    let above = i.checked_sub(1).filter(|k| lines[*k].file == line.file);
    let spot = Spot {
        line,
        fold: line.fold.trim(),
        class: class[i],
        above: above.map(|k| class[k]),
        ends_text: above.is_some_and(|k| class[k] == Class::Body && ending(&lines[k].fold) == Ending::Stop),
        below: [next(i + 1), next(i + 2)],
    };
    if spot.class == Class::Head {
        return spot.is_pen_name().then_some(Class::Signature);
    }
    if spot.is_label() || spot.is_long_headline() || spot.leads_up() {
        return Some(Class::Head);
    }
    spot.is_formula().then_some(Class::Presenter)
}

impl Spot<'_> {
    fn below_is(&self, class: Class) -> bool {
        self.below[0].is_some_and(|(_, c)| c == class)
    }

    /// (石头) at a text's end, above the next headline.
    fn is_pen_name(&self) -> bool {
        self.ends_text
            && self.below[0].is_none_or(|(_, c)| c == Class::Head)
            && bracketed(self.fold).is_some_and(|inside| {
                (2..=3).contains(&inside.chars().count())
                    && inside.chars().all(is_han)
                    && !inside.contains('图')
            })
    }

    /// 快讯:, 本報專電: a label, whatever its end says.
    fn is_label(&self) -> bool {
        self.line.len <= 7
            && self.below_is(Class::Head)
            && group::is_column_name(self.fold.trim_end_matches(':'))
    }

    /// 央视网消息(新闻联播): between a round-up's label and its first item.
    fn is_formula(&self) -> bool {
        self.line.len <= 16
            && ending(self.fold) == Ending::Colon
            && self.below_is(Class::Head)
            && self.line.dateline
    }

    /// A headline longer than headlines are, as broadcasts have them: no mark in it but spaces, and a report below.
    fn is_long_headline(&self) -> bool {
        let report = || self.line.len <= 48 && self.below[0].is_some_and(|(line, _)| line.dateline);
        (LONGEST_HEAD + 1..=76).contains(&self.line.len)
            && !self.line.bullet
            && !self.line.indented
            && self.below_is(Class::Body)
            && (self.ends_text || self.above != Some(Class::Body))
            && ending(self.fold) == Ending::Open
            && !self.fold.contains([',', '。', ';', ':'])
            && !self.line.dateline
            && (self.fold.contains(' ') || report())
    }

    /// A kicker that reads like a paragraph: it ends in a dash, a colon or an ellipsis, and a headline stands below.
    fn leads_up(&self) -> bool {
        let after_text = self.above == Some(Class::Body);
        let form = self.fold.ends_with('—') && self.line.len <= 80
            || self.fold.ends_with(':') && self.line.len <= 10
            || self.fold.ends_with('…') && self.line.len <= 40 && !self.fold.contains('。') && !after_text;
        let headline = self.below_is(Class::Head)
            && self.below[1].is_some_and(|(_, c)| matches!(c, Class::Head | Class::Byline | Class::Body));
        form && headline && !self.line.bullet && (self.ends_text || !after_text)
    }
}
