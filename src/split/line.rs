//! Typed lines: what a rule may ask of a source line without reading it again.
//!
//! In: the files of an issue. Out: its non-blank lines in order, block Markdown (`#`, `-`, `>`) read off.

use super::marks;
use super::pattern::Pattern;
use crate::read::SourceText;
use crate::text::{self, links};
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// One non-blank source line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub file: usize,
    /// 1-based line of the file.
    pub n: usize,
    /// What stands on the line, block Markdown read off, inline Markdown kept, where it has any.
    marked: Option<Box<str>>,
    /// The same without inline Markdown, and without the addresses of links; NFC, punctuation as it is shown.
    pub text: Arc<str>,
    /// `text` with widths folded ([`text::fold`]): what rules read. Most headlines have nothing to fold: the two are one.
    pub fold: Arc<str>,
    /// Characters of `fold` without white space.
    pub len: usize,
    /// Level of a Markdown heading, 0 where it is none.
    pub level: u8,
    /// A Markdown list item.
    pub bullet: bool,
    /// The whole line is bold.
    pub bold: bool,
    /// It opens with bold words and goes on (`**一、……。**正文`).
    pub bold_lead: bool,
    /// Ends with a Markdown hard break, and the next source line is not blank.
    pub hard_break: bool,
    /// Blank lines above it.
    pub gap: usize,
    /// Set in by two or more columns (a paragraph's first line).
    pub indented: bool,
    /// First line of its file.
    pub opens_file: bool,
    /// It opens with a dateline ([`marks::dateline`]): rule after rule asks.
    pub dateline: bool,
}

impl Line {
    /// What stands on the line, block Markdown read off, inline Markdown kept.
    pub fn markup(&self) -> &str {
        self.marked.as_deref().unwrap_or(&self.text)
    }

    /// What a block shows of the line: `text`, and behind a link's words in brackets where it leads, for nothing is lost.
    pub fn shown(&self) -> Cow<'_, str> {
        match &self.marked {
            Some(markup) if links::may_have(markup) => shown(markup).into(),
            _ => (&*self.text).into(),
        }
    }

    /// The characters of [`shown`](Self::shown) that are addresses, not words.
    pub fn targets(&self) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let Some(markup) = self.marked.as_deref().filter(|m| links::may_have(m)) else { return out };
        let mut chars = 0;
        for (kind, range) in links::stretches(markup) {
            let end = chars + read_off(kind, &markup[range]).chars().count();
            if kind == links::Kind::Target {
                out.push(chars..end);
            }
            chars = end;
        }
        out
    }

    pub fn last_char(&self) -> Option<char> {
        self.fold.chars().rev().find(|c| !c.is_whitespace())
    }

    pub fn first_char(&self) -> Option<char> {
        self.fold.chars().next()
    }

    /// Letters and digits, for comparing.
    pub fn letters(&self) -> String {
        text::letters(&self.text)
    }
}

static HEADING: Pattern = Pattern::as_given(r"^(#{1,6})\s*(\S.*?)\s*#*\s*$");
static BULLET: Pattern = Pattern::as_given(r"^[-*+]\s+(\S.*)$");
static QUOTE: Pattern = Pattern::as_given(r"^>\s?(.*\S)\s*$");
static BREAK: Pattern = Pattern::as_given(r"(?i)(?:  +|\\|<br\s*/?>)$");

/// All non-blank lines of an issue, in the order of its files. Front matter is left out: it is the archivist's.
pub fn lines(files: &[SourceText]) -> Vec<Line> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (file, source) in files.iter().enumerate() {
        let filled = |i: &usize| !source.lines[*i].trim().is_empty();
        places.extend((source.front_matter..source.lines.len()).filter(filled).map(|i| (file, i)));
    }
    let mut out = of_each(&places, |(file, i)| {
        let lines = &files[*file].lines;
        let goes_on = lines.get(i + 1).is_some_and(|l| !l.trim().is_empty());
        Line { file: *file, n: i + 1, ..read(&lines[*i], goes_on) }
    });
    let mut above: Option<(usize, usize)> = None;
    for line in &mut out {
        let same = above.filter(|(file, _)| *file == line.file);
        line.opens_file = same.is_none();
        line.gap = line.n - 1 - same.map_or(files[line.file].front_matter, |(_, n)| n);
        above = Some((line.file, line.n));
    }
    out
}

/// What `of` says of each, in their order; where they are many, by all processors.
pub(super) fn of_each<T: Sync, R: Send>(all: &[T], of: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    const MANY: usize = 1 << 15;
    if all.len() < MANY { all.iter().map(of).collect() } else { all.par_iter().map(of).collect() }
}

