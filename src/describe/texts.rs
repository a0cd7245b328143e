//! Where described issues come from when a page asks for a text: from memory, or from what was put away.

use super::{DescribedArticle, DescribedIssue};
use crate::digest::Digest;
use std::ops::Deref;
use std::sync::Arc;

/// Gives described issues one by one, so that nobody need hold them all.
pub trait Texts: Sync {
    /// An issue by its place in the order in which issues were described.
    ///
    /// # Errors
    /// Where its text can't be had any more.
    fn issue(&self, at: usize) -> anyhow::Result<Arc<DescribedIssue>>;

    /// A print of all that the issue's description depends on: the same print, the same texts. `None` where nobody took one.
    fn print(&self, _at: usize) -> Option<Digest> {
        None
    }
}

impl Texts for Vec<Arc<DescribedIssue>> {
    fn issue(&self, at: usize) -> anyhow::Result<Arc<DescribedIssue>> {
        self.get(at).cloned().ok_or_else(|| anyhow::anyhow!("no described issue {at}"))
    }
}

/// An article of an issue that is held as long as the article is.
#[derive(Debug, Clone)]
pub struct Text {
    issue: Arc<DescribedIssue>,
    place: usize,
}

impl Text {
    /// The article at a place of an issue, where there is one.
    pub fn of(issue: Arc<DescribedIssue>, place: usize) -> Option<Self> {
        (place < issue.articles.len()).then_some(Self { issue, place })
    }
}

impl Deref for Text {
    type Target = DescribedArticle;

    fn deref(&self) -> &DescribedArticle {
        &self.issue.articles[self.place]
    }
}
