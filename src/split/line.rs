//! Typed lines: what a rule may ask of a source line without reading it again.
//!
//! In: the files of an issue. Out: its non-blank lines in order, block Markdown (`#`, `-`, `>`) read off.

use crate::read::SourceText;
use crate::text;
use regex::Regex;
use std::sync::LazyLock;

/// One non-blank source line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub file: usize,
    /// 1-based line of the file.
    pub n: usize,
    /// What stands on the line, block Markdown read off, inline Markdown kept, where it has any.
    marked: Option<String>,
    /// The same without inline Markdown: what a page shows; NFC, punctuation as it is shown.
    pub text: String,
    /// `text` with widths folded ([`text::fold`]): what rules read.
    pub fold: String,
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
}

impl Line {
    /// What stands on the line, block Markdown read off, inline Markdown kept.
    pub fn markup(&self) -> &str {
        self.marked.as_deref().unwrap_or(&self.text)
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

static HEADING: LazyLock<Regex> = LazyLock::new(|| as_given(r"^(#{1,6})\s*(\S.*?)\s*#*\s*$"));
static BULLET: LazyLock<Regex> = LazyLock::new(|| as_given(r"^[-*+]\s+(\S.*)$"));
static QUOTE: LazyLock<Regex> = LazyLock::new(|| as_given(r"^>\s?(.*\S)\s*$"));
static LINK: LazyLock<Regex> = LazyLock::new(|| as_given(r"!?\[([^\]]*)\]\([^)\s]*\)"));
static AUTOLINK: LazyLock<Regex> = LazyLock::new(|| as_given(r"<((?:https?|mailto):[^>\s]+)>"));
static BREAK: LazyLock<Regex> = LazyLock::new(|| as_given(r"(?i)(?:  +|\\|<br\s*/?>)$"));

/// Compiles a pattern of ours that is asked of folded text: its white space is spaces, its digits are ASCII's, and Han is
/// what [`text::is_han`] says. With all of Unicode's, patterns are slow to compile.
pub(super) fn regex(pattern: &str) -> Regex {
    let han = r"[\u{3400}-\u{9FFF}\u{20000}-\u{3FFFF}〇々]";
    let folded = [(r"\p{Han}", han), (r"\d", "[0-9]"), (r"\D", "[^0-9]"), (r"\s", "[ ]"), (r"\S", "[^ ]")];
    let short = folded.iter().fold(pattern.to_string(), |short, (long, of)| short.replace(long, of));
    as_given(&short)
}

/// Compiles a pattern that is asked of text as given; a broken one would match nothing, and a test says so.
pub(super) fn as_given(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| unreachable!("pattern {pattern}: {e}"))
}

/// All non-blank lines of an issue, in the order of its files. Front matter is left out: it is the archivist's.
pub fn lines(files: &[SourceText]) -> Vec<Line> {
    let mut out = Vec::new();
    for (file, source) in files.iter().enumerate() {
        let mut gap = 0;
        let mut opens_file = true;
        for (i, raw) in source.lines.iter().enumerate().skip(source.front_matter) {
            if raw.trim().is_empty() {
                gap += 1;
                continue;
            }
            let next_blank = source.lines.get(i + 1).is_none_or(|l| l.trim().is_empty());
            let mut line = read(raw, !next_blank);
            (line.file, line.n, line.gap, line.opens_file) = (file, i + 1, gap, opens_file);
            gap = 0;
            opens_file = false;
            out.push(line);
        }
    }
    out
}

fn read(raw: &str, goes_on: bool) -> Line {
    // Most lines have none of the signs that the patterns look for.
    let ends = raw.ends_with([' ', '\\', '>']);
    let hard_break = goes_on && ends && BREAK.is_match(raw);
    let indented = raw.starts_with('\u{3000}') || raw.starts_with("  ") || raw.starts_with('\t');
    let broken = if ends { BREAK.replace(raw, "") } else { raw.into() };
    let trimmed = broken.trim();
    let mut line = Line { hard_break, indented, ..Line::default() };
    let mut rest = trimmed.to_string();
    if !trimmed.starts_with(['#', '-', '*', '+', '>']) {
        // Plain text.
    } else if let Some(m) = HEADING.captures(trimmed) {
        line.level = m[1].len() as u8;
        rest = m[2].to_string();
    } else if let Some(m) = BULLET.captures(trimmed).filter(|_| !rule(trimmed)) {
        line.bullet = true;
        rest = m[1].to_string();
    } else if let Some(m) = QUOTE.captures(trimmed) {
        rest = m[1].to_string();
    }
    line.bold =
        rest.len() > 4 && rest.starts_with("**") && rest.ends_with("**") && rest.matches("**").count() == 2;
    line.bold_lead = !line.bold && rest.starts_with("**") && rest.matches("**").count() >= 2;
    let markup = text::punctuation::full_width(&text::nfc(&rest));
    line.text = plain(&markup);
    line.marked = (line.text != markup).then_some(markup);
    line.fold = text::fold(&line.text).trim().to_string();
    line.len = line.fold.chars().filter(|c| !c.is_whitespace()).count();
    line
}

/// `***`, `- - -`, `———`: a rule, no text.
fn rule(trimmed: &str) -> bool {
    !trimmed.chars().any(char::is_alphanumeric)
}

/// Inline Markdown read off; a link keeps its words.
pub fn plain(markup: &str) -> String {
    if !markup.contains(['[', '<', '*', '_']) {
        return markup.to_string();
    }
    let text = LINK.replace_all(markup, "$1");
    let text = AUTOLINK.replace_all(&text, "$1");
    text.replace("**", "").replace("__", "")
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
        let shown: Vec<_> = lines.iter().map(|l| (l.n, l.level, l.bullet, l.text.as_str())).collect();
        assert_eq!(shown[0], (2, 1, false, "标 题"));
        assert_eq!(shown[1], (4, 0, true, "一项"));
        assert!(lines[1].hard_break);
        assert!(lines[3].bold && !lines[3].bold_lead);
        assert!(lines[4].bold_lead && lines[4].text == "一、粗头。正文");
        assert!(lines[5].indented && lines[5].text == "首行缩进");
    }

    #[test]
    fn links_keep_their_words() {
        assert_eq!(plain("见[市志](http://a.b/c)与<http://d.e>"), "见市志与http://d.e");
    }
}
