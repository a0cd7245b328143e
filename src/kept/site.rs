//! The last site that was published: what it was made of, and what there was to tell of it.

use crate::digest::Digest;
use crate::report::Problem;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What a site stands on beside its issues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// [`PROGRAM`](super::PROGRAM), then.
    pub program: String,
    /// Of the theme's templates, words and files.
    pub theme: Digest,
    /// Of what `archive.yaml` says.
    pub settings: Digest,
    /// Of the register's file, as the next build finds it.
    pub register: Digest,
}

/// A site that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSite {
    /// Of all that it was made of.
    pub print: Digest,
    /// Of the publisher's account of it: another publish has another.
    pub published: Digest,
    /// How many files it has.
    pub files: usize,
    /// What its issues had to tell, and what the archive as a whole.
    pub issues_told: Vec<Problem>,
    pub told: Vec<Problem>,
    pub publications: usize,
    pub issues: usize,
    pub articles: usize,
    pub notices: usize,
}

impl LastSite {
    /// What is kept in this folder of ours, if it is whole.
    pub fn read(folder: &Path) -> Option<Self> {
        super::read(&folder.join("site"))
    }
}
