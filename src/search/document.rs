//! What the index must know of an article.

pub use super::corpus::Zone;
use crate::digest::Digest;
use std::ops::Range;

/// An article as it is searched and as results show it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Its address key.
    pub key: String,
    /// Path of its page below the site's root.
    pub address: String,
    /// As results call it.
    pub title: String,
    /// Slug and name of the publication.
    pub publication: (String, String),
    /// Slug and segment of the issue: `jcgz/2022-05-10`.
    pub issue: String,
    /// In words.
    pub date: String,
    /// 0 where there is no date.
    pub year: u32,
    /// Label of the page: `第A02版`.
    pub page: String,
    /// Name of the place that it is about first.
    pub region: String,
    /// Codes with names, each division with those above it, for the filters.
    pub regions: Vec<(String, String)>,
    /// Ids with names.
    pub topics: Vec<(String, String)>,
    /// Title, kicker, subtitle, byline and each block, as printed. No match runs over from one to the next.
    pub units: Vec<(Zone, String)>,
}

/// Where the articles come from: sorted by day, and read one by one.
pub trait Documents: Sync {
    /// The days of all articles from the year 1 on, ascending; 0 for one without a date.
    fn days(&self) -> &[u32];

    /// About how many characters an article has.
    fn length(&self, at: usize) -> usize;

    /// An article by its place in [`days`](Self::days).
    ///
    /// # Errors
    /// Where its text can't be had.
    fn document(&self, at: usize) -> anyhow::Result<Document>;

    /// A print of all that some articles are made of: the same print, the same [`Document`]s. `None` where nobody took one.
    fn print(&self, _articles: Range<usize>) -> Option<Digest> {
        None
    }
}