fn read(raw: &str, goes_on: bool) -> Line {
    // Most lines have none of the signs that the patterns look for.
    let ends = raw.ends_with([' ', '\\', '>']);
    let hard_break = goes_on && ends && BREAK.is_match(raw);
    let indented = raw.starts_with('\u{3000}') || raw.starts_with("  ") || raw.starts_with('\t');
    let broken = if ends { BREAK.replace(raw, "") } else { raw.into() };
    let trimmed = broken.trim();
    let mut line = Line { hard_break, indented, ..Line::default() };
    let mut rest = trimmed;
    if !trimmed.starts_with(['#', '-', '*', '+', '>']) {
        // Plain text.
    } else if let Some(m) = HEADING.captures(trimmed) {
        line.level = m[1].len() as u8;
        rest = m.get(2).map_or("", |words| words.as_str());
    } else if let Some(m) = BULLET.captures(trimmed).filter(|_| !rule(trimmed)) {
        line.bullet = true;
        rest = m.get(1).map_or("", |words| words.as_str());
    } else if let Some(m) = QUOTE.captures(trimmed) {
        rest = m.get(1).map_or("", |words| words.as_str());
    }
    line.bold =
        rest.len() > 4 && rest.starts_with("**") && rest.ends_with("**") && rest.matches("**").count() == 2;
    line.bold_lead = !line.bold && rest.starts_with("**") && rest.matches("**").count() >= 2;
    let rest = text::in_nfc(rest);
    let markup = text::punctuation::full_width(&rest);
    let plain = written(leaning(&markup).unwrap_or(&markup), |kind| kind != links::Kind::Target);
    line.text = (&*plain).into();
    line.marked = (*line.text != *markup).then(|| markup.as_ref().into());
    let fold = text::fold(&line.text);
    line.fold = if fold.trim() == &*line.text { line.text.clone() } else { fold.trim().into() };
    // All its white space is spaces.
    line.len = line.fold.chars().count() - line.fold.bytes().filter(|b| *b == b' ').count();
    line.dateline = marks::dateline(&line.fold);
    line
}

/// What a whole line in italics says (`*某某*`): papers set bylines and notes so.
fn leaning(markup: &str) -> Option<&str> {
    let inside = ['*', '_'].into_iter().find_map(|m| markup.strip_prefix(m)?.strip_suffix(m))?;
    (!inside.is_empty() && !inside.contains(['*', '_', '[', '<'])).then_some(inside)
}

/// `***`, `- - -`, `———`: a rule, no text.
fn rule(trimmed: &str) -> bool {
    !trimmed.chars().any(char::is_alphanumeric)
}

/// Inline Markdown read off; of a link the words.
pub fn plain(markup: &str) -> String {
    written(markup, |kind| kind != links::Kind::Target).into_owned()
}

/// Inline Markdown read off; a link's words, and where it leads in brackets.
pub fn shown(markup: &str) -> String {
    written(markup, |_| true).into_owned()
}

fn written(markup: &str, wanted: fn(links::Kind) -> bool) -> Cow<'_, str> {
    if !links::may_have(markup) {
        return read_off(links::Kind::Words, markup);
    }
    let stretches = links::stretches(markup).into_iter().filter(|(kind, _)| wanted(*kind));
    stretches.map(|(kind, range)| read_off(kind, &markup[range])).collect::<String>().into()
}

/// Words without the marks of bold; addresses as they are.
fn read_off(kind: links::Kind, text: &str) -> Cow<'_, str> {
    match kind {
        links::Kind::Words if text::has_one_of(text, b"*_") => {
            text.replace("**", "").replace("__", "").into()
        }
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Line> {
        let lines = text.split('\n').map(str::to_string).collect();
        super::lines(&[SourceText { lines, ..SourceText::default() }])
    }

    #[test]
    fn block_markdown_is_read_off_and_lines_keep_their_numbers() {
        let lines = of("\n# 标 题 #\n\n- 一项  \n续行\n**一、全粗**\n**一、粗头。**正文\n　　首行缩进");
        let shown: Vec<_> = lines.iter().map(|l| (l.n, l.level, l.bullet, &*l.text)).collect();
        assert_eq!(shown[0], (2, 1, false, "标 题"));
        assert_eq!(shown[1], (4, 0, true, "一项"));
        assert!(lines[1].hard_break);
        assert!(lines[3].bold && !lines[3].bold_lead);
        assert!(lines[4].bold_lead && &*lines[4].text == "一、粗头。正文");
        assert!(lines[5].indented && &*lines[5].text == "首行缩进");
    }

    #[test]
    fn of_a_link_the_words_are_read_and_all_is_shown() {
        let markup = "见[**市志**](http://a.b/__c)与<http://d.e>";
        assert_eq!(plain(markup), "见市志与http://d.e");
        assert_eq!(shown(markup), "见市志(http://a.b/__c)与http://d.e");
        let line = &of(markup)[0];
        assert_eq!((&*line.text, &*line.shown()), ("见市志与http://d.e", &*shown(markup)));
        assert_eq!(line.targets(), vec![3..19]);
    }
}
