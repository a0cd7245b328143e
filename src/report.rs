//! What went wrong, told to an archivist: file, line, column, what was expected, what to do.
//!
//! In: [`Problem`]s from every stage. Out: one sorted text with carets under the spot, for stderr.
//!
//! Messages speak Chinese first, then English in brackets.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// How bad a problem is: errors stop the build before anything is published, warnings do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    Error,
    Warning,
}

/// One thing an archivist should know of, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub severity: Severity,
    /// Path of the file as the user would type it.
    pub path: String,
    /// 1-based line and column (in characters); `None` where the problem is the file as a whole.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in a sentence without a full stop at its end.
    pub message: String,
    /// What was expected or what to do.
    pub help: Option<String>,
    /// The offending line as it stands in the file, for the caret.
    pub excerpt: Option<String>,
    /// For a correction: what would settle it (`dibao check`).
    pub fix: Option<Fix>,
}

/// What to do with a correction that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fix {
    /// This YAML in its place.
    Replace(String),
    /// It can go.
    Remove,
}

impl Problem {
    /// An error in a file as a whole.
    pub fn error(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            path: path.into(),
            place: None,
            message: message.into(),
            help: None,
            excerpt: None,
            fix: None,
        }
    }

    /// A warning about a file as a whole.
    pub fn warning(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(path, message) }
    }

    /// Gives it a place: 1-based line and column (in characters).
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.place = Some((line, column));
        self
    }

    /// Says what was expected or what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what would settle it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Shows the line of its place.
    pub fn excerpt(mut self, line: impl Into<String>) -> Self {
        self.excerpt = Some(line.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(help) = &self.help {
            write!(f, " ({help})")?;
        }
        Ok(())
    }
}

/// Problems in the order in which they are shown (path, line, column, errors first), each once.
pub fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| {
        (&a.path, a.place, a.severity, &a.message, &a.help)
            .cmp(&(&b.path, b.place, b.severity, &b.message, &b.help))
    });
    problems.dedup();
    problems
}

/// All problems as one text, sorted, with a line that counts them at its end; empty where there are none.
pub fn render(problems: &[Problem], color: bool) -> String {
    let problems = sorted(problems.to_vec());
    if problems.is_empty() {
        return String::new();
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for problem in &problems {
        out += &one(problem, &renderer);
        out += "\n\n";
    }
    let errors = problems.iter().filter(|p| p.severity == Severity::Error).count();
    out + &count(errors, problems.len() - errors) + "\n"
}

/// `2 个错误，1 个警告 (2 errors, 1 warning)`
fn count(errors: usize, warnings: usize) -> String {
    let (mut english, mut chinese) = (Vec::new(), Vec::new());
    for (number, word, han) in [(errors, "error", "错误"), (warnings, "warning", "警告")] {
        if number > 0 {
            english.push(format!("{number} {word}{}", if number == 1 { "" } else { "s" }));
            chinese.push(format!("{number} 个{han}"));
        }
    }
    format!("{} ({})", chinese.join("\u{FF0C}"), english.join(", "))
}

fn one(problem: &Problem, renderer: &Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    // Paths and quoted words come from outside: no control character of theirs may reach the terminal.
    let path = normalize_untrusted_str(&problem.path);
    let place: Element = match (problem.place, &problem.excerpt) {
        (Some((line, column)), Some(excerpt)) => {
            let span = spot(excerpt, column);
            Snippet::source(until_shortly_behind(excerpt, span.end))
                .line_start(line)
                .path(path)
                .annotation(AnnotationKind::Primary.span(span))
                .into()
        }
        (Some((line, column)), None) => Origin::path(path).line(line).char_column(column).into(),
        (None, _) => Origin::path(path).into(),
    };
    let mut group = level.primary_title(problem.message.as_str()).element(place);
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    renderer.render(&[group])
}

/// The line as far as it helps: a paragraph of OCR text is one line of thousands of characters, which the renderer cuts
/// before the spot, but behind it only where the characters are narrow.
fn until_shortly_behind(line: &str, end: usize) -> String {
    let (kept, rest) = line.split_at_checked(end).unwrap_or((line, ""));
    match rest.char_indices().nth(40) {
        Some((cut, _)) => format!("{kept}{}…", rest.get(..cut).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// The bytes of the word or quotation that begins at the column.
fn spot(line: &str, column: usize) -> Range<usize> {
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = line.get(start..).unwrap_or_default();
    let long = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest.get(1..).and_then(|r| r.find(quote)).map_or(1, |end| end + 2),
        Some(first) => {
            let word = rest
                .find(|c: char| c.is_whitespace() || ":,{}[]#。\u{FF0C}\u{FF1A}".contains(c))
                .unwrap_or(rest.len());
            // A sentence of Chinese has no spaces: its first few characters tell the place well enough.
            let few = rest.char_indices().nth(20).map_or(rest.len(), |(at, _)| at);
            word.min(few).max(first.len_utf8())
        }
        None => 0,
    };
    start..start + long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_chinese_text() {
        let problem = Problem::error("a.yaml", "不认识的键 titel (unknown key)")
            .at(3, 13)
            .excerpt("  - {at: 甲, titel: 新}")
            .help("是不是 title?");
        insta::assert_snapshot!(render(&[problem], false), @r#"
        error: 不认识的键 titel (unknown key)
         --> a.yaml:3:13
          |
        3 |   - {at: 甲, titel: 新}
          |              ^^^^^
          |
          = help: 是不是 title?

        1 个错误 (1 error)
        "#);
    }

    #[test]
    fn sorted_counted_and_each_once() {
        let late = Problem::error("b.txt", "二").at(10, 1);
        let early = Problem::warning("b.txt", "一").at(2, 1);
        let other = Problem::error("a.txt", "三");
        let shown = render(&[late.clone(), early, other, late], false);
        insta::assert_snapshot!(shown, @r#"
        error: 三
        --> a.txt

        warning: 一
        --> b.txt:2:1

        error: 二
        --> b.txt:10:1

        2 个错误，1 个警告 (2 errors, 1 warning)
        "#);
        assert_eq!(render(&[], true), "");
    }

    #[test]
    fn long_lines_are_cut_around_the_spot() {
        let line = format!("{}错误,{}", "文".repeat(3000), "字".repeat(3000));
        let shown = render(&[Problem::error("a.txt", "甲").at(1, 3001).excerpt(line)], false);
        insta::assert_snapshot!(shown, @r#"
        error: 甲
         --> a.txt:1:3001
          |
        1 | ... 文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文文错误,字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字...
          |                                                                   ^^^^

        1 个错误 (1 error)
        "#);
    }

    #[test]
    fn nothing_from_outside_commands_the_terminal() {
        let problem = Problem::error("a\u{1b}[31m.txt", "键 \u{1b}]0;x\u{7}")
            .help("\u{1b}[2J")
            .at(1, 1)
            .excerpt("\u{1b}[2J\u{202e}");
        let shown = render(&[problem], false);
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }

    #[test]
    fn a_spot_outside_of_its_line_is_at_its_end() {
        let shown = render(&[Problem::error("a.txt", "甲").at(1, 99).excerpt("短")], false);
        assert!(shown.contains("短"), "{shown}");
        assert!(render(&[Problem::error("a.txt", "甲").at(0, 0).excerpt("")], true).contains('甲'));
    }

    #[test]
    fn colour_is_only_added() {
        let problem = Problem::error("a.txt", "甲").at(1, 1).excerpt("乙");
        let colored = render(std::slice::from_ref(&problem), true);
        assert!(colored.contains('\u{1b}'));
        assert!(!render(&[problem], false).contains('\u{1b}'));
    }
}
