//! What the outline is made of: drafts of articles, and the parts below their headline groups.
//!
//! In: line indexes, in the order in which the walk places them. Out: what the later steps read off a draft, and the
//! little that the walk looks back at.

use super::super::evidence::Verdict;
use super::super::group::Group;

/// How far back a rule looks in an article: what is older says little, and the walk stays linear in the issue.
pub(super) const MEMORY: usize = 48;

/// The outline: drafts, and lines that belong to none.
#[derive(Debug, Default)]
pub struct Outline {
    pub drafts: Vec<Draft>,
    /// Column labels.
    pub labels: Vec<usize>,
    /// Short lines that lead to nothing.
    pub unplaced: Vec<usize>,
}

/// An article in the making.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub group: Group,
    pub items: Vec<Item>,
    /// The column label in force, as a line index.
    pub column: Option<usize>,
    /// It is one of the items under a label that stands above an earlier one.
    pub under_label: bool,
    pub verdict: Verdict,
    /// Verdicts on the runs that were taken for headings within it.
    pub refused: Vec<Verdict>,
    pub advertisement: bool,
}

impl Draft {
    pub fn texts(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.items.iter().filter_map(|i| match i {
            Item::Text(i) => Some(*i),
            _ => None,
        })
    }

    /// Its latest texts, the latest first.
    pub(super) fn recent_texts(&self) -> impl Iterator<Item = usize> {
        let recent = self.items.iter().rev().take(4 * MEMORY);
        recent.filter_map(|i| if let Item::Text(i) = i { Some(*i) } else { None }).take(MEMORY)
    }

    /// The text it opens with.
    pub(super) fn opening(&self) -> Option<usize> {
        self.items.iter().take(4 * MEMORY).find_map(|i| if let Item::Text(i) = i { Some(*i) } else { None })
    }

    /// First lines of its latest headings, the latest first.
    pub(super) fn recent_headings(&self) -> impl Iterator<Item = usize> {
        let recent = self.items.iter().rev().take(4 * MEMORY);
        recent.filter_map(|i| if let Item::Heading(h) = i { h.first().copied() } else { None }).take(MEMORY)
    }

    /// The first line, for order.
    pub fn first_line(&self) -> Option<usize> {
        let headline = self.group.headline().chain(self.group.byline.iter().copied()).min();
        headline.or_else(|| self.items.first().map(Item::first))
    }
}

/// A part of an article below its headline group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A paragraph or a piece of one, a list item, a table row, a line of verse.
    Text(usize),
    /// A heading within the article (its lines).
    Heading(Vec<usize>),
    /// A signature, a credit, a caption, a jump: its class says which.
    Mark(usize),
    /// A line that opens with 上接: what follows may belong to another article.
    Continuation(usize),
}

impl Item {
    pub fn first(&self) -> usize {
        match self {
            Item::Text(i) | Item::Mark(i) | Item::Continuation(i) => *i,
            Item::Heading(lines) => lines.first().copied().unwrap_or(0),
        }
    }
}
