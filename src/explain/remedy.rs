//! Corrections that would change the answer for a line.
//!
//! In: an explained issue and a line. Out: [`Remedy`]s, each with what it promises. A test pastes them and looks.

use super::{Explained, Place};
use crate::read::IssueSource;
use crate::read::sidecar::{Action, Anchor};
use crate::read::spell;
use crate::split::{BlockRole, ResidueRole};

/// What is otherwise once the correction stands in the sidecar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// An article begins at the line.
    Begins,
    /// The line is in the article in which this other line is.
    OneArticleWith(usize),
    /// The line is in one block with this other line.
    OneBlockWith(usize),
    /// The line is in no article.
    Leaves,
}

/// A correction, and what it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    pub promise: Promise,
    pub action: Action,
}

impl Remedy {
    /// `如果这里应另起一篇 (if an article begins here)`
    pub fn wish(&self) -> &'static str {
        match self.promise {
            Promise::Begins => "如果这里应另起一篇 (if an article begins here)",
            Promise::OneArticleWith(_) => "如果它属于上面那一篇 (if it belongs to the article above)",
            Promise::OneBlockWith(_) => "如果它接着上一段，是同一段 (if it goes on with the paragraph above)",
            Promise::Leaves => {
                "如果它不属于任何一篇；是广告就把 unplaced 改成 advertisement (if it belongs to no article; for an advertisement write advertisement)"
            }
        }
    }
}

/// The YAML file that a correction goes into, and how it is to be put in there.
pub struct Target {
    pub path: String,
    /// The file has a `corrections:` already: the item goes below it.
    pub goes_on: bool,
}

impl Target {
    /// Where corrections on a file of the issue go.
    pub fn of(issue: &IssueSource, file: usize) -> Self {
        let sidecar = &issue.sidecar;
        let source = issue.files.get(file).map_or("", |f| f.path.as_str());
        let path = match sidecar.path.as_str() {
            "" => {
                let name = source.rfind('/').map_or(0, |at| at + 1);
                let stem = source[name..].rfind('.').map_or(source.len(), |at| name + at);
                format!("{}.yaml", &source[..stem])
            }
            path => path.to_string(),
        };
        let goes_on = sidecar.corrections.iter().any(|c| c.path == path);
        Self { path, goes_on }
    }

    /// `写进 x.yaml (put this into x.yaml)`
    pub fn told(&self) -> String {
        if self.goes_on {
            format!("加在 {} 的 corrections: 之下 (put it below corrections: in that file)", self.path)
        } else {
            format!("写进 {} (put it into that file; make it if there is none)", self.path)
        }
    }

    /// The correction as it is to be pasted.
    pub fn yaml(&self, action: &Action, indent: &str) -> String {
        let item = format!("{indent}  - {}\n", spell::correction(action));
        if self.goes_on { item } else { format!("{indent}corrections:\n{item}") }
    }
}

/// What would change the answer for the line, the likeliest first.
pub fn remedies(explained: &Explained, line: usize) -> Vec<Remedy> {
    let quoter = explained.quoter();
    let Some(here) = quoter.anchor(line) else { return Vec::new() };
    let mut out = Vec::new();
    let mut add = |promise: Promise, action: Option<Action>| {
        out.extend(action.map(|action| Remedy { promise, action }));
    };
    let join = |other: usize, here: &Anchor| {
        Some(Action::Join { first: quoter.anchor(other)?, second: here.clone() })
    };
    let leaves = Some(Action::Residue { at: here.clone(), role: "unplaced".into() });
    let begins = Some(Action::Start { at: here.clone() });
    match explained.places()[line].first() {
        Some(Place::Block { article, block, role }) => {
            // A line with a jump on it holds together what stands at two places: no article begins there.
            let jump = |p: &Place| matches!(p, Place::Block { role: BlockRole::Jump, .. });
            let is_jump = explained.places()[line].iter().any(jump);
            let headline = matches!(role, BlockRole::Title | BlockRole::Kicker | BlockRole::Subtitle);
            if headline {
                let above = (0..*article).rev().find_map(|k| title_line(explained, k));
                if let (Some(above), Some(title)) = (above, title_line(explained, *article)) {
                    let title = quoter.anchor(title);
                    add(Promise::OneArticleWith(above), title.and_then(|title| join(above, &title)));
                }
            } else if !is_jump {
                add(Promise::Begins, begins);
                if let Some(above) = paragraph_above(explained, *article, *block, line) {
                    add(Promise::OneBlockWith(above), join(above, &here));
                }
            }
            // The words of a title mean the whole article.
            add(Promise::Leaves, leaves);
        }
        Some(Place::Residue(role)) => {
            add(Promise::Begins, begins);
            let above = (0..line).rev().find(|i| {
                explained.lines[*i].file == explained.lines[line].file
                    && matches!(explained.places()[*i].first(), Some(Place::Block { .. }))
            });
            if let Some(above) = above.filter(|_| *role != ResidueRole::Contents) {
                add(Promise::OneArticleWith(above), join(above, &here));
            }
        }
        None => {}
    }
    out
}

/// The line that stands for an article: its title's first, else its first.
fn title_line(explained: &Explained, article: usize) -> Option<usize> {
    let blocks = &explained.issue.articles.get(article)?.article.blocks;
    let title = blocks.iter().position(|b| b.role == BlockRole::Title).unwrap_or(0);
    explained.block_lines(article, title).first().copied()
}

/// The last line of the paragraph above, where the line opens a paragraph of its own.
fn paragraph_above(explained: &Explained, article: usize, block: usize, line: usize) -> Option<usize> {
    let blocks = &explained.issue.articles.get(article)?.article.blocks;
    let body = |b: usize| blocks.get(b).is_some_and(|b| b.role == BlockRole::Body);
    if !body(block) || explained.block_lines(article, block).first() != Some(&line) {
        return None;
    }
    let above = (0..block).rev().find(|b| body(*b))?;
    explained.block_lines(article, above).last().copied()
}
