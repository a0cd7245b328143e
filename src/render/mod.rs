//! render: each page from the archive and the theme.
//!
//! In: the [`Archive`](crate::archive::Archive) and the described issues. Out: a [`Site`]: path → page job. A page is a
//! job: a path that nothing else claims, and the bytes it gives when asked.

use std::collections::BTreeMap;

/// When a page is published, so that no link breaks meanwhile (design.md, law 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Articles and assets: pages that others link to.
    Leaf,
    /// Lists and indexes.
    Index,
    /// The home page, feeds, sitemap.
    Entrance,
}

/// Gives a page's bytes.
pub type Work<'a> = Box<dyn Fn() -> anyhow::Result<Vec<u8>> + Send + Sync + 'a>;

/// A page to be made.
pub struct Job<'a> {
    pub phase: Phase,
    /// Who claims the path, for the message where two do: "article “…”", "page of region 140500".
    pub claimed_by: String,
    pub work: Work<'a>,
}

/// The whole site before anything touches the disk.
#[derive(Default)]
pub struct Site<'a> {
    /// Path below the site's root, `/`-separated → job.
    pub pages: BTreeMap<String, Job<'a>>,
}

/// Two pages claim one path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path} is claimed twice: by {first} and by {second}")]
pub struct Claimed {
    pub path: String,
    pub first: String,
    pub second: String,
}

impl<'a> Site<'a> {
    /// Adds a page. Paths that differ only in case claim the same file on Windows and macOS.
    pub fn add(
        &mut self,
        path: impl Into<String>,
        phase: Phase,
        claimed_by: impl Into<String>,
        work: impl Fn() -> anyhow::Result<Vec<u8>> + Send + Sync + 'a,
    ) -> Result<(), Claimed> {
        let (path, claimed_by) = (path.into(), claimed_by.into());
        if let Some(other) = self.pages.get(&path) {
            return Err(Claimed { path, first: other.claimed_by.clone(), second: claimed_by });
        }
        self.pages.insert(path, Job { phase, claimed_by, work: Box::new(work) });
        Ok(())
    }
}
