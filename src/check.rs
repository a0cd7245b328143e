//! check: what a person should look at in an archive, and what would settle it.
//!
//! In: a `content/` folder. Out: [`Finding`]s, sorted by file and line: notices, corrections that do not fit, missing issues
//! (`series`), and whatever else is wrong. Nothing is written. Each notice and each misfit comes with the YAML that settles it.

mod series;

use crate::build::{BuildError, Examined, examine};
use crate::correct::quote::Quoter;
use crate::describe::DescribedIssue;
use crate::explain::remedy::Target;
use crate::read::IssueSource;
use crate::read::sidecar::Action;
use crate::read::spell;
use crate::report::{self, Fix, Problem, Severity};
use crate::split::line::lines;
use crate::split::rules::Rule;
use rayon::prelude::*;
use std::fmt;
use std::path::Path;

/// What sort of thing a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The content has an error: no site can be built.
    Error,
    Warning,
    /// The splitter is not sure, or the text looks broken (存疑).
    Notice,
    /// Issues are missing, or one does not fit into its publication's run (刊期).
    Series,
}

/// The YAML that settles a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// An item to put below `corrections:` in the file: how it says that all is well.
    Add { path: String, item: String },
    /// An item to put in place of the one at the finding's place.
    Replace { item: String },
    /// The item at the finding's place can go.
    Remove,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub sort: Sort,
    pub path: String,
    /// 1-based line and column; none where it is the file as a whole.
    pub place: Option<(usize, usize)>,
    pub message: String,
    pub help: Option<String>,
    pub remedy: Option<Remedy>,
}

/// Looks through an archive.
pub fn check(content: &Path) -> Result<Vec<Finding>, BuildError> {
    let Examined { library, issues, built, problems, .. } = examine(content)?;
    let mut all: Vec<Finding> = report::sorted(problems).into_iter().map(problem).collect();
    let notices: Vec<Vec<Finding>> =
        library.issues.par_iter().zip(&issues).map(|(source, issue)| notices(source, issue)).collect();
    all.extend(notices.into_iter().flatten());
    all.extend(series::findings(&built.archive, &library.issues));
    // Stable: gaps of one publication stay in the order of time.
    all.sort_by(|a, b| {
        let run = |f: &Finding| f.sort == Sort::Series;
        let words = |f: &Finding| if run(f) { String::new() } else { f.message.clone() };
        (&a.path, a.place, run(a), words(a)).cmp(&(&b.path, b.place, run(b), words(b)))
    });
    Ok(all)
}

fn problem(problem: Problem) -> Finding {
    let Problem { severity, path, place, message, help, fix, .. } = problem;
    let sort = if severity == Severity::Error { Sort::Error } else { Sort::Warning };
    let remedy = fix.map(|fix| match fix {
        Fix::Replace(item) => Remedy::Replace { item },
        Fix::Remove => Remedy::Remove,
    });
    Finding { sort, path, place, message, help, remedy }
}

fn notices(source: &IssueSource, issue: &DescribedIssue) -> Vec<Finding> {
    if issue.notices.is_empty() {
        return Vec::new();
    }
    let lines = lines(&source.files);
    let articles = issue.articles.iter().map(|d| d.article.clone()).collect();
    let quoter = Quoter::new(articles, issue.residues.clone(), source);
    let one = |n: &crate::split::Notice| {
        let line = lines.binary_search_by_key(&(n.file, n.line), |l| (l.file, l.n)).ok();
        let at = line.and_then(|line| quoter.anchor(line));
        let action = at.map(|at| match Rule::named(&n.code) {
            // Said so, it stays so: whatever a later version of the program thinks.
            Some(Rule::UncertainSplit) => Action::Start { at },
            _ => Action::Accept { at, code: n.code.clone() },
        });
        let target = Target::of(source, n.file);
        Finding {
            sort: Sort::Notice,
            path: source.files.get(n.file).map_or(String::new(), |f| f.path.clone()),
            place: Some((n.line, 1)),
            message: format!("{} [{}]", n.message, n.code),
            help: None,
            remedy: action.map(|a| Remedy::Add { path: target.path, item: spell::correction(&a) }),
        }
    };
    issue.notices.iter().map(one).collect()
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sort = match self.sort {
            Sort::Error => "错误 (error)",
            Sort::Warning => "警告 (warning)",
            Sort::Notice => "存疑 (notice)",
            Sort::Series => "刊期 (run of issues)",
        };
        // Paths and quoted words come from outside: no control character of theirs may reach the terminal.
        let clean = |text: &str| text.replace(char::is_control, "\u{FFFD}");
        let place = self.place.map_or(String::new(), |(line, _)| format!(":{line}"));
        writeln!(f, "{}{place}: {sort}: {}", clean(&self.path), clean(&self.message))?;
        if let Some(help) = &self.help {
            writeln!(f, "    {}", clean(help))?;
        }
        match &self.remedy {
            Some(Remedy::Add { path, item }) => {
                writeln!(f, "    不对就看 (if it is wrong): dibao explain {}{place}", clean(&self.path))?;
                writeln!(
                    f,
                    "    没有错就写进 {} 的 corrections: 之下 (if all is well put this below corrections: in that file):",
                    clean(path)
                )?;
                writeln!(f, "      - {item}")
            }
            Some(Remedy::Replace { item }) => {
                writeln!(f, "    把这一条改成 (put this in place of the item):")?;
                writeln!(f, "      - {item}")
            }
            Some(Remedy::Remove) if !self.help.as_ref().is_some_and(|h| h.contains("删去")) => {
                writeln!(f, "    或删去这一条 (or remove the item)")
            }
            _ => Ok(()),
        }
    }
}
