//! What went wrong, told to an archivist: file, line, column, what was expected, what to do.
//!
//! In: [`Problem`]s from every stage. Out: one sorted text with carets under the spot, for stderr.
//!
//! Messages speak Chinese first, then English in brackets.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use std::fmt;
use std::ops::Range;

/// How bad a problem is: errors stop the build before anything is published, warnings do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

/// One thing an archivist should know of, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl Problem {
    pub fn error(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            path: path.into(),
            place: None,
            message: message.into(),
            help: None,
            excerpt: None,
        }
    }

    pub fn warning(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(path, message) }
    }

    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.place = Some((line, column));
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

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

/// `2 errors, 1 warning / 2 个错误,1 个警告`
fn count(errors: usize, warnings: usize) -> String {
    let (mut english, mut chinese) = (Vec::new(), Vec::new());
    for (number, word, han) in [(errors, "error", "错误"), (warnings, "warning", "警告")] {
        if number > 0 {
            english.push(format!("{number} {word}{}", if number == 1 { "" } else { "s" }));
            chinese.push(format!("{number} 个{han}"));
        }
    }
    format!("{} / {}", english.join(", "), chinese.join(","))
}

fn one(problem: &Problem, renderer: &Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    // Paths and quoted words come from outside: no control character of theirs may reach the terminal.
    let path = normalize_untrusted_str(&problem.path);
    let place: Element = match (problem.place, &problem.excerpt) {
        (Some((line, column)), Some(excerpt)) => Snippet::source(excerpt.as_str())
            .line_start(line)
            .path(path)
            .annotation(AnnotationKind::Primary.span(spot(excerpt, column)))
            .into(),
        (Some((line, column)), None) => Origin::path(path).line(line).char_column(column).into(),
        (None, _) => Origin::path(path).into(),
    };
    let mut group = level.primary_title(problem.message.as_str()).element(place);
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    renderer.render(&[group])
}

/// The bytes of the word or quotation that begins at the column.
fn spot(line: &str, column: usize) -> Range<usize> {
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = line.get(start..).unwrap_or_default();
    let long = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest.get(1..).and_then(|r| r.find(quote)).map_or(1, |end| end + 2),
        Some(first) => {
            let word =
                rest.find(|c: char| c.is_whitespace() || ":,{}[]#。,".contains(c)).unwrap_or(rest.len());
            word.max(first.len_utf8())
        }
        None => 0,
    };
    start..start + long
}
