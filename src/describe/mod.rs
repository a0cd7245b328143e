//! describe: what an article is about: regions (GB/T 2260), topics, and the issue's date where only the text tells it.
//!
//! In: [`SplitIssue`] with its corrections applied to its structure, and the publication's settings.
//! Out: [`DescribedIssue`]. Pure, given the vocabularies.

use crate::split::{Article, IssueFacts, Notice, Residue};
use serde::{Deserialize, Serialize};

/// A division or topic an article was given, and the words that spoke for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// GB/T 2260 code, or topic id.
    pub id: String,
    /// Weight relative to the best finding of the same article (1.0).
    pub score: f64,
    /// The words in the text that spoke for it, strongest first, at most five.
    pub evidence: Vec<String>,
}

/// An article with what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DescribedArticle {
    pub article: Article,
    /// The one it is about first.
    pub regions: Vec<Finding>,
    /// Top level ids of the vocabulary, best first; none where nothing fits.
    pub topics: Vec<Finding>,
    /// Second level ids, best first.
    pub subtopics: Vec<Finding>,
}

/// An issue, split, corrected and described: all that later stages need of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct DescribedIssue {
    /// [`IssueSource::path`](crate::read::IssueSource::path).
    pub path: String,
    pub facts: IssueFacts,
    pub articles: Vec<DescribedArticle>,
    pub residues: Vec<Residue>,
    pub notices: Vec<Notice>,
}

pub mod regions;
pub mod topics;

/// TEMP
pub fn describe(issue: &crate::split::SplitIssue, path: &str, _p: &crate::read::settings::PublicationSettings) -> DescribedIssue {
    let articles = issue.articles.iter().map(|a| DescribedArticle { article: a.clone(), regions: vec![], topics: vec![], subtopics: vec![] }).collect();
    DescribedIssue { path: path.into(), facts: issue.facts.clone(), articles, residues: issue.residues.clone(), notices: issue.notices.clone() }
}
